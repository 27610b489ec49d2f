// defuddle in linkedom, with its defaults; for comparison only.

import { Defuddle } from "defuddle/node";

import { documentOf, textOf, titled } from "../text.mjs";

export default function defuddle(pages) {
  return Promise.all(pages.map(async ({ html, url }) => {
    const { title, content } = await Defuddle(documentOf(html), url);
    return titled(title, textOf(content));
  }));
}
