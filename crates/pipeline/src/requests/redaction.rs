//! Redaction of requests in the router: identities and secrets are removed before anything else sees them.

use job::{Digest, Hasher};
use protocol::{
    Code, CreateJob, IdempotencyKey, Language, Line, PlannedSection, Problem, Redaction, Redactions, Show, Source,
    SourceAddress, SourceFormat, Style, VoiceView, count_redactions, default_hosts, embedded_hosts,
};
use serde_json::json;

use super::hosts::{are_wide, choose_voices};
use crate::steps;

/// A request to create a job, as the rest of the service may see it.
#[derive(Clone, Debug, PartialEq)]
pub struct RedactedJob {
    pub(crate) request: CreateJob,
    pub(crate) policy: Redaction,
    pub(crate) redactions: Redactions,
    /// True where the request leaves its hosts to the service: their voices may be changed for the language of the source.
    has_open_hosts: bool,
}

/// The same once its source is read and judged.
#[derive(Clone, Debug, PartialEq)]
pub struct ReadJob {
    pub(crate) job: RedactedJob,
    pub(crate) language: Language,
    /// True for an episode in the wide form; decided when voices are chosen.
    pub(crate) is_wide: bool,
}

impl RedactedJob {
    pub fn of(mut request: CreateJob, policy: Redaction) -> Self {
        let mut redactions = Redactions::new();
        redact_source(&mut request.source, policy, &mut redactions);
        if let Some(title) = &mut request.title {
            redact(title, policy, &mut redactions);
        }
        redact_style(&mut request.style, policy, &mut redactions);
        // An older command line names the voices that were the default.
        let has_open_hosts = [default_hosts(), embedded_hosts()].contains(&request.hosts);
        Self { request, policy, redactions, has_open_hosts }
    }

    /// The request with what it leaves open taken from its tenant's show profile.
    pub fn completed(mut self, show: Option<&Show>) -> Self {
        if let Some(show) = show {
            show.complete(&mut self.request);
            redact_style(&mut self.request.style, self.policy, &mut self.redactions);
        }
        self
    }

    /// True if a host wishes for a voice instead of naming one.
    pub fn wishes_for_voices(&self) -> bool {
        self.request.hosts.iter().any(|host| host.wish.is_some())
    }

    /// Reads the source, as the job will.
    ///
    /// # Errors
    /// The problem of a source that cannot be told.
    pub fn read(self) -> Result<ReadJob, Problem> {
        let Source { text, format } = &self.request.source;
        let (document, _) = steps::read(text, *format)?;
        let language = document.language;
        // A job that the release before may take up.
        if !language.is_english() && job::ENGINE_VERSION < job::LANGUAGES_SINCE {
            return Err(Problem::because(Code::SourceLanguageUnsupported, "the source is not in English"));
        }
        Ok(ReadJob { job: self, language, is_wide: false })
    }

    /// Digest that tells one submission from another under the same idempotency key.
    ///
    /// Of the text without its secrets: from the digest of one that has them they could be guessed, and texts that are the
    /// same without them make the same episode.
    pub fn digest(&self) -> Digest {
        let CreateJob { source, title, .. } = &self.request;
        let hasher =
            Hasher::new("request").part(&source.text).part(format!("{:?}", source.format)).part(format!("{title:?}"));
        with_the_rest(hasher, &self.request)
    }
}

impl ReadJob {
    /// Gives hosts voices that the provider lists, by their wishes and by the language of the source. Where none fits an English one,
    /// default hosts keep their wish. By the sampling rates of the chosen voices, the episode is in the wide form or not; `unlisted`
    /// is the rate of those whose entry names none, in Hz.
    ///
    /// # Errors
    /// `invalid_field` where none fits a wish of the request, `source_language_unsupported` where a voice speaks another language.
    pub fn choose_voices(&mut self, offered: &[VoiceView], unlisted: Option<u32>) -> Result<(), Problem> {
        let mut hosts = self.job.request.hosts.clone();
        match choose_voices(&mut hosts, offered, self.language, self.job.has_open_hosts) {
            Ok(()) => self.job.request.hosts = hosts,
            Err(_) if self.job.request.hosts == default_hosts() && self.language.is_english() => {}
            Err(refused) => return Err(refused),
        }
        let CreateJob { hosts, style, .. } = &self.job.request;
        let [lead, _] = hosts;
        let speakers = if style.format.is_monologue() { std::slice::from_ref(lead) } else { hosts };
        // A job that the release before may take up.
        self.is_wide = job::ENGINE_VERSION >= job::WIDE_SINCE && are_wide(speakers, offered, unlisted);
        Ok(())
    }

