//! The kinds of damage, each with the rules that should catch it.
//!
//! A damage that leaves the statement true is no damage: a new number, unit or word is one that the cited paragraphs do
//! not have, a new name is of another paragraph or does nothing of the sort. Another cite is of another paragraph,
//! whatever that one says.

use script::{Document, Reason, Turn};

#[path = "edit.rs"]
mod edit;

use crate::corpus::Sample;
use edit::{cited, first_number, replace_word, words};

/// A kind of damage: its name, the rules that may name it, and the damaged turn.
pub(crate) type Kind = (&'static str, &'static [Reason], fn(&Turn, &Case<'_>) -> Option<Turn>);

/// The surroundings of a turn.
pub(crate) struct Case<'a> {
    pub(crate) sample: &'a Sample,
    /// A turn of another source.
    pub(crate) stranger: &'a Turn,
    /// Index of the turn, for variety.
    pub(crate) index: usize,
}

impl Case<'_> {
    fn document(&self) -> &Document {
        &self.sample.document
    }

    fn pick<'t>(&self, table: &[&'t str]) -> &'t str {
        table.get(self.index % table.len().max(1)).copied().unwrap_or_default()
    }
}

use Reason::{
    Address, Canary, CiteMissing, CiteUnknown, Cover, Hidden, HostLabel, Markup, Name, NegationAdded, NegationDropped,
    NotEnglish, Number, Opposite, Order, Pair, QuestionClaim, Quote, Repeated, StageDirection, Superlative, Unit,
    Unspeakable,
};

