use super::*;
use crate::{ARTIFACTS, INDEX, JOBS, JOBS_OLD, WEB};

const KEY: &str = "1:00112233445566778899aabbccddeeff00112233445566778899aabbccddeeff";

fn bound() -> Offers {
    let bindings =
        [(INDEX, Offer::Database), (ARTIFACTS, Offer::Bucket), (JOBS, Offer::Objects), (VOICE, Offer::Service)];
    bindings.into_iter().map(|(name, offer)| (name.to_owned(), offer)).collect()
}

fn with(texts: &[(&str, &str)]) -> Offers {
    let mut offers = bound();
    offers.extend(texts.iter().map(|(name, text)| ((*name).to_owned(), Offer::Text((*text).to_owned()))));
    offers
}

fn faults(offers: &Offers) -> Vec<(String, Kind)> {
    let faults = parse(offers).err().unwrap_or_default();
    faults.into_iter().map(|fault| (fault.setting, fault.kind)).collect()
}

fn fault(name: &str, kind: Kind) -> Vec<(String, Kind)> {
    vec![(name.to_owned(), kind)]
}

#[test]
fn a_setting_that_is_absent_turns_its_function_off() {
    let config = parse(&bound()).ok().unwrap();
    assert_eq!(
        config.voice,
        Voice { provider: Provider::Bound, model: "flite".to_owned(), sample_rate: None, failures_max: None }
    );
    assert!(config.development_token.is_none() && config.signing_keys.is_none() && config.subject_keys.is_none());
    assert_eq!((config.origins, config.clock_ahead_ms, config.leak), (Origins::default(), 0, None));
    assert!(operator(&bound()).is_none());
}

#[test]
fn every_setting_is_read() {
    let config = parse(&with(&[
        (VOICE_URL, "https://voices.example/en/"),
        (VOICE_MODEL, "deep"),
        (VOICE_SAMPLE_RATE, "48000"),
        (VOICE_KEY, "shown"),
        (VOICE_BREAKER_FAILURES, "0"),
        (TOKEN, "dev-abc"),
        (ADMIN_TOKEN, "operator"),
        (SIGNING_KEYS, KEY),
        (SUBJECT_KEYS, KEY),
        (ORIGINS, "https://app.example"),
        (TEST, "1"),
        (CLOCK_AHEAD_MS, "5000"),
        ("NODE_ENV", "a variable of somebody else"),
    ]));
    let config = config.unwrap_or_else(|faults| panic!("{faults:?}"));
    let url = Url::parse("https://voices.example/en/v1/audio/speech").unwrap();
    let provider = Provider::Addressed { url, key: Some("shown".to_owned()) };
    assert_eq!(
        config.voice,
        Voice { provider, model: "deep".to_owned(), sample_rate: Some(48_000), failures_max: Some(0) }
    );
    assert!(config.development_token.unwrap().is(&Identity::new("dev-abc".to_owned())));
    assert!(config.signing_keys.is_some() && config.subject_keys.is_some());
    assert_eq!((config.origins.answer(Some("https://app.example")).len(), config.clock_ahead_ms), (3, 5_000));
}

#[test]
fn an_empty_text_is_not_set() {
    let names = [
        VOICE_URL,
        VOICE_MODEL,
        VOICE_SAMPLE_RATE,
        VOICE_KEY,
        TOKEN,
        ADMIN_TOKEN,
        SIGNING_KEYS,
        SUBJECT_KEYS,
        CLOCK_AHEAD_MS,
    ];
    assert_eq!(faults(&with(&names.map(|name| (name, "")))), []);
}

#[test]
fn a_binding_that_is_missing_or_of_another_type_is_named() {
    for name in [INDEX, ARTIFACTS, JOBS, VOICE] {
        let mut offers = bound();
        offers.remove(name);
        assert_eq!(faults(&offers), fault(name, Kind::Missing));
        offers.insert(name.to_owned(), Offer::Text("cuepoint".to_owned()));
        assert_eq!(faults(&offers), fault(name, Kind::Malformed));
    }
    let mut web = bound();
    web.insert(WEB.to_owned(), Offer::Bucket);
    assert_eq!(faults(&web), fault(WEB, Kind::Malformed));
    web.insert(WEB.to_owned(), Offer::Service);
    assert_eq!(faults(&web), []);
    let mut older = bound();
    older.insert(JOBS_OLD.to_owned(), Offer::Service);
    assert_eq!(faults(&older), fault(JOBS_OLD, Kind::Malformed));
    older.insert(JOBS_OLD.to_owned(), Offer::Objects);
    older.insert(VOICE_MODEL.to_owned(), Offer::Other);
    assert_eq!(faults(&older), fault(VOICE_MODEL, Kind::Malformed));
}

