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
use tests::{Config, Provider, Release, Service, Web};

use crate::trial::own;
use crate::world::folder;

/// The exits there is something at; the others have nothing behind them.
const WATCHED: [Exit; 11] = [
    Exit::Web,
    Exit::Voice,
    Exit::BucketKeys,
    Exit::BucketMetadata,
    Exit::BucketBodies,
    Exit::Index,
    Exit::ObjectStorage,
    Exit::Updates,
    Exit::Logs,
    Exit::Metrics,
    Exit::Problems,
];

pub(crate) fn trials() -> Vec<Trial> {
    vec![own(no_identity_is_found_at_any_exit), own(a_leak_at_any_exit_is_found_there)]
}

fn start(name: &str, config: impl FnOnce(Config) -> Config) -> Result<(Service, Provider, Web)> {
    let (provider, web) = (Provider::start()?, Web::start()?);
    let fresh = Config::fresh(&folder().join(name))?.with("VOICE_URL", &provider.url());
    // Its failures are all on purpose.
    let fresh = fresh.with("VOICE_BREAKER_FAILURES", "0");
    let fresh = fresh.with("CUEPOINT_FETCH", "public").within(&web);
    Ok((Service::start(config(fresh))?, provider, web))
}

fn no_identity_is_found_at_any_exit() -> Result<()> {
    let (service, provider, web) = start("canaries", |config| config)?;
    let mut carrier = Carrier::new(&service, &provider, &web)?;
    carrier.live_through_everything()?;
    let exits = Exits::collect(&service, (&provider, &web), carrier.heard)?;
    for exit in WATCHED {
        ensure!(!exits.is_silent(exit), "nothing was collected at {exit:?}: the search there finds nothing ever");
    }
    let markers = MARKERS.iter().map(|(place, marker)| (*place, (*marker).to_owned()));
    let markers = markers.chain([("the token", carrier.client.token.clone())]);
    let mut found = BTreeMap::new();
    for (place, marker) in markers {
        let exits: Vec<Exit> = exits.with(&marker)?.into_iter().filter(|exit| !may_be(place, *exit)).collect();
        if !exits.is_empty() {
            found.insert(place, exits);
        }
    }
    println!("canaries: {} planted, {} exits, {} found", MARKERS.len() + 1, WATCHED.len(), found.len());
    ensure!(found.is_empty(), "{found:?}");
    Ok(())
}

/// A page's server is asked for the page. The operator's word for a token is kept beside its digest, for the operator. The path that was asked for is printed by the
/// tool that runs the service here, not by the service.
fn may_be(place: &str, exit: Exit) -> bool {
    let allowed =
        [("the token's name", Exit::Index), ("an address nobody knows", Exit::Logs), ("a page's address", Exit::Web)];
    allowed.contains(&(place, exit))
}

fn a_leak_at_any_exit_is_found_there() -> Result<()> {
    let word = "cormorant";
    let (service, provider, web) = start("leaks", |config| config.with("CUEPOINT_LEAK", word).deployed(Release::Next))?;
    let mut carrier = Carrier::new(&service, &provider, &web)?;
    carrier.live()?;
    let exits = Exits::collect(&service, (&provider, &web), carrier.heard)?;
    // There is no hole at the exit of the operator, who reads the titles in the index.
    for exit in WATCHED.into_iter().filter(|exit| *exit != Exit::Metrics) {
        let found = exits.with(&format!("{word}{exit:?}"))?;
        ensure!(found.contains(&exit), "the leak at {exit:?} is found at {found:?}");
    }
    ensure!(exits.with(&format!("{word}Nowhere"))?.is_empty(), "whatever is searched for is found");
    provider.all_calls().first().context("the voice was asked")?;
    Ok(())
}
