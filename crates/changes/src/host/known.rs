//! Names that are known of the answers of both APIs, in a file that the browser extension reads as well.

use std::collections::BTreeSet;
use std::sync::LazyLock;

use serde::Deserialize;

#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Known {
    /// Fields that are parsed.
    pub(super) fields: BTreeSet<String>,
    /// Fields with texts that people write.
    pub(super) texts: BTreeSet<String>,
    /// Fields of an account that tell a program from a person.
    pub(super) of_program: BTreeSet<String>,
    /// Programs that comment under an account of a person, or whose account GraphQL shows without `[bot]`.
    pub(super) programs: BTreeSet<String>,
}

static KNOWN: LazyLock<Known> =
    LazyLock::new(|| serde_json::from_str(include_str!("answers.json")).unwrap_or_default());

pub(super) fn known() -> &'static Known {
    &KNOWN
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_file_is_read() {
        let Known { fields, texts, of_program, programs } = known();
        assert!(fields.contains("diff_hunk") && of_program.contains("bot") && programs.contains("dependabot"));
        assert!(texts.is_subset(fields), "what is no field is not kept");
    }
}
