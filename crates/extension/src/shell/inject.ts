// Reading a page that was clicked on: only after a click does the browser let the script in.

import { markdownOf, noteOf } from "../core/review.ts";
import { bytesOf } from "../core/words.ts";
import { SOURCE_BYTES_MAX } from "../core/wire.ts";
import type { Found } from "../page/pull_request.ts";
import { pullRequest } from "./code_host.ts";
import type { Extracted, Read } from "./messages.ts";

/** What is found in a tab; nothing where the browser lets no extension read it. */
export async function extractedOf(tab: chrome.tabs.Tab | undefined): Promise<Read | undefined> {
  if (tab?.id === undefined) return undefined;
  try {
    const [injected] = await chrome.scripting.executeScript({ target: { tabId: tab.id }, files: ["extract.js"] });
    const extracted = injected?.result as Extracted | undefined;
    return extracted?.is === "request" ? await reviewOf(extracted) : extracted;
  } catch {
    return undefined;
  }
}

/** The request with what its host's API tells, which never says less than the page; but only the page tells everybody what is resolved. */
async function reviewOf({ address, title: ofPage, review: shown }: Found): Promise<Read> {
  const asked = address.host === "github" ? await pullRequest(address) : undefined;
  const review = { ...shown, ...asked };
  const request = (review["pull_request"] ?? review["merge_request"]) as { title?: string };
  const title = request.title || ofPage;
  const text = JSON.stringify(review);
  const note = noteOf(review);
  // Of one that is too large, the beginning of each file is sent.
  return bytesOf(text) <= SOURCE_BYTES_MAX ? { is: "text", title, format: "review", text, note } : { is: "text", title, format: "markdown", text: markdownOf(review), note };
}
