// What stands around an article and is not part of it, where Readability leaves it in: taken out before it looks. Works on the copy
// of a page, by the names and the words that the generators of pages use; each rule has a page among tests/fixtures/pages.

const PARTS = [
  "nav, menu",
  ...["navigation", "banner", "contentinfo", "complementary", "search", "toolbar", "tablist", "status", "alert", "doc-biblioentry", "doc-bibliography"].map((role) => `[role=${role}]`),
  ".infobox, .navbox, .metadata, .mw-editsection, .toc, .reflist, .references, .descriptor, .metatable, .labstabs, .extra-services, .subheader",
].join(", ");

/** Names of small blocks beside the text: a class or an id that is one of these, with what else such names are made of around it. */
const BESIDE = new RegExp(
  `^((post|entry|article|page|site|user|story|blog|js|c|module|hatena-module)[-_]*)*(${[
    "ads?|advert|advertisement|anuncio|publicidad|sponsor|sponsored|promo|promotion|newsletter|subscribe|subscription|sign-?up|email-?capture",
    "shar(e|ing)|social|related|recommended|recommendations|read-?more|cookies?|consent|breadcrumbs?|pagination|pager|skip",
    "by-?line|author|authors|metadata|meta|metatable|date-?line|published|timestamp|date|read(ing)?-?time|kicker|eyebrow|categor(y|ies)|tags?|labels?",
    "rating|votes?|vote-count|score|bottom-notice|feedback|helpful|profile|signature|details-?user|info-?user|online|badges?|view-?online|unsubscribe|preheader",
    "print-?(note|bar|tools)?|submission-history|full-text|comment-?header|timeline-?comment-?header|file-?header|gh-header-(meta|number)",
  ].join("|")})([-_]*(box|block|area|list|section|wrapper|container|inner|module|links?|bar|info|details|buttons?|notice|form|text|line|row|cta|widget|card|header))*$`,
  "i",
);
const BESIDE_WORDS_MAX = 60;

/** Headings of parts that name other texts. */
const LISTS = /^(references|bibliography|further reading|external links|see also|related (articles|posts|links)|einzelnachweise|literatur|weblinks|siehe auch|références|bibliographie|voir aussi|liens externes|referencias|bibliografía|véase también|enlaces externos)$/i;

/** What readers wrote below the text, where it is not most of the page. */
const COMMENTS = /^((js|post|entry|article|page|site)[-_])?(comments|comments?-?(list|area|section|thread)|responses|respond|kommentare|leserkommentare|commentaires|comentarios)$/i;

/** The lines of a letter that are about the letter. */
const LETTER = /unsubscribe|in your inbox|click to view image|view (this|it|in)( \w+)* (browser|online)|abbestellen|im browser (ansehen|öffnen)|ne plus recevoir|désabonner|désinscrire|lire cet?t?e? \w+ en ligne|darse de baja|ver en el navegador/i;
const LETTER_WORDS_MAX = 40;
const MINUTES = /\bmin read\b/i;
const MINUTES_WORDS_MAX = 12;
const PAID = /^\W*(sponsored|advertisement|anzeige|werbung|publicité|publicidad)\b/i;

/** A mark of a footnote, or of a doubt. */
const MARK = /^\[?(\d{1,3}|[a-z]|[a-z]+ needed)\]?$/i;

/** Words, roughly: of scripts that write none apart, two characters each. */
function words(element: Element): number {
  const text = element.textContent ?? "";
  const unspaced = text.match(/[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}]/gu)?.length ?? 0;
  return (text.match(/\S+/g)?.length ?? 0) + unspaced / 2;
}

const names = (element: Element) => [...element.classList, element.id];
const level = (element: Element | null) => Number(/^H([1-6])$/.exec(element?.tagName ?? "")?.[1] ?? 0);

