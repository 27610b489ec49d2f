//! Files of an episode by the address of a feed that lists it. No object is woken: the index knows the episode's name.

use artwork::Size;
use feed::{Requested, requested, revision};
use job::ARTIFACTS;
use protocol::{Code, JobId};
use worker::Request;

use super::document::private;
use super::kept;
use super::open::{Door, door};
use crate::answer::Answer;
use crate::db::feeds;
use crate::http::context::Context;
use crate::http::jobs::files::{self, Parts, Validators};
use crate::rpc::Located;

const AUDIO: &str = "episode.mp3";

pub(crate) async fn file(context: &Context<'_>, request: &Request) -> Answer {
    let opened = match door(context)? {
        Door::Open(opened) => opened,
        Door::Moved(response) => return Ok(response),
    };
    let mut parts = context.url.path().rsplit('/');
    let (name, job) = (parts.next().unwrap_or_default(), parts.next().unwrap_or_default());
    let id: JobId = job.parse().map_err(|_| Code::NotFound)?;
    let item = feeds::item(&context.database()?, &opened.feed, id).await?.ok_or(Code::NotFound)?;
    let (name, parts) = match requested(name, id, item.listing.revision).ok_or(Code::NotFound)? {
        Requested::Audio => (AUDIO, Parts::AsAsked),
        Requested::EarlierAudio => (AUDIO, Parts::OfTheSame),
        Requested::Beside(name) => (name, Parts::AsAsked),
    };
    let (name, content_type) = ARTIFACTS.iter().find(|(known, _)| *known == name).ok_or(Code::NotFound)?;
    let key = pipeline::keys::artifact(id, &item.listing.master, name);
    let located = Located { key, content_type: (*content_type).to_owned() };
    let response = files::send(context, request, &located, (Validators::TagAlone, parts)).await?;
    private(response.headers())?;
    Ok(response)
}

/// The feed's image, drawn from its title.
pub(crate) async fn cover(context: &Context<'_>, request: &Request) -> Answer {
    let opened = match door(context)? {
        Door::Open(opened) => opened,
        Door::Moved(response) => return Ok(response),
    };
    let (title, colors) = (&opened.feed.title, opened.colors());
    let named = colors.as_ref().map_or_else(String::new, |colors| format!("{} {}", colors.background, colors.ink));
    let tag = format!("\"{}\"", revision(&["cover", artwork::FORM, title, &named]));
    let picture = kept::find(&tag).unwrap_or_else(|| {
        kept::keep(&tag, artwork::cover(title, &pipeline::palette(title, colors.as_ref()), Size::Feed))
    });
    let response = files::send_made(request, "image/png", &tag, &picture)?;
    private(response.headers())?;
    Ok(response)
}
