// The search page against a search of its own: counts and lists worked out again from the words of the cards, then words, Entry IDs, address, Back, ways out, marks, order and
// focus. How long it takes is measured by `make bench-site`. Usage: node search.mjs SITE
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { chromium } from 'playwright-core';
const [site] = process.argv.slice(2);
const made = mkdtempSync(join(tmpdir(), 'search-'));
const browser = await chromium.launch({ executablePath: process.env.CHROME, headless: true, args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking',
  '--disable-component-update', '--disable-sync', '--allow-file-access-from-files'] });
const result = (name, problems) => { console.log(`${problems.length ? 'not ok' : 'ok'} ${name}`); for (const p of problems.slice(0, 8)) console.log('    ' + p); };
let problems = [];
const is = (what, got, wanted) => { if (JSON.stringify(got) !== JSON.stringify(wanted)) problems.push(`${what}: ${JSON.stringify(got)}, expected ${JSON.stringify(wanted)}`); };
const done = name => { result(name, problems); problems = []; };
async function open(file, hash = '', options = {}) {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, ...options }), page = await context.newPage();
  page.on('pageerror', e => problems.push(`${file}: ${e.message}`));
  page.on('console', m => { if (m.type() === 'error') problems.push(`${file}: ${m.text()}`); });
  page.on('request', r => { if (!r.url().startsWith('file:')) problems.push(`${file} asks for ${r.url()}`); });
  await page.goto(pathToFileURL(file).href + hash, { waitUntil: 'load' });
  return page;
}
const file = join(site, 'mentors.html');
const shown = page => page.evaluate(() => Object.fromEntries(['entries', 'maybe-entries'].map(ul => [ul, [...document.getElementById(ul).children].filter(li => !li.hidden).map(li => li.id.slice(2))])));
const settle = async page => { await page.waitForTimeout(90); await page.evaluate(() => new Promise(r => requestAnimationFrame(() => requestAnimationFrame(r)))); };
const type = async (page, text) => { await page.fill('#q', text); await settle(page); };
// Sets boxes without a pause between them: one search.
const choose = (page, on) => page.evaluate(on => {
  const boxes = [...document.querySelectorAll('.opt input')];
  for (const b of boxes) b.checked = on.includes(b.name + ':' + b.value);
  boxes[0].dispatchEvent(new Event('change', { bubbles: true }));
}, on);
const where = page => page.evaluate(() => decodeURIComponent(location.hash));

// ---- a search of its own, slow and plain, over what the page says: words for exact values, data-f for the rest ----
const read = page => page.evaluate(() => {
  const options = [...document.querySelectorAll('.opt')].map(o => ({ field: o.querySelector('input').name, code: o.querySelector('input').value, path: o.dataset.path.split(' '), text: o.querySelector('.t').textContent, name: o.closest('details').querySelector('legend').textContent }));
  const facts = li => {
    const f = (li.dataset.f || '').split(' ').filter(Boolean), told = new Set(f.map(x => x.split(':')[0])), words = {};
    for (const e of li.querySelectorAll('[data-l]')) words[e.dataset.l] = e.textContent.split(' · ')[0];
    for (const e of li.querySelectorAll('.tags')) words[e.children[0].textContent] = e.childNodes[1].data.trim();
    for (const o of options) if (!told.has(o.field) && (words[o.name] || '').split(', ').includes(o.text)) f.push(o.field + ':' + o.code);
    if (li.classList.contains('group')) for (const field of new Set(options.map(o => o.field))) if (!f.some(x => x.startsWith(field + ':'))) f.push(field + ':*');
    return f;
  };
  return { options, entries: [...document.querySelectorAll('#entries > li, #maybe-entries > li')].map(li => ({ id: li.id.slice(2), f: facts(li) })).sort((a, b) => a.id < b.id ? -1 : 1) };
});
const fields = pool => [...new Set(pool.options.map(o => o.field))];
function stands(pool, e, field, chosen) { // 2 matches, 1 may fit, 0 does not
  if (!chosen.length) return 2;
  const values = e.f.filter(x => x.startsWith(field + ':')).map(x => x.slice(field.length + 1));
  if (values.some(v => chosen.includes(v))) return 2;
  let may = values.includes('*');
  for (const v of values) if (v.startsWith('~')) {
    const below = pool.options.filter(o => o.field === field && o.path.includes(v.slice(1))).map(o => o.code);
    if (below.length && below.every(c => chosen.includes(c))) return 2;
    if (below.some(c => chosen.includes(c))) may = true;
  }
  return may ? 1 : 0;
}
function search(pool, chosen, only = fields(pool)) {
  const of = f => chosen.filter(x => x.startsWith(f + ':')).map(x => x.slice(f.length + 1));
  const levels = pool.entries.map(e => Math.min(2, ...only.map(f => stands(pool, e, f, of(f)))));
  return { yes: pool.entries.filter((_, i) => levels[i] === 2).map(e => e.id), may: pool.entries.filter((_, i) => levels[i] === 1).map(e => e.id), levels };
}
const wantedCounts = (pool, chosen) => pool.options.map(o => {
  const rest = search(pool, chosen, fields(pool).filter(f => f !== o.field)).levels;
  const both = pool.entries.map((e, i) => Math.min(rest[i], stands(pool, e, o.field, [o.code])));
  const may = both.filter(x => x === 1).length;
  return `${both.filter(x => x === 2).length}${may ? ` +${may} that may also fit` : ''}`;
});
let seed = 20260313;
const random = n => (seed = (seed * 1103515245 + 12345) % 2147483648) % n;

