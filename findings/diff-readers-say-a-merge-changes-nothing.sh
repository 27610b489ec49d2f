#!/usr/bin/env bash
# Readers of diffs say that a merge changes nothing: no line, no hunk, or no file.
#
# unidiff 1.0.1, whatthepatch 1.0.7 (PyPI, Python 3.11), parse-diff 0.11.1, gitdiff-parser 0.3.1 (npm, node 22.23.3), git 2.39 or newer.
# Guessed: a combined diff ("diff --cc", "@@@"), as git prints for a merge that was not simple, is refused by readers that do not
# know the form, or its lines are counted.
# Seen: no error. unidiff and parse-diff tell the file with 0 lines added, 0 removed and 0 hunks; whatthepatch takes "--cc" for its
# old name; for gitdiff-parser there is no file. The merge below adds two lines and removes two.
# Fails if that changes.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv python
python/bin/pip install --quiet --disable-pip-version-check unidiff==1.0.1 whatthepatch==1.0.7
npm init --yes >/dev/null
npm install --silent --no-audit --no-fund parse-diff@0.11.1 gitdiff-parser@0.3.1 node@22.23.3

git init --quiet --initial-branch=ours lid
cd lid
git config user.name "Person 1" && git config user.email person1@example.org && git config commit.gpgsign false
put() { printf '%s\n' "$@" >lid.txt && git add lid.txt && git commit --quiet --message "${*: -1}"; }
put one two three
git branch theirs
put one "two of ours" three
git switch --quiet theirs
put one "two of theirs" three
git switch --quiet ours
git merge theirs >/dev/null || printf '%s\n' one "two of both" "and a half" three >lid.txt
git commit --quiet --all --message merge
git show --cc --format= >../merge.diff
cd ..
grep --quiet '^@@@ ' merge.diff

python/bin/python - <<'PY' | tee seen
import unidiff, whatthepatch
text = open("merge.diff").read()
for file in unidiff.PatchSet(text):
    print("unidiff:", file.path, file.added, "added", file.removed, "removed", len(file), "hunks")
for diff in whatthepatch.parse_patch(text):
    print("whatthepatch:", diff.header.old_path, diff.header.new_path, diff.changes)
PY
cat >run.cjs <<'JS'
const text = require("node:fs").readFileSync("merge.diff", "utf8");
for (const { to, additions, deletions, chunks } of require("parse-diff")(text)) {
  console.log(`parse-diff: ${to} ${additions} added ${deletions} removed ${chunks.length} hunks`);
}
console.log(`gitdiff-parser: ${require("gitdiff-parser").parse(text).length} files`);
JS
node_modules/.bin/node run.cjs | tee --append seen
diff - seen <<'SEEN'
unidiff: lid.txt 0 added 0 removed 0 hunks
whatthepatch: --cc lid.txt None
parse-diff: lid.txt 0 added 0 removed 0 hunks
gitdiff-parser: 0 files
SEEN
