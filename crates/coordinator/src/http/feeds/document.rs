//! The document of a feed: two statements, or one where the reader has it already.

use feed::{
    Category, Channel, Cursor, Episode, MalformedCursor, Source, Transcript, file_name, guid, limits, revision, rss,
};
use protocol::dataflow::Exit;
use protocol::{Code, Conditions, Current, Fulfilment, Method, Problem, accepts_gzip};
use worker::{Headers, Request, Response};

use super::kept;
use super::open::{Door, door, origin};
use crate::answer::Answer;
use crate::db::feeds::{self, Item, Opened};
use crate::faults::exfiltration;
use crate::http::context::Context;

const CONTENT_TYPE: &str = "application/rss+xml; charset=utf-8";

pub(crate) async fn document(context: &Context<'_>, request: &Request) -> Answer {
    let opened = match door(context)? {
        Door::Open(opened) => opened,
        Door::Moved(response) => return Ok(response),
    };
    let before = before(context)?;
    let base = format!("{}/f/{}", origin(context, request)?, context.id.unwrap_or_default());
    let is_zipped = accepts_gzip(request.headers().get("Accept-Encoding")?.as_deref());
    let headers = Headers::new();
    let page = before.map(|cursor| cursor.to_string()).unwrap_or_default();
    let rev = opened.feed.rev.u64().to_string();
    let revision = revision(&[&opened.feed.id.0, &rev, &base, &page, if is_zipped { "gzip" } else { "" }]);
    let etag = format!("\"{revision}\"");
    headers.set("ETag", &etag)?;
    headers.set("Content-Type", CONTENT_TYPE)?;
    headers.set("Vary", "Accept-Encoding, X-Forwarded-Proto")?;
    private(&headers)?;
    match fulfilment(request.headers(), &etag)? {
        Fulfilment::NotModified => return Ok(Response::empty()?.with_status(304).with_headers(headers)),
        Fulfilment::PreconditionFailed => return Err(Code::PreconditionFailed.into()),
        Fulfilment::Send(_) => {}
    }
    let document = match kept::find(&etag) {
        Some(document) => document,
        None => kept::keep(&etag, written(context, opened, (&base, &page), before).await?.into_bytes()),
    };
    if is_zipped {
        headers.set("Content-Encoding", "gzip")?;
    } else {
        headers.set("Content-Length", &document.len().to_string())?;
    }
    if request.method() == worker::Method::Head {
        return Ok(Response::empty()?.with_headers(headers));
    }
    Ok(Response::from_bytes(document.to_vec())?.with_headers(headers))
}

async fn written(
    context: &Context<'_>,
    opened: &Opened,
    (base, page): (&str, &str),
    before: Option<Cursor>,
) -> worker::Result<String> {
    let count = limits::EPISODES_MAX.saturating_add(1);
    let mut items = feeds::items(&context.database()?, &opened.feed, before, count).await?;
    let has_more = items.len() > limits::EPISODES_MAX;
    items.truncate(limits::EPISODES_MAX);
    let next = items.last().filter(|_| has_more);
    let next = next.map(|last| Cursor { published_at: last.published_at, id: last.id }.to_string());
    let episodes: Vec<Episode> = items.into_iter().map(|item| episode(base, item)).collect();
    Ok(rss(&channel(opened, base, page, next), &episodes))
}

/// Nobody keeps it but the reader, and no search engine lists it.
pub(super) fn private(headers: &Headers) -> worker::Result<()> {
    headers.set("Cache-Control", "private, no-cache")?;
    headers.set("X-Robots-Tag", "noindex")?;
    // Players in browsers are pages of other origins.
    headers.set("Access-Control-Allow-Origin", "*")
}

fn fulfilment(headers: &Headers, etag: &str) -> worker::Result<Fulfilment> {
    let (if_match, if_none_match) = (headers.get("If-Match")?, headers.get("If-None-Match")?);
    let conditions =
        Conditions { if_match: if_match.as_deref(), if_none_match: if_none_match.as_deref(), ..Conditions::default() };
    // Its size is not known before it is written, and no part of it is asked for.
    Ok(conditions.evaluate(Method::Get, &Current { etag, modified_at: None, size_bytes: 0 }))
}

/// The last episode of the page before, as the query names it.
fn before(context: &Context<'_>) -> Result<Option<Cursor>, Problem> {
    let value = context.url.query_pairs().find(|(name, _)| name == "before").map(|(_, value)| value.parse());
    value
        .transpose()
        .map_err(|error: MalformedCursor| Problem::because(Code::MalformedQuery, format!("before: {error}")))
}

fn channel(opened: &Opened, base: &str, page: &str, next: Option<String>) -> Channel {
    let feed = &opened.feed;
    let address = |page: &str| match page {
        "" => format!("{base}/feed.xml"),
        page => format!("{base}/feed.xml?before={page}"),
    };
    let (origin, _) = base.split_once("/f/").unwrap_or_default();
    Channel {
        title: feed.title.clone(),
        description: exfiltration::at(Exit::Feed).unwrap_or_else(|| feed.description.clone()),
        link: format!("{origin}/"),
        language: feed.language.clone(),
        category: Category::parse(&feed.category).unwrap_or(Category::DEFAULT),
        author: feed.author.clone(),
        image: format!("{base}/cover.png"),
        address: address(page),
        // Without the host, which a service may change, and without the secret, which is one listener's.
        guid: guid(&format!("feeds/{}", feed.id)),
        next: next.map(|next| address(&next)),
        changed_at: Some(feed.changed_at.at()),
    }
}

fn episode(base: &str, item: Item) -> Episode {
    let Item { id, title, listing, published_at } = item;
    let file = |name: &str| format!("{base}/{id}/{name}");
    let transcript =
        |(name, media_type): &(&str, &str)| Transcript { media_type: (*media_type).to_owned(), address: file(name) };
    let is_transcript = |(name, _): &&(&str, &str)| name.starts_with("transcript.");
    let source = match (listing.source, listing.address) {
        (None, None) => None,
        (source, address) => Some(Source { title: source.unwrap_or_else(|| title.clone()), address }),
    };
    Episode {
        id,
        published_at,
        duration_ms: listing.duration_ms,
        size_bytes: listing.size_bytes,
        address: file(&file_name(&title, id, listing.revision)),
        image: None,
        hosts: listing.hosts,
        source,
        cites: listing.cites,
        action: listing.action,
        chapters_address: (!listing.chapters.is_empty()).then(|| file("chapters.json")),
        chapters: listing.chapters,
        transcripts: job::ARTIFACTS.iter().filter(is_transcript).map(transcript).collect(),
        language: listing.language,
        title,
    }
}
