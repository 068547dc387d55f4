// The shortlist from the member's chair: chosen and ordered by keyboard, kept against every refusal of the browser, shared between tabs, compared, copied and
// printed as one sheet. Usage: node shortlist.mjs SITE
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { chromium } from 'playwright-core';
const [site] = process.argv.slice(2);
const work = mkdtempSync(join(tmpdir(), 'shortlist-'));
const axe = readFileSync('node_modules/axe-core/axe.min.js', 'utf8');
const browser = await chromium.launch({ executablePath: process.env.CHROME, headless: true, args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking',
  '--disable-component-update', '--disable-sync', '--allow-file-access-from-files'] });
const url = f => pathToFileURL(join(site, f)).href;
const result = (name, problems) => { console.log(`${problems.length ? 'not ok' : 'ok'} shortlist: ${name}`); for (const p of problems.slice(0, 12)) console.log('    ' + p); };
// A check that stops half way has failed too.
const test = async (name, run) => { const bad = []; try { await run(bad); } catch (e) { bad.push(String(e).split('\n')[0]); } result(name, bad); };
const KEY = 'mentorpress.shortlist.mentors.html', words = s => s.replace(/\s+/g, ' ').trim();

async function open({ f = 'mentors.html', kept, init, context, bad = [], ...options } = {}) {
  const c = context || await browser.newContext({ viewport: { width: 1440, height: 900 }, permissions: ['clipboard-read', 'clipboard-write'], ...options });
  const page = await c.newPage();
  page.on('pageerror', e => bad.push(e.message));
  page.on('console', m => { if (m.type() === 'error') bad.push(m.text()); });
  page.on('request', r => { if (!r.url().startsWith('file://')) bad.push('asks for ' + r.url()); });
  page.setDefaultTimeout(20000);
  if (init) await page.addInitScript(init);
  if (kept !== undefined) await page.addInitScript(([k, v]) => { if (!sessionStorage.getItem('put')) { localStorage.setItem(k, v); sessionStorage.setItem('put', '1'); } }, [KEY, kept]);
  await page.goto(url(f), { waitUntil: 'load' });
  return { c, page };
}
const slots = page => page.locator('#slots > li').evaluateAll(all => all.map(li => li.querySelector('a').textContent).filter(t => /^[0-9A-Z]{3}-/.test(t)));
const said = async page => { await page.waitForTimeout(120); return words(await page.locator('#say').textContent()); };
const kept = page => page.evaluate(k => localStorage.getItem(k), KEY);
const pick = (page, id) => page.locator(`#e-${id} .pick`);
const focus = page => page.evaluate(() => { const a = document.activeElement; return a.closest('.slot') ? `${[...a.closest('ol').children].indexOf(a.closest('li'))}:${a.value || 'x'}` : a.id || a.className; });
const expect = (bad, what, seen, wanted) => { if (JSON.stringify(seen) !== JSON.stringify(wanted)) bad.push(`${what}: ${JSON.stringify(seen)}, expected ${JSON.stringify(wanted)}`); };

// The entries as the page without its script has them.
const bare = await (async () => {
  const c = await browser.newContext({ javaScriptEnabled: false }), page = await c.newPage();
  await page.goto(url('mentors.html'));
  const list = [];
  for (const li of await page.locator('.entry').all()) list.push({ id: (await li.getAttribute('id')).slice(2), group: /\bgroup\b/.test(await li.getAttribute('class')), text: words(await li.locator('.offer').allTextContents().then(t => t.join(' '))), html: await li.innerHTML() });
  await c.close();
  return list;
})();
const profiles = bare.filter(e => !e.group), groups = bare.filter(e => e.group);
const [A, B, C] = profiles.map(e => e.id), G = groups[0].id;

// The check symbol, reckoned here once more and not as the page does it: the last symbol of the 29 that makes an ID valid.
const SYMBOLS = [...'023456789BCDFGHJKMNPQRSTVWXYZ'];
const checkOf = six => SYMBOLS.find(last => { let sum = 0; [...six, last].forEach((s, i) => { sum += SYMBOLS.indexOf(s) * (i + 2); }); return sum % 29 === 0; });
const make = six => six.slice(0, 3) + '-' + six.slice(3) + checkOf(six);
const absent = ['222222', 'ZZZ999', 'BCDFGH', '305070'].map(make).filter(id => !bare.some(e => e.id === id));
result('the check symbols of the pool are those of the formula', bare.filter(e => make(e.id.replace('-', '').slice(0, 6)) !== e.id).map(e => e.id));

