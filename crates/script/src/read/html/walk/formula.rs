//! Formulas in MathML: simple ones are said ("E equals m c squared"), all others are left out.
//!
//! Built bottom up from a bounded stack. What a listener could group in two ways is not simple.

use super::super::super::block::{Block, squeeze};
use super::super::markup::element;
use super::raised::power;
use super::{Found, Walk, has_words};
use crate::left::{Left, Why};

/// Words in the place of a formula that is left out.
pub(super) const STAND_IN: &str = "a formula";
/// Letters, numbers and signs of a formula that can be followed by ear.
const TOKENS_MAX: usize = 24;
const NESTING_MAX: usize = 32;
const SIGNS: [(&str, &str, Kind); 34] = [
    ("=", "equals", Kind::Relation),
    ("<", "is less than", Kind::Relation),
    (">", "is greater than", Kind::Relation),
    ("\u{2264}", "is at most", Kind::Relation),
    ("\u{2265}", "is at least", Kind::Relation),
    ("\u{2260}", "is not equal to", Kind::Relation),
    ("\u{2248}", "is about", Kind::Relation),
    ("\u{2261}", "is identical to", Kind::Relation),
    ("\u{221D}", "is proportional to", Kind::Relation),
    ("\u{2208}", "in", Kind::Relation),
    ("\u{2192}", "to", Kind::Relation),
    (",", ",", Kind::Comma),
    (";", ",", Kind::Comma),
    ("+", "plus", Kind::Sign),
    ("-", "minus", Kind::Sign),
    ("\u{2212}", "minus", Kind::Sign),
    ("\u{B1}", "plus or minus", Kind::Sign),
    ("\u{D7}", "times", Kind::Sign),
    ("*", "times", Kind::Sign),
    ("\u{22C5}", "times", Kind::Sign),
    ("\u{B7}", "times", Kind::Sign),
    ("/", "over", Kind::Sign),
    ("\u{F7}", "divided by", Kind::Sign),
    ("%", "percent", Kind::Name),
    ("!", "factorial", Kind::Name),
    ("\u{221E}", "infinity", Kind::Name),
    ("\u{2026}", "and so on", Kind::Name),
    ("\u{B0}", "degrees", Kind::Name),
    ("\u{2032}", "prime", Kind::Name),
    ("(", "", Kind::Opening),
    (")", "", Kind::Closing),
    ("\u{2061}", "", Kind::Silent),
    ("\u{2062}", "", Kind::Silent),
    ("\u{2063}", ",", Kind::Comma),
];
const GREEK: &str = "alpha beta gamma delta epsilon zeta eta theta iota kappa lambda mu nu xi omicron pi rho sigma sigma tau upsilon phi chi psi omega";

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    /// A letter, a number, a word.
    Name,
    Sign,
    Relation,
    Comma,
    Opening,
    Closing,
    Silent,
    /// Something in brackets.
    Bracketed,
    /// Of several parts.
    Compound,
}

struct Part {
    said: String,
    kind: Kind,
    /// True if what follows could be taken for a part of it; true if what stands before it could.
    is_open: bool,
    is_open_before: bool,
}

struct Node {
    name: String,
    text: String,
    parts: Vec<Part>,
}

/// A formula whose end has not been seen.
#[derive(Default)]
pub(super) struct Formula {
    nodes: Vec<Node>,
    parts: Vec<Part>,
    tokens: usize,
    is_complex: bool,
    /// The text of all tokens, and of the annotations.
    written: String,
    notes: String,
}

impl Part {
    fn new(said: impl Into<String>, kind: Kind) -> Part {
        Part { said: said.into(), kind, is_open: false, is_open_before: false }
    }
}

