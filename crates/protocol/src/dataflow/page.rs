//! The egress map as a page for people, `docs/DATA-FLOW.md`: a test checks that the file is what is written here.

use std::fmt::Write as _;

use super::{Class, Exit, Row};

const PLACE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../../docs/DATA-FLOW.md");

const HEAD: &str = "# What leaves, and where it goes

Every exit of the service and the classes of content that may pass it. Adapters declare what they let out as constants that do
not compile outside this map (`protocol::dataflow`); `GET /admin/jobs/{id}/dataflow` is the egress log of one job:
class, count and bytes by destination. Exits from `tail requests` on are the platform's own: it tells there by itself, in the events
that a tail Worker gets of each thing that runs, and in its own records. Written from the map by `make dataflow`.

| exit | where that is | may pass |
| --- | --- | --- |
";

const FOOT: &str = "
The person who asked (a user's id or mail address, a name, a network address, a user agent, a token) is no class: the router
makes a pseudonym of it, `subject`, and nothing behind the router has ever had more. Answers go back to the caller and hold
what belongs to their own jobs. The audit log of operators' actions, with the reason given for each, stays in the index for
400 days and is deleted then.

The platform knows a caller before the service does. Its events of requests, which an operator may send to a tail Worker or a log,
hold the caller's network address, place and program, the address line and the headers of the request; it holds back the values
of some, by their names and forms ([which](SECURITY.md#what-the-platform-tells-by-itself)). What the service asks for by header is
held back but the versions, the program and the ticket of a websocket, which ends after 30 seconds. Bodies are in no event. To calls
of a voice or a page's server the platform adds `CF-Worker`, the operator's zone or host name; a Worker can neither change nor
remove it.

| class | is |
| --- | --- |
";

fn meaning(class: Class) -> &'static str {
    match class {
        Class::Source => "the text handed in, redacted",
        Class::Script => "the words that are spoken",
        Class::Audio => "sound",
        Class::Title => "the episode's title and its chapters'",
        Class::HostNames => "the names of the two hosts",
        Class::VoiceName => "the names of the voices",
        Class::Id => "ids and digests: of jobs, tenants, tokens, content",
        Class::Subject => "the person who asked, as a pseudonym",
        Class::Measure => "states, times, sizes, counts, codes, content types",
        Class::Client => "the calling program and its version",
        Class::Wish => "what the asker wants of the episode, in their words, redacted",
        Class::Label => {
            "the names given to tokens, feeds and connected browsers, and an operator's reason for an action"
        }
        Class::Address => "the address of a page, as handed in; kept nowhere",
        Class::Caller => {
            "the caller's network address, place and program, address line and headers, as the platform has them"
        }
        Class::Operator => "the operator's zone or host name, in the header `CF-Worker`",
        Class::Credential => "our own key, shown to the provider it belongs to",
    }
}

fn word(value: impl serde::Serialize) -> String {
    serde_json::to_value(value).unwrap().as_str().unwrap().replace('_', " ")
}

#[test]
fn the_data_flow_page_is_current() {
    let mut page = HEAD.to_owned();
    let mut classes: Vec<&Class> = Vec::new();
    for Row { exit, destination, may_pass } in Exit::ALL.map(Exit::row) {
        let mut words: Vec<String> = may_pass.iter().map(word).collect();
        classes.extend(may_pass);
        if words.is_empty() {
            words.push("nothing".to_owned());
        }
        writeln!(page, "| {} | {destination} | {} |", word(exit), words.join(", ")).unwrap();
    }
    page.push_str(FOOT);
    classes.sort();
    classes.dedup();
    for class in classes {
        writeln!(page, "| {} | {} |", word(class), meaning(*class)).unwrap();
    }
    if std::env::var_os("GOLDEN").is_some_and(|mode| mode == "write") {
        std::fs::write(PLACE, &page).unwrap();
    }
    assert!(
        std::fs::read_to_string(PLACE).is_ok_and(|kept| kept == page),
        "run `make dataflow` and read the difference"
    );
}
