// Reading a page that was clicked on: only after a click does the browser let the script in.

import type { Extracted } from "./messages.ts";

/** What is found in a tab; nothing where the browser lets no extension read it. */
export async function extractedOf(tab: chrome.tabs.Tab | undefined): Promise<Extracted | undefined> {
  if (tab?.id === undefined) return undefined;
  try {
    const [injected] = await chrome.scripting.executeScript({ target: { tabId: tab.id }, files: ["extract.js"] });
    return injected?.result as Extracted | undefined;
  } catch {
    return undefined;
  }
}
