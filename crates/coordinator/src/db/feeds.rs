//! Private feeds: the row of each, its secret addresses, and the episodes it lists.
//!
//! Contains no secret: an address is found by the digest of its own.

use feed::Cursor;
use identity::FeedSecret;
use job::Tenant;
use pipeline::Listing;
use protocol::{ChangeFeed, CoverColors, FeedId, JobId, Subject, Timestamp, limits};
use serde::Deserialize;
use serde_json::json;
use worker::D1Database;

use super::row::{self, Number};
use super::statement;

/// All that opening a feed needs, in one statement.
const OPEN: &str = "
    SELECT feeds.*, feed_addresses.id AS address, feed_addresses.ends_at, feed_addresses.replaced_by,
        successor.key AS successor_key, tenants.suspended_at,
        json_extract(tenants.show, '$.colors') AS show_colors
    FROM feed_addresses JOIN feeds ON feeds.id = feed_addresses.feed JOIN tenants ON tenants.id = feeds.tenant
        LEFT JOIN feed_addresses AS successor ON successor.id = feed_addresses.replaced_by
    WHERE feed_addresses.digest = ?1";

/// `?2` lists the caller's pseudonym under every key.
const OWN: &str =
    "id IN (SELECT feed FROM feed_subjects WHERE tenant = ?1 AND subject IN (SELECT value FROM json_each(?2)))";
const SEEN: &str = "SELECT * FROM feeds WHERE tenant = ?1 AND (name IS NOT NULL OR ";
const NAMED: &str = "SELECT id FROM feeds WHERE tenant = ?1 AND name = ?2 AND revoked_at IS NULL";
const ADDRESSES: &str = "
    SELECT * FROM feed_addresses WHERE feed IN (SELECT value FROM json_each(?1)) ORDER BY created_at, id";

/// Inserts nothing over the limit, where there is one of the name, or where the subject has one.
const INSERT: &str = "
    INSERT OR IGNORE INTO feeds (id, tenant, name, title, description, language, category, author, created_at, changed_at, colors)
    SELECT ?3, ?1, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?10, ?12
    WHERE (SELECT count(*) FROM feeds WHERE tenant = ?1) < ?11 AND (?4 IS NOT NULL OR NOT EXISTS (
        SELECT 1 FROM feed_subjects JOIN feeds ON feeds.id = feed
        WHERE feed_subjects.tenant = ?1 AND subject IN (SELECT value FROM json_each(?2)) AND revoked_at IS NULL))";
const INSERT_SUBJECTS: &str = "
    INSERT OR IGNORE INTO feed_subjects (tenant, subject, feed) SELECT ?1, value, ?3 FROM json_each(?2)
    WHERE EXISTS (SELECT 1 FROM feeds WHERE id = ?3 AND name IS NULL)";
const INSERT_ADDRESS: &str = "
    INSERT INTO feed_addresses (id, feed, digest, key, name, created_at) SELECT ?1, ?2, ?3, ?4, ?5, ?6
    WHERE EXISTS (SELECT 1 FROM feeds WHERE id = ?2 AND revoked_at IS NULL)
        AND (SELECT count(*) FROM feed_addresses WHERE feed = ?2) < ?7";
/// The pseudonym under a new key joins the feed that those under older keys have.
const ADOPT: &str = "
    INSERT OR IGNORE INTO feed_subjects (tenant, subject, feed) SELECT tenant, ?3, feed FROM feed_subjects
    WHERE tenant = ?1 AND subject IN (SELECT value FROM json_each(?2))";

const CHANGE: &str = "
    UPDATE feeds SET title = coalesce(?2, title), description = coalesce(?3, description),
        language = coalesce(?4, language), category = coalesce(?5, category), author = coalesce(?6, author),
        colors = coalesce(?8, colors), rev = rev + 1, changed_at = ?7
    WHERE id = ?1 AND revoked_at IS NULL";
/// Only while it has no successor and has not ended, so that one of two concurrent requests is refused.
const REPLACE: &str = "
    UPDATE feed_addresses SET replaced_by = ?3, ends_at = ?4
    WHERE id = ?1 AND feed = ?2 AND replaced_by IS NULL AND ends_at IS NULL
        AND EXISTS (SELECT 1 FROM feed_addresses WHERE id = ?3)";