// 1. the member's whole task by keyboard, at three widths; every stop can be seen
for (const [name, viewport] of Object.entries({ desktop: { width: 1440, height: 900 }, phone: { width: 390, height: 844 }, narrow: { width: 320, height: 640 } })) await test(`from search to copied IDs by keyboard, ${name}`, async bad => {
  const { c, page } = await open({ viewport, bad });
  let presses = 0;
  const press = async key => { await page.keyboard.press(key); presses++; };
  const seen = async () => { // the focused control is in the window and nothing lies over its middle
    const where = await page.evaluate(() => {
      const a = document.activeElement, b = a.getBoundingClientRect(), x = Math.min(innerWidth - 1, Math.max(0, b.x + b.width / 2)), y = b.y + b.height / 2, top = document.elementFromPoint(x, y);
      return b.width < 2 || !top || !(a.contains(top) || top.contains(a) || a.closest('label')?.contains(top)) ? `${a.tagName} ${a.id || a.className} "${a.textContent.slice(0, 30)}" at ${Math.round(x)},${Math.round(y)} under ${top?.className}` : '';
    });
    if (where) bad.push('hidden or covered: ' + where);
  };
  const tabTo = async (selector, by = 'Tab', most = 40) => {
    for (let i = 0; i < most; i++) { if (await page.evaluate(s => document.activeElement.matches(s), selector)) return; await press(by); await seen(); }
    throw new Error(`${selector} is not reached in ${most} steps`);
  };
  await page.focus('#q');
  await page.keyboard.type('gcp');
  await page.waitForTimeout(150);
  const ids = await page.locator('.entry:visible').evaluateAll(all => all.slice(0, 2).map(li => li.id.slice(2)));
  await press('Enter'); // goes to the count
  for (const id of ids) { await tabTo(`#e-${id} .pick`, 'Tab', 12); await press('Enter'); }
  expect(bad, 'after two picks', await slots(page), ids);
  if (viewport.width < 1000) {
    await page.focus('#sl-toggle'); await press('Enter');
    expect(bad, 'the tray says that it is open', await page.getAttribute('#sl-toggle', 'aria-expanded'), 'true');
  } else await page.focus('#slots li:nth-child(1) a');
  await tabTo('#slots li:nth-child(2) .ico[value="-1"]');
  await press('Enter');
  expect(bad, 'after a move', await slots(page), [ids[1], ids[0]]);
  expect(bad, 'at the top the other button takes the focus', await focus(page), '0:1');
  await tabTo('#copy');
  await press('Enter');
  await page.waitForTimeout(60);
  const text = await page.evaluate(() => navigator.clipboard.readText()), any = id => groups.some(g => g.id === id) ? ' (any of this group)' : '';
  expect(bad, 'copied', text, `1st preferred mentor: Entry ID ${ids[1]}${any(ids[1])}\n2nd preferred mentor: Entry ID ${ids[0]}${any(ids[0])}`);
  if (presses > 45) bad.push(`${presses} presses`);
  if (viewport.width < 1000) { await press('Escape'); expect(bad, 'Escape closes the tray', [await page.getAttribute('#sl-toggle', 'aria-expanded'), await focus(page)], ['false', 'sl-toggle']); }
  await c.close();
});
await test('the whole phone page by Tab and back: the tray never covers the focus', async bad => {
  const { c, page } = await open({ viewport: { width: 320, height: 640 }, kept: JSON.stringify([A, G]), bad });
  for (const key of ['Tab', 'Shift+Tab']) for (let i = 0; i < 60; i++) {
    await page.keyboard.press(key);
    await page.evaluate(() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done))));
    const over = await page.evaluate(() => { const a = document.activeElement, t = document.querySelector('#shortlist'), b = a.getBoundingClientRect(), s = t.getBoundingClientRect(); return a !== document.body && !t.contains(a) && b.bottom > s.top && b.top < s.bottom && getComputedStyle(t).position === 'sticky' && s.bottom <= innerHeight + 1 && b.top < innerHeight ? a.className + ' ' + a.textContent.slice(0, 20) : ''; });
    if (over) bad.push(`${key} ${i}: ${over}`);
  }
  await c.close();
});

