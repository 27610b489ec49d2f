//! `feed`: the address of a podcast feed for people and for their phones, and what owners do with it.

use protocol::{ChangeFeed, FeedAddress, FeedView, NewFeed, RevokeFeed, RotateFeed};
use qrcodegen::{QrCode, QrCodeEcc};

use super::Session;
use crate::args::{Feed, FeedVerb};
use crate::client::feed::Feeds;
use crate::console::Console;
use crate::error::Error;
use crate::exit::Exit;
use crate::format;

pub(super) fn run(session: &Session, feed: Feed, console: &mut Console<'_>) -> Result<Exit, Error> {
    let feeds = Feeds { client: &session.client, subject: feed.subject.as_deref() };
    let view = match feed.verb.unwrap_or(FeedVerb::Show { feed: None }) {
        FeedVerb::Show { feed } => find(&feeds, feed.as_deref())?,
        FeedVerb::List => return list(session, &feeds, console),
        FeedVerb::Create { name, words } => {
            let ChangeFeed { title, description, language, category, author, colors } = words.change();
            feeds.create(&NewFeed { name: Some(name), title, description, language, category, author, colors })?
        }
        FeedVerb::Change { feed, words } => feeds.change(&find(&feeds, feed.as_deref())?.id.0, &words.change())?,
        FeedVerb::Add { name, feed } => feeds.add_address(&find(&feeds, feed.as_deref())?.id.0, name)?,
        FeedVerb::Rotate { address, feed, overlap } => {
            let feed = find(&feeds, feed.as_deref())?;
            let rotate =
                RotateFeed { address: one_of(&feed, &address)?.id.clone(), overlap_ms: overlap.map(|span| span.0) };
            feeds.rotate(&feed.id.0, &rotate)?
        }
        FeedVerb::Revoke { address, all: _, feed, yes } => {
            let feed = find(&feeds, feed.as_deref())?;
            let address = address.map(|address| one_of(&feed, &address).map(|known| known.id.clone())).transpose()?;
            let what = if address.is_some() { "this address" } else { "this feed with all its addresses" };
            if !yes && !console.confirm(&format!("Revoke {what}, for ever? [y/N]"))? {
                return Err(Error::Usage("nothing was revoked".to_owned()));
            }
            feeds.revoke(&feed.id.0, &RevokeFeed { address })?
        }
    };
    show(session, &view, console)
}

/// Tells where the episode can be listened to, if this service has feeds.
pub(super) fn mention(session: &Session, subject: Option<&str>, console: &mut Console<'_>) -> Result<(), Error> {
    if session.global.json {
        return Ok(());
    }
    let feeds = Feeds { client: &session.client, subject };
    // An older service knows no feeds, and this token may not make one: the episode is there all the same.
    let Ok(feed) = feeds.create(&NewFeed::default()) else { return Ok(()) };
    let Some(href) = feed.addresses.iter().rev().find_map(|address| address.href.as_deref()) else { return Ok(()) };
    let mut rows = vec![
        ("feed", session.client.base().at(href)),
        ("", "for your podcast app; `cuepoint feed` shows it again, with a QR code".to_owned()),
    ];
    if let Ok(pairing) = feeds.pair() {
        rows.push(("page", session.client.base().at(&pairing.href)));
        rows.push(("", "for your browser, once; `cuepoint pair` makes another".to_owned()));
    }
    console.print(&format::table(&rows))
}

/// A code that signs a browser in.
pub(super) fn pair(session: &Session, console: &mut Console<'_>) -> Result<Exit, Error> {
    let pairing = Feeds { client: &session.client, subject: None }.pair()?;
    if session.global.json {
        console.print_json(&pairing)?;
        return Ok(Exit::Ok);
    }
    let address = session.client.base().at(&pairing.href);
    console.print(&format::table(&[
        ("page", address.clone()),
        ("code", pairing.code),
        ("", format!("good once, until {}", pairing.expires_at)),
    ]))?;
    console.report(&qr(&address));
    Ok(Exit::Ok)
}

