import assert from "node:assert/strict";
import { test } from "node:test";
import { FOCUS_CHARS_MAX, FORMATS, USUAL, asked, chosen, estimateSays, money, newest } from "../src/core/style.ts";
import type { Estimate } from "../src/core/wire.ts";

test("what is usual is not said: an older service takes no style", () => {
  assert.deepEqual(asked(USUAL), {});
  assert.deepEqual(asked(chosen("deep_dive", "", "  ", false)), {});
  assert.deepEqual(asked(chosen("brief", "", "", false)), { style: { format: "brief" } });
  assert.deepEqual(asked(chosen("deep_dive", "6", " What\n changes? ", true)), { style: { format: "deep_dive", minutes: 6, focus: "What changes?" }, approve: "script" });
});

test("what cannot be meant is left to the service", () => {
  assert.deepEqual(chosen("opera", "x", "", false), USUAL);
  assert.deepEqual([chosen("brief", "0", "", false).minutes, chosen("brief", "600", "", false).minutes, chosen("brief", "4.4", "", false).minutes], [1, 60, 4]);
  const { focus = "" } = chosen("brief", "", "\u{1F30A}".repeat(1_000), false);
  assert.equal([...focus].length, FOCUS_CHARS_MAX);
  assert.equal(new Set(FORMATS.map(([value]) => value)).size, 6);
});

test("an amount is short and never shown as none", () => {
  for (const [micros, text] of [[0, "0.00"], [1, "0.000001"], [120, "0.00012"], [1_000, "0.001"], [12_345, "0.0123"], [1_500_000, "1.50"], [1_234_567, "1.2346"], [20_000_000, "20.00"]] as const) assert.equal(money(micros), text);
});

const writer = (name: string, likely: number, most: number, cannot?: string[]) => ({ writer: name, calls: 1, tokens: { input: 1, cached_input: 0, output: 1 }, cost: { likely, most }, ...(cannot && { cannot }) });
const estimate = (...writers: Estimate["writers"]): Estimate => ({ sections: 3, turns: 20, words: 900, seconds: 372, writers });

test("an estimate tells length and cost by the writer that is asked first", () => {
  const embedded = writer("embedded", 0, 0, ["focus", "format"]);
  assert.equal(estimateSays(estimate(writer("claude", 12_345, 40_000), embedded)), "About 6 min, 0.0123–0.04, by claude.");
  assert.equal(estimateSays(estimate(embedded)), "About 6 min, free, by the embedded writer. It ignores focus and format.");
  assert.equal(estimateSays({ ...estimate(), seconds: 4 }), "About 1 min");
});

test("only the newest asking is run, and it is aborted by the next", (context) => {
  context.mock.timers.enable({ apis: ["setTimeout"] });
  const runs: AbortSignal[] = [];
  const { ask, stop } = newest(400, (signal) => runs.push(signal));
  ask();
  context.mock.timers.tick(399);
  ask();
  context.mock.timers.tick(399);
  assert.equal(runs.length, 0);
  context.mock.timers.tick(1);
  assert.deepEqual(runs.map(({ aborted }) => aborted), [false]);
  ask();
  assert.equal(runs[0]?.aborted, true, "what is under way is for nobody");
  stop();
  context.mock.timers.tick(1_000);
  assert.equal(runs.length, 1, "the popup is closed");
});
