//! The Worker: HTTP in front, one Durable Object per job behind, and the ports of `pipeline` on D1, R2 and service bindings.
//!
//! The only crate that names the platform. Never panics: one panic here resets every job of the isolate. Rooms import downwards
//! only: `http`, `sweep`, `object` → `rpc` → `providers` → `db` → `platform` → `answer` → `faults` (`.ci/arrows`).

mod answer;
mod db;
mod faults;
mod http;
mod object;
mod platform;
mod providers;
mod rpc;
mod sweep;

use worker::{Context, Env, Request, Response, ScheduleContext, ScheduledEvent, event};

#[event(start)]
fn start() {
    platform::log::start();
}

#[event(fetch)]
async fn fetch(request: Request, env: Env, context: Context) -> worker::Result<Response> {
    http::answer(request, &env, &context).await
}

/// Every few minutes.
#[event(scheduled)]
async fn scheduled(_: ScheduledEvent, env: Env, _: ScheduleContext) {
    sweep::run(&env).await;
}
