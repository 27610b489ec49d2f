//! Breaths → pieces, each of which is one run of the model.
//!
//! A piece is what a cancelled request loses at most, and what the memory of a run grows with.

use crate::limits::{PIECE_TOKENS_MAX, TOGETHER_TOKENS_MAX};
use crate::vocabulary::number;

/// The phonemes of a text, in pieces of at most [`PIECE_TOKENS_MAX`]: short breaths together, a long one cut at its last pause.
pub fn pieces(breaths: &[String]) -> Vec<String> {
    let mut pieces: Vec<String> = Vec::new();
    for breath in breaths {
        let known: String = breath.chars().filter(|phoneme| number(*phoneme).is_some()).collect();
        if !known.chars().any(char::is_alphabetic) {
            continue;
        }
        for part in cut(known.trim()) {
            match pieces.last_mut() {
                Some(last) if length(last) + 1 + length(&part) <= TOGETHER_TOKENS_MAX => {
                    last.push(' ');
                    last.push_str(&part);
                }
                Some(_) | None => pieces.push(part),
            }
        }
    }
    pieces
}

/// Tokens of phonemes of which the model knows each.
pub fn length(phonemes: &str) -> usize {
    phonemes.chars().count()
}

fn cut(breath: &str) -> Vec<String> {
    let mut parts = Vec::new();
    let mut rest: Vec<char> = breath.chars().collect();
    while rest.len() > PIECE_TOKENS_MAX {
        let window = rest.get(..PIECE_TOKENS_MAX).unwrap_or_default();
        let after = |is_end: fn(char) -> bool| window.iter().rposition(|c| is_end(*c)).map(|at| at + 1);
        let at = after(|c| ".!?;:,—…".contains(c)).or_else(|| after(|c| c == ' ')).unwrap_or(PIECE_TOKENS_MAX);
        let next = rest.split_off(at);
        parts.push(std::mem::replace(&mut rest, next));
    }
    parts.push(rest);
    let text = |part: Vec<char>| part.into_iter().collect::<String>().trim().to_owned();
    parts.into_iter().map(text).filter(|part| !part.is_empty()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(breaths: &[&str]) -> Vec<String> {
        pieces(&breaths.iter().map(|breath| (*breath).to_owned()).collect::<Vec<_>>())
    }

    #[test]
    fn short_breaths_are_spoken_together() {
        assert_eq!(of(&["jˈɛs.", "nˈO."]), ["jˈɛs. nˈO."]);
    }

    #[test]
    fn a_breath_of_fair_length_stands_alone() {
        let long = "lˈɔŋ ".repeat(30);
        assert_eq!(of(&["jˈɛs.", &long, "nˈO."]).len(), 3);
        assert_eq!(of(&[&long, &long]).len(), 2);
    }

    #[test]
    fn no_piece_is_longer_than_the_model_takes() {
        for text in ["wˈʌn, ".repeat(300), "wˈʌn ".repeat(300), "ə".repeat(2_000)] {
            let pieces = of(&[&text]);
            assert!(pieces.iter().all(|piece| (1..=PIECE_TOKENS_MAX).contains(&length(piece))), "{pieces:?}");
            let letters = |text: &str| text.chars().filter(|c| *c != ' ').count();
            assert_eq!(pieces.iter().map(|piece| letters(piece)).sum::<usize>(), letters(&text), "nothing is lost");
        }
    }

    #[test]
    fn a_long_breath_is_cut_at_a_pause_rather_than_between_words() {
        let text = format!("{}, {}", "wˈʌn ".repeat(50).trim(), "tˈu ".repeat(50).trim());
        let pieces = of(&[&text]);
        assert!(pieces[0].ends_with("wˈʌn,") && pieces[1].starts_with("tˈu"), "{pieces:?}");
    }

    #[test]
    fn nothing_that_can_be_said_is_no_piece() {
        assert_eq!(of(&["", " ", "!?", "% %"]), Vec::<String>::new());
    }
}
