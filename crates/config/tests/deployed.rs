//! Checks wrangler.toml: it deploys a valid configuration, and a mistake in it is found before it is deployed.

use config::{Fault, Kind, Offer, Offers, parse};
use toml::{Table, Value};

const DEPLOYED: &str = include_str!("../../../wrangler.toml");

/// Tables of bindings in wrangler.toml: the field with the name, and the type bound.
const BINDINGS: [(&str, &str, Offer); 3] = [
    ("d1_databases", "binding", Offer::Database),
    ("r2_buckets", "binding", Offer::Bucket),
    ("services", "binding", Offer::Service),
];

/// Keys that say how a Worker is built and run, and bind nothing.
const OTHER: [&str; 7] = ["name", "main", "compatibility_date", "migrations", "triggers", "limits", "build"];

fn named(list: &Value, name: &str, offer: &Offer) -> Vec<(String, Offer)> {
    let entries = list.as_array().into_iter().flatten();
    let name = |entry: &Value| entry.get(name).and_then(Value::as_str).unwrap_or_default().to_owned();
    entries.map(|entry| (name(entry), offer.clone())).collect()
}

/// The bindings and variables that such a file deploys.
fn offers(text: &str) -> Offers {
    let table: Table = text.parse().unwrap_or_else(|error| panic!("{error}"));
    let mut offers = Offers::new();
    for (key, value) in &table {
        if let Some((_, name, offer)) = BINDINGS.iter().find(|(table, _, _)| table == key) {
            offers.extend(named(value, name, offer));
        } else if key == "durable_objects" {
            let classes = value.get("bindings").into_iter();
            offers.extend(classes.flat_map(|classes| named(classes, "name", &Offer::Objects)));
        } else if key == "version_metadata" {
            let name = value.get("binding").and_then(Value::as_str).unwrap_or_default();
            offers.insert(name.to_owned(), Offer::Other);
        } else if key == "vars" {
            let offer = |value: &Value| value.as_str().map_or(Offer::Other, |text| Offer::Text(text.to_owned()));
            offers.extend(value.as_table().into_iter().flatten().map(|(name, value)| (name.clone(), offer(value))));
        } else if !OTHER.contains(&key.as_str()) {
            offers.extend(named(value, "binding", &Offer::Other));
        }
    }
    offers
}

fn faults(text: &str) -> Vec<Fault> {
    parse(&offers(text)).err().unwrap_or_default()
}

fn changed(from: &str, to: &str) -> String {
    assert_eq!(DEPLOYED.matches(from).count(), 1, "{from}");
    DEPLOYED.replacen(from, to, 1)
}

#[test]
fn the_deployed_configuration_has_no_fault() {
    assert_eq!(faults(DEPLOYED), []);
}

#[test]
fn no_secret_is_deployed_as_a_plain_variable() {
    let offers = offers(DEPLOYED);
    for secret in ["TOKEN", "KEY"] {
        assert!(!offers.keys().any(|name| name.contains(secret)), "{offers:?}");
    }
}

#[test]
fn a_mistake_in_the_deployed_configuration_is_found() {
    let end = |more: &str| format!("{DEPLOYED}\n{more}\n");
    for (text, setting, kind) in [
        (changed("binding = \"INDEX\"", "binding = \"DATABASE\""), "DATABASE", Kind::Unknown),
        (changed("binding = \"INDEX\"", "binding = \"DATABASE\""), "INDEX", Kind::Missing),
        (changed("binding = \"ARTIFACTS\"", "binding = \"JOBS_OLD\""), "ARTIFACTS", Kind::Missing),
        (changed("binding = \"ARTIFACTS\"", "binding = \"JOBS_OLD\""), "JOBS_OLD", Kind::Malformed),
        (changed("name = \"JOBS\"", "name = \"JOB\""), "JOBS", Kind::Missing),
        (changed("[[services]]\nbinding = \"VOICE\"\nservice = \"cuepoint-voice\"", ""), "VOICE", Kind::Missing),
        (end("[vars]\nVOICE_URL = \"voices.example\""), "VOICE_URL", Kind::Malformed),
        (end("[vars]\nVOICE_MODEL = 3"), "VOICE_MODEL", Kind::Malformed),
        (end("[vars]\nVOICE_KEY = \"shown\""), "VOICE_KEY", Kind::Contradictory),
        (end("[vars]\nCUEPOINT_ORIGIN = \"https://app.example\""), "CUEPOINT_ORIGIN", Kind::Unknown),
        (end("[vars]\nCUEPOINT_ORIGINS = \"https://app.example/page\""), "CUEPOINT_ORIGINS", Kind::Malformed),
        (
            end("[vars]\nCUEPOINT_TEST = \"1\"\nCUEPOINT_CLOCK_AHEAD_MS = \"1 h\""),
            "CUEPOINT_CLOCK_AHEAD_MS",
            Kind::Malformed,
        ),
        (end("[vars]\nCUEPOINT_CLOCK_AHEAD_MS = \"1\""), "CUEPOINT_CLOCK_AHEAD_MS", Kind::Contradictory),
        (end("[vars]\nCUEPOINT_TOKEN = \"open-sesame\""), "CUEPOINT_TOKEN", Kind::Malformed),
        (end("[vars]\nCUEPOINT_SUBJECT_KEYS = \"2:aa,1:bb\""), "CUEPOINT_SUBJECT_KEYS", Kind::Malformed),
        (end("[[kv_namespaces]]\nbinding = \"CACHE\"\nid = \"0\""), "CACHE", Kind::Unknown),
    ] {
        let faults = faults(&text);
        let is_named = faults.iter().any(|fault| fault.setting == setting && fault.kind == kind);
        assert!(is_named, "{kind:?} {setting}: {faults:?}");
    }
}
