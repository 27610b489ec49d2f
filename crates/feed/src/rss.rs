//! The document.

use std::borrow::Cow;

use protocol::Chapter;
use quick_xml::escape::escape;

use crate::category::Category;
use crate::channel::Channel;
use crate::description::{self, DISCLOSURE};
use crate::episode::Episode;
use crate::limits;
use crate::text;

/// Prefixes are as everybody writes them: some readers know a namespace by its address alone, others by its prefix alone.
const NAMESPACES: [(&str, &str); 6] = [
    ("version", "2.0"),
    ("xmlns:atom", "http://www.w3.org/2005/Atom"),
    ("xmlns:content", "http://purl.org/rss/1.0/modules/content/"),
    ("xmlns:itunes", "http://www.itunes.com/dtds/podcast-1.0.dtd"),
    ("xmlns:podcast", "https://podcastindex.org/namespace/1.0"),
    ("xmlns:psc", "http://podlove.org/simple-chapters"),
];

struct Xml(String);

/// The feed with these episodes, the newest first; of more than [`limits::EPISODES_MAX`] the first.
pub fn rss(channel: &Channel, episodes: &[Episode]) -> String {
    let mut xml = Xml(String::new());
    xml.document(channel, episodes);
    xml.0
}

impl Xml {
    fn document(&mut self, channel: &Channel, episodes: &[Episode]) {
        self.0.push_str("<?xml version=\"1.0\" encoding=\"UTF-8\"?>");
        self.nest("rss", &NAMESPACES, |xml| xml.nest("channel", &[], |xml| xml.channel(channel, episodes)));
    }

    fn channel(&mut self, channel: &Channel, episodes: &[Episode]) {
        let address = channel.address.as_str();
        self.empty("atom:link", &[("href", address), ("rel", "self"), ("type", "application/rss+xml")]);
        if let Some(next) = &channel.next {
            self.empty("atom:link", &[("href", next), ("rel", "next"), ("type", "application/rss+xml")]);
        }
        self.value("title", &text::title(&channel.title, limits::VALUE_CHARS_MAX));
        self.value("description", &text::line(&channel.description, limits::DESCRIPTION_BYTES_MAX / 4));
        self.value("link", &channel.link);
        self.value("language", &channel.language);
        if let Some(changed_at) = channel.changed_at {
            self.value("lastBuildDate", &date(changed_at));
        }
        self.value("generator", "Cuepoint");
        let author = text::line(&channel.author, limits::VALUE_CHARS_MAX);
        self.value("itunes:author", &author);
        let Category { main, sub } = channel.category;
        match sub {
            Some(sub) => {
                self.nest("itunes:category", &[("text", main)], |xml| xml.empty("itunes:category", &[("text", sub)]));
            }
            None => self.empty("itunes:category", &[("text", main)]),
        }
        self.value("itunes:explicit", "false");
        self.empty("itunes:image", &[("href", channel.image.as_str())]);
        self.value("itunes:type", "episodic");
        self.value("itunes:block", "Yes");
        self.value("podcast:block", "yes");
        self.value("podcast:locked", "yes");
        self.value("podcast:guid", &channel.guid);
        self.disclosure();
        for episode in episodes.iter().take(limits::EPISODES_MAX) {
            self.nest("item", &[], |xml| xml.item(episode));
        }
    }

    fn item(&mut self, episode: &Episode) {
        let title = text::title(&episode.title, limits::VALUE_CHARS_MAX);
        let description = description::plain(episode);
        self.value("title", &title);
        self.value("itunes:title", &title);
        let guid = format!("urn:uuid:{}", episode.id);
        self.element("guid", &[("isPermaLink", "false")], &guid);
        self.value("pubDate", &date(episode.published_at));
        let length = episode.size_bytes.to_string();
        let enclosure = [("url", episode.address.as_str()), ("length", length.as_str()), ("type", "audio/mpeg")];
        self.empty("enclosure", &enclosure);
        self.value("description", &description);
        self.value("itunes:summary", &description);
        self.value("content:encoded", &description::html(episode));
        self.value("itunes:duration", &(episode.duration_ms.div_ceil(1_000)).to_string());
        self.value("itunes:episodeType", "full");
        self.value("itunes:explicit", "false");
        let hosts: Vec<Cow<'_, str>> =
            episode.hosts.iter().map(|host| text::line(host, limits::VALUE_CHARS_MAX)).collect();
        if !hosts.is_empty() {
            self.value("itunes:author", &text::line(&hosts.join(", "), limits::VALUE_CHARS_MAX));
        }
        if let Some(image) = &episode.image {
            self.empty("itunes:image", &[("href", image.as_str())]);
        }
        for host in &hosts {
            self.element("podcast:person", &[("role", "host"), ("group", "cast")], host);
        }
        if let Some(chapters) = &episode.chapters_address {
            self.empty("podcast:chapters", &[("url", chapters.as_str()), ("type", "application/json+chapters")]);
        }
        self.chapters(&episode.chapters);
        let mut transcripts: Vec<_> = episode.transcripts.iter().collect();
        // Some readers keep the last transcript alone, and apps show WebVTT best.
        transcripts.sort_by_key(|transcript| transcript.media_type == "text/vtt");
        for transcript in transcripts {
            let address = transcript.address.as_str();
            self.empty(
                "podcast:transcript",
                &[("url", address), ("type", transcript.media_type.as_str()), ("language", episode.language.tag())],
            );
        }
        self.disclosure();
    }

    /// Podlove Simple Chapters, in the feed itself: gPodder knows no others.
    fn chapters(&mut self, chapters: &[Chapter]) {
        if chapters.is_empty() {
            return;
        }
        self.nest("psc:chapters", &[("version", "1.2")], |xml| {
            for chapter in chapters {
                let title = text::line(&chapter.title, limits::VALUE_CHARS_MAX);
                let start = text::play_time(chapter.start_ms);
                xml.empty("psc:chapter", &[("start", start.as_str()), ("title", &*title)]);
            }
        });
    }

    /// For programs, and in words: some readers lose a text with attributes, others its value.
    fn disclosure(&mut self) {
        self.element("podcast:txt", &[("purpose", "ai-content")], "true");
        self.value("podcast:txt", DISCLOSURE);
    }

    fn value(&mut self, name: &str, text: &str) {
        self.element(name, &[], text);
    }

    fn element(&mut self, name: &str, attributes: &[(&str, &str)], text: &str) {
        self.nest(name, attributes, |xml| xml.0.push_str(&escape(text)));
    }

    fn empty(&mut self, name: &str, attributes: &[(&str, &str)]) {
        self.tag(name, attributes, "/>");
    }

    fn nest(&mut self, name: &str, attributes: &[(&str, &str)], inside: impl FnOnce(&mut Self)) {
        self.tag(name, attributes, ">");
        inside(self);
        self.write(["</", name, ">"]);
    }

    fn tag(&mut self, name: &str, attributes: &[(&str, &str)], end: &str) {
        self.write(["<", name]);
        for (name, value) in attributes {
            self.write([" ", name, "=\"", &escape(*value), "\""]);
        }
        self.0.push_str(end);
    }

    fn write<const N: usize>(&mut self, parts: [&str; N]) {
        parts.into_iter().for_each(|part| self.0.push_str(part));
    }
}

/// A date of RFC 2822.
fn date(at: protocol::Timestamp) -> String {
    at.to_http_date().replace("GMT", "+0000")
}
