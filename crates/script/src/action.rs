//! The open points of a source as `action.md`: what to do, where, and the decision it comes from.

use protocol::{Source, SourceFormat};

use crate::read::change_kind;

/// The file of a source that leaves nothing open.
pub const NOTHING_OPEN: &str = "# Nothing is open\n\nThe source leaves no open points.\n";
/// The beginning of an open point.
const POINT: &str = "- [ ] ";

/// The open points of a source as Markdown; none if it has none, or is prose. Of several sources, one after the other.
pub fn action(text: &str, format: SourceFormat) -> Option<String> {
    if format == SourceFormat::Several {
        let sources: Vec<Source> = serde_json::from_str(text).ok()?;
        let parts = sources.iter().filter(|source| source.format != SourceFormat::Several);
        let parts: Vec<String> = parts.filter_map(|source| action(&source.text, source.format)).collect();
        return (!parts.is_empty()).then(|| parts.join("\n"));
    }
    let source = changes::parse(change_kind(format)?, text).ok()?;
    changes::action(&source)
}

/// The number of open points of an `action.md`.
pub fn open_points(action: &str) -> usize {
    action.lines().filter(|line| line.starts_with(POINT)).count()
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    const ISSUE: &str = r#"{"issue":{"title":"The lid leaks","state":"open","body":"Rain comes in.\n\n- [ ] Seal the rim\n- [x] Find the hole\n- [ ] Say so in the guide\n"}}"#;

    #[test]
    fn open_points_are_listed_and_counted() {
        let action = action(ISSUE, SourceFormat::Issue).expect("open points");
        assert!(action.contains("Seal the rim") && !action.contains("Find the hole"), "{action}");
        assert_eq!(open_points(&action), 2);
        assert_eq!(open_points(NOTHING_OPEN), 0);
    }

    #[test]
    fn prose_has_none_and_several_sources_have_those_of_all() {
        assert_eq!(action("# To do\n\n- [ ] Nothing\n", SourceFormat::Markdown), None);
        let one = json!({ "format": "issue", "text": ISSUE });
        let other = json!({ "format": "text", "text": "The lid is tight." });
        let several = |sources: serde_json::Value| action(&sources.to_string(), SourceFormat::Several);
        assert_eq!(several(json!([other.clone(), one.clone(), one])).map(|action| open_points(&action)), Some(4));
        assert_eq!(several(json!([other])), None);
    }
}