impl Walk<'_> {
    /// True if a start tag belongs to the formula.
    pub(super) fn opens_in_formula(&mut self, name: &str, is_closed: bool) -> bool {
        let Some(formula) = &mut self.formula else { return false };
        if element::is_block(name) && !formula.holds_text() {
            self.end_formula();
            return false;
        }
        if !is_closed && !element::is_void(name) {
            formula.open(name);
        }
        true
    }

    /// True if an end tag belongs to the formula.
    pub(super) fn closes_in_formula(&mut self, name: &str) -> bool {
        let Some(formula) = &mut self.formula else { return false };
        if name == "math" {
            self.end_formula();
            return true;
        }
        if formula.nodes.iter().any(|node| node.name == name) {
            formula.close(name);
            return true;
        }
        if element::is_block(name) {
            self.end_formula();
            return false;
        }
        true
    }

    pub(super) fn end_formula(&mut self) {
        let Some(formula) = self.formula.take() else { return };
        let (said, left) = formula.finish();
        if let Some(said) = &said {
            self.inline_text(&format!(" {said} "));
        }
        let left = squeeze(&left);
        if has_words(&left) {
            // Without words for it the sentence would have a hole: "the chance is … for each n".
            if said.is_none() && self.left.is_none() {
                self.stand_in();
            }
            self.within.push(Left::new(Why::Formula, left));
        }
        self.formula_end = Some(self.text.trim_end().len());
    }

    /// Puts words in the place of a formula that is left out.
    pub(super) fn stand_in(&mut self) {
        self.inline_text(&format!(" {STAND_IN} "));
        self.stand_ins += 1;
    }

    /// True if a text is only words in the place of formulas; the sentence before it that leads to them takes them.
    pub(super) fn takes_formulas(&mut self, text: &str, formulas: usize) -> bool {
        let bare = text.trim_end_matches(|c: char| !c.is_alphanumeric());
        if formulas == 0 || bare.len() != formulas * (STAND_IN.len() + 1) - 1 || !self.tables.is_empty() {
            return false;
        }
        if bare.replace(STAND_IN, "").contains(char::is_alphanumeric) {
            return false;
        }
        let context = self.context();
        let outer = self.parents.get(context.container).copied();
        if let Some(Found { block: Block::Text(before), container, .. }) = self.found.last_mut()
            && (*container == context.container || Some(*container) == outer)
            && before.item.is_none()
            && context.item.is_none()
            && before.text.ends_with(|c: char| c.is_alphanumeric() || c == ',')
        {
            before.text.push(' ');
            before.text.push_str(STAND_IN);
        }
        true
    }
}

impl Formula {
    pub(super) fn text(&mut self, text: &str) {
        let is_note = self.nodes.iter().any(|node| node.name.starts_with("annotation"));
        let written = if is_note { &mut self.notes } else { &mut self.written };
        written.push_str(text);
        match self.nodes.last_mut() {
            Some(node) if is_token(&node.name) => node.text.push_str(text),
            _ => self.is_complex |= !is_note && has_words(text),
        }
    }

    fn holds_text(&self) -> bool {
        self.nodes.last().is_some_and(|node| matches!(node.name.as_str(), "mtext" | "ms" | "annotation-xml"))
    }

    fn open(&mut self, name: &str) {
        self.written.push(' ');
        if self.nodes.len() >= NESTING_MAX {
            self.is_complex = true;
        } else {
            self.nodes.push(Node { name: name.to_owned(), text: String::new(), parts: Vec::new() });
        }
    }

    fn close(&mut self, name: &str) {
        self.written.push(' ');
        while let Some(node) = self.nodes.pop() {
            let is_last = node.name == name;
            self.tokens += usize::from(is_token(&node.name));
            self.is_complex |= self.tokens > TOKENS_MAX;
            if !self.is_complex {
                match node.part() {
                    Some(part) => self.nodes.last_mut().map_or(&mut self.parts, |node| &mut node.parts).push(part),
                    None => self.is_complex = true,
                }
            }
            if is_last {
                return;
            }
        }
    }

    /// The words of a formula, and the parts left out.
    fn finish(mut self) -> (Option<String>, String) {
        while let Some(name) = self.nodes.last().map(|node| node.name.clone()) {
            self.close(&name);
        }
        let said = if self.is_complex { None } else { row(std::mem::take(&mut self.parts)).map(|part| part.said) };
        let said = said.filter(|said| has_words(said));
        let left = if said.is_some() { self.notes } else { format!("{} {}", self.written, self.notes) };
        (said, left)
    }
}

fn is_token(name: &str) -> bool {
    matches!(name, "mi" | "mn" | "mo" | "ms" | "mtext")
}

impl Node {
    /// The words of an element; none if it is not simple.
    fn part(self) -> Option<Part> {
        let silent = || Some(Part::new("", Kind::Silent));
        match self.name.as_str() {
            "mi" | "mn" | "ms" | "mtext" | "mo" => token(squeeze(&self.text).as_str(), self.name == "mo"),
            "mspace" | "annotation" | "annotation-xml" | "none" | "mprescripts" => silent(),
            "mrow" | "mstyle" | "mpadded" | "semantics" | "math" | "merror" => row(self.parts),
            "msqrt" => {
                let inner = row(self.parts)?;
                let is_open = inner.kind == Kind::Compound;
                Some(Part { is_open, ..Part::new(format!("the square root of {}", inner.said), Kind::Name) })
            }
            "mfrac" | "msup" | "msub" | "mroot" => {
                let [first, second]: [Part; 2] = self.parts.try_into().ok()?;
                two(&self.name, first, second)
            }
            "msubsup" => {
                let [base, below, above]: [Part; 3] = self.parts.try_into().ok()?;
                two("msup", two("msub", base, below)?, above)
            }
            _ => None,
        }
    }
}

