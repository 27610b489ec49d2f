// What the parts of the extension say to one another.

/** What was found in a page. */
export type Extracted =
  | { is: "pdf" | "empty"; title: string }
  | {
      is: "text";
      title: string;
      format: "html" | "markdown" | "text";
      text: string;
      /** Plain text, to count. */
      words: string;
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
