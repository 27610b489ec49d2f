// The browser extension's own script, as `make extension` has built it, in a real Chromium: it sees what is shown.

import { readFileSync } from "node:fs";
import { createServer } from "node:http";
import { launch } from "../../page/browser.mjs";

const SCRIPT = new URL("../../../../crates/extension/build/chromium/extract.js", import.meta.url);

export default async function extract(pages) {
  const script = readFileSync(SCRIPT, "utf8");
  const server = createServer((request, response) => {
    const page = pages.find(({ name }) => request.url === `/${name}`);
    response.writeHead(page ? 200 : 404, { "Content-Type": "text/html; charset=utf-8" }).end(page?.html);
  });
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  const browser = await launch();
  const texts = [];
  try {
    const tab = await browser.newPage();
    for (const { name } of pages) {
      await tab.goto(`http://127.0.0.1:${server.address().port}/${name}`);
      const found = await tab.evaluate(script);
      texts.push(found.is === "text" ? found.words : "");
    }
  } finally {
    await browser.close();
    server.close();
  }
  return texts;
}
