// Scores of programs that find the article of a page: node tests/web/extraction/score.mjs [--show PAGE] [--only NAME] [MODULE…]
//
// The words of the extracted text and of the article are aligned in order (longest common subsequence, by characters):
// recall is the aligned share of the article; excess is the rest of the extracted text, over the article's length.
//
// An extractor is a module whose default export is given all pages, [{ name, path, url, html }], and returns (a promise of)
// their texts in the same order: the title, if it knows one, and then the text, a line a block; "" for a page it refuses.
// Those in extractors/ are scored, and the modules on the command line beside them. --show prints, for one page or for
// `all`, the words that are missing (-) and those that are too much (+).

import { readFile, readdir } from "node:fs/promises";
import { basename, resolve } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { parseArgs } from "node:util";

import { align } from "./align.mjs";

const PAGES = fileURLToPath(new URL("../../fixtures/pages/", import.meta.url));
const EXTRACTORS = ["extension", "readability", "defuddle", "reader"].map((name) => new URL(`extractors/${name}.mjs`, import.meta.url).href);

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { show: { type: "string" }, only: { type: "string" } },
});
const pages = await read();
const columns = [];
for (const module of [...EXTRACTORS, ...positionals.map((path) => pathToFileURL(resolve(path)).href)]) {
  const name = basename(fileURLToPath(module), ".mjs");
  if (values.only === undefined || values.only === name) columns.push(await score(name, module));
}
print();
for (const [index, page] of pages.entries()) {
  if (values.show === page.name || values.show === "all") columns.forEach((column) => show(page, column, index));
}

async function read() {
  const files = (await readdir(PAGES)).filter((file) => file.endsWith(".html")).sort();
  const page = async (file) => {
    const [name, path] = [basename(file, ".html"), `${PAGES}${file}`];
    const [html, article] = await Promise.all([readFile(path, "utf8"), readFile(`${PAGES}${name}.txt`, "utf8")]);
    return { name, path, url: `https://pages.example/${name}`, html, article };
  };
  return Promise.all(files.map(page));
}

async function score(name, module) {
  const { default: extract } = await import(module);
  const texts = await extract(pages.map(({ article, ...page }) => page));
  if (texts.length !== pages.length) throw new Error(`${name}: ${texts.length} texts for ${pages.length} pages`);
  return { name, texts, scores: pages.map((page, index) => align(page.article, texts[index])) };
}

function print() {
  const width = Math.max(...pages.map((page) => page.name.length), "mean, not refused".length);
  const percent = (share) => (100 * share).toFixed(1).padStart(7);
  const row = (name, cells) => console.log([name.padEnd(width), ...cells].join("  "));
  const sum = (name, reduce) =>
    row(name, columns.map(({ texts, scores }) => {
      const of = (key) => reduce(scores.map((one, index) => ({ share: one[key], text: texts[index] })), key);
      return `${percent(of("recall"))} ${percent(of("excess"))}`;
    }));
  const mean = (all) => all.reduce((sum, { share }) => sum + share, 0) / all.length;
  row("", columns.map(({ name }) => name.padStart(15)));
  row("", columns.map(() => " recall  excess"));
  pages.forEach((page, index) => {
    row(page.name, columns.map(({ scores }) => `${percent(scores[index].recall)} ${percent(scores[index].excess)}`));
  });
  sum("mean", mean);
  sum("mean, not refused", (all) => mean(all.filter(({ text }) => text !== "")));
  sum("worst", (all, key) => (key === "recall" ? Math.min : Math.max)(...all.map(({ share }) => share)));
}

function show(page, { name, scores }, index) {
  console.log(`\n${page.name}, ${name}`);
  scores[index].missing.forEach((words) => console.log(`  - ${words}`));
  scores[index].extra.forEach((words) => console.log(`  + ${words}`));
}
