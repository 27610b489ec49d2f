// The Workers of these wrangler configurations in one workerd, over state kept in a folder; requests go to the first one.
//
//   node workerd.mjs --port N --triggers N --state FOLDER [--var NAME=VALUE]... CONFIG...
//
// What `wrangler dev` runs, without its calls home, its proxy, and the routes that it adds to ours: those, a trigger of the
// cron among them, are on a port of their own. And WEB, unless it is bound, reaches public addresses alone.

import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import path from "node:path";
import { parseArgs } from "node:util";

// To import what can be required, Node reads it twice: megabytes, at each start.
const require = createRequire(import.meta.url);
const { build } = require("esbuild");
const { Log, LogLevel, Miniflare, convertV4MiniflareOptions } = require("miniflare");
const { unstable_getMiniflareWorkerOptions: optionsOf, unstable_readConfig: readConfig } = require("wrangler");

// Judged once a name is resolved, and it is the address so judged that is connected to.
const PUBLIC_WEB = { network: { allow: ["public"], tlsOptions: { trustBrowserCas: true } } };

const HOST = "127.0.0.1";

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    port: { type: "string" },
    triggers: { type: "string" },
    state: { type: "string" },
    var: { type: "string", multiple: true, default: [] },
  },
});

const [first, ...others] = await Promise.all(positionals.map(worker));
Object.assign(first.bindings, Object.fromEntries(values.var.map(variable)));
first.unsafeDirectSockets = [{ host: HOST, port: Number(values.port) }];

const service = new Miniflare(
  convertV4MiniflareOptions({
    host: HOST,
    port: Number(values.triggers),
    // Where wrangler keeps it: its commands find the same state.
    resourcePersistencePath: path.join(values.state, "v3"),
    workers: [first, ...others],
    unsafeTriggerHandlers: true,
    cf: false,
    telemetry: { enabled: false },
    log: new Log(LogLevel.WARN),
    logRequests: false,
    handleStructuredLogs: log,
  }),
);
for (const signal of ["SIGINT", "SIGTERM"]) {
  process.once(signal, () => service.dispose().finally(() => process.exit()));
}
await service.ready;

// workerd names the host that it has refused: nobody is told.
function log({ timestamp, message }) {
  console.log(new Date(timestamp).toISOString(), message.replace(/connecting to \S+/g, "connecting"));
}

async function worker(file) {
  const config = readConfig({ config: file });
  const { workerOptions, main } = optionsOf(config);
  const { rootPath: _, modulesRules: __, ...options } = workerOptions;
  const serviceBindings = { WEB: PUBLIC_WEB, ...options.serviceBindings };
  return { ...options, serviceBindings, name: config.name, modulesRoot: "/", modules: await bundled(main) };
}

async function bundled(main) {
  const modules = [];
  const wasm = {
    name: "wasm",
    setup(bundler) {
      bundler.onResolve({ filter: /\.wasm$/ }, async ({ path: name, importer }) => {
        const file = createRequire(importer).resolve(name);
        modules.push({ type: "CompiledWasm", path: file, contents: await readFile(file) });
        return { path: file, external: true };
      });
    },
  };
  const { outputFiles } = await build({
    entryPoints: [main],
    bundle: true,
    format: "esm",
    target: "es2024",
    conditions: ["workerd"],
    external: ["cloudflare:*"],
    plugins: [wasm],
    write: false,
  });
  return [{ type: "ESModule", path: main, contents: outputFiles[0].text }, ...modules];
}

function variable(text) {
  const [name, ...value] = text.split("=");
  return [name, value.join("=")];
}
