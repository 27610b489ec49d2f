//! Making, changing, rotating and revoking feeds, for their owners: a subject's own, and the named ones of a tenant.

use artwork::Palette;
use feed::Category;
use identity::{FeedSecret, feed_secret};
use protocol::{
    ChangeFeed, Code, CoverColors, FeedAddress, FeedId, FeedList, FeedView, NewFeed, NewFeedAddress, Operation,
    Problem, RevokeFeed, RotateFeed, Subject, Timestamp,
};
use worker::{D1Database, Request};

use crate::answer::{Answer, Stop, json};
use crate::db::feeds::{self, Feed, Owner};
use crate::db::row::Number;
use crate::http::body;
use crate::http::context::Context;
use crate::http::subject::subjects;
use crate::platform::random;

const TITLE: &str = "Cuepoint";
const DESCRIPTION: &str = "Episodes made from what you handed in.";
/// The name of a feed's first address.
const FIRST: &str = "first";

pub(crate) async fn list(context: &Context<'_>, request: &Request) -> Answer {
    json(200, &FeedList { feeds: views_of(context, request).await? })
}

/// The caller's own feed, if there is one, and the named ones of its tenant.
pub(crate) async fn views_of(context: &Context<'_>, request: &Request) -> Result<Vec<FeedView>, Stop> {
    let (database, subjects) = (context.database()?, whose(context, request)?);
    let feeds = feeds::list(&database, owner(context, &subjects)).await?;
    views(context, &database, feeds).await
}

pub(crate) async fn read(context: &Context<'_>, request: &Request) -> Answer {
    let database = context.database()?;
    let feed = known(context, request, &database).await?;
    json(200, &view(context, &database, feed).await?)
}

/// A named feed, or the caller's own, which is made once.
pub(crate) async fn create(context: &Context<'_>, request: &mut Request) -> Answer {
    let asked = body::parsed(request).await?;
    made(context, request, asked).await
}

pub(crate) async fn made(context: &Context<'_>, request: &Request, asked: NewFeed) -> Answer {
    asked.check()?;
    judge(asked.category.as_deref(), asked.colors.as_ref())?;
    let (database, subjects) = (context.database()?, whose(context, request)?);
    let owner = owner(context, &subjects);
    let new = random::name()?;
    let secret = FeedSecret::new(context.settings.signing_keys()?, &new);
    let feed = feed(context, asked)?;
    feeds::insert(&database, owner, &feed, (&new, &secret, FIRST), context.now).await?;
    if let Some(made) = feeds::find(&database, owner, &feed.id.0).await? {
        return json(201, &view(context, &database, made).await?);
    }
    let mut all = feeds::list(&database, owner).await?.into_iter();
    match (all.find(|known| known.name == feed.name), &feed.name) {
        (Some(own), None) => json(200, &view(context, &database, own).await?),
        (Some(_), Some(_)) => Err(Code::FeedExists.into()),
        (None, _) => Err(Code::TooManyFeeds.into()),
    }
}

fn feed(context: &Context<'_>, asked: NewFeed) -> worker::Result<Feed> {
    let NewFeed { name, title, description, language, category, author, colors } = asked;
    let or = |text: Option<String>, usual: &str| text.unwrap_or_else(|| usual.to_owned());
    Ok(Feed {
        id: FeedId(random::id(context.now).to_string()),
        tenant: context.caller.tenant.clone(),
        title: or(title.or_else(|| name.clone()), TITLE),
        description: or(description, DESCRIPTION),
        language: or(language, "en"),
        category: or(category, Category::DEFAULT.main),
        author: or(author, TITLE),
        colors: colors.as_ref().map(serde_json::to_string).transpose()?,
        name,
        rev: Number::from(1),
        created_at: Number::from(context.now),
        changed_at: Number::from(context.now),
        revoked_at: None,
    })
}

pub(crate) async fn change(context: &Context<'_>, request: &mut Request) -> Answer {
    let asked: ChangeFeed = body::parsed(request).await?;
    asked.check()?;
    judge(asked.category.as_deref(), asked.colors.as_ref())?;
    let database = context.database()?;
    let feed = living(context, request, &database).await?;
    feeds::change(&database, &feed.id, &asked, context.now).await?;
    answer(context, request, &database, 200).await
}

pub(crate) async fn add_address(context: &Context<'_>, request: &mut Request) -> Answer {
    let asked = body::parsed(request).await?;
    address_added(context, request, asked).await
}

pub(crate) async fn address_added(context: &Context<'_>, request: &Request, asked: NewFeedAddress) -> Answer {
    asked.check()?;
    let database = context.database()?;
    let feed = living(context, request, &database).await?;
    let id = random::name()?;
    let secret = FeedSecret::new(context.settings.signing_keys()?, &id);
    feeds::add_address(&database, &feed.id, (&id, &secret, &asked.name), context.now).await?;
    added(context, request, &database, &id).await
}

/// A successor of one address, which redirects to it for a while.
pub(crate) async fn rotate(context: &Context<'_>, request: &mut Request) -> Answer {
    let asked = body::parsed(request).await?;
    rotated(context, request, asked).await
}

pub(crate) async fn rotated(context: &Context<'_>, request: &Request, asked: RotateFeed) -> Answer {
    let overlap_ms = i64::try_from(asked.overlap_ms()?).unwrap_or(i64::MAX);
    let database = context.database()?;
    let feed = living(context, request, &database).await?;
    let addresses = feeds::addresses(&database, &[&feed.id]).await?;
    let old = addresses.into_iter().find(|address| address.id == asked.address).ok_or(Code::FeedNotFound)?;
    if old.ends_at.is_some() {
        return Err(Code::FeedGone.into());
    }
    let id = random::name()?;
    let secret = FeedSecret::new(context.settings.signing_keys()?, &id);
    let times = (context.now, context.now.plus_ms(overlap_ms));
    feeds::replace_address(&database, &feed.id, &old.id, (&id, &secret, &old.name), times).await?;
    added(context, request, &database, &id).await
}