/// The caller's own feed, or the one of this name or id.
fn find(feeds: &Feeds<'_>, feed: Option<&str>) -> Result<FeedView, Error> {
    let Some(wanted) = feed else { return feeds.create(&NewFeed::default()) };
    let is_wanted = |feed: &FeedView| feed.id.0 == wanted || feed.name.as_deref() == Some(wanted);
    let found = feeds.list()?.feeds.into_iter().find(is_wanted);
    found.ok_or_else(|| Error::Usage(format!("there is no feed {wanted}: cuepoint feed list")))
}

/// The address of this id, or of this name; the newest of several.
fn one_of<'a>(feed: &'a FeedView, wanted: &str) -> Result<&'a FeedAddress, Error> {
    let living = |address: &&FeedAddress| address.href.is_some() && address.replaced_by.is_none();
    let by_id = feed.addresses.iter().find(|address| address.id == wanted);
    let by_name = || feed.addresses.iter().rev().filter(living).find(|address| address.name == wanted);
    by_id.or_else(by_name).ok_or_else(|| Error::Usage(format!("the feed has no address {wanted}: cuepoint feed")))
}

fn list(session: &Session, feeds: &Feeds<'_>, console: &mut Console<'_>) -> Result<Exit, Error> {
    let list = feeds.list()?;
    if session.global.json {
        console.print_json(&list)?;
        return Ok(Exit::Ok);
    }
    for feed in &list.feeds {
        let name = feed.name.as_deref().unwrap_or("(yours)");
        console.print(&format!("{}  {name:<20}  {}", feed.id, format::one_line(&feed.title)))?;
    }
    Ok(Exit::Ok)
}

fn show(session: &Session, feed: &FeedView, console: &mut Console<'_>) -> Result<Exit, Error> {
    if session.global.json {
        console.print_json(feed)?;
        return Ok(Exit::Ok);
    }
    let mut rows = vec![("feed", format::one_line(&feed.title))];
    if feed.revoked_at.is_some() {
        rows.push(("", "revoked".to_owned()));
    }
    let base = session.client.base();
    for FeedAddress { id, name, href, ends_at, replaced_by, .. } in &feed.addresses {
        let state = match (href, replaced_by, ends_at) {
            (Some(href), None, None) => base.at(href),
            (Some(_), _, Some(ends_at)) => format!("redirects until {ends_at}"),
            (Some(href), Some(_), None) => base.at(href),
            (None, _, Some(_)) => "gone".to_owned(),
            (None, _, None) if feed.revoked_at.is_some() => "gone".to_owned(),
            (None, _, None) => "good, but its key is gone: add another one".to_owned(),
        };
        rows.push(("", format!("{id}  {}  {state}", format::one_line(name))));
    }
    console.print(&format::table(&rows))?;
    let newest = feed.addresses.iter().rev().filter(|address| address.ends_at.is_none());
    if let Some(href) = newest.filter_map(|address| address.href.as_deref()).next() {
        let address = base.at(href);
        // Beside the result: a program that reads the address has no use for it.
        console.report(&qr(&address));
        if base.is_this_machine() {
            console.report(
                "Only this machine can read this address: apps that fetch by their own servers, like Overcast, cannot.",
            );
        }
    }
    Ok(Exit::Ok)
}

/// Light modules around a code: scanners need them.
const QUIET_ZONE: i32 = 2;

/// The address as a QR code in half blocks, two rows a line, light on dark as terminals are.
fn qr(address: &str) -> String {
    let Ok(code) = QrCode::encode_text(address, QrCodeEcc::Low) else { return String::new() };
    let side = || -QUIET_ZONE..code.size() + QUIET_ZONE;
    // What lies outside the code is light.
    let block = |x: i32, y: i32| match (code.get_module(x, y), code.get_module(x, y + 1)) {
        (false, false) => '\u{2588}',
        (false, true) => '\u{2580}',
        (true, false) => '\u{2584}',
        (true, true) => ' ',
    };
    let row = |y: i32| side().map(|x| block(x, y)).collect::<String>();
    side().step_by(2).map(row).collect::<Vec<_>>().join("\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_fits_a_terminal_as_a_picture() {
        let code = qr("https://podcasts.example.org/f/00112233445566778899aabbccddeeff/feed.xml");
        let lines: Vec<&str> = code.lines().collect();
        assert!((15..=30).contains(&lines.len()), "{}", lines.len());
        assert!(lines.iter().all(|line| line.chars().count() <= 60), "{code}");
    }
}
