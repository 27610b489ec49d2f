//! Subjects: pseudonyms of the people who ask, under a key, different in every tenant.
//!
//! Never keeps the name itself.

use protocol::{Code, Problem, Subject, Tenant, TokenId};

use crate::{Identity, Keyring, Purpose, limits};

/// The source of a pseudonym.
pub enum Asker<'a> {
    /// A name given by the tenant's own program.
    Named(&'a Identity),
    /// The token, where no name is given.
    Token(&'a TokenId),
}

impl Asker<'_> {
    /// The pseudonym under the newest key.
    pub fn subject(&self, keys: &Keyring, tenant: &Tenant) -> Subject {
        self.under(keys.newest(), tenant)
    }

    /// The pseudonyms under every key: an older job has one of the older keys.
    pub fn subjects(&self, keys: &Keyring, tenant: &Tenant) -> Vec<Subject> {
        keys.all().map(|key| self.under(key, tenant)).collect()
    }

    fn under(&self, key: &crate::keyring::Key, tenant: &Tenant) -> Subject {
        let (kind, who) = match self {
            Self::Named(name) => ("name", name.expose()),
            Self::Token(id) => ("token", id.0.as_str()),
        };
        Subject(format!("{}:{}", key.number, key.digest(Purpose::Subject, &[&tenant.0, kind, who])))
    }
}

/// An operator's pseudonym, from the token: never a subject of any tenant.
pub fn operator(keys: &Keyring, token: &TokenId) -> Subject {
    let key = keys.newest();
    Subject(format!("{}:{}", key.number, key.digest(Purpose::Operator, &[&token.0])))
}

/// Reads a subject's name. Only ASCII: beyond it, a header and a body would give different bytes.
///
/// # Errors
/// `subject_malformed`.
pub fn named(text: String) -> Result<Identity, Problem> {
    let is_plain = text.bytes().all(|byte| byte == b' ' || byte.is_ascii_graphic());
    if is_plain && text.trim() == text && (1..=limits::SUBJECT_CHARS_MAX).contains(&text.len()) {
        return Ok(Identity::new(text));
    }
    let max = limits::SUBJECT_CHARS_MAX;
    Err(Problem::because(
        Code::SubjectMalformed,
        format!("1 to {max} visible ASCII characters, and spaces between them"),
    ))
}

#[cfg(test)]
mod tests {
    use super::*;

    const OLD: &str = "1:00112233445566778899aabbccddeeff00112233445566778899aabbccddeeff";
    const NEW: &str = "2:ffeeddccbbaa99887766554433221100ffeeddccbbaa99887766554433221100";
    /// Computed independently: pseudonyms of stored jobs must be found for ever.
    const VECTORS: [(&str, &str, &str); 3] = [
        ("t1", "ada@example.org", "1:0d97a46c12b35129303cb5c1fd37c4e9379f062381e1612376e767d91f334fff"),
        ("t2", "ada@example.org", "1:6ea372939d042e025c19786a03a042c90e00723e2a9454a5c101310c69503518"),
        ("t1", "user 42", "1:364b16388025a912aec88b8354ddc10a21db25e485602c4599c62239098c40e0"),
    ];
    const TOKEN: &str = "1:2084ceea1be0a1ceb9b4ef8614622e95f78eb085b4e14a271f8e6fc7729e2144";

    fn keys(text: &str) -> Keyring {
        Keyring::parse(text).unwrap_or_else(|error| panic!("{error}"))
    }

    fn tenant() -> Tenant {
        Tenant("t1".to_owned())
    }

    #[test]
    fn released_pseudonyms_never_change() {
        for (tenant, name, expected) in VECTORS {
            let name = named(name.to_owned()).unwrap();
            let subject = Asker::Named(&name).subject(&keys(OLD), &Tenant(tenant.to_owned()));
            assert_eq!(subject.0, expected);
        }
        let token = TokenId("ada@example.org".to_owned());
        assert_eq!(Asker::Token(&token).subject(&keys(OLD), &tenant()).0, TOKEN, "a token is nobody's name");
    }

    #[test]
    fn a_subject_is_found_under_every_key() {
        let name = named("ada@example.org".to_owned()).unwrap();
        let asker = Asker::Named(&name);
        let before = asker.subject(&keys(OLD), &tenant());
        let both = keys(&format!("{NEW},{OLD}"));
        let after = asker.subject(&both, &tenant());
        assert_ne!(before, after);
        assert_eq!(asker.subjects(&both, &tenant()), [after, before]);
    }

    #[test]
    fn an_operator_has_one_pseudonym_per_token_and_is_no_subject() {
        let [one, other] = ["0a", "0b"].map(|id| TokenId(id.to_owned()));
        let keys = keys(OLD);
        assert_eq!(operator(&keys, &one), operator(&keys, &one));
        assert_ne!(operator(&keys, &one), operator(&keys, &other));
        assert_ne!(operator(&keys, &one), Asker::Token(&one).subject(&keys, &tenant()));
        assert!(!operator(&keys, &one).0.contains("0a:"));
    }

    #[test]
    fn a_subjects_name_is_one_line_of_plain_text_and_is_not_repeated_in_errors() {
        let long = "a".repeat(limits::SUBJECT_CHARS_MAX + 1);
        for bad in ["", " ada", "ada ", "ada\nbo", "ad\u{e1}", "\u{7f}", long.as_str()] {
            let problem = named(bad.to_owned()).unwrap_err();
            assert_eq!(problem.code, Code::SubjectMalformed, "{bad:?}");
            assert!(bad.is_empty() || !format!("{problem:?}").contains(bad), "{problem:?}");
        }
        assert!(named("Ada Lovelace <ada@example.org>".to_owned()).is_ok());
    }
}
