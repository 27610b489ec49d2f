//! Addresses of pages, from a client or a redirect.

use std::net::{IpAddr, Ipv4Addr};

use pipeline::web::Address;

use super::{Verdict, refused};
use crate::corpus::Corpus;
use crate::mutate;
use crate::random::Random;

const CHARS_MAX: usize = 4_096;
const PLACES: [&str; 14] = [
    "https://example.com/a/page?with=a#part",
    "http://example.com:80/",
    "https://8.8.8.8/",
    "https://b\u{fc}cher.example/",
    "https://user:word@example.com/",
    "http://127.0.0.1/",
    "http://0x7f.1/",
    "http://2130706433/",
    "http://[::ffff:10.0.0.1]/",
    "http://[2606:4700:4700::1111]/",
    "http://localhost./",
    "http://metadata.google.internal/",
    "//example.com\\@10.0.0.1/",
    "../x",
];

pub(super) fn place(random: &mut Random, _: &Corpus) -> Verdict {
    let valid = random.pick(&PLACES);
    let text = mutate::text(random, valid, CHARS_MAX);
    let judged = if random.one_in(3) {
        Address::judge("https://example.org/a/b").expect("invariant: a page").follow(&text)
    } else {
        Address::judge(&text)
    };
    let address = match judged {
        Ok(address) => address,
        Err(problem) => return refused(&problem),
    };
    // What is asked for is understood in one way, and by its looks alone it is no house.
    let again = Address::judge(address.as_str()).expect("what is asked for is what was judged");
    assert_eq!(again.as_str(), address.as_str());
    let (_, rest) = address.as_str().split_once("://").expect("it has a scheme");
    let host = rest.split(['/', '?']).next().unwrap_or_default();
    assert!(!host.contains(['@', ':', '%', '\\']) || host.starts_with('['), "{host}");
    if let Ok(IpAddr::V4(host)) = host.parse::<IpAddr>() {
        assert!(
            !(host.is_private() || host.is_loopback() || host.is_link_local() || host == Ipv4Addr::UNSPECIFIED),
            "{host}"
        );
    }
    assert!(host.contains('.') || host.starts_with("[2") || host.starts_with("[3"), "{host}");
    Verdict::Taken
}