// 1. lists and counts
for (const name of ['mentors.html', 'peers.html']) {
  const page = await open(join(site, name)), pool = await read(page);
  let some = 0, may = 0;
  for (let round = 0; round < 30; round++) {
    const chosen = [...new Set(Array.from({ length: round % 5 }, () => { const o = pool.options[random(pool.options.length)]; return o.field + ':' + o.code; }))];
    await choose(page, chosen);
    const wanted = search(pool, chosen), got = await shown(page);
    is(`matches of ${chosen}`, got.entries, wanted.yes);
    is(`may fit ${chosen}`, got['maybe-entries'], wanted.may);
    is(`counts of ${chosen}`, await page.locator('.opt .c').allTextContents(), wantedCounts(pool, chosen));
    const title = wanted.yes.length === pool.entries.length ? `${pool.entries.length} entries` : `${wanted.yes.length} of ${pool.entries.length} entries`;
    is(`heading of ${chosen}`, await page.textContent('#count'), title + (wanted.may.length ? `, ${wanted.may.length} more may fit` : ''));
    some += wanted.yes.length; may += wanted.may.length;
  }
  if (!some || !may) problems.push('the selections test nothing');
  // All values below a broader one are that broader value.
  const broad = pool.entries.flatMap(e => e.f.filter(x => x.includes(':~')))[0], [field, value] = (broad || ':~').split(':~');
  const below = pool.options.filter(o => o.field === field && o.path.includes(value)).map(o => `${field}:${o.code}`);
  await choose(page, below);
  const certain = pool.entries.filter(e => e.f.includes(broad)).map(e => e.id), got = await shown(page);
  is(`all below ${broad}`, certain.filter(id => !got.entries.includes(id)), []);
  await choose(page, below.slice(1));
  const now = await shown(page);
  is(`all but one below ${broad}`, certain.filter(id => !now['maybe-entries'].includes(id)), []);
  done(`${name}: lists and counts are those of a search of its own`);
  await page.context().close();
}

