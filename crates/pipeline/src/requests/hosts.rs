//! Hosts: the voices of those who wish for one, in the language of the source, and the check of both.

use audio::Band;
use protocol::{Code, Gender, Host, Language, Problem, VoiceView, VoiceWish, limits};

use crate::provider::band;

/// Names of voices in a refusal.
const NAMES_MAX: usize = 12;

/// Gives each host who wishes for a voice the first that fits, that speaks the language, and that the other does not have.
///
/// Open hosts are the service's choice: one whose voice speaks another language gets one that speaks this, of the same gender where
/// there is one.
///
/// # Errors
/// `invalid_field` where none fits, `source_language_unsupported` where none speaks the language.
pub(super) fn choose_voices(
    hosts: &mut [Host; 2],
    offered: &[VoiceView],
    language: Language,
    are_open: bool,
) -> Result<(), Problem> {
    let speaks =
        |voice: &VoiceView| voice.language.as_deref().is_none_or(|tag| Language::of_tag(tag) == Some(language));
    for host in hosts.iter_mut().filter(|host| host.wish.is_none()) {
        match offered.iter().find(|voice| voice.name == host.voice) {
            Some(voice) if !speaks(voice) && are_open => {
                host.voice.clear();
                host.wish = Some(VoiceWish { language: None, gender: voice.gender });
            }
            Some(voice) if !speaks(voice) => return Err(speaks_another(voice, offered, language)),
            Some(_) | None => {}
        }
    }
    for index in [0, 1] {
        let taken = hosts.iter().map(|host| host.voice.clone()).collect::<Vec<_>>();
        let Some(host) = hosts.get_mut(index) else { continue };
        let Some(wish) = host.wish.take().filter(|_| host.voice.is_empty()) else { continue };
        let mut free = offered.iter().filter(|voice| speaks(voice) && !taken.contains(&voice.name));
        let fitting = free.clone().find(|voice| wish.fits(voice));
        match fitting.or_else(|| free.next().filter(|_| are_open && !language.is_english())) {
            Some(voice) => host.voice.clone_from(&voice.name),
            None if language.is_english() => return Err(nobody(&wish, offered)),
            None => return Err(nobody_speaks(&wish, offered, language)),
        }
    }
    Ok(())
}

/// True if the voice of each host has more than the narrow form can hold, by the provider's list, or where that does not say by
/// `unlisted`: the sampling rate of the provider's voices, in Hz, as its operator knows it.
pub(super) fn are_wide(hosts: &[Host], offered: &[VoiceView], unlisted: Option<u32>) -> bool {
    hosts.iter().all(|host| {
        let listed = offered.iter().find(|voice| voice.name == host.voice).and_then(|voice| voice.sample_rate);
        band(listed.or(unlisted)) == Band::Wide
    })
}

fn nobody(wish: &VoiceWish, offered: &[VoiceView]) -> Problem {
    let gender = wish.gender.map_or("", Gender::as_str);
    let speaks = wish.language.as_ref().map(|language| format!(" that speaks {language}")).unwrap_or_default();
    let there =
        listed(offered.iter()).map_or("the provider lists no voices".to_owned(), |names| format!("there is {names}"));
    let detail = format!("hosts: no other {gender} voice{speaks}; {there}").replace("  ", " ");
    Problem::because(Code::InvalidField, detail)
}

fn nobody_speaks(wish: &VoiceWish, offered: &[VoiceView], language: Language) -> Problem {
    let gender = wish.gender.map_or("", Gender::as_str);
    let asked = wish.language.as_ref().map(|language| format!(" asked for as {language}")).unwrap_or_default();
    let detail = format!(
        "hosts: the source is in {}; no other {gender} voice{asked} speaks it; {}",
        language.name(),
        known(offered, language)
    );
    Problem::because(Code::SourceLanguageUnsupported, detail.replace("  ", " "))
}

