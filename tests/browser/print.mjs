// Prints documents to PDF in Chromium on A4 and Letter and reads the paper back with pdftotext: each page says what it is, whether it counts and how many there are,
// nothing is lost, no heading stands alone at the foot of a page. Usage: node print.mjs SITE [LONG_SITE]
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { chromium } from 'playwright-core';
const [site, long] = process.argv.slice(2);
const work = mkdtempSync(join(tmpdir(), 'print-'));
const browser = await chromium.launch({ executablePath: process.env.CHROME, headless: true, args: ['--no-sandbox', '--disable-gpu', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'] });
const result = (name, problems) => { console.log(`${problems.length ? 'not ok' : 'ok'} ${name}`); for (const p of problems.slice(0, 12)) console.log('    ' + p); };
const words = s => s.replace(/\s+/g, ' ').trim();

// The pages of a document as text, and its links that lead off the site, its clauses and headings as the page has them.
async function print(dir, f, format, colorScheme = 'light') {
  const context = await browser.newContext({ colorScheme });
  const page = await context.newPage();
  await page.goto(pathToFileURL(join(dir, f)).href, { waitUntil: 'load' });
  const has = await page.evaluate(() => ({
    clauses: [...document.querySelectorAll('.prose .no')].map(a => a.textContent.trim()).filter(t => /^\d/.test(t)),
    heads: [...document.querySelectorAll('.prose h2, .prose h3')].filter(h => getComputedStyle(h).display !== 'none' && !h.closest('.no-print')).map(h => h.innerText.replace(/\s+/g, ' ').trim()),
    off: [...document.querySelectorAll('main .prose a[href^=http]')].map(a => a.getAttribute('href')),
    title: document.querySelector('h1').textContent,
  }));
  const pdf = join(work, 'page.pdf');
  await page.pdf({ path: pdf, format, preferCSSPageSize: true, printBackground: true });
  await context.close();
  const text = execFileSync('pdftotext', ['-layout', pdf, '-'], { encoding: 'utf8', maxBuffer: 1 << 28 });
  const pages = text.split('\f');
  if (pages.at(-1).trim() === '') pages.pop();
  const n = Number(/^Pages:\s+(\d+)/m.exec(execFileSync('pdfinfo', [pdf], { encoding: 'utf8' }))[1]);
  return { ...has, pages, n, pdf };
}

// Each page: what must be in its head and foot; then what the whole must hold.
function check(name, p, { head, foot, every = [] }) {
  const bad = [];
  if (p.pages.length !== p.n) bad.push(`${name}: ${p.pages.length} pages of text, ${p.n} of paper`);
  p.pages.forEach((text, i) => {
    const lines = text.split('\n').filter(l => l.trim()), top = words(lines.slice(0, 3).join(' ')), bottom = words(lines.slice(-2).join(' '));
    for (const h of head) if (!top.includes(h)) bad.push(`${name}, page ${i + 1}: head lacks "${h}": ${top.slice(0, 120)}`);
    for (const h of [...foot, `Page ${i + 1} of ${p.n}`]) if (!bottom.includes(h)) bad.push(`${name}, page ${i + 1}: foot lacks "${h}": ${bottom.slice(0, 120)}`);
    for (const h of every) if (!words(text).includes(h)) bad.push(`${name}, page ${i + 1}: lacks "${h}"`);
    const last = words(lines.slice(0, -1).at(-1) ?? '');
    if (p.heads.some(h => words(h) === last)) bad.push(`${name}, page ${i + 1}: the heading "${last}" stands alone at the foot`);
    if (i > 0 && lines.length < 6 && i < p.n - 1) bad.push(`${name}, page ${i + 1}: nearly empty`);
  });
  let at = 0;
  const all = p.pages.join('\n');
  for (const c of p.clauses) {
    const m = new RegExp(`^\\s*${c.replaceAll('.', '\\.')}\\.?\\s`, 'm').exec(all.slice(at));
    if (!m) { bad.push(`${name}: clause ${c} is not on the paper, or not in its place`); break; }
    at += m.index + m[0].length;
  }
  const dense = all.replace(/\s+/g, '');
  for (const a of p.off) if (!dense.includes(a)) bad.push(`${name}: the address ${a} is not on the paper`);
  return bad;
}

// documents.csv of the edition: what the heads have to say. Cells of SOPs may be quoted.
const rows = readFileSync(join(site, 'documents.csv'), 'utf8').trim().split('\n').slice(1).map(l => [...l.matchAll(/("(?:[^"]|"")*"|[^,]*)(?:,|$)/g)].map(m => m[1].replace(/^"|"$/g, '').replaceAll('""', '"')));
const marks = { Superseded: 'SUPERSEDED BY', Retired: 'RETIRED on', 'Approved, not yet effective': 'NOT YET EFFECTIVE until', Draft: 'DRAFT, NOT APPROVED' };
const bad = [], counts = [], seen = new Set();
let sops = 0;
for (const [path, kind, number, title, , status, , revision] of rows) {
  if (kind !== 'sop') continue;
  sops++; seen.add(status);
  const head = [number, 'Effective', ...(marks[status] ? [marks[status]] : [])], foot = ['Uncontrolled when printed', `Revision ${revision.slice(0, 7)}`];
  const a4 = await print(site, path, 'A4'), letter = await print(site, path, 'Letter');
  bad.push(...check(`${number} on A4`, a4, { head, foot }), ...check(`${number} on Letter`, letter, { head, foot }));
  if (!words(a4.pages[0]).includes(words(title))) bad.push(`${number}: the first page lacks the title`);
  for (const cell of ['SOP No.', 'Supersedes', 'Status', 'Effective date', 'Original issue', 'Retirement date', 'Owner', 'Next review']) if (!a4.pages[0].includes(cell)) bad.push(`${number}: the title block lacks ${cell}`);
  if (a4.n !== letter.n) counts.push(`${number}: ${a4.n} pages on A4, ${letter.n} on Letter`);
  console.log(`    ${number}: ${a4.n} pages, ${letter.n} on Letter, ${a4.clauses.length} clauses`);
}
result(`${sops} controlled documents on paper: head, foot, watermark, every clause in order`, sops > 3 ? bad : ['too few documents']);
result('versions that are not in force were among them', seen.has('Superseded') && seen.has('Approved, not yet effective') ? [] : [[...seen].join(', ')]);
result('the same page count on A4 and Letter', counts);

const rest = [];
for (const [path, kind, , title, , , , revision] of rows) {
  if (kind !== 'guidance' && kind !== 'tool') continue;
  for (const format of ['A4', 'Letter']) rest.push(...check(path, await print(site, path, format), { head: [words(title).slice(0, 30)], foot: ['Printed from the site of the', `Revision ${revision.slice(0, 7)}`] }));
}
rest.push(...check('faqs.html', await print(site, 'faqs.html', 'A4'), { head: [], foot: ['Printed from the site of the', 'Revision '] }));
result('guidance, tools and questions say what they are on every page', rest);

// Black on white in the dark: a rendered page is mostly white, whatever the screen prefers.
{
  const p = await print(site, 'docs/MP-02.03.html', 'A4', 'dark');
  execFileSync('pdftoppm', ['-gray', '-r', '20', '-f', '1', '-l', '1', p.pdf, join(work, 'dark')]);
  const file = readdirSync(work).find(f => f.startsWith('dark')), pgm = readFileSync(join(work, file)), from = /^P5\s+\d+\s+\d+\s+\d+\s/.exec(pgm.toString('latin1'))[0].length;
  const pixels = pgm.subarray(from), white = pixels.filter(b => b > 220).length / pixels.length;
  result('a page printed from the dark display is black on white', white > 0.75 ? [] : [`${(100 * white).toFixed(0)} % of it are white`]);
}

if (long) {
  const bad = [];
  for (const format of ['A4', 'Letter']) {
    const p = await print(long, 'docs/MP-09.01.html', format);
    bad.push(...check(`MP-09.01 on ${format}`, p, { head: ['MP-09.01'], foot: ['Uncontrolled when printed'] }));
    if (p.n < 40) bad.push(`only ${p.n} pages`);
    if (p.clauses.length < 400) bad.push(`only ${p.clauses.length} clauses`);
    const rows = p.pages.flatMap(t => [...t.matchAll(/\bR(\d+)a\b/g)].map(m => m[1]));
    if (rows.length < 60) bad.push(`the long table has ${rows.length} rows on paper`);
    p.pages.forEach((t, i) => { const a = new Set([...t.matchAll(/\bR(\d+)a\b/g)].map(m => m[1])), z = new Set([...t.matchAll(/\bR(\d+)z\b/g)].map(m => m[1]));
      for (const r of a) if (!z.has(r)) bad.push(`${format}, page ${i + 1}: row ${r} is broken over two pages`);
      if (a.size && !t.includes('Record of')) bad.push(`${format}, page ${i + 1}: the head of the table is not repeated`); });
    console.log(`    MP-09.01 on ${format}: ${p.n} pages`);
  }
  result('an SOP of 400 clauses prints whole, rows unbroken, table heads repeated', bad);
  const tiny = await print(long, 'docs/MP-08.01.html', 'A4');
  result('a tiny SOP takes one page', tiny.n === 1 ? check('MP-08.01', tiny, { head: ['MP-08.01'], foot: ['Page 1 of 1'] }) : [`${tiny.n} pages`]);
}
await browser.close();
rmSync(work, { recursive: true });
