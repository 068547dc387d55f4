// Opened from disk, as a file:// address: search, address, Back, Entry ID and shortlist work as on a server.
import { SEARCHES, result, settled } from './lib.mjs';
import { tick } from './states.mjs';

export default async suite => {
	for (const f of SEARCHES) result(`from disk: search, address, Back, Entry ID and shortlist, ${f}`, await suite.visit(suite.disk(f), {}, async page => {
		const bad = [], shown = () => page.locator('#entries .entry:visible').count(), all = await shown();
		if (await tick(page) !== 1) bad.push('no filter leaves some of the entries');
		const some = await shown(), address = page.url();
		if (!address.includes('#?')) bad.push('the search is not in the address');
		if (new URL(address).search) bad.push('the search is in the part of the address that a host sees');
		await page.goBack();
		await settled(page);
		if (await shown() !== all) bad.push('Back does not restore the whole pool');
		await page.goForward();
		await settled(page);
		if (await shown() !== some) bad.push('Forward does not restore the search');
		await page.goto('about:blank');
		await page.goto(address);
		await settled(page);
		if (await shown() !== some) bad.push(`the address opened anew shows ${await shown()} instead of ${some}`);
		await page.evaluate(() => { location.hash = ''; });
		await settled(page);
		const id = (await page.locator('.entry').nth(3).getAttribute('id')).slice(2);
		for (const typed of [id, id.replace('-', '').toLowerCase()]) {
			await page.fill('#q', typed);
			await settled(page);
			if (await page.locator('.entry:visible').count() !== 1) bad.push(`searching ${typed} shows ${await page.locator('.entry:visible').count()} entries`);
		}
		await page.locator('.entry:visible .pick').first().click();
		await page.reload();
		await settled(page);
		if (!(await page.locator('#slots > li').first().textContent()).includes(id)) bad.push(`the shortlist did not keep ${id}`);
		if (await page.locator('[role=status]').count() !== 1) bad.push('there is not exactly one status region');
		return bad;
	}));
};
