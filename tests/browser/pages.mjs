// The frame of every page and what all pages promise: stamp, landmarks, one heading, the current page marked, no sideways scrolling at 320 px, text of 6:1
// against what it stands on, targets of 24 px, few requests, nothing that moves while loading, paper without the screen's furniture; no style rule that no
// page uses. The picture of each pool says the same as pool.csv. Usage: node pages.mjs SITE
import { readFileSync, readdirSync } from 'node:fs';
import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { chromium } from 'playwright-core';
const [site] = process.argv.slice(2);
const browser = await chromium.launch({ executablePath: process.env.CHROME, headless: true, args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking',
  '--disable-component-update', '--disable-sync', '--allow-file-access-from-files'] });
const result = (name, problems) => { console.log(`${problems.length ? 'not ok' : 'ok'} ${name}`); for (const p of problems.slice(0, 12)) console.log('    ' + p); };
const all = readdirSync(site, { recursive: true }).map(String).filter(f => f.endsWith('.html')).sort();
const pages = all.filter(f => readFileSync(join(site, f), 'utf8').includes('<main')); // not the stubs of former addresses
const kinds = ['index.html', 'mentors.html', 'peers.html', 'mentors-picture.html', 'faqs.html', 'definitions.html', 'documents.html', 'docs/MP-02.03.html', 'docs/MP-02.03-MP-02.04.html', 'docs/MP-02-history.html', 'docs/MP-02.html',
  'guidance-mentor.html', 'tool-plan.html', 'how-it-works.html', 'mentee.html', 'timeline.html', 'flowchart.html', 'changes.html', 'privacy.html', 'edition.html', 'committee.html', 'accessibility.html', '404.html',
  ...pages.filter(f => /^(mentors|peers)-browse/.test(f)).slice(0, 1)];

