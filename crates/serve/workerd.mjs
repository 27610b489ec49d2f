// The Workers of these wrangler configurations in one workerd, over state kept in a folder; requests go to the first one.
//
//   VARIABLES=JSON node workerd.mjs --port N --state FOLDER --report FILE --parent PROCESS CONFIG...
//
// Runs what `wrangler dev` runs, without its calls home, its proxy, and the routes that it adds to ours: those, a trigger of
// the cron among them, are on a port of their own. And WEB, unless it is bound, reaches public addresses alone.
//
// Port 0 is any that is free. FILE tells as JSON which ports it has got, once they are open. Ends when its parent has. The
// variables of the first Worker are among them secrets, which a command line would show to everybody on this machine.

import { readFile, rename, writeFile } from "node:fs/promises";
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
// The exit code for a taken port: the system's own number for it.
const ADDRESS_IN_USE = 98;
const EMBEDDED_VOICES = ["cuepoint-voice", "cuepoint-neural-voice", "cuepoint-pico-voice"];
const PARENT_LOOK_MS = 1000;

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    port: { type: "string" },
    state: { type: "string" },
    report: { type: "string" },
    parent: { type: "string" },
  },
});

const configured = positionals.map(options);
const [first] = configured;
Object.assign(first.bindings, JSON.parse(process.env.VARIABLES));
delete process.env.VARIABLES;
first.unsafeDirectSockets = [{ host: HOST, port: Number(values.port) }];

const service = new Miniflare(
  convertV4MiniflareOptions({
    host: HOST,
    port: 0,
    // Where wrangler keeps it: its commands find the same state.
    resourcePersistencePath: path.join(values.state, "v3"),
    workers: await Promise.all(needed(configured).map(bundled)),
    unsafeTriggerHandlers: true,
    cf: false,
    telemetry: { enabled: false },
    log: new Log(LogLevel.WARN),
    logRequests: false,
    handleStructuredLogs: log,
  }),
);
const stop = () => service.dispose().finally(() => process.exit());
for (const signal of ["SIGINT", "SIGTERM"]) process.once(signal, stop);
const parent = Number(values.parent);
setInterval(() => process.ppid === parent || stop(), PARENT_LOOK_MS).unref();

const triggers = await service.ready.catch((error) => {
  console.error(error);
  process.exit(error.code === "ERR_ADDRESS_IN_USE" ? ADDRESS_IN_USE : 1);
});
const direct = await service.unsafeGetDirectURL(first.name);
await writeFile(`${values.report}.new`, JSON.stringify({ port: Number(direct.port), triggers: Number(triggers.port) }));
await rename(`${values.report}.new`, values.report);

// workerd names the host that it has refused: nobody is told.
function log({ timestamp, message }) {
  console.log(new Date(timestamp).toISOString(), message.replace(/connecting to \S+/g, "connecting"));
}

function options(file) {
  const config = readConfig({ config: file });
  const { workerOptions, main } = optionsOf(config);
  const { rootPath: _, modulesRules: __, ...options } = workerOptions;
  const serviceBindings = { WEB: PUBLIC_WEB, ...options.serviceBindings };
  // Not among the options that wrangler makes of a configuration.
  const tails = (config.tail_consumers ?? []).map(({ service }) => service);
  return { ...options, serviceBindings, tails, name: config.name, modulesRoot: "/", main };
}

// A service that is told of another voice has no use for the embedded ones, which take seconds to start. What is not started is not bound.
function needed(workers) {
  const started = workers.filter(({ name }) => !first.bindings.VOICE_URL || !EMBEDDED_VOICES.includes(name));
  const names = started.map(({ name }) => name);
  for (const { serviceBindings } of started) {
    for (const [binding, target] of Object.entries(serviceBindings)) {
      const name = typeof target === "string" ? target : target.name;
      if (name && !names.includes(name)) delete serviceBindings[binding];
    }
  }
  return started;
}

async function bundled({ main, ...options }) {
  const modules = [];
  const beside = {
    name: "beside",
    setup(bundler) {
      bundler.onResolve({ filter: /\.(wasm|voice)$/ }, async ({ path: name, importer }) => {
        const file = createRequire(importer).resolve(name);
        modules.push({ type: file.endsWith(".wasm") ? "CompiledWasm" : "Data", path: file, contents: await readFile(file) });
        // From compatibility date 2026-11-17 on, a module is not found by its absolute path.
        const relative = path.relative(path.dirname(main), file);
        return { path: relative.startsWith(".") ? relative : `./${relative}`, external: true };
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
    plugins: [beside],
    write: false,
  });
  return { ...options, modules: [{ type: "ESModule", path: main, contents: outputFiles[0].text }, ...modules] };
}
