use super::*;

fn judged(text: &str) -> Result<String, String> {
    match Address::judge(text) {
        Ok(address) => Ok(address.as_str().to_owned()),
        Err(problem) => {
            assert_eq!(problem.code, Code::AddressRefused);
            Err(problem.detail.unwrap_or_default())
        }
    }
}

#[test]
fn public_addresses_are_accepted_and_normalized() {
    for (text, asked) in [
        ("https://example.com", "https://example.com/"),
        ("HTTPS://EXAMPLE.com:443/a?b=c#d", "https://example.com/a?b=c"),
        ("http://example.com:80/", "http://example.com/"),
        ("https://example.com./x", "https://example.com./x"),
        ("https://bücher.example/ü", "https://xn--bcher-kva.example/%C3%BC"),
        ("https://8.8.8.8/", "https://8.8.8.8/"),
        ("http://134744072/", "http://8.8.8.8/"),
        ("https://172.15.255.255/", "https://172.15.255.255/"),
        ("https://172.32.0.0/", "https://172.32.0.0/"),
        ("https://100.63.255.255/", "https://100.63.255.255/"),
        ("https://100.128.0.0/", "https://100.128.0.0/"),
        ("https://198.20.0.0/", "https://198.20.0.0/"),
        ("https://223.255.255.255/", "https://223.255.255.255/"),
        ("https://[2606:4700:4700::1111]/", "https://[2606:4700:4700::1111]/"),
        ("https://[2001:200::1]/", "https://[2001:200::1]/"),
        // A path, whatever it looks like.
        ("https://example.com/@127.0.0.1", "https://example.com/@127.0.0.1"),
        ("https://example.com\\@127.0.0.1/", "https://example.com/@127.0.0.1/"),
        ("https:/example.com", "https://example.com/"),
        ("https://localhost.example.com/", "https://localhost.example.com/"),
        ("https://internal.example.com/", "https://internal.example.com/"),
    ] {
        assert_eq!(judged(text).as_deref(), Ok(asked), "{text}");
    }
}

#[test]
fn private_addresses_are_refused_in_every_spelling() {
    for host in [
        // This machine.
        "127.0.0.1",
        "127.1",
        "127.0.1",
        "127.0.0.1.",
        "2130706433",
        "017700000001",
        "0x7f000001",
        "0x7f.1",
        "0177.0.0.1",
        "0x7F.0x0.0x0.0x1",
        "127.255.255.254",
        "0",
        "0.0.0.0",
        "0x0",
        "%31%32%37.0.0.1",
        "127%2e0%2e0%2e1",
        "１２７.０.０.１",
        "①②⑦.0.0.1",
        "127。0。0。1",
        "[::1]",
        "[::]",
        "[0:0:0:0:0:0:0:1]",
        "[0000::0001]",
        "localhost",
        "LOCALHOST",
        "localhost.",
        "a.localhost",
        "ⓛocalhost",
        "localhost.localdomain",
        "loc%61lhost",
        // Houses.
        "10.0.0.1",
        "10.255.255.255",
        "0x0a000001",
        "012.0.0.1",
        "172.16.0.1",
        "172.31.255.255",
        "192.168.0.1",
        "192.168.1",
        "3232235777",
        "100.64.0.1",
        "100.127.255.255",
        "printer.local",
        "nas.lan",
        "wiki.corp",
        "router.home",
        "x.home.arpa",
        "1.0.0.127.in-addr.arpa",
        "git.intranet",
        "db.private",
        "intranet",
        "metadata",
        "com",
        "kubernetes.default.svc.internal",
        "[fc00::1]",
        "[fd12:3456::1]",
        "[fec0::1]",
        // Clouds.
        "169.254.169.254",
        "2852039166",
        "0xa9fea9fe",
        "0251.0376.0251.0376",
        "169.254.170.2",
        "168.63.129.16",
        "100.100.100.200",
        "192.0.0.192",
        "metadata.google.internal",
        "metadata.google.internal.",
        "METADATA.GOOGLE.INTERNAL",
        "[fd00:ec2::254]",
        "[fe80::a9fe:a9fe]",
        // What carries an IPv4 address.
        "[::ffff:127.0.0.1]",
        "[::ffff:7f00:1]",
        "[::ffff:169.254.169.254]",
        "[::ffff:8.8.8.8]",
        "[::127.0.0.1]",
        "[::7f00:1]",
        "[64:ff9b::127.0.0.1]",
        "[64:ff9b::a9fe:a9fe]",
        "[64:ff9b:1::a00:1]",
        "[2002:7f00:1::]",
        "[2002:a9fe:a9fe::1]",
        "[2001:0:4136:e378:8000:63bf:3fff:fdd2]",
        "[::ffff:0:127.0.0.1]",
        "[fe80::5efe:10.0.0.1]",
        // Nobody's.
        "192.0.2.1",
        "198.51.100.7",
        "203.0.113.9",
        "198.18.0.1",
        "198.19.255.255",
        "192.88.99.1",
        "224.0.0.1",
        "239.255.255.255",
        "240.0.0.1",
        "255.255.255.255",
        "[ff02::1]",
        "[2001:db8::1]",
        "[2001:2::1]",
        "[3fff::1]",
        "[100::1]",
        "[5f00::1]",
        "[4000::1]",
        "a.test",
        "a.invalid",
        "a.onion",
        "a..com",
        ".example.com",
        "example.com..",
    ] {
        for text in [format!("http://{host}/"), format!("https://{host}"), format!("http:\\\\{host}\\x")] {
            assert!(judged(&text).is_err(), "{text}: {:?}", judged(&text));
        }
    }
}

