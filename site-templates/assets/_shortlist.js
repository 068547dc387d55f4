// The shortlist: three ranked places, IDs only, in this browser only. It is a part of search.js, which is sent as one script; of the search it uses byId, rows (an entry's li,
// id, what, pick, says, any), goTo and mistake, and the search calls toggle and missing, and at its end follow.
const KEY = 'mentorpress.shortlist.' + form.getAttribute('action');
const panel = $('#shortlist'), slots = [...$('#slots').children], panelButton = $('#sl-toggle'), clear = $('#clear-sl'), table = $('#sheet'), lost = $('#sl-lost'), added = $('#add-id'), gone = $('#sl-gone'),
	missing = ids => `Entry ${ids}: ${gone.textContent}`,
	rank = at => $('.rank', slots[at]).textContent;
let picks = [], cleared = [];

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
	try { picks = [...new Set(JSON.parse(text))].filter(x => typeof x === 'string' && idOf(x) === x).slice(0, slots.length); } catch { picks = []; }
}
function changed(text) {
	stored(JSON.stringify(picks));
	draw();
	say(text + (lost.hidden ? '' : lost.textContent));
}
// Said where everybody sees it.
function note(text) {
	tray(true);
	$('#sl-note').textContent = text;
	say(text);
}
function take(id) {
	const at = picks.indexOf(id);
	if (at >= 0) note(`Entry ${id} is your ${rank(at)} choice already.`);
	else if (picks.length === slots.length) {
		note('You already have three. Remove one first.');
		// Where there is a tray it covers the entry; elsewhere its button is not shown and the focus stays.
		panelButton.focus();
	} else {
		changed(`Entry ${id} is your ${rank(picks.push(id) - 1)} choice. ` + (byId.has(id) ? '' : gone.textContent));
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
	changed(`Entry ${picks[to]} is now your ${rank(to)} choice. `);
	const [up, down] = $$('.ico', slots[to]);
	(by < 0 && !up.disabled || down.disabled ? up : down).focus();
}
// The places stand in the page and are only filled, so that the focus stays where it is when the list changes.
function slot(li, at) {
	const id = picks[at], r = byId.get(id), name = $('a', li);
	li.className = 'slot' + (r ? '' : id ? ' gone' : ' empty');
	name.textContent = id || (at < 2 ? 'No entry yet' : 'Optional');
	if (r) name.href = '#e-' + id; else name.removeAttribute('href');
	$('small', li).textContent = r ? r.what + r.any : id ? 'Not in this edition' : '';
	for (const b of $$('.ico', li)) {
		b.hidden = !id;
		b.disabled = b.value && !picks[at + +b.value];
	}
}
function draw() {
	const focus = document.activeElement;
	for (const r of rows) {
		const at = picks.indexOf(r.id), is = at >= 0;
		for (const e of [r.li, r.pick]) e.classList.toggle('on', is);
		r.pick.replaceChildren(is ? rank(at) + ' choice' : 'Shortlist', hidden(is ? `: entry ${r.id}. Remove from shortlist` : ` entry ${r.id}`));
	}
	slots.forEach(slot);
	const n = picks.length;
	if (n) cleared = [];
	$('#sl-mini').textContent = n ? picks.join(' · ') : 'Pick two or three';
	for (const b of $$('.sl-act .btn')) b.disabled = !n;
	clear.hidden = !n && !cleared[0];
	clear.textContent = n ? 'Clear shortlist' : 'Undo clear';
	panel.classList.toggle('has', n > 0);
	gone.hidden = picks.every(id => byId.has(id));
	$('#copybox').hidden = true;
	$('#sl-note').textContent = $('#add-note').textContent = '';
	compare();
	// The focus never stays on what has gone.
	if (panel.contains(focus) && focus.closest('[hidden], :disabled')) ($$('.ico:not([hidden], :disabled)').pop() || $('#sl-h')).focus();
}
const says = id => byId.get(id)?.says || new Map([['Listed as', 'Not in this edition']]);
// A row for each fact, a column for each choice: read side by side on the screen, and the sheet that is printed.
function compare() {
	const cards = picks.map(says), labels = new Set(cards.flatMap(c => [...c.keys()]));
	const row = (head, cells) => el('tr', {}, head, ...cells), th = (scope, ...kids) => el('th', { scope }, ...kids);
	$('thead', table).replaceChildren(row(el('td'), picks.map((id, at) => th('col', rank(at) + ' ', el('span', { className: 'eid' }, id)))));
	$('tbody', table).replaceChildren(...[...labels].map(label => {
		const said = cards.map(c => c.get(label) || (c.size > 1 ? 'Not shown' : '–')), known = said.filter((_, i) => cards[i].size > 1);
		return row(th('row', label + ' ', el('small', {}, known.length < 2 ? '' : new Set(known).size < 2 ? 'Same' : known.includes('Not shown') ? 'Not shown by all' : 'Different')), said.map(x => el('td', {}, x)));
	}), row(th('row', 'My notes'), picks.map(() => el('td'))));
}
const lines = detailed => picks.map((id, at) => `${rank(at)} preferred ${finder.dataset.one}: Entry ID ${id}` + (byId.get(id)?.any || '') +
	(detailed ? [...says(id)].map(fact => '\n    ' + fact.join(': ')).join('') : '')).join('\n');
// The button says so to the eye, the status region to the ear.
function copies(id, lines) {
	const by = $(id), label = by.firstChild, before = label.data, box = $('#copybox');
	const copied = () => {
		label.data = before;
		say(by.textContent + ': done.');
		label.data = 'Copied';
		setTimeout(() => { label.data = before; }, 2500);
	};
	const byHand = () => { box.value = lines(); box.hidden = false; note('Copy the selected text by hand.'); box.focus(); box.select(); };
	press(id, () => { if (navigator.clipboard) navigator.clipboard.writeText(lines()).then(copied, byHand); else byHand(); });
}
copies('#link', () => location.href);
copies('#copy', () => lines());
copies('#copy-all', () => lines(true));

function tray(yes) {
	open(panel, panelButton, yes);
	panelButton.textContent = yes ? 'Close' : 'Open';
}
// One ID of this edition or of another, or several in a text that was copied here.
on($('#sl-add'), 'submit', e => {
	e.preventDefault();
	const ids = (added.value.match(/\w{3}-\w{4}/g) || []).concat(added.value).map(idOf).filter(Boolean);
	if (ids[0]) { new Set(ids).forEach(take); added.value = ''; } else {
		const box = $('#add-note');
		box.replaceChildren(...mistake(added.value, 'add', id => { take(id); added.focus(); }));
		say(box.innerText);
	}
	added.focus();
});
press('#slots', e => {
	const at = slots.indexOf(e.target.closest('li')), b = e.target.closest('.ico');
	if (b) b.value ? move(at, +b.value) : unpick(at);
	else if (e.target.closest('[href]')) { e.preventDefault(); goTo(picks[at]); }
});
press('#compare', () => table.showModal());
press('#clear-sl', () => {
	[picks, cleared] = [cleared, picks];
	changed(picks[0] ? 'Shortlist restored. ' : 'Shortlist cleared. ');
});
const printing = document.documentElement.dataset;
for (const b of $$('.print-sl')) on(b, 'click', () => { printing.print = 'shortlist'; print(); });
on(window, 'afterprint', () => { delete printing.print; });
// What another tab did, or what was done while this page was left: the focus stays.
const follow = () => { load(); draw(); };
on(window, 'storage', e => { if (e.key === KEY || !e.key) follow(); });
on(window, 'pageshow', e => { if (e.persisted) follow(); });
press('#sl-toggle', () => tray(!isOpen(panel)));
on(panel, 'keydown', e => { if (e.key === 'Escape' && isOpen(panel)) { tray(false); panelButton.focus(); } });
on(panel, 'focusout', e => { if (e.relatedTarget && !panel.contains(e.relatedTarget)) tray(false); }); // an open tray never covers the focus
