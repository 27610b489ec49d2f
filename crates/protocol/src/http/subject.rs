//! The subject of a request, from the header that its version has for it.
//!
//! Never makes the pseudonym: that takes a key.

use crate::problem::{Code, Problem};
use crate::values::{WireVersion, header};

/// The name that a request gives its subject in these two headers, if it gives one. From 2026-11-29 on there is only the
/// first; it is taken in every version.
///
/// # Errors
/// `subject_malformed`, where the older header is not read: nobody's job must become the token's by mistake.
pub fn subject_name(
    version: WireVersion,
    subject_key: Option<String>,
    subject: Option<String>,
) -> Result<Option<String>, Problem> {
    if version >= WireVersion::V2026_11_29 && subject.is_some() {
        let (now, then) = (header::SUBJECT_KEY, header::SUBJECT);
        return Err(Problem::because(
            Code::SubjectMalformed,
            format!("{then} is {now} since {}", WireVersion::V2026_11_29),
        ));
    }
    Ok(subject_key.or(subject))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::values::RELEASES;

    fn name(version: WireVersion, subject_key: Option<&str>, subject: Option<&str>) -> Result<Option<String>, Code> {
        subject_name(version, subject_key.map(str::to_owned), subject.map(str::to_owned))
            .map_err(|problem| problem.code)
    }

    #[test]
    fn every_version_takes_the_key_and_the_older_ones_the_name_in_clear() {
        let ada = Ok(Some("ada".to_owned()));
        for release in RELEASES {
            let is_older = release.version < WireVersion::V2026_11_29;
            assert_eq!(name(release.version, None, None), Ok(None));
            assert_eq!(name(release.version, Some("ada"), None), ada);
            let in_clear = name(release.version, None, Some("ada"));
            assert_eq!(in_clear, if is_older { ada.clone() } else { Err(Code::SubjectMalformed) });
            let both = name(release.version, Some("ada"), Some("bo"));
            assert_eq!(both, if is_older { ada.clone() } else { Err(Code::SubjectMalformed) });
        }
    }

    /// Found by running the platform: docs/SECURITY.md has the table.
    #[test]
    fn the_platform_holds_the_header_back_by_its_name() {
        let is_held_back = |name: &str| {
            let name = name.to_ascii_lowercase();
            ["auth", "jwt", "key", "secret", "token"].iter().any(|word| name.contains(word))
        };
        assert!(is_held_back(header::SUBJECT_KEY) && is_held_back(header::IDEMPOTENCY_KEY));
        assert!(!is_held_back(header::SUBJECT) && !is_held_back(header::CLIENT));
    }
}
