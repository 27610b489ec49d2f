//! The voices that hosts can have: their list, a sample of each, and a line said by one.

use std::cell::RefCell;
use std::pin::pin;
use std::time::Duration;

use futures::future::{Either, select};
use pipeline::{Voices, provider};
use protocol::{Code, Language, Problem, SayLine, VoiceList, VoiceView};
use serde_json::json;
use worker::{Delay, Request, Response};

use crate::answer::{self, Answer, Stop};
use crate::http::body;
use crate::http::context::Context;
use crate::platform::clock::PlatformClock;
use crate::providers::speech::{self, SpeechApi};

/// Time for which this isolate keeps the list for new jobs.
const KNOWN_MS: u64 = 60_000;
/// Time that a new job waits for the list.
const LIST_WAIT: Duration = Duration::from_secs(3);

thread_local! {
    /// The moment at which it was asked, and its answer.
    static KNOWN: RefCell<Option<(i64, Option<Vec<VoiceView>>)>> = const { RefCell::new(None) };
}

/// Time for which a browser may keep a sample, in seconds: a voice costs money.
const SAMPLE_KEPT_S: u32 = 24 * 60 * 60;

pub(crate) async fn list(context: &Context<'_>) -> Answer {
    let voices = offered(context).await?;
    answer::json(200, &VoiceList { is_complete: voices.is_some(), voices: voices.unwrap_or_default() })
}

/// The voices of the provider; nothing where it lists none.
pub(crate) async fn offered(context: &Context<'_>) -> Result<Option<Vec<VoiceView>>, Stop> {
    let (status, body) = open(context)?.list().await?;
    // A server that fails may list them the next time: that is not the same as none.
    if provider::has_failed(status) {
        return Err(Problem::because(Code::Unavailable, "the voice does not answer").into());
    }
    Ok(if status == 200 { provider::voices(&body) } else { None })
}

/// The same, as they were a minute ago at most: for each new job. A voice that does not answer is not waited for by the next one.
pub(crate) async fn known(context: &Context<'_>) -> Result<Vec<VoiceView>, Stop> {
    let now = context.now.as_ms();
    let kept = KNOWN.with_borrow(|known| known.as_ref().filter(|(at, _)| now.abs_diff(*at) < KNOWN_MS).cloned());
    let voices = match kept {
        Some((_, voices)) => voices,
        None => {
            let (asked, late) = (pin!(offered(context)), pin!(Delay::from(LIST_WAIT)));
            let voices = match select(asked, late).await {
                Either::Left((Ok(offered), _)) => Some(offered.unwrap_or_default()),
                Either::Left((Err(_), _)) | Either::Right(_) => None,
            };
            KNOWN.set(Some((now, voices.clone())));
            voices
        }
    };
    voices.ok_or_else(|| Problem::because(Code::Unavailable, "the voice does not answer").into())
}

pub(crate) async fn sample(context: &Context<'_>) -> Answer {
    let voice = voice(context).await?;
    let response = said(context, &voice, provider::sample_line(&voice)).await?;
    response.headers().set("Cache-Control", &format!("private, max-age={SAMPLE_KEPT_S}"))?;
    Ok(response)
}

pub(crate) async fn say(context: &Context<'_>, request: &mut Request) -> Answer {
    let line: SayLine = body::parsed(request).await?;
    if let Some(fault) = line.fault() {
        return Err(Problem::because(Code::InvalidField, fault).into());
    }
    let voice = voice(context).await?;
    let policy = context.caller.policy(&context.database()?).await?;
    let mut dictionary = policy.and_then(|policy| policy.show).map(|show| show.pronunciations).unwrap_or_default();
    if let Some(language) = voice.language.as_deref().and_then(Language::of_tag) {
        dictionary.retain(|entry| entry.is_for(language));
    }
    said(context, &voice, &pipeline::pronounced(&line.text, &dictionary)).await
}

/// The voice in the path. Where the provider lists none, any name may be one.
async fn voice(context: &Context<'_>) -> Result<VoiceView, Stop> {
    let name = context.id.unwrap_or_default();
    let found = match offered(context).await? {
        Some(voices) => voices.into_iter().find(|voice| voice.name == name),
        None => provider::voice(&json!(name)),
    };
    found.ok_or_else(|| Problem::because(Code::NotFound, "there is no such voice").into())
}

/// A line in the form that an episode of this voice has.
async fn said(context: &Context<'_>, voice: &VoiceView, line: &str) -> Answer {
    let wav = open(context)?.speak(&voice.name, line, 0).await?;
    let band = provider::band(voice.sample_rate.or(context.settings.config()?.voice.sample_rate));
    let clip = pipeline::clip(&wav, band).map_err(|error| Problem::because(Code::StepFailed, error.to_string()))?;
    let response = Response::from_bytes(clip.frames)?;
    response.headers().set("Content-Type", "audio/mpeg")?;
    Ok(response)
}

fn open(context: &Context<'_>) -> Result<SpeechApi, Stop> {
    Ok(speech::open(context.env, &context.settings.config()?.voice, PlatformClock)?)
}
