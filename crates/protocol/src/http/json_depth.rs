//! Limit on the nesting of a request's JSON, checked before it is parsed.

use crate::limits;
use crate::problem::{Code, Problem};

/// Refuses a body whose lists and objects are nested deeper than in any valid request.
///
/// Does not check that it is JSON: skips what is between quotation marks, and counts brackets.
///
/// # Errors
/// `body_too_deep`.
pub fn check_depth(body: &str) -> Result<(), Problem> {
    let (mut depth, mut in_string, mut is_escaped) = (0_usize, false, false);
    for byte in body.bytes() {
        match (in_string, byte) {
            (true, _) if is_escaped => is_escaped = false,
            (true, b'\\') => is_escaped = true,
            (_, b'"') => in_string = !in_string,
            (false, b'[' | b'{') => {
                depth = depth.saturating_add(1);
                if depth > limits::BODY_DEPTH_MAX {
                    let max = limits::BODY_DEPTH_MAX;
                    return Err(Problem::because(Code::BodyTooDeep, format!("at most {max} lists and objects")));
                }
            }
            (false, b']' | b'}') => depth = depth.saturating_sub(1),
            (true | false, _) => {}
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn is_fit(body: &str) -> bool {
        check_depth(body).is_ok()
    }

    #[test]
    fn a_body_may_be_as_deep_as_the_limit_and_no_deeper() {
        let deep = |depth: usize| format!("{}{}", "[".repeat(depth), "]".repeat(depth));
        assert!(is_fit(&deep(limits::BODY_DEPTH_MAX)));
        assert_eq!(check_depth(&deep(limits::BODY_DEPTH_MAX + 1)).unwrap_err().code, Code::BodyTooDeep);
        assert_eq!(check_depth(&r#"{"a":"#.repeat(100_000)).unwrap_err().code, Code::BodyTooDeep);
        assert!(is_fit(&"[],{},".repeat(100_000)), "wide is not deep");
    }

    #[test]
    fn brackets_inside_a_string_do_not_count() {
        let brackets = "[{".repeat(1_000);
        assert!(is_fit(&format!(r#"{{"text":"{brackets}\"{brackets}\\"}}"#)));
        assert!(!is_fit(&format!(r#"{{"text":"\\"{brackets}}}"#)), "the quotation mark ends it");
        assert!(!is_fit(&format!(r#"{{"text":"\\\""{brackets}}}"#)));
        for odd in ["", "\"", "\\", "\"\\", "]]]]", "\u{1F600}\"["] {
            assert!(is_fit(odd), "{odd}");
        }
    }
}
