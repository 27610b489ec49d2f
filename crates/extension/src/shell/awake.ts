// Keeping the background awake while it waits for a server. Chromium counts a websocket's messages as work; Firefox counts neither
// those nor a request under way, only calls of the browser's own functions.

/** Within the thirty seconds after which both browsers end a background that does nothing. */
export const PULSE_MS = 20_000;

export async function awake<T>(work: Promise<T>): Promise<T> {
  const pulse = setInterval(() => void chrome.runtime.getPlatformInfo(), PULSE_MS);
  try {
    return await work;
  } finally {
    clearInterval(pulse);
  }
}
