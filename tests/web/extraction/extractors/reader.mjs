// The service's own reader. What it leaves out for the ear (code, large tables), and numbers that it spells out, count
// against it here like everything else; so do pages in languages that it refuses.

import { execFileSync } from "node:child_process";
import { fileURLToPath } from "node:url";

const REPOSITORY = fileURLToPath(new URL("../../../../", import.meta.url));

export default function reader(pages) {
  const paths = pages.map(({ path }) => path);
  const command = ["run", "--quiet", "-p", "script", "--example", "text", "--", ...paths];
  const lines = execFileSync("cargo", command, { cwd: REPOSITORY, encoding: "utf8", maxBuffer: 64 << 20 });
  return lines.trimEnd().split("\n").map((line) => JSON.parse(line).text);
}
