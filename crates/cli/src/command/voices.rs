//! `voices`: the voices that hosts can have, and a line said by one.

use std::fs;

use protocol::{Gender, VoiceList, VoiceView};

use super::Session;
use crate::args::Voices;
use crate::console::Console;
use crate::error::Error;
use crate::exit::Exit;
use crate::format::{self, one_line};

pub(super) fn voices(session: &Session, args: &Voices, console: &mut Console<'_>) -> Result<Exit, Error> {
    match &args.name {
        Some(name) => listen(session, name, args, console),
        None => list(session, &session.client.voices()?, console),
    }
}

fn list(session: &Session, list: &VoiceList, console: &mut Console<'_>) -> Result<Exit, Error> {
    if session.global.json {
        console.print_json(list)?;
    } else if list.is_complete {
        let rows: Vec<_> = list.voices.iter().map(row).collect();
        console.print(&format::columns(["voice", "language", "gender"], &rows))?;
    } else {
        console.print("the service's voice lists none: its documentation names them")?;
    }
    Ok(Exit::Ok)
}

fn row(voice: &VoiceView) -> [String; 3] {
    let VoiceView { name, language, gender, .. } = voice;
    let or_dash = |text: Option<&str>| one_line(text.unwrap_or("-"));
    [one_line(name), or_dash(language.as_deref()), or_dash(gender.map(Gender::as_str))]
}

fn listen(session: &Session, name: &str, args: &Voices, console: &mut Console<'_>) -> Result<Exit, Error> {
    let sound = match &args.say {
        Some(text) => session.client.say(name, text.clone())?,
        None => session.client.sample(name)?,
    };
    let path = args.out.clone().unwrap_or_else(|| format!("{name}.mp3").into());
    fs::write(&path, sound).map_err(|source| Error::file(&path, source))?;
    console.print(&path.display().to_string())?;
    Ok(Exit::Ok)
}
