//! Each reader of feeds of docs/READERS.md over one hard feed: what it must get right, and what is its own.

#![expect(clippy::indexing_slicing, clippy::expect_used, reason = "a test may panic")]

use std::collections::BTreeMap;
use std::path::Path;

use feed::{Category, Channel, Episode, Source, Transcript};
use protocol::{Chapter, Language, Timestamp};
use serde_json::{Value, json};

const REPOSITORY: &str = "../..";
const TABLE: &str = include_str!("../../../docs/READERS.md");
const HOST: &str = "https://podcast.example/f/t0ken";
/// Fields that a reader reads, and those of them that it reads in a way of its own.
const READERS: [(&str, usize, &[&str]); 6] = [
    ("feedparser", 24, &["item_transcripts"]),
    ("podcastparser", 20, &[]),
    ("podcast-partytime", 24, &["item_html", "item_transcripts"]),
    ("rss-parser", 20, &[]),
    ("feedsmith", 25, &[]),
    ("feed-rs", 22, &[]),
];

fn written() -> (Channel, Episode) {
    let file = |name: &str| format!("{HOST}/0198c0de-0000-7000-8000-00000000abcd/{name}");
    let chapter = |start_ms, title: &str| Chapter { start_ms, end_ms: start_ms, title: title.to_owned() };
    let channel = Channel {
        title: "R & D <weekly>".to_owned(),
        description: "What was handed in, as episodes.".to_owned(),
        link: "https://podcast.example/library".to_owned(),
        language: "en".to_owned(),
        category: Category::DEFAULT,
        author: "Ada & Ben".to_owned(),
        image: format!("{HOST}/cover.png"),
        address: format!("{HOST}/feed.xml"),
        guid: feed::guid("https://podcast.example/f/1"),
        next: Some(format!("{HOST}/feed.xml?page=2")),
        changed_at: Some(Timestamp::from_ms(1_796_000_000_000)),
    };
    let episode = Episode {
        id: "0198c0de-0000-7000-8000-00000000abcd".parse().expect("an id"),
        title: "3.10".to_owned(),
        published_at: Timestamp::from_ms(1_795_999_999_000),
        duration_ms: 378_400,
        size_bytes: 3_027_200,
        address: file("3-10-00000000abcd.mp3"),
        image: Some(file("cover.png")),
        hosts: vec!["Ada".to_owned(), "Ben O'Neill".to_owned()],
        source: Some(Source { title: "Vec<u8> & friends".to_owned(), address: None }),
        chapters: vec![chapter(0, "Introduction"), chapter(61_900, "a < b && c > d")],
        cites: vec![Some((0, 3)), Some((4, 4))],
        action: None,
        chapters_address: Some(file("chapters.json")),
        language: Language::English,
        transcripts: [("vtt", "text/vtt"), ("json", "application/json"), ("srt", "application/x-subrip")]
            .map(|(name, media_type)| Transcript {
                media_type: media_type.to_owned(),
                address: file(&format!("transcript.{name}")),
            })
            .to_vec(),
    };
    (channel, episode)
}

fn expected(channel: &Channel, episode: &Episode) -> BTreeMap<&'static str, Value> {
    let end = "The script was written and the voices were made by a machine.";
    let (source, chapter) = ("Vec\u{2039}u8\u{203A} & friends", "a \u{2039} b && c \u{203A} d");
    let escaped = |text: &str| text.replace('&', "&amp;");
    let html = format!(
        "<p>Made from \u{201C}{}\u{201D}.</p><ul><li>0:00 Introduction (\u{b6} 1\u{2013}4)</li><li>1:01 {} (\u{b6} 5)</li></ul><p>{end}</p>",
        escaped(source),
        escaped(chapter)
    );
    BTreeMap::from([
        ("title", json!(channel.title)),
        ("link", json!(channel.link)),
        ("description", json!(channel.description)),
        ("language", json!("en")),
        ("author", json!(channel.author)),
        ("image", json!(channel.image)),
        ("address", json!(channel.address)),
        ("next", json!(channel.next)),
        ("category", json!("Technology")),
        ("locked", json!(true)),
        ("guid", json!(channel.guid)),
        ("item_id", json!("urn:uuid:0198c0de-0000-7000-8000-00000000abcd")),
        ("item_title", json!("\u{201C}3.10\u{201D}")),
        ("item_url", json!(episode.address)),
        ("item_bytes", json!(3_027_200)),
        ("item_type", json!("audio/mpeg")),
        ("item_seconds", json!(379)),
        ("item_published_ms", json!(1_795_999_999_000_u64)),
        (
            "item_description",
            json!(format!(
                "Made from \u{201C}{source}\u{201D}.\n0:00 Introduction (\u{b6} 1\u{2013}4)\n1:01 {chapter} (\u{b6} 5)\n{end}"
            )),
        ),
        ("item_html", json!(html)),
        ("item_author", json!("Ada, Ben O'Neill")),
        ("item_image", json!(episode.image)),
        ("item_chapters", json!(episode.chapters_address)),
        // In whole seconds.
        ("item_chapter_list", json!([[0, "Introduction"], [61, "a < b && c > d"]])),
        ("item_transcripts", json!(["application/json", "application/x-subrip", "text/vtt"])),
        ("item_hosts", json!(["Ada", "Ben O'Neill"])),
    ])
}

#[test]
fn every_reader_reads_the_feed() {
    let (channel, episode) = written();
    let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join("feed.xml");
    std::fs::write(&path, feed::rss(&channel, std::slice::from_ref(&episode))).expect("a file");
    let readers = readers::read_feed(Path::new(REPOSITORY), &path).unwrap_or_else(|error| panic!("{error:#}"));
    let expected = expected(&channel, &episode);
    for (name, fields, own) in READERS {
        let reader = &readers[name];
        assert!(
            TABLE.contains(&format!("| {name} {} |", reader.version)),
            "{name} {} is not in the table",
            reader.version
        );
        for (field, read) in &reader.read {
            let is_right = *read == expected[field.as_str()];
            assert_eq!(is_right, !own.contains(&field.as_str()), "{name} reads {field} as {read}");
        }
        assert_eq!(reader.read.len(), fields, "{name} reads another number of fields: {:?}", reader.read.keys());
    }
}
