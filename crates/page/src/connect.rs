//! The page on which a person lets the extension of a browser have a token, and the one that follows.

use protocol::{Challenge, Operation, limits};

use crate::document::{Document, LIBRARY_PATH, hidden};
use crate::html::Text;

const CONNECT_PATH: &str = Operation::ConnectForm.route().path;
pub const CONNECTED_PATH: &str = Operation::ConnectedPage.route().path;

/// `POST /connect` takes its fields: `challenge`, `name` and `csrf`.
#[derive(Clone, Copy, Debug)]
pub struct Connect<'a> {
    pub challenge: &'a Challenge,
    /// The name to begin with.
    pub name: &'a str,
    /// The reason why the last name was rejected.
    pub error: Option<&'a str>,
    pub csrf: &'a str,
}

pub fn connect(page: &Connect<'_>) -> String {
    let Connect { challenge, name, error, csrf } = *page;
    let (error, described) = match error {
        Some(error) => (
            format!("<p class=\"problem\" id=\"error\" role=\"alert\">{}</p>\n", Text(error)),
            " aria-invalid=\"true\" aria-describedby=\"error hint\"",
        ),
        None => (String::new(), " aria-describedby=\"hint\""),
    };
    let fields = hidden("csrf", csrf) + &hidden("challenge", challenge.as_str());
    let (code, name, max) = (challenge.check_code(), Text(name), limits::CONNECTION_NAME_CHARS_MAX);
    let main = format!(
        r#"<form class="card" method="post" action="{CONNECT_PATH}">
<h1>Connect this browser?</h1>
<p>Its Cuepoint extension gets a token of its own, with your rights to submit and to read. You can revoke it in the <a href="{LIBRARY_PATH}">library</a> at any time.</p>
<p>Check code: <b class="code">{code}</b></p>
<p>The extension shows the same code. If it does not, or if you did not start this in the extension just now, do not confirm.</p>
{error}<label for="name">Name of this browser</label>
<input id="name" name="name" required maxlength="{max}" autocomplete="off" value="{name}"{described}>
<p class="hint" id="hint">So that you know it again in the library.</p>
{fields}<button>Confirm</button>
</form>
"#
    );
    // A question, and nothing else to press.
    Document { title: "Connect this browser", csrf: None, main }.html()
}

pub fn connected() -> String {
    let main = format!(
        r#"<div class="card">
<h1>The extension is connected</h1>
<p>It gets its token by itself. You can close this tab.</p>
<p class="hint">In the <a href="{LIBRARY_PATH}">library</a> you find every connected browser, and can revoke it.</p>
</div>
"#
    );
    Document { title: "Connected", csrf: None, main }.html()
}

#[cfg(test)]
mod tests {
    use super::*;

    const CHALLENGE: &str = "3fa91c0000000000000000000000000000000000000000000000000000000000";

    #[test]
    fn a_person_sees_the_check_code_and_confirms_the_challenge() {
        let challenge = Challenge::parse(CHALLENGE).unwrap();
        let page = connect(&Connect { challenge: &challenge, name: "Mine & <yours>", error: None, csrf: "c5rf" });
        for text in [
            ">3FA-91C</b>",
            "action=\"/connect\"",
            &format!("name=\"challenge\" value=\"{CHALLENGE}\""),
            "name=\"csrf\" value=\"c5rf\"",
            "value=\"Mine &amp; &lt;yours&gt;\"",
            "maxlength=\"60\"",
        ] {
            assert!(page.contains(text), "{text}");
        }
        assert!(!page.contains("role=\"alert\"") && !page.contains("aria-invalid"));
        assert_eq!(page.matches("<button").count(), 1);
    }

    #[test]
    fn a_rejected_name_is_shown_again_with_the_reason() {
        let challenge = Challenge::parse(CHALLENGE).unwrap();
        let page = connect(&Connect { challenge: &challenge, name: "", error: Some("name: <too long>"), csrf: "" });
        for text in ["role=\"alert\">name: &lt;too long&gt;", "aria-describedby=\"error hint\"", CHALLENGE] {
            assert!(page.contains(text), "{text}");
        }
    }
}
