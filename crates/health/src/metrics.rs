//! Health as OpenMetrics 1.0: numbers, with labels from closed or bounded lists.
//!
//! Never names a job, nor a subject.

use std::collections::BTreeMap;
use std::fmt::Write;

use protocol::{Amount, Health, Shelf, TenantSpending, Verdict};

use crate::Reason;

pub const METRICS_TYPE: &str = "application/openmetrics-text; version=1.0.0; charset=utf-8";

/// Writer of metric families: all samples of a family follow its type.
#[derive(Default)]
struct Text(String);

impl Text {
    fn family(&mut self, name: &str, kind: &str, help: &str) {
        let _ = writeln!(self.0, "# TYPE {name} {kind}");
        // OpenMetrics requires the unit as the suffix of the name.
        if let Some(unit) = ["seconds", "bytes"].into_iter().find(|unit| name.ends_with(&format!("_{unit}"))) {
            let _ = writeln!(self.0, "# UNIT {name} {unit}");
        }
        let _ = writeln!(self.0, "# HELP {name} {help}");
    }

    fn sample(&mut self, name: &str, labels: &[(&str, &str)], value: impl std::fmt::Display) {
        let labels: Vec<String> = labels.iter().map(|(name, value)| format!("{name}=\"{}\"", escaped(value))).collect();
        let labels = if labels.is_empty() { String::new() } else { format!("{{{}}}", labels.join(",")) };
        let _ = writeln!(self.0, "{name}{labels} {value}");
    }

    fn gauge(&mut self, name: &str, help: &str, value: impl std::fmt::Display) {
        self.family(name, "gauge", help);
        self.sample(name, &[], value);
    }

    fn counts(&mut self, name: &str, help: &str, label: &str, counts: &BTreeMap<String, u64>) {
        self.family(name, "gauge", help);
        for (word, count) in counts {
            self.sample(name, &[(label, word)], count);
        }
    }
}

pub fn metrics(health: &Health) -> String {
    let mut text = Text::default();
    verdict(&mut text, health);
    checks(&mut text, health);
    jobs(&mut text, health);
    house(&mut text, health);
    text.0.push_str("# EOF\n");
    text.0
}

fn verdict(text: &mut Text, health: &Health) {
    let name = "cuepoint_health";
    text.family(name, "stateset", "Verdict on the service.");
    for verdict in Verdict::ALL {
        text.sample(name, &[(name, verdict.as_str())], u8::from(health.verdict == verdict));
    }
    text.family("cuepoint_reason", "gauge", "Reasons of the verdict; the runbook has a section for each.");
    for reason in Reason::ALL {
        let is_given = health.reasons.iter().any(|given| given.code == reason.code());
        text.sample("cuepoint_reason", &[("code", reason.code())], u8::from(is_given));
    }
    text.family("cuepoint_build", "info", "Version of the code that answers.");
    let commit = health.deployment.commit.as_deref().unwrap_or_default();
    text.sample("cuepoint_build_info", &[("version", &health.version), ("commit", commit)], 1);
}

fn checks(text: &mut Text, health: &Health) {
    let checks = || health.checks.iter().filter_map(|(name, checks)| Some((name.as_str(), checks.first()?)));
    text.family("cuepoint_probe_up", "gauge", "1 when the probe succeeded.");
    for (name, check) in checks() {
        text.sample("cuepoint_probe_up", &[("probe", name)], u8::from(check.output.is_none()));
    }
    text.family("cuepoint_probe_duration_seconds", "gauge", "Duration of the probe.");
    for (name, check) in checks() {
        text.sample("cuepoint_probe_duration_seconds", &[("probe", name)], seconds(check.observed_value));
    }
}

