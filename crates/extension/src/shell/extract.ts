// Runs in the page that was clicked on, once, and is gone: what the popup shows and sends of it is the value of this script.

import type { Article } from "../page/article.ts";
import { articleOf, plain, selectionOf } from "../page/article.ts";
import { requestOf } from "../page/pull_request.ts";
import type { Extracted } from "./messages.ts";

async function extract(): Promise<Extracted> {
  if (document.contentType === "application/pdf") return { is: "pdf", title: plain(document.title) };
  const request = await requestOf(document, new URL(location.href));
  if (request) return { is: "request", ...request };
  const article = articleOf(document);
  const selection = selectionOf(document);
  const page = ({ title, lang, body }: Article) => {
    const html = document.implementation.createHTMLDocument(title);
    if (lang) html.documentElement.lang = lang;
    html.body.append(html.createElement("article"));
    html.body.firstElementChild?.append(...body.childNodes);
    return `<!doctype html>${html.documentElement.outerHTML}`;
  };
  if (!article.text && !selection) return { is: "empty", title: article.title };
  return {
    is: "text",
    title: article.title || "A page without a title",
    format: "html",
    text: page(article),
    words: article.text,
    ...(article.isWhole && { note: "the whole page: no article was found in it" }),
    ...(selection && { selection: { text: page(selection), words: selection.text } }),
  };
}

// esbuild makes this the value of the file, which the browser hands to whoever injected it.
export default extract();