// 1. the frame, read from the source: a page must say it without any help of a browser
const csv = readFileSync(join(site, 'pool.csv'), 'utf8');
const records = csv.match(/(?:[^"\n]|"(?:[^"]|"")*")*\n/g).slice(1);
const revision = code => createHash('sha256').update(records.filter(r => r.startsWith(code + ',')).join('')).digest('hex').slice(0, 12);
{
  const bad = [];
  for (const f of pages) {
    const t = readFileSync(join(site, f), 'utf8'), n = re => (t.match(re) ?? []).length, foot = t.slice(t.indexOf('<footer'));
    for (const [what, re, want] of [['<h1>', /<h1[ >]/g, 1], ['<header>', /<header[ >]/g, 1], ['<main>', /<main[ >]/g, 1], ['<footer>', /<footer[ >]/g, 1], ['main navigation', /<nav aria-label="Main"/g, 1],
      ['skip link', /class="skip" href="#main"/g, 1]]) if (n(re) !== want) bad.push(`${f}: ${n(re)} of ${what}`);
    if (n(/aria-current="page"/g) > 1) bad.push(`${f}: several current pages`);
    for (const [pool, one] of [['mentors', 'Mentor pool'], ['peers', 'Peer partner pool']])
      if (!foot.includes(`${one} of <time`) || !foot.includes(`<code>${revision(pool)}</code>`)) bad.push(`${f}: no stamp of the ${pool}' pool, ${revision(pool)}`);
    for (const [words, to] of [['Contact us', 'contact.html'], ['What changed', 'changes.html'], ['Accessibility', 'accessibility.html'], ['What we publish about you', 'privacy.html']])
      if (!new RegExp(`<a href="(\\.\\./)*${to}">${words}</a>`).test(foot)) bad.push(`${f}: the footer lacks ${words}`);
    if (!foot.includes('sets no cookies')) bad.push(`${f}: the footer says nothing of cookies`);
    if (f !== 'edition.html' && /edition \d+|Edition \d+/.test(t)) bad.push(`${f}: it speaks of the edition's number`);
  }
  for (const [f, label] of [['index.html', 'Home'], ['mentors.html', 'Find a mentor'], ['mentors-picture.html', 'Find a mentor'], ['peers.html', 'Find a peer'], ['how-it-works.html', 'How it works'], ['documents.html', 'Documents'],
    ['docs/MP-02.03.html', 'Documents'], ['faqs.html', 'FAQs']]) if (!readFileSync(join(site, f), 'utf8').includes(`aria-current="page">${label}</a>`)) bad.push(`${f}: ${label} is not marked as the current page`);
  result(`stamp, landmarks, one heading, footer and current page on ${pages.length} pages`, pages.length > 30 ? bad : ['too few pages']);
}

// 2. what only a browser knows
const open = async (f, options) => {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, ...options }), page = await context.newPage(), asked = [];
  page.on('request', r => asked.push(new URL(r.url()).pathname.split('/').pop()));
  await page.goto(pathToFileURL(join(site, f)).href, { waitUntil: 'load' });
  return { context, page, asked };
};
// Contrast by WCAG 2, of each piece of visible text against the nearest background that is painted; translucent colors are laid over each other.
const contrast = () => {
  const rgba = c => { const m = c.match(/[\d.]+/g).map(Number); return { r: m[0], g: m[1], b: m[2], a: m.length > 3 ? m[3] : 1 }; };
  const over = (top, under) => ({ r: top.r * top.a + under.r * (1 - top.a), g: top.g * top.a + under.g * (1 - top.a), b: top.b * top.a + under.b * (1 - top.a), a: 1 });
  const lum = c => [c.r, c.g, c.b].map(v => v / 255).map(v => v <= .03928 ? v / 12.92 : ((v + .055) / 1.055) ** 2.4).reduce((s, v, i) => s + v * [.2126, .7152, .0722][i], 0);
  const ground = el => { const b = el ? rgba(getComputedStyle(el).backgroundColor) : { r: 255, g: 255, b: 255, a: 1 }; return b.a === 1 ? b : over(b, ground(el.parentElement)); };
  const bad = new Map(); let least = 99, n = 0;
  const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walk.nextNode()) {
    const el = walk.currentNode.parentElement, style = getComputedStyle(el);
    if (!walk.currentNode.textContent.trim() || style.visibility === 'hidden' || el.closest('.vh, [hidden], :disabled') || !el.getClientRects().length) continue;
    const svg = el.closest('svg'), b = ground(svg ?? el), box = svg && el.previousElementSibling?.tagName === 'circle' ? rgba(getComputedStyle(el.previousElementSibling).fill) : b;
    const at = svg ? box : b, c = over(rgba(svg ? style.fill : style.color), at), [x, y] = [lum(c), lum(at)].sort((p, q) => q - p), ratio = (x + .05) / (y + .05);
    n++; least = Math.min(least, ratio);
    if (ratio < 6) bad.set(`${el.tagName}.${el.getAttribute('class') ?? ''}`, `${ratio.toFixed(2)}:1 "${walk.currentNode.textContent.trim().slice(0, 40)}"`);
  }
  return { bad: [...bad].map(b => b.join(' ')), least, n };
};
// Links in running text may be as high as their line (2.5.8, inline); everything else that can be pressed is 24 by 24, with its label if it has one.
const targets = () => [...document.querySelectorAll('a[href], button, input, select, summary, textarea')].filter(el => el.checkVisibility({ visibilityProperty: true }) && !el.closest('.skip, [hidden], .vh')).flatMap(el => {
  const inline = el.tagName === 'A' && getComputedStyle(el).display.startsWith('inline') && getComputedStyle(el).display === 'inline';
  const box = (el.closest('label') ?? el).getBoundingClientRect();
  if (inline || (box.width >= 23.9 && box.height >= 23.9)) return [];
  const alone = el.tagName === 'A' && el.closest('p, li, dd, td') && [...el.closest('p, li, dd, td').childNodes].some(c => c !== el && c.textContent.trim()); // among other words
  return alone ? [] : [`${el.tagName} ${(el.textContent || el.id).trim().slice(0, 30)}: ${Math.round(box.width)} by ${Math.round(box.height)}`];
});
// Its own moves count only; the observer hears of them late.
const shift = () => new Promise(done => { let sum = 0; new PerformanceObserver(l => { for (const e of l.getEntries()) if (!e.hadRecentInput) sum += e.value; }).observe({ type: 'layout-shift', buffered: true });
  requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(() => done(sum), 50))); });

