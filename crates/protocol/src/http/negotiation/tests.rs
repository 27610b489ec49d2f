//! Every status, on a table that was never released.

use proptest::prelude::*;

use super::*;
use crate::values::Date;

const fn day(month: u8, day: u8) -> Date {
    Date::new(2026, month, day)
}

const fn release(month: u8, status: Status) -> Release {
    Release { version: WireVersion(day(month, 1)), status, adds: &["something"] }
}

const TABLE: [Release; 5] = [
    release(1, Status::Retired { on: day(5, 1) }),
    release(2, Status::Sunset { deprecated_since: day(5, 1), on: day(9, 1) }),
    release(3, Status::Deprecated { since: day(6, 1) }),
    release(4, Status::Supported),
    release(5, Status::Current),
];

fn on(day: Date) -> Versions<'static> {
    Versions::new(&TABLE, day.midnight())
}

fn code(asked: &str, operation: Operation, now: Date) -> Option<Code> {
    on(now).negotiate(Some(asked), Some(operation)).refusal.map(|problem| problem.code)
}

#[test]
fn known_versions_are_served_and_each_other_kind_has_its_own_code() {
    let now = day(8, 1);
    let huge = "9".repeat(10_000);
    for (asked, expected) in [
        ("2026-01-01", Some(Code::VersionRetired)),
        ("2026-02-01", None),
        ("2026-03-01", None),
        ("2026-04-01", None),
        ("2026-05-01", None),
        ("2026-05-02", Some(Code::VersionTooNew)),
        ("2031-01-01", Some(Code::VersionTooNew)),
        ("2026-04-30", Some(Code::UnsupportedVersion)),
        ("2020-01-01", Some(Code::UnsupportedVersion)),
        ("2026-02-30", Some(Code::MalformedVersion)),
        ("", Some(Code::MalformedVersion)),
        ("latest", Some(Code::MalformedVersion)),
        ("2026-04-01, 2026-04-01", Some(Code::MalformedVersion)),
        ("é026-11-2", Some(Code::MalformedVersion)),
        (huge.as_str(), Some(Code::MalformedVersion)),
    ] {
        assert_eq!(code(asked, Operation::CreateJob, now), expected, "{asked}");
    }
}

#[test]
fn a_refusal_names_the_supported_versions_and_the_upgrade_notes() {
    let problem = on(day(8, 1)).negotiate(Some("2026-01-01"), Some(Operation::CreateJob)).refusal.unwrap();
    assert_eq!(problem.status, 410);
    assert_eq!(problem.members.supported_versions, [2, 3, 4, 5].map(|month| WireVersion(day(month, 1))));
    assert_eq!(problem.members.upgrade.as_deref(), Some("/changes.md#2026-05-01"));
    let problem = on(day(8, 1)).negotiate(Some("2027-01-01"), None).refusal.unwrap();
    assert_eq!((problem.status, problem.members.retry_after_ms.is_some()), (400, true), "a rollout is under way");
}

#[test]
fn a_running_job_can_be_read_watched_and_cancelled_in_every_version() {
    for operation in [Operation::ReadJob, Operation::WatchJob, Operation::CancelJob, Operation::Episode] {
        let negotiation = on(day(8, 1)).negotiate(Some("2026-01-01"), Some(operation));
        assert_eq!(negotiation, Negotiation { version: TABLE[0].version, refusal: None }, "{operation:?}");
    }
    for operation in [Operation::CreateJob, Operation::ReviseJob, Operation::ResumeJob, Operation::RetryStep] {
        let negotiation = on(day(8, 1)).negotiate(Some("2026-01-01"), Some(operation));
        assert_eq!(negotiation.version, TABLE[0].version, "{operation:?} is refused in its own shape");
        assert_eq!(negotiation.refusal.unwrap().code, Code::VersionRetired, "{operation:?}");
    }
}

#[test]
fn a_version_is_retired_from_the_day_of_its_sunset() {
    let last = Versions::new(&TABLE, day(9, 1).midnight().plus_ms(-1));
    assert_eq!(last.negotiate(Some("2026-02-01"), Some(Operation::CreateJob)).refusal, None);
    assert_eq!(code("2026-02-01", Operation::CreateJob, day(9, 1)), Some(Code::VersionRetired));
    let list = on(day(9, 1)).list();
    assert_eq!(list.supported, [3, 4, 5].map(|month| WireVersion(day(month, 1))));
    assert_eq!(list.versions[1].status, Status::Retired { on: day(9, 1) });
}

