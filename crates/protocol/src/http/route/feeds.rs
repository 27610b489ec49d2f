//! The operations of feeds: their owners' under `/v1/feeds`, and those of podcast apps under `/f`.

use super::parameter::{FEED, FILE};
use super::{Access, Answer, Operation, Route, WireType};
use crate::admin::Scope;
use crate::feed::{ChangeFeed, FeedList, FeedView, NewFeed, NewFeedAddress, RevokeFeed, RotateFeed};

const READ: Access = Access::Scope(Scope::Read);
const SUBMIT: Access = Access::Scope(Scope::Submit);

pub(super) const ROUTES: [Route; 10] = [
    Route::change(Operation::CreateFeed, "/v1/feeds", SUBMIT, "Create a feed; without a name, find or create your own")
        .body::<NewFeed>()
        .answers(Answer::CreatedOrFound(WireType::of::<FeedView>())),
    Route::read(Operation::ListFeeds, "/v1/feeds", READ, "List your own feed and the named ones")
        .answers(Answer::json::<FeedList>("The feeds")),
    Route::read(Operation::ReadFeed, "/v1/feeds/{id}", READ, "Read a feed with its addresses").answers(Answer::json::<
        FeedView,
    >(
        "The feed"
    )),
    Route::change(Operation::ChangeFeed, "/v1/feeds/{id}", SUBMIT, "Change a feed's title and description")
        .body::<ChangeFeed>()
        .answers(Answer::json::<FeedView>("The feed")),
    Route::change(
        Operation::AddFeedAddress,
        "/v1/feeds/{id}/addresses",
        SUBMIT,
        "Add an address to a feed, for another device or listener",
    )
    .body::<NewFeedAddress>()
    .answers(Answer::created::<FeedView>("The feed")),
    Route::change(
        Operation::RotateFeed,
        "/v1/feeds/{id}/rotate",
        SUBMIT,
        "Replace an address of a feed; the old one redirects for a while",
    )
    .body::<RotateFeed>()
    .answers(Answer::created::<FeedView>("The feed")),
    Route::change(
        Operation::RevokeFeed,
        "/v1/feeds/{id}/revoke",
        SUBMIT,
        "Revoke an address of a feed, or the whole feed, at once; safe to repeat",
    )
    .body::<RevokeFeed>()
    .answers(Answer::json::<FeedView>("The feed")),
    Route::read(Operation::FeedDocument, "/f/{id}/feed.xml", Access::Feed, "The feed as RSS, its newest 100 episodes")
        .parameters(FEED)
        .answers(Answer::File("application/rss+xml")),
    Route::read(Operation::FeedCover, "/f/{id}/cover.png", Access::Feed, "The feed's cover art")
        .parameters(FILE)
        .answers(Answer::File("image/png")),
    Route::read(
        Operation::FeedFile,
        "/f/{id}/{job}/{file}",
        Access::Feed,
        "A file of an episode: audio, chapters, transcripts",
    )
    .parameters(FILE)
    .answers(Answer::File("application/octet-stream")),
];
