//! Feeds and pairing codes.

use cli::Exit;
use protocol::{FeedAddress, FeedId, FeedList, FeedView, Pairing, Timestamp};

use crate::service::{Service, ok};
use crate::{answered, cuepoint, json};

const NOW: Timestamp = Timestamp::from_ms(1_795_223_353_000);

fn address(id: &str, name: &str, ends_at: Option<Timestamp>) -> FeedAddress {
    FeedAddress {
        id: id.to_owned(),
        name: name.to_owned(),
        href: ends_at.is_none().then(|| format!("/f/{id}/feed.xml")),
        created_at: NOW,
        ends_at,
        replaced_by: None,
    }
}

fn feed(name: Option<&str>) -> FeedView {
    FeedView {
        id: FeedId("f1".to_owned()),
        name: name.map(str::to_owned),
        title: "Reads\u{1b}[31m".to_owned(),
        description: "d".to_owned(),
        language: "en".to_owned(),
        category: "Technology".to_owned(),
        author: "Ada".to_owned(),
        colors: None,
        created_at: NOW,
        revoked_at: None,
        addresses: vec![address("a1", "first", None), address("a2", "phone", None), address("a3", "phone", Some(NOW))],
    }
}

#[test]
fn a_feed_is_shown_with_its_addresses_and_the_newest_as_a_picture() {
    let service = Service::new(vec![ok(&feed(None)), ok(&feed(None))]);
    let run = cuepoint(&service.url(), &["feed"]);
    let url = service.url();
    assert!(run.out.contains(&format!("a1  first  {url}/f/a1/feed.xml\n")), "{}", run.out);
    assert!(run.out.contains("a3  phone  gone\n") && !run.out.contains('\u{1b}'), "{}", run.out);
    assert!(run.err.contains('\u{2580}') && run.err.contains("Only this machine"), "{}", run.err);
    assert_eq!(cuepoint(&url, &["--json", "feed"]).out, format!("{}\n", json(&feed(None))));
    assert_eq!(service.lines(), ["POST /v1/feeds", "POST /v1/feeds"]);
}

#[test]
fn owners_create_change_add_rotate_and_revoke() {
    let list = FeedList { feeds: vec![feed(None), feed(Some("team"))] };
    let team = || ok(&feed(Some("team")));
    let script = vec![team(), ok(&list), team(), team(), team(), team(), team(), team(), team()];
    let service = Service::new(script);
    let url = service.url();
    for line in [
        &["feed", "create", "team", "--title", "Us", "--background", "#102030", "--ink", "#ffffff"][..],
        &["feed", "add", "car", "--feed", "team"],
        &["feed", "rotate", "phone", "--overlap", "0s"],
        &["feed", "revoke", "a1", "--yes"],
        &["feed", "revoke", "--all", "--yes"],
    ] {
        let run = cuepoint(&url, line);
        assert_eq!(run.exit, Exit::Ok, "{line:?}: {}", run.err);
    }
    let asked = service.asked();
    let asked: Vec<_> = asked.iter().map(|asked| (asked.line.as_str(), asked.body.as_str())).collect();
    let created = r##"{"name":"team","title":"Us","colors":{"background":"#102030","ink":"#ffffff"}}"##;
    assert_eq!(
        asked,
        [
            ("POST /v1/feeds", created),
            ("GET /v1/feeds", ""),
            ("POST /v1/feeds/f1/addresses", r#"{"name":"car"}"#),
            ("POST /v1/feeds", "{}"),
            ("POST /v1/feeds/f1/rotate", r#"{"address":"a2","overlap_ms":0}"#),
            ("POST /v1/feeds", "{}"),
            ("POST /v1/feeds/f1/revoke", r#"{"address":"a1"}"#),
            ("POST /v1/feeds", "{}"),
            ("POST /v1/feeds/f1/revoke", "{}"),
        ]
    );
}

#[test]
fn nothing_is_revoked_without_a_yes_and_unknown_names_are_told() {
    let service = Service::new(vec![ok(&feed(None)), ok(&feed(None)), ok(&FeedList { feeds: vec![] })]);
    let url = service.url();
    let run = answered(&url, &["feed", "revoke", "a1"], "n\n");
    assert_eq!((run.exit, run.err.contains("nothing was revoked")), (Exit::Usage, true), "{}", run.err);
    let run = cuepoint(&url, &["feed", "rotate", "tablet"]);
    assert!(run.exit == Exit::Usage && run.err.contains("no address tablet"), "{}", run.err);
    let run = cuepoint(&url, &["feed", "show", "nobodys"]);
    assert!(run.exit == Exit::Usage && run.err.contains("no feed nobodys"), "{}", run.err);
    assert_eq!(service.lines(), ["POST /v1/feeds", "POST /v1/feeds", "GET /v1/feeds"]);
}

#[test]
fn a_pairing_code_is_a_link_and_a_picture() {
    let pairing = Pairing { code: "0z04-8z79".to_owned(), href: "/session#0z04-8z79".to_owned(), expires_at: NOW };
    let service = Service::new(vec![ok(&pairing)]);
    let run = cuepoint(&service.url(), &["pair"]);
    assert!(run.out.contains(&format!("{}/session#0z04-8z79\n", service.url())), "{}", run.out);
    assert!(run.out.contains("code") && run.err.contains('\u{2580}'), "{}", run.out);
    assert_eq!(service.lines(), ["POST /v1/pairing"]);
}
