//! The Worker: a thin router, one Durable Object per job, and the ports of `pipeline` on D1, R2 and service bindings.
//!
//! The only crate that names the platform. Has no rule of its own, and never panics: one panic here resets every job of
//! the isolate.

mod access;
mod admin;
mod answer;
mod artifacts;
mod audit;
mod breakers;
mod catalog;
mod chance;
mod classes;
mod clients;
mod clock;
mod contract;
mod edge;
mod environment;
mod erasing;
mod figures;
mod files;
mod grants;
mod hang;
mod index;
mod intake;
mod leak;
mod listing;
mod log;
mod moved;
mod object;
mod older;
mod operator;
mod outward;
mod overseen;
mod probes;
mod router;
mod schema;
mod storage;
mod sweep;
mod tenants;
mod tokens;
mod trace;
mod voices;
mod watch;
mod web;

use worker::{Context, Env, Request, Response, ScheduleContext, ScheduledEvent, event};

#[event(start)]
fn start() {
    log::start();
}

#[event(fetch)]
async fn fetch(request: Request, env: Env, context: Context) -> worker::Result<Response> {
    router::answer(request, &env, &context).await
}

/// Every few minutes.
#[event(scheduled)]
async fn scheduled(_: ScheduledEvent, env: Env, _: ScheduleContext) {
    sweep::run(&env).await;
}
