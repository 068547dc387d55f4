// Every page passes html-validate's standard rules.
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { HtmlValidate, StaticConfigLoader } from 'html-validate';
const [dir, config] = process.argv.slice(2);
const validate = new HtmlValidate(new StaticConfigLoader(JSON.parse(readFileSync(config, 'utf8'))));
const pages = readdirSync(dir, { recursive: true }).map(String).filter(f => f.endsWith('.html')).sort();
let bad = 0;
for (const f of pages) {
  const report = await validate.validateString(readFileSync(join(dir, f), 'utf8'), f);
  for (const r of report.results) for (const m of r.messages.slice(0, 4)) { bad++; console.log(`    ${f}:${m.line}:${m.column} ${m.ruleId}: ${m.message}`); }
}
console.log(`${bad || pages.length < 20 ? 'not ok' : 'ok'} ${pages.length} pages are valid HTML`);
