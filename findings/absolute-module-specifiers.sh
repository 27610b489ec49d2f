#!/usr/bin/env bash
# An import by absolute path stops working with compatibility date 2026-11-17.
#
# miniflare 5.20261117.0-beta, workerd 1.20261117.1.
# Guessed: a module that is bound under its path can be imported by that path, whatever the date.
# Seen: with the new module registry, the default from that date on, "Module not found: file:///…"; the relative path works with both.
# Fails if that changes.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init --yes >/dev/null
npm install --silent --no-audit --no-fund miniflare@5.20261117.0-beta node@22.23.3
cat >run.mjs <<'JS'
import { Log, LogLevel, Miniflare, convertV4MiniflareOptions } from "miniflare";

for (const compatibilityDate of ["2026-11-16", "2026-11-17"]) {
  for (const specifier of ["/made/word.js", "./word.js"]) {
    const main = `import { word } from "${specifier}"; export default { fetch() { return new Response(word) } }`;
    const mf = new Miniflare(
      convertV4MiniflareOptions({
        cf: false,
        telemetry: { enabled: false },
        log: new Log(LogLevel.NONE),
        workers: [
          {
            name: "main",
            compatibilityDate,
            modulesRoot: "/",
            modules: [
              { type: "ESModule", path: "/made/main.js", contents: main },
              { type: "ESModule", path: "/made/word.js", contents: "export const word = 'found'" },
            ],
          },
        ],
      }),
    );
    const answer = await mf.ready.then((url) => fetch(url)).then((response) => response.text()).catch(() => "not found");
    console.log(compatibilityDate, specifier, answer);
    await mf.dispose().catch(() => {});
  }
}
JS
node_modules/.bin/node run.mjs | tee seen
diff - seen <<'SEEN'
2026-11-16 /made/word.js found
2026-11-16 ./word.js found
2026-11-17 /made/word.js not found
2026-11-17 ./word.js found
SEEN
