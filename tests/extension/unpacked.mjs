// Unpacks a built extension for a test: node tests/extension/unpacked.mjs ZIP FOLDER PATTERN
//
// Nobody can answer the question of a browser without a window: the copy may reach the server that PATTERN names from the start.
// Nothing else is changed.

import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { unzipSync } from "fflate";

const [zip, folder, pattern] = process.argv.slice(2);
rmSync(folder, { recursive: true, force: true });
mkdirSync(folder, { recursive: true });
for (const [name, bytes] of Object.entries(unzipSync(readFileSync(zip)))) {
  const isManifest = name === "manifest.json";
  const changed = isManifest && { ...JSON.parse(Buffer.from(bytes)), host_permissions: [pattern] };
  writeFileSync(join(folder, name), isManifest ? JSON.stringify(changed, null, 1) : bytes);
}
