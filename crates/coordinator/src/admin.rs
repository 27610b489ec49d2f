//! What whoever runs the service is told.

use protocol::Health;

use crate::answer::{Answer, json};

pub(crate) fn health() -> Answer {
    json(200, &Health { status: "ok".to_owned(), version: env!("CARGO_PKG_VERSION").to_owned() })
}
