// @mozilla/readability in linkedom, with its defaults.

import { Readability } from "@mozilla/readability";

import { documentOf, textOf, titled } from "../text.mjs";

export default function readability(pages) {
  return pages.map(({ html }) => {
    const article = new Readability(documentOf(html)).parse();
    return article ? titled(article.title, textOf(article.content)) : "";
  });
}
