//! Chapters of the tag, for any titles: readers go by the order in the file or by the contents, and lose what has no title.

#![expect(clippy::unwrap_used, reason = "a test may panic")]

mod sound;

use std::sync::LazyLock;

use audio::{Band, Clip, Line, Tags, assemble, clip, timeline};
use id3::{Content, Tag};
use proptest::prelude::*;
use sound::{HIGH, LOW, speech, wav16};

static SPOKEN: LazyLock<[Clip; 2]> = LazyLock::new(|| {
    [LOW, HIGH].map(|voice| clip(&wav16(&speech(voice, 16_000, 2), 16_000, 1), Band::Narrow).unwrap())
});

/// The tag of an episode with one line in each of these chapters.
fn tag(titles: &[String]) -> Tag {
    let clips: Vec<&Clip> = SPOKEN.iter().cycle().take(titles.len()).collect();
    let line =
        |(chapter, clip): (u32, &&Clip)| Line { frames: clip.frame_count(), speaker: "Ada", text: "words", chapter };
    let lines: Vec<Line> = (0..).zip(&clips).map(line).collect();
    let mp3 =
        assemble(clips.iter().map(|clip| &clip.frames[..]), Band::Narrow, &timeline(&lines, titles), &Tags::default())
            .unwrap();
    Tag::read_from2(std::io::Cursor::new(mp3)).unwrap()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn chapters_are_in_time_order_with_one_flat_contents_and_a_title_each(
        titles in prop::collection::vec(prop_oneof![any::<String>(), "[ \t\u{0}\u{7}]{0,3}", "[a-z ]{1,200}"], 1..14)
    ) {
        let tag = tag(&titles);
        let mut ids = Vec::new();
        let mut ended_ms = 0;
        for frame in tag.frames() {
            let Content::Chapter(chapter) = frame.content() else { continue };
            prop_assert!(chapter.start_time == ended_ms && chapter.end_time > ended_ms);
            ended_ms = chapter.end_time;
            let [title] = chapter.frames.as_slice() else { return Err(TestCaseError::fail("not one frame in a chapter")) };
            prop_assert_eq!(title.id(), "TIT2");
            prop_assert!(title.content().text().is_some_and(|title| !title.trim().is_empty()));
            ids.push(chapter.element_id.clone());
        }
        prop_assert_eq!(ids.len(), titles.len());
        let contents: Vec<_> = tag.tables_of_contents().collect();
        prop_assert_eq!(contents.len(), 1);
        prop_assert!(contents[0].top_level && contents[0].ordered && contents[0].frames.is_empty());
        prop_assert_eq!(&contents[0].elements, &ids);
    }
}