// 2. choosing, moving, removing, clearing
await test('ranks, a fourth pick, the focus after moves and removals', async bad => {
  const { c, page } = await open({ bad });
  for (const id of [A, G, B]) await pick(page, id).click();
  expect(bad, 'ranks', await slots(page), [A, G, B]);
  expect(bad, 'kept are IDs and nothing else', await kept(page), JSON.stringify([A, G, B]));
  expect(bad, 'the button of an entry', words(await pick(page, G).textContent()), `2nd choice: entry ${G}. Remove from shortlist`);
  if (!(await page.locator('#slots li').nth(1).textContent()).includes('(any of this group)')) bad.push('a group does not say "any of this group"');
  await pick(page, C).scrollIntoViewIfNeeded(); await page.waitForTimeout(200);
  const before = await pick(page, C).boundingBox();
  await pick(page, C).click();
  expect(bad, 'a fourth', [await slots(page), await said(page), await page.locator('#sl-note').isVisible()], [[A, G, B], 'You already have three. Remove one first.', true]);
  expect(bad, 'nothing jumps', (await pick(page, C).boundingBox()).y, before.y);
  const button = (at, value) => page.locator(`#slots li:nth-child(${at}) .ico[value="${value}"]`);
  await button(1, 1).focus(); await page.keyboard.press('Enter');
  expect(bad, 'down', [await slots(page), await focus(page), await said(page)], [[G, A, B], '1:1', `Entry ${A} is now your 2nd choice.`]);
  await page.keyboard.press('Enter');
  expect(bad, 'down to the last place', [await slots(page), await focus(page)], [[G, B, A], '2:-1']);
  await button(2, '').focus(); await page.keyboard.press('Enter');
  expect(bad, 'a removal in the middle', [await slots(page), await focus(page), await said(page)], [[G, A], '1:x', `Entry ${B} removed. 2 chosen.`]);
  await page.keyboard.press('Enter');
  expect(bad, 'a removal at the end', [await slots(page), await focus(page)], [[G], '0:x']);
  await page.keyboard.press('Enter');
  expect(bad, 'the last removal', [await slots(page), await focus(page)], [[], 'sl-h']);
  expect(bad, 'with nothing chosen', await page.locator('#copy, #copy-all, #compare, .sl-act .print-sl').evaluateAll(all => all.every(b => b.disabled)), true);
  for (const id of [A, G]) await pick(page, id).click();
  await page.locator('#clear-sl').focus(); await page.keyboard.press('Enter');
  expect(bad, 'cleared', [await slots(page), await focus(page), await page.locator('#clear-sl').textContent(), await kept(page)], [[], 'clear-sl', 'Undo clear', '[]']);
  await page.keyboard.press('Enter');
  expect(bad, 'undone', [await slots(page), await page.locator('#clear-sl').textContent(), await said(page)], [[A, G], 'Clear shortlist', 'Shortlist restored.']);
  await pick(page, A).click();
  expect(bad, 'an entry’s own button takes it out', await slots(page), [G]);
  await c.close();
});
await test('a slot leads to an entry that filters hide, and says that they are cleared', async bad => {
  const { c, page } = await open({ bad });
  await pick(page, A).click();
  await page.fill('#q', C); await page.waitForTimeout(200);
  if (await page.locator('#e-' + A).isVisible()) bad.push('the entry is not hidden to begin with');
  await page.locator('#slots a').first().click();
  expect(bad, 'where it leads', [await said(page), await page.locator('#e-' + A).isVisible(), await page.evaluate(() => document.activeElement.closest('.entry').id)], [`Filters cleared to show entry ${A}.`, true, 'e-' + A]);
  await c.close();
});