// One page is opened once, and shown in every way; after that nothing is asked for any more.
{
  const bad = { light: [], dark: [], size: [], asks: [], moves: [], narrow: [], more: [], paper: [] }, least = { light: 99, dark: 99 };
  let n = 0;
  const furniture = ['header.site nav', '.toc', '.skip', '.filters', '.shortlist', '.acts', '.no-print', '.here', '.pick', '.sort'];
  for (const f of kinds) {
    const { context, page, asked } = await open(f, { colorScheme: 'light' });
    const note = (to, list) => bad[to].push(...list.map(x => `${f}: ${x}`));
    const moved = await page.evaluate(shift);
    if (moved > .0005) note('moves', [moved]);
    note('size', await page.evaluate(targets));
    for (const colorScheme of ['light', 'dark']) {
      await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
      const c = await page.evaluate(contrast);
      note(colorScheme, c.bad); least[colorScheme] = Math.min(least[colorScheme], c.least); n += c.n;
    }
    for (const [width, height] of [[320, 640], [720, 450]]) { // 720: a desktop at 200 %
      await page.setViewportSize({ width, height });
      note('narrow', (await page.evaluate(() => {
        const W = document.documentElement.clientWidth, over = document.documentElement.scrollWidth - W, out = [];
        if (over > 0) out.push(`${over} px too wide: ${[...document.querySelectorAll('body *')].filter(e => e.getBoundingClientRect().right > W + 1 && !e.closest('.scroll, .tablewrap, pre')).slice(0, 2).map(e => e.tagName + '.' + e.className)}`);
        const regions = [...document.querySelectorAll('.scroll, .tablewrap, pre')].filter(e => e.scrollWidth > e.clientWidth + 1 && e.tabIndex < 0 && e.checkVisibility()).length;
        if (regions) out.push(`${regions} regions scroll that the keyboard does not reach`);
        return out;
      })).map(x => `${x} (at ${width})`));
    }
    await page.setViewportSize({ width: 1440, height: 900 });
    await page.emulateMedia({ media: 'print', colorScheme: 'dark' });
    note('paper', await page.evaluate(furniture => {
      const out = furniture.filter(sel => [...document.querySelectorAll(sel)].some(e => e.checkVisibility())).map(sel => `${sel} is printed`), stamp = document.querySelector('.stamp');
      if (getComputedStyle(document.body).color !== 'rgb(0, 0, 0)') out.push(`text is ${getComputedStyle(document.body).color} on paper`);
      if (stamp.checkVisibility() && stamp.innerText.includes('cookies')) out.push('paper speaks of cookies');
      return out;
    }, furniture));
    const own = asked.filter(a => !a.endsWith('.print.css') && a !== 'icon.svg');
    if (own.length > 3) note('asks', [`asks for ${own}`]);
    if (/^(mentors|peers)\.html$/.test(f) && own.includes('documents.css')) note('asks', ['asks for documents.css']);
    await context.close();
    if (!['index.html', 'mentors.html', 'docs/MP-02.03.html'].includes(f)) continue;
    const high = await open(f, { contrast: 'more', reducedMotion: 'reduce' });
    note('more', await high.page.evaluate(() => [...[...document.querySelectorAll('*')].filter(e => getComputedStyle(e).transitionDuration.split(',').some(d => parseFloat(d) > 0)).slice(0, 2).map(e => `${e.className} moves`),
      ...(getComputedStyle(document.querySelector('.fine')).color === getComputedStyle(document.body).color ? [] : ['soft text stays soft'])]));
    await high.context.close();
  }
  for (const c of ['light', 'dark']) result(`all text has at least 6:1, ${c} (least ${least[c].toFixed(2)})`, n > 2000 ? bad[c] : ['too little text was looked at']);
  result('targets are 24 px', bad.size);
  result('pages ask for at most their styles, icon and script', bad.asks);
  result('nothing moves while a page loads', bad.moves);
  result('no page scrolls sideways at 320 px or at 200 %; what scrolls is reached by the keyboard', bad.narrow);
  result('more contrast and less motion are heeded', bad.more);
  result('print leaves the screen\'s furniture away and is black on white', bad.paper);
}

