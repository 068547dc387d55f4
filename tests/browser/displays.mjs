// axe finds nothing and judges the contrast of every text: each page type in each display, the search pages in each of their states.
//
// A page is brought into a state once and then shown in one display after the other, as when somebody changes a setting of the system while reading.
import { NARROW, PHONE, SEARCHES, WIDE, axe, each, kinds, note, painted, result, still } from './lib.mjs';
import { BOTH, STATES } from './states.mjs';

const usual = { colorScheme: 'light', forcedColors: 'none', reducedMotion: 'no-preference', contrast: 'no-preference', media: 'screen' };
// By the window they need; one of the first is made as narrow as a page must be last. In a state of a search page those with a word are tried: with every rule, or with those that read colors.
const WINDOWS = [
	[WIDE, { desktop: [{}, 'every'], dark: [{ colorScheme: 'dark' }, 'colors'], 'forced colors': [{ forcedColors: 'active' }, 'colors'], 'more contrast': [{ contrast: 'more' }], 'more contrast, dark': [{ contrast: 'more', colorScheme: 'dark' }],
		'less motion': [{ reducedMotion: 'reduce' }], print: [{ media: 'print' }, 'every'], '320 px': [NARROW, 'every'] }],
	[PHONE, { phone: [{}, 'every'], 'phone, dark': [{ colorScheme: 'dark' }, 'colors'] }],
];
const found = new Map(), runs = new Map();
function tell(display, problems) {
	found.set(display, [...(found.get(display) || []), ...problems]);
	runs.set(display, (runs.get(display) || 0) + 1);
}
function tellAll() { // of the displays looked at so far
	for (const [display, problems] of found) result(`axe finds nothing, every contrast judged: ${runs.get(display)} pages and states, ${display}`, problems);
	found.clear();
}
async function throughDisplays(page, displays, name, state) {
	await still(page);
	for (const [display, [media, how]] of Object.entries(displays)) {
		if (state && !how) continue;
		const { viewport, ...system } = media;
		if (viewport) await page.setViewportSize(viewport);
		await page.emulateMedia({ ...usual, ...system });
		await painted(page);
		const sideways = media.media === 'print' ? 0 : await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
		const desktop = !state && display === 'desktop'; // there every rule and every card; a display that only changes colors is looked at for colors
		const problems = await axe(page, { cards: desktop ? 0 : 4, colors: !desktop && (how === 'colors' || !how) });
		tell(display, [...problems, ...(sideways > 0 ? [`${sideways} px too wide`] : [])].map(p => `${name}: ${p}`));
	}
}

export default async suite => {
	const types = kinds(suite.site), missing = new Set(), said = [];
	for (const [window, displays] of WINDOWS) {
		const jobs = types.map(f => [f, '', null]);
		for (const f of SEARCHES) for (const [state, ready] of Object.entries(STATES).slice(1)) if (f === 'mentors.html' || BOTH.includes(state)) jobs.push([f, state, ready]);
		said.push(...await each(jobs, ([f, state, ready]) => suite.visit(suite.web(f), window, async page => {
			if (ready && await ready(page, suite, f) === false) { missing.add(state); return; }
			await throughDisplays(page, displays, state ? `${f}, ${state}` : f, state);
		})));
		tellAll();
	}
	const server = await suite.withoutScripts();
	said.push(...await each(types, f => suite.visit(server.at + f, { quiet: /404/ }, async page => { await still(page); tell('no JavaScript', (await axe(page, { cards: 4 })).map(p => `${f}: ${p}`)); })));
	server.close();
	tellAll();
	result(`${types.length} page types and ${Object.keys(STATES).length} states of a search came about and said nothing to the console`, types.length >= 23 ? said.flat() : ['too few page types']);
	for (const state of missing) note(`not there: ${state}`);
};