#[test]
fn a_request_without_a_version_gets_the_oldest_one_served() {
    for (now, version) in [(day(8, 1), TABLE[1].version), (day(9, 1), TABLE[2].version)] {
        assert_eq!(on(now).negotiate(None, Some(Operation::CreateJob)), Negotiation { version, refusal: None });
    }
}

#[test]
fn every_answer_tells_the_deprecation_and_sunset_of_its_version() {
    let said = |index: usize| {
        let headers = on(day(8, 1)).headers(TABLE[index].version);
        assert_eq!(headers[0], (header::VERSION, TABLE[index].version.to_string()));
        assert_eq!(headers[1].1, "2026-02-01, 2026-03-01, 2026-04-01, 2026-05-01");
        headers[2..].iter().map(|(name, value)| format!("{name}: {value}")).collect::<Vec<_>>()
    };
    let link = |relation: &str| format!("Link: </changes.md#2026-05-01>; rel=\"{relation}\"");
    assert_eq!(said(0), ["Sunset: Fri, 01 May 2026 00:00:00 GMT".to_owned(), link("sunset")]);
    assert_eq!(
        said(1),
        [
            "Deprecation: @1777593600".to_owned(),
            "Sunset: Tue, 01 Sep 2026 00:00:00 GMT".to_owned(),
            link("deprecation sunset")
        ]
    );
    assert_eq!(said(2), ["Deprecation: @1780272000".to_owned(), link("deprecation")]);
    assert_eq!([said(3), said(4)], [Vec::<String>::new(), Vec::new()]);
}

#[test]
fn a_websocket_gets_the_newest_version_both_sides_know() {
    let versions = on(day(8, 1));
    for (offered, month) in [
        ("cuepoint.2026-04-01", 4),
        ("cuepoint.2026-03-01, cuepoint.2026-05-01,cuepoint.2026-04-01", 5),
        ("chat, cuepoint.2031-01-01, cuepoint.2026-03-01", 3),
        ("cuepoint.2026-01-01", 1),
    ] {
        assert_eq!(versions.choose(offered), Ok(WireVersion(day(month, 1))), "{offered}");
    }
    for (offered, code) in [
        ("cuepoint.2031-01-01, chat", Code::VersionTooNew),
        ("cuepoint.2031-01-01, cuepoint.2020-01-01", Code::UnsupportedVersion),
        ("chat", Code::UnsupportedVersion),
        ("", Code::UnsupportedVersion),
        ("cuepoint.", Code::UnsupportedVersion),
    ] {
        assert_eq!(versions.choose(offered).map_err(|problem| problem.code), Err(code), "{offered}");
    }
}

proptest! {
    #[test]
    fn any_bytes_in_a_header_are_malformed_and_break_nothing(bytes in proptest::collection::vec(any::<u8>(), 0..64), text in ".{0,64}") {
        let bytes = String::from_utf8_lossy(&bytes);
        for asked in [bytes.as_ref(), text.as_str()] {
            let negotiation = on(day(8, 1)).negotiate(Some(asked), Some(Operation::CreateJob));
            prop_assert!(negotiation.refusal.is_some_and(|problem| problem.code == Code::MalformedVersion));
            prop_assert!(on(day(8, 1)).choose(asked).is_err());
        }
    }

    #[test]
    fn every_date_is_served_or_refused(year in 0_u16..=9999, month in 1_u8..=12, date in 1_u8..=28) {
        let asked = WireVersion(Date::new(year, month, date));
        let negotiation = on(day(8, 1)).negotiate(Some(&asked.to_string()), Some(Operation::CreateJob));
        let known = TABLE[1..].iter().any(|release| release.version == asked);
        prop_assert_eq!(negotiation.refusal.is_none(), known);
        prop_assert_eq!(on(day(8, 1)).choose(&asked.subprotocol()).is_ok(), known || asked == TABLE[0].version);
    }
}
