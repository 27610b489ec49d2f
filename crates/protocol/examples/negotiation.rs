//! CPU cost of wire versions: each line of the input is a job as the object answers it.
//!
//! Prints microseconds per request for negotiation and its headers, and for the answer in the oldest shape. Built for
//! WASI it runs in the engine that runs the Worker.
#![expect(clippy::disallowed_methods, reason = "a stopwatch is the purpose of this program")]

use std::error::Error;
use std::hint::black_box;
use std::time::Instant;

use protocol::wire::{self, Body};
use protocol::{Operation, Timestamp, Versions, WireVersion};

const ROUNDS: u32 = 20_000;

fn main() -> Result<(), Box<dyn Error>> {
    let path = std::env::args().nth(1).ok_or("usage: negotiation JOB")?;
    let job = std::fs::read_to_string(path)?;
    // The engine compiles in tiers: once to warm up, once to measure.
    measure(negotiate)?;
    measure(|| shape(&job))?;
    println!("{:.3} {:.3}", measure(negotiate)?, measure(|| shape(&job))?);
    Ok(())
}

fn measure(request: impl Fn() -> serde_json::Result<usize>) -> serde_json::Result<f64> {
    let started = Instant::now();
    for _ in 0..ROUNDS {
        black_box(request()?);
    }
    Ok(started.elapsed().as_secs_f64() * 1e6 / f64::from(ROUNDS))
}

fn negotiate() -> serde_json::Result<usize> {
    let versions = Versions::released(Timestamp::from_ms(1_795_223_353_042));
    let negotiation = versions.negotiate(black_box(Some("2026-11-29")), Some(Operation::ReadJob));
    Ok(versions.headers(negotiation.version).len())
}

fn shape(job: &str) -> serde_json::Result<usize> {
    let job = serde_json::from_str(black_box(job))?;
    let shaped = wire::down(WireVersion::OLDEST, Body::Job, job);
    Ok(serde_json::to_string(&shaped)?.len())
}