fn speaks_another(voice: &VoiceView, offered: &[VoiceView], language: Language) -> Problem {
    let (name, tag) = (&voice.name, voice.language.as_deref().unwrap_or_default());
    let detail =
        format!("hosts: the source is in {}; {name} speaks {tag}; {}", language.name(), known(offered, language));
    Problem::because(Code::SourceLanguageUnsupported, detail)
}

/// The voices that say of themselves that they speak a language.
fn known(offered: &[VoiceView], language: Language) -> String {
    let speaks = |voice: &&VoiceView| voice.language.as_deref().and_then(Language::of_tag) == Some(language);
    match listed(offered.iter().filter(speaks)) {
        Some(names) => format!("those that do: {names}"),
        None => "the provider lists none that does".to_owned(),
    }
}

fn listed<'a>(voices: impl Iterator<Item = &'a VoiceView>) -> Option<String> {
    let names: Vec<&str> = voices.map(|voice| voice.name.as_str()).take(NAMES_MAX).collect();
    (!names.is_empty()).then(|| names.join(", "))
}

pub(crate) fn check_hosts(hosts: &[Host; 2]) -> Result<(), Problem> {
    let invalid = |detail: String| Err(Problem::because(Code::InvalidField, detail));
    for Host { name, voice, wish } in hosts {
        let length = name.chars().count();
        let speakable = name.chars().all(|c| c.is_ascii_alphabetic() || matches!(c, ' ' | '-' | '\'' | '.'));
        if name.trim() != name || !(1..=limits::HOST_NAME_CHARS_MAX).contains(&length) || !speakable {
            let max = limits::HOST_NAME_CHARS_MAX;
            return invalid(format!("hosts: a name is 1 to {max} letters, spaces, hyphens, dots or apostrophes"));
        }
        if wish.is_some() {
            return invalid("hosts: a host names a voice, or wishes for one where an episode is asked for".to_owned());
        }
        let known = (1..=limits::VOICE_CHARS_MAX).contains(&voice.len())
            && voice.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'.'));
        if !known {
            return invalid("hosts: a voice is named by letters, digits, hyphens, dots or underscores".to_owned());
        }
    }
    let [lead, guest] = hosts;
    if lead.name == guest.name || lead.voice == guest.voice {
        return invalid("hosts: two hosts need two names and two voices".to_owned());
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use protocol::Gender;

    use super::*;

    fn voice(name: &str, language: &str, gender: Gender) -> VoiceView {
        let sample = format!("/v1/voices/{name}/sample");
        let (name, language) = (name.to_owned(), Some(language.to_owned()));
        VoiceView { name, language, gender: Some(gender), sample_rate: None, sample }
    }

    fn wishing(name: &str, language: Option<&str>, gender: Option<Gender>) -> Host {
        let wish = Some(VoiceWish { language: language.map(str::to_owned), gender });
        Host { name: name.to_owned(), voice: String::new(), wish }
    }

    #[test]
    fn each_host_gets_the_first_voice_that_fits_and_no_other_has() {
        let offered = [
            voice("slt", "en-US", Gender::Female),
            voice("rms", "en-US", Gender::Male),
            voice("emma", "en-GB", Gender::Female),
        ];
        let chosen = |mut hosts: [Host; 2]| {
            choose_voices(&mut hosts, &offered, Language::English, false)?;
            check_hosts(&hosts)?;
            Ok::<_, Problem>(hosts.map(|host| host.voice))
        };
        let women = [wishing("Nora", None, Some(Gender::Female)), wishing("Ada", None, Some(Gender::Female))];
        assert_eq!(chosen(women), Ok(["slt".to_owned(), "emma".to_owned()]));
        let named = Host { name: "Ben".to_owned(), voice: "slt".to_owned(), wish: None };
        assert_eq!(chosen([wishing("Nora", Some("en"), None), named]), Ok(["rms".to_owned(), "slt".to_owned()]));
        let german = [wishing("Nora", Some("de"), None), wishing("Ben", None, None)];
        let refused = chosen(german).unwrap_err();
        let why = "hosts: no other voice that speaks de; there is slt, rms, emma";
        assert_eq!((refused.code, refused.detail.as_deref()), (Code::InvalidField, Some(why)));
    }

    #[test]
    fn hosts_are_wide_if_every_voice_has_a_rate_for_it() {
        let rated = |name: &str, sample_rate| VoiceView { sample_rate, ..voice(name, "en-US", Gender::Female) };
        let offered =
            [rated("high", Some(48_000)), rated("cd", Some(44_100)), rated("low", Some(24_000)), rated("mute", None)];
        let are_wide = |voices: &[&str], unlisted| {
            let hosts: Vec<Host> = voices.iter().map(|voice| Host::new("Nora", voice)).collect();
            are_wide(&hosts, &offered, unlisted)
        };
        assert!(are_wide(&["high", "cd"], None) && are_wide(&["high"], None));
        assert!(!are_wide(&["high", "low"], None) && !are_wide(&["low", "cd"], None));
        assert!(!are_wide(&["high", "mute"], None) && !are_wide(&["high", "unknown"], None));
        assert!(are_wide(&["high", "mute"], Some(32_000)) && are_wide(&["unknown", "other"], Some(48_000)));
        assert!(!are_wide(&["high", "low"], Some(48_000)), "the list knows better");
        assert!(!are_wide(&["high", "mute"], Some(24_000)));
    }

    #[test]
    fn hosts_speak_the_language_of_the_source() {
        let offered = [
            voice("heart", "en-US", Gender::Female),
            voice("low", "en-US", Gender::Male),
            voice("de", "de-DE", Gender::Female),
            voice("de-low", "de-DE", Gender::Female),
            VoiceView { language: None, ..voice("alloy", "", Gender::Male) },
        ];
        let chosen = |mut hosts: [Host; 2], offered: &[VoiceView], language, are_open| {
            choose_voices(&mut hosts, offered, language, are_open)?;
            check_hosts(&hosts)?;
            Ok::<_, Problem>(hosts.map(|host| host.voice))
        };
        let named = |voice: &str| Host::new("Nora", voice);
        let wishes = || [wishing("Nora", None, Some(Gender::Female)), wishing("Miles", None, Some(Gender::Male))];
        let pair = |one: &str, other: &str| Ok([one.to_owned(), other.to_owned()]);
        let (known, every) = (offered.get(..4).unwrap(), &offered[..]);
        assert_eq!(chosen(wishes(), known, Language::English, true), pair("heart", "low"));
        assert_eq!(
            chosen(wishes(), every, Language::German, true),
            pair("de", "alloy"),
            "one that does not say may speak it"
        );
        assert_eq!(chosen(wishes(), known, Language::German, true), pair("de", "de-low"), "open hosts need no gender");
        let show = [named("low"), Host::new("Miles", "de")];
        assert_eq!(
            chosen(show.clone(), known, Language::German, true),
            pair("de-low", "de"),
            "a show's voice speaks another"
        );

        let refused = |hosts, language| {
            let problem = chosen(hosts, known, language, false).unwrap_err();
            (problem.code, problem.detail.unwrap())
        };
        let why = "hosts: the source is in German; low speaks en-US; those that do: de, de-low";
        assert_eq!(refused(show, Language::German), (Code::SourceLanguageUnsupported, why.to_owned()));
        let why = "hosts: the source is in German; no other male voice speaks it; those that do: de, de-low";
        assert_eq!(refused(wishes(), Language::German), (Code::SourceLanguageUnsupported, why.to_owned()));
        let why = "hosts: the source is in French; no other female voice speaks it; the provider lists none that does";
        assert_eq!(refused(wishes(), Language::French), (Code::SourceLanguageUnsupported, why.to_owned()));
        let german = [wishing("Nora", Some("de"), None), named("alloy")];
        let why = "hosts: no other voice that speaks de; there is heart, low, de, de-low";
        assert_eq!(refused(german, Language::English), (Code::InvalidField, why.to_owned()));
    }
}
