// The options: which server, connected how, and what is shown.

import { CONNECT_MS, browserName, challengeOf, checkCode, connectPage, newVerifier } from "../core/connect.ts";
import { CODE_HOSTS_MAX, hostFault } from "../core/hosts.ts";
import type { Check } from "../core/server.ts";
import { HEADERS_MAX, address, headerFault, permission, versionCheck, versionsOf } from "../core/server.ts";
import type { Request } from "./messages.ts";
import { Refused, accepted, client, connected, wire } from "./api.ts";
import * as style from "./style.ts";
import type { Settings } from "./store.ts";
import * as store from "./store.ts";

const one = <T extends HTMLElement = HTMLElement>(id: string) => document.getElementById(id) as T;
const tell = (request: Request) => chrome.runtime.sendMessage(request);
const field = one<HTMLInputElement>("address");

// Checking

/** What is right and what is not, in order; the first wrong thing is the last of the list. */
async function check(server: string | undefined): Promise<Check[]> {
  const found: Check[] = [];
  const wrong = (what: Extract<Check, { is: "wrong" }>["what"], why: string) => [...found, { is: "wrong" as const, what, why }];
  if (!server) return wrong("address", "This is no address of a server: http://127.0.0.1:8787 is one.");
  if (!(await chrome.permissions.contains({ origins: [permission(server)] }))) {
    return wrong("permission", "The browser has not been given permission to reach this server: press Connect.");
  }
  found.push({ is: "right", what: "The browser may reach this server." });
  const { headers, token, server: kept } = await store.settings();
  let versions: ReturnType<typeof versionsOf>;
  try {
    versions = versionsOf(await accepted(client({ server, headers }, null).GET("/versions")));
  } catch (error) {
    if (!(error instanceof Refused)) return wrong("address", "Nothing answers at this address.");
  }
  if (!versions) return wrong("address", "Something answers at this address, but it is not Cuepoint; or a proxy in front of it asks for a header.");
  found.push({ is: "right", what: "Cuepoint answers at this address." });
  const version = versionCheck(wire, versions);
  found.push(version);
  if (version.is === "wrong") return found;
  if (!token || server !== kept) return wrong("token", "This browser has no token for the server yet: press Connect, or paste one.");
  try {
    await accepted(client({ server, headers, token }).GET("/v1/jobs", { params: { query: { limit: 1 } } }));
  } catch (error) {
    return wrong("token", error instanceof Refused ? `The server does not accept the token: ${error.message}` : "Nothing answers at this address.");
  }
  return [...found, { is: "right", what: "The server accepts the token." }];
}

async function showChecks(server = address(field.value)) {
  const checks = await check(server);
  one("checks").replaceChildren(
    ...checks.map((check) => {
      const item = document.createElement("li");
      item.className = check.is;
      item.textContent = check.is === "right" ? check.what : check.why;
      if (check.is === "wrong") item.dataset["wrong"] = check.what;
      return item;
    }),
  );
  return checks;
}

// Connecting

/** Has to begin within the click: the browser shows its question for nothing else. */
async function permit(server: string | undefined): Promise<boolean> {
  return server !== undefined && (await chrome.permissions.request({ origins: [permission(server)] }));
}

async function connect() {
  const server = address(field.value);
  await permit(server);
  const checks = await showChecks(server);
  const wrong = checks.find(({ is }) => is === "wrong");
  if (!server || (wrong?.is === "wrong" && wrong.what !== "token")) return;
  const verifier = newVerifier();
  await store.keepPending({ server, verifier, startedAt: Date.now() });
  const challenge = await challengeOf(verifier);
  await showPending();
  await chrome.tabs.create({ url: connectPage(server, challenge, browserName(navigator.userAgent)) });
}

async function showPending() {
  const pending = await store.pending();
  const line = one("code");
  line.hidden = !pending;
  if (!pending) return;
  const code = document.createElement("b");
  code.textContent = checkCode(await challengeOf(pending.verifier));
  line.replaceChildren("Confirm in the other tab, if it shows the same code: ", code);
}

/** Takes the token, if the connection has been confirmed. */
async function redeem() {
  const pending = await store.pending();
  if (!pending) return;
  if (Date.now() - pending.startedAt > CONNECT_MS) return store.keepPending(undefined);
  const { server, verifier } = pending;
  const settings = await store.settings();
  try {
    const { id, name, token } = await accepted(client({ server, headers: settings.headers }).POST("/v1/connections", { body: { verifier } }));
    await use(server, token, { id, name });
  } catch (error) {
    // Not confirmed yet; anything else is for the checks to tell.
    if (!(error instanceof Refused) || error.problem.status !== 404) await showChecks(server);
  }
}

async function use(server: string, token: string, connection?: Settings["connection"]) {
  const { connection: _, feed: __, ...settings } = await store.settings();
  if (settings.server !== server) for (const { id } of await store.jobs()) await store.dropJob(id);
  await store.keepSettings({ ...settings, server, token, ...(connection && { connection }) });
  await store.keepPending(undefined);
  await tell({ do: "settings_changed" });
  await show();
}

async function disconnect() {
  const [there, settings] = [await connected(), await store.settings()];
  const { connection } = settings;
  if (there && connection) {
    // A server that is gone is left all the same.
    await accepted(there.api.POST("/v1/connections/{id}/revoke", { params: { path: { id: connection.id } } })).catch(() => undefined);
  }
  const { token: _, connection: __, feed: ___, ...rest } = settings;
  await store.keepSettings(rest);
  await show();
}

