// Tokens of the reader's for hosts of code, each for its own host and no other.

export const CODE_HOSTS_MAX = 5;

export interface CodeHost {
  /** `github.com`, or a host of one's own, with its port if it has one. */
  name: string;
  token: string;
}

/** The token for a site; never one that is for another. */
export function tokenFor(hosts: CodeHost[], origin: string): string | undefined {
  const { protocol, host, hostname } = new URL(origin);
  const isHere = ["localhost", "127.0.0.1", "[::1]"].includes(hostname);
  if (protocol !== "https:" && !isHere) return undefined;
  return hosts.find(({ name }) => name.toLowerCase() === host)?.token;
}

/** What is wrong with a host; nothing where it can be kept. */
export function hostFault({ name, token }: CodeHost): string | undefined {
  if (!/^(\[[0-9a-f:.]+\]|[a-z0-9.-]+)(:\d+)?$/i.test(name)) return `"${name}" is no host: github.com is one.`;
  if (!/^[\x21-\x7e]+$/.test(token)) return `The token for ${name} cannot be sent.`;
  return undefined;
}