// 2. ranges of bands
{
  const page = await open(file), pool = await read(page), codes = pool.options.filter(o => o.field === 'experience').map(o => o.code);
  const range = page.locator('[data-facet=experience] .range select'), on = () => page.locator('[data-facet=experience] input:checked').evaluateAll(x => x.map(i => i.value));
  is('ranges', await page.locator('.range').count(), 1);
  await range.nth(0).selectOption({ index: 1 });
  is('from the second', await on(), codes.slice(1));
  is('its entries', (await shown(page)).entries, search(pool, codes.slice(1).map(c => 'experience:' + c)).yes);
  is('its address', await where(page), `#?experience=${codes[1]}..${codes.at(-1)}`);
  is('one chip', await page.locator('.chip').count(), 1);
  await range.nth(1).selectOption({ index: 0 });
  is('to before from', [await on(), await range.nth(0).inputValue()], [[codes[0]], await range.nth(1).inputValue()]);
  await page.goBack(); await settle(page);
  is('Back', [await on(), await range.nth(0).evaluate(s => s.selectedIndex), await range.nth(1).evaluate(s => s.selectedIndex)], [codes.slice(1), 1, codes.length - 1]);
  await range.nth(0).selectOption({ index: 0 });
  is('the whole range is no filter', [await on(), await where(page)], [[], '']);
  await choose(page, [codes[0], codes.at(-1)].map(c => 'experience:' + c));
  is('a gap is no range', [await range.nth(0).evaluate(s => s.selectedIndex), await page.locator('.chip').count()], [-1, 2]);
  await range.nth(0).focus();
  await page.keyboard.press('ArrowDown'); await settle(page);
  is('by keyboard', [(await on()).length > 0, await range.nth(0).evaluate(s => s === document.activeElement)], [true, true]);
  done('ranges of bands');
  await page.context().close();
}

// ---- a made pool: the sample's first profile, again and again, with other IDs, texts and values ----
const alphabet = '023456789BCDFGHJKMNPQRSTVWXYZ';
function idOf(n) {
  const v = [0, 0, 0, 0, 0, 0];
  for (let i = 5; i >= 0; i--) { v[i] = n % 29; n = Math.floor(n / 29); }
  const check = [...alphabet].findIndex((_, c) => (v.reduce((s, x, i) => s + (i + 2) * x, 0) + 8 * c) % 29 === 0);
  const s = [...v, check].map(x => alphabet[x]).join('');
  return s.slice(0, 3) + '-' + s.slice(3);
}
const sample = readFileSync(file, 'utf8'), cards = [...sample.matchAll(/<li class="entry (profile|group)"[^]*?\n<\/li>\n/g)];
cpSync(join(site, 'assets'), join(made, 'assets'), { recursive: true });
function make(name, list) { // list of { id, text, f }
  const profiles = cards.filter(c => c[1] === 'profile').map(c => c[0]), groups = cards.filter(c => c[1] === 'group').map(c => c[0]);
  const all = list.map(({ id, text, f }, i) => {
    let li = i % 4 || text ? profiles[i % profiles.length] : groups[i % groups.length];
    li = li.replaceAll(/[0-9B-Z]{3}-[0-9B-Z]{4}/g, id).replace(/<p class="offer">[^]*?<\/p>/, '');
    if (text) li = li.replace('<div class="tagrow">', `<p class="offer">${text}</p>\n<div class="tagrow">`);
    return f === undefined ? li : li.replace(/( id="e-\S{8}")[^>]*>/, `$1 data-f="${f}">`).replaceAll(/<p class="(tags|facts)">.*?<\/p>/g, '').replace(/<span class="what".*?<\/h3>/, '<span class="what">Made</span></h3>');
  });
  const begin = sample.indexOf(cards[0][0]), last = cards.at(-1);
  const html = sample.slice(0, begin) + all.join('') + sample.slice(last.index + last[0].length);
  writeFileSync(join(made, name), html);
  return join(made, name);
}

