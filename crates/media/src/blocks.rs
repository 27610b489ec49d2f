//! Lines of the transcript → captions short enough to read, with the time of each.

use crate::episode::Cue;
use crate::limits;

/// One caption; it never starts before the one before it ends.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Block {
    pub(crate) start_ms: u64,
    pub(crate) end_ms: u64,
    pub(crate) text: String,
}

/// Captions of about `chars_max` characters at most; the first of a speaker's begins with their name. A line's time is shared
/// in proportion to characters.
pub(crate) fn blocks(cues: &[Cue], chars_max: usize) -> Vec<Block> {
    let mut blocks: Vec<Block> = Vec::new();
    let mut speaker = "";
    for cue in cues {
        let start_ms = cue.start_ms.max(blocks.last().map_or(0, |before| before.end_ms));
        if start_ms >= cue.end_ms {
            continue;
        }
        let is_new = cue.speaker != speaker && !cue.speaker.is_empty();
        let text = if is_new { format!("{}: {}", cue.speaker, cue.text) } else { cue.text.clone() };
        speaker = &cue.speaker;
        let parts = parts(&text, chars_max);
        let total = parts.iter().map(|part| chars(part)).sum::<u64>().max(1);
        let (mut said, mut at) = (0, start_ms);
        for part in parts {
            said += chars(&part);
            let until = start_ms + (cue.end_ms - start_ms) * said / total;
            if until > at {
                blocks.push(Block { start_ms: at, end_ms: until, text: part });
            }
            at = until;
        }
    }
    hold(&mut blocks);
    blocks
}

/// Closes short gaps.
fn hold(blocks: &mut [Block]) {
    let starts: Vec<u64> = blocks.iter().skip(1).map(|block| block.start_ms).collect();
    for (block, next_ms) in blocks.iter_mut().zip(starts) {
        if next_ms - block.end_ms <= limits::CAPTION_HOLD_MS {
            block.end_ms = next_ms;
        }
    }
}

/// Parts of about the same length, of whole words; a word may be longer than a part.
fn parts(text: &str, chars_max: usize) -> Vec<String> {
    let total = chars(text) as usize;
    let count = total.div_ceil(chars_max.max(1)).max(1);
    let wanted = total.div_ceil(count);
    let mut parts: Vec<String> = Vec::new();
    for word in text.split(' ') {
        match parts.last_mut() {
            Some(part) if fits(part, word, wanted, chars_max) => {
                part.push(' ');
                part.push_str(word);
            }
            _ => parts.push(word.to_owned()),
        }
    }
    parts
}

/// True if a word goes on a part: it is not yet as long as wanted, and does not become too long.
fn fits(part: &str, word: &str, wanted: usize, chars_max: usize) -> bool {
    let (part, word) = (chars(part) as usize, chars(word) as usize);
    part + 1 + word <= chars_max && part + 1 + word / 2 <= wanted
}

fn chars(text: &str) -> u64 {
    text.chars().count() as u64
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn cue(start_ms: u64, end_ms: u64, speaker: &str, text: &str) -> Cue {
        Cue { start_ms, end_ms, speaker: speaker.to_owned(), text: text.to_owned() }
    }

    fn block(start_ms: u64, end_ms: u64, text: &str) -> Block {
        Block { start_ms, end_ms, text: text.to_owned() }
    }

    #[test]
    fn a_long_line_is_shared_between_captions() {
        let cues = [cue(0, 4_000, "Nora", "one two three four"), cue(5_000, 6_000, "Nora", "five")];
        let expected =
            [block(0, 2_260, "Nora: one two"), block(2_260, 4_000, "three four"), block(5_000, 6_000, "five")];
        assert_eq!(blocks(&cues, 14), expected);
    }

    #[test]
    fn short_gaps_are_closed_and_overlaps_cut() {
        let cues = [
            cue(0, 1_000, "A", "a"),
            cue(1_300, 2_000, "B", "b"),
            cue(1_900, 2_500, "B", "c"),
            cue(2_000, 2_400, "A", "d"),
        ];
        assert_eq!(blocks(&cues, 40), [block(0, 1_300, "A: a"), block(1_300, 2_000, "B: b"), block(2_000, 2_500, "c")]);
    }

    proptest! {
        #[test]
        fn captions_keep_every_word_in_order(text in "[a-zäö]{1,12}( [a-zäö,.]{1,12}){0,80}", chars_max in 20_usize..90) {
            let blocks = blocks(&[cue(0, 100_000, "", &text)], chars_max);
            let joined: Vec<&str> = blocks.iter().map(|block| block.text.as_str()).collect();
            prop_assert_eq!(joined.join(" "), text);
            for block in &blocks {
                prop_assert!(block.text.chars().count() <= chars_max);
                prop_assert!(block.start_ms < block.end_ms);
            }
            prop_assert!(blocks.is_sorted_by(|one, next| one.end_ms <= next.start_ms));
        }
    }
}
