// What every browser check stands on: one Chromium, a server that counts, pages that report what they must never do, axe, and results by name.
//
// A check is a file whose default export takes the suite of `begin()`; check.mjs lists them. It tells its result with `result(name, problems)`: no problems is "ok".
// Every page opened through `open()` or `visit()` is watched: errors, dialogs, violations of its security policy, and requests to another host.
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import http from 'node:http';
import { extname, join, normalize } from 'node:path';
import { pathToFileURL } from 'node:url';
import { gzipSync } from 'node:zlib';
import { chromium } from 'playwright-core';

export const ARGS = ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'];
export const WIDE = { viewport: { width: 1440, height: 900 } };
export const TABLET = { viewport: { width: 1024, height: 768 } };
export const PHONE = { viewport: { width: 390, height: 844 }, isMobile: true, hasTouch: true, deviceScaleFactor: 2 };
export const NARROW = { viewport: { width: 320, height: 640 } };
export const SEARCHES = ['mentors.html', 'peers.html'];

// One page of each type. Types that an edition names itself (browse pages, comparisons, versions) are found by their pattern.
const TYPES = ['index.html', 'mentors.html', 'peers.html', /^mentors-browse/, /^peers-browse/, 'faqs.html', 'definitions.html', 'documents.html', 'flowchart.html', 'how-it-works.html', 'docs/MP-02.03.html', 'docs/MP-02.04.html',
	'docs/MP-02.01.html', 'docs/MP-02.html', 'docs/MP-02.03-MP-02.04.html', 'docs/MP-02-history.html', 'guidance-mentor.html', 'tool-plan.html', 'timeline.html', 'changes.html', 'privacy.html', 'edition.html',
	'accessibility.html', 'committee.html', 'contact.html', '404.html', /^(mentors?|peers?)-(pool|picture)|^pool.*\.html$/];
export const pages = dir => readdirSync(dir, { recursive: true }).map(String).filter(f => f.endsWith('.html')).sort();
export const kinds = dir => { const all = pages(dir); return TYPES.map(t => typeof t === 'string' ? t : all.find(f => t.test(f))).filter(f => f && all.includes(f)); };

export function result(name, problems) {
	console.log(`${problems.length ? 'not ok' : 'ok'} ${name}`);
	for (const p of problems.slice(0, 12)) console.log('    ' + p);
	if (problems.length > 12) console.log(`    and ${problems.length - 12} more`);
}
export const note = text => console.log('    ' + text);

// Does `work` for each item, some at the same time; answers come in the order of the items.
export async function each(items, work, atOnce = 2) {
	const todo = items.map((item, at) => [item, at]), answers = [];
	const worker = async () => { for (let next; (next = todo.shift());) answers[next[1]] = await work(...next); };
	await Promise.all(Array.from({ length: atOnce }, worker));
	return answers;
}

const MIME = { '.html': 'text/html; charset=utf-8', '.css': 'text/css', '.js': 'text/javascript', '.svg': 'image/svg+xml', '.txt': 'text/plain', '.json': 'application/json', '.xml': 'application/xml', '.atom': 'application/atom+xml', '.csv': 'text/csv', '.ics': 'text/calendar' };
// Serves a folder, compressed, and keeps a log of { path, status, bytes }: what crosses the wire is counted here, where nothing escapes.
// Like hosts of static pages it lets a browser keep what it got for ten minutes. change(path, buffer) may give other bytes, or null for "not found".
export async function serve(dir, change = (_, bytes) => bytes) {
	const log = [], ready = new Map();
	const answer = path => {
		if (!ready.has(path)) {
			const file = normalize(join(dir, path)), bytes = file.startsWith(dir) && existsSync(file) ? change(path, readFileSync(file)) : null;
			ready.set(path, bytes && gzipSync(bytes, { level: 9 }));
		}
		return ready.get(path);
	};
	const server = http.createServer((request, response) => {
		const path = decodeURIComponent(request.url.split('?')[0]).slice(1) || 'index.html', bytes = answer(path);
		log.push({ path, query: request.url.includes('?'), status: bytes ? 200 : 404, bytes: bytes ? bytes.length : 0 });
		if (!bytes) return response.writeHead(404).end();
		response.writeHead(200, { 'content-type': MIME[extname(path)] || 'application/octet-stream', 'content-encoding': 'gzip', 'content-length': bytes.length, 'cache-control': 'max-age=600', 'x-content-type-options': 'nosniff' }).end(bytes);
	});
	await new Promise(done => server.listen(0, '127.0.0.1', done));
	return { at: `http://localhost:${server.address().port}/`, log, close: () => { server.closeAllConnections(); server.close(); } };
}
// The pages as a browser without scripts lays them out, for axe, which is a script itself: search.js is not there, and the styles for "scripting: none" hold
// (Chromium can emulate that only together with a page in which nothing runs).
export const withoutScripts = dir => serve(dir, (path, bytes) => path.endsWith('.js') ? null : path.endsWith('.css') ? Buffer.from(bytes.toString().replace(/\(\s*scripting\s*:\s*none\s*\)/g, 'all')) : bytes);

// Runs in every page before it: what the browser blocks and what moves is remembered.
function sensors() {
	if (window.top !== window) return;
	window.__shift = 0;
	addEventListener('securitypolicyviolation', e => console.error(`policy violated: ${e.violatedDirective} ${e.blockedURI} ${e.sample}`));
	new PerformanceObserver(list => { for (const e of list.getEntries()) window.__shift += e.value; }).observe({ type: 'layout-shift', buffered: true });
}

