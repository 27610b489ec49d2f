// Screenshots of the extension for the stores, 1280 by 800: node tests/extension/screenshots.mjs FOLDER, beside a service that
// CUEPOINT_URL and CUEPOINT_TOKEN name (`make screenshots`). The popup is drawn into the window where browsers show it.

import { readFileSync, mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { execFileSync } from "node:child_process";
import { createServer } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { launched } from "./chromium/browser.mjs";

const [folder] = process.argv.slice(2);
const { CUEPOINT_URL: server, CUEPOINT_TOKEN: token } = process.env;
const here = (path) => fileURLToPath(new URL(path, import.meta.url));
const place = mkdtempSync(join(tmpdir(), "cuepoint-screenshots-"));
const zip = here("../../crates/extension/build/cuepoint-chromium-1.0.0.zip");
execFileSync(process.execPath, [here("unpacked.mjs"), zip, join(place, "extension"), "http://127.0.0.1/*"]);
const style = "<style>body{font:18px/1.6 Georgia,serif;max-width:44rem;margin:3rem 5rem;color:#222}pre,table{font-size:15px}a{color:#345}li{display:inline;margin-right:1em}</style>";
const page = readFileSync(here("../fixtures/pages/blog-hugo.html"), "utf8").replace("</head>", `${style}</head>`);
const site = createServer((_, response) => response.writeHead(200, { "Content-Type": "text/html; charset=utf-8" }).end(page));
await new Promise((resolve) => site.listen(0, "127.0.0.1", resolve));
const browser = await launched(join(place, "extension"), join(place, "profile"));
const until = async (where, code) => {
  for (let waited = 0; waited < 60_000; waited += 100) {
    if (await browser.evaluate(where, code)) return;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error(`not within a minute: ${code}`);
};
const says = (selector, text) => `(document.querySelector(${JSON.stringify(selector)})?.innerText ?? "").includes(${JSON.stringify(text)})`;

try {
  mkdirSync(folder, { recursive: true });
  await browser.options();
  await browser.size("options", 1280, 800);
  await browser.fill("options", "#address", server);
  await browser.press("options", "#paste summary");
  await browser.fill("options", "#secret", token);
  await browser.press("options", "#token button");
  await until("options", says("#checks", "accepts the token"));
  await browser.evaluate("options", "document.querySelector('#paste').open = false");
  await browser.screenshot("options", join(folder, "options.png"));
  await browser.close("options");
  await browser.open(`http://127.0.0.1:${site.address().port}/`);
  await browser.size("page", 1280, 800);
  await browser.screenshot("page", join(place, "page.png"));
  await browser.popup();
  await until("popup", says("#facts", "words"));
  await shot("send");
  await browser.press("popup", "#go");
  await until("popup", says("#jobs", "Speaking, line"));
  await shot("progress");
  await until("popup", says("#jobs", "Ready"));
  await shot("ready");
} finally {
  await browser.quit();
  site.close();
  rmSync(place, { recursive: true, force: true });
}

async function shot(name) {
  const popup = join(place, "popup.png");
  await browser.screenshot("popup", popup);
  const image = (path) => `data:image/png;base64,${readFileSync(path).toString("base64")}`;
  const over = "position:absolute;top:8px;right:24px;border:1px solid #8c877e;border-radius:8px;box-shadow:0 6px 24px #0006";
  await browser.composed(`<body style="margin:0"><img src="${image(join(place, "page.png"))}"><img style="${over}" src="${image(popup)}">`, join(folder, `${name}.png`));
}
