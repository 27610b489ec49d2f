//! Connections: browsers whose extension has a token of its own, which its user has confirmed.
//!
//! Never holds a verifier but in the request that shows it.

use serde::{Deserialize, Serialize};

use crate::admin::TokenId;
use crate::feed::plain;
use crate::limits;
use crate::problem::{Code, Problem};
use crate::values::Timestamp;

const CHALLENGE_CHARS: usize = 64;
const CHECK_CODE_HALF: usize = 3;

/// `POST /v1/connections`: asks for the token of a connection that was confirmed.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct RedeemConnection {
    /// 64 lower-case hexadecimal digits, of 32 random bytes. Their SHA-256 is the challenge that was confirmed.
    pub verifier: String,
}

/// A new connection with its token, which is shown here alone; the same for a request that is repeated.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct MintedConnection {
    pub id: TokenId,
    pub name: String,
    pub created_at: Timestamp,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub expires_at: Option<Timestamp>,
    pub token: String,
}

/// A connected browser.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Connection {
    /// The id of its token; opens nothing.
    pub id: TokenId,
    /// The user's name for it.
    pub name: String,
    pub created_at: Timestamp,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub expires_at: Option<Timestamp>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub revoked_at: Option<Timestamp>,
    /// True for the connection whose token the caller shows.
    pub is_this: bool,
}

/// `GET /v1/connections`: the connections that have not ended.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct ConnectionList {
    /// The newest first.
    pub connections: Vec<Connection>,
}

/// The SHA-256 of a verifier, in lower-case hexadecimal digits: it stands in an address, and opens nothing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Challenge(String);

impl Challenge {
    /// # Errors
    /// `invalid_field`.
    pub fn parse(text: &str) -> Result<Self, Problem> {
        let is_digit = |byte: u8| byte.is_ascii_digit() || (b'a'..=b'f').contains(&byte);
        if text.len() == CHALLENGE_CHARS && text.bytes().all(is_digit) {
            return Ok(Self(text.to_owned()));
        }
        Err(Problem::because(Code::InvalidField, CHALLENGE_MALFORMED))
    }

    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The beginning of it, for a person to compare with what the extension shows: `3FA-91C`.
    pub fn check_code(&self) -> String {
        let digits = self.0.to_ascii_uppercase();
        let (first, rest) = digits.split_at_checked(CHECK_CODE_HALF).unwrap_or_default();
        format!("{first}-{}", rest.get(..CHECK_CODE_HALF).unwrap_or_default())
    }
}

const CHALLENGE_MALFORMED: &str = "challenge: 64 lower-case hexadecimal digits; begin again in the extension";

/// A name as it was typed, on one line.
pub fn one_line(name: &str) -> String {
    name.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// A name to begin with, made of what the extension has said.
pub fn suggested_name(said: &str) -> String {
    let plain: String = one_line(said).chars().filter(|c| !c.is_control()).collect();
    one_line(&plain.chars().take(limits::CONNECTION_NAME_CHARS_MAX).collect::<String>())
}

/// Checks the name of a connection.
///
/// # Errors
/// `invalid_field`.
pub fn check_connection_name(name: &str) -> Result<(), Problem> {
    plain("name", Some(name), limits::CONNECTION_NAME_CHARS_MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_challenge_is_sixty_four_small_digits_and_shows_its_first_six() {
        let text = "3fa91c0000000000000000000000000000000000000000000000000000000000";
        let challenge = Challenge::parse(text).unwrap();
        assert_eq!((challenge.as_str(), challenge.check_code().as_str()), (text, "3FA-91C"));
        let [upper, long, short] = [text.to_uppercase(), format!("{text}0"), text.get(1..).unwrap().to_owned()];
        for bad in ["", &upper, &long, &short, &"\u{e9}".repeat(32), &"g".repeat(64), &" ".repeat(64)] {
            assert_eq!(Challenge::parse(bad).map_err(|problem| problem.code), Err(Code::InvalidField), "{bad:?}");
        }
    }

    #[test]
    fn a_name_is_one_line_of_bounded_length() {
        let max = limits::CONNECTION_NAME_CHARS_MAX;
        let [fits, long] = [max, max + 1].map(|count| "\u{fc}".repeat(count));
        for (name, is_fit) in [
            ("Chromium on Linux", true),
            ("<b>mine</b>", true),
            (&*fits, true),
            (&*long, false),
            ("", false),
            (" x", false),
            ("a\nb", false),
            ("a\u{0}", false),
        ] {
            assert_eq!(check_connection_name(name).is_ok(), is_fit, "{name:?}");
        }
        assert_eq!(one_line("  two\r\n\twords "), "two words");
    }

    #[test]
    fn a_suggestion_is_a_name_that_can_be_kept_or_nothing() {
        for said in ["Chromium on Linux", " a\u{0}\n b", &"x ".repeat(500), &"\u{fc}".repeat(500)] {
            assert_eq!(check_connection_name(&suggested_name(said)), Ok(()), "{said:?}");
        }
        assert_eq!(suggested_name("\u{0} \n"), "");
        assert_eq!(suggested_name("Firefox\n on  Mac"), "Firefox on Mac");
    }
}