// 3. words
{
  const texts = ['Łódź and Øresund', 'Ask O’Brien about Straße and encyclopædia', 'GxP/GLP under 21 CFR Part 11', 'Risk-based e-learning', 'Müller, Čapek, İzmir, naïve', 'quorum 21CFR58'];
  const page = await open(make('words.html', texts.map((text, i) => ({ id: idOf(70000 + i * 977), text: text + ' zzz', f: '' }))));
  for (const [query, wanted] of Object.entries({ 'lodz': [0], 'Łód': [0], 'oresund': [0], 'ØRES': [0], "o'brien": [1], 'obrien': [1], 'O’BRIEN': [1], 'strasse': [1], 'straß': [1], 'encyclopaedia': [1], 'encyclopæd': [1],
    'gxp/glp': [2], 'gxp': [2], '21 cfr 11': [2], '21 CFR Part 11': [2], 'part11': [2], '21cfr': [2, 5], 'cfr 58': [5], 'risk-based': [3], 'riskbased': [3], 'based risk': [3], 'e-learning': [3], 'elearning': [3],
    'muller': [4], 'MÜLL': [4], 'capek': [4], 'izmir': [4], 'naive': [4], 'zzz': [0, 1, 2, 3, 4, 5], 'zz': [0, 1, 2, 3, 4, 5], 'uller': [], 'zzz & quor': [5], '   ': [0, 1, 2, 3, 4, 5] })) {
    await type(page, query);
    is(`“${query}”`, (await shown(page)).entries, wanted.map(i => idOf(70000 + i * 977)));
  }
  done('words by their beginning, accents, apostrophes and hyphens aside');

  // 4. marks
  const before = await page.locator('#entries').innerHTML();
  for (const [query, wanted] of Object.entries({ 'strasse': ['Straße'], 'encyclopae': ['encyclopæ'], 'obr': ['O’Br'], '21 cfr': ['21', 'CFR', '21', 'CFR'], 'lodz': ['Łódź'], 'ul': [] })) {
    await type(page, query);
    is(`marks of “${query}”`, await page.evaluate(() => [...CSS.highlights.get('hit') || []].map(String)), wanted);
  }
  await type(page, '');
  is('no word, no mark', await page.evaluate(() => CSS.highlights.get('hit').size), 0);
  is('the page is as it was', await page.locator('#entries').innerHTML() === before, true);
  done('hits are marked without touching the page');
  await page.context().close();
}
{ // synonyms: of what an entry shows; and of what lies below it, which may fit; what is kept private has no words
  const ids = [1, 2, 3].map(i => idOf(i * 4001)), kinds = ['main_area:animal-health', 'main_area:~nonclinical', 'main_area:*'];
  const page = await open(make('synonyms.html', kinds.map((f, i) => ({ id: ids[i], text: 'Made', f }))));
  is('the option has the synonym', await page.locator('.opt:has([value=animal-health])').getAttribute('data-k'), 'veterinary vich');
  for (const word of ['vich', 'VICH made', 'animal']) {
    await type(page, word);
    is(word, await shown(page), { entries: [ids[0]], 'maybe-entries': [ids[1]] });
    is('and says so', await page.locator('.because:visible').allTextContents(), [`Not shown exactly: “${word.split(' ')[0]}”`]);
  }
  await type(page, 'vich bioan');
  is('two words of two values below', await shown(page), { entries: [], 'maybe-entries': [ids[1]] });
  done('synonyms, also of values below the one that is shown');
  await page.context().close();
}

