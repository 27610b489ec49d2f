// What the parts of the extension say to one another.

import type { Found } from "../page/pull_request.ts";

/** What was found in a page. */
export type Extracted = Read | ({ is: "request" } & Found);

/** What there is to send of it. */
export type Read =
  | { is: "pdf" | "empty"; title: string }
  | {
      is: "text";
      title: string;
      format: "html" | "markdown" | "review";
      text: string;
      /** Plain text, to count; of a review, little of what is sent is said. */
      words?: string;
      note?: string;
      selection?: { text: string; words: string };
    };

/** Asked of the background. */
export type Request =
  /** The popup is open: whatever waits for time or network is tried now, and jobs are watched. */
  | { do: "wake" }
  | { do: "settings_changed" }
  | { do: "cancel"; job: string }
  | { do: "resume"; job: string };

export type Reply = { ok: true } | { ok: false; why: string };
