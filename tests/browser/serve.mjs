// mentorpress serve in a browser: an open page follows a save where its reader was, shows an error and loses it again, and breaks no rule of its policy.
// Usage: serve.mjs PROGRAM WORKSPACE HTMLVALIDATE_CONFIG
import { spawn } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { HtmlValidate, StaticConfigLoader } from 'html-validate';
import { chromium } from 'playwright-core';
const [program, workspace, config] = process.argv.slice(2);
const ok = (name, good, seen) => console.log(`${good ? 'ok' : 'not ok'} serve: ${name}${good ? '' : ': ' + JSON.stringify(seen)}`);
const server = spawn(program, ['serve', '--workspace', workspace, '--as-of', '2026-03-20', '--port', '0'], { stdio: ['ignore', 'pipe', 'inherit'] });
const port = await new Promise(done => server.stdout.once('data', d => done(/localhost:(\d+)/.exec(d)[1])));
const browser = await chromium.launch({ executablePath: process.env.CHROME, headless: true, args: ['--no-sandbox', '--disable-gpu', '--no-first-run', '--disable-background-networking'] });
const page = await browser.newPage({ viewport: { width: 900, height: 600 } });
const complaints = [];
page.on('console', m => { if (m.type() === 'error' && !/404/.test(m.text())) complaints.push(m.text()); });
page.on('pageerror', e => complaints.push(String(e)));
const file = join(workspace, 'content/guidance/mentee.md'), text = readFileSync(file, 'utf8'), head = 'Write within a week of the notice.';
const validate = new HtmlValidate(new StaticConfigLoader(JSON.parse(readFileSync(config, 'utf8'))));
const problems = async () => (await validate.validateString(await (await page.request.get(page.url())).text())).results.flatMap(r => r.messages.map(m => `${m.line}: ${m.ruleId} ${m.message}`));
try {
  await page.goto(`http://localhost:${port}/guidance-mentee.html#the-partnership-plan`);
  await page.evaluate(() => window.scrollTo(0, 700));
  await page.waitForTimeout(300);
  const where = () => page.evaluate(() => document.getElementById('the-partnership-plan').getBoundingClientRect().top);
  const before = await where();
  writeFileSync(file, text.replace(head, 'Write as soon as the [notice](../faqs/pauze.md) has come.'));
  await page.waitForSelector('text=Write as soon as the', { timeout: 20000, state: 'attached' });
  await page.waitForSelector('[data-mp-problem]', { timeout: 20000, state: 'attached' });
  await page.waitForLoadState('load');
  await page.waitForTimeout(300);
  ok('a save reaches the open page, with its error', await page.locator('.mp-errors li').count() === 1 && (await page.locator('.mp-errors').innerText()).includes('C012'));
  ok('the reader stays where the reader was', Math.abs(await where() - before) < 40 && await page.evaluate(() => window.scrollY) > 600, [before, await where()]);
  ok('and at the same anchor', page.url().endsWith('#the-partnership-plan'), page.url());
  const wrong = await problems();
  ok('the page with boxes and marks is valid HTML', wrong.length === 0, wrong);
  writeFileSync(file, text);
  await page.waitForSelector('.mp-errors', { timeout: 20000, state: 'detached' });
  ok('put right, the box goes by itself', await page.locator('[data-mp-problem]').count() === 0);
  await page.goto(`http://localhost:${port}/mentors.html`);
  await page.waitForTimeout(500);
  ok('the search page works under the preview', await page.locator('main input').count() > 0 || (await page.locator('main').innerText()).includes('No pool has been published'));
  await page.goto(`http://localhost:${port}/_mentorpress/`);
  const list = await problems();
  ok('the list of problems is valid HTML', list.length === 0, list);
  ok('nothing breaks the policy', complaints.length === 0, complaints);
} finally {
  writeFileSync(file, text);
  await browser.close();
  server.kill('SIGTERM');
}
