//! The script and the stylesheet that all pages share, and the policy they keep.

use protocol::Operation;

/// Served as `text/javascript` at [`SCRIPT_PATH`].
pub const SCRIPT: &str = include_str!("page.js");
pub const SCRIPT_PATH: &str = Operation::PageScript.route().path;

/// Served as `text/css` at [`STYLE_PATH`].
pub const STYLE: &str = include_str!("page.css");
pub const STYLE_PATH: &str = Operation::PageStyle.route().path;

pub use protocol::browser::POLICY_SITE as POLICY;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_assets_are_small_and_name_no_other_place() {
        assert!(SCRIPT.len() <= 12 * 1024, "{} bytes", SCRIPT.len());
        assert!(STYLE.len() <= 10 * 1024, "{} bytes", STYLE.len());
        for asset in [SCRIPT, STYLE] {
            for text in ["://", "@import", "url(", "innerHTML", "eval("] {
                assert!(!asset.contains(text), "{text}");
            }
        }
    }
}