/// Omits gauges that are not known: zero would mean that all is well.
fn jobs(text: &mut Text, health: &Health) {
    let Some(jobs) = &health.jobs else { return };
    text.family("cuepoint_jobs", "gauge", "Jobs with something left to do.");
    for (state, count) in [("running", jobs.running), ("housekeeping", jobs.housekeeping), ("overdue", jobs.overdue)] {
        text.sample("cuepoint_jobs", &[("state", state)], count);
    }
    text.counts("cuepoint_jobs_parked", "Parked jobs, by problem.", "problem", &jobs.parked);
    text.counts("cuepoint_jobs_by_engine", "Unfinished jobs, by engine.", "engine", &jobs.by_engine);
    text.counts("cuepoint_jobs_last_day", "Jobs of the last 24 hours, by status.", "status", &jobs.last_day);
    text.gauge("cuepoint_steps_owed", "Steps not done: the outbox.", jobs.steps_owed);
    text.gauge("cuepoint_leases_expired", "Expired leases of the polled jobs.", jobs.leases_expired);
    let still = jobs.stillest.map(|stillest| health.asked_at.since_ms(stillest.since));
    let still = u64::try_from(still.unwrap_or_default()).unwrap_or_default();
    text.gauge(
        "cuepoint_job_without_progress_seconds",
        "Time since anything happened in the stillest job.",
        seconds(still),
    );
}

fn house(text: &mut Text, health: &Health) {
    if health.jobs.is_none() {
        return;
    }
    if let Some(ended_at) = health.sweep.and_then(|run| run.ended_at) {
        let age = u64::try_from(health.asked_at.since_ms(ended_at)).unwrap_or_default();
        text.gauge("cuepoint_sweep_age_seconds", "Time since the last sweep ended.", seconds(age));
        text.gauge("cuepoint_sweep_failures", "Failures of the last sweep.", health.sweep.unwrap_or_default().failures);
    }
    text.family(
        "cuepoint_files_caught",
        "counter",
        "Files that the cleanup of their own job missed and a sweep deleted.",
    );
    text.sample("cuepoint_files_caught_total", &[], health.files_caught);
    text.gauge("cuepoint_files_expired", "Files left to the bucket's lifecycle rules.", health.files_expired);
    text.family("cuepoint_breaker_open", "gauge", "Open circuit breakers.");
    for breaker in &health.breakers {
        text.sample("cuepoint_breaker_open", &[("provider", &breaker.provider)], 1);
    }
    text.family("cuepoint_spent_micros", "gauge", "Money of this month, spent and set aside, in micro-units.");
    for TenantSpending { tenant, month, amount } in &health.spending {
        let labels = [("tenant", tenant.0.as_str()), ("month", month.as_str())];
        text.sample("cuepoint_spent_micros", &labels, amount.as_micros());
    }
    clients(text, health);
    let Some(balance) = &health.balance else { return };
    text.gauge("cuepoint_files_missing", "Missing files of finished episodes.", balance.missing_files);
    let shelves = [("episodes", balance.episodes), ("clips", balance.clips), ("other", balance.other)];
    let amounts = || {
        shelves.into_iter().flat_map(|(shelf, amounts)| standings(amounts).map(|(standing, of)| (shelf, standing, of)))
    };
    text.family("cuepoint_files", "gauge", "Files in the bucket, by their state in the index.");
    for (shelf, standing, amount) in amounts() {
        text.sample("cuepoint_files", &[("shelf", shelf), ("standing", standing)], amount.objects);
    }
    text.family("cuepoint_stored_bytes", "gauge", "Bytes in the bucket, by their state in the index.");
    for (shelf, standing, amount) in amounts() {
        text.sample("cuepoint_stored_bytes", &[("shelf", shelf), ("standing", standing)], amount.bytes);
    }
}

fn clients(text: &mut Text, health: &Health) {
    let mut by_version = BTreeMap::<String, u64>::new();
    for seen in &health.clients {
        *by_version.entry(seen.wire_version.to_string()).or_default() += 1;
    }
    text.counts("cuepoint_clients", "Programs seen, by wire version.", "wire_version", &by_version);
}

fn standings(shelf: Shelf) -> [(&'static str, Amount); 3] {
    [("referenced", shelf.referenced), ("pending", shelf.pending), ("orphaned", shelf.orphaned)]
}

/// Converts milliseconds to seconds.
fn seconds(ms: u64) -> String {
    format!("{}.{:03}", ms / 1_000, ms % 1_000)
}

fn escaped(value: &str) -> String {
    value.replace('\\', "\\\\").replace('"', "\\\"").replace('\n', "\\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_label_value_is_escaped() {
        assert_eq!(escaped("a\"b\\c\nd"), "a\\\"b\\\\c\\nd");
        assert_eq!([0, 1, 1_999, 12_345].map(seconds), ["0.000", "0.001", "1.999", "12.345"]);
    }
}
