// Connecting: the service gives a token to whoever knows the verifier, once its owner has confirmed the verifier's digest on a page
// of the service. No address ever holds the token or the verifier.

const VERIFIER_BYTES = 32;
/** The service keeps a confirmation for ten minutes; a connection not made by then is begun anew. */
export const CONNECT_MS = 60 * 60 * 1_000;

export interface Pending {
  server: string;
  verifier: string;
  startedAt: number;
}

const hex = (bytes: Uint8Array) => Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");

export const newVerifier = () => hex(crypto.getRandomValues(new Uint8Array(VERIFIER_BYTES)));

export async function challengeOf(verifier: string): Promise<string> {
  return hex(new Uint8Array(await crypto.subtle.digest("SHA-256", new TextEncoder().encode(verifier))));
}

/** The code that the page of the service shows as well: `3FA-91C`. */
export function checkCode(challenge: string): string {
  const digits = challenge.slice(0, 6).toUpperCase();
  return `${digits.slice(0, 3)}-${digits.slice(3)}`;
}

export function connectPage(server: string, challenge: string, name: string): string {
  return `${server}/connect?challenge=${challenge}&name=${encodeURIComponent(name)}`;
}

/** A name that tells one browser from another in a list: `Firefox on Linux`. */
export function browserName(userAgent: string): string {
  const browser = [["Firefox", /Firefox\//], ["Edge", /Edg\//], ["Opera", /OPR\//], ["Chromium", /Chrom(e|ium)\//]] as const;
  const system = [["Windows", /Windows/], ["macOS", /Mac OS/], ["Android", /Android/], ["ChromeOS", /CrOS/], ["Linux", /Linux/]] as const;
  const find = (list: readonly (readonly [string, RegExp])[]) => list.find(([, pattern]) => pattern.test(userAgent))?.[0];
  return [find(browser) ?? "A browser", find(system)].filter(Boolean).join(" on ");
}