// 3. what is kept: any text, refused, full, in another tab
const traps = [];
for (const [name, text, wanted] of [['no JSON', '{[', []], ['an object', '{"length":3,"0":"' + A + '"}', []], ['a number', '7', []], ['null', 'null', []], ['a string', JSON.stringify(A), []], ['lists in a list', JSON.stringify([[A], B]), [B]],
  ['numbers and objects', JSON.stringify([1, null, { toString: 1 }, A]), [A]], ['too many', JSON.stringify([A, B, C, G]), [A, B, C]], ['twice the same', JSON.stringify([A, A, B]), [A, B]], ['a wrong check symbol', JSON.stringify([A.slice(0, 7) + (A[7] === 'Z' ? 'Y' : 'Z'), B]), [B]],
  ['small letters', JSON.stringify([A.toLowerCase(), B]), [B]], ['markup', JSON.stringify(['<img src=x onerror=alert(1)>', A]), [A]], ['a very long list', JSON.stringify(Array(200000).fill('x').concat(A)), [A]], ['an ID of another edition', JSON.stringify([absent[0], A]), [absent[0], A]]])
  traps.push([name, text, wanted]);
await test(`${traps.length} kinds of text that may be kept from before`, async bad => {
  const { c, page } = await open({ bad });
  for (const [name, text, wanted] of traps) {
    await page.evaluate(([k, v]) => localStorage.setItem(k, v), [KEY, text]);
    await page.reload();
    expect(bad, name, await slots(page), wanted);
    await pick(page, wanted.includes(G) || wanted.length === 3 ? A : G).click();
    await page.reload();
    expect(bad, name + ', after a choice', (await slots(page)).length, wanted.length === 3 ? 2 : wanted.length + 1);
  }
  await c.close();
});
for (const [name, init] of Object.entries({
  'switched off': () => { Object.defineProperty(window, 'localStorage', { get() { throw new DOMException('no', 'SecurityError'); } }); },
  'throws on reading': () => { Storage.prototype.getItem = () => { throw new Error('no'); }; },
  full: () => { Storage.prototype.setItem = () => { throw new DOMException('full', 'QuotaExceededError'); }; },
  absent: () => { Object.defineProperty(window, 'localStorage', { value: null }); },
})) await test(`storage ${name}: it works for the visit and says so`, async bad => {
  const { c, page } = await open({ init, bad });
  await pick(page, A).click();
  const say = await said(page);
  await pick(page, B).click();
  expect(bad, 'slots', await slots(page), [A, B]);
  if (!say.startsWith(`Entry ${A} is your 1st choice.`) || !say.includes('does not keep the shortlist')) bad.push('said: ' + say);
  if (!await page.locator('#sl-lost').isVisible()) bad.push('it does not show that nothing is kept');
  await c.close();
});
await test('where it is kept, nothing is said of losing it', async bad => {
  const { c, page } = await open({ bad });
  await pick(page, A).click();
  expect(bad, 'said and shown', [await said(page), await page.locator('#sl-lost').isVisible()], [`Entry ${A} is your 1st choice.`, false]);
  await c.close();
});
await test('two tabs: the other follows and keeps its focus; peers have their own', async bad => {
  const { c, page } = await open({ bad });
  const { page: other } = await open({ context: c, bad }), { page: peers } = await open({ context: c, f: 'peers.html', bad });
  await other.focus('#q');
  await pick(page, A).click(); await pick(page, B).click();
  await other.waitForTimeout(150);
  expect(bad, 'the other tab', [await slots(other), await focus(other)], [[A, B], 'q']);
  expect(bad, 'peers', await slots(peers), []);
  await other.locator('#slots li:nth-child(1) .ico[value="1"]').focus();
  await pick(page, C).click(); await other.waitForTimeout(150);
  expect(bad, 'the focus stays in its slot', [await slots(other), await focus(other)], [[A, B, C], '0:1']);
  await page.click('#clear-sl'); await other.waitForTimeout(150);
  expect(bad, 'emptied elsewhere', [await slots(other), await focus(other)], [[], 'sl-h']);
  await page.click('#clear-sl'); await other.waitForTimeout(150);
  expect(bad, 'and restored', await slots(other), [A, B, C]);
  await page.evaluate(() => localStorage.clear()); await other.waitForTimeout(150);
  expect(bad, 'all of the site’s data deleted', await slots(other), []);
  await c.close();
});

