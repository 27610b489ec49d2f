// The service, as the extension asks it. Every request says who asks and in which version; every answer tells how long that version
// is served.

import createClient from "openapi-fetch";
import type { paths } from "../../build/api.d.ts";
import { retryAfterMs } from "../core/outbox.ts";
import { lifetime } from "../core/versions.ts";
import type { Problem } from "../core/wire.ts";
import { problemOf } from "../core/wire.ts";
import type { Settings } from "./store.ts";
import * as store from "./store.ts";

declare const WIRE: string;
declare const RELEASE: string;
export const wire = WIRE;
const CLIENT = `extension/${RELEASE}`;
const ANSWER_MS = 30_000;

/** An answer that is no success: the service's own problem, or somebody else's. */
export class Refused extends Error {
  problem: Pick<Problem, "status" | "title"> & Partial<Problem>;
  retryAfterMs: number | undefined;
  constructor(answer: Response, body: unknown) {
    const problem = problemOf(answer.status, body);
    super(problem.detail ?? problem.title);
    this.problem = problem;
    this.retryAfterMs = retryAfterMs(answer.headers.get("Retry-After"), Date.now());
  }
}

type Asked = Pick<Settings, "headers"> & { server: string; token?: string | undefined };

/** A client of one server. Redirects are not followed: the token is for this address alone. `version` is null to say none: a server
 * that does not speak ours then still tells which it does. */
export function client({ server, token, headers }: Asked, version: string | null = WIRE) {
  return createClient<paths>({
    baseUrl: server,
    headers: {
      ...Object.fromEntries(headers.map(({ name, value }) => [name, value])),
      ...(version && { "Cuepoint-Version": version }),
      "Cuepoint-Client": CLIENT,
      ...(token && { Authorization: `Bearer ${token}` }),
    },
    credentials: "omit",
    cache: "no-store",
    redirect: "manual",
    fetch: (request) => fetch(request, { signal: AbortSignal.any([request.signal, AbortSignal.timeout(ANSWER_MS)]) }).catch(() => Promise.reject(new Error("The server cannot be reached."))),
  });
}

interface Result<T> {
  data?: T;
  error?: unknown;
  response: Response;
}

/** The body of a success. What the headers say of the version is kept if it is new. */
export async function accepted<T>(asked: Promise<Result<T>>): Promise<T> {
  const { data, error, response } = await asked;
  const refused = response.ok && data !== undefined ? undefined : new Refused(response, error);
  // An answer of something in front of the service tells nothing.
  if (response.headers.has("Cuepoint-Version")) {
    const [heard, known] = [lifetime(response.headers, refused?.problem.code), await store.lifetime()];
    if (JSON.stringify(heard) !== JSON.stringify(known)) await store.keepLifetime(heard);
  }
  if (refused) throw refused;
  return data as T;
}

/** The client of the server that is set; nothing before one is. */
export async function connected() {
  const settings = await store.settings();
  const { server, token } = settings;
  return server && token ? { settings: { ...settings, server, token }, api: client({ ...settings, server, token }) } : undefined;
}