// 5. Entry IDs
{
  const page = await open(file), pool = await read(page), id = pool.entries[3].id, plain = id.replace('-', '');
  const zero = pool.entries.map(e => e.id).find(x => x.includes('0'));
  for (const way of [id, plain, id.toLowerCase(), plain.toLowerCase(), ` ${id.slice(0, 3)} ${id.slice(4)} `, '#' + id, plain.split('').join(' '), id.replace('-', '–'), 'Entry ID ' + id, ...(zero ? [] : [])]) {
    await type(page, way);
    is(`“${way}”`, (await shown(page)).entries, [id]);
  }
  if (zero) { await type(page, zero.replaceAll('0', 'o')); is('o for 0', (await shown(page)).entries, [zero]); }
  done('an Entry ID is a word, however it is typed');
  const slips = [...plain].map((x, i) => plain.slice(0, i) + (x === 'B' ? 'C' : 'B') + plain.slice(i + 1)), said = () => page.textContent('#none');
  for (let i = 0; i < 6; i++) if (plain[i] !== plain[i + 1]) slips.push(plain.slice(0, i) + plain[i + 1] + plain[i] + plain.slice(i + 2));
  slips.push(plain.replace(/.$/, '1'), plain.replace(/.$/, 'I'), 'L' + plain.slice(1));
  for (const slip of slips) {
    const typed = slip.slice(0, 3) + '-' + slip.slice(3);
    await type(page, typed.toLowerCase());
    if (!new RegExp(`${typed.toLowerCase()} is not an Entry ID\\. .* If symbol \\d is wrong: look for ${id}`).test(await said())) problems.push(`${typed}: ${await said()}`);
  }
  await page.locator('#none button', { hasText: id }).first().click();
  is('the button', [(await shown(page)).entries, await page.inputValue('#q')], [[id], id]);
  done(`${slips.length} slips of the hand are recognized and the nearest is offered`);
  // What generator/base/checkcode.c takes for valid, and not: tests/unit/base/test_checkcode.c.
  for (const [typed, valid] of Object.entries({ '234-567J': true, '234567j': true, '000-0000': true, 'ooo oooo': true, '234-567H': false, '234-567K': false, '134-567J': false, 'L34-567J': false })) {
    if (pool.entries.some(e => e.id.replace('-', '') === typed.toUpperCase().replace(/[- ]/g, '').replaceAll('O', '0'))) continue;
    await type(page, typed);
    const text = await said();
    is(typed, [/Entry \S{8}: An Entry ID that is not in this edition may have a new Entry ID or not be available now\./.test(text), text.includes('is not an Entry ID')], [valid, !valid]);
  }
  await type(page, 'qcp-rzsk');
  is('words are no Entry ID', /Entry ID/.test(await page.locator('#none').textContent()), false);
  await page.context().close();
  const away = await open(file, '#e-234-567J');
  is('the address of an entry that is not here', (await away.textContent('#none')).includes('Entry 234-567J: An Entry ID that is not in this edition may'), true);
  await away.context().close();
  done('the check symbol is the program’s');
}

// 6. the address
{
  const page = await open(file), pool = await read(page);
  await type(page, 'audit');
  await page.check('input[name=main_area][value=gcp]'); await settle(page);
  await page.selectOption('#sort', 'fit'); await settle(page);
  is('readable', await where(page), '#?q=audit&main_area=gcp&sort=fit');
  for (let round = 0; round < 8; round++) {
    await choose(page, Array.from({ length: 1 + round % 4 }, () => { const o = pool.options[random(pool.options.length)]; return o.field + ':' + o.code; }));
    await page.selectOption('#sort', ['', 'fit', '-experience', 'experience'][round % 4]);
    await type(page, ['', 'a', 'risk', 'ü&=# +%'][round % 4]);
    const state = p => p.evaluate(() => [[...document.querySelectorAll('.opt input:checked')].map(i => i.name + i.value), document.getElementById('q').value, document.getElementById('sort').value, document.getElementById('count').textContent]);
    const hash = await page.evaluate(() => location.hash), again = await open(file, hash);
    is(hash, [await state(again), await shown(again)], [await state(page), await shown(page)]);
    await again.context().close();
  }
  done('the address is readable and brings back the same search');
  for (const hash of ['#?%', '#?q=%E0%A4%A', '#?unknown=1&__proto__=x&constructor=y', '#?main_area=nosuch&sort=nosuch', '#?experience=..', '#?experience=nosuch..y21', '#?experience=y21..nosuch', '#e-', '#e-%00', '#e-<b>', '#entries']) {
    const p = await open(file, hash), n = (await shown(p)).entries.length;
    if (!/q=%/.test(hash)) is(hash, n, pool.entries.length);
    await p.context().close();
  }
  const huge = await open(file);
  await huge.evaluate(() => { location.hash = '?q=' + 'risk%20'.repeat(150000) + '&main_area=gcp'; });
  await settle(huge);
  is('1 MB', (await huge.inputValue('#q')).length, 200);
  await huge.context().close();
  const old = await open(file, '?q=audit#');
  is('no query string is read', await old.inputValue('#q'), '');
  await old.context().close();
  done('hostile and foreign addresses are ignored');
  await page.context().close();
}

