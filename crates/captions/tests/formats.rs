//! Golden documents of each format, and properties that hold for any input.

use captions::{chapters_json, subrip, transcript_json, webvtt};
use proptest::prelude::*;
use protocol::{Chapter, CodeLine, Cue};
use serde_json::Value;

fn cue(speaker: &str, start_ms: u64, end_ms: u64, text: &str) -> Cue {
    Cue { speaker: speaker.to_owned(), start_ms, end_ms, text: text.to_owned() }
}

fn episode() -> Vec<Cue> {
    let long = "The second lesson was about temporary files. Audio from failed runs piled up for months, and the \
                bill was the first alarm anyone noticed: nobody owned the cleanup, because cleanup is something \
                that happens after the interesting part is over.";
    vec![
        cue("Ada", 0, 2_136, "Welcome back to the show."),
        cue("Ben & Söhne <x>", 2_496, 3_000, "Is 3 < 4 && 5 > 4 --> true?"),
        cue("Ben & Söhne <x>", 3_216, 17_448, long),
        cue("Ada", 3_661_008, 3_662_040, "Donaudampfschifffahrtselektrizitätenhauptbetriebswerk, right."),
    ]
}

#[test]
fn webvtt_matches_its_golden() {
    assert_eq!(webvtt(&episode()), include_str!("golden/episode.vtt"));
}

#[test]
fn subrip_matches_its_golden() {
    assert_eq!(subrip(&episode()), include_str!("golden/episode.srt"));
}

#[test]
fn transcript_json_matches_its_golden() {
    assert_eq!(transcript_json(&episode(), &[]), include_str!("golden/transcript.json").trim_end());
}

#[test]
fn chapters_json_matches_its_golden() {
    let chapters = [
        Chapter { title: "Opening".to_owned(), start_ms: 0, end_ms: 28_000 },
        Chapter { title: "\"Quotes\" & more".to_owned(), start_ms: 28_000, end_ms: 80_736 },
    ];
    assert_eq!(chapters_json("Moving to the edge", &chapters, &[]), include_str!("golden/chapters.json").trim_end());
}

#[test]
fn lines_of_code_stand_beside_what_is_said_of_them() {
    let line = |line| CodeLine { path: "src/lid.rs".to_owned(), line, revision: Some("abc".to_owned()), is_old: false };
    let code = [vec![], vec![line(3), line(4)]];
    let document: Value = serde_json::from_str(&transcript_json(&episode(), &code)).unwrap();
    assert_eq!(document.pointer("/segments/0/code"), None);
    assert_eq!(document.pointer("/segments/1/code/1/line"), Some(&Value::from(4)));
    let chapters = [Chapter { title: "Opening".to_owned(), start_ms: 0, end_ms: 28_000 }];
    let document: Value = serde_json::from_str(&chapters_json("Lids", &chapters, &[vec![line(3)]])).unwrap();
    let expected = serde_json::json!([{ "path": "src/lid.rs", "line": 3, "revision": "abc" }]);
    assert_eq!(document.pointer("/chapters/0/code"), Some(&expected));
}

#[test]
fn an_episode_without_cues_gives_an_empty_document() {
    assert_eq!(webvtt(&[]), "WEBVTT\n");
    assert_eq!(subrip(&[]), "");
    assert_eq!(webvtt(&[cue("Ada", 0, 10, " \n\u{0} ")]), "WEBVTT\n");
    assert_eq!(subrip(&[cue("Ada", 0, 10, " \n\u{0} ")]), "");
}

#[test]
fn subrip_names_the_speaker_of_every_subtitle() {
    let long = "One rule: none of the parts of a long turn may begin with words that look like a name: like these.";
    let document =
        subrip(&[cue("Ada", 0, 9_000, long), cue("Ada", 9_100, 9_200, "Two."), cue("Ben", 9_300, 9_400, "3.")]);
    let blocks = blocks(&document);
    let named = |name: &str| blocks.iter().filter(|block| block[2].starts_with(&format!("{name}: "))).count();
    assert_eq!((named("Ada"), named("Ben")), (blocks.len() - 1, 1), "{document}");
    assert!(subrip(&[cue("", 0, 9, "Nobody.")]).ends_with("\nNobody.\n\n"));
}

#[test]
fn subrip_says_nothing_that_a_reader_takes_for_markup() {
    let document = subrip(&[cue("Ada", 0, 9_000, r"A Vec<u8> --> C:\New, {\an8} 3 > 2.")]);
    assert!(document.ends_with("Ada: A Vec‹u8> -→ C:∖New,\n{∖an8} 3 > 2.\n\n"), "{document}");
}

#[test]
fn the_longest_name_stands_alone_on_its_line() {
    let name = "Maximiliana Bartholomea Wiggin";
    let document = subrip(&[cue(name, 0, 9_000, &format!("Short. {}", "x".repeat(40)))]);
    assert_eq!(
        blocks(&document).iter().map(|block| block[2..].to_vec()).collect::<Vec<_>>(),
        [
            [format!("{name}: "), "Short.".to_owned()],
            [format!("{name}: "), "x".repeat(20)],
            [format!("{name}: "), "x".repeat(20)]
        ]
    );
}

