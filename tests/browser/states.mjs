// The states of a search page that members meet, each brought about as a member would: by box, button, address or what the browser has kept.
// `ready(page, suite, file)` does it on a page that is open; it gives false where the page does not know such a state.
import { settled } from './lib.mjs';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

export const idsOf = (dir, file) => [...readFileSync(join(dir, file), 'utf8').matchAll(/id="e-([0-9A-Z]{3}-[0-9A-Z]{4})"/g)].map(m => m[1]);
// An Entry ID that is right in itself and not in this pool: one of the other pool.
export const absentId = (dir, file) => { const here = new Set(idsOf(dir, file)); return idsOf(dir, file === 'mentors.html' ? 'peers.html' : 'mentors.html').find(id => !here.has(id)); };
export const visibleEntries = page => page.locator('#entries .entry:visible');

export async function pick(page, n) { // the first n that are shown, or as many as there are
	const buttons = page.locator('.entry:not([hidden]) .pick');
	for (let i = 0, most = Math.min(n, await buttons.count()); i < most; i++) await buttons.nth(i).evaluate(b => b.click());
	await settled(page);
}
export async function openParts(page, ...toggles) { // panels that a small screen keeps closed
	for (const t of toggles) {
		const b = page.locator(t);
		if (await b.isVisible() && await b.getAttribute('aria-expanded') === 'false') await b.evaluate(x => x.click());
	}
	await settled(page);
}
// The box of a filter that leaves some entries but not all, and has some that may also fit; any such that leaves some otherwise.
export async function tick(page, wanted = 1) {
	return page.evaluate(async wanted => {
		const wait = () => new Promise(r => setTimeout(r, 120)), total = document.querySelectorAll('.entry').length;
		let done = 0;
		for (const box of document.querySelectorAll('#filters details[data-facet]')) {
			const inputs = [...box.querySelectorAll('input[type=checkbox]')];
			const input = inputs.find(i => i.closest('label').querySelector('.may')) || inputs[0];
			if (!input) continue;
			box.open = true;
			input.click();
			await wait();
			const left = document.querySelectorAll('#entries .entry:not([hidden])').length;
			if (!left || left === total) { input.click(); await wait(); continue; }
			if (++done === wanted) break;
		}
		return done;
	}, wanted);
}
async function impossible(page) { // a word nobody has, beside a filter
	await tick(page);
	await page.fill('#q', 'zzyzx');
	await settled(page);
}
async function keep(page, change) { // what the browser holds of a shortlist of one, changed, and the page read again
	await pick(page, 1);
	await page.evaluate(([from, to]) => { for (const [k, v] of Object.entries(localStorage)) localStorage.setItem(k, v.replaceAll(from, to)); }, change);
	await page.reload();
	await settled(page);
}
const firstId = page => page.locator('.entry').first().evaluate(e => e.id.slice(2));

export const STATES = {
	'as it opens': async () => {},
	'filtered, and some may also fit': async page => { await tick(page); await page.locator('#maybe').waitFor({ state: 'visible', timeout: 2000 }); await openParts(page, '#filters-toggle'); },
	'words and filter, two chosen': async page => { await tick(page); await page.fill('#q', 'a'); await settled(page); await pick(page, 2); },
	'nothing found': impossible,
	'three chosen, a fourth refused': async page => { await pick(page, 4); await openParts(page, '#sl-toggle'); },
	'tray open': async page => { await pick(page, 2); await openParts(page, '#sl-toggle'); },
	'compare open': async page => {
		await pick(page, 3);
		await openParts(page, '#sl-toggle');
		const button = page.locator('#shortlist button:visible, #shortlist summary:visible, #shortlist a:visible').filter({ hasText: /compare/i }).first();
		if (!await button.count()) return false;
		await button.evaluate(b => b.click());
		await settled(page);
	},
	'copying refused': async page => {
		await page.evaluate(() => Object.defineProperty(navigator, 'clipboard', { value: { writeText: () => Promise.reject(new Error('refused')) } }));
		await pick(page, 2);
		await openParts(page, '#sl-toggle');
		await page.locator('#copy').evaluate(b => b.click());
		await settled(page);
	},
	'an Entry ID of another edition': async (page, suite, file) => { await keep(page, [await firstId(page), absentId(suite.site, file)]); await openParts(page, '#sl-toggle'); },
};
// Peer Partner Search is the same page with other entries: these states are looked at there too.
export const BOTH = ['filtered, and some may also fit', 'tray open', 'compare open'];
