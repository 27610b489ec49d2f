//! Hosts: the voices of those who wish for one, and the check of both.

use protocol::{Code, Host, Problem, VoiceView, VoiceWish, limits};

/// Gives each host who wishes for a voice the first that fits, and that the other does not have.
///
/// # Errors
/// `invalid_field` where none fits.
pub(super) fn choose_voices(hosts: &mut [Host; 2], offered: &[VoiceView]) -> Result<(), Problem> {
    for index in [0, 1] {
        let taken = hosts.iter().map(|host| host.voice.clone()).collect::<Vec<_>>();
        let Some(host) = hosts.get_mut(index) else { continue };
        let Some(wish) = host.wish.take().filter(|_| host.voice.is_empty()) else { continue };
        let fitting = offered.iter().find(|voice| wish.fits(voice) && !taken.contains(&voice.name));
        match fitting {
            Some(voice) => host.voice.clone_from(&voice.name),
            None => return Err(nobody(&wish, offered)),
        }
    }
    Ok(())
}

fn nobody(wish: &VoiceWish, offered: &[VoiceView]) -> Problem {
    let gender = wish.gender.map_or("", protocol::Gender::as_str);
    let speaks = wish.language.as_ref().map(|language| format!(" that speaks {language}")).unwrap_or_default();
    let names: Vec<&str> = offered.iter().map(|voice| voice.name.as_str()).take(12).collect();
    let there = if names.is_empty() {
        "the provider lists no voices".to_owned()
    } else {
        format!("there is {}", names.join(", "))
    };
    let detail = format!("hosts: no other {gender} voice{speaks}; {there}").replace("  ", " ");
    Problem::because(Code::InvalidField, detail)
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
        VoiceView { name: name.to_owned(), language: Some(language.to_owned()), gender: Some(gender), sample }
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
            choose_voices(&mut hosts, &offered)?;
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
}
