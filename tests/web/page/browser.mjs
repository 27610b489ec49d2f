// A page in Chromium, and all that is noted of it while it is open.

import { existsSync } from "node:fs";
import puppeteer from "puppeteer-core";

const { CHROMIUM: executable = "chromium", CHROMIUM_LIBRARIES: libraries } = process.env;
const env = libraries ? { ...process.env, LD_LIBRARY_PATH: libraries } : process.env;

// A bare name is looked for as a shell would.
const found = (name) =>
  name.includes("/") ? name : process.env.PATH.split(":").map((folder) => `${folder}/${name}`).find((path) => existsSync(path));

export const launch = (more = {}, flags = []) =>
  puppeteer.launch({
    executablePath: found(executable),
    env,
    args: ["--no-sandbox", "--autoplay-policy=no-user-gesture-required", "--mute-audio", ...flags],
    ...more,
  });

/** Opens an address; `facts` fills by itself. */
export async function open(browser, url, { width = 1280, scheme = "light", script = true } = {}) {
  const page = await browser.newPage();
  const facts = { bytes: 0, foreign: [], errors: [] };
  await page.setViewport({ width, height: 800 });
  await page.emulateMediaFeatures([
    { name: "prefers-color-scheme", value: scheme },
    { name: "prefers-reduced-motion", value: "reduce" },
  ]);
  await page.setJavaScriptEnabled(script);
  await page.evaluateOnNewDocument(observe);
  page.on("pageerror", (error) => facts.errors.push(String(error)));
  // A violation of the policy is told there too.
  page.on("console", (message) => ["error", "warn"].includes(message.type()) && facts.errors.push(message.text()));
  page.on("request", (request) => {
    // The browser draws the controls of its player from data.
    const { protocol, origin } = new URL(request.url());
    if (protocol !== "data:" && origin !== new URL(url).origin) facts.foreign.push(request.url());
  });
  const session = await page.createCDPSession();
  await session.send("Network.enable");
  const media = new Set();
  session.on("Network.responseReceived", ({ requestId, type }) => type === "Media" && media.add(requestId));
  session.on("Network.loadingFinished", ({ requestId, encodedDataLength }) => {
    if (!media.has(requestId)) facts.bytes += encodedDataLength;
  });
  await page.goto(url, { waitUntil: "load" });
  return { page, facts };
}

/** Runs in the page: what is noted for later. */
function observe() {
  window.noted = { shift: 0, violations: [], said: [], shown: [] };
  document.addEventListener("securitypolicyviolation", ({ violatedDirective: rule, blockedURI }) => {
    window.noted.violations.push(`${rule} ${blockedURI}`);
  });
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) if (!entry.hadRecentInput) window.noted.shift += entry.value;
  }).observe({ type: "layout-shift", buffered: true });
  document.addEventListener("DOMContentLoaded", () => {
    const keep = (list, text) => text && list.at(-1) !== text && list.push(text);
    const look = () => {
      keep(window.noted.said, document.querySelector("#live")?.textContent);
      keep(window.noted.shown, document.querySelector("#says")?.textContent);
    };
    new MutationObserver(look).observe(document.body, { subtree: true, childList: true, characterData: true });
  });
}

/** Presses Tab until all has been visited; the controls that a person sees and Tab did not reach. */
export async function unreached(page) {
  await page.evaluate(() => {
    const controls = "a[href], button, input:not([type=hidden]), textarea, summary, audio[controls]";
    const isShown = (element) => element.checkVisibility({ contentVisibilityAuto: true }) && !element.disabled;
    window.left = new Set([...document.querySelectorAll(controls)].filter(isShown));
    window.unseen = [];
  });
  for (let press = 0, quiet = 0; press < 1000 && quiet < 25; press += 1) {
    await page.keyboard.press("Tab");
    quiet = await page.evaluate((quiet) => {
      const at = document.activeElement;
      const { width, height } = at.getBoundingClientRect();
      const ring = at.matches(":focus-visible") && getComputedStyle(at).outlineStyle !== "none";
      const isNew = window.left.delete(at);
      if (isNew && at.localName !== "audio" && (!ring || width * height < 4)) window.unseen.push(at.outerHTML.slice(0, 80));
      return isNew ? 0 : quiet + 1;
    }, quiet);
    if (await page.evaluate(() => window.left.size === 0)) break;
  }
  return page.evaluate(() => [...[...window.left].map((element) => element.outerHTML.slice(0, 80)), ...window.unseen]);
}
