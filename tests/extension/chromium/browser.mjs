// Chromium with the extension in it. The toolbar button is pressed as a reader presses it: only that gives the extension the page.

import { launch } from "../../web/page/browser.mjs";

const PATIENCE_MS = 10_000;
const sleep = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

async function until(what, ask) {
  for (const end = Date.now() + PATIENCE_MS; Date.now() < end; await sleep(20)) {
    const found = await ask();
    if (found) return found;
  }
  throw new Error(`${what}: not within ${PATIENCE_MS} ms`);
}

export async function launched(folder, profile) {
  // The last flag is for Chromium before 150; later ones install by the pipe alone.
  const browser = await launch({ pipe: true, enableExtensions: true, userDataDir: profile }, ["--enable-unsafe-extension-debugging"]);
  const id = await browser.installExtension(folder);
  const extension = (await browser.extensions()).get(id);
  const errors = [];
  let tab = (await browser.pages())[0] ?? (await browser.newPage());
  let popup;
  let options;
  // A page of the extension's that does nothing by itself, to look at what is kept. Looking from within the background would keep
  // the browser from ending it.
  const aside = await browser.newPage();
  await aside.goto(`chrome-extension://${id}/manifest.json`);

  const at = (name) => `chrome-extension://${id}/${name}`;
  const worker = () => browser.targets().find((target) => target.type() === "service_worker" && target.url().startsWith(at("")));
  const noted = (page, name) => {
    page.on("pageerror", (error) => errors.push(`${name}: ${error}`));
    page.on("console", (message) => message.type() === "error" && errors.push(`${name}: ${message.text()}`));
    return page;
  };
  const place = (where) => {
    const page = { page: tab, popup, options, aside }[where];
    if (!page) throw new Error(`${where} is not open`);
    return page;
  };

  return {
    async open(url) {
      if (tab.isClosed()) tab = await browser.newPage();
      await tab.goto(url);
      await tab.bringToFront();
    },

    /** The toolbar click; what it opens is there when this returns. */
    async popup() {
      // It closes by itself as soon as another tab has the focus.
      if (popup && !popup.isClosed()) await popup.close().catch(() => undefined);
      await tab.bringToFront();
      await extension.triggerAction(tab);
      const target = await until("the popup", () => browser.targets().find((target) => target.url() === at("popup.html")));
      popup = noted(await target.asPage(), "popup");
      await popup.waitForSelector("html[data-opened]", { timeout: PATIENCE_MS });
    },

    async close(where) {
      await place(where).close();
    },

    async options() {
      options = noted(await browser.newPage(), "options");
      await options.goto(at("options.html"));
    },

    /** The value of an expression, which may be a promise. */
    evaluate: (where, code) => place(where).evaluate(code),

    async press(where, selector) {
      // A tab behind another is not drawn, and cannot be clicked in.
      if (where === "options") await options.bringToFront();
      await place(where).waitForSelector(`${selector}:not([disabled])`, { timeout: PATIENCE_MS, visible: true });
      await place(where).click(selector);
    },

    async fill(where, selector, text) {
      const field = await place(where).waitForSelector(selector, { timeout: PATIENCE_MS, visible: true });
      await field.evaluate((input) => (input.value = ""));
      await field.type(text);
    },

    /** Selects what an element of the page holds. */
    async select(selector) {
      await tab.evaluate((selector) => getSelection().selectAllChildren(document.querySelector(selector)), selector);
    },

    /** Ends the background, as the browser does when it pleases. */
    async kill() {
      const target = worker();
      if (!target) return false;
      const session = await browser.target().createCDPSession();
      await session.send("Target.closeTarget", { targetId: target._targetId });
      await until("the end of the background", () => worker() !== target);
      return true;
    },

    async screenshot(where, path) {
      await place(where).screenshot({ path });
    },

    size: (where, width, height) => place(where).setViewport({ width, height }),

    /** A picture of a page that is only this HTML. */
    async composed(html, path) {
      const context = await browser.createBrowserContext();
      const page = await context.newPage();
      await page.setViewport({ width: 1280, height: 800 });
      await page.setContent(html);
      await page.screenshot({ path });
      await context.close();
    },

    async facts() {
      return { errors, isAwake: worker() !== undefined };
    },

    /** The tab whose address holds this is the page from now on. */
    async tab(part) {
      tab = await until(part, async () => (await browser.pages()).find((page) => page.url().includes(part)));
      await tab.bringToFront();
    },

    /** Ends the browser at once, as a crash of the machine would. */
    async crash() {
      const ended = new Promise((resolve) => browser.process().once("exit", resolve));
      browser.process().kill("SIGKILL");
      await ended;
    },

    quit: () => browser.close(),
  };
}
