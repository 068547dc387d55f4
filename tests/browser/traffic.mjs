// What crosses the wire and what moves: the first view of a search takes at most four requests, a search takes none, no page moves while it loads.
import { gzipSync } from 'node:zlib';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { PHONE, SEARCHES, WIDE, each, kinds, note, pages, result, settled } from './lib.mjs';
import { idsOf, pick, tick } from './states.mjs';

const needed = html => [...html.matchAll(/<(?:script|img)[^>]*\ssrc="([^"]*)"|<link rel="(?:stylesheet|icon)" href="([^"]*)"([^>]*)/g)].filter(m => !/media="print"/.test(m[3] || '')).map(m => m[1] || m[2]);

export default async suite => {
	for (const f of SEARCHES) {
		const html = readFileSync(join(suite.site, f)), parts = [[f, html], ...needed(html.toString()).map(a => [a, readFileSync(join(suite.site, a))])];
		const sizes = parts.map(([name, bytes]) => [name, gzipSync(bytes, { level: 9 }).length]), sum = sizes.reduce((n, s) => n + s[1], 0);
		result(`first view of ${f}: ${parts.length} requests, ${(sum / 1024).toFixed(1)} KB gzip`, parts.length <= 4 ? [] : [sizes.map(s => s.join(' ')).join(', ')]);
		note(sizes.map(([name, n]) => `${name} ${(n / 1024).toFixed(1)} KB`).join(', '));
		result(`a search on ${f} transfers nothing: filters, words, sort, Back, shortlist, copy`, await suite.visit(suite.web(f), { permissions: ['clipboard-write'] }, async page => {
			await settled(page);
			const before = suite.server.log.length;
			if (before < 3) return ['the server saw no first view'];
			await tick(page, 2);
			await page.fill('#q', 'audit');
			await page.press('#q', 'Enter');
			await page.locator('#sort').selectOption({ index: 1 });
			await settled(page);
			await page.evaluate(() => { location.hash = '#?q=inspections'; });
			await page.goBack();
			await page.locator('#chips button', { hasText: 'Clear all' }).click();
			await settled(page);
			await pick(page, 4);
			await page.locator('#copy').click();
			await settled(page);
			const more = suite.server.log.slice(before);
			return more.map(m => `${m.path}, ${m.bytes} bytes`);
		}));
		if (suite.server.log.some(l => l.query)) result('no address with a question mark reaches the server', ['one did']);
	}
	// No other page may need more than itself, its styles, its icon; a print style is read for paper.
	result('no other page needs a script or more than three things', pages(suite.site).filter(f => !SEARCHES.includes(f)).flatMap(f => {
		const html = readFileSync(join(suite.site, f), 'utf8'), n = needed(html);
		return /<script/.test(html) || n.length > 3 + (html.match(/<img/g) || []).length ? [`${f}: ${n.join(' ')}`] : [];
	}));
	const filtered = SEARCHES.flatMap(f => [`${f}#?q=audit`, `${f}#e-${idsOf(suite.site, f)[5]}`]);
	let types = kinds(suite.site);
	const shift = (f, window) => suite.visit(suite.web('assets/icon.svg'), window, async page => { // an emulated phone has its scale before the page begins
		await page.goto(suite.web(f));
		await page.waitForTimeout(400);
		const moved = await page.evaluate(() => window.__shift);
		return moved > 0 ? [`${f}, ${window.viewport.width} px: ${moved.toFixed(4)}`] : [];
	});
	const bad = await each([...types, ...filtered].flatMap(f => [[f, WIDE], [f, PHONE]]), ([f, window]) => shift(f, window));
	result(`layout shift 0 on ${types.length} page types and ${filtered.length} addresses of a search, desktop and phone`, bad.flat());
};
