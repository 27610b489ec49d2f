//! The defects of a script, each with a stable code and the words it is about.

/// The rule that a turn breaks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Reason {
    /// No turns, or more than `limits::TURNS_MAX`.
    TurnCount,
    Empty,
    TooLong,
    WordTooLong,
    /// A sign that has no sound.
    Unspeakable,
    /// A zero-width, bidirectional, tag or control character.
    Hidden,
    /// A web address or a mail address.
    Address,
    /// Markup, code, JSON or the mark of a list.
    Markup,
    StageDirection,
    /// The name of a speaker before a colon.
    HostLabel,
    NotEnglish,
    /// An order to the listener or to a model.
    Order,
    /// Words of our own prompt.
    Canary,
    CiteMissing,
    CiteUnknown,
    /// More cited paragraphs than one turn can be held against.
    CiteCount,
    Number,
    Unit,
    Name,
    /// A number that the source gives to another name, date or thing.
    Pair,
    Quote,
    NegationAdded,
    NegationDropped,
    /// The opposite of a word of the source.
    Opposite,
    /// A superlative or an absolute that the source does not have.
    Superlative,
    /// Too few of the statement's words are in what it cites.
    Cover,
    Repeated,
    QuestionTooLong,
    /// A number or a name in a question that its neighbourhood does not have.
    QuestionClaim,
}

impl Reason {
    /// The stable code that a model and a log are given.
    pub fn code(self) -> &'static str {
        match self {
            Reason::TurnCount => "turn_count",
            Reason::Empty => "empty",
            Reason::TooLong => "too_long",
            Reason::WordTooLong => "word_too_long",
            Reason::Unspeakable => "unspeakable",
            Reason::Hidden => "hidden_character",
            Reason::Address => "address",
            Reason::Markup => "markup",
            Reason::StageDirection => "stage_direction",
            Reason::HostLabel => "host_label",
            Reason::NotEnglish => "not_english",
            Reason::Order => "order",
            Reason::Canary => "canary",
            Reason::CiteMissing => "cite_missing",
            Reason::CiteUnknown => "cite_unknown",
            Reason::CiteCount => "cite_count",
            Reason::Number => "number",
            Reason::Unit => "unit",
            Reason::Name => "name",
            Reason::Pair => "pair",
            Reason::Quote => "quote",
            Reason::NegationAdded => "negation_added",
            Reason::NegationDropped => "negation_dropped",
            Reason::Opposite => "opposite",
            Reason::Superlative => "superlative",
            Reason::Cover => "cover",
            Reason::Repeated => "repeated",
            Reason::QuestionTooLong => "question_too_long",
            Reason::QuestionClaim => "question_claim",
        }
    }
}

/// A defect of one turn; `turn` is an index into the script.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("turn {turn}: {}: {words:?}", reason.code())]
pub struct Ungrounded {
    pub turn: usize,
    pub reason: Reason,
    /// The words of the turn that break the rule, at most `WORDS_CHARS_MAX` characters.
    pub words: String,
}

/// Characters of the words of a defect: enough to find them again.
const WORDS_CHARS_MAX: usize = 120;
/// Defects told at once: what a model can mend in one answer.
const DEFECTS_MAX: usize = 64;

/// The defects found so far, bounded in number.
#[derive(Default)]
pub(super) struct Defects(Vec<Ungrounded>);

impl Defects {
    pub(super) fn add(&mut self, turn: usize, reason: Reason, words: &str) {
        if !self.is_full() {
            let words = words.chars().take(WORDS_CHARS_MAX).collect();
            self.0.push(Ungrounded { turn, reason, words });
        }
    }

    pub(super) fn is_full(&self) -> bool {
        self.0.len() >= DEFECTS_MAX
    }

    pub(super) fn into_vec(self) -> Vec<Ungrounded> {
        self.0
    }
}