#[test]
fn a_token_longer_than_a_line_is_broken() {
    let token = "x".repeat(40);
    let document = subrip(&[cue("", 0, 1_000, &token)]);
    assert!(document.lines().all(|line| line.chars().count() <= 32));
    assert_eq!(document.matches('x').count(), 40);
}

#[test]
fn time_is_shared_in_proportion_to_characters() {
    let text = format!("{} {}", vec!["word"; 26].join(" "), vec!["word"; 26].join(" "));
    let times = times(&webvtt(&[cue("", 1_000, 11_000, &text)]), '.');
    assert_eq!(times.first().map(|time| time.0), Some(1_000));
    assert_eq!(times.last().map(|time| time.1), Some(11_000));
    for (start, end) in times {
        assert!((2_000..=5_000).contains(&(end - start)));
    }
}

/// The start and end of every time line, parsed strictly.
fn times(document: &str, point: char) -> Vec<(u64, u64)> {
    let clock = |text: &str| {
        let digits: Vec<&str> = text.split([':', point]).collect();
        let [hours, minutes, seconds, ms] = digits[..] else { panic!("not a time: {text}") };
        assert_eq!([hours.len(), minutes.len(), seconds.len(), ms.len()], [2, 2, 2, 3]);
        let number = |digits: &str| digits.parse::<u64>().expect("digits");
        assert!(number(minutes) < 60 && number(seconds) < 60);
        number(hours) * 3_600_000 + number(minutes) * 60_000 + number(seconds) * 1000 + number(ms)
    };
    document
        .lines()
        .filter_map(|line| line.split_once(" --> "))
        .map(|(start, end)| (clock(start), clock(end)))
        .collect()
}

fn cues() -> impl Strategy<Value = Vec<Cue>> {
    let time = prop_oneof![4 => 0..100_000_u64, 1 => any::<u64>(), 1 => Just(u64::MAX)];
    let text = prop_oneof!["[a-z]{0,90}( [a-z<>&-]{1,12}){0,40}", "( -{1,3}>){0,9}", any::<String>(), "\\PC{0,200}"];
    let name = prop_oneof![Just("Ada".to_owned()), any::<String>(), "[<>&a ]{0,60}"];
    let cue = (name, time.clone(), time, text).prop_map(|(speaker, a, b, text)| cue(&speaker, a, b, &text));
    prop::collection::vec(cue, 0..6)
}

/// The blocks between blank lines.
fn blocks(document: &str) -> Vec<Vec<&str>> {
    let lines: Vec<&str> = document.split('\n').collect();
    lines.split(|line| line.is_empty()).filter(|block| !block.is_empty()).map(<[&str]>::to_vec).collect()
}

fn rising(times: &[(u64, u64)]) -> bool {
    let each = times.iter().all(|(start, end)| start < end);
    each && times.iter().zip(times.iter().skip(1)).all(|(before, after)| before.1 <= after.0)
}

proptest! {
    #[test]
    fn webvtt_is_well_formed_for_any_input(cues in cues()) {
        let document = webvtt(&cues);
        let blocks = blocks(&document);
        prop_assert_eq!(&blocks[0], &vec!["WEBVTT"]);
        let times = times(&document, '.');
        prop_assert_eq!(times.len(), blocks.len() - 1);
        prop_assert!(rising(&times));
        for block in &blocks[1..] {
            prop_assert!((2..=3).contains(&block.len()));
            for line in &block[1..] {
                prop_assert!(line.chars().count() <= 65, "{}", line);
                let words = line.strip_prefix("<v ").and_then(|rest| rest.split_once('>')).map_or(*line, |(_, words)| words);
                prop_assert!(!words.contains(['<', '>']));
            }
        }
    }

    #[test]
    fn subrip_is_well_formed_for_any_input(cues in cues()) {
        let document = subrip(&cues);
        let blocks = blocks(&document);
        let times = times(&document, ',');
        prop_assert_eq!(times.len(), blocks.len());
        prop_assert!(rising(&times));
        for (index, block) in blocks.iter().enumerate() {
            prop_assert_eq!(block[0], (index + 1).to_string());
            prop_assert!((3..=4).contains(&block.len()));
            prop_assert!(block[2..].iter().all(|line| line.chars().count() <= 32 && !line.contains(['<', '\\'])));
        }
    }

    #[test]
    fn no_character_of_the_text_is_lost(words in prop::collection::vec("[a-z]{1,50}", 1..60)) {
        let letters = |text: &str| text.chars().filter(char::is_ascii_lowercase).collect::<String>();
        let said = words.concat();
        let spoken = [cue("", 0, 60_000, &words.join(" "))];
        prop_assert_eq!(letters(&webvtt(&spoken)), said.clone());
        prop_assert_eq!(letters(&subrip(&spoken)), said);
    }

    #[test]
    fn json_reads_back(cues in cues()) {
        let document: Value = serde_json::from_str(&transcript_json(&cues, &[])).unwrap();
        let segments = document["segments"].as_array().unwrap();
        prop_assert_eq!(segments.len(), cues.len());
        for (segment, cue) in segments.iter().zip(&cues) {
            prop_assert_eq!(segment["body"].as_str(), Some(cue.text.as_str()));
            prop_assert!(segment["endTime"].as_f64() >= segment["startTime"].as_f64());
        }
    }
}
