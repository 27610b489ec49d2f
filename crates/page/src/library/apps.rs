//! Links that open a podcast app with a feed's address.

use crate::html::percent_encoded;

/// Name and link of each app. `hosted` also gives those that fetch feeds from servers of their own.
pub(super) fn links(url: &str, hosted: bool) -> Vec<(&'static str, String)> {
    // These schemes stand in place of the address's own.
    let bare = url.split_once("://").map_or(url, |(_, bare)| bare);
    let mut links = vec![
        ("Apple Podcasts", format!("podcast://{bare}")),
        // With a scheme inside, browsers drop its colon on the way.
        ("AntennaPod", format!("antennapod-subscribe://{bare}")),
    ];
    if hosted {
        links.extend([
            ("Overcast", format!("overcast://x-callback-url/add?url={}", percent_encoded(url))),
            ("Pocket Casts", format!("pktc://subscribe/{bare}")),
            ("Castro", format!("castros://subscribe/{bare}")),
        ]);
    }
    links.push(("Another app", format!("pcast://{bare}")));
    links
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_app_gets_the_address_in_its_own_form() {
        let links = links("https://a.example/feeds/s3cret.xml", true);
        let expected = [
            ("Apple Podcasts", "podcast://a.example/feeds/s3cret.xml"),
            ("AntennaPod", "antennapod-subscribe://a.example/feeds/s3cret.xml"),
            ("Overcast", "overcast://x-callback-url/add?url=https%3A%2F%2Fa.example%2Ffeeds%2Fs3cret.xml"),
            ("Pocket Casts", "pktc://subscribe/a.example/feeds/s3cret.xml"),
            ("Castro", "castros://subscribe/a.example/feeds/s3cret.xml"),
            ("Another app", "pcast://a.example/feeds/s3cret.xml"),
        ];
        assert_eq!(links, expected.map(|(app, link)| (app, link.to_owned())));
    }
}
