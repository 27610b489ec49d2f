// The text of a piece of HTML as a reader sees it, a line a block, without layout.

import { parseHTML } from "linkedom";

const UNSEEN = new Set(["script", "style", "noscript", "template", "annotation", "head"]);
const INLINE = new Set([
  ...["a", "abbr", "b", "bdi", "bdo", "cite", "code", "data", "del", "dfn", "em", "font", "i", "ins", "kbd", "mark", "mi", "mn"],
  ...["mo", "q", "s", "samp", "small", "span", "strong", "sub", "sup", "time", "tt", "u", "var", "wbr"],
]);
const [ELEMENT, TEXT] = [1, 3];
// Lines in which a text says its own title.
const LINES_OF_HEAD = 4;

function walk(node, parts) {
  if (node.nodeType === TEXT) parts.push(node.data);
  if (node.nodeType !== ELEMENT || UNSEEN.has(node.localName)) return;
  const edge = INLINE.has(node.localName) ? "" : "\n";
  parts.push(edge);
  node.childNodes.forEach((child) => walk(child, parts));
  parts.push(edge);
}

export function documentOf(html) {
  return parseHTML(html).document;
}

export function textOf(html) {
  const parts = [];
  walk(documentOf(`<!DOCTYPE html><html><body>${html}</body></html>`).body, parts);
  const lines = parts.join("").split("\n").map((line) => line.trim());
  return lines.filter(Boolean).join("\n");
}

/** The title and the text; the text alone if one of its first lines is the title, without a site's name behind it. */
export function titled(title, text) {
  const head = (title ?? "").replace(/\s+/gu, " ").trim();
  const isSaid = text.split("\n", LINES_OF_HEAD).some((line) => head.startsWith(line) || line.includes(head));
  return isSaid ? text : `${head}\n${text}`;
}
