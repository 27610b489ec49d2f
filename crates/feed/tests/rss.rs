//! A reader of feeds, and the bounds of what it is given.
#![expect(clippy::unwrap_used, clippy::expect_used, reason = "a test that cannot go on has failed")]

use feed::{Category, Channel, Episode, Source, Transcript, guid, limits, rss};
use proptest::prelude::*;
use protocol::{Chapter, Language, Timestamp};

const HOST: &str = "https://podcast.example";

fn channel() -> Channel {
    Channel {
        title: "Ada & Ben <read>".to_owned(),
        description: "What was handed in, as episodes.".to_owned(),
        link: format!("{HOST}/library"),
        language: "en".to_owned(),
        category: Category::DEFAULT,
        author: "Cuepoint".to_owned(),
        image: format!("{HOST}/f/t0ken/cover.png"),
        address: format!("{HOST}/f/t0ken/feed.xml"),
        guid: guid(&format!("{HOST}/f/1")),
        next: Some(format!("{HOST}/f/t0ken/feed.xml?page=2")),
        changed_at: Some(Timestamp::from_ms(1_796_000_000_000)),
    }
}

fn episode() -> Episode {
    let file = |name: &str| format!("{HOST}/f/t0ken/0198c0de-0000-7000-8000-00000000abcd/{name}");
    let chapter = |start_ms, title: &str| Chapter { start_ms, end_ms: start_ms, title: title.to_owned() };
    Episode {
        id: "0198c0de-0000-7000-8000-00000000abcd".parse().unwrap(),
        title: "Leases & <promises>".to_owned(),
        published_at: Timestamp::from_ms(1_795_999_999_000),
        duration_ms: 378_400,
        size_bytes: 3_027_200,
        address: file("leases-promises-00000000abcd.mp3"),
        image: Some(file("cover.png")),
        hosts: vec!["Ada".to_owned(), "Ben".to_owned()],
        source: Some(Source { title: "A lease is a promise".to_owned(), address: None }),
        chapters: vec![chapter(0, "Introduction"), chapter(61_900, "Ends & <ends>")],
        cites: vec![Some((0, 3)), Some((4, 4))],
        action: None,
        chapters_address: Some(file("chapters.json")),
        language: Language::English,
        transcripts: ["text/vtt", "application/json", "application/x-subrip"]
            .map(|media_type| Transcript { media_type: media_type.to_owned(), address: file("transcript") })
            .to_vec(),
    }
}

#[test]
fn open_points_stand_in_the_description_before_the_disclosure() {
    let action = "# Open points\n\n- [ ] Seal <the rim>\n  - Where: `lid.rs:7`\n".to_owned();
    let read = ::rss::Channel::read_from(rss(&channel(), &[Episode { action: Some(action), ..episode() }]).as_bytes());
    let read = read.unwrap();
    let item = read.items().first().unwrap();
    let description = item.description().unwrap();
    assert!(description.contains("- [ ] Seal \u{2039}the rim\u{203A}"), "{description}");
    assert!(description.ends_with("made by a machine."), "{description}");
    let html = item.content().unwrap();
    assert!(html.contains("<pre># Open points") && html.contains("lid.rs:7`</pre>"), "{html}");
}

