// Search, filters and shortlist for the entries that are already in the page. No request leaves this page.
//
// Every li.entry has data-f="area:glp area:gcp exp:~senior region:*" (field:value; ~ shown only as this broader value; * kept private) and
// data-k with synonyms. Every filter's label has data-path with the broader values above its value. A chosen value is matched exactly, or it
// may fit: where an entry shows only something broader or nothing. Such entries are listed apart, never hidden.
(() => {
'use strict';
const $ = (s, r = document) => r.querySelector(s);
const $$ = (s, r = document) => [...r.querySelectorAll(s)];
const finder = $('#finder'), form = $('#filters'), list = $('#entries'), maybe = $('#maybe-entries');
if (!finder || !form || !list) return;

const NO = 0, MAY = 1, YES = 2, MAX = 3;
const ORDINAL = ['1st', '2nd', '3rd'], WORD = ['first', 'second', 'third'];
const { many } = finder.dataset;
const KEY = 'mentorpress.shortlist.' + location.pathname.split('/').pop().replace(/\.html$/, '');
const fold = s => s.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase();
const wordsOf = s => fold(s).split(/[^\p{L}\p{N}]+/u).filter(Boolean);
const entries = n => n === 1 ? '1 entry' : n + ' entries';
function el(tag, props, ...kids) {
	const e = Object.assign(document.createElement(tag), props);
	e.append(...kids);
	return e;
}
const hidden = text => el('span', { className: 'vh', textContent: text });
function button(className, text, act, name) {
	const b = el('button', { type: 'button', className, textContent: text });
	if (name) b.append(hidden(name));
	b.addEventListener('click', act);
	return b;
}
let saying;
function say(text, wait = 0) { // emptied first, so that the same words are said again
	clearTimeout(saying);
	saying = setTimeout(() => { $('#say').textContent = ''; $('#say').textContent = text; }, wait);
}

/* ---- read the page ---- */
const facets = $$('details[data-facet]', form).map(box => ({
	code: box.dataset.facet, box, name: $('summary span', box).textContent, count: $('.nsel', box),
	options: $$('.opt', box).map((label, at) => ({
		at, label, input: $('input', label), out: $('.c', label), text: $('.t', label).textContent,
		code: $('input', label).value, above: label.dataset.path.split(' ').filter(Boolean),
	})),
}));
const options = facets.flatMap(f => f.options);
const checked = f => f.options.filter(o => o.input.checked);

// How an entry stands to each option of a facet: an array of NO, MAY, YES. Equal values share one array.
const known = new Map();
function standing(f, values) {
	const key = f.code + ' ' + values.join(' ');
	if (!known.has(key)) known.set(key, f.options.map(o => values.includes(o.code) ? YES :
		values.some(v => v === '*' || (v[0] === '~' && o.above.includes(v.slice(1)))) ? MAY : NO));
	return known.get(key);
}
const rows = $$('.entry', list).map((li, at) => {
	const values = {};
	for (const token of li.dataset.f.split(' ')) {
		const colon = token.indexOf(':'), field = token.slice(0, colon);
		if (colon > 0) (values[field] ||= []).push(token.slice(colon + 1));
	}
	const r = { li, at, id: li.id.slice(2), what: $('.what', li).textContent, level: YES, fits: facets.map(f => standing(f, values[f.code] || [])) };
	r.words = wordsOf($$('h3, p:not(.why)', li).map(x => x.textContent).join(' ') + ' ' + li.dataset.k);
	r.words.push(fold(r.id).replace('-', '')); // an Entry ID is a word, with or without its hyphen
	r.pick = button('btn pick', '', () => toggle(r));
	$('h3', li).after(r.pick);
	return r;
});
const byId = new Map(rows.map(r => [r.id, r]));
const q = $('#q'), sort = $('#sort');

/* ---- filters: any within a facet, all between facets, every word of the query ---- */
const best = (fits, chosen) => chosen.length ? Math.max(...chosen.map(o => fits[o.at])) : YES;
const hasWords = (r, terms) => terms.every(t => r.words.some(w => w.startsWith(t)));
function level(r, chosen, terms, skip) {
	if (!hasWords(r, terms)) return NO;
	let least = YES;
	for (let i = 0; i < facets.length && least; i++) if (i !== skip) least = Math.min(least, best(r.fits[i], chosen[i]));
	return least;
}
const selection = () => facets.map(checked);
const found = (chosen, terms) => rows.reduce((n, r) => n + (level(r, chosen, terms) ? 1 : 0), 0);

function order(chosen) { // in Entry ID order unless another is asked for
	const f = facets.findIndex(x => x.code === sort.value);
	const fit = r => facets.reduce((sum, _, i) => sum + chosen[i].reduce((s, o) => s + r.fits[i][o.at], 0), 0);
	const place = r => { const yes = r.fits[f].indexOf(YES), may = r.fits[f].indexOf(MAY); return yes >= 0 ? yes : may >= 0 ? may + .5 : Infinity; };
	const key = sort.value === 'fit' ? r => -fit(r) : f >= 0 ? place : () => 0;
	return rows.map(r => [key(r), r]).sort((a, b) => (a[0] === b[0] ? 0 : a[0] - b[0]) || a[1].at - b[1].at).map(x => x[1]);
}
function fill(ul, wanted) { // touches the page only where something moves
	if (ul.children.length !== wanted.length || wanted.some((r, i) => ul.children[i] !== r.li)) ul.append(...wanted.map(r => r.li));
}
function counts(chosen, terms) { // what each option would give, the other facets staying as they are
	let explain = false;
	facets.forEach((f, i) => {
		const yes = f.options.map(() => 0), may = f.options.map(() => 0);
		for (const r of rows) {
			const rest = level(r, chosen, terms, i);
			if (rest) r.fits[i].forEach((fit, o) => { if (fit) (Math.min(fit, rest) === YES ? yes : may)[o]++; });
		}
		f.options.forEach((o, n) => {
			o.out.replaceChildren(yes[n], ...(may[n] ? [' ', el('span', { className: 'may', textContent: '+' + may[n] }), hidden(' that may also fit')] : []));
			explain ||= may[n] > 0;
			o.label.classList.toggle('zero', !yes[n] && !may[n]);
		});
		f.count.textContent = chosen[i].length ? chosen[i].length + ' selected' : '';
	});
	$('#c-hint').hidden = !explain;
}
function because(r, chosen) { // what an entry does not show as exactly as it was asked for
	const broad = facets.filter((f, i) => r.level === MAY && best(r.fits[i], chosen[i]) === MAY).map(f => f.name);
	if (broad.length && !r.because) $('.entry-body', r.li).prepend(r.because = el('p', { className: 'because' }));
	if (!r.because) return;
	r.because.hidden = !broad.length;
	r.because.textContent = 'Not shown exactly: ' + broad.join(', ');
}
function apply({ announce = true, history: how } = {}) {
	const chosen = selection(), terms = wordsOf(q.value);
	for (const r of rows) r.level = level(r, chosen, terms);
	const sorted = order(chosen), hits = sorted.filter(r => r.level === YES), perhaps = sorted.filter(r => r.level === MAY);
	for (const r of rows) { r.li.hidden = !r.level; because(r, chosen); }
	fill(list, sorted.filter(r => r.level !== MAY)); // what does not match waits, hidden, in the first list
	fill(maybe, perhaps);
	$('#maybe').hidden = !perhaps.length;
	const n = hits.length + perhaps.length, all = hits.length === rows.length;
	$('#count').textContent = (all ? entries(rows.length) : `${hits.length} of ${entries(rows.length)}`) + (perhaps.length ? `, ${perhaps.length} more may fit` : '');
	counts(chosen, terms);
	chips(chosen);
	wayOut(n, chosen, terms);
	mark(terms, hits.concat(perhaps));
	const picked = options.filter(o => o.input.checked).length;
	$('#filters-n').textContent = picked ? ` (${picked})` : '';
	$('#filters-done').textContent = 'Show ' + entries(n);
	if (how) remember(how);
	if (announce) say(n ? `${entries(hits.length)} ${hits.length === 1 ? 'matches' : 'match'}` + (perhaps.length ? `, ${perhaps.length} more may fit.` : '.') : 'No entries match all of these.', 600);
}
function clearAll() {
	options.forEach(o => { o.input.checked = false; });
	q.value = '';
}
function chips(chosen) {
	const box = $('#chips'), on = chosen.flat(), text = q.value.trim();
	const chip = (label, drop) => {
		const b = button('chip', '', () => { drop(); apply({ history: 'push' }); ($('.chip', box) || $('#count')).focus(); });
		b.append(hidden('Remove filter '), label, el('i', { textContent: '×', ariaHidden: 'true' }));
		return b;
	};
	box.hidden = !on.length && !text;
	box.replaceChildren(...(text ? [chip(`“${text}”`, () => { q.value = ''; })] : []), ...on.map(o => chip(o.text, () => { o.input.checked = false; })),
		button('link', 'Clear all', () => { clearAll(); apply({ history: 'push' }); q.focus(); }),
		button('link', 'Copy link', e => copy(location.href, 'Link copied.', e.currentTarget), ' to this search'));
	$('#criteria').textContent = box.hidden ? '' : 'Filtered by ' + [text && `“${text}”`, ...on.map(o => o.text)].filter(Boolean).join(', ') + '.';
}
function wayOut(n, chosen, terms) { // nothing found: what to drop, and what that gives
	const box = $('#none'), tips = [];
	box.hidden = n > 0;
	if (n) return;
	const tip = (gives, text, drop) => { if (gives) tips.push({ gives, text, drop }); };
	const without = o => chosen.map(c => c.filter(x => x !== o));
	for (const o of chosen.flat()) tip(found(without(o), terms), o.text, () => { o.input.checked = false; });
	if (terms.length) tip(found(chosen, []), `“${q.value.trim()}”`, () => { q.value = ''; });
	if (!tips.length) chosen.forEach((c, i) => {
		if (c.length) tip(found(chosen.map((x, j) => j === i ? [] : x), terms), c.map(o => o.text).join(' and '), () => c.forEach(o => { o.input.checked = false; }));
	});
	if (!tips.length) tip(rows.length, 'all filters', clearAll);
	tips.sort((a, b) => b.gives - a.gives);
	box.replaceChildren(el('p', {}, el('b', { textContent: 'No entries match all of these.' })), el('ul', {}, ...tips.slice(0, 3).map(t =>
		el('li', {}, button('link', 'Remove ' + t.text, () => { t.drop(); apply({ history: 'push' }); $('#count').focus(); }), ` to see ${entries(t.gives)}`))));
}
function mark(terms, shown) { // paints hits without touching the page's elements
	if (!window.CSS || !CSS.highlights) return;
	CSS.highlights.delete('hit');
	const hits = [], words = terms.filter(t => t.length > 1);
	if (!words.length) return;
	for (const r of shown.slice(0, 60)) {
		const walk = document.createTreeWalker(r.li, NodeFilter.SHOW_TEXT);
		for (let node; (node = walk.nextNode());) {
			const text = fold(node.data);
			if (text.length !== node.data.length || node.parentNode.closest('button, .why')) continue;
			for (const w of words) for (let p = text.indexOf(w); p >= 0; p = text.indexOf(w, p + 1)) {
				if (p && /[\p{L}\p{N}]/u.test(text[p - 1])) continue;
				const range = new Range();
				range.setStart(node, p);
				range.setEnd(node, p + w.length);
				hits.push(range);
			}
		}
	}
	CSS.highlights.set('hit', new Highlight(...hits));
}

/* ---- the address: every search is a link; Back walks through searches ---- */
let seen = null;
function remember(how) {
	const p = new URLSearchParams();
	if (q.value.trim()) p.set('q', q.value.trim());
	for (const o of options) if (o.input.checked) p.append(o.input.name, o.code);
	if (sort.value) p.set('sort', sort.value);
	const to = p.toString() ? '#?' + p : '#';
	seen = to;
	try { history[how + 'State'](null, '', to); } catch { location.hash = to; }
}
function recall() {
	const p = new URLSearchParams(location.hash.startsWith('#?') ? location.hash.slice(2) : location.search);
	q.value = p.get('q') || '';
	sort.value = p.get('sort') || '';
	if (sort.selectedIndex < 0) sort.value = '';
	for (const f of facets) for (const o of f.options) {
		o.input.checked = p.getAll(f.code).includes(o.code);
		if (o.input.checked) f.box.open = true;
	}
}
function goTo(id) { // an entry's address; filters never keep it from being seen
	const r = byId.get(id);
	if (!r) return;
	if (!r.level) { clearAll(); apply({ history: 'push', announce: false }); say(`Filters cleared to show entry ${id}.`); }
	r.li.scrollIntoView({ block: 'center' });
	r.pick.focus({ preventScroll: true });
}
function navigated() {
	if (location.hash.startsWith('#e-')) { goTo(location.hash.slice(3)); return; }
	if (location.hash === seen || (location.hash && !location.hash.startsWith('#?'))) return;
	seen = location.hash;
	recall();
	apply();
}
let typing;
q.addEventListener('input', () => { clearTimeout(typing); typing = setTimeout(() => apply({ history: 'replace' }), 60); });
form.addEventListener('change', e => { if (e.target !== q && e.target !== sort) apply({ history: 'push' }); });
sort.addEventListener('change', () => { apply({ history: 'push', announce: false }); say('Sorted by ' + sort.selectedOptions[0].textContent, 300); });
form.addEventListener('submit', e => { e.preventDefault(); clearTimeout(typing); apply({ history: 'push' }); $('#count').focus(); });
addEventListener('popstate', navigated);
addEventListener('hashchange', navigated);

/* ---- shortlist: three ranked places, IDs only, in this browser only ---- */
const panel = $('#shortlist'), slots = $('#slots'), panelButton = $('#sl-toggle');
let picks = [];
function load() {
	try { picks = [...new Set(JSON.parse(localStorage.getItem(KEY) || '[]'))].filter(x => /^[0-9A-Z]{3}-[0-9A-Z]{4}$/.test(x)).slice(0, MAX); } catch { picks = []; }
}
function changed(text) {
	try { localStorage.setItem(KEY, JSON.stringify(picks)); } catch { /* a private window: kept until it closes */ }
	draw();
	say(text);
}
function note(text) { // said where everybody sees it
	open(panel, panelButton, true, ['Open', 'Close']);
	Object.assign($('#sl-note'), { textContent: text, hidden: false });
	say(text);
}
function toggle(r) {
	const at = picks.indexOf(r.id);
	if (at >= 0) remove(r.id);
	else if (picks.length < MAX) { picks.push(r.id); changed(`Entry ${r.id} is your ${WORD[picks.length - 1]} choice.`); }
	else {
		note('You already have three. Remove one first.');
		panelButton.focus(); // where there is a tray it covers the entry; elsewhere its button is not shown and the focus stays
	}
}
function remove(id) {
	picks = picks.filter(x => x !== id);
	changed(`Entry ${id} removed. ${picks.length} chosen.`);
}
function move(at, by) {
	const to = at + by;
	[picks[at], picks[to]] = [picks[to], picks[at]];
	changed(`Entry ${picks[to]} is now your ${WORD[to]} choice.`);
	const icons = $$('.ico', slots.children[to]), same = icons[by < 0 ? 0 : 1];
	(same.disabled ? icons.find(b => !b.disabled) : same).focus();
}
function slot(at) {
	const id = picks[at], rank = el('span', { className: 'rank', textContent: ORDINAL[at] });
	if (!id) return el('li', { className: 'slot empty' }, rank, el('span', { className: 'soft', textContent: at === 2 ? 'Optional' : 'No entry yet' }));
	const r = byId.get(id), name = r ? el('a', { href: '#e-' + id, textContent: id }) : el('b', { textContent: id });
	if (r) name.addEventListener('click', e => { e.preventDefault(); goTo(id); });
	const icon = (sign, text, act, off) => { const b = button('ico', '', act); b.append(el('span', { ariaHidden: 'true', textContent: sign }), hidden(text)); b.disabled = !!off; return b; };
	return el('li', { className: r ? 'slot' : 'slot gone' }, rank, el('span', {}, name), el('span', { className: 'ctl' },
		icon('↑', `Move entry ${id} up`, () => move(at, -1), at === 0),
		icon('↓', `Move entry ${id} down`, () => move(at, 1), at === picks.length - 1),
		icon('×', `Remove entry ${id}`, () => { remove(id); ($('a', slots) || $('#sl-h')).focus(); })),
	el('small', { textContent: r ? r.what : 'No longer in the pool' }));
}
function draw() {
	for (const r of rows) {
		const at = picks.indexOf(r.id), on = at >= 0;
		r.li.classList.toggle('on', on);
		r.pick.classList.toggle('on', on);
		r.pick.replaceChildren(on ? ORDINAL[at] + ' choice' : 'Shortlist', hidden(on ? `: entry ${r.id}. Remove from shortlist` : ` entry ${r.id}`));
	}
	slots.replaceChildren(...ORDINAL.map((_, at) => slot(at)));
	$('#sl-mini').textContent = picks.length ? picks.join(' · ') : 'Pick two or three';
	$('#copy').disabled = $('#print-sl').disabled = !picks.length;
	$('#clear-sl').hidden = !picks.length;
	panel.classList.toggle('has', picks.length > 0);
	$('#copybox').hidden = $('#sl-note').hidden = true;
	sheet();
}
function sheet() { // what "Print shortlist" prints
	const head = el('tr', {}, ...['Rank', 'Entry ID', 'What the entry says', 'My notes'].map(t => el('th', { textContent: t, scope: 'col' })));
	const body = picks.map((id, at) => {
		const r = byId.get(id);
		return el('tr', {}, el('td', { textContent: ORDINAL[at] + ' preferred' }), el('td', {}, el('span', { className: 'eid', textContent: id })),
			el('td', {}, el('p', {}, el('b', { textContent: r ? r.what : 'No longer in the pool.' })), ...(r ? $$('.entry-body p:not(.because)', r.li).map(p => p.cloneNode(true)) : [])),
			el('td', { className: 'notes' }));
	});
	$('#sheet').replaceChildren(el('h1', { textContent: `My preferred ${many}` }), el('p', { textContent: $('#sheet').dataset.note }),
		el('table', {}, el('thead', {}, head), el('tbody', {}, ...body)));
}
function copy(text, done, by) { // the button says so to the eye, the status region to the ear
	const copied = () => {
		const label = by.firstChild, before = label.data;
		say(done);
		if (before === 'Copied') return;
		label.data = 'Copied';
		setTimeout(() => { label.data = before; }, 2500);
	};
	const byHand = () => { const b = $('#copybox'); b.value = text; b.hidden = false; note('Copy the selected text by hand.'); b.focus(); b.select(); };
	if (navigator.clipboard) navigator.clipboard.writeText(text).then(copied, byHand);
	else byHand();
}
function open(what, by, on, words) {
	what.classList.toggle('open', on);
	by.setAttribute('aria-expanded', on);
	if (words) by.textContent = words[+on];
}
$('#copy').addEventListener('click', e => copy(picks.map((id, at) => `${ORDINAL[at]} preferred: Entry ID ${id}`).join('\n'), 'Entry IDs copied. Paste them into the application.', e.currentTarget));
$('#clear-sl').addEventListener('click', () => { picks = []; changed('Shortlist cleared.'); $('#sl-h').focus(); });
$('#print-sl').addEventListener('click', () => { document.documentElement.dataset.print = 'shortlist'; print(); });
addEventListener('afterprint', () => { delete document.documentElement.dataset.print; });
addEventListener('storage', e => { if (e.key === KEY) { load(); draw(); } }); // another tab of the same pool
panelButton.addEventListener('click', () => open(panel, panelButton, !panel.classList.contains('open'), ['Open', 'Close']));
panel.addEventListener('keydown', e => { if (e.key === 'Escape' && panel.classList.contains('open')) { open(panel, panelButton, false, ['Open', 'Close']); panelButton.focus(); } });
panel.addEventListener('focusout', e => { if (e.relatedTarget && !panel.contains(e.relatedTarget)) open(panel, panelButton, false, ['Open', 'Close']); }); // an open tray never covers the focus
const filtersButton = $('#filters-toggle');
filtersButton.addEventListener('click', () => open(form, filtersButton, !form.classList.contains('open')));
$('#filters-done').addEventListener('click', () => { open(form, filtersButton, false); $('#count').focus(); });

load();
recall();
seen = location.hash;
draw();
apply({ announce: false });
const gone = picks.filter(id => !byId.has(id));
if (gone.length) say(`${gone.join(', ')} ${gone.length === 1 ? 'is' : 'are'} no longer in the pool.`, 800);
})();
