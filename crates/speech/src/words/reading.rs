//! The reading of a sentence.

mod parts;

use crate::error::Error;
use crate::limits::{PHONEMES_MAX, WORD_PARTS_MAX};
use crate::net::Spelling;
use crate::pack::{Pack, Table};
use crate::words::lexicon::{Asked, Following, Lexicon, is_money};
use crate::words::normalize::Normalizer;
use crate::words::scan::{Scan, is_digit, is_letter, is_word};
use crate::words::sentences::sentences;
use crate::words::stress::{PRIMARY, Stress, is_consonant, is_vowel, stressed, weight};
use crate::words::tagger::{Tag, Tagger};
use crate::words::tokens::tokens;

const PUNCTUATION: &str = ";:,.!?—…\"“”";
const PAUSES: &str = ";:,.!?—…";

/// Signs within a word that are not said.
const SILENT: &str = "',-._‘’/";

#[derive(Debug)]
pub(crate) struct Reader<'p> {
    normalizer: Normalizer<'p>,
    special: Table<'p>,
    tagger: Tagger<'p>,
    lexicon: Lexicon<'p>,
    spelling: Spelling<'p>,
}

/// A part of a word, and what is known of it.
#[derive(Clone, Debug)]
struct Part<'p> {
    text: String,
    tag: Tag<'p>,
    is_spaced: bool,
    is_head: bool,
    is_apart: bool,
    /// Said instead of the text.
    alias: Option<&'static str>,
    money: Option<char>,
    phonemes: Option<String>,
}

impl Part<'_> {
    fn is_settled(&self) -> bool {
        self.alias.is_some() || self.phonemes.is_some()
    }

    fn is_to(&self) -> bool {
        matches!(self.text.as_str(), "to" | "To") || (self.text == "TO" && matches!(self.tag.name(), "TO" | "IN"))
    }

    fn is_silent(&self) -> bool {
        self.text.chars().all(|c| SILENT.contains(c))
    }
}

