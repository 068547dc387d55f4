// Search and filters, with the shortlist of _shortlist.js, for the entries that are already in the page. No request leaves this page.
//
// A chosen value is matched exactly, or it may fit: where an entry shows only something broader, or nothing. Such entries are listed apart,
// never hidden. All values below a broader one chosen together are that broader value, exactly.
// Names of this script's own, which are sent as a letter or two (docs/FORMATS.md, Assets); none that the browser knows may stand here.
// short: text picks chosen box label options all yes facets typed code terms rows YES apply byId facts hits panel perhaps press say says PART act gives level
// short: runs seen what words added below codes compact input known lost name rank said slots fits form kids lines now search shown step button changed cleared
// short: ends idOf left list node panelButton pick quoted tray alike broader cards copies entries fitting fold follow gone isOpen more note range table take
// short: typing ways wordsIn wrong SYMBOLS asked away because best byHand clear down draw drop explain filters folded goTo group index least missing mistake
// short: named navigated near picked places printing recall refocus saying selection shows sign sorted spoken standing stored tips unpick wanted weigh within
// short: word wordsOf SPELLED above cells chips compare copied counts detailed event finder idNear inOrder labels lookalike offer place props quiet reach
// short: reason remember standsTo texts wayOut without
(() => {
'use strict';
const $ = (s, r = document) => r.querySelector(s),
	$$ = (s, r = document) => [...r.querySelectorAll(s)],
	finder = $('#finder'), form = $('#filters'), list = $('#entries'), q = $('#q'), sort = $('#sort');

const NO = 0, PART = 1, YES = 2; // how an entry stands to a filter or a word
const entries = n => n + (n === 1 ? ' entry' : ' entries'),
	on = (what, event, act) => what.addEventListener(event, act),
	press = (id, act) => on($(id), 'click', act);
function el(tag, props, ...kids) {
	const e = Object.assign(document.createElement(tag), props);
	e.append(...kids);
	return e;
}
const hidden = text => el('span', { className: 'vh' }, text);
function button(className, act, ...kids) {
	const b = el('button', { type: 'button', className }, ...kids);
	on(b, 'click', act);
	return b;
}
function open(what, by, yes) {
	what.classList.toggle('open', yes);
	by.setAttribute('aria-expanded', yes);
}
const isOpen = what => what.matches('.open');
let saying;
// In a text of its own, so that the same words are said again.
function say(text, wait = 0) {
	clearTimeout(saying);
	saying = setTimeout(() => $('#say').replaceChildren(text), wait);
}

// ---- words: without accents, capitals and apostrophes; the letters that no accent explains are spelled out ----
const SPELLED = 'ßss æae œoe þth łl øo đd ðd ħh ŧt ıi';
const fold = s => s.normalize('NFKD').replace(/[\p{M}'’ʼ]/gu, '').toLowerCase().replace(/[^\0-\x7f]/g, c => SPELLED.match(c + '(\\w+)')?.[1] || c);
// "GxP/GLP 21CFR" is [{ all: 'gxpglp', runs: [gxp, glp] }, { all: '21cfr', runs: [21, cfr] }].
const wordsOf = s => s.split(/\s+/).flatMap(text => {
	const runs = fold(text).match(/\p{L}+|\p{N}+/gu);
	return runs ? { text, runs, all: runs.join('') } : [];
});
// Every run and every whole word with a blank before it: a word begins with t if ' ' + t is in there.
const index = s => wordsOf(s).map(w => ` ${w.runs.join(' ')} ${w.all}`).join('');
const within = (text, w) => text.includes(' ' + w.all) || w.runs.every(run => text.includes(' ' + run));

// ---- Entry IDs, as generator/base/checkcode.h has them ----
const SYMBOLS = '023456789BCDFGHJKMNPQRSTVWXYZ',
	compact = s => s.replace(/[\s#\p{Pd}−]/gu, '').toUpperCase().replace(/O/g, '0'),
	odd = c => [...c].find(x => !SYMBOLS.includes(x));
// The ID as it is written, or nothing.
function idOf(typed) {
	const c = compact(typed);
	return c.length === 7 && !odd(c) && [...c].reduce((sum, x, i) => sum + (i + 2) * SYMBOLS.indexOf(x), 0) % 29 === 0 ? c.replace(/.../, '$&-') : '';
}
// One symbol other, or two exchanged.
function idNear(a, b) {
	const [i, j, more] = [...b].flatMap((x, at) => x === a[at] ? [] : at);
	return a.length === 7 && more === undefined && (j === undefined || a[i] === b[j] && a[j] === b[i]);
}

// What is no Entry ID: which symbol to check, and the entries of this edition that are one slip away.
function mistake(typed, offer, act) {
	const c = compact(typed), wrong = odd(c);
	return [`${typed} is not an Entry ID. ` + (c.length !== 7 ? `It has 7 symbols; this has ${c.length}.` : wrong ? `No Entry ID has ${wrong}: check symbol ${c.indexOf(wrong) + 1}.` : 'Check each of the 7 symbols.'),
		...rows.filter(r => idNear(c, compact(r.id))).slice(0, 3).flatMap(({ id }) => [el('br'),
			` If symbol ${[...compact(id), ''].findIndex((x, i) => x !== c[i]) + 1} is wrong: `, button('link', () => act(id), `${offer} ${id}`)])];
}

// ---- the pool: all that the search knows of it. This source reads the entries that stand in the page; one that fetches them as they are
// wanted has the same six, and calls apply() when more has come. Nothing below this part looks into an entry's element; only the
// shortlist and its sheet use an entry's li, pick, what and says. ----
//   facets   [{ code, name, ends (two selects, where values are ascending bands), options: [{ at, code, text, above: broader codes }] }] and the
//            parts of its form; these stand in the page whatever the source
//   rows     in Entry ID order: [{ id, facts, level }]; facts[i] is how it stands to facet i, one object for all entries that stand alike:
//            { fits: NO, PART or YES for each option, below: for each broader value it shows, the options below that }
//   has      (entry, word) YES, or PART where only a value below what the entry shows has that word, or NO
//   show     (hits, perhaps, reason) puts these entries in this order, hides the others, and says at each of perhaps what is not shown exactly
//   reach    (entry) brings it before the reader
//   texts    (entry) its text nodes, in which words may be marked
const facets = $$('.facet').map((box, at) => ({
	at, box, code: box.dataset.facet, ends: $$('select', box), name: $('span', box).textContent, known: {},
	options: $$('.opt', box).map((label, at) => {
		const input = $('input', label), text = $('.t', label).textContent;
		return { at, label, input, text, code: input.value, above: label.dataset.path.split(' '), words: index(text + ' ' + label.dataset.k) };
	}),
}));
const wordsIn = some => some.map(o => o.words).join('');
// A card says in its words what it shows exactly; data-f has the codes of the rest: ~ broader, * kept private. What a group says nothing of is as good as private.
function standsTo(f, li, says) {
	const said = says.get(f.name) || '', codes = (' ' + li.dataset.f).split(` ${f.code}:`).slice(1).map(x => x.split(' ')[0]);
	if (!said && li.matches('.group')) codes.push('*');
	const below = codes.filter(v => v[0] === '~').map(v => f.options.filter(o => o.above.includes(v.slice(1))));
	const shows = o => codes[0] ? codes.includes(o.code) : `, ${said}, `.includes(`, ${o.text}, `);
	return f.known[codes + ' ' + said] ??= {
		fits: f.options.map(o => shows(o) ? YES : codes[0] === '*' || below.flat().includes(o) ? PART : NO),
		below, broader: wordsIn(below.flat()), words: wordsIn(f.options.filter(shows)),
	};
}
const rows = $$('.entry', list).map(li => {
	const group = li.matches('.group'), any = group ? ' (any of this group)' : '';
	// Label and words of each fact. One shown more broadly or kept private says so, behind its label.
	const says = new Map([['Listed as', group ? $('.tag', li).textContent + any : 'Profile'], ...$$('[data-l], .tags, .offer', li).map(x => {
		const label = x.dataset.l || $('b', x)?.textContent || 'In their own words', text = x.firstChild.data || x.textContent;
		return [label, text.startsWith(label + ' ') ? text.slice(label.length + 1) : text];
	})]);
	const id = li.id.slice(2), facts = facets.map(f => standsTo(f, li, says)), r = {
		li, id, any, says, facts, what: $('.what', li).textContent, broader: facts.map(x => x.broader).join(''), pick: button('btn pick', () => toggle(r)), because: el('p', { className: 'because' }),
		words: ` ${compact(id).toLowerCase()}` + index(['Entry ID', ...$$('.what, p:not(.why)', li).map(x => x.textContent), li.dataset.k].join(' ')) + wordsIn(facts),
	};
	$('h3', li).after(r.pick, r.because);
	return r;
});
const has = (r, w) => within(r.words, w) ? YES : within(r.broader, w) ? PART : NO;
// Only what is not in its place is moved; what is hidden stays where it is.
function fill(ul, some) {
	const wanted = some.map(r => r.li);
	let at = ul.firstChild;
	for (const li of wanted) {
		while (at && !wanted.includes(at)) at = at.nextSibling;
		if (li === at) at = at.nextSibling; else ul.insertBefore(li, at);
	}
}
const refocus = e => e.focus({ preventScroll: true });
function show(hits, perhaps, reason) {
	const focus = document.activeElement;
	for (const r of rows) {
		r.li.hidden = !r.level;
		r.because.textContent = r.level === PART ? reason(r) : '';
	}
	fill($('#maybe-entries'), perhaps);
	fill(list, hits);
	if (focus !== document.activeElement) refocus(focus);
}
function reach(r) {
	r.li.scrollIntoView({ block: 'center' });
	refocus(r.pick);
}
const texts = r => $$('h3 span, .facts span, .offer, .tags', r.li).flatMap(x => [...x.childNodes]).filter(x => x.data);

const byId = new Map(rows.map(r => [r.id, r])), options = facets.flatMap(f => f.options);

// ---- filters: any within a facet, all between facets, every word of the query ----
const selection = () => facets.map(f => f.options.filter(o => o.input.checked));
// An Entry ID, however it is typed, is that ID and nothing else.
function asked(text = q.value) {
	const id = idOf(text), all = compact(id).toLowerCase();
	return id ? [{ text, all, runs: [all] }] : wordsOf(text);
}
function standing({ fits, below }, chosen) {
	const best = Math.max(...chosen.map(o => fits[o.at]));
	return best === PART && below.some(b => b.every(o => chosen.includes(o))) ? YES : best;
}
// Once for all entries that stand alike.
const alike = f => Object.values(f.known);
const weigh = chosen => facets.forEach((f, i) => alike(f).forEach(x => { x.now = chosen[i][0] ? standing(x, chosen[i]) : YES; }));
const spoken = (r, terms) => Math.min(YES, ...terms.map(t => has(r, t)));
const fitting = (r, skip) => r.facts.reduce((least, x, i) => i === skip ? least : Math.min(least, x.now), YES);
function inOrder(chosen) {
	const f = facets.find(x => x.code === sort.value.replace('-', '')), sign = sort.value[0] === '-' ? -1 : 1;
	const fit = r => -chosen.reduce((sum, c, i) => c.reduce((s, o) => s + r.facts[i].fits[o.at], sum), 0);
	const place = r => {
		const { fits, below: [b] } = r.facts[f.at], yes = fits.indexOf(YES);
		return yes >= 0 ? sign * yes : b ? sign * (b[0].at + b.at(-1).at) / 2 : 99;
	};
	const key = f ? place : sort.value ? fit : () => 0;
	return [...rows].sort((a, b) => key(a) - key(b));
}

// ---- counts: what each option would give, the other facets staying as they are ----
function counts(chosen) {
	let explain = false;
	facets.forEach((f, i) => {
		for (const x of alike(f)) x.n = [0, 0, 0];
		for (const r of rows) r.facts[i].n[Math.min(r.word, fitting(r, i))]++;
		for (const o of f.options) {
			const gives = [0, 0, 0];
			for (const x of alike(f)) {
				const s = standing(x, [o]);
				x.n.forEach((n, level) => { gives[Math.min(level, s)] += n; });
			}
			const [, may, yes] = gives;
			explain ||= may;
			$('.c', o.label).replaceChildren(yes, ...(may ? [' ', el('span', { className: 'may' }, '+' + may), hidden(' that may also fit')] : []));
			o.label.classList.toggle('zero', !yes && !may);
		}
		$('.nsel', f.box).textContent = chosen[i][0] ? chosen[i].length + ' selected' : '';
		f.ends.forEach((select, n) => { select.selectedIndex = gap(chosen[i]) ? -1 : (chosen[i].at(-n) || f.options.at(-n)).at; });
	});
	$('#c-hint').hidden = !explain;
}

// ---- bands: from one to another; the boxes below stay what is chosen ----
const gap = c => c.length && c.at(-1).at - c[0].at >= c.length;
for (const f of facets) f.ends.forEach((select, n) => on(select, 'change', () => {
	const at = f.ends.map(x => x.selectedIndex);
	if (at[1 - n] < 0 || at[0] > at[1]) at[1 - n] = at[n];
	for (const o of f.options) o.input.checked = o.at >= at[0] && o.at <= at[1] && at[1] - at[0] < f.options.length - 1;
}));
// What is chosen, in words, each with its options and what they leave of the query: a run of bands is one.
const named = (f, c) => f.ends[0] && c[1] && !gap(c) ? [{ c, q: q.value, text: c[0].text + ' – ' + c.at(-1).text, code: c[0].code + '..' + c.at(-1).code }] : c.map(o => ({ ...o, c: [o], q: q.value }));

// A step back for the reader: 'push', 'replace' while typing, or none.
function apply(step, quiet) {
	const chosen = selection(), terms = asked();
	weigh(chosen);
	for (const r of rows) { r.word = spoken(r, terms); r.level = Math.min(r.word, fitting(r)); }
	const sorted = inOrder(chosen), hits = sorted.filter(r => r.level === YES), perhaps = sorted.filter(r => r.level === PART);
	show(hits, perhaps, r => 'Not shown exactly: ' + [...facets.filter((f, i) => r.facts[i].now === PART).map(f => f.name),
		...terms.filter(t => has(r, t) === PART).map(t => quoted(t.text))].join(', '));
	$('#maybe').hidden = !perhaps[0];
	const n = hits.length, all = entries(rows.length), more = perhaps[0] ? `, ${perhaps.length} more may fit` : '';
	$('#count').textContent = (n === rows.length ? all : `${n} of ${all}`) + more;
	counts(chosen);
	chips(chosen);
	mark(terms, hits.concat(perhaps));
	const picked = chosen.flat().length, shown = n + perhaps.length;
	$('#filters-n').textContent = picked ? ` (${picked})` : '';
	$('#filters-done').textContent = 'Show ' + entries(shown);
	if (step) remember(step);
	const lost = wayOut(shown, chosen, terms);
	if (!quiet) say(shown ? $('#count').textContent + '.' : lost, 600);
}
// Takes options and words out of the search.
function drop({ c, q: rest }) {
	for (const o of c) o.input.checked = false;
	q.value = rest;
}
function search(without) {
	drop(without);
	apply('push');
	$('#count').focus();
}
const ALL = { c: options, q: '', text: 'everything' }, quoted = text => `“${text.trim()}”`;
function chips(chosen) {
	const box = $('#chips'), all = facets.flatMap((f, i) => named(f, chosen[i])), text = q.value.trim();
	if (text) all.unshift({ c: [], q: '', text: quoted(text) });
	box.hidden = !all[0];
	$('#chip').replaceChildren(...all.map((x, at) => button('chip', () => {
		search(x);
		const left = $$('.chip');
		(left[at] || left.at(-1))?.focus();
	}, hidden('Remove filter '), x.text)));
	$('#criteria').textContent = all[0] ? `Filtered by ${all.map(x => x.text).join(', ')}.` : '';
}
press('#clear', () => { search(ALL); q.focus(); });

// ---- nothing found: what to drop, and what that gives ----
function lookalike() {
	const typed = q.value.trim(), id = idOf(typed);
	if (id) return byId.has(id) ? [] : [missing(id)];
	const [why, ...near] = mistake(typed, 'look for', id => search({ c: options, q: id }));
	return near[0] || /^(?=.*\d)\w{3}-\w{4}$/.test(typed) ? [why, ...near] : [];
}
function wayOut(n, chosen, terms) {
	const box = $('#none'), text = q.value;
	box.hidden = n;
	if (n) return;
	const tips = list => list.map(x => {
		const left = asked(x.q);
		weigh(chosen.map(c => c.filter(o => !x.c.includes(o))));
		return { ...x, gives: rows.filter(r => fitting(r) && spoken(r, left)).length };
	}).filter(x => x.gives).sort((a, b) => b.gives - a.gives).slice(0, 3);
	let ways = tips([...chosen.filter(c => c[0]).map(c => ({ c, q: text, text: c.map(o => o.text).join(' or ') })),
		...terms.map(t => ({ c: [], q: terms.filter(x => x !== t).map(x => x.text).join(' '), text: quoted(t.text) }))]);
	if (!ways[0]) ways = tips([ALL, { c: options, q: text, text: 'all filters' }, { c: [], q: '', text: quoted(text) }]);
	$('#near').replaceChildren(...lookalike());
	$('#ways').replaceChildren(...ways.map(x => el('li', {}, button('link', () => search(x), 'Remove ' + x.text), ` to see ${entries(x.gives)}`)));
	return $('#near').textContent || $('b', box).textContent;
}

// ---- hits are painted without touching the page's elements ----
function mark(terms, shown) {
	if (!window.Highlight) return;
	const hits = [], words = [...new Set(terms.flatMap(t => [t.all, ...t.runs]))].filter(w => w[1]);
	for (const r of shown.slice(0, words.length && 60)) for (const node of texts(r)) {
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
let seen, typed, typing;
// Every search is one step back; so is the typing of one, however many keys it took.
function remember(step) {
	const p = new URLSearchParams();
	const text = q.value.trim();
	if (text) p.set('q', text);
	selection().forEach((c, i) => named(facets[i], c).forEach(x => p.append(facets[i].code, x.code)));
	if (sort.value) p.set('sort', sort.value);
	const to = '#' + (p.size ? '?' + p : ''), now = step === 'replace', by = now && typed ? step : 'push';
	typed = now;
	if (to === (seen || '#')) return;
	seen = to;
	try { history[by + 'State'](null, '', to); } catch { location.hash = to; }
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
		apply('', r);
		seen = '#e-' + id;
		if (location.hash !== seen) history.pushState(null, '', seen);
		if (r) say(`Filters cleared to show entry ${id}.`);
	}
	if (r) reach(r);
}
function navigated() {
	const to = location.hash, id = /^#e-(\w{3}-\w{4})$/.exec(to);
	if (id) goTo(id[1].toUpperCase());
	else if (to !== seen && /^(#\?|$)/.test(to)) {
		recall();
		apply();
	}
}
on(q, 'input', () => { clearTimeout(typing); typing = setTimeout(() => apply('replace'), 60); });
on(q, 'keydown', e => {
	if (e.key !== 'Escape' || !q.value) return;
	q.value = '';
	apply('replace');
});
on(form, 'change', e => { if (e.target !== q) apply('push'); });
on(sort, 'change', () => { apply('push', true); say('Sorted by ' + sort.selectedOptions[0].textContent, 300); });
on(form, 'submit', e => { e.preventDefault(); clearTimeout(typing); search({ c: [], q: q.value }); });
on(window, 'popstate', navigated);
$('#go').disabled = false;

// ---- the panel of filters on a small screen ----
const filters = yes => open(form, $('#filters-toggle'), yes);
press('#filters-toggle', () => filters(!isOpen(form)));
press('#filters-done', () => { filters(false); $('#count').focus(); });

// ---- three ranked places ----
// part: _shortlist.js

follow();
recall();
apply('', true);
navigated();
const away = picks.filter(id => !byId.has(id));
if (away[0]) say(missing(away.join(', ')), 800);
})();
