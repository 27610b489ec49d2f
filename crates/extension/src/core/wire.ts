// The part of the API that the extension uses, under names of its own. `build/api.d.ts` is made from docs/openapi.json by each
// build: where the API no longer has something, the extension does not compile.

import type { components } from "../../build/api.d.ts";

type Schemas = components["schemas"];
export type CreateJob = Schemas["CreateJob"];
export type JobView = Schemas["JobView"];
export type Problem = Schemas["Problem"];
export type Code = Schemas["Code"];
export type WatchMessage = Schemas["WatchMessage"];
export type CostRange = Schemas["CostRange"];
export type EpisodeFormat = Schemas["EpisodeFormat"];
export type Estimate = Schemas["Estimate"];
export type FeedView = Schemas["FeedView"];
export type VersionList = Schemas["VersionList"];

/** Bytes of a source that the service takes, `protocol::limits::SOURCE_BYTES_MAX`. */
export const SOURCE_BYTES_MAX = 1024 * 1024;

/** A problem of any service, also of one that is newer or of a proxy in front: what is not of its form is left out. */
export function problemOf(status: number, body: unknown): Pick<Problem, "status" | "title"> & Partial<Problem> {
  const fields = typeof body === "object" && body !== null ? (body as Record<string, unknown>) : {};
  const text = (name: string) => (typeof fields[name] === "string" ? (fields[name] as string) : undefined);
  const [code, detail, upgrade] = [text("code"), text("detail"), text("upgrade")];
  const wait = fields["retry_after_ms"];
  return {
    status,
    title: text("title") ?? `The server answered ${status}.`,
    ...(code && { code: code as Code }),
    ...(detail && { detail }),
    ...(upgrade && { upgrade }),
    ...(typeof wait === "number" && wait >= 0 && { retry_after_ms: wait }),
  };
}
