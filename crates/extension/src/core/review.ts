// Pull requests of GitHub and merge requests of GitLab: their addresses, what their APIs answer as a source of the format `review`,
// and the same as Markdown for a server that is older than the format.

import known from "../../../changes/src/host/answers.json" with { type: "json" };
import { counted } from "./words.ts";

export interface Address {
  host: "github" | "gitlab";
  origin: string;
  /** `owner/name`, or the path of a project in its groups. */
  project: string;
  number: number;
}

/** The request that a page shows; nothing for the address of another page. */
export function requestAt({ origin, pathname }: URL): Address | undefined {
  const [, project, kind, number] = /^\/(.+?)(\/pull\/|\/-\/merge_requests\/)(\d+)(?:\/|$)/.exec(pathname) ?? [];
  if (!project || !number) return undefined;
  const host = kind === "/pull/" ? "github" : "gitlab";
  if (host === "github" && project.split("/").length !== 2) return undefined;
  return { host, origin, project, number: Number(number) };
}

/** Answers of an API by what was asked for, as the service reads them. */
export type Answers = Record<string, unknown>;

// Without people

const FIELDS = new Set(known.fields);
const TEXTS = new Set(known.texts);
const PROGRAMS = new Set(known.programs);

type Fields = Record<string, unknown>;
const fieldsOf = (value: unknown): Fields => (typeof value === "object" && value !== null && !Array.isArray(value) ? (value as Fields) : {});
const textOf = (value: unknown) => (typeof value === "string" ? value : "");

const accountOf = (value: unknown) => {
  const { user, author } = fieldsOf(value);
  const account = user ?? author;
  return typeof account === "object" && account !== null ? fieldsOf(account) : undefined;
};
const loginOf = (account: Fields) => textOf(account["login"]) || textOf(account["username"]) || textOf(account["name"]);

function isProgram(account: Fields): boolean {
  const login = loginOf(account).toLowerCase();
  const isNamed = /(\[bot\]|-bot|_bot)$/.test(login) || PROGRAMS.has(login) || (/^(project|group)_/.test(login) && login.includes("_bot"));
  return isNamed || account["type"] === "Bot" || account["__typename"] === "Bot" || account["bot"] === true;
}

/** The answers with what the service reads, and nothing else: a person is a number, everywhere the same; a program keeps its name. */
export function reduced(answers: Answers): Answers {
  const people = new Map<string, string>();
  number(answers, people);
  return kept(answers, people) as Answers;
}

function number(value: unknown, people: Map<string, string>): void {
  const account = accountOf(value);
  const login = account && !isProgram(account) ? loginOf(account) : "";
  if (login && !people.has(login)) people.set(login, `person-${people.size + 1}`);
  for (const inner of Array.isArray(value) ? value : Object.values(fieldsOf(value))) number(inner, people);
}

function kept(value: unknown, people: Map<string, string>): unknown {
  if (Array.isArray(value)) return value.map((one) => kept(one, people));
  if (typeof value !== "object" || value === null) return value;
  const fields = Object.entries(value).filter(([key]) => FIELDS.has(key));
  return Object.fromEntries(
    fields.map(([key, field]) => {
      if (key === "user" || key === "author") return [key, account(accountOf(value), people)];
      return [key, TEXTS.has(key) && typeof field === "string" ? withoutPeople(field, people) : kept(field, people)];
    }),
  );
}

function account(of: Fields | undefined, people: Map<string, string>) {
  if (!of) return null;
  const login = loginOf(of);
  if (!isProgram(of)) return login ? { login: people.get(login) } : {};
  const told = known.of_program.filter((key) => key in of).map((key) => [key, of[key]] as const);
  return { ...Object.fromEntries(told), login };
}

/** A text without the lines that credit people, and with numbers for those it mentions. */
function withoutPeople(text: string, people: Map<string, string>): string {
  const lines = text.replace(/\r?\n$/, "").split(/\r?\n/).filter((line) => !isCredit(line));
  return lines.join("\n").replace(/@([A-Za-z0-9_-]*)/g, (all, name: string) => (people.has(name) ? `@${people.get(name)}` : all));
}

