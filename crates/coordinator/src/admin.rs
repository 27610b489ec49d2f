//! What whoever runs the service is told.

use protocol::Health;
use worker::Env;

use crate::answer::{Answer, json};
use crate::clients;

pub(crate) async fn health(env: &Env) -> Answer {
    let clients = clients::list(env).await?;
    json(200, &Health { status: "ok".to_owned(), version: env!("CARGO_PKG_VERSION").to_owned(), clients })
}
