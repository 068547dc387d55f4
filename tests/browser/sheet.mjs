// "Print shortlist" prints the shortlist and nothing else: one tagged page on A4 and Letter, black on white, also from the dark display.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SEARCHES, result, settled } from './lib.mjs';
import { idsOf, pick } from './states.mjs';

export default async suite => {
	const work = mkdtempSync(join(tmpdir(), 'sheet-'));
	for (const f of SEARCHES) for (const colorScheme of ['light', 'dark']) result(`printing the shortlist prints the shortlist: ${f}, ${colorScheme}`, await suite.visit(suite.web(f), { colorScheme, before: () => { window.print = () => { window.__printed = (window.__printed || 0) + 1; }; } }, async page => {
		await pick(page, 3);
		const ids = await page.locator('.entry.on').evaluateAll(all => all.map(e => e.id.slice(2))), bad = [];
		for (const format of ['A4', 'Letter']) {
			await page.evaluate(() => { window.__printed = 0; });
			await page.locator('.sl-act .print-sl').evaluate(b => b.click());
			await settled(page);
			if (await page.evaluate(() => window.__printed) !== 1) bad.push('the button does not print');
			const pdf = join(work, 'sheet.pdf');
			await page.pdf({ path: pdf, format, preferCSSPageSize: true, tagged: true, printBackground: true });
			const text = execFileSync('pdftotext', ['-layout', pdf, '-'], { encoding: 'utf8' }), info = execFileSync('pdfinfo', [pdf], { encoding: 'utf8' });
			if (!/Pages:\s+1\n/.test(info)) bad.push(`${format}: ${/Pages:\s+\d+/.exec(info)}`);
			if (!/Tagged:\s+yes/.test(info)) bad.push(`${format}: not tagged`);
			const on = idsOf(suite.site, f).filter(id => text.includes(id));
			if (on.sort().join() !== [...ids].sort().join()) bad.push(`${format}: ${on.length} entries are printed: ${on.slice(0, 6)}`);
			for (const w of ['1st', '2nd', '3rd', 'otes']) if (!text.includes(w)) bad.push(`${format}: “${w}” is missing`);
			for (const w of ['Sort by', 'Search the pool', 'Skip', 'Your shortlist', 'cookies']) if (text.includes(w)) bad.push(`${format}: “${w}” is on the sheet`);
			const grey = execFileSync('pdftoppm', ['-gray', '-r', '20', pdf], { maxBuffer: 1e8 }), head = /^P5\s+\d+\s+\d+\s+\d+\s/.exec(grey.toString('latin1'))[0].length, px = grey.subarray(head);
			if (px.filter(b => b > 220).length / px.length < .75) bad.push(`${format}: not black on white`);
		}
		await page.evaluate(() => dispatchEvent(new Event('afterprint')));
		await page.emulateMedia({ media: 'print' });
		if (await page.locator('#sheet').isVisible() || await page.locator('.entry:visible').count() < 5) bad.push('afterwards the page itself no longer prints');
		return bad;
	}));
	rmSync(work, { recursive: true });
};