/** Takes it out of the copy. `asks` are the parts that hold a field to write in. */
export function removeClutter(page: Document, asks: Set<Element>): void {
  for (const ask of asks) smallestBlock(ask)?.remove();
  for (const part of page.body.querySelectorAll(PARTS)) part.remove();
  for (const mark of page.body.querySelectorAll("sup")) {
    if (mark.querySelector("a") && MARK.test((mark.textContent ?? "").trim())) mark.remove();
  }
  const all = words(page.body);
  for (const element of page.body.querySelectorAll("*")) {
    if (PAID.test(element.textContent ?? "") && words(element) <= BESIDE_WORDS_MAX) smallestBlock(element)?.remove();
    else if (isBeside(element) || isOfLinks(element) || isOfLetter(element)) element.remove();
    else if (names(element).some((name) => COMMENTS.test(name)) && words(element) < all / 2) element.remove();
  }
  plainHeadings(page);
  removeLists(page);
}

function isBeside(element: Element): boolean {
  if (!names(element).some((name) => BESIDE.test(name)) || element.querySelector("h1")) return false;
  return !element.parentElement?.closest("p, blockquote, pre, h1, h2, h3") && words(element) <= BESIDE_WORDS_MAX;
}

function isOfLetter(element: Element): boolean {
  const [text, count] = [element.textContent ?? "", words(element)];
  if (!/^(P|TD|DIV|SECTION|SPAN|A|H2|H3)$/.test(element.tagName)) return false;
  return (count <= LETTER_WORDS_MAX && LETTER.test(text)) || (count <= MINUTES_WORDS_MAX && MINUTES.test(text));
}

/** The largest block around that is still small: a form with its heading and its promise. */
function smallestBlock(element: Element): Element | undefined {
  let found: Element | undefined;
  for (let at: Element | null = element; at && at !== at.ownerDocument.body && words(at) <= BESIDE_WORDS_MAX; at = at.parentElement) found = at;
  return found;
}

/** A list or a block whose text is that of its links, or that names each: `Next message: …`. */
function isOfLinks(element: Element): boolean {
  const items = /^[UO]L$/.test(element.tagName) ? [...element.children] : [];
  if (items.length > 1 && items.every((item) => item.querySelector("a") && /^[^:]{1,40}:/.test((item.textContent ?? "").trim()))) return true;
  if (!/^(UL|OL|DIV|SECTION|FOOTER|TABLE)$/.test(element.tagName) || element.closest("pre")) return false;
  const links = [...element.querySelectorAll("a")];
  if (links.length < 2) return false;
  const chars = (text: string | null) => (text ?? "").replace(/\s/g, "").length;
  const linked = links.reduce((sum, link) => sum + chars(link.textContent), 0);
  return linked > 0.8 * chars(element.textContent);
}

/** Headings without their links to themselves, and out of the wrappers that Readability throws away with them. */
function plainHeadings(page: Document): void {
  for (const heading of page.body.querySelectorAll("h1, h2, h3, h4, h5, h6")) {
    if (/^re: /i.test(heading.textContent ?? "")) {
      heading.remove();
      continue;
    }
    for (const link of heading.querySelectorAll("a")) if (/^[#¶§🔗\s]*$/u.test(link.textContent ?? "")) link.remove();
    for (const part of heading.querySelectorAll("a, span, button")) part.replaceWith(...part.childNodes);
    const { parentElement: around } = heading;
    const isAlone = around && /^(DIV|HEADER|SPAN)$/.test(around.tagName) && words(around) === words(heading);
    if (isAlone && around !== page.body) around.replaceWith(heading);
    // Readability throws headings away by what they are called.
    heading.removeAttribute("class");
    heading.removeAttribute("id");
  }
}

function removeLists(page: Document): void {
  for (const heading of page.body.querySelectorAll("h2, h3, h4, h5")) {
    if (!LISTS.test((heading.textContent ?? "").trim())) continue;
    for (let next = heading.nextElementSibling; next; next = heading.nextElementSibling) {
      const ends = level(next) || Math.min(...[...next.querySelectorAll("h1, h2, h3, h4")].map(level), 9);
      if (ends <= level(heading)) break;
      next.remove();
    }
    heading.remove();
  }
}
