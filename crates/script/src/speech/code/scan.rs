//! The walk over the characters of code: every letter and digit is said, and every sign that means something.

use super::super::locale::{self, Locale, translated};
use super::super::number::{self, Context};
use super::super::part::Rule;
use super::{name, sign};

/// The words of code, and whether each letter is among them.
pub(super) fn words(code: &str, locale: Option<&Locale>) -> (String, Rule) {
    let mut scan = Scan {
        code,
        rest: code,
        last: None,
        text: String::with_capacity(code.len() * 2),
        rule: Rule::Kept,
        angles: 0,
        locale,
    };
    while !scan.rest.is_empty() {
        scan.step();
    }
    (scan.text.split_whitespace().collect::<Vec<_>>().join(" ").replace(" ,", ","), scan.rule)
}

struct Scan<'a> {
    code: &'a str,
    rest: &'a str,
    /// The character before.
    last: Option<char>,
    text: String,
    rule: Rule,
    /// Open angle brackets of a generic type.
    angles: usize,
    locale: Option<&'a Locale>,
}

impl<'a> Scan<'a> {
    fn step(&mut self) {
        let opens = self.last.is_none_or(char::is_whitespace);
        if opens && self.word_of_its_own() {
            return;
        }
        if self.operator() {
            return;
        }
        let Some(c) = self.rest.chars().next() else { return };
        if c.is_alphanumeric() || c == '_' {
            self.name();
        } else {
            self.sign(c);
        }
    }

