//! Passwords, tokens and keys: they are never said.

use crate::left::Why;
use crate::read::block::Block;

/// Said in place of a secret.
const SPOKEN: &str = "a secret value";
const HEADERS: [&str; 9] = [
    "authorization:",
    "proxy-authorization:",
    "cookie:",
    "set-cookie:",
    "x-api-key:",
    "x-auth-token:",
    "x-csrf-token:",
    "api-key:",
    "private-token:",
];
const NAMES: [&str; 17] = [
    "password",
    "passwd",
    "passphrase",
    "pwd",
    "secret",
    "token",
    "apikey",
    "api_key",
    "api-key",
    "access_key",
    "accesskey",
    "private_key",
    "credential",
    "credentials",
    "signature",
    "code_verifier",
    "session",
];
const PREFIXES: [&str; 16] = [
    "ghp_",
    "gho_",
    "ghs_",
    "ghu_",
    "github_pat_",
    "glpat-",
    "sk-",
    "sk_live_",
    "sk_test_",
    "pk_live_",
    "xoxb-",
    "xoxp-",
    "AKIA",
    "eyJ",
    "AIza",
    "npm_",
];
/// Characters of a random key; words are shorter, and hashes are only of lower case.
const KEY_CHARS_MIN: usize = 24;
const PREFIXED_CHARS_MIN: usize = 16;

/// True for a line that is a secret as a whole: a header, `password=…`.
pub(super) fn is_secret(line: &str) -> bool {
    let lower = line.trim_start_matches(['>', '<', ' ', '-', '*']).to_lowercase();
    HEADERS.iter().any(|header| lower.starts_with(header) && lower.len() > header.len() + 3)
        || line.split(['&', ' ', ';', ',']).any(|part| is_assigned(part) || is_member(part) || is_key(part))
}

/// "Password: lids4all": one word with a digit behind a name of secrets.
pub(super) fn is_secret_pair(text: &str) -> bool {
    let Some((name, value)) = text.split_once(": ") else { return false };
    let name = name.trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase();
    let named = NAMES.iter().any(|known| name == *known || ends_with_word(&name, known));
    let value = value.trim();
    let digits = value.chars().any(|c| c.is_ascii_digit()) && !value.chars().all(|c| c.is_ascii_digit());
    named && digits && value.len() >= 6 && !value.contains(' ')
}

/// The first and last line of a block that is a key.
pub(super) fn opens_key(line: &str) -> bool {
    line.starts_with("-----BEGIN ") && line.ends_with("-----")
}

pub(super) fn closes_key(line: &str) -> bool {
    line.starts_with("-----END ")
}

/// The text with each secret replaced by a few words for it.
pub(super) fn masked(text: &str, left: &mut Vec<Block>) -> String {
    if !text.split_whitespace().any(|word| is_assigned(word) || is_key(word)) && !text.contains("earer ") {
        return text.to_owned();
    }
    let mut bearer = false;
    let words: Vec<&str> = text
        .split(' ')
        .map(|word| {
            let secret = is_assigned(word) || is_key(word) || bearer && word.len() >= PREFIXED_CHARS_MIN;
            bearer = matches!(word.trim_start_matches(['"', '\'', '`']), "Bearer" | "bearer");
            if secret {
                left.push(Block::left(Why::Secret, word));
                return SPOKEN;
            }
            word
        })
        .collect();
    words.join(" ")
}

/// `password=…`, `client_secret=…`.
fn is_assigned(part: &str) -> bool {
    let Some((name, value)) = part.split_once('=') else { return false };
    let name = name.trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase();
    let name = name.rsplit(['?', '.']).next().unwrap_or_default();
    let named = NAMES.iter().any(|known| name == *known || ends_with_word(name, known));
    let value = value.trim_matches(['"', '\'', ',', ';', '.', ')', '`']);
    let placeholder = value.starts_with(['<', '$', '{', '[', '(', '.', '*']) || value.is_empty();
    named && value.chars().count() >= 4 && !placeholder && !value.contains('(')
}

/// `"access_token":"…"`.
fn is_member(part: &str) -> bool {
    let Some((name, value)) = part.trim_start_matches(['{', ' ']).split_once("\":") else { return false };
    let name = name.trim_start_matches('"').to_lowercase();
    let named = NAMES.iter().any(|known| name == *known || ends_with_word(&name, known));
    named && value.trim().starts_with('"') && value.len() > 6
}

fn ends_with_word(name: &str, word: &str) -> bool {
    name.strip_suffix(word).is_some_and(|rest| rest.ends_with(['_', '-', '.', ' ']))
}

/// A long word of mixed letters and digits, or one that begins like a known kind of key.
fn is_key(word: &str) -> bool {
    let word = word.trim_matches(|c: char| !c.is_ascii_alphanumeric());
    let plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '+' | '/' | '=' | '_' | '-' | '.');
    if word.len() < PREFIXED_CHARS_MIN || !word.chars().all(plain) {
        return false;
    }
    let digits = word.chars().filter(char::is_ascii_digit).count();
    if PREFIXES.iter().any(|prefix| word.starts_with(prefix)) && digits >= 2 {
        return true;
    }
    let random = |class: fn(&char) -> bool| word.chars().filter(class).count() >= 4;
    let mixed = random(char::is_ascii_uppercase) && random(char::is_ascii_lowercase) && digits >= 3;
    let pieces = word.split(['/', '.', '_', '-']).map(str::len).max().unwrap_or(0);
    let hash = word.starts_with("sha") && word.contains('-');
    word.len() >= KEY_CHARS_MIN && pieces >= 20 && mixed && !hash && changes(word) * 4 >= word.len()
}

/// The number of times the kind of character changes from one to the next.
fn changes(word: &str) -> usize {
    let kind = |c: char| {
        if c.is_ascii_digit() {
            0
        } else if c.is_ascii_uppercase() {
            1
        } else {
            2
        }
    };
    let kinds: Vec<u8> = word.chars().map(kind).collect();
    kinds.windows(2).filter(|pair| pair.first() != pair.last()).count()
}

#[cfg(test)]
mod tests {
    use super::{is_key, is_secret};

    #[test]
    fn secrets_are_known() {
        let secrets = [
            "Authorization: Basic YWRhOmxpZHM=",
            "Cookie: session=81723",
            "grant_type=password&username=ada&password=lids4all",
            "client_secret=abcd1234",
            "X-Api-Key: 8f7a6b5c",
            "the key is qX7tR2vLp0sWm4ZkY8bNc3Df",
        ];
        for line in secrets {
            assert!(is_secret(line), "{line}");
        }
    }

    #[test]
    fn words_are_no_secrets() {
        let lines = [
            "Authorization of lids is new in 2.1.",
            "token = the word for it",
            "password=<yours>",
            "See https://example.com/Lids/2031/PressAndHold/Overview.html",
            "the commit 3f786850e387550fdab836ed7e6dc881de23001b",
            "crates/coordinator/src/UploadRetryConfigurationBuilder2.rs",
        ];
        for line in lines {
            assert!(!is_secret(line), "{line}");
        }
        assert!(!is_key("supercalifragilisticexpialidocious"));
    }
}
