//! The calling program, from `Cuepoint-Client`: a name and a version.
//!
//! Never keeps text that a client writes freely, and nothing about who uses the program.

use std::collections::BTreeSet;

use crate::limits;
use crate::values::{Timestamp, WireVersion};

/// `Cuepoint-Client: name/1.2.3`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct ClientName {
    pub name: String,
    /// Three numbers; empty for `other`, where all unknown programs are counted together.
    pub version: String,
}

impl ClientName {
    /// Reads the header. Absent or malformed is `other`: no text that a client writes freely is kept.
    pub fn read(header: Option<&str>) -> Self {
        let named =
            header.and_then(|text| text.split_once('/')).filter(|(name, version)| is_name(name) && is_semver(version));
        let (name, version) = named.unwrap_or(("other", ""));
        Self { name: name.to_owned(), version: version.to_owned() }
    }
}

/// Programs seen today, up to a limit.
#[derive(Debug, Default)]
pub struct SeenToday {
    day: i64,
    programs: BTreeSet<(ClientName, WireVersion)>,
}

impl SeenToday {
    pub const fn new() -> Self {
        Self { day: 0, programs: BTreeSet::new() }
    }

    /// Adds a program; true the first time on a day, when it is worth a note.
    pub fn insert(&mut self, client: &ClientName, version: WireVersion, now: Timestamp) -> bool {
        let day = now.as_ms().div_euclid(86_400_000);
        if day != self.day {
            *self = Self { day, programs: BTreeSet::new() };
        }
        self.programs.len() < limits::CLIENTS_A_DAY_MAX && self.programs.insert((client.clone(), version))
    }
}

fn is_name(text: &str) -> bool {
    (1..=limits::CLIENT_NAME_CHARS_MAX).contains(&text.len())
        && text.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-')
}

fn is_semver(text: &str) -> bool {
    let number = |part: &str| part.parse::<u16>().is_ok_and(|number| number.to_string() == part);
    text.split('.').count() == 3 && text.split('.').all(number)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_program_is_noted_once_a_day_and_up_to_a_limit() {
        let mut seen = SeenToday::new();
        let client = ClientName::read(Some("cli/1.0.0"));
        let morning = Timestamp::from_ms(20_000 * 86_400_000);
        assert!(seen.insert(&client, WireVersion::V2026_11_20, morning));
        assert!(!seen.insert(&client, WireVersion::V2026_11_20, morning.plus_ms(86_399_999)));
        assert!(seen.insert(&client, WireVersion::V2026_11_21, morning), "another version is another number");
        assert!(seen.insert(&client, WireVersion::V2026_11_20, morning.plus_ms(86_400_000)));
        let made_up = (0..1_000).map(|patch| ClientName::read(Some(&format!("cli/1.0.{patch}"))));
        let noted = made_up.filter(|client| seen.insert(client, WireVersion::CURRENT, morning)).count();
        assert_eq!(noted, limits::CLIENTS_A_DAY_MAX);
    }

    #[test]
    fn a_client_is_a_name_and_three_numbers_or_else_other() {
        let known = ClientName::read(Some("cuepoint-cli/0.12.3"));
        assert_eq!((known.name.as_str(), known.version.as_str()), ("cuepoint-cli", "0.12.3"));
        let other = ClientName { name: "other".to_owned(), version: String::new() };
        let long = format!("{}/1.0.0", "a".repeat(limits::CLIENT_NAME_CHARS_MAX + 1));
        let strange = [
            "",
            "/",
            "cli",
            "cli/",
            "/1.0.0",
            "Cli/1.0.0",
            "cli/1.0",
            "cli/1.0.0.0",
            "cli/01.0.0",
            "cli/1.0.0-ada",
            "cli/1.0.70000",
            "clí/1.0.0",
            "ada@example.org/1.0.0",
            "cli/1.0.0 ",
            "cli/+1.0.0",
            &long,
        ];
        for header in strange.map(Some).into_iter().chain([None]) {
            assert_eq!(ClientName::read(header), other, "{header:?}");
        }
    }
}
