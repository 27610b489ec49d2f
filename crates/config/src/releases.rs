//! Check of the table of versions. The table comes with the build, so a fault in it is everybody's at once.

use protocol::{Release, Status};

use crate::{Fault, Kind};

const TABLE: &str = "RELEASES";

pub(crate) fn check(releases: &[Release]) -> Vec<Fault> {
    let mut faults = Vec::new();
    let mut keep = |says: String| faults.push(Kind::Contradictory.of(TABLE, says));
    if !releases.is_sorted_by(|older, newer| older.version < newer.version) {
        keep("is not sorted by date".to_owned());
    }
    let current = releases.iter().filter(|release| release.status == Status::Current).count();
    if current != 1 || releases.last().is_none_or(|release| release.status != Status::Current) {
        keep("has to have one current version, the last".to_owned());
    }
    for Release { version, status, .. } in releases {
        let ends = match *status {
            Status::Current | Status::Supported => Vec::new(),
            Status::Deprecated { since: day } | Status::Retired { on: day } => vec![day],
            Status::Sunset { deprecated_since, on } => vec![deprecated_since, on],
        };
        if ![version.0].iter().chain(&ends).is_sorted() {
            keep(format!("lists an end of {version} before its release"));
        }
    }
    faults
}

#[cfg(test)]
mod tests {
    use protocol::{Date, RELEASES, WireVersion};

    use super::*;

    fn day(day: u32) -> Date {
        format!("2027-01-{day:02}").parse().unwrap()
    }

    fn with(status: Status) -> Vec<Fault> {
        let first = Release { version: WireVersion(day(10)), status, adds: &[] };
        check(&[first, Release { version: WireVersion(day(11)), status: Status::Current, adds: &[] }])
    }

    #[test]
    fn the_released_table_has_no_fault() {
        assert_eq!(check(&RELEASES), []);
    }

    #[test]
    fn a_version_is_released_before_its_deprecation_and_deprecated_before_its_sunset() {
        for good in [
            Status::Supported,
            Status::Deprecated { since: day(10) },
            Status::Sunset { deprecated_since: day(12), on: day(13) },
            Status::Retired { on: day(12) },
        ] {
            assert_eq!(with(good), [], "{good:?}");
        }
        for bad in [
            Status::Deprecated { since: day(9) },
            Status::Sunset { deprecated_since: day(13), on: day(12) },
            Status::Sunset { deprecated_since: day(9), on: day(12) },
            Status::Retired { on: day(9) },
        ] {
            let faults = with(bad);
            assert!(matches!(faults.as_slice(), [fault] if fault.kind == Kind::Contradictory), "{bad:?}: {faults:?}");
        }
    }

    #[test]
    fn the_last_version_is_the_only_current_one() {
        let [first, .., last] = RELEASES;
        for table in [
            vec![],
            vec![first],
            vec![last, first],
            vec![last, last],
            vec![Release { status: Status::Current, ..first }, last],
        ] {
            assert_ne!(check(&table), [], "{table:?}");
        }
    }
}
