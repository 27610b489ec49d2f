//! Style sheets inside a page: the classes and ids that they hide.
//!
//! No cascade: only a rule of one class or one id, outside of any `@media`, hides; any other rule that shows an element
//! wins over it. So what a page shows under some condition (a tab, a screen's width) is not taken for hidden. One pass.

use std::collections::BTreeMap;

use super::attribute::Attributes;
use super::style::{self, Style};

/// The number of a rule that wins over every rule of one class, and over those of one id or with `!important`.
const IMPORTANT: usize = usize::MAX - 1;
const CONDITIONAL: usize = usize::MAX;

#[derive(Default)]
pub(crate) struct Sheet {
    classes: BTreeMap<String, Named>,
    ids: BTreeMap<String, Named>,
    /// Rules so far.
    rules: usize,
}

/// The last rule that hides a name, and the last that shows it; 0 for none.
#[derive(Clone, Copy, Default)]
struct Named {
    hidden_at: usize,
    shown_at: usize,
}

enum Effect {
    Hides { is_important: bool },
    Shows,
}

impl Sheet {
    /// Adds the rules of a style sheet.
    pub(crate) fn add(&mut self, sheet: &str) {
        let sheet = style::without_comments(sheet);
        let (mut start, mut depth) = (0usize, 0usize);
        let mut selectors: Option<&str> = None;
        let mut quote = None;
        let mut is_escaped = false;
        for (at, byte) in sheet.bytes().enumerate() {
            match (quote, byte) {
                (Some(_), b'\\') => is_escaped = !is_escaped,
                // A string ends with its line.
                (Some(open), end) if (end == open && !is_escaped) || end == b'\n' => quote = None,
                (Some(_), _) => is_escaped = false,
                (None, b'"' | b'\'') => (quote, is_escaped) = (Some(byte), false),
                (None, b'{' | b'}') => {
                    let text = sheet.get(start..at).unwrap_or_default();
                    if let Some(selectors) = selectors.take() {
                        self.rule(selectors, text, depth == 1);
                    }
                    if byte == b'}' {
                        depth = depth.saturating_sub(1);
                    } else {
                        let head = text.rsplit(';').next().unwrap_or_default().trim();
                        let head = head.trim_start_matches("<!--").trim_start();
                        selectors = (!head.starts_with('@')).then_some(head);
                        depth += 1;
                    }
                    start = at + 1;
                }
                (None, _) => {}
            }
        }
    }

    fn rule(&mut self, selectors: &str, declarations: &str, is_top: bool) {
        self.rules += 1;
        let Some(effect) = effect(&Style::of(declarations)) else { return };
        for selector in selectors.split(',') {
            let selector = selector.trim();
            let simple = simple(selector).filter(|_| is_top);
            match (&effect, simple) {
                (Effect::Hides { is_important }, Some(name)) => {
                    let is_strong = *is_important || selector.starts_with('#');
                    let at = if is_strong { IMPORTANT } else { self.rules };
                    self.named(selector, name).hidden_at = at;
                }
                (Effect::Shows, Some(name)) => {
                    let at = self.rules;
                    let named = self.named(selector, name);
                    named.shown_at = named.shown_at.max(at);
                }
                (Effect::Shows, None) => {
                    for (mark, name) in names(selector) {
                        self.of(mark, name).shown_at = CONDITIONAL;
                    }
                }
                (Effect::Hides { .. }, None) => {}
            }
        }
    }

    fn named(&mut self, selector: &str, name: &str) -> &mut Named {
        self.of(selector.chars().next().unwrap_or('.'), name.to_owned())
    }

    fn of(&mut self, mark: char, name: String) -> &mut Named {
        let names = if mark == '#' { &mut self.ids } else { &mut self.classes };
        names.entry(name).or_default()
    }

