//! The request for a job.

use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::{AnySource, Approve, Source, Style};
use crate::problem::{Code, Problem};
use crate::values::Money;
use crate::voice::{Gender, VoiceWish};

/// `POST /v1/jobs`, with any source as it was handed in (`AnySource`) or with the text to read (`Source`).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema), schemars(rename = "CreateJob"))]
#[serde(deny_unknown_fields)]
pub struct CreateJob<S = Source> {
    pub source: S,
    /// The episode's title; taken from the source when absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
    /// The host who asks and the host who explains; when absent a woman and a man, by the first voices of the provider that are.
    #[serde(default = "default_hosts", skip_serializing_if = "are_default")]
    pub hosts: [Host; 2],
    /// The name of a feed of the tenant; the episode is in the caller's own feed in any case.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub feed: Option<String>,
    /// Format, length, focus and manners.
    #[serde(default, skip_serializing_if = "Style::is_default")]
    pub style: Style,
    /// The stage that waits for approval; none when absent.
    #[serde(default, skip_serializing_if = "Approve::is_none")]
    pub approve: Approve,
    /// The most that may be spent on it, in micro-units; beyond it the embedded writer goes on, which costs nothing.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub budget: Option<Money>,
}

impl<S> CreateJob<S> {
    /// A request that names its source alone.
    pub fn new(source: S) -> Self {
        let hosts = default_hosts();
        Self { source, title: None, hosts, feed: None, style: Style::default(), approve: Approve::None, budget: None }
    }

    /// The same request with another form of its source.
    pub fn with_source<T>(self, source: T) -> CreateJob<T> {
        let Self { source: _, title, hosts, feed, style, approve, budget } = self;
        CreateJob { source, title, hosts, feed, style, approve, budget }
    }
}

impl CreateJob<AnySource> {
    /// Reads a request's body.
    ///
    /// # Errors
    /// `malformed_json`, or `invalid_field` with the reason.
    pub fn parse(body: &str) -> Result<Self, Problem> {
        let value: Value = serde_json::from_str(body).map_err(|error| Problem::unread(Code::MalformedJson, &error))?;
        let invalid = |detail: String| Problem::because(Code::InvalidField, detail);
        // Serde reads a list as a struct when its items fit: only objects are accepted here.
        let hosts = value.get("hosts").and_then(Value::as_array).into_iter().flatten();
        if !value.is_object()
            || value.get("source").into_iter().chain(value.get("style")).chain(hosts).any(Value::is_array)
        {
            return Err(invalid("an object is expected where a list is given".to_owned()));
        }
        // Not from the value: it has lost the fields that came twice.
        let request: Self = serde_json::from_str(body).map_err(|error| Problem::unread(Code::InvalidField, &error))?;
        match request.style.fault() {
            Some(fault) => Err(invalid(format!("style.{fault}"))),
            None => Ok(request),
        }
    }
}

/// One of the two voices of an episode.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Host {
    /// The name as it is spoken, and as transcripts show it.
    pub name: String,
    /// A voice of the configured provider, as `GET /v1/voices` lists them; absent where a wish stands in its place.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub voice: String,
    /// The kind of voice, where none is named.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub wish: Option<VoiceWish>,
}

impl Host {
    pub fn new(name: &str, voice: &str) -> Self {
        Self { name: name.to_owned(), voice: voice.to_owned(), wish: None }
    }
}

/// Hosts of a request that names none: whoever of the provider's voices is a woman's and a man's.
pub fn default_hosts() -> [Host; 2] {
    let host = |name: &str, gender| {
        let wish = Some(VoiceWish { language: None, gender: Some(gender) });
        Host { name: name.to_owned(), voice: String::new(), wish }
    };
    [host("Nora", Gender::Female), host("Miles", Gender::Male)]
}

fn are_default(hosts: &[Host; 2]) -> bool {
    *hosts == default_hosts()
}

