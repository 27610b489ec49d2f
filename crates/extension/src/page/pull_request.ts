// Pull requests of GitHub and merge requests of GitLab: title, description, changed files, and what reviewers wrote, as Markdown.
// All is read from the page and from its own site with the reader's session, after the click.

import type { Comment } from "../core/diff.ts";
import { composed } from "../core/diff.ts";
import { plain } from "./article.ts";

const FETCH_MS = 8_000;

interface Site {
  path: RegExp;
  title: string;
  description: string;
  /** Each comment on a line of a file, with what names the file within or around it. */
  comments: string;
  body: string;
  author: string;
  file: string;
}

const GITHUB: Site = {
  path: /^\/[^/]+\/[^/]+\/pull\/\d+/,
  title: ".js-issue-title, bdi.markdown-title, [data-component=PH_Title]",
  description: ".js-command-palette-pull-body .comment-body, .js-discussion .TimelineItem:first-child .comment-body, [data-testid=issue-body] .markdown-body",
  comments: ".review-comment, .js-comment.js-minimizable-comment-group, [data-testid=review-thread] [data-testid=comment]",
  body: ".comment-body, .markdown-body",
  author: ".author, [data-testid=avatar-link]",
  file: ".js-resolvable-timeline-thread-container summary a, .file-header a[title], [data-testid=review-thread] a[href*='#diff']",
};
const GITLAB: Site = {
  path: /^\/.+\/-\/merge_requests\/\d+/,
  title: "[data-testid=title-content], .detail-page-header h1, h1.title",
  description: "[data-testid=description-content] .md, .detail-page-description .md, .description .md",
  comments: ".discussion-notes .note, [data-testid=discussion-content] .note",
  body: ".note-text, .note-body .md",
  author: ".note-header-author-name, .author-name-link",
  file: ".diff-file .file-title-name, .file-header .file-title-name",
};

export interface PullRequest {
  title: string;
  markdown: string;
  files: number;
  comments: number;
}

/** Reads the request; nothing where the page is none, or its diff cannot be had. */
export async function pullRequestOf(page: Document, address: URL): Promise<PullRequest | undefined> {
  const site = [GITHUB, GITLAB].find(({ path }) => path.test(address.pathname));
  const path = site?.path.exec(address.pathname)?.[0];
  if (!site || !path) return undefined;
  const diff = await text(`${address.origin}${path}.diff`);
  if (!diff?.startsWith("diff --git ")) return undefined;
  const pick = (selector: string, root: ParentNode = page) => plain(root.querySelector(selector)?.textContent ?? "");
  const title = pick(site.title) || plain(page.title);
  const description = [...(page.querySelector(site.description)?.children ?? [])].map((part) => plain(part.textContent ?? ""));
  const comments = [...page.querySelectorAll(site.comments)].flatMap((comment): Comment[] => {
    const said = pick(site.body, comment);
    const thread = comment.closest("details, .discussion, .timeline-content, [data-testid=review-thread]") ?? comment;
    return said ? [{ author: pick(site.author, comment), file: pick(site.file, thread), said }] : [];
  });
  return { title, ...composed(title, description.filter(Boolean), diff, comments) };
}

async function text(address: string): Promise<string | undefined> {
  try {
    const answer = await fetch(address, { credentials: "same-origin", signal: AbortSignal.timeout(FETCH_MS) });
    return answer.ok ? await answer.text() : undefined;
  } catch {
    return undefined;
  }
}
