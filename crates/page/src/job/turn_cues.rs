//! Times of the turns: which cue of the episode is which turn of the script.

use protocol::{Cue, TurnView};

/// Cues searched for a changed script: further on, the same words are another turn's.
const SEARCHED: usize = 8;

/// Each turn with its cue. A turn that is left out, or is not spoken in this episode, has none.
pub(super) fn timed<'a>(turns: &'a [TurnView], cues: &'a [Cue]) -> Vec<(&'a TurnView, Option<&'a Cue>)> {
    let spoken = turns.iter().filter(|turn| !turn.is_skipped).count();
    // The episode of this very script, but for changed words.
    let is_complete = spoken == cues.len();
    let mut rest = cues;
    let mut cue_of = |turn: &TurnView| {
        let is_same = |cue: &Cue| is_complete || (cue.text == turn.text && cue.speaker == turn.speaker);
        let found = rest.iter().take(SEARCHED).position(is_same).filter(|_| !turn.is_skipped)?;
        let cue = rest.get(found);
        rest = rest.get(found.saturating_add(1)..).unwrap_or_default();
        cue
    };
    turns.iter().map(|turn| (turn, cue_of(turn))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn turn(text: &str) -> TurnView {
        let (chapter, speaker, text) = (String::new(), "Ada".to_owned(), text.to_owned());
        TurnView { turn: 0, chapter, speaker, text, cites: vec![], code: vec![], is_skipped: false }
    }

    fn cues(texts: &[&str]) -> Vec<Cue> {
        let cue = |(text, start_ms): (&&str, u64)| Cue {
            speaker: "Ada".to_owned(),
            start_ms,
            end_ms: start_ms,
            text: (*text).to_owned(),
        };
        texts.iter().zip(0..).map(cue).collect()
    }

    fn starts(turns: &[TurnView], cues: &[Cue]) -> Vec<Option<u64>> {
        timed(turns, cues).into_iter().map(|(_, cue)| cue.map(|cue| cue.start_ms)).collect()
    }

    #[test]
    fn a_turn_has_the_time_of_its_cue() {
        let skipped = TurnView { is_skipped: true, ..turn("b") };
        let turns = [turn("a"), skipped, turn("changed since"), turn("d")];
        assert_eq!(starts(&turns, &cues(&["a", "c", "d"])), [Some(0), None, Some(1), Some(2)]);
        assert_eq!(starts(&turns, &[]), [None; 4], "not spoken yet");
        assert_eq!(starts(&turns, &cues(&["a", "b", "c", "d"])), [Some(0), None, None, Some(3)], "an older episode");
    }

    #[test]
    fn the_same_words_far_ahead_are_another_turns() {
        let many: Vec<&str> = std::iter::repeat_n("x", SEARCHED).chain(["Right."]).collect();
        assert_eq!(starts(&[turn("Right."), turn("x")], &cues(&many)), [None, Some(0)]);
    }
}
