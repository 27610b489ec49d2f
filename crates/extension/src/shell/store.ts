// What is kept in this browser, and nowhere else: `storage.local`, a key for each thing, so that two parts of the extension never
// write over each other.

import type { Entry } from "../core/outbox.ts";
import type { Job } from "../core/jobs.ts";
import { JOBS_MAX, isOver } from "../core/jobs.ts";
import type { CodeHost } from "../core/hosts.ts";
import type { ExtraHeader } from "../core/server.ts";
import type { Choice } from "../core/style.ts";
import { USUAL } from "../core/style.ts";
import type { Pending } from "../core/connect.ts";
import type { Lifetime } from "../core/versions.ts";

export interface Settings {
  server?: string;
  token?: string;
  /** The connection that the token came with, which the service lists. */
  connection?: { id: string; name: string };
  headers: ExtraHeader[];
  /** Tokens that go to hosts of code, and never to the server. */
  codeHosts: CodeHost[];
  showsBadge: boolean;
  notifies: boolean;
  /** The named feed chosen last. */
  feed?: string;
  /** The style to begin with: what the options say, and what was sent last. */
  style: Choice;
}

const DEFAULTS: Settings = { headers: [], codeHosts: [], showsBadge: true, notifies: false, style: USUAL };
const local = chrome.storage.local;

async function get<T>(key: string): Promise<T | undefined> {
  return (await local.get(key))[key] as T | undefined;
}

async function all<T>(prefix: string): Promise<T[]> {
  const kept = await local.get(null);
  return Object.keys(kept).filter((key) => key.startsWith(prefix)).map((key) => kept[key] as T);
}

export const settings = async (): Promise<Settings> => ({ ...DEFAULTS, ...(await get<Partial<Settings>>("settings")) });
/** Only the options and the popup write them, and only after a click. */
export const keepSettings = (changed: Settings) => local.set({ settings: changed });

export const pending = () => get<Pending>("pending");
export const keepPending = (begun: Pending | undefined) => (begun ? local.set({ pending: begun }) : local.remove("pending"));

export const lifetime = async () => (await get<Lifetime>("lifetime")) ?? { is: "fine" as const };
export const keepLifetime = (heard: Lifetime) => local.set({ lifetime: heard });

const OUTBOX = "outbox:";
export const entries = async () => (await all<Entry>(OUTBOX)).sort((a, b) => a.clickedAt - b.clickedAt);
export const keepEntry = (entry: Entry) => local.set({ [OUTBOX + entry.key]: entry });
export const hasEntry = async (key: string) => (await get(OUTBOX + key)) !== undefined;
export const dropEntry = (key: string) => local.remove(OUTBOX + key);

const JOB = "job:";
export const jobs = () => all<Job>(JOB);
export const job = (id: string) => get<Job>(JOB + id);
export const dropJob = (id: string) => local.remove(JOB + id);

/** Keeps a job; the oldest finished ones leave the list. */
export async function keepJob(changed: Job): Promise<void> {
  await local.set({ [JOB + changed.id]: changed });
  if (!isOver(changed.status)) return;
  const over = (await jobs()).filter(({ status }) => isOver(status)).sort((a, b) => b.createdAt - a.createdAt);
  await local.remove(over.slice(JOBS_MAX).map(({ id }) => JOB + id));
}

export const onChange = (changed: (keys: string[]) => void) => {
  local.onChanged.addListener((changes) => changed(Object.keys(changes)));
};
