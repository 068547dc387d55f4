// Search, filters and shortlist for the entries that are already in the page. No request leaves this page.
//
// A chosen value is matched exactly, or it may fit: where an entry shows only something broader, or nothing. Such entries are listed apart,
// never hidden. All values below a broader one chosen together are that broader value, exactly.
(() => {
'use strict';
const $ = (s, r = document) => r.querySelector(s);
const $$ = (s, r = document) => [...r.querySelectorAll(s)];
const finder = $('#finder'), form = $('#filters'), list = $('#entries'), maybe = $('#maybe-entries');
if (!finder || !form || !list) return;

const NO = 0, PART = 1, YES = 2, MAX = 3;
const ORDINAL = ['1st', '2nd', '3rd'], WORD = ['first', 'second', 'third'];
const KEY = 'mentorpress.shortlist.' + location.pathname.split('/').pop().replace(/\.html$/, '');
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
// Emptied first, so that the same words are said again.
function say(text, wait = 0) {
	clearTimeout(saying);
	saying = setTimeout(() => { $('#say').textContent = ''; $('#say').textContent = text; }, wait);
}

// ---- words: without accents, capitals and apostrophes; the letters that no accent explains are spelled out ----
const SPELLED = Object.fromEntries('ßss æae œoe þth łl øo đd ðd ħh ŧt ıi'.split(' ').map(x => [x[0], x.slice(1)]));
const fold = s => s.normalize('NFKD').replace(/[\p{M}'’ʼ]/gu, '').toLowerCase().replace(/[^\0-\x7f]/g, c => SPELLED[c] || c);
// "GxP/GLP 21CFR" is [{ all: 'gxpglp', runs: [gxp, glp] }, { all: '21cfr', runs: [21, cfr] }].
const wordsOf = s => s.split(/\s+/).map(text => ({ text, runs: fold(text).match(/\p{L}+|\p{N}+/gu) || [] }))
	.filter(w => w.runs.length).map(w => ({ ...w, all: w.runs.join('') }));
// Every run and every whole word with a blank before it: a word begins with t if ' ' + t is in there.
const index = s => wordsOf(s).map(w => ' ' + [...w.runs, w.all].join(' ')).join('');
const within = (text, w) => text.includes(' ' + w.all) || w.runs.every(run => text.includes(' ' + run));

// ---- Entry IDs, as generator/base/checkcode.h has them ----
const compact = s => s.replace(/[\s#\u2010-\u2015\u2212-]/g, '').toUpperCase().replace(/O/g, '0');
function idValid(c) {
	const values = [...c].map(x => '023456789BCDFGHJKMNPQRSTVWXYZ'.indexOf(x));
	return c.length === 7 && !values.includes(-1) && values.reduce((sum, x, i) => sum + (i + 2) * x, 0) % 29 === 0;
}
// One symbol other, or two exchanged.
function idNear(a, b) {
	const [i, j, more] = [...b].flatMap((x, at) => x === a[at] ? [] : at);
	return a.length === 7 && more === undefined && (j === undefined || (a[i] === b[j] && a[j] === b[i]));
}
const written = c => c.slice(0, 3) + '-' + c.slice(3);

// ---- the pool: all that the search knows of it. This source reads the entries that stand in the page; one that fetches them as they are
// wanted has the same six, and calls apply() when more has come. Nothing below this part looks into an entry's element; only the
// shortlist and its sheet use an entry's li, pick and what. ----
//   facets   [{ code, name, ends (two selects, where values are ascending bands), options: [{ at, code, text, above: broader codes }] }] and the
//            parts of its form; these stand in the page whatever the source
//   entries  in Entry ID order: [{ id, facts, level }]; facts[i] is how it stands to facet i, one object for all entries that stand alike:
//            { fits: NO, PART or YES for each option, below: for each broader value it shows, the options below that }
//   has      (entry, word) YES, or PART where only a value below what the entry shows has that word, or NO
//   show     (hits, perhaps, reason) puts these entries in this order, hides the others, and says at each of perhaps what is not shown exactly
//   reach    (entry) brings it before the reader
//   texts    (entry) its text nodes, in which words may be marked
const facets = $$('details[data-facet]', form).map((box, at) => ({
	at, code: box.dataset.facet, ends: $$('select', box), box, name: $('summary span', box).textContent, count: $('.nsel', box), known: new Map(),
	options: $$('.opt', box).map((label, at) => ({
		at, label, input: $('input', label), out: $('.c', label), text: $('.t', label).textContent,
		code: $('input', label).value, above: label.dataset.path.split(' ').filter(Boolean), words: index($('.t', label).textContent + ' ' + label.dataset.k),
	})),
}));
const pool = (() => {
	const facts = (f, values) => {
		const key = values.join(' ');
		if (!f.known.has(key)) {
			const broad = values.filter(v => v[0] === '~').map(v => f.options.filter(o => o.above.includes(v.slice(1))));
			const words = some => some.map(o => o.words).join('');
			f.known.set(key, {
				fits: f.options.map(o => values.includes(o.code) ? YES : values.includes('*') || broad.flat().includes(o) ? PART : NO),
				below: broad, broader: words(broad.flat()), words: words(f.options.filter(o => values.includes(o.code))),
			});
		}
		return f.known.get(key);
	};
	const all = $$('.entry', list).map(li => {
		const shows = f => li.dataset.f.split(' ').filter(x => x.startsWith(f.code + ':')).map(x => x.slice(f.code.length + 1));
		const r = { li, id: li.id.slice(2), what: $('.what', li).textContent, facts: facets.map(f => facts(f, shows(f))) };
		r.words = ` ${compact(r.id).toLowerCase()}` + index(['Entry ID', ...$$('.what, p:not(.why)', li).map(x => x.textContent), li.dataset.k].join(' ')) + r.facts.map(x => x.words).join('');
		r.broader = r.facts.map(x => x.broader).join('');
		r.pick = button('btn pick', '', () => toggle(r));
		$('h3', li).after(r.pick);
		return r;
	});
	// Only what is not in its place is moved; what is hidden stays where it is.
	const fill = (ul, wanted) => {
		const stays = new Set(wanted);
		let at = ul.firstElementChild;
		for (const r of wanted) {
			while (at && !stays.has(at)) at = at.nextElementSibling;
			if (r === at) at = at.nextElementSibling; else ul.insertBefore(r, at);
		}
	};
	return {
		entries: all,
		has: (r, w) => within(r.words, w) ? YES : within(r.broader, w) ? PART : NO,
		show(hits, perhaps, reason) {
			const focus = document.activeElement;
			for (const r of all) {
				const why = r.level === PART ? reason(r) : '';
				r.li.hidden = !r.level;
				if (why && !r.because) $('.entry-body', r.li).prepend(r.because = el('p', { className: 'because' }));
				if (r.because) Object.assign(r.because, { hidden: !why, textContent: why });
			}
			fill(maybe, perhaps.map(r => r.li));
			fill(list, hits.map(r => r.li));
			if (focus !== document.activeElement) focus.focus({ preventScroll: true });
		},
		reach(r) {
			r.li.scrollIntoView({ block: 'center' });
			r.pick.focus({ preventScroll: true });
		},
		texts: r => $$('h3 span, .facts span, .offer, .tags', r.li).flatMap(x => [...x.childNodes]).filter(x => x.data),
	};
})();
const rows = pool.entries, byId = new Map(rows.map(r => [r.id, r]));
const options = facets.flatMap(f => f.options);
const q = $('#q'), sort = $('#sort');

// ---- filters: any within a facet, all between facets, every word of the query ----
const selection = () => facets.map(f => f.options.filter(o => o.input.checked));
// An Entry ID, however it is typed, is that ID and nothing else.
function asked(text = q.value) {
	const id = compact(text), all = id.toLowerCase();
	return idValid(id) ? [{ text, all, runs: [all] }] : wordsOf(text);
}
function standing({ fits, below }, chosen) {
	const best = Math.max(...chosen.map(o => fits[o.at]));
	return best === PART && below.some(b => b.every(o => chosen.includes(o))) ? YES : best;
}
// Once for all entries that stand alike.
const weigh = chosen => facets.forEach((f, i) => f.known.forEach(x => { x.now = chosen[i].length ? standing(x, chosen[i]) : YES; }));
const spoken = (r, terms) => terms.reduce((least, t) => least && Math.min(least, pool.has(r, t)), YES);
const fitting = (r, skip) => r.facts.reduce((least, x, i) => i === skip ? least : Math.min(least, x.now), YES);
function found(chosen, terms) {
	weigh(chosen);
	return rows.filter(r => fitting(r) && spoken(r, terms)).length;
}
function inOrder(chosen) {
	const f = facets.find(x => x.code === sort.value.replace('-', '')), sign = sort.value[0] === '-' ? -1 : 1;
	const fit = r => -chosen.reduce((sum, c, i) => c.reduce((s, o) => s + r.facts[i].fits[o.at], sum), 0);
	const place = r => {
		const { fits, below: [b] } = r.facts[f.at], yes = fits.indexOf(YES);
		return yes >= 0 ? sign * yes : b ? sign * (b[0].at + b.at(-1).at) / 2 : 99;
	};
	const key = f ? place : sort.value ? fit : () => 0;
	return rows.map(r => [key(r), r]).sort((a, b) => a[0] - b[0]).map(x => x[1]);
}

// ---- counts: what each option would give, the other facets staying as they are ----
function counts(chosen) {
	let explain = false;
	facets.forEach((f, i) => {
		f.known.forEach(x => { x.n = [0, 0, 0]; });
		for (const r of rows) r.facts[i].n[Math.min(r.word, fitting(r, i))]++;
		for (const o of f.options) {
			let yes = 0, may = 0;
			f.known.forEach(x => {
				const s = standing(x, [o]);
				if (s) may += x.n[PART];
				if (s === YES) yes += x.n[YES]; else if (s) may += x.n[YES];
			});
			const now = yes + '+' + may;
			explain ||= may > 0;
			if (o.now === now) continue;
			o.now = now;
			o.out.replaceChildren(yes, ...(may ? [' ', el('span', { className: 'may', textContent: '+' + may }), hidden(' that may also fit')] : []));
			o.label.classList.toggle('zero', !yes && !may);
		}
		f.count.textContent = chosen[i].length ? chosen[i].length + ' selected' : '';
		f.ends.forEach((select, n) => { select.selectedIndex = gap(chosen[i]) ? -1 : (chosen[i].at(-n) || f.options.at(-n)).at; });
	});
	$('#c-hint').hidden = !explain;
}

// ---- bands: from one to another; the boxes below stay what is chosen ----
const gap = c => c.length && c.at(-1).at - c[0].at >= c.length;
for (const f of facets) f.ends.forEach((select, n) => select.addEventListener('change', () => {
	const at = f.ends.map(x => x.selectedIndex);
	if (at[1 - n] < 0 || at[0] > at[1]) at[1 - n] = at[n];
	for (const o of f.options) o.input.checked = o.at >= at[0] && o.at <= at[1] && at[1] - at[0] < f.options.length - 1;
}));
// What is chosen, in words, each with its options and what they leave of the query: a run of bands is one.
const named = (f, c) => f.ends[0] && c[1] && !gap(c) ? [{ c, q: q.value, text: c[0].text + ' – ' + c.at(-1).text }] : c.map(o => ({ c: [o], q: q.value, text: o.text }));

function apply({ announce = true, history: how } = {}) {
	const chosen = selection(), terms = asked();
	weigh(chosen);
	for (const r of rows) { r.word = spoken(r, terms); r.level = Math.min(r.word, fitting(r)); }
	const sorted = inOrder(chosen), hits = sorted.filter(r => r.level === YES), perhaps = sorted.filter(r => r.level === PART);
	pool.show(hits, perhaps, r => 'Not shown exactly: ' + [...facets.filter((f, i) => r.facts[i].now === PART).map(f => f.name),
		...terms.filter(t => pool.has(r, t) === PART).map(t => quoted(t.text))].join(', '));
	$('#maybe').hidden = !perhaps.length;
	const n = hits.length + perhaps.length, all = hits.length === rows.length;
	const more = perhaps.length ? `, ${perhaps.length} more may fit` : '';
	$('#count').textContent = (all ? entries(rows.length) : `${hits.length} of ${entries(rows.length)}`) + more;
	counts(chosen);
	chips(chosen);
	mark(terms, hits.concat(perhaps));
	const picked = chosen.flat().length;
	$('#filters-n').textContent = picked ? ` (${picked})` : '';
	$('#filters-done').textContent = 'Show ' + entries(n);
	if (how) remember(how);
	const lost = wayOut(n, chosen, terms);
	if (announce) say(n ? `${entries(hits.length)} ${hits.length === 1 ? 'matches' : 'match'}${more}.` : lost, 600);
}
// Takes options and words out of the search.
function drop({ c, q: rest }) {
	for (const o of c) o.input.checked = false;
	q.value = rest;
}
function search(without) {
	drop(without);
	apply({ history: 'push' });
	$('#count').focus();
}
const ALL = { c: options, q: '', text: 'everything' };
const quoted = text => `“${text.trim()}”`;
function chips(chosen) {
	const box = $('#chips'), all = facets.flatMap((f, i) => named(f, chosen[i]));
	if (q.value.trim()) all.unshift({ c: [], q: '', text: quoted(q.value) });
	box.hidden = !all[0];
	$('#chip').replaceChildren(...all.map((x, at) => {
		const b = button('chip', x.text, () => {
			search(x);
			const left = $$('.chip', box);
			(left[at] || left.at(-1))?.focus();
		});
		b.prepend(hidden('Remove filter '));
		return b;
	}));
	$('#criteria').textContent = all[0] ? `Filtered by ${all.map(x => x.text).join(', ')}.` : '';
}
$('#clear').addEventListener('click', () => { search(ALL); q.focus(); });
$('#link').addEventListener('click', e => copy(location.href, 'Link copied.', e.currentTarget));

// ---- nothing found: what to drop, and what that gives ----
function lookalike() {
	const typed = q.value.trim(), id = compact(typed), near = rows.filter(r => idNear(id, compact(r.id)));
	if (idValid(id)) return byId.has(written(id)) ? [] : [`Entry ${written(id)} is not in this edition. ${$('#none').dataset.missing}`];
	if (!near.length && !/^(?=.*\d)\w{3}-\w{4}$/.test(typed)) return [];
	return [typed.toUpperCase() + ' is not an Entry ID; ', ...near.slice(0, 2).flatMap(r =>
		['did you mean ', button('link', r.id, () => search({ c: options, q: r.id })), '? ']), near.length ? '' : 'check its symbols.'];
}
function wayOut(n, chosen, terms) {
	const box = $('#none'), text = q.value;
	box.hidden = n > 0;
	if (n) return '';
	const tips = list => list.map(x => {
		for (const o of x.c) o.input.checked = false;
		const gives = found(selection(), asked(x.q));
		for (const o of chosen.flat()) o.input.checked = true;
		return { ...x, gives };
	}).filter(x => x.gives).sort((a, b) => b.gives - a.gives).slice(0, 3);
	let ways = tips([...chosen.filter(c => c[0]).map(c => ({ c, q: text, text: c.map(o => o.text).join(' or ') })),
		...terms.map(t => ({ c: [], q: terms.filter(x => x !== t).map(x => x.text).join(' '), text: quoted(t.text) }))]);
	if (!ways[0]) ways = tips([ALL, { c: options, q: text, text: 'all filters' }, { c: [], q: '', text: quoted(text) }]);
	$('#near').replaceChildren(...lookalike());
	$('#ways').replaceChildren(...ways.map(x => el('li', {}, button('link', 'Remove ' + x.text, () => search(x)), ` to see ${entries(x.gives)}`)));
	return $('#near').textContent || box.firstElementChild.textContent;
}

// ---- hits are painted without touching the page's elements ----
function mark(terms, shown) {
	if (!window.Highlight) return;
	CSS.highlights.delete('hit');
	const hits = [], words = [...new Set(terms.flatMap(t => [t.all, ...t.runs]))].filter(w => w[1]);
	if (!words[0]) return;
	for (const r of shown.slice(0, 60)) for (const node of pool.texts(r)) {
		if (!words.some(w => fold(node.data).includes(w))) continue;
		// Where each folded letter stands in the text: "ß" is two, an accent of its own is none.
		const folded = node.data.split('').map(fold), flat = folded.join(''), places = folded.flatMap((x, at) => Array(x.length).fill(at));
		for (const w of words) for (let p = -1; (p = flat.indexOf(w, p + 1)) >= 0;) {
			if (/^(\p{L}{2}|\p{N}{2})/u.test(flat.slice(p && p - 1, p + 1))) continue;
			const range = new Range();
			range.setStart(node, places[p]);
			range.setEnd(node, places[p + w.length - 1] + 1);
			hits.push(range);
		}
	}
	CSS.highlights.set('hit', new Highlight(...hits));
}

// ---- the address: every search is a link; Back walks through searches ----
let seen, typed;
// Every search is one step back; so is the typing of one, however many keys it took.
function remember(how) {
	const p = new URLSearchParams();
	if (q.value.trim()) p.set('q', q.value.trim());
	selection().forEach((c, i) => named(facets[i], c).forEach(x => p.append(facets[i].code, x.c[1] ? x.c[0].code + '..' + x.c.at(-1).code : x.c[0].code)));
	if (sort.value) p.set('sort', sort.value);
	const to = '#' + (p.size ? '?' + p : ''), step = how === 'replace' && typed ? how : 'push';
	typed = how === 'replace';
	if (to === (seen || '#')) return;
	seen = to;
	try { history[step + 'State'](null, '', to); } catch { location.hash = to; }
}
function recall() {
	const p = new URLSearchParams(location.hash.startsWith('#?') ? location.hash.slice(2, 4000) : '');
	seen = location.hash;
	typed = false;
	q.value = (p.get('q') || '').slice(0, 200);
	sort.value = p.get('sort') || '';
	if (sort.selectedIndex < 0) sort.value = '';
	for (const f of facets) {
		const on = p.getAll(f.code).flatMap(v => {
			const [a, b = a] = v.split('..').map(x => f.options.findIndex(o => o.code === x));
			return f.options.filter(o => a >= 0 && o.at >= a && o.at <= b);
		});
		for (const o of f.options) o.input.checked = on.includes(o);
		if (on.length) f.box.open = true;
	}
}
// An entry's address; filters never keep it from being seen. One that is not here is looked for, which says so.
function goTo(id) {
	const r = byId.get(id);
	if (!r?.level) {
		drop({ c: options, q: r ? '' : id });
		apply({ announce: !r });
		seen = '#e-' + id;
		if (location.hash !== seen) history.pushState(null, '', seen);
		if (r) say(`Filters cleared to show entry ${id}.`);
	}
	if (r) pool.reach(r);
}
function navigated() {
	const to = location.hash, id = /^#e-(\w{3}-\w{4})$/.exec(to);
	if (id) goTo(id[1].toUpperCase());
	else if (to !== seen && /^(#\?|$)/.test(to)) {
		recall();
		apply();
	}
}
let typing;
q.addEventListener('input', () => { clearTimeout(typing); typing = setTimeout(() => apply({ history: 'replace' }), 60); });
q.addEventListener('keydown', e => {
	if (e.key !== 'Escape' || !q.value) return;
	q.value = '';
	apply({ history: 'replace' });
});
form.addEventListener('change', e => { if (e.target !== q) apply({ history: 'push' }); });
sort.addEventListener('change', () => { apply({ history: 'push', announce: false }); say('Sorted by ' + sort.selectedOptions[0].textContent, 300); });
form.addEventListener('submit', e => { e.preventDefault(); clearTimeout(typing); search({ c: [], q: q.value }); });
addEventListener('popstate', navigated);
addEventListener('hashchange', navigated);
$('#go').disabled = false;

// ---- shortlist: three ranked places, IDs only, in this browser only
// Of the search half it uses byId and rows (an entry's li, id, what, pick) and goTo; the search half calls toggle, copy, open and draw.
const panel = $('#shortlist'), slots = $('#slots'), panelButton = $('#sl-toggle'), clear = $('#clear-sl'), table = $('#sheet'), lost = $('#sl-lost'), added = $('#add-id');
let picks = [], cleared = [];

// The ID as it is written, or nothing.
const idOf = typed => idValid(compact(typed)) ? written(compact(typed)) : '';
// What is kept is read as if a stranger had written it. A browser may refuse to keep anything: then the list lasts for the visit, and the page says so.
function stored(value) {
	try {
		if (value) localStorage.setItem(KEY, value);
		lost.hidden = true;
		return localStorage.getItem(KEY);
	} catch { lost.hidden = false; }
}
function load() {
	const text = stored();
	try { picks = [...new Set(JSON.parse(text))].filter(x => typeof x === 'string' && idOf(x) === x).slice(0, MAX); } catch { picks = []; }
}
function changed(text) {
	stored(JSON.stringify(picks));
	draw();
	say(text + (lost.hidden ? '' : lost.textContent));
}
// Said where everybody sees it.
function note(text) {
	open(panel, panelButton, true, ['Open', 'Close']);
	Object.assign($('#sl-note'), { textContent: text, hidden: false });
	say(text);
}
function take(id) {
	const at = picks.indexOf(id);
	if (at >= 0) note(`Entry ${id} is your ${WORD[at]} choice already.`);
	else if (picks.length === MAX) {
		note('You already have three. Remove one first.');
		// Where there is a tray it covers the entry; elsewhere its button is not shown and the focus stays.
		panelButton.focus();
	} else {
		picks.push(id);
		changed(`Entry ${id} is your ${WORD[at + picks.length]} choice. ` + (byId.has(id) ? '' : $('#sl-gone').textContent));
	}
}
function toggle(r) {
	const at = picks.indexOf(r.id);
	if (at < 0) take(r.id); else unpick(at);
}
function unpick(at) {
	changed(`Entry ${picks.splice(at, 1)} removed. ${picks.length} chosen. `);
}
function move(at, by) {
	const to = at + by;
	[picks[at], picks[to]] = [picks[to], picks[at]];
	changed(`Entry ${picks[to]} is now your ${WORD[to]} choice. `);
	const [up, down] = $$('.ico', slots.children[to]);
	(by < 0 && !up.disabled || down.disabled ? up : down).focus();
}
// The places stand in the page and are only filled, so that the focus stays where it is when the list changes.
function slot(li, at) {
	const id = picks[at], r = byId.get(id), name = $('a', li);
	li.className = 'slot' + (r ? '' : id ? ' gone' : ' empty');
	name.textContent = id || (at === 2 ? 'Optional' : 'No entry yet');
	if (r) name.href = '#e-' + id; else name.removeAttribute('href');
	$('small', li).textContent = r ? r.what + any(id, ': any of these') : id ? 'Not in this edition' : '';
	for (const b of $$('.ico', li)) {
		b.hidden = !id;
		b.disabled = b.value && !picks[at + +b.value];
	}
}
function draw() {
	const focus = document.activeElement;
	for (const r of rows) {
		const at = picks.indexOf(r.id), on = at >= 0;
		r.li.classList.toggle('on', on);
		r.pick.classList.toggle('on', on);
		r.pick.replaceChildren(on ? ORDINAL[at] + ' choice' : 'Shortlist', hidden(on ? `: entry ${r.id}. Remove from shortlist` : ` entry ${r.id}`));
	}
	[...slots.children].forEach(slot);
	const n = picks.length;
	if (n) cleared = [];
	$('#sl-mini').textContent = n ? picks.join(' · ') : 'Pick two or three';
	for (const b of $$('.sl-act .btn')) b.disabled = !n;
	clear.hidden = !n && !cleared.length;
	clear.textContent = n ? 'Clear shortlist' : 'Undo clear';
	panel.classList.toggle('has', n > 0);
	$('#sl-gone').hidden = picks.every(id => byId.has(id));
	$('#copybox').hidden = $('#sl-note').hidden = $('#add-note').hidden = true;
	compare();
	// The focus never stays on what has gone.
	if (panel.contains(focus) && focus.closest('[hidden], :disabled')) ($$('.ico:not([hidden], :disabled)', slots).pop() || $('#sl-h')).focus();
}
const any = (id, text) => byId.get(id)?.li.matches('.group') ? text : '';
// An entry as its card says it: label and words. A value shown more broadly or kept private says so, as there.
function says(id) {
	const r = byId.get(id);
	return r ? [['Listed as', ($('.tag', r.li) || { textContent: 'Profile' }).textContent + any(id, ': any of these')], ...$$('[data-l], .tags, .offer', r.li).map(x => {
		const label = x.dataset.l || ($('b', x) || { textContent: 'In their own words' }).textContent, text = x.firstChild.data || x.textContent;
		return [label, text.startsWith(label + ' ') ? text.slice(label.length + 1) : text];
	})] : [['Listed as', 'Not in this edition']];
}
// A row for each fact, a column for each choice: read side by side on the screen, and the sheet that is printed.
function compare() {
	const cards = picks.map(id => new Map(says(id))), labels = new Set(cards.flatMap(c => [...c.keys()]));
	const row = (head, cells) => el('tr', {}, head, ...cells);
	const th = (scope, ...kids) => el('th', { scope }, ...kids);
	$('thead', table).replaceChildren(row(el('td'), picks.map((id, at) => th('col', ORDINAL[at] + ' ', el('span', { className: 'eid', textContent: id })))));
	$('tbody', table).replaceChildren(...[...labels].map(label => {
		const said = cards.map(c => c.get(label) || (c.size > 1 ? 'Not shown' : '–')), known = said.filter((_, i) => cards[i].size > 1);
		return row(th('row', label + ' ', el('small', { textContent: known.length < 2 ? '' : new Set(known).size < 2 ? 'Same' : known.includes('Not shown') ? 'Not shown by all' : 'Different' })), said.map(textContent => el('td', { textContent })));
	}), row(th('row', 'My notes'), picks.map(() => el('td'))));
}
const lines = detailed => picks.map((id, at) => `${ORDINAL[at]} preferred ${finder.dataset.one}: Entry ID ${id}` + any(id, ' (any of this group)') +
	(detailed ? says(id).map(fact => '\n    ' + fact.join(': ')).join('') : '')).join('\n');
// The button says so to the eye, the status region to the ear.
function copy(text, done, by) {
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
// What is no Entry ID: which symbol to check, and the entries of this edition that are one slip away.
function mend(typed) {
	const c = compact(typed), odd = /[^02-9B-DF-HJKMNP-TV-Z]/u.exec(c)?.[0], box = $('#add-note');
	box.replaceChildren('This is not an Entry ID. ' + (c.length !== 7 ? `It has 7 symbols; this has ${c.length}.` : odd ? `No Entry ID has ${odd}: check symbol ${c.indexOf(odd) + 1}.` : 'Check each of the 7 symbols.'),
		...rows.filter(r => idNear(c, compact(r.id))).slice(0, MAX).flatMap(({ id }) => [el('br'),
			`If symbol ${[...compact(id), ''].findIndex((x, i) => x !== c[i]) + 1} is wrong: `, button('link', 'add ' + id, () => { take(id); added.focus(); })]));
	box.hidden = false;
	say(box.innerText);
}
// One ID of this edition or of another, or several in a text that was copied here.
$('#sl-add').addEventListener('submit', e => {
	e.preventDefault();
	const ids = (added.value.match(/\w{3}-\w{4}/g) || []).concat(added.value).map(idOf).filter(Boolean);
	if (ids[0]) { new Set(ids).forEach(take); added.value = ''; } else mend(added.value);
	added.focus();
});
const press = (id, act) => $(id).addEventListener('click', act);
press('#slots', e => {
	const at = [...slots.children].indexOf(e.target.closest('li')), b = e.target.closest('.ico');
	if (b) b.value ? move(at, +b.value) : unpick(at);
	else if (e.target.closest('[href]')) { e.preventDefault(); goTo(picks[at]); }
});
press('#copy', e => copy(lines(), 'Entry IDs copied. Paste them into the application.', e.currentTarget));
press('#copy-all', e => copy(lines(true), 'Copied with what the entries say.', e.currentTarget));
press('#compare', () => table.showModal());
press('#clear-sl', () => {
	[picks, cleared] = [cleared, picks];
	changed(picks[0] ? 'Shortlist restored. ' : 'Shortlist cleared. ');
});
for (const b of $$('.print-sl')) b.addEventListener('click', () => { document.documentElement.dataset.print = 'shortlist'; print(); });
addEventListener('afterprint', () => { delete document.documentElement.dataset.print; });
// What another tab did, or what was done while this page was left: the focus stays.
const follow = () => { load(); draw(); };
addEventListener('storage', e => { if (e.key === KEY || !e.key) follow(); });
addEventListener('pageshow', e => { if (e.persisted) follow(); });
press('#sl-toggle', () => open(panel, panelButton, !panel.classList.contains('open'), ['Open', 'Close']));
panel.addEventListener('keydown', e => { if (e.key === 'Escape' && panel.classList.contains('open')) { open(panel, panelButton, false, ['Open', 'Close']); panelButton.focus(); } });
panel.addEventListener('focusout', e => { if (e.relatedTarget && !panel.contains(e.relatedTarget)) open(panel, panelButton, false, ['Open', 'Close']); }); // an open tray never covers the focus
const filtersButton = $('#filters-toggle');
filtersButton.addEventListener('click', () => open(form, filtersButton, !form.classList.contains('open')));
$('#filters-done').addEventListener('click', () => { open(form, filtersButton, false); $('#count').focus(); });

load();
recall();
draw();
apply({ announce: false });
if (location.hash.startsWith('#e-')) navigated();
const gone = picks.filter(id => !byId.has(id));
if (gone.length) say(`Entry ${gone.join(', ')}: ${$('#sl-gone').textContent}`, 800);
})();