// 4. IDs added by hand
const add = async (page, typed) => { await page.fill('#add-id', typed); await page.press('#add-id', 'Enter'); await page.waitForTimeout(60); return words(await page.locator('#add-note').isVisible() ? await page.locator('#add-note').innerText() : ''); };
await test('an ID of this edition, however it is typed', async bad => {
  for (const typed of [A, A.toLowerCase(), A.replace('-', ''), `  ${A.replace('-', ' ')} `, '#' + A, A.replace('-', '–'), A.replaceAll('0', 'O'), `1st preferred mentor: Entry ID ${A}`]) {
    const { c, page } = await open({ bad });
    const note = await add(page, typed);
    expect(bad, typed, [await slots(page), note, await page.inputValue('#add-id'), await focus(page)], [[A], '', '', 'add-id']);
    if (typed === A) { await add(page, A); expect(bad, 'twice', [await slots(page), await said(page)], [[A], `Entry ${A} is your 1st choice already.`]); }
    await c.close();
  }
});
await test('a copied shortlist, pasted back', async bad => {
  const { c, page } = await open({ bad });
  await add(page, [G, A, absent[0]].map((id, at) => `${at + 1}. preferred mentor: Entry ID ${id}`).join('\n'));
  expect(bad, 'slots', await slots(page), [G, A, absent[0]]);
  await c.close();
});
await test('every ID that is not here gets the same answer and stays in its slot', async bad => {
  const answers = new Set(), shown = new Set();
  for (const id of absent) {
    const { c, page } = await open({ bad });
    await add(page, id);
    answers.add((await said(page)).replace(id, 'X')); shown.add(words(await page.locator('#slots li').first().innerText()).replace(id, 'X') + words(await page.locator('#sl-gone').innerText()));
    await page.reload();
    expect(bad, 'kept', await slots(page), [id]);
    await page.waitForTimeout(850);
    answers.add((await said(page)).replace(`Entry ${id}:`, 'Entry X is your 1st choice.'));
    if (await page.locator('#slots li a[href]').count()) bad.push('it is a link to nowhere');
    await page.click('#copy'); await page.waitForTimeout(50);
    expect(bad, 'copied', await page.evaluate(() => navigator.clipboard.readText()), `1st preferred mentor: Entry ID ${id}`);
    await c.close();
  }
  if (absent.length < 3) bad.push('too few IDs to compare');
  if (answers.size !== 1 || shown.size !== 1) bad.push([...answers, ...shown].join(' | '));
  for (const part of ['may have a new Entry ID', 'not be available now', 'can still name it', 'Add another choice to be safe']) if (![...answers, ...shown].every(t => t.includes(part))) bad.push(`not said: ${part}`);
});
await test('what is no Entry ID: which symbol to check, and what it may have been', async bad => {
  const { c, page } = await open({ bad });
  const flat = A.replace('-', '');
  for (const [typed, ...wanted] of [['7KQ', '7 symbols; this has 3'], [flat + '22', 'this has 9'], [flat.slice(0, 3) + 'L' + flat.slice(4), 'No Entry ID has L: check symbol 4', 'If symbol 4 is wrong: add ' + A], ['1' + flat.slice(1), 'has 1: check symbol 1', 'add ' + A], ['222-2222', 'Check each of the 7'], ['<b>x</b>', 'this has 8']]) {
    const note = await add(page, typed);
    for (const w of wanted) if (!note.includes(w)) bad.push(`${typed}: "${note}" lacks "${w}"`);
  }
  for (let i = 0; i < 7; i++) { // one symbol other at each place, and each pair of neighbors exchanged
    const other = SYMBOLS.find(s => s !== flat[i]), note = await add(page, flat.slice(0, i) + other + flat.slice(i + 1));
    if (!note.includes(`If symbol ${i + 1} is wrong: add ${A}`)) bad.push(`symbol ${i + 1}: ${note}`);
    if (i === 6 || flat[i] === flat[i + 1]) continue;
    const swapped = await add(page, flat.slice(0, i) + flat[i + 1] + flat[i] + flat.slice(i + 2));
    if (!swapped.includes(`If symbol ${i + 1} is wrong: add ${A}`)) bad.push(`exchanged at ${i + 1}: ${swapped}`);
  }
  await add(page, flat.slice(0, 3) + 'L' + flat.slice(4));
  expect(bad, 'none of these is kept', await slots(page), []);
  await page.getByRole('button', { name: 'add ' + A }).click();
  expect(bad, 'the mended one is', [await slots(page), await page.locator('#add-note').isVisible(), await focus(page)], [[A], false, 'add-id']);
  await c.close();
});