// 7. Back and Forward, focus, status
{
  const page = await open(file), all = (await shown(page)).entries.length, length = () => page.evaluate(() => history.length);
  const first = await length();
  await page.focus('#q');
  await page.keyboard.type('audit', { delay: 90 }); await settle(page);
  const typed = (await shown(page)).entries.length;
  is('typing is one step', await length() - first, 1);
  is('focus stays in the box', await page.evaluate(() => document.activeElement.id), 'q');
  await page.keyboard.press('Enter');
  is('the same search is no further step', await length() - first, 1);
  is('Enter leads to the count', await page.evaluate(() => document.activeElement.id), 'count');
  await page.check('input[name=main_area][value=gcp]'); await settle(page);
  is('focus stays on the box that was checked', await page.evaluate(() => document.activeElement.value), 'gcp');
  await page.selectOption('#sort', 'fit');
  is('a filter and a sort are a step each', await length() - first, 3);
  await page.goBack(); await page.goBack(); await settle(page);
  is('two back', [await page.inputValue('#q'), await page.isChecked('input[name=main_area][value=gcp]'), (await shown(page)).entries.length, await page.inputValue('#sort')], ['audit', false, typed, '']);
  await page.goBack(); await settle(page);
  is('three back', [await page.inputValue('#q'), (await shown(page)).entries.length], ['', all]);
  await page.goForward(); await page.goForward(); await page.goForward(); await settle(page);
  is('forward again', [await page.inputValue('#q'), await page.isChecked('input[name=main_area][value=gcp]'), await page.inputValue('#sort')], ['audit', true, 'fit']);
  await page.focus('#q'); await page.keyboard.press('Escape'); await settle(page);
  is('Escape clears the box', [await page.inputValue('#q'), await page.evaluate(() => document.activeElement.id)], ['', 'q']);
  await choose(page, ['main_area:gcp', 'main_area:gmp', 'main_area:glp']);
  await page.locator('.chip').nth(1).click();
  is('a removed chip gives way to the next', await page.evaluate(() => document.activeElement.className + document.activeElement.textContent.includes('GMP')), 'chiptrue');
  await page.locator('.chip').nth(1).click(); await page.locator('.chip').nth(0).click();
  is('the last chip to the count', await page.evaluate(() => document.activeElement.id), 'count');
  // One polite region, 600 ms after the last change.
  await page.evaluate(() => { window.heard = []; new MutationObserver(() => { const t = document.getElementById('say').textContent; if (t) window.heard.push(t); }).observe(document.getElementById('say'), { childList: true, characterData: true, subtree: true }); });
  await page.focus('#q'); await page.keyboard.type('gcp', { delay: 120 });
  await page.waitForTimeout(400);
  is('quiet while typing', await page.evaluate(() => window.heard), []);
  await page.waitForTimeout(500);
  is('said once', await page.evaluate(() => window.heard.length), 1);
  is('one region', await page.locator('[role=status], [aria-live]').count(), 1);
  // An entry's address: filters that hide it go.
  const hidden = await page.evaluate(() => [...document.querySelectorAll('.entry')].find(li => li.hidden).id);
  await page.evaluate(id => { location.hash = '#' + id; }, hidden);
  await page.waitForTimeout(300);
  is('the way to a hidden entry', [await page.locator('#' + hidden).isVisible(), await page.inputValue('#q'), await page.textContent('#say'), await where(page)], [true, '', `Filters cleared to show entry ${hidden.slice(2)}.`, '#' + hidden]);
  await page.goBack(); await settle(page);
  is('Back from it', [await page.inputValue('#q'), await page.locator('#' + hidden).isVisible()], ['gcp', false]);
  done('Back, focus and the status region');

  // Nothing is sent anywhere by the form, also where the script never came.
  const url = page.url().split('#')[0];
  await type(page, 'x'); await page.press('#q', 'Enter');
  is('no query string', page.url().split('#')[0], url);
  await page.context().close();
  const context = await browser.newContext(), bare = await context.newPage();
  await bare.route('**/search.js', r => r.abort());
  await bare.goto(pathToFileURL(file).href);
  await bare.fill('#q', 'secret'); await bare.press('#q', 'Enter'); await settle(bare);
  is('nor without the script', bare.url().includes('secret'), false);
  await context.close();
  done('the form sends nothing');
}

