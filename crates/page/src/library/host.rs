//! Hosts that only this machine or its own network can reach.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

/// True if the servers of a hosted app cannot fetch the address.
pub(super) fn is_private(url: &str) -> bool {
    let rest = url.split_once("://").map_or(url, |(_, rest)| rest);
    let authority = rest.split(['/', '?', '#']).next().unwrap_or_default();
    let host = match authority.strip_prefix('[') {
        Some(literal) => literal.split(']').next().unwrap_or_default(),
        None => authority.split(':').next().unwrap_or_default(),
    };
    match host.parse::<IpAddr>() {
        Ok(IpAddr::V4(address)) => is_private_v4(address),
        Ok(IpAddr::V6(address)) => is_private_v6(address),
        Err(_) => is_private_name(&host.to_ascii_lowercase()),
    }
}

fn is_private_v4(address: Ipv4Addr) -> bool {
    let [first, second, ..] = address.octets();
    // RFC 6598: shared by a provider's customers, and by networks laid over others.
    let is_shared = first == 100 && (64..128).contains(&second);
    address.is_loopback() || address.is_private() || address.is_link_local() || address.is_unspecified() || is_shared
}

fn is_private_v6(address: Ipv6Addr) -> bool {
    match address.to_ipv4_mapped() {
        Some(mapped) => is_private_v4(mapped),
        None => {
            address.is_loopback()
                || address.is_unspecified()
                || address.is_unique_local()
                || address.is_unicast_link_local()
        }
    }
}

/// Names that no public server resolves: of one label, or under a suffix kept for private use.
fn is_private_name(name: &str) -> bool {
    let name = name.trim_end_matches('.');
    let suffixes = [".localhost", ".local", ".internal", ".lan", ".home.arpa", ".test"];
    !name.contains('.') || suffixes.iter().any(|suffix| name.ends_with(suffix))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_of_private_networks_are_told_from_public_ones() {
        for host in [
            "127.0.0.1:8787",
            "localhost",
            "LOCALHOST:1",
            "app.localhost",
            "10.1.2.3",
            "172.16.0.1",
            "172.31.9.9",
            "192.168.1.5:80",
            "169.254.1.1",
            "100.64.0.1",
            "[::1]:8787",
            "[fd00::1]",
            "[fe80::1]",
            "[::ffff:10.0.0.1]",
            "nas",
            "nas.local",
            "box.home.arpa",
            "0.0.0.0",
        ] {
            assert!(is_private(&format!("http://{host}/feeds/x.xml")), "{host}");
        }
        for host in [
            "cuepoint.example.org",
            "8.8.8.8",
            "172.32.0.1",
            "100.128.0.1",
            "192.169.0.1",
            "[2606:4700::1]:443",
            "local.example.com",
            "127.0.0.1.example.com",
        ] {
            assert!(!is_private(&format!("https://{host}/feeds/x.xml")), "{host}");
        }
    }
}
