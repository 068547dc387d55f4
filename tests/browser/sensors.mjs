// Before the sensors are believed they are shown a page with the faults they are there for; each has to be seen.
import { axe, result } from './lib.mjs';
import { stop } from './keyboard.mjs';

const FAULTS = '<img src="http://other.invalid/x.png" alt=""><p class="pale">pale words</p><button id="under">under the lid</button><div class="lid">lid</div></main>';
const STYLES = '\n.pale { color: #bbb; background: #fff } .lid { position: fixed; inset: 0; background: #fff; z-index: 99 }';

export default async suite => {
	const server = await suite.serve(suite.site, (path, bytes) => path === 'contact.html' ? Buffer.from(bytes.toString().replace('</main>', FAULTS)) : path.endsWith('site.css') ? Buffer.from(bytes + STYLES) : bytes);
	const missed = [], see = (what, seen) => { if (!seen) missed.push(what); };
	const strict = await suite.open(server.at + 'contact.html');
	await strict.page.waitForTimeout(300);
	see('what the policy forbids', strict.watch.some(w => /policy violated: img-src/.test(w)));
	see('contrast', (await axe(strict.page)).some(p => /^color-contrast.*pale/.test(p)));
	await strict.page.focus('#under');
	see('a focus that is covered', /covered/.test(await stop(strict.page)));
	await strict.page.evaluate(() => { const block = document.createElement('p'); block.textContent = 'late'; document.querySelector('main').prepend(block); });
	await strict.page.waitForTimeout(300);
	see('what moves', await strict.page.evaluate(() => window.__shift > 0));
	await strict.context.close();
	const loose = await suite.open(server.at + 'contact.html', { bypassCSP: true });
	await loose.page.waitForTimeout(300);
	see('a request to another host', suite.foreign.some(f => f.includes('other.invalid')) && loose.watch.some(w => w.includes('other.invalid')));
	await loose.context.close();
	suite.foreign.length = 0;
	const bare = await suite.withoutScripts(), page = await suite.open(bare.at + 'mentors.html', { quiet: /404/ });
	see('controls that scripts would serve are hidden', await page.page.locator('.needs-js:visible').count() === 0 && await page.page.locator('.no-js-only:visible').count() > 0);
	await page.context.close();
	bare.close();
	server.close();
	result('planted faults are seen: policy, contrast, covered focus, movement, another host, no JavaScript', missed);
};
