//! feed-rs as a reader of feeds: FEED prints as JSON how it understands one and its first episode.
//!
//! Knows nothing of what should be there. What it has no word for is left out.

use std::error::Error;
use std::fs::File;
use std::io::BufReader;

use feed_rs::model::{Link, Text};
use serde_json::{Map, Value, json};

fn main() -> Result<(), Box<dyn Error>> {
    let path = std::env::args().nth(1).ok_or("which feed?")?;
    let feed = feed_rs::parser::parse(BufReader::new(File::open(path)?))?;
    let item = feed.entries.first().ok_or("no episode")?;
    let media = item.media.first().ok_or("no audio")?;
    let audio = media.content.first().ok_or("no audio")?;
    let text = |text: &Option<Text>| text.as_ref().map(|text| text.content.clone());
    let link = |rel: Option<&str>| {
        let is_wanted = |link: &&Link| link.rel.as_deref() == rel;
        feed.links.iter().find(is_wanted).map(|link| link.href.clone())
    };
    let read = [
        ("title", json!(text(&feed.title))),
        ("link", json!(link(None))),
        ("description", json!(text(&feed.description))),
        ("language", json!(feed.language)),
        ("author", json!(feed.authors.first().map(|author| &author.name))),
        ("image", json!(feed.logo.as_ref().map(|logo| &logo.uri))),
        ("address", json!(link(Some("self")))),
        ("next", json!(link(Some("next")))),
        ("category", json!(feed.categories.first().map(|category| &category.term))),
        ("item_id", json!(item.id)),
        ("item_title", json!(text(&item.title))),
        ("item_url", json!(audio.url)),
        ("item_bytes", json!(audio.size)),
        ("item_type", json!(audio.content_type.as_ref().map(ToString::to_string))),
        ("item_seconds", json!(media.duration.map(|duration| duration.as_secs()))),
        ("item_published_ms", json!(item.published.map(|at| at.timestamp_millis()))),
        ("item_description", json!(text(&item.summary))),
        ("item_html", json!(item.content.as_ref().and_then(|content| content.body.clone()))),
        ("item_author", json!(media.credits.first().map(|credit| &credit.entity))),
        ("item_image", json!(media.thumbnails.first().map(|thumbnail| &thumbnail.image.uri))),
        (
            "item_transcripts",
            json!(media.transcripts.iter().map(|one| one.content_type.to_string()).collect::<Vec<_>>()),
        ),
        ("item_hosts", json!(media.people.iter().map(|person| &person.name).collect::<Vec<_>>())),
    ];
    let told: Map<String, Value> =
        read.into_iter().filter(|(_, value)| !value.is_null()).map(|(name, value)| (name.to_owned(), value)).collect();
    println!("{}", json!({ "feed-rs": { "version": VERSION, "read": told } }));
    Ok(())
}

/// As pinned in the manifest.
const VERSION: &str = "3.0.0";