#[test]
fn with_another_voice_none_has_to_be_bound() {
    let mut offers = with(&[(VOICE_URL, "https://voices.example")]);
    offers.remove(VOICE);
    assert_eq!(faults(&offers), []);
}

#[test]
fn a_malformed_setting_is_named_and_not_repeated() {
    let doubled = format!("{KEY},{KEY}");
    for (name, text) in [
        (VOICE_URL, "voices.example/secret"),
        (VOICE_URL, "ftp://voices.example/secret"),
        (VOICE_URL, "https://ada:secret@voices.example"),
        (VOICE_URL, "https://voices.example/?key=secret"),
        (VOICE_URL, "https://voices.example/#secret"),
        (VOICE_BREAKER_FAILURES, "-1"),
        (TOKEN, "a secret"),
        (SIGNING_KEYS, "1:secret"),
        (SUBJECT_KEYS, doubled.as_str()),
        (FETCH, "secret"),
        (ORIGINS, "https://app.example/secret"),
    ] {
        let found = parse(&with(&[(name, text)])).err().unwrap();
        assert!(matches!(found.as_slice(), [fault] if (&*fault.setting, fault.kind) == (name, Kind::Malformed)));
        let told = format!("{found:?}");
        assert!(!told.contains("secret") && !told.contains(KEY), "{told}");
    }
    assert_eq!(faults(&with(&[(TEST, "1"), (CLOCK_AHEAD_MS, "soon")])), fault(CLOCK_AHEAD_MS, Kind::Malformed));
}

#[test]
fn a_misspelled_name_is_unknown() {
    for name in ["CUEPOINT_SIGNING_KEY", "VOICE_KEYS", "CUEPOINT_"] {
        assert_eq!(faults(&with(&[(name, "a secret")])), fault(name, Kind::Unknown));
    }
    let mut offers = bound();
    offers.insert("BUCKET".to_owned(), Offer::Bucket);
    assert_eq!(faults(&offers), fault("BUCKET", Kind::Unknown));
}

#[test]
fn a_fault_injection_setting_is_known_only_to_the_build_that_has_it() {
    assert_eq!(parse(&with(&[(LEAK, "word")])).is_ok(), cfg!(feature = "leak"));
}

#[test]
fn a_sampling_rate_is_one_that_answers_may_have() {
    for text in ["48 kHz", "48000.0", "-1", "7999", "96001"] {
        let offers = with(&[(VOICE_URL, "https://voices.example"), (VOICE_SAMPLE_RATE, text)]);
        assert_eq!(faults(&offers), fault(VOICE_SAMPLE_RATE, Kind::Malformed), "{text}");
    }
    for rate in [8_000, 22_050, 96_000] {
        let offers = with(&[(VOICE_URL, "https://voices.example"), (VOICE_SAMPLE_RATE, &rate.to_string())]);
        assert_eq!(parse(&offers).ok().unwrap().voice.sample_rate, Some(rate));
    }
}

#[test]
fn contradicting_settings_are_named() {
    let cases: [(&[(&str, &str)], &str); 4] = [
        (&[(VOICE_KEY, "shown")], VOICE_KEY),
        (&[(VOICE_SAMPLE_RATE, "48000")], VOICE_SAMPLE_RATE),
        (&[(TOKEN, "dev-same"), (ADMIN_TOKEN, "dev-same")], TOKEN),
        (&[(CLOCK_AHEAD_MS, "1")], CLOCK_AHEAD_MS),
    ];
    for (texts, name) in cases {
        assert_eq!(faults(&with(texts)), fault(name, Kind::Contradictory));
    }
}