// Headers for a proxy, and tokens for hosts of code: rows of two fields

interface Rows {
  /** The form; its rows, its button for another row and what it says are `-rows`, `-add` and `-said`. */
  form: "headers" | "hosts";
  max: number;
  names: [string, string];
  example: string;
  fault: (first: string, second: string) => string | undefined;
  keep: (rows: [string, string][]) => Promise<void>;
}

const HEADERS: Rows = {
  form: "headers",
  max: HEADERS_MAX,
  names: ["Name of the header", "Value of the header"],
  example: "CF-Access-Client-Id",
  fault: (name, value) => headerFault({ name, value }),
  keep: async (rows) => {
    await store.keepSettings({ ...(await store.settings()), headers: rows.map(([name, value]) => ({ name, value })) });
    await tell({ do: "settings_changed" });
    if (field.value) await showChecks();
  },
};
const HOSTS: Rows = {
  form: "hosts",
  max: CODE_HOSTS_MAX,
  names: ["Host", "Token for the host"],
  example: "github.com",
  fault: (name, token) => hostFault({ name, token }),
  keep: async (rows) => store.keepSettings({ ...(await store.settings()), codeHosts: rows.map(([name, token]) => ({ name, token })) }),
};

function addRow({ form, names, example }: Rows, values: [string, string]) {
  const row = document.createElement("div");
  row.className = "row";
  const [first, second] = values.map((value, index) => {
    const made = document.createElement("input");
    made.className = index ? "value" : "name";
    made.value = value;
    made.setAttribute("aria-label", names[index] ?? "");
    if (index) made.type = "password";
    else made.placeholder = example;
    return made;
  });
  const remove = document.createElement("button");
  remove.type = "button";
  remove.className = "plain";
  remove.textContent = "Remove";
  remove.onclick = () => row.remove();
  row.append(...[first, second].filter((input) => input !== undefined), remove);
  one(`${form}-rows`).append(row);
}

async function keepRows({ form, max, fault, keep }: Rows) {
  const text = (row: Element, kind: string) => row.querySelector<HTMLInputElement>(kind)?.value.trim() ?? "";
  const all = [...one(`${form}-rows`).children].map((row): [string, string] => [text(row, ".name"), text(row, ".value")]);
  const set = all.filter(([first, second]) => first || second);
  const wrong = set.length > max ? `${max} at most.` : set.map(([first, second]) => fault(first, second)).find(Boolean);
  one(`${form}-said`).textContent = wrong ?? "Saved.";
  if (!wrong) await keep(set);
}

function showRows(rows: Rows, values: [string, string][]) {
  one(`${rows.form}-rows`).replaceChildren();
  for (const pair of values) addRow(rows, pair);
}

// All of it

async function show() {
  const { server, token, connection, headers, codeHosts, showsBadge, notifies } = await store.settings();
  if (server) field.value = server;
  showRows(HEADERS, headers.map(({ name, value }) => [name, value]));
  showRows(HOSTS, codeHosts.map(({ name, token }) => [name, token]));
  one<HTMLInputElement>("badge").checked = showsBadge;
  one<HTMLInputElement>("notify").checked = notifies;
  style.fill((await store.settings()).style);
  one("leave").hidden = !token;
  one("leave-says").textContent = connection ? `Connected as "${connection.name}". The library of the server can disconnect it as well.` : "Connected by a pasted token, which stays good until it is revoked.";
  const commands = await chrome.commands.getAll();
  one("shortcut").textContent = commands.find(({ name }) => name === "_execute_action")?.shortcut || "none; set one in the browser's page of extensions";
  await showPending();
  if (server) await showChecks(server);
}

one("server").onsubmit = (event) => {
  event.preventDefault();
  void connect();
};
one("check").onclick = () => void showChecks();
one("token").onsubmit = async (event) => {
  event.preventDefault();
  const [server, secret] = [address(field.value), one<HTMLInputElement>("secret")];
  const isPermitted = await permit(server);
  if (!server || !isPermitted) return void showChecks(server);
  await use(server, secret.value.trim());
  secret.value = "";
};
for (const rows of [HEADERS, HOSTS]) {
  one(rows.form).onsubmit = (event) => {
    event.preventDefault();
    void keepRows(rows);
  };
  one(`${rows.form}-add`).onclick = () => {
    if (one(`${rows.form}-rows`).children.length < rows.max) addRow(rows, ["", ""]);
  };
}
one("style").onchange = async () => {
  await store.keepSettings({ ...(await store.settings()), style: style.read() });
};
one("style").onsubmit = (event) => event.preventDefault();
one("badge").onchange = async (event) => {
  await store.keepSettings({ ...(await store.settings()), showsBadge: (event.target as HTMLInputElement).checked });
  await tell({ do: "wake" });
};
one("notify").onchange = async (event) => {
  const box = event.target as HTMLInputElement;
  box.checked &&= await chrome.permissions.request({ permissions: ["notifications"] });
  await store.keepSettings({ ...(await store.settings()), notifies: box.checked });
};
one("disconnect").onclick = () => void disconnect();

// The tab that confirms, and this one coming to the front again, are when there may be a token.
chrome.tabs.onUpdated.addListener((_, { status, url }) => {
  if (status === "complete" || url?.endsWith("/connect/done")) void redeem();
});
document.addEventListener("visibilitychange", () => document.hidden || void redeem());

await show();
await redeem();
