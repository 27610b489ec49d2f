import assert from "node:assert/strict";
import { test } from "node:test";
import { composed, filesOf } from "../src/core/diff.ts";

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

test("a diff is its files, with lines counted", () => {
  const counted = filesOf(DIFF).map(({ path, added, removed }) => [path, added, removed]);
  assert.deepEqual(counted, [["src/lease.rs", 3, 2], ["new name.txt", 0, 0], ["logo.png", 0, 0]]);
  assert.deepEqual(filesOf("no diff"), []);
});

test("a request is told with its description, its files and its comments", () => {
  const { markdown, files, comments } = composed("Leases are longer", ["They were too short."], DIFF, [
    { author: "ada", file: "src/lease.rs", said: "Why this number?" },
    { author: "", file: "", said: "Looks good." },
  ]);
  assert.deepEqual([files, comments], [3, 2]);
  const start = ["# Leases are longer", "They were too short.", "## Changed files", "### src/lease.rs", "3 lines added, 2 removed."];
  assert.ok(markdown.startsWith(start.join("\n\n")), markdown);
  assert.ok(markdown.includes("````diff\n@@ -1,4"), "a fence is longer than what it holds");
  assert.ok(markdown.endsWith("## Review comments\n\nada on `src/lease.rs`: Why this number?\n\nA reviewer: Looks good.\n"), markdown);
});

test("of a long file, the rest is counted", () => {
  const { markdown } = composed("t", [], `diff --git a/a b/a\n@@ -1 +1 @@\n${"+x\n".repeat(1_000)}`.trimEnd(), []);
  assert.ok(markdown.includes("601 more lines are not shown."), markdown.slice(-200));
});
