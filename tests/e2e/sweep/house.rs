//! `make serve` sweeps on a timer, as the platform's cron does where the service is deployed.

use std::collections::BTreeSet;
use std::sync::mpsc;
use std::thread;
use std::time::Duration;

use anyhow::{Result, anyhow};
use serde_json::Value;
use tests::Service;

use crate::work;
use crate::world::with_shared_voice;

const EVERY: Duration = Duration::from_millis(200);
const RUNS: usize = 3;

pub(super) fn the_service_sweeps_on_a_timer() -> Result<()> {
    let mut service = Service::start(with_shared_voice("house")?)?;
    let client = service.config.client();
    let (stop, stopped) = mpsc::channel();
    let service = &mut service;
    thread::scope(|scope| {
        let sweeping = scope.spawn(move || service.sweep_every(EVERY, &stopped));
        let mut runs = BTreeSet::new();
        let seen = work::poll("the sweep has come and gone a few times", 60, || {
            let storage = client.admin("GET", "/admin/storage").send()?.json()?;
            let run = storage.pointer("/sweep/ended_at").and_then(Value::as_str).map(str::to_owned);
            runs.extend(run);
            Ok((runs.len() >= RUNS).then_some(()))
        });
        let _ = stop.send(());
        sweeping.join().map_err(|_| anyhow!("the timer panicked"))??;
        seen
    })
}
