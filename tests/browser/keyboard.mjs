// The member's task with the keyboard alone: search, choose two, change their order, copy the IDs. And at every stop of the Tab key, on every page type:
// the focused thing is on the screen, its ring shows, and nothing lies over it.
import { NARROW, TABLET, WIDE, each, kinds, note, painted, result, settled } from './lib.mjs';
import { pick } from './states.mjs';

const SIZES = { '1440 px': WIDE, '1024 px': TABLET, '390 px': { viewport: { width: 390, height: 844 } }, '320 px': NARROW };
// A heading that is given the focus to be read out, and is no stop of the Tab key, needs no ring.
// What is wrong with where the focus is now, in words; empty when all is well.
// Entries that come near the window get their height in the next frames, and the browser moves the page with them: what is wrong then and a moment later is wrong.
export async function stop(page) {
	await painted(page);
	if (!await page.evaluate(wrongWithFocus)) return '';
	await page.waitForTimeout(200);
	await painted(page);
	return page.evaluate(wrongWithFocus);
}
function wrongWithFocus() {
	const e = document.activeElement;
	if (!e || e === document.body) return '';
	const name = `${e.tagName.toLowerCase()}${e.id ? '#' + e.id : ''}${typeof e.className === 'string' && e.className ? '.' + e.className.split(' ')[0] : ''} “${(e.textContent || e.value || '').trim().slice(0, 30)}”`;
	const boxes = [...e.getClientRects()].filter(r => r.width > 1 && r.height > 1), style = getComputedStyle(e);
	if (!boxes.length || style.visibility !== 'visible') return `${name} has no place on the screen`;
	const on = boxes.filter(r => r.bottom > 1 && r.right > 1 && r.top < innerHeight - 1 && r.left < innerWidth - 1);
	if (!on.length) return `${name} is outside the window`;
	if (e.tabIndex >= 0 && (style.outlineStyle === 'none' || parseFloat(style.outlineWidth) < 2)) return `${name} shows no focus`;
	const r = on[0], mine = x => x && (e.contains(x) || x.contains(e) && !getComputedStyle(x).position.match(/fixed|sticky/)) || x?.closest('label')?.control === e;
	const top = Math.max(r.top, 0), bottom = Math.min(r.bottom, innerHeight), left = Math.max(r.left, 0), right = Math.min(r.right, innerWidth);
	if (bottom - top < Math.min(r.height, 24) - 1) return `${name}: only ${Math.round(bottom - top)} px of ${Math.round(r.height)} are in the window`;
	for (const [x, y] of [[.5, .5], [.1, .2], [.9, .2], [.1, .8], [.9, .8]]) {
		const hit = document.elementFromPoint(left + (right - left) * x, top + (bottom - top) * y);
		if (hit && !mine(hit)) return `${name} is covered by ${hit.tagName.toLowerCase()}${hit.id ? '#' + hit.id : '.' + hit.className}`;
	}
	return '';
}
const here = page => page.evaluate(() => { const e = document.activeElement; return e === document.body ? '' : e.outerHTML.slice(0, 200) + [...document.querySelectorAll('*')].indexOf(e); });

async function task(page) {
	const bad = [];
	let presses = 0;
	const key = async k => { presses++; await page.keyboard.press(k); const w = await stop(page); if (w) bad.push(w); };
	const tabTo = async what => {
		for (let i = 0; i < 250; i++) {
			if (await page.evaluate(s => document.activeElement.matches(s), what)) return;
			await key('Tab');
		}
		bad.push(`the Tab key does not come to ${what}`);
	};
	await tabTo('#q');
	await page.keyboard.type('data');
	presses += 4;
	await key('Enter');
	await settled(page);
	if (await page.evaluate(() => document.activeElement.id) !== 'count') bad.push('after Enter the focus is not on the count');
	await tabTo('.entry:not([hidden]) .pick');
	await key('Enter');
	await key('Tab');
	await tabTo('.entry:not([hidden]) .pick:not(.on)');
	await key('Enter');
	const tray = await page.locator('#sl-toggle').isVisible();
	if (tray) { await tabTo('#sl-toggle'); await key('Enter'); }
	await tabTo('#slots button:not(:disabled)');
	const order = () => page.evaluate(() => [...document.querySelectorAll('#slots > li')].map(li => (li.textContent.match(/[0-9A-Z]{3}-[0-9A-Z]{4}/) || [''])[0]));
	const before = await order();
	await key('Enter');
	const after = await order();
	if (before[0] !== after[1] || before[1] !== after[0] || !before[1]) bad.push(`moving changed ${before} to ${after}`);
	await tabTo('#copy');
	await key('Enter');
	await page.waitForTimeout(200);
	const text = await page.evaluate(() => navigator.clipboard.readText());
	if (!after.slice(0, 2).every(id => text.includes(id)) || text.indexOf(after[0]) > text.indexOf(after[1])) bad.push(`the clipboard holds ${JSON.stringify(text)}`);
	return { bad, presses };
}
async function stops(page, most) { // through the whole page, as far as the Tab key goes
	const bad = [];
	let n = 0, first = '';
	for (; n < most; n++) {
		await page.keyboard.press('Tab');
		const at = await here(page);
		if (!at || at === first) break;
		first ||= at;
		const wrong = await stop(page);
		if (wrong) bad.push(wrong);
	}
	return { bad, n };
}

export default async suite => {
	for (const [size, window] of Object.entries(SIZES)) {
		let told = 0;
		const bad = await suite.visit(suite.web('mentors.html'), { ...window, permissions: ['clipboard-read', 'clipboard-write'] }, async page => { const t = await task(page); told = t.presses; return t.bad; });
		result(`from search to copied Entry IDs by keyboard, ${told} presses, ${size}`, bad);
	}
	const types = kinds(suite.site).filter(f => f !== 'peers.html');
	let n = 0;
	const bad = await each(types.flatMap(f => [[f, WIDE], [f, NARROW]]), ([f, window]) => suite.visit(suite.web(f), window, async page => {
		if (f === 'mentors.html') await pick(page, 2); // the tray is there
		const s = await stops(page, f === 'mentors.html' ? 110 : 60);
		n += s.n;
		return s.bad.map(b => `${f}, ${window.viewport.width} px: ${b}`);
	}));
	result(`the focus is seen at each of ${n} stops of the Tab key on ${types.length} page types at 1440 and 320 px`, bad.flat());
	note('a stop fails when it is outside the window, has no ring, or when something lies over it');
};