// 3. the picture against pool.csv, counted here anew
for (const code of ['mentors', 'peers']) {
  const cells = r => [...r.matchAll(/("(?:[^"]|"")*"|[^,\n]*)(?:,|\n)/g)].map(m => m[1].startsWith('"') ? m[1].slice(1, -1).replaceAll('""', '"') : m[1]);
  const rows = records.map(cells).filter(c => c[0] === code), fields = rows.filter(c => c[2] === 'field').filter(c => c[4] === 'grouped').map(c => c[3]);
  const values = rows.filter(c => c[2] === 'value'), leaf = (f, v) => values.some(c => c[3] === f && c[4] === v) && !values.some(c => c[3] === f && c[6] === v);
  const want = new Map();
  for (const c of rows.filter(c => c[2] === 'profile' || c[2] === 'group')) {
    const facts = Object.fromEntries(c[4].split(';').map(x => x.split('=')).map(([k, v]) => [k, v.split('|')]));
    for (const a of facts[fields[0]] ?? []) for (const b of facts[fields[1]] ?? []) {
      if (!leaf(fields[0], a) || !leaf(fields[1], b)) continue;
      const key = `${fields[0]}=${a}&${fields[1]}=${b}`, w = want.get(key) ?? { profile: 0, group: 0 };
      w[c[2]]++; want.set(key, w);
    }
  }
  const { context, page } = await open(`${code}-picture.html`);
  const got = await page.evaluate(() => [...document.querySelectorAll('.pic td a')].map(a => [a.hash.slice(2), a.textContent.replace(/\s+/g, ' ').trim(), [...a.querySelectorAll('circle')].every(c => +c.getAttribute('r') > 0)]));
  const bad = [];
  const text = w => [w.profile && `${w.profile} profile${w.profile > 1 ? 's' : ''}`, w.group && `${w.group} group${w.group > 1 ? 's' : ''}`].filter(Boolean).join(' ');
  for (const [key, words, drawn] of got) if (!want.has(key) || text(want.get(key)) !== words || !drawn) bad.push(`${key}: "${words}", and ${JSON.stringify(want.get(key))} in pool.csv`);
  if (got.length !== want.size) bad.push(`${got.length} cells, ${want.size} in pool.csv`);
  if (got.length) {
    const [key] = got[0];
    await page.click(`.pic td a[href$="${key}"]`); await page.waitForLoadState('load');
    const shown = await page.evaluate(() => [...document.querySelectorAll('.entry')].filter(e => e.checkVisibility() && !e.closest('.maybe')).length), w = want.get(key);
    if (shown !== w.profile + w.group) bad.push(`${key} leads to ${shown} matches of ${w.profile + w.group}`);
  }
  result(`the picture of the ${code} says what pool.csv says, and leads to the entries`, got.length > 5 ? bad : [...bad, 'too few cells']);
  await context.close();
}

// 4. every rule of the styles is used: by a page as it is published, or by what the script makes
{
  const used = pages.map(f => readFileSync(join(site, f), 'utf8')).join('\n'), script = readFileSync(join(site, 'assets/search.js'), 'utf8'), bad = new Set();
  const known = new Set([...used.matchAll(/class="([^"]*)"/g)].flatMap(m => m[1].split(/\s+/)));
  // what the sample has no occasion for: previews, messages of a first day, documents without a version in force, several pages
  const rare = new Set(['contents', 'preview', 'callout', 'callout-title', 'pages', 'watermark', 'jump', 'also', 'print-only', 'none', 'ways', 'rests', 'set', 'd1', 'd2', 'd3', 'uses', 'term', 'in', 'wide', 'other', 'notes', 'family', 'cmp', 'docs', 'tag', 'what']);
  for (const sheet of ['site.css', 'documents.css'])
    for (const m of readFileSync(join(site, 'assets', sheet), 'utf8').replace(/\/\*[^]*?\*\//g, '').replace(/\{[^{}]*\}/g, '{}').matchAll(/\.([a-z][\w-]*)/g))
      if (!known.has(m[1]) && !rare.has(m[1]) && !new RegExp(`\\b${m[1]}\\b`).test(script)) bad.add(`${sheet}: .${m[1]}`);
  result('styles have no rule that no page uses', [...bad]);
}
await browser.close();
