// The server's address, extra headers for a proxy in front of it, and the check that tells what is wrong.

import type { VersionList } from "./wire.ts";

export const HEADERS_MAX = 5;
const HEADER_CHARS_MAX = 4_096;

export interface ExtraHeader {
  name: string;
  value: string;
}

/** The address as it is kept: scheme, host, port and path, without a slash at its end. */
export function address(text: string): string | undefined {
  const trimmed = text.trim();
  const typed = /^[a-z][a-z0-9+.-]*:\/\//i.test(trimmed) ? trimmed : `${isLocal(trimmed) ? "http" : "https"}://${trimmed}`;
  if (!trimmed || !URL.canParse(typed)) return undefined;
  const url = new URL(typed);
  // Chromium takes spaces for a part of a host's name.
  if (!/^(\[[0-9a-f:.]+\]|[a-z0-9.-]+)$/.test(url.hostname)) return undefined;
  if (!/^https?:$/.test(url.protocol) || url.username || url.password || url.search || url.hash) return undefined;
  return `${url.origin}${url.pathname.replace(/\/+$/, "")}`;
}

const isLocal = (text: string) => /^(localhost|127\.|\[::1\]|10\.|192\.168\.|172\.(1[6-9]|2\d|3[01])\.)/.test(text);

/** The host permission that the address needs. Firefox refuses patterns with a port; without one, both take it for every port. */
export function permission(server: string): string {
  const { protocol, hostname } = new URL(server);
  return `${protocol}//${hostname}/*`;
}

/** Headers that the extension sets itself, or that no program may set. */
const OURS = /^(authorization|content-.*|host|cookie|origin|connection|sec-.*|proxy-.*|cuepoint-.*|idempotency-key)$/i;

/** What is wrong with a header; nothing where it can be sent. */
export function headerFault({ name, value }: ExtraHeader): string | undefined {
  if (!/^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/.test(name)) return `"${name}" cannot be the name of a header.`;
  if (OURS.test(name)) return `${name} cannot be set here.`;
  if (!/^[\t\x20-\x7e]+$/.test(value) || value.length > HEADER_CHARS_MAX) return `The value of ${name} cannot be sent in a header.`;
  return undefined;
}

/** One thing that has to be right before anything can be sent, in the order in which they are looked at. */
export type Check =
  | { is: "right"; what: string }
  | { is: "wrong"; what: "address" | "permission" | "version" | "token"; why: string };

/** The list of versions, if it is one: anything else at that address is not Cuepoint. */
export function versionsOf(body: unknown): Pick<VersionList, "current" | "supported"> | undefined {
  const fields = (typeof body === "object" && body !== null ? body : {}) as Record<string, unknown>;
  const { current, supported } = fields;
  const isList = Array.isArray(supported) && supported.every((date) => typeof date === "string");
  return typeof current === "string" && isList ? { current, supported } : undefined;
}

/** Whether the extension's version is among those that a job can be created with. */
export function versionCheck(wire: string, { current, supported }: Pick<VersionList, "current" | "supported">): Check {
  if (supported.includes(wire)) return { is: "right", what: `The server speaks version ${wire} of the API.` };
  const why =
    wire > current
      ? `The server is older than this extension: it speaks ${current}, the extension ${wire}. Update the server.`
      : `This extension is too old for the server: it speaks ${wire}, the server takes ${supported.join(", ")}. Update the extension.`;
  return { is: "wrong", what: "version", why };
}
