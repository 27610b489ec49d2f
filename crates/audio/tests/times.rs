//! Properties of the timeline, for any lines.

use audio::{FRAME_MS, Line, Timeline, timeline};
use proptest::prelude::*;

fn lines(plan: &[(u32, bool, bool)]) -> Timeline {
    let mut chapter = 0;
    let lines: Vec<Line> = plan
        .iter()
        .map(|(frames, ada, new_chapter)| {
            chapter += u32::from(*new_chapter);
            Line { frames: *frames, speaker: if *ada { "Ada" } else { "Ben" }, text: "words", chapter }
        })
        .collect();
    timeline(&lines, &["One".to_owned(), "Two".to_owned()])
}

#[test]
fn an_empty_script_gives_an_empty_timeline() {
    assert_eq!(timeline(&[], &[]), Timeline::default());
}

#[test]
fn a_chapter_without_a_title_gets_a_number() {
    let titles: Vec<String> =
        lines(&[(9, true, true), (9, true, true)]).chapters.into_iter().map(|c| c.title).collect();
    assert_eq!(titles, ["Two", "Chapter 3"]);
}

#[test]
fn overflowing_lengths_saturate() {
    let timeline = lines(&[(u32::MAX, true, false), (u32::MAX, false, true)]);
    assert_eq!(timeline.frames, u32::MAX);
}

proptest! {
    #[test]
    fn cues_rise_on_frame_boundaries_with_the_right_gaps(
        plan in prop::collection::vec((1_u32..900, any::<bool>(), prop::bool::weighted(0.2)), 1..40)
    ) {
        let timeline = lines(&plan);
        prop_assert_eq!(timeline.cues.len(), plan.len());
        prop_assert_eq!(timeline.cues.first().map(|cue| cue.start_ms), Some(0));
        prop_assert_eq!(timeline.cues.last().map(|cue| cue.end_ms), Some(timeline.duration_ms()));
        for (cue, (frames, ..)) in timeline.cues.iter().zip(&plan) {
            prop_assert!(cue.start_ms.is_multiple_of(FRAME_MS));
            prop_assert_eq!(cue.end_ms - cue.start_ms, u64::from(*frames) * FRAME_MS);
        }
        for (pair, (.., new_chapter)) in timeline.cues.windows(2).zip(&plan[1..]) {
            let gap = pair[1].start_ms - pair[0].end_ms;
            let expected = match (new_chapter, pair[0].speaker == pair[1].speaker) {
                (true, _) => 700..=1_100,
                (false, true) => 150..=299,
                (false, false) => 300..=420,
            };
            prop_assert!(expected.contains(&gap), "{} ms", gap);
        }
    }

    #[test]
    fn chapters_start_on_a_whole_second_in_the_silence_before_them(
        plan in prop::collection::vec((1_u32..900, any::<bool>(), prop::bool::weighted(0.3)), 1..40)
    ) {
        let timeline = lines(&plan);
        let firsts = plan.iter().enumerate().filter(|(index, (.., new))| *index == 0 || *new).map(|(index, _)| index);
        let firsts: Vec<usize> = firsts.collect();
        prop_assert_eq!(firsts.len(), timeline.chapters.len());
        for (chapter, first) in timeline.chapters.iter().zip(firsts) {
            prop_assert!(chapter.start_ms.is_multiple_of(1_000));
            prop_assert!(chapter.start_ms <= timeline.cues[first].start_ms);
            prop_assert!(first == 0 || chapter.start_ms >= timeline.cues[first - 1].end_ms);
        }
        for pair in timeline.chapters.windows(2) {
            prop_assert_eq!(pair[0].end_ms, pair[1].start_ms);
        }
        prop_assert_eq!(timeline.chapters.last().map(|chapter| chapter.end_ms), Some(timeline.duration_ms()));
    }
}
