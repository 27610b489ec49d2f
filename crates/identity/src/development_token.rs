//! Development tokens: accepted on this machine only.

/// Prefix of a development token, so that it is never taken for one that protects anything.
const PREFIX: &str = "dev-";

/// True for a text with the prefix of development tokens.
pub fn is_development_token(token: &str) -> bool {
    token.len() > PREFIX.len() && token.starts_with(PREFIX)
}

/// True for a host that is this machine, spelled as in a parsed URL: one form of addresses, names in lower case.
pub fn is_this_machine(host: &str) -> bool {
    let parsed = host.trim_start_matches('[').trim_end_matches(']').parse::<std::net::IpAddr>();
    parsed.map_or(host == "localhost", |address| address.is_loopback())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_development_token_is_accepted_on_this_machine_only() {
        for host in ["localhost", "127.0.0.1", "127.8.9.10", "[::1]"] {
            assert!(is_this_machine(host), "{host}");
        }
        for host in ["cue.example", "localhost.cue.example", "127.0.0.1.cue.example", "10.0.0.1", "0.0.0.0", "[::]", ""]
        {
            assert!(!is_this_machine(host), "{host}");
        }
    }

    #[test]
    fn a_development_token_is_told_apart_by_its_prefix() {
        assert!(is_development_token("dev-abc"));
        for token in ["", "dev-", "abc", "DEV-abc", " dev-abc"] {
            assert!(!is_development_token(token), "{token:?}");
        }
    }
}