const END: &str = "UPDATE feed_addresses SET ends_at = min(coalesce(ends_at, ?3), ?3) WHERE feed = ?1 AND id = ?2";
const REVOKE: &str = "UPDATE feeds SET revoked_at = coalesce(revoked_at, ?2) WHERE id = ?1";

/// The feeds of an erased subject are gone for ever, and say nothing of it any more.
const ERASE: &str =
    "UPDATE feeds SET revoked_at = coalesce(revoked_at, ?3), title = '', description = '', author = '' WHERE ";
const ERASE_ADDRESSES: &str = "UPDATE feed_addresses SET name = '' WHERE feed IN (SELECT id FROM feeds WHERE ";
const ERASE_SUBJECTS: &str = "
    DELETE FROM feed_subjects WHERE tenant = ?1 AND subject IN (SELECT value FROM json_each(?2))";

const ITEM: &str = "SELECT id, title, episode, published_at FROM jobs WHERE tenant = ?1 AND ";
const OF_FEED: &str = "feed = ?2";
const OF_SUBJECT: &str = "subject IN (SELECT subject FROM feed_subjects WHERE feed = ?2)";
const LISTED: &str = "episode IS NOT NULL AND trashed_at IS NULL";
const PAGE: &str = "(published_at, id) < (?3, ?4) ORDER BY published_at DESC, id DESC LIMIT ?5";

#[derive(Deserialize)]
pub(crate) struct Feed {
    pub(crate) id: FeedId,
    pub(crate) tenant: Tenant,
    pub(crate) name: Option<String>,
    pub(crate) title: String,
    pub(crate) description: String,
    pub(crate) language: String,
    pub(crate) category: String,
    pub(crate) author: String,
    /// `CoverColors` as JSON.
    pub(crate) colors: Option<String>,
    pub(crate) rev: Number,
    pub(crate) created_at: Number,
    pub(crate) changed_at: Number,
    pub(crate) revoked_at: Option<Number>,
}

impl Feed {
    pub(crate) fn colors(&self) -> Option<CoverColors> {
        serde_json::from_str(self.colors.as_deref()?).ok()
    }
}

/// An address, by which a feed is being opened.
#[derive(Deserialize)]
pub(crate) struct Opened {
    #[serde(flatten)]
    pub(crate) feed: Feed,
    pub(crate) address: String,
    pub(crate) ends_at: Option<Number>,
    pub(crate) replaced_by: Option<String>,
    pub(crate) successor_key: Option<Number>,
    pub(crate) suspended_at: Option<Number>,
    /// Those of the tenant's show profile, as JSON.
    pub(crate) show_colors: Option<String>,
}

impl Opened {
    /// The colours of the cover: the feed's own, or its tenant's.
    pub(crate) fn colors(&self) -> Option<CoverColors> {
        self.feed.colors().or_else(|| serde_json::from_str(self.show_colors.as_deref()?).ok())
    }
}

#[derive(Deserialize)]
pub(crate) struct Address {
    pub(crate) id: String,
    pub(crate) feed: FeedId,
    pub(crate) key: Number,
    pub(crate) name: String,
    pub(crate) created_at: Number,
    pub(crate) ends_at: Option<Number>,
    pub(crate) replaced_by: Option<String>,
}

/// An episode that a feed lists.
pub(crate) struct Item {
    pub(crate) id: JobId,
    pub(crate) title: String,
    pub(crate) listing: Listing,
    pub(crate) published_at: Timestamp,
}

/// The tenant and the pseudonyms of a caller.
#[derive(Clone, Copy)]
pub(crate) struct Owner<'a> {
    pub(crate) tenant: &'a Tenant,
    pub(crate) subjects: &'a [Subject],
}

impl Owner<'_> {
    fn listed(&self) -> String {
        json!(self.subjects).to_string()
    }
}

pub(crate) async fn open(database: &D1Database, digest: &str) -> worker::Result<Option<Opened>> {
    statement::first(database, OPEN, &[row::text(digest)]).await
}