#[test]
fn every_fault_is_reported_at_once_and_the_operator_can_still_authenticate() {
    let mut offers = with(&[(ADMIN_TOKEN, "operator"), (VOICE_URL, "nowhere"), ("VOICE_NAME", "rms")]);
    offers.remove(INDEX);
    let says: Vec<String> = parse(&offers).err().unwrap().iter().map(ToString::to_string).collect();
    assert_eq!(
        says,
        [
            "VOICE_NAME is nothing this service takes",
            "INDEX has to be bound to a D1 database",
            "VOICE_URL has to be an http or https address without query, fragment or password",
        ]
    );
    assert!(operator(&offers).unwrap().is(&Identity::new("operator".to_owned())));
}

#[test]
fn pages_are_fetched_only_where_it_is_configured() {
    for (texts, reads) in [(vec![], false), (vec![(FETCH, "")], false), (vec![(FETCH, "public")], true)] {
        assert_eq!(parse(&with(&texts)).ok().unwrap().reads_pages, reads);
    }
}

fn writers(texts: &[(&str, &str)]) -> Vec<writer::Provider> {
    parse(&with(texts)).unwrap_or_else(|faults| panic!("{faults:?}")).writers
}

#[test]
fn writers_are_asked_in_the_order_of_their_settings() {
    let found = writers(&[
        ("WRITER_MODEL", "gpt-5-mini"),
        ("WRITER_KEY", "sk-shown"),
        ("WRITER_2_MODEL", "claude-haiku-4-5"),
        ("WRITER_2_CONTRACT", "anthropic"),
        ("WRITER_2_PRICE", "1/5"),
        ("WRITER_3_MODEL", "own"),
        ("WRITER_3_URL", "http://127.0.0.1:8080/v1/"),
        ("WRITER_3_NAME", "llama"),
    ]);
    let told: Vec<_> = found.iter().map(|one| (one.name.as_str(), one.base.as_str(), one.price)).collect();
    assert_eq!(
        told,
        [
            ("openai", "https://api.openai.com/v1", None),
            ("anthropic", "https://api.anthropic.com", Some(writer::Price::flat(1_000_000, 5_000_000))),
            ("llama", "http://127.0.0.1:8080/v1", Some(writer::Price::FREE)),
        ]
    );
    assert!(!format!("{found:?}").contains("shown"), "a key never prints");
    assert!(writers(&[]).is_empty());
}

#[test]
fn a_writer_that_cannot_be_asked_is_a_fault() {
    let model = ("WRITER_MODEL", "gpt-5-mini");
    for (texts, expected) in [
        (vec![("WRITER_KEY", "sk")], fault("WRITER_KEY", Kind::Contradictory)),
        (vec![model, ("WRITER_CONTRACT", "telepathy")], fault("WRITER_CONTRACT", Kind::Malformed)),
        (vec![model, ("WRITER_URL", "ftp://x")], fault("WRITER_URL", Kind::Malformed)),
        (vec![model, ("WRITER_KEY", "two words")], fault("WRITER_KEY", Kind::Malformed)),
        (vec![model, ("WRITER_NAME", "embedded")], fault("WRITER_NAME", Kind::Malformed)),
        (vec![model, ("WRITER_PRICE", "cheap")], fault("WRITER_PRICE", Kind::Malformed)),
        (vec![model, ("WRITER_PRICE", "-1/2")], fault("WRITER_PRICE", Kind::Malformed)),
        (vec![("WRITER_MODEL", "unheard-of")], fault("WRITER_PRICE", Kind::Missing)),
        (vec![("WRITER_MODEL", "m"), ("WRITER_CONTRACT", "workers_ai")], fault("WRITER_URL", Kind::Missing)),
        (vec![("WRITER_MODEL", "m"), ("WRITER_CONTRACT", "workers_ai_binding")], fault("AI", Kind::Missing)),
        (vec![model, ("WRITER_2_MODEL", "gpt-5-nano")], fault("WRITER_2_NAME", Kind::Contradictory)),
        (vec![("WRITER_4_MODEL", "m")], fault("WRITER_4_MODEL", Kind::Unknown)),
    ] {
        assert_eq!(faults(&with(&texts)), expected, "{texts:?}");
    }
}
