//! The page that asks for a token or a pairing code.

use crate::document::{Document, LIBRARY_PATH, hidden};
use crate::html::Text;

/// `POST /session` takes its fields: `token` and `next`.
#[derive(Clone, Copy, Debug)]
pub struct SignIn<'a> {
    /// The path to go on to; anything but a path on this service becomes the library's.
    pub next: &'a str,
    /// The reason why the last attempt was rejected.
    pub error: Option<&'a str>,
}

pub fn sign_in(page: &SignIn<'_>) -> String {
    let next = hidden("next", local_path(page.next));
    let (error, described) = match page.error {
        Some(error) => (
            format!("<p class=\"problem\" id=\"error\" role=\"alert\">{}</p>\n", Text(error)),
            " aria-invalid=\"true\" aria-describedby=\"error hint\"",
        ),
        None => (String::new(), " aria-describedby=\"hint\""),
    };
    let main = format!(
        r#"<form class="card" method="post" action="/session">
<h1>Sign in</h1>
{error}<label for="token">Token or pairing code</label>
<input id="token" name="token" type="password" required autocomplete="current-password" autocapitalize="none" spellcheck="false"{described}>
<p class="hint" id="hint">The operator of this service hands out tokens; <code>cuepoint pair</code> makes a code.</p>
{next}<button>Sign in</button>
</form>
"#
    );
    Document { title: "Sign in", csrf: None, main }.html()
}

/// The path if it is one on this service: a browser reads `//host` and `/\host` as another one.
pub fn local_path(next: &str) -> &str {
    let is_local = next.starts_with('/') && !next.starts_with("//") && !next.contains(['\\', '\n', '\r', '\t']);
    if is_local { next } else { LIBRARY_PATH }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_next_page_is_one_of_this_service() {
        for (next, expected) in [
            ("/jobs/1?a=b", "/jobs/1?a=b"),
            ("", "/"),
            ("https://evil.example/", "/"),
            ("//evil.example", "/"),
            ("/\\evil.example", "/"),
            ("/\t/evil.example", "/"),
            ("javascript:alert(1)", "/"),
        ] {
            assert_eq!(local_path(next), expected, "{next:?}");
        }
    }

    #[test]
    fn an_error_is_shown_and_tied_to_the_field() {
        let page = sign_in(&SignIn { next: "/jobs/1", error: Some("<b>no</b>") });
        for text in ["&lt;b&gt;no&lt;/b&gt;", "role=\"alert\"", "aria-describedby=\"error hint\"", "value=\"/jobs/1\""]
        {
            assert!(page.contains(text), "{text}");
        }
        let fresh = sign_in(&SignIn { next: "/", error: None });
        assert!(
            !fresh.contains("role=\"alert\"") && !fresh.contains("aria-invalid") && !fresh.contains("name=\"csrf\"")
        );
    }
}
