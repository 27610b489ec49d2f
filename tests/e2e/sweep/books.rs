//! The balance as the service draws it, held against what lies in its state folder.

use std::collections::BTreeSet;

use anyhow::{Context, Result, ensure};
use serde_json::Value;
use tests::{Object, Service, Stored};

use crate::work::{self, ARTIFACTS};

const SETTLE_TIMEOUT_S: u64 = 120;
/// Repairs that the sweep had to make.
const WORK: [&str; 4] =
    ["/sweep/jobs_asked", "/sweep/files_deleted", "/sweep/failures", "/balance/episodes/orphaned/objects"];

pub(super) fn count(storage: &Value, pointer: &str) -> Result<u64> {
    storage.pointer(pointer).and_then(Value::as_u64).with_context(|| format!("no {pointer}: {storage}"))
}

/// Has the sweep run until it finds nothing to do.
pub(super) fn settled(service: &Service, is_over: impl Fn(&Stored) -> bool) -> Result<Value> {
    work::poll("the sweep finds nothing to do", SETTLE_TIMEOUT_S, || {
        let is_over = is_over(&Stored::read(&service.config.state)?);
        let storage = swept(service)?;
        let is_idle = WORK.iter().all(|pointer| count(&storage, pointer).is_ok_and(|count| count == 0));
        Ok((is_idle && is_over).then_some(storage))
    })
}

/// The balance after one more run.
pub(super) fn swept(service: &Service) -> Result<Value> {
    service.sweep()?;
    service.config.client().admin("GET", "/admin/storage").send()?.json()
}

/// Checks that the jobs themselves have cleaned up: nothing was left to the later layers.
pub(super) fn ensure_clean(storage: &Value) -> Result<()> {
    for pointer in ["/caught/sweep", "/caught/bucket", "/balance/missing_files", "/balance/other/orphaned/objects"] {
        ensure!(count(storage, pointer)? == 0, "{pointer}");
    }
    for shelf in ["episodes", "clips"] {
        ensure!(count(storage, &format!("/balance/{shelf}/orphaned/objects"))? == 0, "orphaned {shelf}");
        ensure!(count(storage, &format!("/balance/{shelf}/pending/objects"))? == 0, "{shelf} that wait for something");
    }
    ensure!(storage.get("defects").is_none(), "defects");
    Ok(())
}

/// Every file there is belongs to somebody, and every file that belongs to somebody is there.
pub(super) fn ensure_balance(service: &Service, storage: &Value) -> Result<()> {
    let stored = Stored::read(&service.config.state)?;
    let objects = Object::read_all(&service.config.state)?;
    let (mut files, mut clips) = (BTreeSet::new(), BTreeSet::new());
    for Object { job, .. } in &objects {
        let own = ARTIFACTS.iter().filter_map(|(name, _)| {
            let published = job.published()?;
            Some(format!("episodes/{}/{}/{name}", job.spec().id, published.master))
        });
        files.extend(own);
        if job.status().is_terminal() && job.published().is_none() {
            continue;
        }
        let turns = job.spoken_turns().unwrap_or_default();
        clips.extend(turns.iter().map(|turn| format!("clips/{}/{}", job.spec().tenant.0, turn.speech)));
    }
    let kept: BTreeSet<String> = stored.keys().into_iter().map(str::to_owned).collect();
    let (kept_clips, kept_files): (BTreeSet<_>, BTreeSet<_>) =
        kept.into_iter().partition(|key| key.starts_with("clips/"));
    ensure!(kept_files == files, "{:?}", kept_files.symmetric_difference(&files).collect::<Vec<_>>());
    ensure!(kept_clips.is_subset(&clips), "{:?}", kept_clips.difference(&clips).collect::<Vec<_>>());
    ensure!(stored.uploads.is_empty(), "uploads nobody finished: {:?}", stored.uploads);
    let drawn = ["episodes", "clips"].map(|shelf| count(storage, &format!("/balance/{shelf}/referenced/objects")));
    let [drawn_files, drawn_clips] = drawn;
    ensure!(
        (drawn_files?, drawn_clips?) == (files.len() as u64, kept_clips.len() as u64),
        "the balance is another one"
    );
    let client = service.config.client();
    for Object { job, .. } in objects.iter().filter(|object| object.job.published().is_some()) {
        for (name, _) in ARTIFACTS {
            let answer = client.ask("HEAD", &format!("/v1/jobs/{}/{name}", job.spec().id)).send()?;
            ensure!(answer.status == 200, "{} {name}: {}", job.spec().id, answer.status);
        }
    }
    Ok(())
}
