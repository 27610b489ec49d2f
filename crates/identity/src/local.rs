//! The development token: on this machine alone.

/// What a development token begins with, so that it is never taken for one that protects anything.
const PREFIX: &str = "dev-";

/// Whether a token that is configured lets anybody in who asks for this host.
pub fn is_development(token: &str, host: Option<&str>) -> bool {
    token.len() > PREFIX.len() && token.starts_with(PREFIX) && host.is_some_and(is_loopback)
}

/// As a URL has it: addresses in their one spelling, names in lower case.
fn is_loopback(host: &str) -> bool {
    let parsed = host.trim_start_matches('[').trim_end_matches(']').parse::<std::net::IpAddr>();
    parsed.map_or(host == "localhost", |address| address.is_loopback())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_development_token_opens_this_machine_alone() {
        for host in ["localhost", "127.0.0.1", "127.8.9.10", "[::1]"] {
            assert!(is_development("dev-abc", Some(host)), "{host}");
        }
        for host in ["cue.example", "localhost.cue.example", "127.0.0.1.cue.example", "10.0.0.1", "0.0.0.0", "[::]", ""]
        {
            assert!(!is_development("dev-abc", Some(host)), "{host}");
        }
        assert!(!is_development("dev-abc", None));
    }

    #[test]
    fn what_is_no_development_token_opens_nothing() {
        for token in ["", "dev-", "abc", "DEV-abc", " dev-abc"] {
            assert!(!is_development(token, Some("localhost")), "{token:?}");
        }
    }
}
