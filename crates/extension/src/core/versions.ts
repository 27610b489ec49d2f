// What the service says about the version of the API that this extension speaks.

export type Lifetime =
  | { is: "fine" }
  /** Served until `until`, if there is a date yet. */
  | { is: "deprecated"; until?: number }
  | { is: "retired" }
  | { is: "too_new" };

/** From the headers of an answer, and the code of its problem. */
export function lifetime(headers: Pick<Headers, "get">, code?: string): Lifetime {
  if (code === "version_retired" || code === "unsupported_version") return { is: "retired" };
  if (code === "version_too_new") return { is: "too_new" };
  const sunset = Date.parse(headers.get("Sunset") ?? "");
  if (!headers.get("Deprecation") && Number.isNaN(sunset)) return { is: "fine" };
  return Number.isNaN(sunset) ? { is: "deprecated" } : { is: "deprecated", until: sunset };
}

/** A line for the reader; none where all is well. */
export function line(lifetime: Lifetime): string | undefined {
  switch (lifetime.is) {
    case "fine":
      return undefined;
    case "deprecated": {
      const until = lifetime.until && new Date(lifetime.until).toISOString().slice(0, 10);
      return until ? `Update this extension by ${until}: from then on the server takes nothing from it.` : "There is a newer version of this extension for this server.";
    }
    case "retired":
      return "This extension is too old for the server, which takes nothing from it any more.";
    case "too_new":
      return "The server is older than this extension. What you send waits until it is updated.";
  }
}
