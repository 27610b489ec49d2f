//! Style of an episode: its format, its length, its focus, and the manners of its hosts.

use serde::{Deserialize, Serialize};

use super::{CreateJob, Host, Pronunciation, default_hosts, embedded_hosts};
use crate::limits;
use crate::values::CoverColors;

/// The form of the conversation.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum EpisodeFormat {
    /// Two hosts tell the source from its beginning to its end.
    #[default]
    DeepDive,
    /// One host tells the essence.
    Brief,
    /// Two hosts judge what the source claims, and name what it leaves open.
    Critique,
    /// Each host takes a side of what the source weighs.
    Debate,
    /// One host is new to the subject and asks.
    Explainer,
    /// Several subjects, each told briefly.
    RoundUp,
}

impl EpisodeFormat {
    pub const ALL: [Self; 6] =
        [Self::DeepDive, Self::Brief, Self::Critique, Self::Debate, Self::Explainer, Self::RoundUp];

    pub const fn as_str(self) -> &'static str {
        match self {
            Self::DeepDive => "deep_dive",
            Self::Brief => "brief",
            Self::Critique => "critique",
            Self::Debate => "debate",
            Self::Explainer => "explainer",
            Self::RoundUp => "round_up",
        }
    }

    pub fn from_wire(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|format| format.as_str() == text)
    }

    /// True for a format in which one host speaks alone.
    pub const fn is_monologue(self) -> bool {
        matches!(self, Self::Brief)
    }
}

/// The style asked for; what is absent is left to the service.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Style {
    #[serde(default)]
    pub format: EpisodeFormat,
    /// Length of the episode in minutes, 1 to 60.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub minutes: Option<u16>,
    /// The subject to dwell on, in the asker's words.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub focus: Option<String>,
    /// Manner in which each host talks, in words: the one who asks first, then the one who explains.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub manners: Option<[String; 2]>,
}

impl Style {
    pub fn is_default(&self) -> bool {
        *self == Self::default()
    }

    /// The fault of a style that is not taken, as a sentence.
    pub fn fault(&self) -> Option<String> {
        let is_text = |text: &str, chars_max: usize| {
            let length = text.chars().count();
            !text.trim().is_empty() && length <= chars_max && !text.chars().any(char::is_control)
        };
        if self.minutes.is_some_and(|minutes| !(1..=limits::EPISODE_MINUTES_MAX).contains(&minutes)) {
            return Some(format!("minutes: has to be 1 to {}", limits::EPISODE_MINUTES_MAX));
        }
        if self.focus.as_deref().is_some_and(|focus| !is_text(focus, limits::FOCUS_CHARS_MAX)) {
            return Some(format!("focus: has to be 1 to {} characters on one line", limits::FOCUS_CHARS_MAX));
        }
        let manners = self.manners.iter().flatten();
        if manners.into_iter().any(|manner| !is_text(manner, limits::MANNER_CHARS_MAX)) {
            return Some(format!("manners: each has to be 1 to {} characters on one line", limits::MANNER_CHARS_MAX));
        }
        None
    }
}

/// The show profile of a tenant: hosts, style and colours of requests that name none.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Show {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub hosts: Option<[Host; 2]>,
    #[serde(default, skip_serializing_if = "Style::is_default")]
    pub style: Style,
    /// Colours of the cover art of episodes, and of feeds that have none of their own; chosen from the title when absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub colors: Option<CoverColors>,
    /// True if feeds list the open points of a source in an episode's description.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub open_points: bool,
    /// Words, and how voices have to say them.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub pronunciations: Vec<Pronunciation>,
}

impl Show {
    /// Completes a request by what it leaves to the service.
    pub fn complete<S>(&self, request: &mut CreateJob<S>) {
        // An older command line names the voices that were the default.
        let are_open = [default_hosts(), embedded_hosts()].contains(&request.hosts);
        if let Some(hosts) = self.hosts.as_ref().filter(|_| are_open) {
            request.hosts = hosts.clone();
        }
        let Style { format, minutes, focus, manners } = &self.style;
        let style = &mut request.style;
        if style.format == EpisodeFormat::default() {
            style.format = *format;
        }
        style.minutes = style.minutes.or(*minutes);
        style.focus = style.focus.take().or_else(|| focus.clone());
        style.manners = style.manners.take().or_else(|| manners.clone());
    }
}

/// The stage that waits for approval of what it would do and cost.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Approve {
    /// Nothing waits.
    #[default]
    None,
    /// Writing waits for approval of the outline.
    Plan,
    /// Speech waits for approval of the script.
    Script,
}

impl Approve {
    pub fn is_none(&self) -> bool {
        *self == Self::None
    }

    pub const fn as_str(self) -> &'static str {
        match self {
            Self::None => "none",
            Self::Plan => "plan",
            Self::Script => "script",
        }
    }

    pub fn from_wire(text: &str) -> Option<Self> {
        [Self::None, Self::Plan, Self::Script].into_iter().find(|approve| approve.as_str() == text)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_format_reads_back_as_it_was_written() {
        for format in EpisodeFormat::ALL {
            assert_eq!(serde_json::to_string(&format).unwrap(), format!("\"{}\"", format.as_str()));
            assert_eq!(EpisodeFormat::from_wire(format.as_str()), Some(format));
        }
        assert_eq!(EpisodeFormat::from_wire("deep-dive"), None);
    }

    #[test]
    fn a_show_profile_completes_what_a_request_leaves_open() {
        let hosts = [Host::new("Ada", "slt"), Host::new("Ben", "rms")];
        let style = Style { format: EpisodeFormat::Debate, minutes: Some(9), ..Style::default() };
        let show = Show { hosts: Some(hosts.clone()), style: style.clone(), ..Show::default() };
        let mut open = CreateJob::new(());
        show.complete(&mut open);
        assert_eq!((open.hosts, open.style), (hosts, style));
        let own = Style { format: EpisodeFormat::Brief, minutes: Some(3), ..Style::default() };
        let mut named = CreateJob { style: own.clone(), ..CreateJob::new(()) };
        show.complete(&mut named);
        assert_eq!(named.style, own);
    }

    #[test]
    fn a_style_is_refused_for_a_length_or_words_that_cannot_be_used() {
        let style =
            |minutes, focus: Option<&str>| Style { minutes, focus: focus.map(str::to_owned), ..Style::default() };
        assert_eq!(style(Some(8), Some("What changes for users?")).fault(), None);
        let long = "x".repeat(limits::FOCUS_CHARS_MAX + 1);
        for bad in [
            style(Some(0), None),
            style(Some(61), None),
            style(None, Some(" ")),
            style(None, Some("two\nlines")),
            style(None, Some(&long)),
            Style { manners: Some(["calm".to_owned(), String::new()]), ..Style::default() },
        ] {
            assert!(bad.fault().is_some(), "{bad:?}");
        }
    }
}
