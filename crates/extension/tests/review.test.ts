import assert from "node:assert/strict";
import { readFileSync, readdirSync } from "node:fs";
import { test } from "node:test";
import { hostFault, tokenFor } from "../src/core/hosts.ts";
import { filesOf, markdownOf, noteOf, reduced, requestAt } from "../src/core/review.ts";

const DIFF = [
  "diff --git a/src/lease.rs b/src/lease.rs",
  "index 1111111..2222222 100644",
  "--- a/src/lease.rs",
  "+++ b/src/lease.rs",
  "@@ -1,4 +1,5 @@ fn renew()",
  " fn renew() {",
  "-    let until = now + 10;",
  "+    let until = now + LEASE_MS;",
  "+    // ``` in a comment",
  " }",
  "--- not a header",
  "+++ not one either",
  "diff --git a/old name.txt b/new name.txt",
  "similarity index 100%",
  "rename from old name.txt",
  "rename to new name.txt",
  "diff --git a/logo.png b/logo.png",
  "Binary files a/logo.png and b/logo.png differ",
].join("\n");
const review = (more: object = {}) => ({ pull_request: { title: "Leases are longer", body: "They were too short." }, diff: DIFF, ...more });

test("a request is known by its address", () => {
  const at = (address: string) => {
    const found = requestAt(new URL(address));
    return found && [found.host, found.origin, found.project, found.number];
  };
  assert.deepEqual(at("https://github.com/owner/name/pull/12/files#diff-0"), ["github", "https://github.com", "owner/name", 12]);
  assert.deepEqual(at("https://git.example.org:8443/owner/name/pull/12"), ["github", "https://git.example.org:8443", "owner/name", 12]);
  assert.deepEqual(at("https://gitlab.com/group/sub/name/-/merge_requests/3/diffs"), ["gitlab", "https://gitlab.com", "group/sub/name", 3]);
  for (const other of ["https://github.com/owner/name/pulls", "https://github.com/owner/name/pull/x", "https://github.com/a/b/c/pull/1", "https://github.com/owner/name/pull/12ab"]) {
    assert.equal(at(other), undefined, other);
  }
});

test("answers are sent on without people", () => {
  const account = (login: string, more = {}) => ({ user: { login, avatar_url: `https://example.org/${login}`, ...more } });
  const { pull_request, issue_comments } = reduced({
    pull_request: { ...account("ada"), title: "Leases", body: "Asked for by @bo and @carol.\nReviewed-by: Bo <bo@example.org>\nSee `a@b`.", html_url: "https://example.org" },
    issue_comments: [{ ...account("bo"), body: "@ada, why?" }, { ...account("dependabot[bot]", { type: "Bot" }), body: "Bumped." }, { user: null, body: "Gone." }],
  }) as Record<string, unknown>;
  assert.deepEqual(pull_request, { user: { login: "person-1" }, title: "Leases", body: "Asked for by @person-2 and @carol.\nSee `a@b`." });
  assert.deepEqual(issue_comments, [
    { user: { login: "person-2" }, body: "@person-1, why?" },
    { user: { type: "Bot", login: "dependabot[bot]" }, body: "Bumped." },
    { user: null, body: "Gone." },
  ]);
});

test("a diff is its files", () => {
  assert.deepEqual(filesOf(review()).map(({ path, lines }) => [path, lines.length]), [["src/lease.rs", 8], ["new name.txt", 0], ["logo.png", 0]]);
  assert.deepEqual(filesOf(review({ diff: "no diff" })), []);
  assert.deepEqual(filesOf({ changes: { changes: [{ new_path: "a", diff: "@@ -1 +1 @@\n-x\n+y\n" }] } }), [{ path: "a", lines: ["@@ -1 +1 @@", "-x", "+y"] }]);
});

test("for an older server it is Markdown, with its description, its files and its comments", () => {
  const comments = {
    review_comments: [{ user: { login: "person-2" }, path: "src/lease.rs", body: "Why this number?" }],
    issue_comments: [{ user: null, body: "Looks good." }, { user: { login: "codecov" }, body: "90 %" }],
  };
  const markdown = markdownOf(review(comments));
  const start = ["# Leases are longer", "They were too short.", "## Changed files", "### src/lease.rs", "3 lines added, 2 removed."];
  assert.ok(markdown.startsWith(start.join("\n\n")), markdown);
  assert.ok(markdown.includes("````diff\n@@ -1,4"), "a fence is longer than what it holds");
  assert.ok(markdown.endsWith("## Review comments\n\nperson-2 on `src/lease.rs`: Why this number?\n\nA reviewer: Looks good.\n"), markdown);
  assert.equal(noteOf(review(comments)), "3 files, 2 comments");
  assert.equal(noteOf({ pull_request: {} }), "its diff cannot be read, 0 comments");
});

test("of a long file, the rest is counted", () => {
  const markdown = markdownOf(review({ diff: `diff --git a/a b/a\n@@ -1 +1 @@\n${"+x\n".repeat(1_000)}` }));
  assert.ok(markdown.includes("601 more lines are not shown."), markdown.slice(-200));
});

test("what hosts have answered is told, whoever the host is", () => {
  const folder = new URL("../../../tests/fixtures/changes/reviews/", import.meta.url);
  const names = readdirSync(folder);
  assert.ok(names.length > 5);
  for (const name of names) {
    const answers = JSON.parse(readFileSync(new URL(name, folder), "utf8"));
    const { title } = answers.pull_request ?? answers.merge_request;
    assert.ok(markdownOf(reduced(answers)).startsWith(`# ${title}`), name);
  }
});

test("a token goes to its own host alone", () => {
  const hosts = [{ name: "github.com", token: "public" }, { name: "Git.Example.org:8443", token: "own" }, { name: "localhost:3000", token: "here" }];
  assert.equal(tokenFor(hosts, "https://github.com"), "public");
  assert.equal(tokenFor(hosts, "https://git.example.org:8443"), "own");
  assert.equal(tokenFor(hosts, "http://localhost:3000"), "here");
  for (const other of ["http://github.com", "https://github.com:444", "https://git.example.org", "https://github.com.example.org"]) assert.equal(tokenFor(hosts, other), undefined, other);
  assert.equal(hostFault({ name: "git.example.org:8443", token: "t" }), undefined);
  for (const bad of [{ name: "https://github.com", token: "t" }, { name: "", token: "t" }, { name: "github.com", token: "" }, { name: "github.com", token: "a b" }]) assert.ok(hostFault(bad), JSON.stringify(bad));
});
