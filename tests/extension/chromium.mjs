// Drives the extension in Chromium: node tests/extension/chromium.mjs EXTENSION PROFILE
//
// A line of JSON on standard input is one thing to do, a line on standard output what came of it. The same words work for Firefox
// (firefox.py), so that a test is written once.

import { createInterface } from "node:readline";
import { launched } from "./chromium/browser.mjs";

const [extension, profile] = process.argv.slice(2);
let browser = await launched(extension, profile);
const VERBS = {
  open: ({ url }) => browser.open(url),
  popup: () => browser.popup(),
  close: ({ where }) => browser.close(where),
  options: () => browser.options(),
  evaluate: ({ where, code }) => browser.evaluate(where, code),
  press: ({ where, selector }) => browser.press(where, selector),
  fill: ({ where, selector, text }) => browser.fill(where, selector, text),
  kill: () => browser.kill(),
  select: ({ selector }) => browser.select(selector),
  screenshot: ({ where, path }) => browser.screenshot(where, path),
  facts: () => browser.facts(),
  // Chromium has no question to answer here: the copy may reach the service from the start.
  allow: () => undefined,
  tab: ({ part }) => browser.tab(part),
  restart: async () => {
    await browser.crash();
    browser = await launched(extension, profile);
  },
};

for await (const line of createInterface({ input: process.stdin })) {
  const asked = JSON.parse(line);
  if (asked.do === "quit") break;
  try {
    const value = await VERBS[asked.do](asked);
    console.log(JSON.stringify({ value: value ?? null }));
  } catch (error) {
    console.log(JSON.stringify({ error: String(error?.message ?? error) }));
  }
}
await browser.quit();
process.exit(0);
