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

const NO = 0, MAY = 1, YES = 2, MAX = 3;
const ORDINAL = ['1st', '2nd', '3rd'], WORD = ['first', 'second', 'third'];
const { many } = finder.dataset;
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
//            { fits: NO, MAY or YES for each option, below: for each broader value it shows, the options below that }
//   has      (entry, word) YES, or MAY where only a value below what the entry shows has that word, or NO
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
				fits: f.options.map(o => values.includes(o.code) ? YES : values.includes('*') || broad.flat().includes(o) ? MAY : NO),
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
		has: (r, w) => within(r.words, w) ? YES : within(r.broader, w) ? MAY : NO,
		show(hits, perhaps, reason) {
			const focus = document.activeElement;
			for (const r of all) {
				const why = r.level === MAY ? reason(r) : '';
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
	return best === MAY && below.some(b => b.every(o => chosen.includes(o))) ? YES : best;
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
				if (s) may += x.n[MAY];
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
	const sorted = inOrder(chosen), hits = sorted.filter(r => r.level === YES), perhaps = sorted.filter(r => r.level === MAY);
	pool.show(hits, perhaps, r => 'Not shown exactly: ' + [...facets.filter((f, i) => r.facts[i].now === MAY).map(f => f.name),
		...terms.filter(t => pool.has(r, t) === MAY).map(t => quoted(t.text))].join(', '));
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
draw();
apply({ announce: false });
if (location.hash.startsWith('#e-')) navigated();
const gone = picks.filter(id => !byId.has(id));
if (gone.length) say(`${gone.join(', ')} ${gone.length === 1 ? 'is' : 'are'} no longer in the pool.`, 800);
})();