// 5. side by side, as the cards have it
const entities = s => s.replace(/<[^>]*>/g, ' ').replace(/&quot;/g, '"').replace(/&#39;|&#x27;/g, "'").replace(/&lt;/g, '<').replace(/&gt;/g, '>').replace(/&amp;/g, '&');
const tableOf = page => page.locator('#sheet tr').evaluateAll(all => all.map(tr => [...tr.children].map(x => [...x.childNodes].map(n => n.textContent).join('\n').trim())));
await test('the comparison says what the cards say, no more and no less', async bad => {
  const broad = bare.find(e => /shown only as/i.test(e.html))?.id || C, hidden = bare.find(e => /kept private/.test(e.html))?.id || B;
  for (const ids of [[A, B, G], [broad, hidden, groups.at(-1).id], [A, absent[0], B], [G, groups[1].id]].map(x => [...new Set(x)])) {
    const { c, page } = await open({ kept: JSON.stringify(ids), bad });
    await page.locator('#compare').focus(); await page.keyboard.press('Enter');
    if (!await page.locator('#sheet').evaluate(d => d.matches(':modal'))) bad.push('the comparison is not open');
    const rows = (await tableOf(page)).slice(0, -1), heads = rows.shift();
    expect(bad, 'columns', heads.slice(1).map(h => h.replace(/\s+/g, ' ')), ids.map((id, at) => `${['1st', '2nd', '3rd'][at]} ${id}`));
    ids.forEach((id, at) => {
      const card = bare.find(e => e.id === id), cells = rows.map(r => r[at + 1]).filter(t => t !== 'Not shown');
      if (!card) { expect(bad, 'an absent one', new Set(cells).size, 2); if (cells[0] !== 'Not in this edition') bad.push('an absent one: ' + cells); return; }
      const all = words(entities(card.html.replace(/<p class="why">.*?<\/p>/s, ''))).toLowerCase();
      let rest = all;
      for (const r of rows.filter(r => r[at + 1] !== 'Not shown').sort((x, y) => y[at + 1].length - x[at + 1].length)) {
        const text = words(r[at + 1].replace(' (any of this group)', '')).toLowerCase();
        if (text === 'profile') continue;
        if (!all.includes(text)) bad.push(`${id}: "${text}" is not on the card`);
        rest = rest.replace(text, ' ');
      }
      for (const r of rows) rest = rest.replace(words(r[0].split('\n')[0]).toLowerCase(), ' ');
      rest = rest.replace('entry id', '').replace(id.toLowerCase(), '').replace(/[\s·]+/g, '');
      if (rest) bad.push(`${id}: the card has more: ${rest}`);
      if (/shown only as/i.test(card.html) && !cells.some(t => /^shown only as /i.test(t))) bad.push(`${id}: does not say that a value is broader`);
      if (/kept private/.test(card.html) && !cells.some(t => /kept private/.test(t))) bad.push(`${id}: does not say that a value is kept private`);
    });
    for (const r of rows) { // differences are said in words
      const known = r.slice(1).filter((_, at) => bare.some(e => e.id === ids[at])), word = known.every(t => t === known[0]) ? 'Same' : known.includes('Not shown') ? 'Not shown by all' : 'Different';
      expect(bad, r[0].split('\n')[0], r[0].split('\n')[1], word);
    }
    const bones = await page.locator('#sheet').evaluate(d => [d.querySelectorAll('thead th[scope=col]').length, [...d.querySelectorAll('tbody tr')].every(tr => tr.firstChild.matches('th[scope=row]'))]);
    expect(bad, 'headers', bones, [ids.length, true]);
    await page.keyboard.press('Escape');
    expect(bad, 'Escape gives the focus back', await focus(page), 'compare');
    await c.close();
  }
});
await test('the comparison on a phone: scrolled by keyboard, nothing too wide', async bad => {
  const { c, page } = await open({ viewport: { width: 320, height: 640 }, kept: JSON.stringify([A, B, G]), bad });
  await page.click('#sl-toggle'); await page.click('#compare');
  await page.focus('#sheet .scroll'); await page.keyboard.press('End'); for (let i = 0; i < 8; i++) await page.keyboard.press('ArrowRight');
  await page.waitForTimeout(300);
  if (!await page.locator('#sheet .scroll').evaluate(s => s.scrollLeft > 0)) bad.push('the table does not scroll');
  const over = await page.evaluate(() => Math.max(document.documentElement.scrollWidth - innerWidth, document.querySelector('#sheet').scrollWidth - document.querySelector('#sheet').clientWidth));
  if (over > 0) bad.push(`${over}px too wide`);
  await c.close();
});

// 6. copied
await test('with details, and by hand where the clipboard refuses or is missing', async bad => {
  for (const init of [undefined, () => { navigator.clipboard.writeText = () => Promise.reject(new Error('no')); }, () => { Object.defineProperty(navigator, 'clipboard', { value: undefined }); }]) for (const viewport of [{ width: 1440, height: 900 }, { width: 320, height: 640 }]) {
    const { c, page } = await open({ init, viewport, kept: JSON.stringify([A, G, absent[0]]), bad });
    if (viewport.width < 1000) await page.click('#sl-toggle');
    await page.click('#copy-all'); await page.waitForTimeout(80);
    const text = init ? await page.inputValue('#copybox') : await page.evaluate(() => navigator.clipboard.readText()), lines = text.split('\n');
    expect(bad, 'the lines of the choices', lines.filter(l => !/^ {4}\S/.test(l)), [`1st preferred mentor: Entry ID ${A}`, `2nd preferred mentor: Entry ID ${G} (any of this group)`, `3rd preferred mentor: Entry ID ${absent[0]}`]);
    if (profiles[0].text && !words(text).includes('In their own words: ' + profiles[0].text)) bad.push('the offer is not in it');
    if (!text.endsWith('Listed as: Not in this edition')) bad.push('an absent one: ' + lines.at(-1));
    if (init) expect(bad, 'the box', await page.evaluate(() => { const b = document.querySelector('#copybox'); return [document.activeElement === b, b.selectionEnd - b.selectionStart === b.value.length, b.readOnly]; }), [true, true, true]);
    else expect(bad, 'the button', words(await page.locator('#copy-all').textContent()), 'Copied');
    await c.close();
  }
});

// 7. on paper
async function paper(page, format) {
  const pdf = join(work, 'page.pdf');
  await page.pdf({ path: pdf, format, preferCSSPageSize: true, printBackground: true, tagged: true });
  const info = execFileSync('pdfinfo', [pdf], { encoding: 'utf8' });
  return { pdf, n: Number(/^Pages:\s+(\d+)/m.exec(info)[1]), tagged: /^Tagged:\s+yes/m.test(info), text: execFileSync('pdftotext', ['-layout', pdf, '-'], { encoding: 'utf8' }).replace(/(\b[0-9A-Z]{3}-) ([0-9A-Z]{4}\b)/g, '$1$2'), struct: execFileSync('pdfinfo', ['-struct', pdf], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }) };
}
const longest = [...profiles].sort((a, b) => b.html.length - a.html.length).slice(0, 3).map(e => e.id);
const still = () => { window.print = () => { window.printed = true; }; };
await test('"Print" prints one tagged page with the shortlist and nothing else', async bad => {
  for (const [ids, format, colorScheme, from] of [[longest, 'A4', 'light', '#shortlist'], [longest, 'Letter', 'light', '#sheet'], [[A, G, absent[0]], 'Letter', 'dark', '#shortlist'], [[G], 'A4', 'light', '#shortlist']]) {
    const name = `${ids.length} on ${format}, ${colorScheme}, from ${from}`;
    const { c, page } = await open({ colorScheme, init: still, kept: JSON.stringify(ids), bad });
    if (from === '#sheet') await page.click('#compare');
    await page.click(from + ' .print-sl');
    if (!await page.evaluate(() => window.printed)) bad.push(`${name}: nothing is printed`);
    const p = await paper(page, format), dense = p.text.replace(/\s+/g, '');
    if (p.n !== 1) bad.push(`${name}: ${p.n} pages`);
    if (!p.tagged || !/\bTable\b/.test(p.struct) || !/\bTH\b/.test(p.struct)) bad.push(`${name}: not tagged`);
    for (const id of ids) if (!p.text.includes(id)) bad.push(`${name}: lacks ${id}`);
    for (const e of bare) if (!ids.includes(e.id) && p.text.includes(e.id)) bad.push(`${name}: prints ${e.id} too`);
    for (const w of ['My preferred mentors', 'My notes', '1st', 'From the pool of', 'Mentee Application', 'http']) if (!p.text.includes(w)) bad.push(`${name}: lacks "${w}"`);
    if (/Compare|Close|Shortlist|Filters/.test(p.text)) bad.push(`${name}: prints controls`);
    if (dense.length < 200) bad.push(`${name}: nearly empty`);
    if (colorScheme === 'dark') {
      execFileSync('pdftoppm', ['-gray', '-r', '20', p.pdf, join(work, 'dark')]);
      const pgm = readFileSync(join(work, readdirSync(work).find(f => f.startsWith('dark')))), pixels = pgm.subarray(/^P5\s+\d+\s+\d+\s+\d+\s/.exec(pgm.toString('latin1'))[0].length);
      if (pixels.filter(b => b > 220).length < .75 * pixels.length) bad.push(`${name}: not black on white`);
    }
    await page.evaluate(() => window.dispatchEvent(new Event('afterprint')));
    if (await page.evaluate(() => 'print' in document.documentElement.dataset)) bad.push(`${name}: the page stays in print`);
    await c.close();
  }
});
await test('the offer of the longest entries is whole on the sheet', async bad => {
  const { c, page } = await open({ init: still, kept: JSON.stringify(longest), bad });
  await page.click('#shortlist .print-sl');
  const p = await paper(page, 'Letter'), flat = execFileSync('pdftotext', [p.pdf, '-'], { encoding: 'utf8' }).replace(/\s+/g, ' ');
  for (const id of longest) for (const sentence of bare.find(e => e.id === id).text.split(/(?<=[.?!]) /)) if (!flat.includes(sentence)) bad.push(`${id}: "${sentence}"`);
  await c.close();
});
await test('the browser’s own Print prints the results, filters named, and no sheet', async bad => {
  const { c, page } = await open({ bad });
  await page.fill('#q', 'gcp'); await page.waitForTimeout(200);
  const ids = await page.locator('.entry:visible').evaluateAll(all => all.map(li => li.id.slice(2))), p = await paper(page, 'A4');
  for (const id of ids) if (!p.text.includes(id)) bad.push('lacks ' + id);
  if (!p.text.includes('Filtered by “gcp”')) bad.push('does not say what it is filtered by');
  for (const w of ['My notes', 'My preferred', 'Your shortlist', 'Add an Entry ID']) if (p.text.includes(w)) bad.push('prints ' + w);
  for (const id of [A, G]) await page.evaluate(id => document.querySelector(`#e-${id} .pick`).click(), id);
  await page.click('#compare');
  const shown = await paper(page, 'A4');
  if (shown.n !== 1 || !shown.text.includes('My notes') || !shown.text.includes(A) || bare.some(e => e.id !== A && e.id !== G && shown.text.includes(e.id))) bad.push('while the comparison is open it prints something else');
  await c.close();
});