#[test]
fn the_crate_rss_reads_every_field_it_knows() {
    let read = ::rss::Channel::read_from(rss(&channel(), &[episode()]).as_bytes()).unwrap();
    assert_eq!((read.title(), read.link()), ("Ada & Ben <read>", "https://podcast.example/library"));
    assert_eq!((read.language(), read.last_build_date()), (Some("en"), Some("Mon, 30 Nov 2026 00:53:20 +0000")));
    let itunes = read.itunes_ext().unwrap();
    assert_eq!((itunes.block(), itunes.explicit(), itunes.r#type()), (Some("Yes"), Some("false"), Some("episodic")));
    assert_eq!(itunes.categories().first().map(|category| category.text()), Some("Technology"));
    let item = read.items().first().unwrap();
    assert_eq!(item.title(), Some("Leases & <promises>"));
    let guid = item.guid().unwrap();
    assert_eq!((guid.value(), guid.is_permalink()), ("urn:uuid:0198c0de-0000-7000-8000-00000000abcd", false));
    let enclosure = item.enclosure().unwrap();
    assert_eq!((enclosure.length(), enclosure.mime_type()), ("3027200", "audio/mpeg"));
    assert!(enclosure.url().ends_with("/leases-promises-00000000abcd.mp3"));
    assert_eq!(item.itunes_ext().and_then(|itunes| itunes.duration()), Some("379"));
    let description = item.description().unwrap();
    assert!(description.contains("1:01 Ends & \u{2039}ends\u{203A} (\u{b6} 5)"), "{description}");
    assert!(description.ends_with("made by a machine."), "{description}");
    let podcast = item.extensions().get("podcast").unwrap();
    let kinds: Vec<_> = podcast["transcript"].iter().map(|one| one.attrs()["type"].as_str()).collect();
    assert_eq!(
        kinds,
        ["application/json", "application/x-subrip", "text/vtt"],
        "the last one is kept by readers of one"
    );
    assert_eq!(podcast["person"].iter().filter_map(|person| person.value()).collect::<Vec<_>>(), ["Ada", "Ben"]);
    assert_eq!(podcast["txt"].first().and_then(|txt| txt.value()), Some("true"));
}

/// A reader that has a document of this revision is not sent it again: another form has to have another revision.
#[test]
fn another_form_of_the_document_has_another_revision() {
    use sha1::{Digest, Sha1};
    let digest = Sha1::digest(rss(&channel(), &[episode()]));
    let form: String = digest.iter().take(4).map(|byte| format!("{byte:02x}")).collect();
    assert_eq!(form, feed::FORM, "write it into `FORM` in crates/feed/src/revision.rs");
}

#[test]
fn a_feed_of_five_hundred_episodes_is_a_page_of_the_newest_hundred_under_a_megabyte() {
    let chapters = |n: u64| {
        (0..n)
            .map(|at| Chapter {
                start_ms: at * 60_000,
                end_ms: at * 60_000,
                title: format!("Chapter {at} of this episode"),
            })
            .collect()
    };
    let all: Vec<Episode> = (0..500).map(|_| Episode { chapters: chapters(8), ..episode() }).collect();
    let first = rss(&channel(), &all);
    assert_eq!(first.matches("<item>").count(), limits::EPISODES_MAX);
    println!("its page is {} bytes", first.len());
    assert!(first.len() < 1_000_000, "{}", first.len());
    let bytes: usize = all.chunks(limits::EPISODES_MAX).map(|page| rss(&channel(), page).len()).sum();
    println!("all five pages are {bytes} bytes");
    assert!(bytes < 2_000_000, "{bytes}");
}

proptest! {
    #[test]
    fn whatever_a_title_holds_the_feed_is_read(title in any::<String>(), chapter in "\\PC{0,300}", source in any::<String>()) {
        let chapters = (0..60).map(|at| Chapter { start_ms: at * 1_000, end_ms: at * 1_000, title: chapter.clone() }).collect();
        let source = Some(Source { title: source, address: None });
        let xml = rss(&Channel { title: title.clone(), ..channel() }, &[Episode { title, chapters, source, ..episode() }]);
        let read = ::rss::Channel::read_from(xml.as_bytes()).expect("a feed");
        let item = read.items().first().expect("an episode");
        prop_assert!(!item.title().unwrap_or_default().is_empty());
        prop_assert!(item.title().unwrap_or_default().chars().count() <= limits::VALUE_CHARS_MAX);
        let description = item.description().unwrap_or_default();
        prop_assert!(description.len() <= limits::DESCRIPTION_BYTES_MAX && description.ends_with("made by a machine."));
    }
}
