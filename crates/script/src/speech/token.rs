//! The walk over the words of a sentence: code, numbers, symbols and names each become spoken words.

use super::{code, number, word};
use crate::marks::{CODE_CLOSE, CODE_OPEN};

const LEADING: [char; 6] = ['(', '[', '{', '"', '\'', '*'];
const TRAILING: [char; 12] = ['.', ',', ';', ':', '!', '?', ')', ']', '}', '"', '\'', '*'];

#[derive(Debug, Default)]
struct Token {
    /// True if it follows the token before without a space.
    glued: bool,
    lead: String,
    core: String,
    trail: String,
    /// True if the core is already spoken text.
    said: bool,
}

/// The spoken words, separated by spaces; `None` if inline code cannot be read out.
pub(super) fn rewrite(text: &str) -> Option<String> {
    let tokens = tokens(text)?;
    let mut said = String::with_capacity(text.len() * 2);
    let mut last = String::new();
    let mut skip = false;
    for (index, token) in tokens.iter().enumerate() {
        let after = tokens.get(index + 1).filter(|_| token.trail.is_empty());
        let next = after.filter(|next| !next.said && next.lead.is_empty()).map(|next| next.core.as_str());
        if !token.glued {
            said.push(' ');
        }
        said.push_str(&token.lead);
        let mut trail = token.trail.as_str();
        if skip {
            skip = false;
        } else if token.said {
            said.push_str(&token.core);
        } else {
            let second = tokens.get(index + 2).filter(|_| after.is_some_and(|after| after.trail.is_empty()));
            let context = number::Context { last: &last, next, after: second.map(|second| second.core.as_str()) };
            if let Some(number) = number::to_words(&token.core, Some(context)) {
                said.push_str(&number.text);
                skip = number.took_next;
            } else {
                let word = word::to_words(&token.core, &last, !trail.is_empty());
                said.push_str(&word.text);
                let is_last = index + 1 == tokens.len();
                if word.takes_stop && !is_last {
                    trail = trail.strip_prefix('.').unwrap_or(trail);
                }
            }
        }
        // Three dots inside a sentence would end it for the voice: a comma is a pause.
        let trails_off = trail.starts_with("...") && index + 1 < tokens.len();
        said.push_str(if trails_off { "," } else { trail });
        last.clone_from(&token.core);
    }
    Some(plain(&said))
}

fn tokens(text: &str) -> Option<Vec<Token>> {
    let mut tokens = Vec::new();
    let mut rest = text;
    let mut glued = false;
    while !rest.is_empty() {
        let (prose, from) = rest.split_at(rest.find(CODE_OPEN).unwrap_or(rest.len()));
        for (index, part) in prose.split_whitespace().enumerate() {
            let continues = index == 0 && glued && !prose.starts_with(char::is_whitespace) && part != "/";
            tokens.push(token(part, continues));
        }
        glued = !prose.is_empty() && !prose.ends_with(char::is_whitespace) || (prose.is_empty() && glued);
        glued &= prose != "/";
        let Some(inside) = from.strip_prefix(CODE_OPEN) else { break };
        let (inside, after) = inside.split_once(CODE_CLOSE).unwrap_or((inside, ""));
        if !inside.trim().is_empty() {
            let core = code::to_words(inside)?;
            tokens.push(Token { glued, core, said: true, ..Token::default() });
            glued = true;
        }
        rest = after;
    }
    Some(tokens)
}

fn token(part: &str, glued: bool) -> Token {
    let bare = part.trim_start_matches(LEADING);
    let lead = part.get(..part.len() - bare.len()).unwrap_or_default();
    let core = bare.trim_end_matches(TRAILING);
    let core = if bare.ends_with("()") || bare.contains("().") {
        bare.trim_end_matches(['.', ',', ';', ':', '!', '?'])
    } else {
        core
    };
    let trail = bare.get(core.len()..).unwrap_or_default();
    let signs = |text: &str| text.chars().filter(|c| *c != '*').collect();
    Token { glued, lead: signs(lead), core: core.to_owned(), trail: signs(trail), said: false }
}

/// Replaces characters without a sound by spaces.
fn plain(text: &str) -> String {
    let silent = |c: char| !(c.is_ascii_alphanumeric() || " .,;:!?'\"-()[]{}".contains(c));
    text.chars().map(|c| if silent(c) { ' ' } else { c }).collect()
}