/// A feed that this caller may see: its own, or a named one of its tenant.
pub(crate) async fn find(database: &D1Database, owner: Owner<'_>, id: &str) -> worker::Result<Option<Feed>> {
    let subjects = owner.listed();
    let arguments = [row::text(&owner.tenant.0), row::text(&subjects), row::text(id)];
    statement::first(database, &format!("{SEEN}{OWN}) AND id = ?3"), &arguments).await
}

/// Every feed that this caller may see and that is not revoked; its own comes first.
pub(crate) async fn list(database: &D1Database, owner: Owner<'_>) -> worker::Result<Vec<Feed>> {
    let subjects = owner.listed();
    let arguments = [row::text(&owner.tenant.0), row::text(&subjects)];
    statement::all(database, &format!("{SEEN}{OWN}) AND revoked_at IS NULL ORDER BY name"), &arguments).await
}

pub(crate) async fn named(database: &D1Database, tenant: &Tenant, name: &str) -> worker::Result<Option<FeedId>> {
    #[derive(Deserialize)]
    struct Row {
        id: FeedId,
    }
    let row: Option<Row> = statement::first(database, NAMED, &[row::text(&tenant.0), row::text(name)]).await?;
    Ok(row.map(|row| row.id))
}

pub(crate) async fn addresses(database: &D1Database, feeds: &[&FeedId]) -> worker::Result<Vec<Address>> {
    statement::all(database, ADDRESSES, &[row::text(&json!(feeds).to_string())]).await
}

/// Inserts a feed with its first address, or nothing.
pub(crate) async fn insert(
    database: &D1Database,
    owner: Owner<'_>,
    feed: &Feed,
    address: (&str, &FeedSecret, &str),
    now: Timestamp,
) -> worker::Result<()> {
    let (tenant, subjects) = (row::text(&owner.tenant.0), owner.listed());
    let insert = [
        tenant,
        row::text(&subjects),
        row::text(&feed.id.0),
        row::text_or_null(feed.name.as_deref()),
        row::text(&feed.title),
        row::text(&feed.description),
        row::text(&feed.language),
        row::text(&feed.category),
        row::text(&feed.author),
        row::at(now),
        row::number(limits::FEEDS_MAX.into()),
        row::text_or_null(feed.colors.as_deref()),
    ];
    let tenant = row::text(&owner.tenant.0);
    let subjects = [tenant, row::text(&subjects), row::text(&feed.id.0)];
    let (id, secret, name) = address;
    let address = new_address(&feed.id, id, secret, name, now);
    statement::batch(database, &[(INSERT, &insert), (INSERT_SUBJECTS, &subjects), (INSERT_ADDRESS, &address)]).await?;
    Ok(())
}

fn new_address<'a>(
    feed: &'a FeedId,
    id: &'a str,
    secret: &'a FeedSecret,
    name: &'a str,
    now: Timestamp,
) -> [worker::D1Type<'a>; 7] {
    [
        row::text(id),
        row::text(&feed.0),
        row::text(secret.digest.as_str()),
        row::number(secret.key.into()),
        row::text(name),
        row::at(now),
        row::number(limits::FEED_ADDRESSES_MAX.into()),
    ]
}

/// Inserts another address, unless the feed has as many as it may.
pub(crate) async fn add_address(
    database: &D1Database,
    feed: &FeedId,
    (id, secret, name): (&str, &FeedSecret, &str),
    now: Timestamp,
) -> worker::Result<()> {
    statement::run(database, INSERT_ADDRESS, &new_address(feed, id, secret, name, now)).await
}

/// Inserts the successor of an address, which then redirects to it until it ends.
pub(crate) async fn replace_address(
    database: &D1Database,
    feed: &FeedId,
    old: &str,
    (id, secret, name): (&str, &FeedSecret, &str),
    (now, ends_at): (Timestamp, Timestamp),
) -> worker::Result<()> {
    let insert = new_address(feed, id, secret, name, now);
    let replace = [row::text(old), row::text(&feed.0), row::text(id), row::at(ends_at)];
    statement::batch(database, &[(INSERT_ADDRESS, &insert), (REPLACE, &replace)]).await?;
    Ok(())
}

