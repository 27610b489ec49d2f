//! The page that asks for a token or a pairing code.

use protocol::Operation;

use crate::document::{Document, LIBRARY_PATH, hidden};
use crate::html::{Text, percent_encoded};

const SIGN_IN_PATH: &str = Operation::SignInPage.route().path;

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

/// The address of the sign-in page that leads on to a path with its query. The query of one has to survive as a value in the other.
pub fn sign_in_path(next: &str) -> String {
    // A slash stands for itself in a query, and is easier to read.
    format!("{SIGN_IN_PATH}?next={}", percent_encoded(next).replace("%2F", "/"))
}

/// The path, with its query, if it is one on this service: a browser reads `//host` and `/\host` as another one, and skips tabs and
/// ends of lines.
pub fn local_path(next: &str) -> &str {
    let is_plain = next.bytes().all(|byte| byte.is_ascii_graphic() && byte != b'\\');
    let is_local = next.starts_with('/') && !next.starts_with("//") && is_plain;
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
            ("/a\r\nSet-Cookie: x=y", "/"),
            ("/a b", "/"),
            ("/\u{e9}", "/"),
            ("/connect?challenge=0f&name=a%20%C3%A9%26b", "/connect?challenge=0f&name=a%20%C3%A9%26b"),
            ("javascript:alert(1)", "/"),
        ] {
            assert_eq!(local_path(next), expected, "{next:?}");
        }
    }

    #[test]
    fn the_query_of_the_next_page_is_one_value_of_this_one() {
        assert_eq!(sign_in_path("/"), "/session?next=/");
        assert_eq!(sign_in_path("/jobs/0198-a"), "/session?next=/jobs/0198-a");
        assert_eq!(
            sign_in_path("/connect?challenge=0f&name=a%20b+c#d"),
            "/session?next=/connect%3Fchallenge%3D0f%26name%3Da%2520b%2Bc%23d"
        );
        let page = sign_in(&SignIn { next: "/connect?challenge=0f&name=a%20b", error: None });
        assert!(page.contains("name=\"next\" value=\"/connect?challenge=0f&amp;name=a%20b\""), "{page}");
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
