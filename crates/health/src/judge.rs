//! Judgement: from findings to a verdict with its reasons.

use std::collections::BTreeMap;

use protocol::{Health, HealthCheck, HealthReason, JobFigures, Stillest, Timestamp, Verdict};

use crate::{Component, Findings, Heard, Indexed, Pause, Probe, Reason, limits};

pub fn judge(findings: Findings) -> Health {
    let mut found = probed(&findings.probes);
    if !findings.faults.is_empty() {
        found.push((Reason::ConfigurationWrong, findings.faults.join("; ")));
    }
    if let Some(index) = &findings.index {
        found.extend(indexed(index, &findings));
    }
    found.sort_by_key(|(reason, _)| *reason);
    let verdict = found.iter().map(|(reason, _)| reason.verdict()).max().unwrap_or(Verdict::Ok);
    let jobs = findings.index.as_ref().map(|index| figures(index, &findings.heard));
    let Findings { at, version, deployment, faults, probes, index, .. } = findings;
    let index = index.unwrap_or_default();
    Health {
        status: status(verdict).to_owned(),
        verdict: verdict.into(),
        reasons: found.into_iter().map(health_reason).collect(),
        version,
        configuration: faults,
        deployment,
        asked_at: at,
        checks: probes.iter().map(|probe| (probe.component.name().to_owned(), vec![check(probe, at)])).collect(),
        jobs,
        sweep: index.sweep,
        files_caught: index.files_caught,
        files_expired: index.files_expired,
        balance: index.balance,
        defects: index.defects,
        breakers: index.breakers,
        spending: index.spending,
        clients: index.clients,
    }
}

type Found = (Reason, String);

fn health_reason((reason, says): Found) -> HealthReason {
    HealthReason { code: reason.code().to_owned(), verdict: reason.verdict().into(), says }
}

/// The verdict in the words of `application/health+json`, which calls degraded `warn`.
fn status(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::Ok => "ok",
        Verdict::Degraded => "warn",
        Verdict::Down => "down",
    }
}

fn check(probe: &Probe, at: Timestamp) -> HealthCheck {
    let verdict = probe.trouble.map_or(Verdict::Ok, |_| reason(probe.component).map_or(Verdict::Ok, Reason::verdict));
    HealthCheck {
        component_type: probe.component.kind().to_owned(),
        status: status(verdict).to_owned(),
        observed_value: u64::try_from(probe.took_ms).unwrap_or_default(),
        observed_unit: "ms".to_owned(),
        time: at,
        output: probe.trouble.map(|trouble| trouble.word().to_owned()),
    }
}

fn reason(component: Component) -> Option<Reason> {
    match component {
        Component::IndexRead | Component::IndexWrite => Some(Reason::IndexUnavailable),
        Component::Artifacts => Some(Reason::ArtifactsUnavailable),
        Component::Objects => Some(Reason::ObjectsUnavailable),
        Component::Voice => Some(Reason::VoiceUnavailable),
        Component::Script => None,
    }
}

/// One reason per component, however many probes of it failed.
fn probed(probes: &[Probe]) -> Vec<Found> {
    let mut found = BTreeMap::<Reason, Vec<String>>::new();
    for Probe { component, trouble, .. } in probes {
        if let (Some(trouble), Some(reason)) = (trouble, reason(*component)) {
            found.entry(reason).or_default().push(format!("{} {}", component.name(), trouble.word()));
        }
    }
    found.into_iter().map(|(reason, tried)| (reason, format!("failed: {}", tried.join(", ")))).collect()
}

/// Name of the voice's circuit breaker; those of language models have their own.
const VOICE: &str = "voice";