    /// True if no job has to wait for a voice to list what it has: nobody wishes for more than the service's choice.
    pub fn needs_no_list(&self) -> bool {
        let RedactedJob { request, has_open_hosts, .. } = &self.job;
        self.language.is_english() && (*has_open_hosts || request.hosts.iter().all(|host| host.wish.is_none()))
    }
}

fn with_the_rest<S>(hasher: Hasher, request: &CreateJob<S>) -> Digest {
    let CreateJob { hosts, feed, style, approve, budget, .. } = request;
    // As the default was before wishes: the keys of earlier requests stay good.
    let named = embedded_hosts();
    let hosts = if *hosts == default_hosts() { &named } else { hosts };
    let hasher = hosts.iter().flat_map(|host| [&host.name, &host.voice]).fold(hasher, Hasher::part);
    // Where nobody wishes, as it was before wishes.
    let wishes = hosts.iter().filter_map(|host| host.wish.as_ref());
    let hasher = wishes.fold(hasher, |hasher, wish| hasher.part(format!("{wish:?}")));
    // Where there is none, as it was before feeds: the keys of earlier requests stay good.
    let hasher = feed.iter().fold(hasher, Hasher::part);
    // The same of styles, approval and money.
    if style.is_default() && approve.is_none() && budget.is_none() {
        return hasher.finish();
    }
    hasher.part(format!("{style:?} {approve:?} {budget:?}")).finish()
}

/// The same for a request that names its source's address: of what lies there nothing, for that may be another page by the next
/// time it is asked for.
///
/// Made with the key, which nobody keeps: from a digest of what can be guessed, like an address, it could be guessed.
pub fn digest_of_address(request: &CreateJob<SourceAddress>, key: &IdempotencyKey) -> Digest {
    let CreateJob { source, title, .. } = request;
    let hasher = Hasher::new("request by address").part(key.as_str()).part(&source.url).part(format!("{title:?}"));
    with_the_rest(hasher, request)
}

fn redact_style(style: &mut Style, policy: Redaction, redactions: &mut Redactions) {
    for text in style.focus.iter_mut().chain(style.manners.iter_mut().flatten()) {
        redact(text, policy, redactions);
    }
}

/// Each source by itself: a list in JSON is read first, and written again.
fn redact_source(source: &mut Source, policy: Redaction, redactions: &mut Redactions) {
    let several = (source.format == SourceFormat::Several).then(|| serde_json::from_str::<Vec<Source>>(&source.text));
    let Some(Ok(mut sources)) = several else { return redact(&mut source.text, policy, redactions) };
    for one in &mut sources {
        redact(&mut one.text, policy, redactions);
    }
    source.text = json!(sources).to_string();
}

/// Lines that somebody wrote for a script, taken care of where they arrive, and again where they are kept: a router of an
/// older release has not.
pub fn redact_lines(lines: &mut [Line], policy: Redaction) -> Redactions {
    let mut redactions = Redactions::new();
    for line in lines {
        redact(&mut line.text, policy, &mut redactions);
    }
    redactions
}

/// The same for the words of an outline.
pub fn redact_sections(sections: &mut [PlannedSection], policy: Redaction) -> Redactions {
    let mut redactions = Redactions::new();
    for section in sections {
        redact(&mut section.title, policy, &mut redactions);
        redact(&mut section.says, policy, &mut redactions);
    }
    redactions
}

/// Redacts the reason of an action.
pub fn redact_reason(reason: &str) -> String {
    redact::redact(reason).text
}

fn redact(text: &mut String, policy: Redaction, counts: &mut Redactions) {
    match policy {
        Redaction::On => {
            let redacted = redact::redact(text);
            *text = redacted.text;
            count_redactions(counts, redacted.counts);
        }
        Redaction::Off => {}
    }
}