// 8. by axe's rules, in its states
await test('axe finds nothing in any state', async bad => {
  for (const [name, options] of Object.entries({ desktop: {}, phone: { viewport: { width: 390, height: 844 }, isMobile: true, hasTouch: true }, dark: { colorScheme: 'dark' }, 'forced colors': { forcedColors: 'active' } })) {
    const { c, page } = await open({ ...options, bypassCSP: true, kept: JSON.stringify([A, G, absent[0]]), bad });
    await page.addScriptTag({ content: axe });
    const rules = async state => { for (const v of (await page.evaluate(() => window.axe.run({ runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'] }))).violations) bad.push(`${name}, ${state}: ${v.id}: ${v.nodes[0].html.slice(0, 120)}`); };
    if (await page.locator('#sl-toggle').isVisible()) await page.click('#sl-toggle');
    await rules('three chosen');
    await add(page, '0' + A.slice(1, 7) + 'L'); await rules('a wrong ID');
    await page.click('#compare'); await rules('compared'); await page.keyboard.press('Escape');
    const small = await page.locator('#shortlist :is(button, input):visible').evaluateAll(all => all.filter(b => { const r = b.getBoundingClientRect(); return r.width < 24 || r.height < 24; }).map(b => b.textContent));
    if (small.length) bad.push(`${name}: targets under 24 px: ${small}`);
    await c.close();
  }
});
await browser.close();
rmSync(work, { recursive: true });