#[test]
fn malformed_addresses_and_those_with_credentials_or_ports_are_refused() {
    for (text, why) in [
        ("", "malformed"),
        ("example.com", "malformed"),
        ("//example.com", "malformed"),
        ("https://", "malformed"),
        ("https://exa mple.com", "malformed"),
        ("https://[::1", "malformed"),
        ("https://256.256.256.256/", "malformed"),
        ("https://1.2.3.4.5/", "malformed"),
        ("https://xn--a/", "malformed"),
        ("ftp://example.com/", "begin with https"),
        ("file:///etc/passwd", "begin with https"),
        ("gopher://127.0.0.1:6379/_INFO", "begin with https"),
        ("data:text/html,x", "begin with https"),
        ("javascript:1", "begin with https"),
        ("ws://example.com/", "begin with https"),
        ("https://user@example.com/", "credentials"),
        ("https://user:word@example.com/", "credentials"),
        ("https://:word@example.com/", "credentials"),
        ("https://example.com@127.0.0.1/", "credentials"),
        ("https://example.com:8443/", "a port"),
        ("https://example.com:80/", "a port"),
        ("http://example.com:443/", "a port"),
        ("http://example.com:22/", "a port"),
    ] {
        assert!(judged(text).is_err_and(|said| said.contains(why)), "{text}: {:?}", judged(text));
    }
    let long = format!("https://example.com/{}", "a".repeat(limits::ADDRESS_BYTES_MAX));
    assert!(judged(&long).is_err_and(|why| why.contains("bytes")));
    let grows = format!("https://example.com/{}", "ü".repeat(limits::ADDRESS_BYTES_MAX / 4));
    assert!(judged(&grows).is_err_and(|why| why.contains("bytes")));
}

#[test]
fn no_problem_repeats_the_address() {
    for text in ["https://secret.local/secret", "https://secret:secret@secret.com/", "secret", "secret:secret"] {
        assert!(!judged(text).unwrap_err().contains("secret"), "{text}");
    }
}

#[test]
fn a_redirect_is_judged_like_an_address_and_never_leaves_https() {
    let here = Address::judge("https://example.com/a/b").unwrap();
    for (location, next) in [
        ("c", "https://example.com/a/c"),
        ("/c", "https://example.com/c"),
        ("//example.org/c", "https://example.org/c"),
        ("https://example.org", "https://example.org/"),
    ] {
        assert_eq!(here.follow(location).unwrap().as_str(), next, "{location}");
    }
    for location in
        ["http://example.com/", "//127.0.0.1/", "https://localhost/", "file:///etc/passwd", "//a@b.com", "///[::1]"]
    {
        assert_eq!(here.follow(location).map(|_| ()).unwrap_err().code, Code::AddressRefused, "{location}");
    }
    let plain = Address::judge("http://example.com/").unwrap();
    assert_eq!(plain.follow("https://example.com/").unwrap().as_str(), "https://example.com/");
    assert_eq!(plain.follow("/x").unwrap().as_str(), "http://example.com/x");
}