/// Lets the newest pseudonym share in the feed of the older ones.
pub(crate) async fn adopt(database: &D1Database, owner: Owner<'_>) -> worker::Result<()> {
    let Some(newest) = owner.subjects.first() else { return Ok(()) };
    let subjects = owner.listed();
    let arguments = [row::text(&owner.tenant.0), row::text(&subjects), row::text(&newest.0)];
    statement::run(database, ADOPT, &arguments).await
}

pub(crate) async fn change(
    database: &D1Database,
    id: &FeedId,
    change: &ChangeFeed,
    now: Timestamp,
) -> worker::Result<()> {
    let ChangeFeed { title, description, language, category, author, colors } = change;
    let colors = colors.as_ref().map(serde_json::to_string).transpose()?;
    let [title, description, language, category, author] =
        [title, description, language, category, author].map(|text| row::text_or_null(text.as_deref()));
    let arguments = [
        row::text(&id.0),
        title,
        description,
        language,
        category,
        author,
        row::at(now),
        row::text_or_null(colors.as_deref()),
    ];
    statement::run(database, CHANGE, &arguments).await
}

/// Ends one address, or the feed with all of them.
pub(crate) async fn revoke(
    database: &D1Database,
    id: &FeedId,
    address: Option<&str>,
    now: Timestamp,
) -> worker::Result<()> {
    match address {
        Some(address) => statement::run(database, END, &[row::text(&id.0), row::text(address), row::at(now)]).await,
        None => statement::run(database, REVOKE, &[row::text(&id.0), row::at(now)]).await,
    }
}

pub(crate) async fn erase(database: &D1Database, tenant: &str, subjects: &str, now: Timestamp) -> worker::Result<()> {
    let (whose, at) = ([row::text(tenant), row::text(subjects)], row::at(now));
    let erase = [row::text(tenant), row::text(subjects), at];
    let (feeds, addresses) = (format!("{ERASE}{OWN}"), format!("{ERASE_ADDRESSES}{OWN})"));
    statement::batch(database, &[(&*feeds, &erase), (&*addresses, &whose), (ERASE_SUBJECTS, &whose)]).await?;
    Ok(())
}

#[derive(Deserialize)]
struct Listed {
    id: JobId,
    title: Option<String>,
    episode: String,
    published_at: Number,
}

impl Listed {
    fn item(self) -> worker::Result<Item> {
        let (id, title) = (self.id, self.title.unwrap_or_default());
        Ok(Item { id, title, listing: serde_json::from_str(&self.episode)?, published_at: self.published_at.at() })
    }
}

/// A page of the feed's episodes before this one, the newest first.
pub(crate) async fn items(
    database: &D1Database,
    feed: &Feed,
    before: Option<Cursor>,
    count: usize,
) -> worker::Result<Vec<Item>> {
    let whose = if feed.name.is_some() { OF_FEED } else { OF_SUBJECT };
    // Comes after every moment.
    let (at, id) = before
        .map_or((row::number(u64::MAX), String::new()), |cursor| (row::at(cursor.published_at), cursor.id.to_string()));
    let arguments = [row::text(&feed.tenant.0), row::text(&feed.id.0), at, row::text(&id), row::count(count)];
    let sql = format!("{ITEM}{whose} AND {LISTED} AND {PAGE}");
    let listed: Vec<Listed> = statement::all(database, &sql, &arguments).await?;
    listed.into_iter().map(Listed::item).collect()
}

/// One episode of the feed.
pub(crate) async fn item(database: &D1Database, feed: &Feed, id: JobId) -> worker::Result<Option<Item>> {
    let id = id.to_string();
    let arguments = [row::text(&feed.tenant.0), row::text(&feed.id.0), row::text(&id)];
    let sql = format!("{ITEM}({OF_FEED} OR {OF_SUBJECT}) AND {LISTED} AND id = ?3");
    statement::first::<Listed>(database, &sql, &arguments).await?.map(Listed::item).transpose()
}
