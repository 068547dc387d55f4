// JavaScript off: every entry is there, every link leads somewhere, and nothing that looks like a control does nothing.
import { readFileSync } from 'node:fs';
import { join, posix } from 'node:path';
import { NARROW, SEARCHES, WIDE, each, pages, result } from './lib.mjs';
import { idsOf } from './states.mjs';

const text = s => s.replace(/&amp;/g, '&').replace(/&#x27;|&#39;/g, "'").replace(/&quot;/g, '"');
function addresses(html) { // what a page leads to or needs
	return [...html.matchAll(/\s(?:href|src|action)="([^"]*)"/g)].map(m => text(m[1]));
}
async function crawl(suite) { // every page is fetched from the server as a browser without scripts would, and each address in it
	const bad = [], got = new Map();
	const get = async path => {
		if (!got.has(path)) got.set(path, fetch(suite.web(path)).then(async r => ({ ok: r.ok, body: /html/.test(r.headers.get('content-type') || '') ? await r.text() : '' })));
		return got.get(path);
	};
	let links = 0;
	const queue = ['index.html'], seen = new Set(queue);
	while (queue.length) {
		const from = queue.shift(), { ok, body } = await get(from);
		if (!ok) { bad.push(`${from} is not there`); continue; }
		for (const a of new Set(addresses(body))) {
			if (/^(https?:|mailto:)/.test(a)) continue;
			links++;
			const [path, fragment] = a.split('#'), to = path ? posix.normalize(posix.join(posix.dirname(from), path)) : from;
			if (/^\.\.|^\//.test(to) || path.includes('?')) { bad.push(`${from}: ${a} leads out of the site`); continue; }
			const target = await get(to);
			if (!target.ok) bad.push(`${from}: ${a} leads nowhere`);
			else if (fragment && fragment[0] !== '?' && target.body && !target.body.includes(` id="${decodeURIComponent(fragment)}"`)) bad.push(`${from}: ${a} has no such place`);
			if (to.endsWith('.html') && !seen.has(to)) { seen.add(to); queue.push(to); }
		}
	}
	const unreached = pages(suite.site).filter(f => !seen.has(f) && f !== '404.html' && !/http-equiv="refresh"/.test(readFileSync(join(suite.site, f), 'utf8')));
	return { bad: [...bad, ...unreached.map(f => `no link leads to ${f}`)], links, pages: seen.size };
}

export default async suite => {
	const all = pages(suite.site);
	const dead = await each(all, f => suite.visit(suite.disk(f), { javaScriptEnabled: false }, async page => {
		const bad = [];
		for (const { viewport } of [WIDE, NARROW]) {
			await page.setViewportSize(viewport);
			const n = await page.locator('button:visible, input:visible, select:visible, textarea:visible, [role=button]:visible, [tabindex="0"]:not(.tablewrap, .scroll, [role=region], pre):visible').count();
			if (n) bad.push(`${f}: ${n} controls do nothing at ${viewport.width} px`);
		}
		return bad;
	}));
	result(`no dead control on ${all.length} pages without JavaScript, at 1440 and 320 px`, dead.flat());
	for (const f of SEARCHES) result(`${f} without JavaScript: all ${idsOf(suite.site, f).length} entries, the reason, and the way to the tables`, await suite.visit(suite.disk(f), { javaScriptEnabled: false }, async page => {
		const bad = [], all = idsOf(suite.site, f).length, seen = await page.locator('.entry:visible').count();
		if (!all || all !== seen) bad.push(`${seen} of ${all} entries are visible`);
		if (!await page.locator('.no-js-only:visible').count()) bad.push('it is not said why there is no search');
		if (!await page.locator('main a[href*="-browse"]:visible').count()) bad.push('no link to the browse pages');
		return bad;
	}));
	const tables = all.filter(f => /-browse/.test(f)).map(f => readFileSync(join(suite.site, f), 'utf8')).join('');
	result('every entry stands in the tables too', SEARCHES.flatMap(f => idsOf(suite.site, f).filter(id => !tables.includes(id)).map(id => `${id} of ${f} is in no table`)));
	const walk = await crawl(suite);
	result(`${walk.links} links on ${walk.pages} pages, fetched without JavaScript, lead where they say; every page is linked`, walk.pages > 20 ? walk.bad : ['too few pages', ...walk.bad]);
};