function isCredit(line: string): boolean {
  const inside = /<([^>]*)>/.exec(line)?.[1] ?? "";
  const key = /^(.*?): /.exec(line.trim())?.[1] ?? "";
  return (inside.includes("@") && !inside.includes(" ")) || (/(-by|ed by)$/.test(key) && key.length < 30);
}

// For people, and for older servers

const listOf = (value: unknown): Fields[] => {
  const entries = Array.isArray(value) ? value : fieldsOf(value)["nodes"];
  return Array.isArray(entries) ? entries.map(fieldsOf) : [];
};

interface Comment {
  who: string;
  path: string;
  body: string;
}

/** What people wrote, first at lines, then about the whole. */
function commentsOf(review: Answers): Comment[] {
  const comment = (one: Fields, path = ""): Comment[] => {
    const account = accountOf(one);
    const body = textOf(one["body"]).trim();
    return body && !(account && isProgram(account)) && one["system"] !== true ? [{ who: account ? loginOf(account) : "", path, body }] : [];
  };
  const notes = listOf(review["discussions"]).flatMap(({ notes }) => listOf(notes));
  return [
    ...listOf(review["review_comments"]).flatMap((one) => comment(one, textOf(one["path"]))),
    ...notes.flatMap((note) => comment(note, textOf(fieldsOf(note["position"])["new_path"]))),
    ...[review["reviews"], review["issue_comments"]].flatMap(listOf).flatMap((one) => comment(one)),
  ];
}

interface File {
  path: string;
  lines: string[];
}

/** Changed files, each with its hunks. */
export function filesOf(review: Answers): File[] {
  const changes = fieldsOf(review["changes"])["changes"] ?? review["changes"];
  const diff = textOf(review["diff"]);
  if (!diff) return listOf(changes).map((one) => ({ path: textOf(one["new_path"]), lines: textOf(one["diff"]).replace(/\n$/, "").split("\n").filter(Boolean) }));
  const files: File[] = [];
  let [file, isInHunk]: [File | undefined, boolean] = [undefined, false];
  for (const line of diff.replace(/\n$/, "").split("\n")) {
    if (line.startsWith("diff --git ")) {
      file = { path: / b\/(.*)$/.exec(line)?.[1] ?? line.slice(11), lines: [] };
      files.push(file);
      isInHunk = false;
    } else if (line.startsWith("@@") || isInHunk) {
      isInHunk = true;
      file?.lines.push(line);
    } else if (file && line.startsWith("+++ b/")) file.path = line.slice(6);
  }
  return files;
}

/** Lines of a file that are shown as Markdown; the rest is counted. */
const FILE_LINES_MAX = 400;

/** The review as Markdown. */
export function markdownOf(review: Answers): string {
  const request = fieldsOf(review["pull_request"] ?? review["merge_request"]);
  const description = textOf(request["body"]) || textOf(request["description"]);
  const parts = [`# ${textOf(request["title"])}`, ...(description ? [description] : []), "## Changed files"];
  for (const { path, lines } of filesOf(review)) {
    const [added, removed] = ["+", "-"].map((sign) => lines.filter((line) => line.startsWith(sign)).length);
    parts.push(`### ${path}`, `${counted(added ?? 0, "line")} added, ${removed} removed.`);
    const shown = lines.slice(0, FILE_LINES_MAX);
    const fence = "`".repeat(Math.max(3, ...shown.map((line) => (/`+/.exec(line)?.[0].length ?? 0) + 1)));
    if (shown.length) parts.push([`${fence}diff`, ...shown, fence].join("\n"));
    if (shown.length < lines.length) parts.push(`${lines.length - shown.length} more lines are not shown.`);
  }
  const comments = commentsOf(review);
  if (comments.length) parts.push("## Review comments");
  for (const { who, path, body } of comments) parts.push(`${[who || "A reviewer", path && `on \`${path}\``].filter(Boolean).join(" ")}: ${body}`);
  return `${parts.join("\n\n")}\n`;
}

/** What the reader is told is sent. */
export function noteOf(review: Answers): string {
  const files = filesOf(review);
  const diff = files.length ? counted(files.length, "file") : "its diff cannot be read";
  return `${diff}, ${counted(commentsOf(review).length, "comment")}`;
}
