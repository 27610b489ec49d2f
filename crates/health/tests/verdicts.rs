//! Verdicts from findings: each reason at the moment it begins to count.

use std::collections::BTreeMap;

use health::{Component, Findings, Heard, Indexed, Pause, Probe, Reason, Trouble, judge, limits, metrics, page};
use protocol::{
    Balance, ClientSeen, Defect, Deployment, Health, Layer, OpenBreaker, SweepRun, Timestamp, Verdict, WireVersion,
};

const NOW: Timestamp = Timestamp::from_ms(1_795_132_800_000);
const JOB: &str = "0198c0de-0000-7000-8000-00000000abcd";
const TRIED: [Component; 6] = [
    Component::IndexRead,
    Component::IndexWrite,
    Component::Artifacts,
    Component::Objects,
    Component::Voice,
    Component::Script,
];

fn before(ms: i64) -> Timestamp {
    NOW.plus_ms(-ms)
}

/// Findings of a healthy service.
fn well() -> Findings {
    let index = Indexed {
        sweep: Some(SweepRun { started_at: Some(NOW), ended_at: Some(NOW), ..SweepRun::default() }),
        balance: Some(Balance::default()),
        ..Indexed::default()
    };
    Findings {
        at: NOW,
        version: "0.1.0".to_owned(),
        deployment: Deployment::default(),
        faults: Vec::new(),
        engines: 1..=2,
        probes: TRIED.map(|component| Probe { component, took_ms: 3, trouble: None }).to_vec(),
        index: Some(index),
        heard: Vec::new(),
    }
}

fn with(change: impl FnOnce(&mut Indexed)) -> Health {
    let mut findings = well();
    change(findings.index.as_mut().expect("what is well has an index"));
    judge(findings)
}

fn codes(health: &Health) -> Vec<&str> {
    health.reasons.iter().map(|reason| reason.code.as_str()).collect()
}

fn heard(age_ms: i64) -> Heard {
    Heard {
        job: JOB.parse().expect("an id"),
        is_running: true,
        updated_at: before(age_ms),
        due_at: None,
        leases_expired: 0,
    }
}

#[test]
fn healthy_findings_give_the_verdict_ok() {
    let health = judge(well());
    assert_eq!((health.status.as_str(), health.verdict.known()), ("ok", Some(Verdict::Ok)));
    assert_eq!(codes(&health), [""; 0]);
}

#[test]
fn a_failed_probe_is_a_reason_and_the_worst_one_decides() {
    for (component, expected) in [
        (Component::IndexRead, Some((Reason::IndexUnavailable, "down"))),
        (Component::IndexWrite, Some((Reason::IndexUnavailable, "down"))),
        (Component::Artifacts, Some((Reason::ArtifactsUnavailable, "down"))),
        (Component::Objects, Some((Reason::ObjectsUnavailable, "down"))),
        (Component::Voice, Some((Reason::VoiceUnavailable, "warn"))),
        (Component::Script, None),
    ] {
        let mut findings = well();
        for probe in findings.probes.iter_mut().filter(|probe| probe.component == component) {
            probe.trouble = Some(Trouble::TimedOut);
        }
        let health = judge(findings);
        let expected_codes: Vec<&str> = expected.iter().map(|(reason, _)| reason.code()).collect();
        assert_eq!(codes(&health), expected_codes);
        assert_eq!(health.status, expected.map_or("ok", |(_, status)| status));
    }
}

#[test]
fn when_everything_hangs_each_component_is_named_once_the_worst_first() {
    let mut findings = well();
    findings.index = None;
    for probe in &mut findings.probes {
        probe.trouble = Some(Trouble::TimedOut);
    }
    let health = judge(findings);
    let all = ["index_unavailable", "artifacts_unavailable", "objects_unavailable", "voice_unavailable"];
    assert_eq!((codes(&health), health.jobs.is_some()), (all.to_vec(), false));
    assert!(!metrics(&health).contains("cuepoint_jobs"), "what is not known is no zero");
}

