// Script payloads run nowhere: from fields and pages (payloads.py put them into the hostile site), by the search box, the address, and what the browser has kept.
import { SEARCHES, each, pages, result, settled } from './lib.mjs';
import { pick } from './states.mjs';

const PAYLOADS = ['<img src=x onerror=window.__xss=1>', '<script>window.__xss=1</script>', '"><svg onload=window.__xss=1>', 'javascript:window.__xss=1', '__proto__', 'constructor', '%00%ff%', '{{7*7}}', '\u202e\u0000'];
const ran = page => page.evaluate(() => window.__xss ? ['a payload ran'] : []);

export default async suite => {
	const all = pages(suite.hostile);
	for (const bypassCSP of [false, true]) {
		const bad = await each(all, f => suite.visit(suite.disk(f, suite.hostile), { bypassCSP }, ran));
		result(`payloads run nowhere on ${all.length} pages${bypassCSP ? ' with the policy set aside' : ''}`, all.length > 20 ? bad.flat() : ['too few pages']);
	}
	for (const f of SEARCHES) result(`payloads through the search box, ${f}`, await suite.visit(suite.disk(f, suite.hostile), { bypassCSP: true }, async page => {
		const bad = [], tags = () => page.evaluate(() => document.querySelectorAll('main script, main img, [onerror], [onload]').length), before = await tags();
		for (const text of PAYLOADS) {
			await page.fill('#q', text);
			await page.press('#q', 'Enter');
			await settled(page);
			if (await tags() !== before) bad.push(`${text} became an element`);
		}
		const shown = (await page.locator('.entry.profile').allTextContents()).join(' ');
		if (f === 'mentors.html' && !shown.includes('<script>')) bad.push('the payload of a profile is not even shown as text');
		return [...bad, ...await ran(page)];
	}));
	const addresses = PAYLOADS.flatMap(p => [`#?q=${encodeURIComponent(p)}`, `#?${encodeURIComponent(p)}=1&sort=${encodeURIComponent(p)}`]).concat(['#?q=%E0%A4%A', '#?%', '#?' + 'a=b&'.repeat(20000), '#e-' + encodeURIComponent(PAYLOADS[0]), '#?area=' + '%3Csvg%20onload%3Dwindow.__xss%3D1%3E']);
	result(`payloads through ${addresses.length} addresses`, await suite.visit(suite.disk('mentors.html', suite.hostile), { bypassCSP: true }, async page => {
		const bad = [], all = await page.locator('.entry').count();
		for (const a of addresses) {
			await page.evaluate(a => { location.hash = a; }, a);
			await settled(page);
			if (await page.locator('.entry').count() !== all) bad.push(`${a.slice(0, 60)}: entries are lost`);
		}
		await page.goto(suite.disk('mentors.html', suite.hostile) + addresses[2]);
		await page.reload();
		return [...bad, ...await ran(page)];
	}));
	result('payloads and broken data kept by the browser', await suite.visit(suite.disk('mentors.html', suite.hostile), { bypassCSP: true }, async page => {
		await pick(page, 1);
		const [key, id] = await page.evaluate(() => [Object.keys(localStorage)[0], document.querySelector('.entry').id.slice(2)]);
		if (!key) return ['nothing is kept'];
		const bad = [], kept = await page.evaluate(k => localStorage.getItem(k), key);
		if (/[a-z]{4,}\s|GLP|years/i.test(kept)) bad.push(`more than IDs is kept: ${kept}`);
		const values = ['', '{', 'null', '7', '"x"', '{"length":3}', '[null,1,{},[]]', JSON.stringify(PAYLOADS), kept.replace(id, PAYLOADS[0].replace(/"/g, '')), '[' + `"${id}",`.repeat(5000) + `"${id}"]`, 'x'.repeat(1e6)];
		for (const value of values) {
			await page.evaluate(([k, v]) => localStorage.setItem(k, v), [key, value]);
			await page.reload();
			await settled(page);
			if (await page.locator('#slots > li').count() !== 3) bad.push(`${value.slice(0, 40)}: not three places`);
			if (await page.locator('#slots img, #slots script').count()) bad.push(`${value.slice(0, 40)} became an element`);
			if (await page.locator('.entry .pick').count() < 5) bad.push(`${value.slice(0, 40)}: the page is broken`);
		}
		return [...bad, ...await ran(page)];
	}));
};
