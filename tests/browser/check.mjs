// Opens the published pages from disk in Chromium: payloads run nowhere, nothing is asked of another host, pages work without JavaScript, by axe's rules,
// on a phone and in the dark; the search filters, says what may also fit, and the shortlist is kept. Usage: node check.mjs SITE HOSTILE_SITE
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { chromium } from 'playwright-core';
const [site, hostile] = process.argv.slice(2);
const axe = readFileSync('node_modules/axe-core/axe.min.js', 'utf8');
const browser = await chromium.launch({ executablePath: process.env.CHROME, headless: true, args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking',
  '--disable-component-update', '--disable-sync', '--allow-file-access-from-files'] });
const url = (dir, f) => pathToFileURL(join(dir, f)).href;
const pages = dir => readdirSync(dir, { recursive: true }).map(String).filter(f => f.endsWith('.html')).sort();
const result = (name, problems) => { console.log(`${problems.length ? 'not ok' : 'ok'} ${name}`); for (const p of problems.slice(0, 12)) console.log('    ' + p); };
async function open(dir, f, options = {}, watch = []) {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, ...options });
  const page = await context.newPage();
  page.on('dialog', d => { watch.push(`${f}: a dialog opened`); d.dismiss(); });
  page.on('pageerror', e => watch.push(`${f}: ${e.message}`));
  page.on('console', m => { if (m.type() === 'error') watch.push(`${f}: ${m.text()}`); });
  page.on('request', r => { if (!r.url().startsWith('file://')) watch.push(`${f} asks for ${r.url()}`); });
  await page.goto(url(dir, f), { waitUntil: 'load' });
  return { context, page, watch };
}

// 1. payloads, on every page of the hostile site; also with the security policy set aside
for (const bypassCSP of [false, true]) {
  const bad = [];
  let n = 0;
  for (const f of pages(hostile)) {
    const { context, page, watch } = await open(hostile, f, { bypassCSP });
    if (await page.evaluate(() => window.__xss)) bad.push(`${f}: a payload ran`);
    bad.push(...watch); n++;
    await context.close();
  }
  result(`payloads run nowhere on ${n} pages${bypassCSP ? ' with the policy set aside' : ''}`, n > 20 ? bad : ['too few pages']);
}
{
  const { context, page, watch } = await open(hostile, 'mentors.html');
  await page.fill('#q', '<img src=x onerror=window.__xss=1>');
  await page.waitForTimeout(300);
  await page.goto(url(hostile, 'mentors.html') + '#?q=%3Cscript%3Ewindow.__xss%3D1%3C/script%3E&area=%22%3E%3Csvg%20onload%3Dwindow.__xss%3D1%3E');
  await page.reload(); await page.waitForTimeout(300);
  const text = (await page.locator('.entry.profile').allTextContents()).join(' ');
  result('payloads through the search box and the address', [...watch, ...(await page.evaluate(() => window.__xss) ? ['a payload ran'] : []), ...(text.includes('<script>') ? [] : ['the payload is not even shown as text'])]);
  await context.close();
}

// 2. axe on each kind of page, in three displays
const kinds = ['index.html', 'mentors.html', 'peers.html', 'mentors-browse.html', 'faqs.html', 'definitions.html', 'documents.html', 'docs/MP-02.03.html', 'docs/MP-02.04.html', 'docs/MP-02.01.html', 'docs/MP-02.03-MP-02.04.html', 'docs/MP-02-history.html',
  'guidance-mentor.html', 'tool-plan.html', 'timeline.html', 'changes.html', 'privacy.html', 'edition.html', 'committee.html', 'contact.html', '404.html'];
const displays = { desktop: {}, phone: { viewport: { width: 390, height: 844 }, isMobile: true, hasTouch: true }, dark: { colorScheme: 'dark' } };
for (const [name, options] of Object.entries(displays)) {
  const bad = [];
  for (const f of kinds) {
    const { context, page, watch } = await open(site, f, options);
    const r = await page.evaluate(async source => { (0, eval)(source); return await axe.run({ runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'] }); }, axe).catch(async () => {
      // the page's own policy forbids eval: give axe a context where it is set aside
      const other = await open(site, f, { ...options, bypassCSP: true });
      const v = await other.page.addScriptTag({ content: axe }).then(() => other.page.evaluate(() => axe.run({ runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'] })));
      await other.context.close();
      return v;
    });
    for (const v of r.violations) bad.push(`${f}: ${v.id} (${v.nodes.length}): ${v.nodes[0].html.slice(0, 120)}`);
    bad.push(...watch.filter(w => !w.includes('unsafe-eval') && !w.includes('Trusted')));
    await context.close();
  }
  result(`axe finds nothing on ${kinds.length} pages, ${name}`, bad);
}
{
  const bad = [];
  for (const f of kinds) {
    const { context, page } = await open(site, f, { viewport: { width: 320, height: 700 } });
    const over = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
    if (over > 0) bad.push(`${f} is ${over}px too wide`);
    await context.close();
  }
  result('no page scrolls sideways at 320 px', bad);
}

// 3. without JavaScript: every entry is there and no dead control shows
for (const f of ['mentors.html', 'peers.html']) {
  const { context, page, watch } = await open(site, f, { javaScriptEnabled: false });
  const all = await page.locator('.entry').count(), seen = await page.locator('.entry:visible').count();
  const dead = await page.locator('button:visible, input:visible, select:visible').count();
  const links = await page.locator('a[href*="-browse.html"]:visible').count();
  const bad = [...watch];
  if (!all || all !== seen) bad.push(`${seen} of ${all} entries are visible`);
  if (dead) bad.push(`${dead} controls do nothing`);
  if (!links) bad.push('no link to the browse pages');
  result(`${f} without JavaScript: all ${all} entries, no dead control`, bad);
  await context.close();
}

// 4. the search
{
  const { context, page, watch } = await open(site, 'mentors.html');
  const bad = [];
  const shown = () => page.locator('.entry:visible').count();
  const all = await shown();
  const box = page.locator('form input[type=checkbox]').first();
  await box.evaluate(b => { b.closest('details')?.setAttribute('open', ''); });
  await box.check();
  await page.waitForTimeout(200);
  const some = await shown();
  if (!(some > 0 && some < all)) bad.push(`a facet leaves ${some} of ${all}`);
  if (!/#\?/.test(page.url())) bad.push('the search is not in the address');
  await page.goBack(); await page.waitForTimeout(200);
  if (await shown() !== all) bad.push('Back does not restore the whole pool');
  const id = (await page.locator('.entry .eid').nth(3).textContent()).replace('Entry ID', '').trim();
  await page.fill('#q', id); await page.waitForTimeout(300);
  if (await shown() !== 1) bad.push(`searching ${id} shows ${await shown()} entries`);
  await page.locator('.entry:visible button').first().click();
  await page.reload(); await page.waitForTimeout(200);
  const kept = await page.locator('.slot').first().textContent();
  if (!kept.includes(id)) bad.push(`the shortlist did not keep ${id}: ${kept}`);
  const status = await page.locator('[role=status]').count();
  if (status !== 1) bad.push('there is not exactly one status region');
  result('search, Back, Entry ID, shortlist from disk', [...bad, ...watch]);
  await context.close();
}
await browser.close();
