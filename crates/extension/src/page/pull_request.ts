// A pull request of GitHub or a merge request of GitLab, as far as its page and its own site tell it with the reader's session.

import type { Address, Answers } from "../core/review.ts";
import { reduced, requestAt } from "../core/review.ts";
import { plain } from "./article.ts";

const FETCH_MS = 8_000;
const PUBLIC = "https://github.com";
/** Pages of a list, of a hundred entries each. */
const PAGES_MAX = 10;
const PAGE = 100;

export interface Found {
  address: Address;
  title: string;
  /** Without people. */
  review: Answers;
}

/** Reads the request; nothing where the page is none. */
export async function requestOf(page: Document, url: URL): Promise<Found | undefined> {
  const address = requestAt(url);
  if (!address) return undefined;
  const review = address.host === "github" ? await pullRequest(page, address) : await mergeRequest(address);
  return review && { address, title: plain(page.title), review: reduced(review) };
}

async function got(address: string): Promise<Response | undefined> {
  try {
    const answer = await fetch(address, { credentials: "same-origin", signal: AbortSignal.timeout(FETCH_MS) });
    return answer.ok ? answer : undefined;
  } catch {
    return undefined;
  }
}

// GitHub: its API knows no session, so that the page is read

const TITLE = ".js-issue-title, bdi.markdown-title, [data-component=PH_Title]";
const DESCRIPTION = ".js-command-palette-pull-body, .js-discussion .TimelineItem:first-child, [data-testid=issue-body]";
const AUTHOR = ".author, [data-testid=avatar-link]";
const BODY = ".comment-body, .markdown-body";
const COMMENT = ".review-comment, .js-comment.js-minimizable-comment-group, [data-testid=review-thread] [data-testid=comment], .timeline-comment";
const THREAD = ".js-resolvable-timeline-thread-container, review-thread-collapsible, [data-testid=review-thread]";
const FILE = ".file-header [data-path], summary a, .file-header a[title], a[href*='#diff']";

async function pullRequest(page: Document, { origin, project, number }: Address): Promise<Answers | undefined> {
  // github.com sends its diffs from another site, which lets no page read them: they are asked of the API instead.
  const diff = origin === PUBLIC ? undefined : await (await got(`${origin}/${project}/pull/${number}.diff`))?.text();
  if (origin !== PUBLIC && !diff?.startsWith("diff --git ")) return undefined;
  const description = page.querySelector(DESCRIPTION);
  const comments = [...page.querySelectorAll(COMMENT)].filter((comment) => !description?.contains(comment));
  const threads = [...new Set(comments.map((comment) => comment.closest(THREAD)))].filter((thread) => thread !== null);
  const spoken = (comment: Element) => ({ id: idOf(comment, comments), user: userOf(comment), body: textOf(comment.querySelector(BODY)) });
  const lines = threads.flatMap((thread) => {
    const [first, ...answers] = comments.filter((comment) => thread.contains(comment)).map(spoken);
    if (!first) return [];
    const path = pathOf(thread);
    const line = lineOf(thread);
    const place = { path, side: "RIGHT", ...(line ? { line } : { subject_type: "file" }) };
    return [{ ...first, ...place }, ...answers.map((answer) => ({ ...answer, ...place, in_reply_to_id: first.id }))];
  });
  return {
    pull_request: { title: plain(page.querySelector(TITLE)?.textContent ?? page.title), body: textOf(description?.querySelector(BODY)), user: description && userOf(description) },
    ...(diff && { diff }),
    review_comments: lines,
    review_threads: threads.map((thread) => ({ isResolved: isResolved(thread), comments: [...idsOf(thread, comments)].map((databaseId) => ({ databaseId })) })),
    issue_comments: comments.filter((comment) => !comment.closest(THREAD)).map(spoken),
  };
}

const userOf = (part: Element) => {
  const name = plain(part.querySelector(AUTHOR)?.textContent ?? "");
  const isProgram = [...part.querySelectorAll(".Label")].some((label) => plain(label.textContent ?? "").toLowerCase() === "bot");
  return { login: name, ...(isProgram && { type: "Bot" }) };
};

/** Paragraphs apart from one another, as Markdown has them. */
function textOf(body: Element | null | undefined): string {
  const blocks = [...(body?.children ?? [])].map((block) => plain(block.textContent ?? "")).filter(Boolean);
  return blocks.length ? blocks.join("\n\n") : plain(body?.textContent ?? "");
}

/** The number that the API has for a comment, or one of this page alone. */
function idOf(comment: Element, comments: Element[]): number {
  const named = [comment, ...comment.querySelectorAll("[id^=discussion_r]")].map(({ id }) => /^discussion_r(\d+)$/.exec(id)?.[1]);
  return Number(named.find(Boolean) ?? comments.indexOf(comment) + 1);
}

function idsOf(thread: Element, comments: Element[]): Set<number> {
  const hidden = [thread, ...thread.querySelectorAll("[data-hidden-comment-ids]")].flatMap((part) => (part.getAttribute("data-hidden-comment-ids") ?? "").split(","));
  return new Set([...comments.filter((comment) => thread.contains(comment)).map((comment) => idOf(comment, comments)), ...hidden.filter(Boolean).map(Number)]);
}

const isResolved = (thread: Element) => (thread.closest("[data-resolved]") ?? thread.querySelector("[data-resolved]"))?.getAttribute("data-resolved") === "true";

function pathOf(thread: Element): string {
  const named = thread.querySelector(FILE);
  return named?.getAttribute("data-path") ?? plain(named?.textContent ?? "");
}

/** The line that is commented: the last of the excerpt above the comments. */
function lineOf(thread: Element): number | undefined {
  const last = [...thread.querySelectorAll("[data-line-number]")].at(-1)?.getAttribute("data-line-number");
  return last && /^\d+$/.test(last) ? Number(last) : undefined;
}

// GitLab: its API takes the session

async function mergeRequest({ origin, project, number }: Address): Promise<Answers | undefined> {
  const request = `${origin}/api/v4/projects/${encodeURIComponent(project)}/merge_requests/${number}`;
  const described = await (await got(request))?.json().catch(() => undefined);
  if (typeof described?.title !== "string") return undefined;
  const [commits, changes, discussions] = await Promise.all(["commits", "diffs", "discussions"].map((list) => all(`${request}/${list}`)));
  return { merge_request: described, commits, changes, discussions };
}

/** All pages of a list. */
async function all(address: string): Promise<unknown[]> {
  const found: unknown[] = [];
  for (let page = 1; page <= PAGES_MAX; page++) {
    const entries: unknown = await (await got(`${address}?per_page=${PAGE}&page=${page}`))?.json().catch(() => undefined);
    if (!Array.isArray(entries)) break;
    found.push(...entries);
    if (entries.length < PAGE) break;
  }
  return found;
}
