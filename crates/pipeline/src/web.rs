//! Fetching a page of the public web: allowed addresses, redirects, the text of the answer.
#![expect(async_fn_in_trait, reason = "an isolate has one thread: no future here is ever sent to another")]

mod address;
mod page;

use std::pin::pin;

use futures::future::{Either, select};
use protocol::dataflow::{Class, Exit, Payload};
use protocol::{Code, Problem, Source, limits::SOURCE_BYTES_MAX};

pub use self::address::Address;
use self::page::Kind;
use crate::limits;
use crate::ports::Clock;

/// All that a page's server is told. Of the asker there is nothing to tell here: the router knows of no more than an address.
pub const SENT: Payload = Payload::new(Exit::Web, &[Class::Address]);

/// Port: HTTP client for the public web. Follows no redirect by itself.
pub trait Web {
    /// The rest of the body, unread. Dropped, it is not sent.
    type Body;

    /// `None` when nobody answers.
    async fn get(&self, address: &Address) -> Option<Reply<Self::Body>>;

    /// The whole of it, and of one that is larger nothing but that.
    ///
    /// # Errors
    /// Why there is none.
    async fn read(&self, body: Self::Body, bytes_max: usize) -> Result<Vec<u8>, Unread>;
}

/// Head of an answer.
#[derive(Clone, Debug)]
pub struct Reply<B> {
    pub status: u16,
    pub location: Option<String>,
    pub content_type: Option<String>,
    pub body: B,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unread {
    TooLarge,
    BrokeOff,
}

/// Fetches the page at an address, as a source.
///
/// # Errors
/// The problem, by a stable code. Nothing of the address or the page is repeated.
pub async fn fetch(web: &impl Web, clock: &impl Clock, address: Address) -> Result<Source, Problem> {
    match select(pin!(page(web, address)), pin!(clock.sleep(limits::FETCH_MS_MAX))).await {
        Either::Left((page, _)) => page,
        Either::Right(_) => {
            let seconds = limits::FETCH_MS_MAX / 1_000;
            Err(Problem::because(Code::PageTooSlow, format!("the page did not arrive within {seconds} seconds")))
        }
    }
}

async fn page(web: &impl Web, mut address: Address) -> Result<Source, Problem> {
    for _ in 0..=limits::REDIRECTS_MAX {
        let reply = web.get(&address).await.ok_or(Problem::new(Code::PageUnreachable))?;
        match (reply.status, &reply.location) {
            (200, _) => return read(web, reply).await,
            (301 | 302 | 303 | 307 | 308, Some(location)) => address = address.follow(location)?,
            (status, _) => {
                return Err(Problem::because(Code::PageStatus, format!("the page answered with status {status}")));
            }
        }
    }
    Err(Problem::because(Code::PageStatus, format!("the page has more than {} redirects", limits::REDIRECTS_MAX)))
}

async fn read<W: Web>(web: &W, reply: Reply<W::Body>) -> Result<Source, Problem> {
    let kind = Kind::of(reply.content_type.as_deref())?;
    match web.read(reply.body, SOURCE_BYTES_MAX).await {
        Ok(bytes) => kind.decode(bytes),
        Err(Unread::BrokeOff) => Err(Problem::because(Code::PageUnreachable, "the connection broke off")),
        Err(Unread::TooLarge) => {
            Err(Problem::because(Code::PageTooLarge, format!("a page has at most {SOURCE_BYTES_MAX} bytes")))
        }
    }
}

#[cfg(test)]
mod tests;