pub(crate) async fn revoke(context: &Context<'_>, request: &mut Request) -> Answer {
    let asked = body::parsed(request).await?;
    revoked(context, request, asked).await
}

pub(crate) async fn revoked(context: &Context<'_>, request: &Request, asked: RevokeFeed) -> Answer {
    let RevokeFeed { address } = asked;
    let database = context.database()?;
    let feed = known(context, request, &database).await?;
    if let Some(id) = &address {
        let addresses = feeds::addresses(&database, &[&feed.id]).await?;
        addresses.iter().find(|known| known.id == *id).ok_or(Code::FeedNotFound)?;
    }
    feeds::revoke(&database, &feed.id, address.as_deref(), context.now).await?;
    answer(context, request, &database, 200).await
}

/// The feed with a new address. Where that is missing, the feed has as many as it may, or was revoked meanwhile.
async fn added(context: &Context<'_>, request: &Request, database: &D1Database, id: &str) -> Answer {
    let view = view(context, database, known(context, request, database).await?).await?;
    if view.addresses.iter().any(|address| address.id == id) {
        json(201, &view)
    } else {
        Err(Code::TooManyFeeds.into())
    }
}

async fn answer(context: &Context<'_>, request: &Request, database: &D1Database, status: u16) -> Answer {
    let feed = known(context, request, database).await?;
    json(status, &view(context, database, feed).await?)
}

/// The caller as the owner of feeds. A feed needs a subject: without keys for pseudonyms there is none.
fn whose(context: &Context<'_>, request: &Request) -> Result<Vec<Subject>, Stop> {
    context.settings.subject_keys()?;
    subjects(context, request.headers())
}

fn owner<'a>(context: &'a Context<'_>, subjects: &'a [Subject]) -> Owner<'a> {
    Owner { tenant: &context.caller.tenant, subjects }
}

/// The feed in the path, if this caller may see it.
async fn known(context: &Context<'_>, request: &Request, database: &D1Database) -> Result<Feed, Stop> {
    let subjects = whose(context, request)?;
    let found = feeds::find(database, owner(context, &subjects), context.id.unwrap_or_default()).await?;
    Ok(found.ok_or(Code::FeedNotFound)?)
}

async fn living(context: &Context<'_>, request: &Request, database: &D1Database) -> Result<Feed, Stop> {
    let feed = known(context, request, database).await?;
    if feed.revoked_at.is_some() { Err(Code::FeedGone.into()) } else { Ok(feed) }
}

/// Judges what only those who know the lists can: a category, and colours that can be read.
fn judge(category: Option<&str>, colors: Option<&CoverColors>) -> Result<(), Problem> {
    let invalid = |error: &dyn std::fmt::Display| Problem::because(Code::InvalidField, format!("category: {error}"));
    category.map(Category::parse).transpose().map_err(|error| invalid(&error))?;
    judge_colors(colors)
}

pub(crate) fn judge_colors(colors: Option<&CoverColors>) -> Result<(), Problem> {
    let palette = colors.map(|colors| Palette::parse(&colors.background, &colors.ink)).transpose();
    palette.map(|_| ()).map_err(|error| Problem::because(Code::InvalidField, format!("colors: {error}")))
}

async fn view(context: &Context<'_>, database: &D1Database, feed: Feed) -> Result<FeedView, Stop> {
    let views = views(context, database, vec![feed]).await?;
    Ok(views.into_iter().next().ok_or(Code::FeedNotFound)?)
}

async fn views(context: &Context<'_>, database: &D1Database, feeds: Vec<Feed>) -> Result<Vec<FeedView>, Stop> {
    let ids: Vec<&FeedId> = feeds.iter().map(|feed| &feed.id).collect();
    let addresses = feeds::addresses(database, &ids).await?;
    let shown = |feed: &Feed| addresses.iter().filter(|address| address.feed == feed.id).collect::<Vec<_>>();
    feeds
        .iter()
        .map(|feed| {
            Ok(FeedView {
                id: feed.id.clone(),
                name: feed.name.clone(),
                title: feed.title.clone(),
                description: feed.description.clone(),
                language: feed.language.clone(),
                category: feed.category.clone(),
                author: feed.author.clone(),
                colors: feed.colors(),
                created_at: feed.created_at.at(),
                revoked_at: feed.revoked_at.map(Number::at),
                addresses: shown(feed).into_iter().map(|one| address(context, feed, one)).collect::<Result<_, _>>()?,
            })
        })
        .collect()
}

fn address(context: &Context<'_>, feed: &Feed, address: &feeds::Address) -> Result<FeedAddress, Stop> {
    let ends_at: Option<Timestamp> = address.ends_at.map(Number::at);
    let has_ended = feed.revoked_at.is_some() || ends_at.is_some_and(|ends_at| ends_at <= context.now);
    let secret = feed_secret(context.settings.signing_keys()?, &address.id, address.key.u32());
    Ok(FeedAddress {
        id: address.id.clone(),
        name: address.name.clone(),
        href: secret.filter(|_| !has_ended).map(|secret| Operation::FeedDocument.route().path.replace("{id}", &secret)),
        created_at: address.created_at.at(),
        ends_at,
        replaced_by: address.replaced_by.clone(),
    })
}
