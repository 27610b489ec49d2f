//! Watching a job: its object takes over the websocket upgrade.

use protocol::Code;
use worker::Request;

use crate::answer::Answer;
use crate::http::context::Context;
use crate::rpc::{Call, SUBPROTOCOL, Watch, after};

pub(crate) async fn watch(context: &Context<'_>, request: &Request) -> Answer {
    context.job()?;
    let upgrade = request.headers().get("Upgrade")?.unwrap_or_default();
    if !upgrade.eq_ignore_ascii_case("websocket") {
        return Err(Code::UpgradeRequired.into());
    }
    let protocol = request.headers().get(SUBPROTOCOL)?.map(|_| context.version.subprotocol());
    let watch = Watch { after: after(context.url)?, protocol, version: context.version };
    context.call(&Call::Watch(watch)).await
}