fn indexed(index: &Indexed, findings: &Findings) -> Vec<Found> {
    let at = findings.at;
    let mut found = sweep(index, at);
    for breaker in index.breakers.iter().filter(|breaker| breaker.open_until > at) {
        let (failures, until) = (breaker.failures, breaker.open_until);
        let reason = if breaker.provider == VOICE { Reason::VoiceBreakerOpen } else { Reason::WriterBreakerOpen };
        let says = format!("{} is not called until {until}, after {failures} failures in a row", breaker.provider);
        found.push((reason, says));
    }
    if let Some(Pause { since, reason, actor }) = &index.pause {
        let by = actor.as_deref().map(|actor| format!(" by {actor}")).unwrap_or_default();
        found.push((Reason::IntakePaused, format!("intake has been paused since {since}{by}: {reason}")));
    }
    let is_late = |heard: &&Heard| heard.due_at.is_some_and(|due| at.since_ms(due) > limits::ALARM_OVERDUE_MS);
    let late = findings.heard.iter().filter(is_late).count();
    if index.overdue > 0 || late > 0 {
        let says = format!("{} rows are overdue for the sweep, {late} alarms are overdue", index.overdue);
        found.push((Reason::JobsOverdue, says));
    }
    if let Some(Stillest { job, since }) = stillest(index, &findings.heard)
        && at.since_ms(since) > limits::NO_PROGRESS_MS
    {
        found.push((Reason::JobWithoutProgress, format!("nothing has happened in job {job} since {since}")));
    }
    if index.parked_lately > 0 {
        let jobs = index.parked_lately;
        found.push((Reason::JobsParked, format!("{jobs} jobs were parked within a day and wait for the operator")));
    }
    let unknown: u64 =
        index.by_engine.iter().filter(|(engine, _)| !findings.engines.contains(engine)).map(|(_, jobs)| jobs).sum();
    if unknown > 0 {
        found.push((Reason::EngineUnknown, format!("{unknown} jobs wait for code that knows their engine")));
    }
    found
}

fn sweep(index: &Indexed, at: Timestamp) -> Vec<Found> {
    let mut found = Vec::new();
    // Before the first sweep, time counts from the creation of the index.
    let heard_at = index.sweep.and_then(|run| run.ended_at.or(run.started_at)).or(index.since);
    if let Some(heard_at) = heard_at.filter(|heard_at| at.since_ms(*heard_at) > limits::SWEEP_SILENT_MS) {
        found.push((Reason::SweepSilent, format!("no sweep has ended since {heard_at}")));
    }
    let run = index.sweep.unwrap_or_default();
    if run.failures > 0 {
        found.push((Reason::SweepFailing, format!("{} rows or pages failed in its last run", run.failures)));
    }
    if run.jobs_missing > 0 {
        found.push((Reason::JobsLost, format!("{} objects have lost their jobs", run.jobs_missing)));
    }
    let missing = index.balance.as_ref().map_or(0, |balance| balance.missing_files);
    if missing > 0 {
        found.push((Reason::FilesMissing, format!("{missing} files of finished episodes are missing")));
    }
    let lately = index.defects.iter().filter(|defect| at.since_ms(defect.at) < limits::DEFECT_MS);
    let caught: u64 = lately.map(|defect| defect.files).sum();
    if caught > 0 {
        found.push((Reason::FilesCaught, format!("{caught} files were missed by the cleanup of their own jobs")));
    }
    found
}

/// The stillest job by its own answer, where there is one; the index lags, and the job may have ended since.
fn stillest(index: &Indexed, heard: &[Heard]) -> Option<Stillest> {
    let own = |job| heard.iter().find(|heard| heard.job == job);
    let still = index.stillest.iter().filter_map(|(job, since)| match own(*job) {
        Some(heard) => heard.is_running.then_some(Stillest { job: *job, since: heard.updated_at }),
        None => Some(Stillest { job: *job, since: *since }),
    });
    still.min_by_key(|stillest| stillest.since)
}

fn figures(index: &Indexed, heard: &[Heard]) -> JobFigures {
    JobFigures {
        running: index.running,
        oldest_created_at: index.oldest_created_at,
        stillest: stillest(index, heard),
        parked: index.parked.clone(),
        housekeeping: index.housekeeping,
        steps_owed: index.steps_owed,
        overdue: index.overdue,
        leases_expired: heard.iter().map(|heard| u64::from(heard.leases_expired)).sum(),
        by_engine: index.by_engine.iter().map(|(engine, jobs)| (engine.to_string(), *jobs)).collect(),
        last_day: index.last_day.clone(),
    }
}