export async function begin(site, hostile) {
	const browser = await chromium.launch({ executablePath: process.env.CHROME, headless: true, args: [...ARGS, '--allow-file-access-from-files'] });
	const server = await serve(site), own = new Set([server.at]);
	const suite = { site, hostile, browser, server, opened: 0, requests: 0, foreign: [],
		disk: (f, dir = site) => { const [path, hash] = f.split('#'); return pathToFileURL(join(dir, path)).href + (hash === undefined ? '' : '#' + hash); },
		web: f => server.at + f,
		serve: async (...a) => { const s = await serve(...a); own.add(s.at); return s; },
		withoutScripts: async () => { const s = await withoutScripts(site); own.add(s.at); return s; },
		end: async () => { await browser.close(); server.close(); } };
	// Opens an address in a context of its own. quiet: console errors that are expected, as a pattern.
	suite.open = async (address, { quiet, before, ...options } = {}) => {
		const context = await browser.newContext({ ...WIDE, ...options }), watch = [];
		const name = address.replace(/^.*\/public\//, '').replace(server.at, '');
		const bad = text => { if (!quiet || !quiet.test(text)) watch.push(`${name}: ${text}`); };
		suite.opened++;
		context.on('request', r => {
			suite.requests++;
			if (r.url().startsWith('file://') || r.url().startsWith('data:') || [...own].some(o => r.url().startsWith(o))) return;
			suite.foreign.push(`${name} asks for ${r.url()}`);
			watch.push(`${name} asks for ${r.url()}`);
		});
		await context.addInitScript(sensors);
		if (before) await context.addInitScript(before);
		const page = await context.newPage();
		page.on('dialog', d => { bad('a dialog opened'); d.dismiss(); });
		page.on('pageerror', e => bad(e.message));
		page.on('console', m => { if (m.type() === 'error') bad(m.text()); });
		await page.goto(address, { waitUntil: 'load' });
		return { context, page, watch };
	};
	// Opens, works, closes, and gives what the page did wrong beside what the work says.
	suite.visit = async (address, options, work) => {
		const { context, page, watch } = await suite.open(address, options);
		try { return [...(await work(page, context) || []), ...watch]; }
		catch (e) { return [`${address.replace(server.at, '')}: ${String(e.message).split('\n')[0]}`, ...watch]; }
		finally { await context.close(); }
	};
	return suite;
}

// From here on every color of the page is the one it will stay, however busy the machine is: nothing fades, and entries that nobody has scrolled to are laid out, for
// their texts have no place before.
export async function still(page) {
	await page.evaluate(() => {
		const all = new CSSStyleSheet();
		all.replaceSync('.entry { content-visibility: visible !important } *, ::before, ::after { transition: none !important; animation: none !important }');
		document.adoptedStyleSheets = [all];
	});
	await painted(page);
}
const AXE = readFileSync('node_modules/axe-core/axe.min.js', 'utf8');
const RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice', 'experimental'];
const COLORS = ['color-contrast', 'link-in-text-block']; // the rules that read colors: where only the colors are others, no other rule can see a difference
// What axe finds on the page as it is now: violations, and texts whose contrast it could not judge. Read in by the debugger, which no security policy forbids.
// The page is to be still before. Contrast not judged in what is hidden from readers, a drawing or an arrow beside its words, is no finding.
// cards: so many of each list are looked at (they are alike); colors: only by the rules that read colors.
export async function axe(page, { cards = 0, colors = false } = {}) {
	if (!await page.evaluate(() => !!window.axe)) await page.evaluate(AXE);
	return page.evaluate(async ([rules, exclude]) => {
		const list = (rule, text) => rule.nodes.slice(0, 3).map(n => `${rule.id}${text}: ${n.html.slice(0, 110)}${/contrast/.test(rule.id) ? ' ' + (n.any[0]?.message || '').slice(0, 140) : ''}`);
		const drawn = n => document.querySelector(n.target[0])?.closest('[aria-hidden=true]');
		// What has been scrolled out of its table, or under a cell that stays: pages.mjs computes the contrast of every text from its own colors.
		const away = n => /obscured|overlap|too short/.test(n.any[0]?.message) && document.querySelector(n.target[0])?.closest('table, .scroll, .shortlist');
		return window.axe.run({ include: [['html']], exclude }, { runOnly: rules, resultTypes: ['violations', 'incomplete'] }).then(r => {
			const open = r.incomplete.filter(v => v.id === 'color-contrast').map(v => ({ ...v, nodes: v.nodes.filter(n => !drawn(n) && !away(n)) })).filter(v => v.nodes.length);
			const paper = matchMedia('print').matches; // where nobody points at anything
			return [...r.violations.filter(v => !paper || v.id !== 'target-size').flatMap(v => list(v, ` (${v.nodes.length})`)), ...open.flatMap(v => list(v, ` not judged (${v.nodes.length})`))];
		});
	}, [colors ? COLORS : RULES, cards ? [[`.entry:nth-child(n+${cards + 1})`]] : []]);
}

// The next frame has been painted: what a script changed is on the screen.
export const painted = page => page.evaluate(() => new Promise(done => requestAnimationFrame(() => setTimeout(done))));
// Waits until the search has taken in what was done to it.
export const settled = async page => { await page.waitForTimeout(150); await painted(page); };
