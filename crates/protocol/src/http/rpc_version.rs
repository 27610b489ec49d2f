//! Version of the RPC between router and object.
//!
//! The two are deployed seconds to hours apart, so each speaks its own version and the one before; everything else is
//! refused.

use std::fmt;

/// Version number of the RPC between router and object.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Contract(pub u32);

/// Verdict of a router on the version that an object's answer names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Match {
    /// The object knows the version it was asked in: this is its answer.
    Same,
    /// The object is one version older and has done nothing: ask again in its version.
    Older(Contract),
    /// The object is too old or too new, and has done nothing.
    Foreign,
}

impl Contract {
    pub const HEADER: &str = "Cuepoint-Contract";
    /// The first version: its objects did not name it in their answers.
    const FIRST: Self = Self(1);

    /// Reads the header; `None` for anything but one number.
    pub fn parse(header: &str) -> Option<Self> {
        let is_number = header.bytes().all(|byte| byte.is_ascii_digit());
        header.parse().ok().filter(|_| is_number).map(Self)
    }

    /// True when an object of this version does what it is asked in `asked`; a call that names no version is not ours.
    pub fn accepts(self, asked: Option<Self>) -> bool {
        asked.is_some_and(|asked| asked == self || Some(asked) == self.before())
    }

    /// Compares the version that an answer names with this one, in which the router asked.
    pub fn hears(self, answered: Option<&str>) -> Match {
        match answered.map_or(Some(Self::FIRST), Self::parse) {
            Some(object) if object.accepts(Some(self)) => Match::Same,
            Some(object) if Some(object) == self.before() => Match::Older(object),
            Some(_) | None => Match::Foreign,
        }
    }

    fn before(self) -> Option<Self> {
        (self > Self::FIRST).then(|| Self(self.0.saturating_sub(1)))
    }
}

impl fmt::Display for Contract {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const NUMBERS: std::ops::RangeInclusive<u32> = 1..=6;

    #[test]
    fn an_object_accepts_its_own_version_and_the_one_before() {
        for object in NUMBERS {
            let accepted: Vec<u32> = (0..9).filter(|asked| Contract(object).accepts(Some(Contract(*asked)))).collect();
            assert_eq!(accepted, (object.max(2) - 1..=object).collect::<Vec<_>>());
            assert!(!Contract(object).accepts(None));
        }
    }

    /// The whole conversation of every router with every object.
    #[test]
    fn neighbouring_versions_understand_each_other_and_no_others_do() {
        for (router, object) in NUMBERS.flat_map(|router| NUMBERS.map(move |object| (router, object))) {
            let (router, object) = (Contract(router), Contract(object));
            let named = object.to_string();
            let heard = router.hears(Some(&named));
            let spoken = match heard {
                Match::Same => Some(router),
                Match::Older(older) => Some(older).filter(|older| older.hears(Some(&named)) == Match::Same),
                Match::Foreign => None,
            };
            assert_eq!(
                heard == Match::Same,
                object.accepts(Some(router)),
                "{router} {object}: done, and taken for done"
            );
            assert_eq!(spoken.is_some(), router.0.abs_diff(object.0) <= 1, "{router} {object}");
            assert_eq!(spoken, spoken.map(|_| router.min(object)), "{router} {object}: in the older one's");
        }
    }

    #[test]
    fn an_answer_without_a_number_is_of_the_first_version() {
        assert_eq!(Contract(1).hears(None), Match::Same);
        assert_eq!(Contract(2).hears(None), Match::Older(Contract(1)));
        assert_eq!(Contract(3).hears(None), Match::Foreign);
    }

    #[test]
    fn only_a_number_is_a_version() {
        for header in ["", "two", "-1", "+2", "2, 2", " 2", "2.0", "99999999999"] {
            assert_eq!(Contract::parse(header), None, "{header}");
            assert_eq!(Contract(2).hears(Some(header)), Match::Foreign, "{header}");
        }
    }
}