#[test]
fn each_reason_begins_at_its_limit() {
    let run = SweepRun { started_at: Some(NOW), ended_at: Some(NOW), ..SweepRun::default() };
    let silent = move |ms| SweepRun { ended_at: Some(before(ms)), ..run };
    let breaker = |until| OpenBreaker { provider: "voice".to_owned(), failures: 8, open_until: until };
    let defect = |ms| Defect { layer: Layer::Sweep, job: None, at: before(ms), files: 2 };
    let still = |ms| vec![(JOB.parse().unwrap(), before(ms))];
    type Change = Box<dyn FnOnce(&mut Indexed)>;
    let cases: [(Reason, Change, Change); 11] = [
        (
            Reason::SweepSilent,
            Box::new(move |index| index.sweep = Some(silent(limits::SWEEP_SILENT_MS))),
            Box::new(move |index| index.sweep = Some(silent(limits::SWEEP_SILENT_MS + 1))),
        ),
        (
            Reason::SweepSilent,
            Box::new(|index| (index.sweep, index.since) = (None, Some(before(limits::SWEEP_SILENT_MS)))),
            Box::new(|index| (index.sweep, index.since) = (None, Some(before(limits::SWEEP_SILENT_MS + 1)))),
        ),
        (
            Reason::SweepFailing,
            Box::new(|_| ()),
            Box::new(move |index| index.sweep = Some(SweepRun { failures: 1, ..run })),
        ),
        (
            Reason::JobsLost,
            Box::new(|_| ()),
            Box::new(move |index| index.sweep = Some(SweepRun { jobs_missing: 1, ..run })),
        ),
        (
            Reason::VoiceBreakerOpen,
            Box::new(move |index| index.breakers = vec![breaker(NOW)]),
            Box::new(move |index| index.breakers = vec![breaker(NOW.plus_ms(1))]),
        ),
        (Reason::IntakePaused, Box::new(|_| ()), Box::new(|index| index.pause = Some(pause(None)))),
        (Reason::JobsOverdue, Box::new(|_| ()), Box::new(|index| index.overdue = 1)),
        (
            Reason::JobWithoutProgress,
            Box::new(move |index| index.stillest = still(limits::NO_PROGRESS_MS)),
            Box::new(move |index| index.stillest = still(limits::NO_PROGRESS_MS + 1)),
        ),
        (
            Reason::JobsParked,
            Box::new(|index| index.parked = BTreeMap::from([("attempts_exhausted".to_owned(), 3)])),
            Box::new(|index| index.parked_lately = 1),
        ),
        (
            Reason::FilesMissing,
            Box::new(|_| ()),
            Box::new(|index| index.balance = Some(Balance { missing_files: 1, ..Balance::default() })),
        ),
        (
            Reason::FilesCaught,
            Box::new(move |index| index.defects = vec![defect(limits::DEFECT_MS)]),
            Box::new(move |index| index.defects = vec![defect(limits::DEFECT_MS - 1)]),
        ),
    ];
    for (reason, not_yet, now) in cases {
        assert_eq!(codes(&with(not_yet)), [""; 0], "{reason:?}");
        let health = with(now);
        assert_eq!((codes(&health), health.status.as_str()), (vec![reason.code()], "warn"));
    }
}

fn pause(actor: Option<&str>) -> Pause {
    Pause { since: NOW, reason: "a move".to_owned(), actor: actor.map(str::to_owned) }
}

#[test]
fn a_pause_of_intake_names_its_reason_and_its_operator() {
    let says = |actor| with(|index| index.pause = Some(pause(actor))).reasons[0].says.clone();
    let by = format!("intake has been paused since {NOW} by 1:0a1b: a move");
    assert_eq!([says(Some("1:0a1b")), says(None)], [by.clone(), by.replace(" by 1:0a1b", "")]);
}

#[test]
fn a_fault_of_the_configuration_means_down() {
    let health = judge(Findings { faults: vec!["INDEX is missing".to_owned()], ..well() });
    assert_eq!((codes(&health), health.status.as_str()), (vec!["configuration_wrong"], "down"));
    assert_eq!(health.configuration, ["INDEX is missing"]);
}

#[test]
fn jobs_of_an_unknown_engine_are_counted() {
    for (engine, expected) in [(0, vec!["engine_unknown"]), (1, vec![]), (2, vec![]), (3, vec!["engine_unknown"])] {
        assert_eq!(codes(&with(|index| index.by_engine = BTreeMap::from([(engine, 1)]))), expected);
    }
}

#[test]
fn the_answer_of_a_job_counts_more_than_its_row() {
    let asked = |heard: Heard| {
        let mut findings = well();
        let still_at = before(limits::NO_PROGRESS_MS + 1);
        findings.index.as_mut().unwrap().stillest = vec![(JOB.parse().unwrap(), still_at)];
        findings.heard = vec![heard];
        judge(findings)
    };
    assert_eq!(codes(&asked(heard(limits::NO_PROGRESS_MS))), [""; 0]);
    assert_eq!(codes(&asked(heard(limits::NO_PROGRESS_MS + 1))), ["job_without_progress"]);
    let over = Heard { is_running: false, ..heard(limits::NO_PROGRESS_MS + 1) };
    assert_eq!(codes(&asked(over)), [""; 0], "it has ended since");
    let late = Heard { due_at: Some(before(limits::ALARM_OVERDUE_MS + 1)), leases_expired: 2, ..heard(0) };
    let health = asked(late);
    assert_eq!((codes(&health), health.jobs.as_ref().unwrap().leases_expired), (vec!["jobs_overdue"], 2));
}

#[test]
fn the_page_shows_every_reason_and_loads_nothing() {
    let hostile = "<script>alert(1)</script>";
    let seen = ClientSeen {
        client: hostile.to_owned(),
        version: "1".to_owned(),
        wire_version: WireVersion::CURRENT,
        first_seen_at: NOW,
        last_seen_at: NOW,
    };
    let health = with(|index| (index.overdue, index.clients) = (1, vec![seen]));
    let page = page(&health);
    for (has, text) in [
        (true, "jobs_overdue"),
        (true, "<header class=\"degraded\">"),
        (true, "&lt;script&gt;"),
        (false, "<script"),
        (false, "<link"),
        (false, "url("),
        (false, "http"),
        (false, " src="),
    ] {
        assert_eq!(page.contains(text), has, "{text}");
    }
}

#[test]
fn the_metrics_show_each_reason_and_name_no_job() {
    let health = with(|index| index.stillest = vec![(JOB.parse().unwrap(), before(limits::NO_PROGRESS_MS + 1))]);
    let metrics = metrics(&health);
    assert!(!metrics.contains(JOB), "{metrics}");
    for reason in Reason::ALL {
        let given = u8::from(reason == Reason::JobWithoutProgress);
        assert!(metrics.contains(&format!("cuepoint_reason{{code=\"{}\"}} {given}\n", reason.code())), "{reason:?}");
    }
    assert!(metrics.ends_with("# EOF\n") && metrics.contains("cuepoint_health{cuepoint_health=\"degraded\"} 1\n"));
}
