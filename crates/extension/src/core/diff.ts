// A pull request as Markdown, from its diff and what people wrote about it.

import { counted } from "./words.ts";

/** Lines of a file that are sent; the rest is counted. */
const FILE_LINES_MAX = 400;

export interface Comment {
  author: string;
  file: string;
  said: string;
}

/** Markdown of a request from its parts. */
export function composed(title: string, description: string[], diff: string, comments: Comment[]) {
  const files = filesOf(diff);
  const parts = [`# ${title}`, ...description, "## Changed files"];
  for (const { path, added, removed, lines } of files) {
    parts.push(`### ${path}`, `${counted(added, "line")} added, ${removed} removed.`);
    const shown = lines.slice(0, FILE_LINES_MAX);
    const fence = "`".repeat(Math.max(3, ...shown.map((line) => (/`+/.exec(line)?.[0].length ?? 0) + 1)));
    if (shown.length) parts.push([`${fence}diff`, ...shown, fence].join("\n"));
    if (shown.length < lines.length) parts.push(`${lines.length - shown.length} more lines are not shown.`);
  }
  if (comments.length) parts.push("## Review comments");
  for (const { author, file, said } of comments) {
    const where = [author || "A reviewer", file && `on \`${file}\``].filter(Boolean).join(" ");
    parts.push(`${where}: ${said}`);
  }
  return { markdown: `${parts.join("\n\n")}\n`, files: files.length, comments: comments.length };
}

interface File {
  path: string;
  added: number;
  removed: number;
  lines: string[];
}

/** Files of a unified diff, each with its hunks. */
export function filesOf(diff: string): File[] {
  const files: File[] = [];
  let file: File | undefined;
  let isInHunk = false;
  for (const line of diff.split("\n")) {
    if (line.startsWith("diff --git ")) {
      file = { path: / b\/(.*)$/.exec(line)?.[1] ?? line.slice(11), added: 0, removed: 0, lines: [] };
      files.push(file);
      isInHunk = false;
    } else if (!file) continue;
    else if (line.startsWith("@@")) {
      isInHunk = true;
      file.lines.push(line);
    } else if (isInHunk) {
      if (line.startsWith("+")) file.added += 1;
      if (line.startsWith("-")) file.removed += 1;
      file.lines.push(line);
    } else if (line.startsWith("+++ b/")) file.path = line.slice(6);
  }
  return files;
}
