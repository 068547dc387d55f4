// Pictures of every page type as it looks on a desktop, on a phone, in the dark and on paper; and, with --small, the two of README.
// Usage: node shots.mjs SITE OUT [--small]
import { execFileSync } from 'node:child_process';
import { mkdirSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { PHONE, WIDE, begin, each, kinds, painted, still } from './lib.mjs';
import { pick, tick } from './states.mjs';

const [site, out, small] = process.argv.slice(2);
mkdirSync(out, { recursive: true });
const suite = await begin(realpathSync(site), realpathSync(site));
const SHOWS = { desktop: WIDE, phone: PHONE, dark: { ...WIDE, colorScheme: 'dark' } };
async function dressed(page, f) { // a search page as its readers know it: with filters and a shortlist
	if (!/^(mentors|peers)\.html$/.test(f)) return;
	await tick(page, 1);
	await pick(page, 2);
	await page.evaluate(() => { document.activeElement.blur(); scrollTo(0, 0); });
	await painted(page);
}
const name = f => f.replace(/\.html$/, '').replace(/\//g, '-');
async function onPaper(f) {
	const { context, page } = await suite.open(suite.web(f)), pdf = join(out, `${name(f)}-paper.pdf`);
	await page.pdf({ path: pdf, format: 'Letter', preferCSSPageSize: true, tagged: true, outline: true, printBackground: true });
	await context.close();
	execFileSync('pdftoppm', ['-png', '-r', '60', '-l', '4', pdf, pdf.replace(/\.pdf$/, '')]);
	rmSync(pdf);
}
async function small_picture(f, file, { width, height, scale }, ready) { // WebP as Chromium writes it: a fifth of a PNG, and sharp
	const { context, page } = await suite.open(suite.web(f), { viewport: { width, height }, deviceScaleFactor: scale });
	await ready(page);
	const devtools = await context.newCDPSession(page);
	for (let quality = 88; quality > 30; quality -= 6) {
		const { data } = await devtools.send('Page.captureScreenshot', { format: 'webp', quality }), bytes = Buffer.from(data, 'base64');
		if (bytes.length > 60 * 1000) continue;
		writeFileSync(join(out, file), bytes);
		console.log(`${join(out, file)}: ${bytes.length} bytes`);
		break;
	}
	await context.close();
}
if (small) {
	await small_picture('mentors.html', 'mentor-search.webp', { width: 1280, height: 800, scale: 1 }, page => dressed(page, 'mentors.html'));
	await small_picture('docs/MP-02.03.html', 'sop.webp', { width: 1280, height: 800, scale: 1 }, async () => {});
} else {
	const types = kinds(suite.site), jobs = types.flatMap(f => [...Object.keys(SHOWS), 'paper'].map(show => [f, show]));
	await each(jobs, async ([f, show]) => {
		if (show === 'paper') return onPaper(f);
		const { context, page } = await suite.open(suite.web(f), SHOWS[show]);
		await dressed(page, f);
		await still(page); // entries below the window too
		await page.screenshot({ path: join(out, `${name(f)}-${show}.png`), fullPage: true });
		await context.close();
	});
	console.log(`${types.length} page types as ${[...Object.keys(SHOWS), 'paper'].join(', ')}: ${out}/`);
}
await suite.end();
