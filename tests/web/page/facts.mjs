// The pages in a real browser: node tests/web/page/facts.mjs SAMPLES [SCREENSHOTS] prints what it finds as JSON, and fails
// if any of it is wrong. SAMPLES is a folder written by `cargo run -p page --example samples`.

import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { createRequire } from "node:module";
import { launch, open, unreached } from "./browser.mjs";
import { approved, followed, heard, revised, withoutScript } from "./stories.mjs";
import { start } from "./service.mjs";

const [samples, shots] = process.argv.slice(2);
const { source: axe } = createRequire(import.meta.url)("axe-core");
const PAGES = [
  ...["sign-in", "sign-in-wrong", "problem", "library", "library-local", "library-empty"],
  ...["connect", "connect-wrong", "connected"],
  ...["job-early", "job-finished", "job-revising", "job-parked", "job-failed"],
  ...["job-plan", "job-plan-changed", "job-approval"],
];

if (shots) mkdirSync(shots, { recursive: true });
const service = await start(samples);
const browser = await launch();
const facts = { pages: {}, wrong: [] };
const expect = (is, what) => is || facts.wrong.push(what);

try {
  for (const name of PAGES) facts.pages[name] = await look(name);
  facts.followed = await followed(browser, service, shots, expect);
  facts.heard = await heard(browser, service, shots, expect);
  facts.revised = await revised(browser, service, expect);
  facts.approved = await approved(browser, service, expect);
  facts.withoutScript = await withoutScript(browser, service, shots, expect);
} finally {
  await browser.close();
  service.stop();
}
console.log(JSON.stringify(facts, null, 1));
process.exit(facts.wrong.length ? 1 : 0);

/** One page at each width in each scheme. */
async function look(name) {
  const found = { axe: 0, shift: 0, bytes: 0 };
  for (const width of [360, 1280]) {
    for (const scheme of ["light", "dark"]) {
      const here = `${name} ${width} ${scheme}`;
      const { page, facts: noted } = await open(browser, `${service.origin}/samples/${name}`, { width, scheme });
      await new Promise((resolve) => setTimeout(resolve, 300));
      if (shots) await page.screenshot({ path: join(shots, `${name}-${width}-${scheme}.png`), fullPage: !name.startsWith("job-") });
      const shift = await page.evaluate(() => window.noted.shift);
      await page.evaluate(() => document.querySelectorAll("details").forEach((each, index) => index < 6 && (each.open = true)));
      if (shots && scheme === "light") await page.screenshot({ path: join(shots, `${name}-${width}-open.png`), fullPage: name.startsWith("lib") });
      await page.evaluate(axe);
      const { violations } = await page.evaluate(() => window.axe.run(document, { resultTypes: ["violations"] }));
      for (const { id, nodes } of violations) facts.wrong.push(`${here}: axe ${id}: ${nodes[0].html.slice(0, 120)}`);
      const seen = await page.evaluate(() => ({ ...window.noted, wide: document.documentElement.scrollWidth, inner: innerWidth }));
      expect(seen.wide <= width, `${here}: ${seen.wide} px wide`);
      expect(seen.violations.length === 0, `${here}: policy: ${seen.violations}`);
      expect(noted.foreign.length === 0, `${here}: foreign: ${noted.foreign}`);
      expect(noted.errors.length === 0, `${here}: errors: ${noted.errors}`);
      if (scheme === "light") {
        const left = await unreached(page);
        expect(left.length === 0, `${here}: not reached or without a ring: ${left}`);
      }
      found.axe += violations.length;
      found.shift = Math.max(found.shift, shift);
      found.bytes = Math.max(found.bytes, noted.bytes);
      await page.close();
    }
  }
  expect(found.shift < 0.01, `${name}: layout shift ${found.shift}`);
  return found;
}
