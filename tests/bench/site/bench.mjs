// Figures of the published pages on a slow phone (CPU slowed four times; for the cold view also Slow 4G), as Markdown tables.
// Usage: node bench.mjs SITE BIG_SITE [bytes] [filters] [cold] [lighthouse]     BENCH_RUNS=9 BENCH_PAGES="index.html mentors.html" (for Lighthouse; every page type otherwise)
import { execFile, execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { ARGS, PHONE, begin, kinds, serve } from './lib.mjs';

const [sample, big, ...what] = process.argv.slice(2), runs = Number(process.env.BENCH_RUNS || 9);
const SIZES = [34, 120, 300, 1000];
const missed = []; // what was asked and not reached: the run fails
const sorted = list => [...list].sort((a, b) => a - b), median = list => sorted(list)[Math.floor(list.length / 2)];
const kb = n => (n / 1024).toFixed(1);
const row = (...cells) => console.log(`| ${cells.join(' | ')} |`);
const table = (title, ...heads) => { console.log(`\n${title}\n`); row(...heads); row(...heads.map(() => '---')); };

// Mentor Search with so many entries: the cards of the generated pool, from the first on; where it has fewer, again with other IDs.
function pool(html, n) {
	const from = html.indexOf('<li class="entry'), end = html.indexOf('</ul>', html.lastIndexOf('<li class="entry')), cards = html.slice(from, end).split(/(?=<li class="entry)/);
	if (cards.length < 100) throw new Error(`only ${cards.length} cards: choose BENCH_SITE_ROWS so that the pool has up to 1,000 entries`);
	const all = Array.from({ length: n }, (_, i) => {
		const round = Math.floor(i / cards.length), card = cards[i % cards.length], id = /id="e-([^"]*)"/.exec(card)[1];
		return round ? card.replaceAll(id, id.slice(0, 2) + String.fromCharCode(64 + round) + id.slice(3)) : card;
	});
	return Buffer.from(html.slice(0, from) + all.join('') + html.slice(end));
}
const suite = await begin(realpathSync(sample), realpathSync(big));
const bigHtml = readFileSync(join(suite.hostile, 'mentors.html'), 'utf8');
const sized = n => serve(suite.hostile, (path, bytes) => path === 'mentors.html' ? pool(bigHtml, n) : bytes);
async function slow(page, network) {
	const devtools = await page.context().newCDPSession(page);
	await devtools.send('Emulation.setCPUThrottlingRate', { rate: 4 });
	if (!network) return;
	await devtools.send('Network.enable');
	await devtools.send('Network.setCacheDisabled', { cacheDisabled: true });
	await devtools.send('Network.emulateNetworkConditions', { offline: false, latency: 562.5, downloadThroughput: 180000, uploadThroughput: 84375 });
}
async function open(address, network) {
	const context = await suite.browser.newContext(PHONE), page = await context.newPage();
	await slow(page, network);
	if (address) await page.goto(address, { waitUntil: 'load' });
	return { context, page };
}
// From the click on a filter until the frame that shows its result has been given to the screen.
const click = (page, n) => page.evaluate(n => new Promise(done => {
	const boxes = [...document.querySelectorAll('#filters .opt input[type=checkbox]')], box = boxes[n * 3 % boxes.length];
	setTimeout(() => {
		const from = performance.now();
		box.click();
		requestAnimationFrame(() => { const paint = new MessageChannel(); paint.port1.onmessage = () => done(performance.now() - from); paint.port2.postMessage(0); });
	}, 50);
}), n);

if (what.includes('bytes')) {
	table('First view of Mentor Search, gzip -9', 'entries', 'requests', 'HTML KB', 'CSS KB', 'script KB', 'icon KB', 'all KB');
	const weigh = (label, html) => {
		const size = b => execFileSync('gzip', ['-9nc'], { input: b }).length, /* Node's own zlib packs otherwise */ asset = a => size(readFileSync(join(suite.hostile, 'assets', a)));
		const parts = [size(html), asset('site.css'), asset('search.js'), asset('icon.svg')];
		row(label, 1 + (html.toString().match(/<script[^>]*\ssrc=|<link rel="(?:stylesheet|icon)"/g) || []).length, ...parts.map(kb), kb(parts.reduce((a, b) => a + b)));
	};
	const own = readFileSync(join(suite.site, 'mentors.html'));
	weigh(`sample, ${own.toString().match(/<li class="entry/g).length}`, own);
	for (const n of SIZES) weigh(n, pool(bigHtml, n));
}
if (what.includes('filters')) {
	table(`Filter to paint, CPU slowed 4 times, ${runs} clicks`, 'entries', 'median ms', 'range', 'bytes transferred', 'asked');
	for (const n of SIZES) {
		const server = await sized(n), { context, page } = await open(server.at + 'mentors.html'), times = [];
		await page.evaluate(() => document.querySelector('#filters-toggle')?.click());
		await click(page, 0); // the first one warms up
		const before = server.log.length;
		for (let i = 1; i <= runs; i++) times.push(await click(page, i));
		const asked = { 300: 100, 1000: 200 }[n];
		if (median(times) > asked) missed.push(`filter to paint at ${n} entries: ${Math.round(median(times))} ms, asked ${asked}`);
		row(n, Math.round(median(times)), `${Math.round(sorted(times)[0])}–${Math.round(sorted(times).pop())}`, server.log.slice(before).reduce((s, l) => s + l.bytes, 0), asked ? `≤ ${asked}` : '');
		await context.close();
		server.close();
	}
}
if (what.includes('cold')) {
	table('Cold: from the address to the first search result, Slow 4G, CPU slowed 4 times', 'entries', 'median s', 'range', 'requests', 'KB');
	for (const n of [34, 300]) {
		const times = [];
		let server;
		for (let i = 0; i < Math.min(runs, 5); i++) {
			server?.close();
			server = await sized(n);
			const { context, page } = await open('', true), from = Date.now();
			page.goto(server.at + 'mentors.html').catch(() => {});
			await page.waitForSelector('.pick', { state: 'attached', timeout: 60000 });
			await page.fill('#q', 'data');
			await page.locator('#count', { hasText: /\d of/ }).waitFor();
			times.push((Date.now() - from) / 1000);
			await context.close();
		}
		row(n, median(times).toFixed(1), `${sorted(times)[0].toFixed(1)}–${sorted(times).pop().toFixed(1)}`, server.log.length, kb(server.log.reduce((s, l) => s + l.bytes, 0)));
		server.close();
	}
}
if (what.includes('lighthouse')) {
	const work = mkdtempSync(join(tmpdir(), 'lighthouse-')), server = await serve(suite.site), pages = process.env.BENCH_PAGES?.split(' ') || [...kinds(suite.site).filter(f => f !== '404.html'), 'mentors.html#?q=audit'];
	table('Lighthouse, mobile', 'page', 'performance', 'accessibility', 'best practices', 'SEO', 'LCP s', 'TBT ms', 'CLS');
	for (const f of pages) {
		const file = join(work, 'page.json');
		try {
			await promisify(execFile)('node_modules/.bin/lighthouse', [server.at + f, '--quiet', '--output=json', `--output-path=${file}`, '--only-categories=performance,accessibility,best-practices,seo', `--chrome-flags=--headless=new ${ARGS.join(' ')}`],
				{ env: { ...process.env, CHROME_PATH: process.env.CHROME, CI: '1' }, timeout: 180000 });
			const r = JSON.parse(readFileSync(file, 'utf8')), score = c => Math.round(100 * r.categories[c].score), number = a => r.audits[a].numericValue;
			for (const c of ['performance', 'accessibility', 'best-practices', 'seo']) if (score(c) < 100) missed.push(`Lighthouse, ${f}: ${c} ${score(c)}, asked 100`);
			row(f, score('performance'), score('accessibility'), score('best-practices'), score('seo'), (number('largest-contentful-paint') / 1000).toFixed(1), Math.round(number('total-blocking-time')), number('cumulative-layout-shift').toFixed(3));
			for (const a of Object.values(r.audits)) if (a.score !== null && a.score < 1 && a.scoreDisplayMode === 'binary') console.error(`${f}: ${a.id}: ${a.title}`);
		} catch (e) { row(f, 'failed', String(e.message).split('\n')[0]); }
	}
	server.close();
	rmSync(work, { recursive: true });
}
await suite.end();
for (const m of missed) console.error(`missed: ${m}`);
process.exitCode = missed.length ? 1 : 0;