impl<'p> Reader<'p> {
    pub(crate) fn read(pack: &Pack<'p>) -> Result<Reader<'p>, Error> {
        Ok(Reader {
            normalizer: Normalizer::read(pack)?,
            special: pack.table("tokens")?,
            tagger: Tagger::read(pack)?,
            lexicon: Lexicon::read(pack)?,
            spelling: Spelling::read(pack)?,
        })
    }

    /// The phonemes of a text, breath by breath.
    pub(crate) fn phonemes(&self, text: &str) -> Vec<String> {
        let sentences = sentences(text, |word| self.normalizer.is_title(word));
        let read = sentences.iter().map(|sentence| self.sentence(sentence)).filter(|phonemes| !phonemes.is_empty());
        read.flat_map(|phonemes| breaths(&phonemes)).collect()
    }

    fn sentence(&self, sentence: &str) -> String {
        let pieces = tokens(&self.normalizer.normalize(sentence), self.special);
        let texts: Vec<String> = pieces.iter().map(|piece| piece.text.clone()).collect();
        let tags = self.tagger.tags(&texts);
        let mut words =
            words(pieces.into_iter().zip(tags).map(|(piece, tag)| (piece.text, piece.is_spaced, tag)).collect());
        let mut following = Following::default();
        for word in words.iter_mut().rev() {
            match word.as_mut_slice() {
                [part] => {
                    if part.phonemes.is_none() {
                        part.phonemes = self.reading(part, following).or_else(|| Some(self.unknown(&part.text)));
                    }
                    following = after(following, part.phonemes.as_deref().unwrap_or_default(), part.is_to());
                }
                parts => following = self.compound(parts, following),
            }
        }
        let mut said = String::new();
        for word in &words {
            said.push_str(&joined(word));
            said.extend(word.last().filter(|part| part.is_spaced).map(|_| ' '));
        }
        said.trim().replace('ɾ', "T").replace('ʔ', "t")
    }

    fn reading(&self, part: &Part<'_>, following: Following) -> Option<String> {
        let text = part.alias.unwrap_or(&part.text);
        self.lexicon.reading(&Asked { text, tag: part.tag, is_head: part.is_head, money: part.money }, following)
    }

    /// Reads the longest known beginning of each end of a word; a word of which any part is unknown, as a whole.
    fn compound(&self, parts: &mut [Part<'_>], mut following: Following) -> Following {
        let (mut left, mut right) = (0, parts.len());
        while left < right {
            let range = parts.get_mut(left..right).unwrap_or_default();
            let found = if range.iter().any(Part::is_settled) { None } else { merged(range) };
            let found = found.and_then(|whole| Some((self.reading(&whole, following)?, whole.is_to())));
            if let Some((reading, is_to)) = found {
                following = after(following, &reading, is_to);
                settle(range, reading);
                (left, right) = (0, left);
            } else if left + 1 < right {
                left += 1;
            } else {
                right -= 1;
                left = 0;
                let Some(part) = parts.get_mut(right).filter(|part| part.phonemes.is_none()) else { continue };
                if !part.is_silent() {
                    let whole = parts.iter().map(|part| part.text.as_str()).collect::<String>();
                    settle(parts, self.unknown(&whole));
                    return following;
                }
                part.phonemes = Some(String::new());
            }
        }
        balance(parts);
        following
    }

    /// A word that nothing lists: letters by the network, digits as numbers, signs by name.
    fn unknown(&self, text: &str) -> String {
        let pieces = parts::simple(text);
        let read = pieces.iter().filter_map(|piece| match piece.chars().next()? {
            first if is_digit(first) => self.lexicon.number(piece, None, false),
            first if first.is_alphabetic() => self.spelling.read_word(piece),
            _ => Some(piece.chars().filter_map(sign).collect()),
        });
        read.filter(|reading| !reading.is_empty()).collect::<Vec<_>>().join(" ")
    }
}

/// The name of a sign in an unknown word.
fn sign(c: char) -> Option<&'static str> {
    match c {
        '/' => Some("slˈæʃ"),
        '=' => Some("ˈikwᵊlz"),
        '+' => Some("plˈʌs"),
        '&' => Some("ænd"),
        '@' => Some("æt"),
        '%' => Some("pəɹsˈɛnt"),
        '#' => Some("hˈæʃ"),
        '*' => Some("ˈæstəɹˌɪsk"),
        '~' => Some("tˈɪldə"),
        '^' => Some("kˈɛɹət"),
        '<' => Some("lˈɛs ðən"),
        '>' => Some("ɡɹˈATəɹ ðən"),
        '—' => Some("—"),
        _ => None,
    }
}

/// Tokens as words of parts: those that no space separates are one word, unless their sound is settled already.
fn words<'p>(tokens: Vec<(String, bool, Tag<'p>)>) -> Vec<Vec<Part<'p>>> {
    let mut words: Vec<Vec<Part<'p>>> = Vec::new();
    let mut is_open = false;
    let mut money = None;
    let mut tokens = tokens.into_iter().peekable();
    while let Some((text, is_spaced, tag)) = tokens.next() {
        let texts = parts::parts(&text);
        let count = texts.len();
        let is_last_number = tokens.peek().is_none_or(|(_, _, next)| next.name() != "CD");
        for (index, text) in texts.iter().enumerate() {
            let mut part = Part {
                text: text.clone(),
                tag,
                is_spaced: is_spaced && index + 1 == count,
                is_head: true,
                is_apart: false,
                alias: None,
                money: None,
                phonemes: punctuation(text, tag.name()),
            };
            let sign = text
                .chars()
                .next()
                .filter(|sign| tag.name() == "$" && is_money(*sign) && text.chars().nth(1).is_none());
            if sign.is_some() {
                money = sign;
                part.phonemes = Some(String::new());
            } else if part.phonemes.is_some() {
            } else if money.is_some() {
                if tag.name() != "CD" {
                    money = None;
                } else if index + 1 == count && is_last_number {
                    part.money = money;
                }
            } else if text == "2" && is_between_letters(&texts, index) {
                part.alias = Some("to");
            }
            match words.last_mut().filter(|word| is_open && word.len() < WORD_PARTS_MAX) {
                Some(word) if !part.is_settled() => {
                    part.is_head = false;
                    is_open = !part.is_spaced;
                    word.push(part);
                }
                Some(_) | None => {
                    is_open = !part.is_settled() && !part.is_spaced;
                    words.push(vec![part]);
                }
            }
        }
    }
    words
}

fn is_between_letters(texts: &[String], index: usize) -> bool {
    let before = index.checked_sub(1).and_then(|before| texts.get(before)?.chars().next_back());
    let after = texts.get(index + 1).and_then(|after| after.chars().next());
    before.is_some_and(char::is_alphabetic) && after.is_some_and(char::is_alphabetic)
}

/// The pause, or the silence, of a token that is none but punctuation.
fn punctuation(text: &str, tag: &str) -> Option<String> {
    if tag == ":" && matches!(text, "-" | "–") {
        return Some("—".to_owned());
    }
    let is_tag = matches!(tag, "." | "," | "-LRB-" | "-RRB-" | "``" | "\"\"" | "''" | ":" | "$" | "#" | "NFP");
    if !is_tag || text.chars().all(|c| c.is_ascii_alphabetic()) || (tag == "$" && matches!(text, "$" | "£" | "€")) {
        return None;
    }
    Some(match tag {
        "-LRB-" => "(".to_owned(),
        "-RRB-" => ")".to_owned(),
        "``" => "“".to_owned(),
        "\"\"" | "''" => "”".to_owned(),
        _ => text.chars().filter(|c| PUNCTUATION.contains(*c)).collect(),
    })
}