/// The default hosts where the provider lists no voices: by voices of the embedded one, more than half an octave apart.
pub fn embedded_hosts() -> [Host; 2] {
    [Host::new("Nora", "slt"), Host::new("Miles", "rms")]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::job::{SourceAddress, SourceFormat};

    #[test]
    fn a_minimal_request_gets_the_default_hosts_and_no_title() {
        let request = CreateJob::parse(r#"{"source":{"format":"text","text":"Hello."}}"#).unwrap();
        assert_eq!((request.title, request.hosts), (None, default_hosts()));
    }

    #[test]
    fn a_source_is_a_text_or_an_address() {
        let source =
            |source: &str| CreateJob::parse(&format!(r#"{{"source":{source}}}"#)).map(|request| request.source);
        let address = SourceAddress { url: "https://example.com".to_owned() };
        assert_eq!(source(r#"{"url":"https://example.com"}"#), Ok(AnySource::Address(address)));
        let text = Source { format: SourceFormat::Text, text: "Hello.".to_owned() };
        assert_eq!(source(r#"{"text":"Hello.","format":"text"}"#), Ok(AnySource::Text(text)));
        for (wrong, why) in [
            ("{}", "missing field `format`"),
            (r#"{"text":"x"}"#, "missing field `format`"),
            (r#"{"format":"text"}"#, "missing field `text`"),
            (r#"{"url":null}"#, "invalid type: null"),
            (r#"{"url":null,"format":"text","text":"x"}"#, "invalid type: null"),
            (r#"{"url":"x","format":"html"}"#, "a source is a text with its format, or a url alone"),
            (r#"{"url":"x","text":"x","format":"html"}"#, "a source is a text with its format, or a url alone"),
            (r#"{"url":"x","url":"x"}"#, "duplicate field `url`"),
            (r#"{"uri":"x"}"#, "unknown field"),
        ] {
            let problem = source(wrong).unwrap_err();
            let detail = problem.detail.unwrap_or_default();
            assert!(problem.code == Code::InvalidField && detail.starts_with(why), "{wrong}: {detail}");
        }
    }

    #[test]
    fn an_invalid_request_is_told_apart_from_malformed_json() {
        let host = r#"{"name":"Nora","voice":"slt"}"#;
        for (body, code) in [
            ("", Code::MalformedJson),
            ("{", Code::MalformedJson),
            ("{} {}", Code::MalformedJson),
            (&"[".repeat(100_000), Code::MalformedJson),
            ("[]", Code::InvalidField),
            ("null", Code::InvalidField),
            (r#"[{"format":"text","text":"Hello."}]"#, Code::InvalidField),
            (r#"{"source":["text","Hello."]}"#, Code::InvalidField),
            (r#"{"source":{"format":"text","text":"Hello."},"titel":"x"}"#, Code::InvalidField),
            (r#"{"title":"a","title":"b","source":{"format":"text","text":"Hello."}}"#, Code::InvalidField),
            (r#"{"source":{"format":"pdf","text":"Hello."}}"#, Code::InvalidField),
            (r#"{"source":{"format":"text","text":7}}"#, Code::InvalidField),
            (
                &format!(r#"{{"source":{{"format":"text","text":"x"}},"hosts":[{host},{host},{host}]}}"#),
                Code::InvalidField,
            ),
            (
                &format!(r#"{{"source":{{"format":"text","text":"x"}},"hosts":[["Nora","slt"],{host}]}}"#),
                Code::InvalidField,
            ),
        ] {
            assert_eq!(CreateJob::parse(body).unwrap_err().code, code, "{body}");
        }
    }

    #[test]
    fn a_malformed_body_is_explained_without_repeating_it() {
        let detail = |body: &str| CreateJob::parse(body).unwrap_err().detail.unwrap_or_default();
        for (body, says) in [
            (r#"{"source":"a secret, expected by nobody"}"#, "invalid type: string, expected struct Source"),
            (r#"{"source":{"format":"a secret","text":"x"}}"#, "unknown variant, expected one of `markdown`"),
            (r#"{"source":{"format":"text","text":"x"},"a secret":1}"#, "unknown field, expected one of `source`"),
            (r#"{"source":{"format":"text","text":4915112345}}"#, "invalid type: integer, expected a string"),
            (r#"{"title":"a secret"}"#, "missing field `source`"),
            (r#"{"source":"a secret"#, "EOF while parsing a string"),
        ] {
            let detail = detail(body);
            assert!(detail.starts_with(says) && detail.contains(" line 1 column "), "{detail}");
            assert!(!detail.contains("secret") && !detail.contains("4915"), "{detail}");
        }
    }
}