fn token(text: &str, is_operator: bool) -> Option<Part> {
    if let Some((_, said, kind)) = SIGNS.iter().find(|(sign, ..)| *sign == text) {
        return Some(Part::new(*said, *kind));
    }
    if is_operator && !has_words(text) && !text.is_empty() {
        return None;
    }
    if text.chars().any(|c| !c.is_alphanumeric() && !matches!(c, '.' | ',' | ' ' | '-' | '\'' | '\u{A0}')) {
        return None;
    }
    let said: Vec<String> =
        text.split_whitespace().map(|word| greek(word).unwrap_or_else(|| word.to_owned())).collect();
    Some(Part::new(said.join(" "), Kind::Name))
}

/// The name of a Greek letter.
pub(crate) fn greek(word: &str) -> Option<String> {
    let mut letters = word.chars();
    let (letter, None) = (letters.next()?, letters.next()) else { return None };
    let base = match letter {
        '\u{3B1}'..='\u{3C9}' => '\u{3B1}',
        '\u{391}'..='\u{3A9}' => '\u{391}',
        '\u{3D5}' => return Some("phi".to_owned()),
        '\u{3F5}' => return Some("epsilon".to_owned()),
        _ => return None,
    };
    let at = usize::try_from(u32::from(letter) - u32::from(base)).ok()?;
    let name = GREEK.split(' ').nth(at)?;
    Some(if base == '\u{391}' { format!("capital {name}") } else { name.to_owned() })
}

/// A fraction, a power, an index or a root.
fn two(name: &str, first: Part, second: Part) -> Option<Part> {
    let is_compound = |part: &Part| part.kind == Kind::Compound;
    let is_negative = second.said.strip_prefix("minus ").is_some_and(|rest| !rest.contains(' '));
    let is_open = (is_compound(&second) && !is_negative) || second.is_open;
    let (said, is_open_before) = match name {
        "mfrac" if is_compound(&first) => (format!("{}, all over {}", first.said, second.said), true),
        "mfrac" if first.is_open => return None,
        "mfrac" => (format!("{} over {}", first.said, second.said), false),
        _ if is_compound(&first) || first.is_open || first.kind == Kind::Silent => return None,
        "msup" if second.said == "prime" || second.said == "degrees" => {
            (format!("{} {}", first.said, second.said), false)
        }
        "msup" => (format!("{}{}", first.said, power(&second.said)), false),
        "msub" => (format!("{} sub {}", first.said, second.said), false),
        _ if second.said == "3" => (format!("the cube root of {}", first.said), false),
        _ => (format!("the {} th root of {}", second.said, first.said), false),
    };
    Some(Part { said, kind: Kind::Name, is_open, is_open_before })
}

/// The parts of a row one after the other.
fn row(parts: Vec<Part>) -> Option<Part> {
    let mut parts: Vec<Part> = parts.into_iter().filter(|part| part.kind != Kind::Silent).collect();
    if let [Part { kind: Kind::Opening, .. }, inner, Part { kind: Kind::Closing, .. }] = parts.as_slice() {
        return (inner.kind != Kind::Compound).then(|| Part::new(inner.said.clone(), Kind::Bracketed));
    }
    if parts.len() == 1 {
        return parts.pop();
    }
    let mut said = String::new();
    let mut before: Option<&Part> = None;
    let mut rest = parts.iter().peekable();
    while let Some(mut part) = rest.next() {
        let mut is_bracketed = part.kind == Kind::Bracketed;
        if part.kind == Kind::Opening {
            part = rest.next()?;
            is_bracketed = rest.next()?.kind == Kind::Closing && part.kind == Kind::Name;
            if !is_bracketed {
                return None;
            }
        }
        let is_clear = before.is_none_or(|before| !before.is_open || part.kind == Kind::Comma);
        let follows = before.is_none_or(|before| matches!(before.kind, Kind::Relation | Kind::Comma));
        if part.kind == Kind::Closing || !is_clear || (part.is_open_before && !follows) {
            return None;
        }
        if !said.is_empty() && part.kind != Kind::Comma {
            said.push(' ');
        }
        if is_bracketed && before.is_some_and(|before| before.kind == Kind::Name) {
            said.push_str("of ");
        }
        said.push_str(&part.said);
        before = Some(part);
    }
    let kind = if parts.is_empty() { Kind::Silent } else { Kind::Compound };
    let is_open = before.is_some_and(|last| last.is_open);
    Some(Part { is_open, ..Part::new(said, kind) })
}