/// The sound that a word before would be followed by.
fn after(following: Following, phonemes: &str, to: bool) -> Following {
    let first =
        phonemes.chars().find(|phoneme| is_vowel(*phoneme) || is_consonant(*phoneme) || PAUSES.contains(*phoneme));
    let vowel = match first {
        Some(pause) if PAUSES.contains(pause) => None,
        Some(phoneme) => Some(is_vowel(phoneme)),
        None => following.vowel,
    };
    Following { vowel, to }
}

/// Several parts as one, with the part of speech of the longest.
fn merged<'p>(parts: &[Part<'p>]) -> Option<Part<'p>> {
    let size = |part: &Part<'_>| part.text.chars().map(|c| if c.to_lowercase().eq([c]) { 1 } else { 2 }).sum::<usize>();
    let longest = parts.iter().reduce(|longest, part| if size(part) > size(longest) { part } else { longest })?;
    let first = parts.first()?;
    Some(Part {
        text: parts.iter().map(|part| part.text.as_str()).collect(),
        tag: longest.tag,
        money: parts.iter().filter_map(|part| part.money).max(),
        ..first.clone()
    })
}

/// Gives the first of the parts the reading of all.
fn settle(parts: &mut [Part<'_>], reading: String) {
    let mut reading = Some(reading);
    for part in parts {
        part.phonemes = Some(reading.take().unwrap_or_default());
    }
}

/// Stress of a compound: each part its own if they are said apart, else not on all of them.
fn balance(parts: &mut [Part<'_>]) {
    let text: String = parts.iter().map(|part| part.text.as_str()).collect();
    let kind = |c: char| if c.is_alphabetic() { 0 } else { 1 + u8::from(!is_digit(c)) };
    let mut kinds = text.chars().filter(|c| !SILENT.contains(*c)).map(kind);
    let first = kinds.next();
    let is_apart = text.contains(' ') || text.contains('/') || kinds.any(|kind| Some(kind) != first);
    let count = parts.len();
    for (index, part) in parts.iter_mut().enumerate() {
        if part.phonemes.is_some() {
            part.is_apart = is_apart && index > 0;
        } else if index + 1 == count
            && part.text.chars().nth(1).is_none()
            && part.text.chars().all(|c| PAUSES.contains(c))
        {
            part.phonemes = Some(part.text.clone());
        } else if part.is_silent() {
            part.phonemes = Some(String::new());
        }
    }
    if is_apart {
        return;
    }
    let said = parts.iter_mut().filter(|part| part.phonemes.as_ref().is_some_and(|phonemes| !phonemes.is_empty()));
    let mut said: Vec<&mut Part<'_>> = said.collect();
    let less =
        |part: &mut Part<'_>| part.phonemes = part.phonemes.as_deref().map(|phonemes| stressed(phonemes, Stress::Less));
    let is_stressed = |part: &Part<'_>| part.phonemes.as_ref().is_some_and(|phonemes| phonemes.contains(PRIMARY));
    if let [first, second] = said.as_mut_slice()
        && first.text.chars().nth(1).is_none()
    {
        less(second);
        return;
    }
    let stresses = said.iter().filter(|part| is_stressed(part)).count();
    if said.len() < 2 || stresses <= said.len().div_ceil(2) {
        return;
    }
    let half = said.len() / 2;
    said.sort_by_key(|part| (is_stressed(part), part.phonemes.as_deref().map_or(0, weight)));
    for part in said.into_iter().take(half) {
        less(part);
    }
}

/// The phonemes of a word's parts.
fn joined(parts: &[Part<'_>]) -> String {
    let mut said = String::new();
    for part in parts {
        let phonemes = part.phonemes.as_deref().unwrap_or_default();
        if part.is_apart && !said.is_empty() && !said.ends_with(char::is_whitespace) && !phonemes.is_empty() {
            said.push(' ');
        }
        said.push_str(phonemes);
    }
    said
}

/// Phonemes that can be said in one breath: cut at pauses, and where there is none, between words.
fn breaths(phonemes: &str) -> Vec<String> {
    let length = |text: &str| text.chars().count();
    if length(phonemes) <= PHONEMES_MAX {
        return vec![phonemes.to_owned()];
    }
    let mut is_pause = false;
    let clauses = phonemes.split(|phoneme: char| {
        let is_end = is_pause && phoneme == ' ';
        is_pause = ",;:—".contains(phoneme);
        is_end
    });
    let fits = |clause: &str| length(clause) <= PHONEMES_MAX;
    let parts = clauses.flat_map(|clause| if fits(clause) { vec![clause] } else { clause.split(' ').collect() });
    let mut breaths: Vec<String> = Vec::new();
    for part in parts {
        match breaths.last_mut().filter(|breath| length(breath) + length(part) < PHONEMES_MAX) {
            Some(breath) => {
                breath.push(' ');
                breath.push_str(part);
            }
            // Only what is no language has words as long as that.
            None => breaths.push(part.chars().take(PHONEMES_MAX).collect()),
        }
    }
    breaths
}
