// Builds the extension: node crates/extension/build.mjs [--wire DATE --release NUMBER] [--out FOLDER]
//
// Makes a folder and a zip for each browser, the same bytes each time. --wire builds it as a release that speaks another version of
// the API, for tests.

import { execFileSync } from "node:child_process";
import { mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { build } from "esbuild";
import { zipSync } from "fflate";
import openapi, { astToString } from "openapi-typescript";
import { manifest } from "./manifest.mjs";

const here = dirname(fileURLToPath(import.meta.url));
const root = join(here, "../..");
const { values } = parseArgs({ options: { wire: { type: "string" }, release: { type: "string" }, out: { type: "string" } } });
const out = values.out ?? join(here, "build");
const document = JSON.parse(readFileSync(join(root, "docs/openapi.json")));
/** The version of the API that the extension speaks: the newest when it was written. */
const wire = values.wire ?? "2026-11-29";
const release = values.release ?? "1.0.0";
const ZIP_BYTES_MAX = 80_000;

mkdirSync(join(here, "build"), { recursive: true });
writeFileSync(join(here, "build/api.d.ts"), astToString(await openapi(document, { defaultNonNullable: false })));
execFileSync(process.execPath, [join(root, "node_modules/typescript/bin/tsc"), "-p", here], { stdio: "inherit" });

/** Readability fills elements of its own document from text, which the stores' linter takes for a danger: by a parser instead. */
const parsed = {
  name: "parsed",
  setup: ({ onLoad }) =>
    onLoad({ filter: /readability[/\\]Readability\.js$/ }, ({ path }) => {
      const source = readFileSync(path, "utf8");
      const contents = source.replace(/([\w.]+)\.innerHTML = ([\w.]+);/g, '$1.replaceChildren(...new DOMParser().parseFromString($2, "text/html").body.childNodes);');
      if (contents.split("replaceChildren").length !== 3) throw new Error("Readability is not as it was: look at it again");
      return { contents };
    }),
};
const bundled = await build({
  absWorkingDir: here,
  entryPoints: ["background", "popup", "options"].map((name) => ({ in: `src/shell/${name}.ts`, out: name })),
  bundle: true,
  minify: true,
  format: "esm",
  target: ["chrome121", "firefox142"],
  define: { WIRE: JSON.stringify(wire), RELEASE: JSON.stringify(release) },
  outdir: "/",
  write: false,
  logLevel: "warning",
});
const injected = await build({
  absWorkingDir: here,
  entryPoints: ["src/shell/extract.ts"],
  plugins: [parsed],
  bundle: true,
  minify: true,
  format: "iife",
  globalName: "cuepointExtracted",
  // The value of the file, which the browser hands to whoever injected it.
  footer: { js: "cuepointExtracted.default" },
  target: ["chrome121", "firefox142"],
  outfile: "/extract.js",
  write: false,
  logLevel: "warning",
});

const files = Object.fromEntries([
  ...[...bundled.outputFiles, ...injected.outputFiles].map(({ path, contents }) => [path.slice(1), contents]),
  ...["static", "icons"].flatMap((folder) => readdirSync(join(here, folder)).map((name) => [name, readFileSync(join(here, folder, name))])),
]);
for (const browser of ["chromium", "firefox"]) {
  const described = manifest({ browser, release });
  const all = { "manifest.json": Buffer.from(`${JSON.stringify(described, null, 1)}\n`), ...files };
  const folder = join(out, browser);
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  for (const [name, bytes] of Object.entries(all)) writeFileSync(join(folder, name), bytes);
  const zip = zipSync(all, { level: 9, mtime: "2026-01-01T00:00:00Z" });
  if (zip.length > ZIP_BYTES_MAX) throw new Error(`${browser}: ${zip.length} bytes zipped; ${ZIP_BYTES_MAX} at most`);
  writeFileSync(join(out, `cuepoint-${browser}-${release}.zip`), zip);
  console.log(`${browser}: ${zip.length} bytes zipped`);
}
