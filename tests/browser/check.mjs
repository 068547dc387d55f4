// Opens the published pages in one Chromium and runs the checks named below; each is a file of its own and says what it looks at.
// Usage: node check.mjs SITE HOSTILE_SITE [check …]
import { realpathSync } from 'node:fs';
import { begin, note, result } from './lib.mjs';

const CHECKS = ['sensors', 'hostile', 'displays', 'noscript', 'disk', 'keyboard', 'traps', 'traffic', 'sheet'];
const [site, hostile, ...only] = process.argv.slice(2);
const suite = await begin(realpathSync(site), realpathSync(hostile));
const times = [];
for (const name of only.length ? only : CHECKS) {
	const from = Date.now();
	try { await (await import(`./${name}.mjs`)).default(suite); }
	catch (e) { result(`the check ${name} came to its end`, [String(e.stack).split('\n').slice(0, 3).join(' ')]); }
	times.push(`${name} ${((Date.now() - from) / 1000).toFixed(0)} s`);
}
result(`${suite.opened} windows made ${suite.requests} requests, none to another host`, suite.foreign);
note(times.join(', '));
await suite.end();