    /// True if a rule for a class or the id of an element hides it.
    pub(crate) fn hides(&self, attributes: &Attributes<'_>) -> bool {
        let classes = attributes.class.split_ascii_whitespace().filter_map(|class| self.classes.get(class));
        let names = classes.chain(self.ids.get(attributes.id));
        let (hidden, shown) = names.fold((0, 0), |(hidden, shown): (usize, usize), name| {
            (hidden.max(name.hidden_at), shown.max(name.shown_at))
        });
        hidden > shown
    }
}

fn effect(style: &Style) -> Option<Effect> {
    let display = style.get("display").map(|value| (value.starts_with("none"), value));
    let visibility = style.get("visibility").map(|value| (value.starts_with("hidden"), value));
    let given = [display, visibility];
    let hiding = given.iter().flatten().find(|(hides, _)| *hides);
    match hiding {
        Some((_, value)) => Some(Effect::Hides { is_important: value.contains("!important") }),
        None => given.iter().flatten().next().map(|_| Effect::Shows),
    }
}

/// The name in a selector of one class or one id.
fn simple(selector: &str) -> Option<&str> {
    let name = selector.strip_prefix(['.', '#'])?;
    let is_name = |c: char| c.is_alphanumeric() || matches!(c, '-' | '_');
    (!name.is_empty() && name.chars().all(is_name)).then_some(name)
}

/// The classes and ids in the last part of a selector, which is about the element itself.
fn names(selector: &str) -> Vec<(char, String)> {
    let subject = selector.rsplit([' ', '>', '+', '~', '\n', '\t']).find(|part| !part.is_empty()).unwrap_or_default();
    let mut names: Vec<(char, String)> = Vec::new();
    let (mut is_name, mut is_escaped) = (false, false);
    for c in subject.chars() {
        let goes_on = c.is_alphanumeric() || matches!(c, '-' | '_');
        match c {
            '\\' if !is_escaped => is_escaped = true,
            '.' | '#' if !is_escaped => {
                names.push((c, String::new()));
                is_name = true;
            }
            _ => {
                is_name &= goes_on || is_escaped;
                names.last_mut().filter(|_| is_name).into_iter().for_each(|(_, name)| name.push(c));
                is_escaped = false;
            }
        }
    }
    names
}

#[cfg(test)]
mod tests {
    use super::Sheet;
    use crate::read::html::markup::attribute::Attributes;

    fn hides(sheet: &str, attributes: &str) -> bool {
        let mut read = Sheet::default();
        read.add(sheet);
        read.hides(&Attributes::of(attributes))
    }

    #[test]
    fn a_rule_of_one_class_or_id_hides() {
        for sheet in [
            ".x{display:none}",
            "#i { visibility : hidden }",
            "p { color: red } .y, .x { DISPLAY: none !important; }",
            "<!-- .x { display: none } -->",
            "@charset 'utf-8'; /* } */ .x { /* ; */ display: none }",
            "@media print { .z { color: black } } .x { display: none }",
            ".x{display:block} .x{display:none}",
            ".w{display:flex} .x{display:none}",
            "a::after{content:\"}\\\"{\"} .x{display:none}",
            ".x{display:none;.z{color:red}}",
        ] {
            assert!(hides(sheet, " class='w x' id=i"), "{sheet}");
        }
    }

    #[test]
    fn what_is_shown_under_a_condition_is_not_hidden() {
        for sheet in [
            "",
            ".x",
            ".x{",
            ".x{color:red}",
            ".x .y{display:none}",
            "div.x{display:none}",
            ".x.y{display:none}",
            "@media print{.x{display:none}}",
            "@media (max-width:600px){.x{display:none}}",
            ".x{display:none} .x{display:block}",
            ".x{display:none} .x.active{display:block}",
            ".x{display:none!important} .open > .x{display:block}",
            ".x{display:none} @media (min-width:600px){.x{display:block}}",
            ".x{display:none} @media (min-width:600px){.md\\:flex{display:flex}}",
            ".x:not(.y){display:none}",
        ] {
            assert!(!hides(sheet, " class='x md:flex'"), "{sheet}");
        }
        assert!(!hides(".x{display:none}", " class='X y' id=x"));
    }
}
