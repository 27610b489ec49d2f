// A copy of the page with what a reader sees of it, and nothing else: no script, no hidden text, no controls.

const DROPPED = new Set([
  ...["SCRIPT", "STYLE", "NOSCRIPT", "TEMPLATE", "IFRAME", "OBJECT", "EMBED", "CANVAS", "SVG", "VIDEO", "AUDIO", "MAP"],
  ...["INPUT", "SELECT", "TEXTAREA", "OPTION", "DATALIST", "PROGRESS", "METER", "DIALOG"],
]);
/** Attributes that say what an element is; an address may hold a secret and is not needed. */
const KEPT = ["class", "id", "role", "lang", "dir", "alt", "title", "itemprop", "rel", "scope", "colspan", "rowspan", "datetime", "align"];
const ASKS = "input[type=email], input[type=text], input:not([type]), textarea";
const HEADING = "h1, h2, h3, h4, h5, h6, summary, legend";

interface Around {
  /** Closed details, and what a search unfolds, have no size and are content. */
  isFolded: boolean;
  /** What is behind the text: a colour, or a picture of which nothing is known. */
  ground: string | undefined;
}

/** A document of its own with the shown part of `root` as its body, and what in it asks for an answer. */
export function shownCopy(root: Element, page: Document = root.ownerDocument): { copy: Document; asks: Set<Element> } {
  const copy = page.implementation.createHTMLDocument(page.title);
  copy.documentElement.lang = page.documentElement.lang;
  for (const meta of page.querySelectorAll("head > meta[name], head > meta[property]")) copy.head.append(copy.importNode(meta));
  const base = copy.createElement("base");
  base.href = page.baseURI;
  copy.head.append(base);
  const asks = new Set<Element>();
  add(root, copy.body, { isFolded: false, ground: groundOf(root) }, asks);
  return { copy, asks };
}

function add(element: Element, into: Element, around: Around, asks: Set<Element>) {
  const style = getComputedStyle(element);
  const inside: Around = {
    isFolded: around.isFolded || (element instanceof HTMLDetailsElement && !element.open) || isUntilFound(element),
    ground: isClear(style.backgroundColor) && style.backgroundImage === "none" ? around.ground : groundBehind(style),
  };
  const isLegible = hasLegibleText(style, inside.ground);
  for (const child of childrenOf(element)) {
    if (child.nodeType === Node.TEXT_NODE) {
      if (isLegible) into.append(child.textContent ?? "");
      continue;
    }
    if (!(child instanceof Element)) continue;
    if (child.matches(ASKS)) asks.add(into);
    if (isDropped(child, inside)) continue;
    const tag = child.localName;
    const own = into.ownerDocument.createElement(/^[a-z][a-z0-9]*$/.test(tag) ? tag : "div");
    for (const name of KEPT) {
      const value = child.getAttribute(name);
      if (value !== null) own.setAttribute(name, value);
    }
    if (child instanceof HTMLAnchorElement) own.setAttribute("href", "#");
    add(child, own, inside, asks);
    into.append(own);
  }
}

/** Children as they are laid out: of an open shadow tree where there is one, and of a slot what was put into it. */
function childrenOf(element: Element): Iterable<Node> {
  if (element.shadowRoot) return element.shadowRoot.childNodes;
  if (element instanceof HTMLSlotElement) {
    const assigned = element.assignedNodes();
    if (assigned.length) return assigned;
  }
  return element.childNodes;
}

function isDropped(element: Element, { isFolded }: Around): boolean {
  const tag = element.tagName.toUpperCase();
  if (DROPPED.has(tag)) return !(element instanceof HTMLDialogElement && element.open);
  // A heading that unfolds what is below it is often a button.
  if (tag === "BUTTON") return !element.closest(HEADING);
  const style = getComputedStyle(element);
  if (style.display === "none" || (style.contentVisibility === "hidden" && !isUntilFound(element))) return true;
  if (style.opacity === "0") return !isYetToAppear(element, style);
  return !isFolded && !isUntilFound(element) && hasNoRoom(element, style);
}

const isUntilFound = (element: Element) => element.getAttribute("hidden") === "until-found";

/** Parts further down often fade in as the reader comes to them. */
function isYetToAppear(element: Element, style: CSSStyleDeclaration): boolean {
  const moves = style.transitionDuration !== "0s" || style.animationName !== "none" || style.willChange.includes("opacity");
  return moves && element.getBoundingClientRect().top > innerHeight;
}

/** Cut to nothing, or put beside the page. */
function hasNoRoom(element: Element, style: CSSStyleDeclaration): boolean {
  if (style.display === "contents") return false;
  const cuts = /hidden|clip/.test(`${style.overflowX} ${style.overflowY}`);
  const isOut = style.position === "absolute" || style.position === "fixed";
  if (/^matrix\(0, 0, 0, 0,/.test(style.transform)) return true;
  if (!cuts && !isOut && style.clipPath === "none") return false;
  if (/^inset\((50|100)%/.test(style.clipPath) || (isOut && /^rect\((0px|1px)(,? (0px|1px|auto)){3}\)$/.test(style.clip))) return true;
  const { width, height, right, bottom } = element.getBoundingClientRect();
  if (cuts && (width <= 1 || height <= 1)) return true;
  return isOut && width > 0 && (right + scrollX <= 0 || bottom + scrollY <= 0);
}

function hasLegibleText(style: CSSStyleDeclaration, ground: string | undefined): boolean {
  if (style.visibility !== "visible" || style.fontSize === "0px" || Number.parseFloat(style.textIndent) < -500) return false;
  // Letters can be cut out of a picture.
  if (style.backgroundClip === "text" || style.getPropertyValue("-webkit-background-clip") === "text") return true;
  const fill = style.getPropertyValue("-webkit-text-fill-color") || style.color;
  return !isClear(fill) && fill !== ground;
}

const isClear = (color: string) => color === "transparent" || /^rgba\(.*, 0\)$|\/ 0\)$/.test(color);

const groundBehind = (style: CSSStyleDeclaration) => (style.backgroundImage === "none" ? style.backgroundColor : undefined);

/** The colour behind an element: of the first around it that has one. A page without any is white, or dark by its scheme. */
function groundOf(element: Element): string | undefined {
  for (let at: Element | null = element; at; at = at.parentElement) {
    const style = getComputedStyle(at);
    if (!isClear(style.backgroundColor) || style.backgroundImage !== "none") return groundBehind(style);
  }
  const isDark = getComputedStyle(document.documentElement).colorScheme.includes("dark") && matchMedia("(prefers-color-scheme: dark)").matches;
  return isDark ? undefined : "rgb(255, 255, 255)";
}
