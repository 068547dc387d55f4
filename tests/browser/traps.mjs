// The traps that drawing these pages once ran into (reference UX, section 13): each by its name, so that none comes back unseen.
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { NARROW, PHONE, SEARCHES, TABLET, WIDE, each, kinds, note, pages, result, settled } from './lib.mjs';
import { stop } from './keyboard.mjs';
import { pick } from './states.mjs';

const controlled = 'docs/MP-02.03.html';
// Each gives a list of what is wrong.
const TRAPS = {
	'no-JS grid collapse': async suite => (await each([WIDE, TABLET, NARROW], window => suite.visit(suite.disk('mentors.html'), { ...window, javaScriptEnabled: false }, async page => {
		const main = await page.locator('main').boundingBox(), entry = await page.locator('.entry').first().boundingBox();
		return entry.width < Math.min(main.width * .6, 640) ? [`at ${window.viewport.width} px an entry is ${Math.round(entry.width)} px wide`] : [];
	}))).flat(),
	'slot link to an entry that filters hide': async suite => suite.visit(suite.web('mentors.html'), {}, async page => {
		await pick(page, 1);
		const id = (await page.locator('.entry.on').getAttribute('id')).slice(2);
		await page.fill('#q', 'zzyzx');
		await settled(page);
		await page.locator('#slots a').first().click();
		await settled(page);
		const said = await page.locator('#say').textContent();
		return [...(await page.locator(`#e-${id}:visible`).count() ? [] : ['the entry stays hidden']), ...(/clear/i.test(said) ? [] : [`it is not said that filters were cleared: “${said}”`]), ...(await page.inputValue('#q') ? ['the box still holds the word'] : [])];
	}),
	'sticky tray over focus': async suite => (await each([TABLET, NARROW], window => suite.visit(suite.web('mentors.html'), window, async page => {
		await pick(page, 2);
		const bad = [];
		for (const at of [4, 9, 14]) { // as the Tab key comes from above and from below
			for (const [from, key] of [[at - 1, 'Tab'], [at + 1, 'Shift+Tab']]) {
				await page.locator('.entry .pick').nth(from).focus();
				await settled(page); // a leap to what was never laid out moves the page for some frames
				await page.keyboard.press(key);
				const w = await stop(page);
				if (w) bad.push(`${window.viewport.width} px, ${key}: ${w}`);
			}
		}
		if (await page.locator('#shortlist').evaluate(e => getComputedStyle(e).position) !== 'sticky') bad.push('there is no tray to test with');
		return bad;
	}))).flat(),
	'skip link inside a positioned box showing by default': async suite => (await each(kinds(suite.site), f => suite.visit(suite.web(f), {}, async page => page.evaluate(() => [...document.querySelectorAll('.skip')].flatMap(s => {
		const seen = () => { const r = s.getBoundingClientRect(), c = getComputedStyle(s); return r.bottom > 0 && r.width > 1 && !/inset\(50%/.test(c.clipPath); }, bad = [];
		if (seen()) bad.push(`“${s.textContent}” shows before it is focused`);
		s.focus();
		if (!seen()) bad.push(`“${s.textContent}” does not show when focused`);
		s.blur();
		return bad;
	}))))).flat(),
	'transparent nav border appearing in forced colors': async suite => suite.visit(suite.web('faqs.html'), { forcedColors: 'active' }, page => page.evaluate(() => {
		const border = a => getComputedStyle(a).borderBottomColor, paper = getComputedStyle(document.body).backgroundColor, [now, other] = [document.querySelector('.site nav a[aria-current]'), document.querySelector('.site nav a:not([aria-current])')];
		const bad = [];
		if (border(other) !== paper && parseFloat(getComputedStyle(other).borderBottomWidth)) bad.push(`a page that is not open has a bar: ${border(other)} on ${paper}`);
		if (!now || border(now) === paper) bad.push('the open page has no bar');
		return bad;
	})),
	'a declaration of the style sheets that browsers drop': async suite => suite.visit(suite.web('index.html'), {}, async page => {
		const bad = [];
		for (const f of readdirSync(join(suite.site, 'assets')).filter(f => f.endsWith('.css'))) {
			const css = readFileSync(join(suite.site, 'assets', f), 'utf8').replace(/\/\*[^]*?\*\//g, '');
			const tokens = Object.fromEntries([...css.matchAll(/(--[\w-]+):\s*([^;}]+)/g)].map(m => [m[1], m[2]]).reverse());
			const wanted = [...css.replace(/@page[^{]*\{(?:[^{}]|\{[^{}]*\})*\}/g, '').matchAll(/[{;]\s*([a-z-]+):\s*([^;{}]+?)\s*(?=[;}])/g)].map(m => [m[1], m[2].replace(/!important/, '')]);
			let plain = wanted;
			for (let i = 0; i < 3; i++) plain = plain.map(([p, v]) => [p, v.replace(/var\((--[\w-]+)\)/g, (all, n) => tokens[n] || all)]);
			if (f === 'site.css' && plain.length < 300) bad.push(`only ${plain.length} declarations were read`);
			bad.push(...(await page.evaluate(list => list.filter(([p, v]) => !p.startsWith('-webkit-') && p !== 'text-size-adjust' && !CSS.supports(p, v)), plain)).map(([p, v]) => `${f}: ${p}: ${v}`));
		}
		return bad;
	}),
	'contents numbers wrapping "5./1"': async suite => (await each([WIDE, TABLET, PHONE, NARROW], window => suite.visit(suite.web(controlled), window, page => page.evaluate(() => {
		const numbers = [...document.querySelectorAll('.toc .n, .cl .no')].filter(n => n.getClientRects().length);
		return [...(numbers.length < 20 ? [`only ${numbers.length} numbers`] : []), ...numbers.filter(n => { const r = document.createRange(); r.selectNodeContents(n); return new Set([...r.getClientRects()].map(x => Math.round(x.top))).size > 1; }).map(n => `${n.textContent} is broken at ${innerWidth} px`)];
	})))).flat(),
	"clause highlight missing the clause's own list": async suite => suite.visit(suite.web(controlled), {}, async page => {
		const ids = await page.evaluate(() => [...document.querySelectorAll('.cl')].filter(c => c.querySelector('ul, ol, table')).map(c => c.id)), stray = await page.evaluate(() => [...document.querySelectorAll('.sop > div.cl + ul, .sop > div.cl + ol')].length);
		if (!ids.length) return ['no clause has a list'];
		return [...(stray ? [`${stray} lists stand outside of their clause`] : []), ...(await page.evaluate(id => {
			location.hash = id;
			const c = document.getElementById(id), r = c.getBoundingClientRect(), l = c.querySelector('ul, ol, table').getBoundingClientRect();
			return [...(c.matches(':target') ? [] : ['the clause is no target']), ...(getComputedStyle(c).backgroundColor === 'rgba(0, 0, 0, 0)' ? ['it is not highlighted'] : []), ...(l.bottom > r.bottom + 1 || l.right > r.right + 1 ? ['its list reaches out of it'] : [])];
		}, ids[0]))];
	}),
	'table too wide at 320 px': async suite => (await each(pages(suite.site), f => suite.visit(suite.disk(f), NARROW, page => page.evaluate(f => {
		const over = document.documentElement.scrollWidth - innerWidth, bad = over > 0 ? [`${f} is ${over} px too wide`] : [];
		for (const e of document.querySelectorAll('main *')) if (e.scrollWidth > e.clientWidth + 1 && /auto|scroll/.test(getComputedStyle(e).overflowX) && e.clientWidth && e.tabIndex < 0 && !e.querySelector('a, button, input')) bad.push(`${f}: what scrolls sideways cannot be reached by keyboard: ${e.tagName.toLowerCase()}.${e.className}`);
		return bad;
	}, f)), 3)).flat(),
	'printed sheet inside aria-hidden': async suite => (await each(SEARCHES, f => suite.visit(suite.web(f), {}, page => page.evaluate(() => document.getElementById('sheet').closest('[aria-hidden=true], [inert]') ? ['the sheet is hidden from readers'] : [])))).flat(),
	'button in row 1 pushing the facts line': async suite => (await each([WIDE, TABLET, PHONE], window => suite.visit(suite.web('mentors.html'), window, page => page.evaluate(() => [...document.querySelectorAll('.entry')].slice(0, 12).flatMap(e => {
		const h = e.querySelector('h3').getBoundingClientRect(), next = e.querySelector('h3 ~ :not(.pick, :empty)').getBoundingClientRect(), b = e.querySelector('.pick').getBoundingClientRect();
		const words = [], texts = document.createTreeWalker(e, NodeFilter.SHOW_TEXT); // of the texts themselves, for boxes are wider
		for (let t; (t = texts.nextNode());) if (!t.parentElement.closest('.pick, .vh')) { const r = document.createRange(); r.selectNodeContents(t); words.push(...r.getClientRects()); }
		const over = words.find(r => r.width && r.right > b.left + 1 && r.left < b.right - 1 && r.bottom > b.top + 2 && r.top < b.bottom - 2);
		return [...(next.top - h.bottom > 14 ? [`${e.id} at ${innerWidth} px: the first line is ${Math.round(next.top - h.bottom)} px below the heading`] : []), ...(over ? [`${e.id} at ${innerWidth} px: the button lies over words`] : [])];
	}))))).flat(),
	'paint containment clipping focus rings': async suite => (await each([WIDE, PHONE], window => suite.visit(suite.web('mentors.html'), window, page => page.evaluate(() => [...document.querySelectorAll('.entry')].slice(0, 12).flatMap(e => {
		if (!/auto/.test(getComputedStyle(e).contentVisibility)) return [];
		const box = e.getBoundingClientRect();
		return [...e.querySelectorAll('button, a, summary, input')].filter(x => { const r = x.getBoundingClientRect(); return r.width && (r.left - 5 < box.left || r.right + 5 > box.right || r.top - 5 < box.top || r.bottom + 5 > box.bottom); }).map(x => `${e.id}: the ring of “${x.textContent.slice(0, 20)}” is cut`);
	}))))).flat(),
	'favicon 404': async suite => (await each(pages(suite.site), async f => {
		const icon = /<link rel="icon" href="([^"]*)"/.exec(readFileSync(join(suite.site, f), 'utf8'));
		const r = icon && await fetch(new URL(icon[1], suite.web(f)));
		return r?.ok && /svg/.test(r.headers.get('content-type')) ? [] : [`${f}: ${icon ? icon[1] + ' is not there' : 'no icon'}`];
	})).flat(),
	'robots.txt blocked by the security policy': async suite => (await each(kinds(suite.site), f => suite.visit(suite.web(f), {}, page => page.evaluate(f => fetch('/robots.txt').then(r => r.ok ? [] : [`${f}: ${r.status}`], e => [`${f}: ${e.message}`]), f)))).flat(),
	'smooth scrolling leaving blank screenshots': async suite => (await each(['mentors.html', controlled, 'faqs.html'], f => suite.visit(suite.web(f), {}, page => page.evaluate(async f => {
		const last = [...document.querySelectorAll('main [id]')].filter(e => e.getClientRects().length && e.getBoundingClientRect().top > 2 * innerHeight).pop();
		if (!last) return [`${f}: nothing to go to`];
		location.hash = last.id;
		await new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)));
		const at = scrollY;
		await new Promise(done => setTimeout(done, 250));
		return [...(getComputedStyle(document.documentElement).scrollBehavior === 'auto' ? [] : [`${f} scrolls smoothly`]), ...(at === 0 || Math.abs(scrollY - at) > 400 ? [`${f}: two frames after the jump the page is at ${at}, later at ${scrollY}`] : [])];
	}, f)))).flat(),
};

export default async suite => {
	for (const [name, look] of Object.entries(TRAPS)) result(`trap: ${name}`, await look(suite));
	note(`${Object.keys(TRAPS).length} traps`);
};