    fn take(&mut self, bytes: usize) -> &'a str {
        let (taken, rest) = self.rest.split_at_checked(bytes).unwrap_or((self.rest, ""));
        self.last = taken.chars().next_back();
        self.rest = rest;
        taken
    }

    /// The word before the rest, as written.
    fn before(&self) -> &'a str {
        let read = self.code.get(..self.code.len() - self.rest.len()).unwrap_or_default();
        read.trim_end().rsplit(char::is_whitespace).next().unwrap_or_default()
    }

    fn say(&mut self, words: &str) {
        self.text.push(' ');
        self.text.push_str(translated(words, self.locale));
        self.text.push(' ');
    }

    /// A number with its unit, or an option, up to the next space.
    fn word_of_its_own(&mut self) -> bool {
        let word = self.rest.split(char::is_whitespace).next().unwrap_or_default();
        if let Some(option) = word.strip_prefix("--").filter(|option| option.starts_with(|c: char| c.is_alphanumeric()))
        {
            let bytes = word.len() - option.len();
            self.take(bytes);
            self.say("dash dash");
            return true;
        }
        let short = word.strip_prefix('-').filter(|option| option.starts_with(|c: char| c.is_ascii_alphabetic()));
        if short.is_some() {
            self.take(1);
            self.say("dash");
            return true;
        }
        let starts = word.trim_start_matches(['-', '+', '$']).starts_with(|c: char| c.is_ascii_digit());
        let word = word.trim_end_matches([',', ')', ']']);
        let last = if word.starts_with('-') { self.before() } else { "" };
        let number = match self.locale {
            _ if !starts => None,
            Some(locale) => locale::in_code(word, locale),
            None => number::to_words(word, Context { last, ..Context::default() }).map(|number| number.text),
        };
        let Some(number) = number else { return false };
        self.take(word.len());
        self.text.push_str(&format!(" {number} "));
        self.rule = Rule::Known;
        true
    }

    fn operator(&mut self) -> bool {
        let Some((written, said)) = sign::OPERATORS.iter().find(|(written, _)| self.rest.starts_with(written)) else {
            return false;
        };
        if written.ends_with('>') && self.angles > 0 {
            return false;
        }
        let after = self.rest.get(written.len()..).unwrap_or_default();
        let number = after.starts_with(|c: char| c.is_ascii_digit());
        let said = match *written {
            "<=" if number => "at most",
            ">=" if number => "at least",
            "==" if number && self.last.is_some_and(|c| c.is_alphanumeric()) => "exactly",
            "!=" if number => "not",
            ".." | "..." if after.is_empty() || self.last.is_none_or(char::is_whitespace) => "dot dot",
            _ => said,
        };
        self.take(written.len());
        self.say(said);
        true
    }

    /// A name, or a number that names something: `foo_bar`, `1.4.0`, `tin-opener`.
    fn name(&mut self) {
        let digits = |text: &str| text.bytes().take_while(u8::is_ascii_digit).count();
        let first = digits(self.rest);
        let after = self.rest.get(first..).unwrap_or_default();
        let is_dotted = after.strip_prefix('.').is_some_and(|after| digits(after) > 0);
        if first > 0 && is_dotted && !self.last.is_some_and(|c| c.is_alphanumeric()) {
            let number = self.rest.find(|c: char| !(c.is_ascii_digit() || c == '.')).unwrap_or(self.rest.len());
            let number = self.rest.get(..number).unwrap_or_default().trim_end_matches('.');
            let many = number.matches('.').count() > 1;
            let joint = translated(if number.matches('.').count() == 3 { "dot" } else { "point" }, self.locale);
            self.take(number.len());
            self.text.push_str(&if many { number.replace('.', &format!(" {joint} ")) } else { number.to_owned() });
            return;
        }
        let end = self.rest.find(|c: char| !(c.is_alphanumeric() || c == '_')).unwrap_or(self.rest.len());
        let name = self.take(end);
        if self.text.ends_with(|c: char| c.is_alphanumeric()) {
            self.text.push(' ');
        }
        self.text.push_str(&if name == "Ctrl" && self.locale.is_none() {
            "Control".to_owned()
        } else {
            name::words(name)
        });
    }

    fn sign(&mut self, c: char) {
        let last = self.last;
        let rest = self.rest;
        self.take(c.len_utf8());
        let next = rest.chars().nth(1);
        let starts_name = |c: Option<char>| c.is_some_and(|c| c.is_alphanumeric() || c == '_');
        let after_name = last.is_some_and(|c| c.is_alphanumeric() || matches!(c, '_' | ')' | ']' | '}'));
        let opens = last.is_none_or(|c| {
            c.is_whitespace() || matches!(c, '(' | '[' | '=' | ',' | '<' | '>' | '!' | '&' | ':' | '"')
        });
        let number = next.is_some_and(|c| c.is_ascii_digit());
        match c {
            ' ' | '\t' | '"' | '`' | ']' | '{' | '}' | ')' | ';' => self.text.push(' '),
            '\'' if after_name && starts_name(next) => self.text.push('\''),
            '\'' => self.text.push(' '),
            '(' if after_name && !matches!(next, Some(')') | None) => self.say("of"),
            '(' => self.text.push(' '),
            '[' if after_name && next == Some(']') => self.say("array"),
            '[' => self.text.push(' '),
            '.' if starts_name(next) || next == Some('/') => self.say("dot"),
            '.' | '_' => self.text.push(' '),
            ',' if self.angles > 0 => self.say("and"),
            ',' if next.is_none() => {}
            ',' => self.text.push_str(", "),
            '-' if after_name && starts_name(next) => self.text.push('-'),
            '-' if opens && (number || starts_name(next)) => self.say("minus"),
            '-' => self.say(if last == Some(' ') && next == Some(' ') { "minus" } else { "dash" }),
            '<' if after_name && self.is_generic(rest) => {
                self.angles += 1;
                self.say("of");
            }
            '<' if number => self.say("below"),
            '<' if last.is_none_or(char::is_whitespace) && next != Some(' ') => self.text.push(' '),
            '>' if self.angles > 0 => {
                self.angles -= 1;
                self.text.push(' ');
            }
            '>' if number => self.say("above"),
            '>' if next.is_none_or(|c| matches!(c, ',' | ')' | '.')) || (last != Some(' ') && next == Some(' ')) => {
                self.text.push(' ')
            }
            '!' if after_name => self.say("bang"),
            '!' if starts_name(next) || next == Some('(') => {
                self.say(if rest == "!important" { "exclamation mark" } else { "not" });
            }
            '!' => self.say("exclamation mark"),
            '&' if opens && (starts_name(next) || matches!(next, Some('\'' | '['))) => self.say("ref"),
            '^' if opens && number => self.say("compatible with"),
            '~' if opens && number => self.say("close to"),
            '^' if after_name
                && next == Some('2')
                && !rest.get(2..).unwrap_or_default().starts_with(|c: char| c.is_ascii_digit()) =>
            {
                self.take(1);
                self.rule = Rule::Known;
                self.say("squared");
            }
            '^' if after_name && (number || next == Some('n')) => self.say("to the power of"),
            ':' if next.is_none() || next == Some(' ') => self.text.push_str(", "),
            ':' if after_name && number && last.is_some_and(|c| c.is_ascii_alphabetic()) && is_port(rest) => {
                self.say("port")
            }
            ':' if last.is_none() && number && is_port(rest) => self.say("port"),
            ':' => self.say("colon"),
            other => self.say(sign::word(other).unwrap_or_default()),
        }
    }

    /// True for the angle bracket of a type: `HashMap<K, V>`; the bracket closes, and no comparison stands inside.
    fn is_generic(&self, rest: &str) -> bool {
        const BYTES_MAX: usize = 80;
        let inside = rest.get(1..).unwrap_or_default();
        let starts = inside
            .starts_with(|c: char| c.is_ascii_alphabetic() || matches!(c, '&' | '(' | '[' | '\'' | '_' | '?' | '*'));
        let mut depth = 1_usize;
        for c in inside.chars().take(BYTES_MAX) {
            match c {
                '<' => depth += 1,
                '>' => depth -= 1,
                c if c.is_alphanumeric() || " _,&':;()[]-?*.|".contains(c) => {}
                _ => return false,
            }
            if depth == 0 {
                return starts;
            }
        }
        false
    }
}

/// True for a colon and a port of a machine: two to five digits, then the end or a path.
fn is_port(rest: &str) -> bool {
    let digits = rest.bytes().skip(1).take_while(u8::is_ascii_digit).count();
    let after = rest.get(1 + digits..).unwrap_or_default();
    (2..=5).contains(&digits) && (after.is_empty() || after.starts_with('/')) && digits != 2
}
