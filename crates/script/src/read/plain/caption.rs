//! Transcripts as WebVTT or SRT: cues of one speaker become paragraphs; timings are left out.

use super::inline;
use super::line::{Line, lines};
use super::said::{bare, is_name};
use crate::left::Why;
use crate::read::block::{Block, Text};

/// Words after which a paragraph of one speaker ends with its next sentence.
const PARAGRAPH_WORDS: usize = 60;
/// Words for a sound: "upbeat music playing".
const SOUND_WORDS_MAX: usize = 4;

/// The blocks of a transcript; none if the text is no transcript.
pub(super) fn blocks(text: &str) -> Option<Vec<Block>> {
    let lines = lines(text);
    let mut full = lines.iter().filter(|line| !line.is_blank());
    let first = full.next()?;
    let numbered =
        first.text.chars().all(|c| c.is_ascii_digit()) && full.next().is_some_and(|line| is_timing(line.text));
    if !(first.text.starts_with("WEBVTT") || numbered || is_timing(first.text))
        || !lines.iter().any(|line| is_timing(line.text))
    {
        return None;
    }
    let mut cues = Cues::default();
    lines.iter().for_each(|line| cues.take(*line));
    cues.flush();
    let mut blocks = vec![Block::left(Why::Metadata, cues.left.join("\n"))];
    blocks.extend(title(&cues.blocks).map(Block::Title));
    blocks.extend(cues.blocks);
    Some(blocks)
}

/// "Ada Lid and Bo Can": the two people of a talk.
fn title(blocks: &[Block]) -> Option<String> {
    let mut names: Vec<&str> = Vec::new();
    for block in blocks {
        let Block::Text(Text { speaker: Some(name), .. }) = block else { continue };
        if !names.contains(&name.as_str()) {
            names.push(name);
        }
        if names.len() > 2 {
            return None;
        }
    }
    let [first, second] = names.as_slice() else { return None };
    Some(format!("{first} and {second}"))
}

/// `00:00:01.000 --> 00:00:04.000 align:start`.
fn is_timing(text: &str) -> bool {
    text.split_once("-->").is_some_and(|(from, to)| {
        let clock = |text: &str| text.trim().starts_with(|c: char| c.is_ascii_digit()) && text.contains(':');
        clock(from) && clock(to)
    })
}

/// The name in `<v.loud Ada>`.
fn voice(tag: &str) -> Option<String> {
    let (kind, name) = tag.split_once(' ')?;
    (kind == "v" || kind.starts_with("v.")).then(|| name.trim().to_owned())
}

#[derive(Default)]
struct Cues {
    blocks: Vec<Block>,
    /// Timings, numbers, notes, styles and tags.
    left: Vec<String>,
    speaker: Option<String>,
    text: String,
    in_cue: bool,
}

impl Cues {
    fn take(&mut self, line: Line<'_>) {
        if line.is_blank() {
            self.in_cue = false;
        } else if is_timing(line.text) {
            self.left.push(line.text.to_owned());
            self.in_cue = true;
        } else if self.in_cue {
            self.cue(line.text);
        } else {
            // Names of cues, notes and styles are about the file.
            self.left.push(line.text.to_owned());
        }
    }

    fn cue(&mut self, line: &str) {
        let (mut text, mut speaker) = (String::new(), None);
        let mut rest = line;
        while let Some((before, tag)) = rest.split_once('<') {
            let Some((tag, after)) = tag.split_once('>') else { break };
            text.push_str(before);
            speaker = voice(tag).or(speaker);
            self.left.push(tag.to_owned());
            rest = after;
        }
        text.push_str(rest);
        let text = self.without_sounds(&text);
        let shown = text.trim_start_matches(['>', ' ']).to_owned();
        let turn = text.trim_start().starts_with(">>") || shown.starts_with("- ");
        let shown = shown.trim_start_matches("- ").to_owned();
        match (speaker, bare(&shown)) {
            (Some(name), _) => self.turn(Some(name)),
            (None, Some((name, said)))
                if is_name(name) && name.split(' ').count() <= 2 && name.starts_with(char::is_uppercase) =>
            {
                self.turn(Some(name.to_owned()));
                return self.say(said);
            }
            (None, _) if turn => self.turn(None),
            (None, _) => {}
        }
        self.say(&shown);
    }

    /// The text without `[music]` and the like.
    fn without_sounds(&mut self, text: &str) -> String {
        let mut out = String::with_capacity(text.len());
        let mut rest = text;
        while let Some((before, inner)) = rest.split_once('[') {
            let Some((sound, after)) = inner.split_once(']') else { break };
            out.push_str(before);
            let plain =
                sound.chars().all(|c| c.is_alphabetic() || c == ' ') && sound.split(' ').count() <= SOUND_WORDS_MAX;
            if plain {
                self.left.push(format!("[{sound}]"));
            } else {
                out.extend(["[", sound, "]"]);
            }
            rest = after;
        }
        out.push_str(rest);
        out
    }

    fn turn(&mut self, speaker: Option<String>) {
        if speaker != self.speaker || speaker.is_none() {
            self.flush();
        }
        self.speaker = speaker;
    }

    fn say(&mut self, text: &str) {
        if self.text.ends_with(['.', '?', '!']) && self.text.split(' ').count() >= PARAGRAPH_WORDS {
            self.flush();
        }
        self.text.push(' ');
        self.text.push_str(text);
    }

    fn flush(&mut self) {
        let (text, left) = inline::inline(&std::mem::take(&mut self.text), false);
        if !text.chars().any(char::is_alphanumeric) {
            // Somebody who says nothing is not heard of otherwise.
            self.left.extend(self.speaker.clone());
        } else {
            self.blocks.push(Block::Text(Text { text, speaker: self.speaker.clone(), ..Text::default() }));
        }
        self.blocks.extend(left);
    }
}
