// Counting what would be said.

/** Words that the two hosts say in a minute. */
const WORDS_A_MINUTE = 150;

/** Words of a text, also of scripts that write none apart. */
export function countWords(text: string): number {
  let words = 0;
  for (const { isWordLike } of new Intl.Segmenter(undefined, { granularity: "word" }).segment(text)) words += isWordLike ? 1 : 0;
  return words;
}

export const minutesOf = (words: number) => Math.max(1, Math.round(words / WORDS_A_MINUTE));

export const bytesOf = (text: string) => new TextEncoder().encode(text).length;

/** `1 file`, `2 files`. */
export const counted = (count: number, of: string) => `${count} ${of}${count === 1 ? "" : "s"}`;