// 8. ways out: each number is what pressing it gives
{
  const page = await open(file), pool = await read(page);
  let pressed = 0;
  for (let round = 0; round < 60 && pressed < 12; round++) {
    const chosen = [...new Set(Array.from({ length: 2 + round % 4 }, () => { const o = pool.options[random(pool.options.length)]; return o.field + ':' + o.code; }))];
    await choose(page, chosen);
    await type(page, ['audit gmp', 'qqqq', 'qqqq audit', 'risk', 'xyz zyx'][round % 5]);
    if (await page.locator('#none').isHidden()) continue;
    const address = await where(page), n = await page.locator('#none li').count();
    if (!n) problems.push(`no way out of ${address}`);
    const numbers = await page.locator('#none li').evaluateAll(x => x.map(li => +/see (\d+) entr/.exec(li.textContent)[1]));
    if (numbers.some((x, i) => !x || x > (numbers[i - 1] ?? Infinity))) problems.push(`ways out of ${address}: ${numbers}`);
    await page.locator('#none button').first().click(); await settle(page);
    is(`a way out of ${address}`, await page.locator('.entry:visible').count(), numbers[0]);
    is('focus on the count', await page.evaluate(() => document.activeElement.id), 'count');
    pressed++;
  }
  if (pressed < 10) problems.push(`only ${pressed} ways out`);
  done('each way out of nothing gives what it says');
  await page.context().close();
}

// 9. order
{
  const page = await open(file), pool = await read(page), order = pool.entries.map(e => e.id);
  await page.check('input[name=main_area][value=gcp]'); await settle(page);
  const now = await shown(page), sorted = x => [...x].sort();
  is('by Entry ID', [now.entries, now['maybe-entries']], [sorted(now.entries), sorted(now['maybe-entries'])]);
  await page.locator('#maybe-entries .pick:visible').nth(1).click();
  is('choosing moves nothing', await shown(page), now);
  const held = await page.evaluate(() => document.activeElement.closest('.entry').id);
  await page.goBack(); await settle(page);
  is('Back keeps the focus', await page.evaluate(() => document.activeElement.closest('.entry')?.id), held);
  is('and the order', (await shown(page)).entries, order);
  const codes = pool.options.filter(o => o.field === 'experience').map(o => o.code), band = id => codes.indexOf((pool.entries.find(e => e.id === id).f.find(x => /^experience:[^~*]/.test(x)) || ':').split(':')[1]);
  for (const [value, sign] of [['experience', 1], ['-experience', -1]]) {
    await page.selectOption('#sort', value); await settle(page);
    const bands = (await shown(page)).entries.map(band).filter(x => x >= 0);
    is(`sort ${value}`, bands, [...bands].sort((a, b) => sign * (a - b)));
    const places = (await shown(page)).entries.map(id => pool.entries.find(e => e.id === id).f.some(x => x === 'experience:*'));
    is('kept private stands last', places.indexOf(true) < 0 || places.indexOf(true) === places.lastIndexOf(false) + 1, true);
  }
  await page.selectOption('#sort', 'fit');
  await choose(page, ['offers:gcp-trials', 'offers:glp-studies', 'languages:fr', 'languages:de', ...pool.options.filter(o => o.field === 'languages').slice(0, 2).map(o => 'languages:' + o.code)]);
  const on = await page.locator('.opt input:checked').evaluateAll(x => x.map(i => i.name + ':' + i.value)), fits = (await shown(page)).entries.map(id => { const e = pool.entries.find(x => x.id === id); return on.filter(x => e.f.includes(x)).length; });
  is('best fit first', fits, [...fits].sort((a, b) => b - a));
  done('order: by Entry ID, fit and experience, and never under the reader’s hand');
  await page.context().close();
}

await browser.close();
rmSync(made, { recursive: true });
