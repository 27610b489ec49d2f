// The article of a page: what Readability finds in its shown part, or else all that is shown.

import { Readability } from "@mozilla/readability";
import { removeClutter } from "./clutter.ts";
import { shownCopy } from "./shown.ts";

export interface Article {
  title: string;
  lang: string;
  /** The article, without attributes that the service has no use for. */
  body: HTMLElement;
  text: string;
  isWhole: boolean;
}

/** Readability has missed the article where it leaves more than this of the page's prose out. */
const PROSE_SHARE_MIN = 0.5;
/** Own text of a block from which on it is prose. */
const PROSE_CHARS = 80;

export function articleOf(page: Document): Article {
  const root = page.body ?? page.documentElement;
  const { copy: shown, asks } = shownCopy(root);
  removeClutter(shown, asks);
  // Readability takes its document apart.
  const whole = shown.body.cloneNode(true) as HTMLElement;
  const head = headOf(shown);
  const found = new Readability(shown, { keepClasses: true }).parse();
  const title = plain(found?.title ?? page.title);
  const lang = found?.lang || page.documentElement.lang;
  const body = new DOMParser().parseFromString(found?.content ?? "", "text/html").body;
  restore(head, body);
  const text = textOf(body);
  if (text && prose(body) >= prose(whole) * PROSE_SHARE_MIN) return { title, lang, body: cleaned(body), text, isWhole: false };
  return { title, lang, body: cleaned(whole), text: textOf(whole), isWhole: true };
}

/** Characters of the blocks that hold prose, each counted once. */
function prose(body: Element): number {
  const blocks = [...body.querySelectorAll("p, blockquote, pre, li, td, div, dd")];
  const own = (block: Element) => [...block.childNodes].filter(({ nodeName }) => nodeName === "#text" || INLINE.has(nodeName));
  const chars = blocks.map((block) => own(block).reduce((sum, child) => sum + plain(child.textContent ?? "").length, 0));
  return chars.filter((count) => count >= PROSE_CHARS).reduce((sum, count) => sum + count, 0);
}

/** The heading of the article, and the line below it. */
function headOf(page: Document): Element[] {
  const headings = [...page.querySelectorAll("h1")];
  const title = plain(page.title);
  const heading = headings.find((each) => title.includes(plain(each.textContent ?? "") || "\0")) ?? headings[0];
  if (!heading) return [];
  const next = heading.nextElementSibling;
  const isLine = next && (/(^|[-_ ])(sub-?(title|head\w*)|dek|deck|standfirst|lede|lead|summary|description|excerpt|intro|tagline)/i.test(`${next.className} ${next.id}`) || next.getAttribute("itemprop") === "description");
  return isLine ? [heading, next] : [heading];
}

/** Readability takes the title out of the text, and often the line below it. */
function restore(head: Element[], body: Element) {
  const text = textOf(body);
  for (const element of [...head].reverse()) {
    const line = textOf(element);
    if (line && !text.startsWith(line) && !text.slice(0, 1_000).includes(line)) {
      const own = body.ownerDocument.createElement(level1(element) ? "h1" : "p");
      own.textContent = line;
      body.prepend(own);
    }
  }
}

const level1 = ({ tagName }: Element) => tagName === "H1";

/** The selected part of a page; nothing where nothing is selected. */
export function selectionOf(page: Document): Article | undefined {
  const selection = page.getSelection();
  if (!selection || selection.isCollapsed) return undefined;
  const text = plain(selection.toString());
  if (!text) return undefined;
  const body = page.implementation.createHTMLDocument().body;
  for (let at = 0; at < selection.rangeCount; at++) body.append(selection.getRangeAt(at).cloneContents());
  for (const hidden of body.querySelectorAll("script, style, noscript, template, iframe, svg, [hidden]")) hidden.remove();
  return { title: plain(page.title), lang: page.documentElement.lang, body: cleaned(body), text, isWhole: false };
}

const SENT = new Set(["class", "lang", "dir", "alt", "scope", "colspan", "rowspan"]);

function cleaned(body: HTMLElement): HTMLElement {
  for (const element of body.querySelectorAll("*")) {
    for (const { name } of [...element.attributes]) if (!SENT.has(name)) element.removeAttribute(name);
  }
  return body;
}

const INLINE = new Set(
  "A ABBR B BDI BDO CITE CODE DEL DFN EM FONT I INS KBD LABEL MARK Q S SAMP SMALL SPAN STRIKE STRONG SUB SUP TIME TT U VAR WBR".split(" "),
);

/** The text of an element, its blocks apart from one another. */
function textOf(element: Element): string {
  const parts: string[] = [];
  const add = (node: Node) => {
    if (node.nodeType === Node.TEXT_NODE) parts.push(node.textContent ?? "");
    if (!(node instanceof Element)) return;
    const isApart = !INLINE.has(node.tagName.toUpperCase());
    if (isApart) parts.push(" ");
    node.childNodes.forEach(add);
    if (isApart) parts.push(" ");
  };
  add(element);
  return plain(parts.join(""));
}

export const plain = (text: string) => text.replace(/\s+/g, " ").trim();
