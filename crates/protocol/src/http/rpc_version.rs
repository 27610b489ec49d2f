//! Version of the RPC between router and object.
//!
//! The two are deployed seconds to hours apart, so each speaks its own version and the one before; everything else is
//! refused.

use std::fmt;

use crate::admin::Tenant;

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
    const TENANTS: Self = Self(4);

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

    /// True when calls of this version name their tenant, and the object opens the jobs of that tenant only.
    pub fn tells_tenants(self) -> bool {
        self >= Self::TENANTS
    }

    /// The tenant whose job an object of this version opens when it is asked in `asked`; `None` when it does not check,
    /// and the router has to.
    pub fn opens(self, asked: Self, named: Option<&str>) -> Option<Tenant> {
        // Versions before `TENANTS` had one tenant.
        let tenant = if asked.tells_tenants() { named.unwrap_or_default() } else { Tenant::DEFAULT };
        self.tells_tenants().then(|| Tenant(tenant.to_owned()))
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

    /// Between neighbours, one of the two checks the tenant.
    #[test]
    fn a_job_is_opened_for_its_tenant_only_whichever_side_is_older() {
        let tenant = |name: &str| Some(Tenant(name.to_owned()));
        for (router, object) in
            NUMBERS.flat_map(|router| NUMBERS.map(move |object| (Contract(router), Contract(object))))
        {
            let spoken = router.min(object);
            let opened = object.opens(spoken, spoken.tells_tenants().then_some("t1"));
            match (router.tells_tenants(), object.tells_tenants()) {
                (true, true) => assert_eq!(opened, tenant("t1"), "{router} {object}"),
                // This router lets in one tenant only, the default.
                (false, true) => assert_eq!(opened, tenant(Tenant::DEFAULT), "{router} {object}"),
                // The router knows from the version that it has to check the tenant itself.
                (_, false) => assert!(opened.is_none() && !spoken.tells_tenants(), "{router} {object}"),
            }
        }
        assert_eq!(Contract(4).opens(Contract(4), None), tenant(""), "a call that names no tenant opens no job");
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
