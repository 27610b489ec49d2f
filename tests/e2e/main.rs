//! End to end: the service in a real workerd, asked by clients, and its episodes heard by tools that nobody here wrote.
//!
//! One service and one finished episode are shared. What must find nothing else going on runs first and alone; what has
//! an outside provider mostly waits, and waits together; what crashes a service has its own and runs last, the
//! longest first.

mod browser;
mod canaries;
mod cancelling;
mod changes;
mod clients;
mod command;
mod conditions;
mod configured;
mod conformance;
mod connecting;
mod deploys;
mod drills;
mod edge;
mod extension;
mod faults;
mod feeds;
mod fetching;
mod health;
mod idempotency;
mod languages;
mod listening;
mod logging;
mod moving;
mod neural;
mod open;
mod operator;
mod pages;
mod path;
mod privacy;
mod quotas;
mod ranges;
mod redaction;
mod refusals;
mod retention;
mod revising;
mod serving;
mod signed;
mod skew;
mod sound;
mod storm;
mod subjects;
mod subtitles;
mod survival;
mod sweep;
mod tenants;
mod tokens;
mod torn;
mod transcripts;
mod trash;
mod trial;
mod versions;
mod voice;
mod voices;
mod watching;
mod whole;
mod work;
mod world;
mod writing;

use std::process::ExitCode;

use anyhow::Result;
use libtest_mimic::{Arguments, Trial};

fn main() -> ExitCode {
    match run() {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::FAILURE,
        Err(error) => {
            eprintln!("error: {error:#}");
            ExitCode::FAILURE
        }
    }
}

fn run() -> Result<bool> {
    ctrlc::set_handler(|| {
        tests::stop_all();
        std::process::exit(130);
    })?;
    let _stopped = Stopped;
    let arguments = Arguments::from_args();
    if !arguments.list {
        tests::tools::install()?;
    }
    let _alone = world::alone()?;
    let mut passed = true;
    for (threads, trials) in phases() {
        let arguments = Arguments { test_threads: Some(threads), ..arguments.clone() };
        passed &= !libtest_mimic::run(&arguments, trials).has_failed();
    }
    trial::report();
    if !passed {
        eprintln!("what the services said: {}", world::folder().join("*/log").display());
    }
    Ok(passed)
}

/// Tests that wait for backoffs and timeouts, not for the processor.
const WAITING_TOGETHER: usize = 8;

/// Phases of the run: a number of threads, and their tests.
fn phases() -> [(usize, Vec<Trial>); 4] {
    let beside_each_other = [
        open::trials(),
        health::trials(),
        edge::trials(),
        conformance::trials(),
        path::trials(),
        watching::trials(),
        versions::trials(),
        idempotency::trials(),
        ranges::trials(),
        conditions::trials(),
        quotas::trials(),
        revising::trials(),
        transcripts::trials(),
        listening::trials(),
        logging::trials(),
        voices::trials(),
        voice::trials(),
        languages::trials(),
        neural::trials(),
        changes::trials(),
        command::trials(),
        cancelling::trials(),
        trash::trials(),
        privacy::trials(),
        redaction::trials(),
        tokens::trials(),
        tenants::trials(),
        signed::trials(),
        subjects::trials(),
        feeds::trials(),
        pages::trials(),
        connecting::trials(),
        clients::trials(),
        extension::trials(),
    ];
    let crashes = [
        storm::trials(),
        sweep::trials(),
        skew::trials(),
        deploys::trials(),
        operator::trials(),
        configured::trials(),
        drills::trials(),
        canaries::trials(),
        survival::trials(),
        serving::trials(),
        torn::trials(),
        moving::trials(),
        retention::trials(),
        fetching::trials(),
        writing::trials(),
    ];
    [
        (1, refusals::trials()),
        (2, beside_each_other.into_iter().flatten().collect()),
        (WAITING_TOGETHER, faults::trials()),
        (3, crashes.into_iter().flatten().collect()),
    ]
}

/// Stops every service when the run ends, however it does.
struct Stopped;

impl Drop for Stopped {
    fn drop(&mut self) {
        tests::stop_all();
    }
}