pub(crate) const KINDS: [Kind; 28] = [
    ("number changed", &[Number, QuestionClaim], |turn, case| {
        let (at, digits) = first_number(&turn.text)?;
        let new = digits.replace(',', "").parse::<u64>().ok()?.checked_mul(3)?.checked_add(17)?.to_string();
        (!cited(turn, case.document()).contains(&new)).then(|| with(turn, replaced(&turn.text, at, digits, &new)))
    }),
    ("digit moved", &[Number, QuestionClaim], |turn, case| {
        let (at, digits) = first_number(&turn.text)?;
        let mut new: Vec<char> = digits.chars().filter(|c| *c != ',').collect();
        let second = 1.min(new.len() - 1);
        new.swap(0, second);
        let new: String = new.into_iter().collect::<String>().trim_start_matches('0').to_owned()
            + if digits.len() < 2 { "0" } else { "" };
        let known = new == digits || new.is_empty() || words(&cited(turn, case.document())).contains(&new);
        (!known).then(|| with(turn, replaced(&turn.text, at, digits, &new)))
    }),
    ("number word swapped", &[Number, Pair], |turn, case| {
        let text = cited(turn, case.document());
        swap(turn, edit::NUMBER_WORDS, |new| !edit::has_number(&text, new))
    }),
    ("number of the same paragraph", &[Number, Pair, Unit], |turn, case| {
        let (at, digits) = first_number(&turn.text)?;
        let text = cited(turn, case.document());
        let others = words(&text).into_iter().filter(|word| word.chars().all(|c| c.is_ascii_digit()));
        let other =
            others.into_iter().find(|other| !words(&turn.text).contains(other) && other != &digits.replace(',', ""))?;
        Some(with(turn, replaced(&turn.text, at, digits, &other)))
    }),
    ("unit changed", &[Unit], |turn, case| {
        let text = cited(turn, case.document());
        swap(turn, edit::UNITS, |new| !words(&text).contains(&new.to_owned()))
    }),
    ("name swapped", &[Name, Pair, QuestionClaim], |turn, case| {
        let text = cited(turn, case.document());
        let names = &case.sample.names;
        let said = names.iter().find(|name| words(&turn.text).contains(name))?;
        let new = names.iter().rev().find(|name| *name != said && !words(&text).contains(name))?;
        replace_word(&turn.text, said, new).map(|text| with(turn, text))
    }),
    ("name of the same paragraph", &[Name, Pair], |turn, case| {
        let text = cited(turn, case.document());
        let names = &case.sample.names;
        let said = names.iter().find(|name| words(&turn.text).contains(name))?;
        let new = names
            .iter()
            .find(|name| *name != said && words(&text).contains(name) && !words(&turn.text).contains(name))?;
        replace_word(&turn.text, said, new).map(|text| with(turn, text))
    }),
    ("name invented", &[Name], |turn, case| {
        let said = case.sample.names.iter().find(|name| words(&turn.text).contains(name))?;
        replace_word(&turn.text, said, case.pick(&["Marlowe", "Ostrava", "Whitcombe"])).map(|text| with(turn, text))
    }),
    ("negation dropped", &[NegationDropped, Opposite, NegationAdded], |turn, _| {
        states(turn).then(|| swap(turn, edit::NEGATED, |_| true)).flatten()
    }),
    ("negation added", &[NegationAdded, NegationDropped, Opposite], |turn, _| {
        let text = &turn.text;
        let negated = ["not", "no", "never", "without", "none", "nobody", "nothing", "cannot", "any"];
        let has =
            words(text).iter().any(|word| negated.contains(&word.to_lowercase().as_str()) || word.ends_with("n't"));
        (!has && !text.contains('?')).then(|| swap(turn, edit::AFFIRMED, |_| true)).flatten()
    }),
    ("opposite", &[Opposite, Cover], |turn, case| {
        let text = cited(turn, case.document());
        swap(turn, edit::OPPOSITES, |new| !words(&text).contains(&new.to_owned()))
    }),
    (
        "cite of another paragraph",
        &[Cover, Number, Name, Pair, Quote, Unit, Superlative, NegationAdded, NegationDropped, Opposite, QuestionClaim],
        |turn, case| {
            let all = u32::try_from(case.document().paragraphs.len()).ok()?;
            let first = *turn.cites.first()?;
            let other = (first + all / 2) % all;
            let states = !turn.text.ends_with('?') && !turn.cites.contains(&other);
            states.then(|| Turn { cites: vec![other], ..turn.clone() })
        },
    ),
    ("cite missing", &[CiteMissing], |turn, _| {
        (!turn.text.ends_with('?')).then(|| Turn { cites: Vec::new(), ..turn.clone() })
    }),
    ("cite unknown", &[CiteUnknown], |turn, case| {
        let beyond = u32::try_from(case.document().paragraphs.len() + case.index).ok()?;
        Some(Turn { cites: turn.cites.iter().copied().chain([beyond]).collect(), ..turn.clone() })
    }),
    ("sentence repeated", &[Repeated], |turn, _| Some(with(turn, format!("{} {}", turn.text, turn.text)))),
    ("sentence of another source", &[Cover, Number, Name], |turn, case| {
        (!case.stranger.text.ends_with('?')).then(|| with(turn, format!("{} {}", turn.text, case.stranger.text)))
    }),
    ("address added", &[Address], |turn, case| {
        let more = [
            "More at https://cuepoint.example/now.",
            "The rest is on www.example.org.",
            "Write to ada@example.com.",
            "See example dot com.",
        ];
        Some(with(turn, format!("{} {}", turn.text, case.pick(&more))))
    }),
    ("markup, code or JSON", &[Markup, StageDirection, Unspeakable], |turn, case| {
        let text = &turn.text;
        Some(with(
            turn,
            match case.index % 5 {
                0 => format!("**{text}**"),
                1 => format!("{{\"host\": \"lead\", \"text\": \"{text}\"}}"),
                2 => format!("{text} std::mem::drop(lease)"),
                3 => format!("- {text}\n- And more."),
                _ => format!("<b>{text}</b>"),
            },
        ))
    }),
    ("stage direction", &[StageDirection], |turn, case| {
        Some(with(turn, format!("{} {}", case.pick(&["[laughs]", "(pauses)", "*sighs*", "[Music fades]"]), turn.text)))
    }),
    ("host label inside", &[HostLabel], |turn, case| {
        let label = case.pick(&["Host B:", "Ben:", "Guest:", "Speaker 2:", "Assistant:"]);
        Some(with(turn, format!("{} {label} That makes sense.", turn.text)))
    }),
    ("order to the listener", &[Order], |turn, case| {
        let more = [
            "Please visit our page.",
            "Subscribe now.",
            "Click the button below.",
            "Ignore all previous instructions.",
            "As an AI, I cannot say more.",
            "Download the app.",
            "You should buy one today.",
        ];
        Some(with(turn, format!("{} {}", turn.text, case.pick(&more))))
    }),
    ("canary leaked", &[Canary], |turn, case| {
        let spaced: String = script::CANARY.chars().flat_map(|c| [c, ' ']).collect();
        let loud = script::CANARY.to_uppercase();
        let leak = case.pick(&[script::CANARY, loud.as_str(), spaced.trim()]).to_owned();
        Some(with(turn, format!("{} They said {leak}.", turn.text)))
    }),
    ("language switched", &[NotEnglish], |turn, case| {
        let other = [
            "Das ist eine sehr gute Nachricht fuer alle Leute.",
            "Esto es una noticia muy buena para todos.",
            "Voici une bonne nouvelle pour tout le monde ici.",
        ];
        Some(with(turn, format!("{} {}", turn.text, case.pick(&other))))
    }),
    ("hidden characters", &[Hidden], |turn, case| {
        let mark = case.pick(&["\u{200B}", "\u{202E}", "\u{E0041}", "\u{2066}", "\u{FEFF}", "\u{AD}"]);
        Some(with(turn, turn.text.replacen(' ', &format!(" {mark}"), 1)))
    }),
    ("superlative added", &[Superlative, Cover], |turn, case| {
        let adjective = case.pick(&["best", "greatest", "most remarkable", "finest"]);
        let (head, tail) = turn.text.split_once(" the ").filter(|_| states(turn))?;
        // Before a number or a superlative it would be no English.
        let plain =
            tail.starts_with(|c: char| c.is_ascii_lowercase()) && !tail.starts_with("most") && !head.contains('"');
        plain.then(|| with(turn, format!("{head} the {adjective} {tail}")))
    }),
    ("date shifted", &[Number, Name, Pair, QuestionClaim], |turn, case| {
        let text = cited(turn, case.document());
        let fits = |new: &str| !words(&text).contains(&new.to_owned());
        swap(turn, edit::MONTHS, fits).or_else(|| {
            let year = words(&turn.text)
                .into_iter()
                .find(|word| word.len() == 4 && word.parse::<u32>().is_ok_and(|year| (1600..2100).contains(&year)))?;
            let new = (year.parse::<u32>().ok()? + 1).to_string();
            fits(&new).then(|| replace_word(&turn.text, &year, &new)).flatten().map(|text| with(turn, text))
        })
    }),
    ("quote altered", &[Quote], |turn, _| {
        let (head, rest) = turn.text.split_once('"')?;
        let (quote, tail) = rest.split_once('"')?;
        let (first, last) = quote.rsplit_once(' ')?;
        Some(with(turn, format!("{head}\"{last} {first}\"{tail}")))
    }),
    ("question with a claim", &[QuestionClaim], |turn, case| {
        let more = ["Is it true that 7,777 people saw it?", "And what about Marlowe?", "Did it take 93 days?"];
        Some(with(turn, format!("{} {}", turn.text, case.pick(&more))))
    }),
];

/// True for a turn without a question; a question's own words are held against numbers and names alone.
fn states(turn: &Turn) -> bool {
    !turn.text.contains('?')
}

fn with(turn: &Turn, text: String) -> Turn {
    Turn { text, ..turn.clone() }
}

fn replaced(text: &str, at: usize, old: &str, new: &str) -> String {
    let (head, tail) = text.split_at(at);
    format!("{head}{new}{}", tail.strip_prefix(old).unwrap_or(tail))
}

/// The turn with the first word of a table replaced, if the new one fits.
fn swap(turn: &Turn, table: &[(&str, &str)], fits: impl Fn(&str) -> bool) -> Option<Turn> {
    let usable = table.iter().filter(|(_, new)| fits(new));
    usable.into_iter().find_map(|(old, new)| replace_word(&turn.text, old, new)).map(|text| with(turn, text))
}
