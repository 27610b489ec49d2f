//! The development token: on this machine alone.

/// What a development token begins with, so that it is never taken for one that protects anything.
const PREFIX: &str = "dev-";

/// Whether a token says of itself that it is one.
pub fn is_development_token(token: &str) -> bool {
    token.len() > PREFIX.len() && token.starts_with(PREFIX)
}

/// Whether a host is this machine. As a URL has it: addresses in their one spelling, names in lower case.
pub fn is_this_machine(host: &str) -> bool {
    let parsed = host.trim_start_matches('[').trim_end_matches(']').parse::<std::net::IpAddr>();
    parsed.map_or(host == "localhost", |address| address.is_loopback())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_development_token_opens_this_machine_alone() {
        for host in ["localhost", "127.0.0.1", "127.8.9.10", "[::1]"] {
            assert!(is_this_machine(host), "{host}");
        }
        for host in ["cue.example", "localhost.cue.example", "127.0.0.1.cue.example", "10.0.0.1", "0.0.0.0", "[::]", ""]
        {
            assert!(!is_this_machine(host), "{host}");
        }
    }

    #[test]
    fn what_is_no_development_token_is_told_from_one() {
        assert!(is_development_token("dev-abc"));
        for token in ["", "dev-", "abc", "DEV-abc", " dev-abc"] {
            assert!(!is_development_token(token), "{token:?}");
        }
    }
}
