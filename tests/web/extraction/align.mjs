// Alignment of an extracted text with the article's text, by words.

// A letter of a script that has no spaces is a word of its own.
const WORD = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]|[\p{L}\p{M}\p{N}]+/gu;
// The last step to a pair of places: over a word of the text, of the article, or of both.
const [TEXT, ARTICLE, BOTH] = [0, 1, 2];

function words(text) {
  return text.normalize("NFKC").toLowerCase().match(WORD) ?? [];
}

function length(words) {
  return words.reduce((sum, word) => sum + word.length, 0);
}

/** Recall, excess, and the runs of words that only one of the texts has. */
export function align(article, text) {
  const [wanted, given] = [words(article), words(text)];
  const width = given.length + 1;
  const steps = new Uint8Array((wanted.length + 1) * width);
  let before = new Float64Array(width);
  for (const [row, word] of wanted.entries()) {
    const next = new Float64Array(width);
    for (const [column, other] of given.entries()) {
      const [without, within] = [before[column + 1], next[column]];
      const both = word === other ? before[column] + word.length : -1;
      const best = Math.max(without, within, both);
      next[column + 1] = best;
      steps[(row + 1) * width + column + 1] = both === best ? BOTH : without === best ? ARTICLE : TEXT;
    }
    before = next;
  }
  const [aligned, whole] = [before[given.length], length(wanted)];
  const step = (row, column) => (row === 0 ? TEXT : column === 0 ? ARTICLE : steps[row * width + column]);
  return { recall: aligned / whole, excess: (length(given) - aligned) / whole, ...runs(wanted, given, step) };
}

/** The runs of words that are missing from the text, and of those that it has too much, in their order. */
function runs(wanted, given, step) {
  const found = { [TEXT]: [], [ARTICLE]: [], [BOTH]: [] };
  let [row, column, last] = [wanted.length, given.length, null];
  while (row > 0 || column > 0) {
    const now = step(row, column);
    if (now !== TEXT) row -= 1;
    if (now !== ARTICLE) column -= 1;
    if (now !== last) found[now].unshift([]);
    found[now][0].unshift(now === TEXT ? given[column] : wanted[row]);
    last = now;
  }
  const lines = (runs) => runs.map((run) => run.join(" "));
  return { missing: lines(found[ARTICLE]), extra: lines(found[TEXT]) };
}
