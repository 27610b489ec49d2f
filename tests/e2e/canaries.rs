//! Identity stays at the door: words that nobody else says are planted wherever identity can come in, jobs run through
//! everything that can become of them, and then every exit is searched.
//!
//! A second test has a build with a hole at each exit, and finds each.

mod carrier;
mod exits;

use std::collections::BTreeMap;

use anyhow::{Context, Result, ensure};
use carrier::{Carrier, MARKERS};
use exits::Exits;
use libtest_mimic::Trial;
use protocol::dataflow::Exit;
use tests::{Config, Model, Provider, Release, Service, Tail, Web};

use crate::trial::own;
use crate::world::folder;

/// The exits there is something at; the others have nothing behind them.
const WATCHED: [Exit; 18] = [
    Exit::Web,
    Exit::Model,
    Exit::Voice,
    Exit::BucketKeys,
    Exit::BucketMetadata,
    Exit::BucketBodies,
    Exit::Index,
    Exit::ObjectStorage,
    Exit::Updates,
    Exit::Feed,
    Exit::Pages,
    Exit::Logs,
    Exit::Metrics,
    Exit::Problems,
    Exit::TailRequests,
    Exit::TailLogs,
    Exit::Schedules,
    Exit::RequestIds,
];

/// Exits with a planted hole. There is none where the operator reads titles in the index, and none at what only the platform
/// writes.
const LEAKING: [Exit; 19] = [
    Exit::Web,
    Exit::Model,
    Exit::Voice,
    Exit::BucketKeys,
    Exit::BucketMetadata,
    Exit::BucketBodies,
    Exit::Index,
    Exit::ObjectStorage,
    Exit::Updates,
    Exit::Feed,
    Exit::Pages,
    Exit::Logs,
    Exit::Problems,
    Exit::TailRequests,
    Exit::TailExceptions,
    Exit::TailLogs,
    Exit::ServerTiming,
    Exit::Cache,
    Exit::RequestIds,
];

pub(crate) fn trials() -> Vec<Trial> {
    vec![own(no_identity_is_found_at_any_exit), own(a_leak_at_any_exit_is_found_there)]
}

/// Everybody that a service tells something to.
struct Outside {
    provider: Provider,
    model: Model,
    web: Web,
    tail: Tail,
}

fn start(name: &str, config: impl FnOnce(Config) -> Config) -> Result<(Service, Outside)> {
    let (provider, model, web, tail) = (Provider::start()?, Model::start()?, Web::start()?, Tail::start()?);
    let fresh = Config::fresh(&folder().join(name))?.with("VOICE_URL", &provider.url());
    // Its failures are all on purpose.
    let fresh = fresh.with("VOICE_BREAKER_FAILURES", "0");
    let fresh = fresh.with("WRITER_URL", &model.url()).with("WRITER_MODEL", "m");
    let fresh = fresh.with("CUEPOINT_FETCH", "public").within(&web).tailed(&tail);
    Ok((Service::start(config(fresh))?, Outside { provider, model, web, tail }))
}

fn no_identity_is_found_at_any_exit() -> Result<()> {
    let (service, outside) = start("canaries", |config| config)?;
    let mut carrier = Carrier::new(&service, &outside.provider, &outside.web)?;
    carrier.live_through_everything()?;
    let exits = Exits::collect(&service, &outside, carrier.heard)?;
    for exit in WATCHED {
        ensure!(!exits.is_silent(exit), "nothing was collected at {exit:?}: the search there finds nothing ever");
    }
    for (exit, is_empty) in exits.empty() {
        ensure!(is_empty, "something is told at {exit:?}");
    }
    let markers = MARKERS.iter().map(|(place, marker)| (*place, (*marker).to_owned()));
    let markers = markers.chain([("the token", carrier.client.token.clone())]).chain(carrier.secrets);
    let (mut found, mut told) = (BTreeMap::new(), Vec::new());
    for (place, marker) in markers {
        let (allowed, exits): (Vec<Exit>, Vec<Exit>) =
            exits.with(&marker)?.into_iter().partition(|exit| may_be(place, *exit));
        if allowed.contains(&Exit::TailRequests) {
            told.push(place);
        }
        if !exits.is_empty() {
            found.insert(place, exits);
        }
    }
    let count = WATCHED.len() + exits.empty().len();
    println!("canaries: {} planted, {count} exits, {} found", MARKERS.len() + 6, found.len());
    println!("canaries: {} events of the platform, in which it tells by itself of {}", exits.events(), told.join(", "));
    ensure!(found.is_empty(), "{found:?}");
    let names: Vec<_> = outside.provider.all_calls().iter().flat_map(|call| call.headers.clone()).collect();
    ensure!(names.iter().any(|(name, _)| name == "cf-worker"), "the voice is told the operator's name: {names:?}");
    // What is said of the platform has to be true of it: docs/DATA-FLOW.md, the class `caller`.
    ensure!(told == OF_THE_CALLER, "the platform tells of {told:?}");
    Ok(())
}

/// A page's server is asked for the page. The operator's word for a token is kept beside its digest, for the operator, and the user's for a connected browser. The path that was asked for is printed by the
/// tool that runs the service here, not by the service. The platform tells by itself of the address line and the headers that
/// it is asked with.
fn may_be(place: &str, exit: Exit) -> bool {
    let allowed = [
        ("the token's name", Exit::Index),
        ("an address nobody knows", Exit::Logs),
        ("a page's address", Exit::Web),
        ("a feed's address", Exit::Feed),
        ("a feed's address", Exit::Pages),
        ("the name of a connected browser", Exit::Index),
        ("the name of a connected browser", Exit::Pages),
    ];
    allowed.contains(&(place, exit)) || (exit == Exit::TailRequests && OF_THE_CALLER.contains(&place))
}

/// In the order of the markers.
const OF_THE_CALLER: [&str; 10] = [
    "the user agent",
    "the address",
    "another address",
    "the subject in the older header",
    "the page before",
    "the sender",
    "the query",
    "what is refused",
    "an address nobody knows",
    "the name of a connected browser",
];

fn a_leak_at_any_exit_is_found_there() -> Result<()> {
    let word = "cormorant";
    let (service, outside) = start("leaks", |config| config.with("CUEPOINT_LEAK", word).deployed(Release::Next))?;
    let mut carrier = Carrier::new(&service, &outside.provider, &outside.web)?;
    carrier.live()?;
    let exits = Exits::collect(&service, &outside, carrier.heard)?;
    for exit in LEAKING {
        let found = exits.with(&format!("{word}{exit:?}"))?;
        ensure!(found.contains(&exit), "the leak at {exit:?} is found at {found:?}");
    }
    ensure!(exits.with(&format!("{word}Nowhere"))?.is_empty(), "whatever is searched for is found");
    outside.provider.all_calls().first().context("the voice was asked")?;
    Ok(())
}
