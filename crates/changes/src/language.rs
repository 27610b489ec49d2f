//! Definitions in lines of code: the function, type or method a line declares, and who may use it.
//!
//! Rules for one line each, without a parser of the language: a diff shows parts of files that no parser accepts.

use serde::{Deserialize, Serialize};

/// A definition.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Item {
    /// The word for it: function, type, class, method, constant.
    pub kind: String,
    pub name: String,
    pub visibility: Visibility,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Visibility {
    /// Other projects may use it.
    Public,
    Private,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Language {
    Rust,
    Python,
    JavaScript,
    Go,
    Java,
    C,
    CHeader,
    Ruby,
}

fn language(path: &str) -> Option<Language> {
    Some(match path.rsplit_once('.')?.1.to_ascii_lowercase().as_str() {
        "rs" => Language::Rust,
        "py" | "pyi" => Language::Python,
        "js" | "jsx" | "mjs" | "cjs" | "ts" | "tsx" | "mts" => Language::JavaScript,
        "go" => Language::Go,
        "java" | "kt" | "cs" => Language::Java,
        "c" | "cc" | "cpp" | "cxx" => Language::C,
        "h" | "hh" | "hpp" => Language::CHeader,
        "rb" => Language::Ruby,
        _ => return None,
    })
}

/// The definition in a line of a file, if the rules for its language see one.
pub fn definition(path: &str, line: &str) -> Option<Item> {
    let language = language(path)?;
    let indent = line.len() - line.trim_start().len();
    let text = line.trim();
    if text.starts_with(['/', '*', '#']) && !text.starts_with("#define ") {
        return None;
    }
    let (kind, name, is_public) = match language {
        Language::Rust => rust(text)?,
        Language::Python => python(text, indent)?,
        Language::JavaScript => javascript(text)?,
        Language::Go => go(text, indent)?,
        Language::Java => java(text)?,
        Language::C => c(text, indent, false)?,
        Language::CHeader => c(text, indent, true)?,
        Language::Ruby => ruby(text)?,
    };
    let visibility = if is_public { Visibility::Public } else { Visibility::Private };
    Some(Item { kind: kind.to_owned(), name: name.to_owned(), visibility })
}

/// True for a line that is a comment, or has no letter: nothing that is code.
pub(crate) fn comment<'a>(path: &str, line: &'a str) -> Option<&'a str> {
    let text = line.trim();
    let hash = matches!(language(path), Some(Language::Python | Language::Ruby))
        || path.ends_with(".sh")
        || path.ends_with(".yml")
        || path.ends_with(".yaml")
        || path.ends_with(".toml");
    let inside = if hash { text.strip_prefix('#') } else { None };
    let inside = inside
        .or_else(|| text.strip_prefix("//"))
        .or_else(|| text.strip_prefix("/*"))
        .or_else(|| text.strip_prefix("* "));
    inside.map(|inside| inside.trim_matches(['/', '*', '#', '!', ' ']))
}

type Found<'a> = Option<(&'static str, &'a str, bool)>;

/// The name at the beginning of a text.
fn word(text: &str) -> Option<&str> {
    let text = text.trim_start();
    let end = text.find(|c: char| !(c.is_alphanumeric() || c == '_' || c == '$')).unwrap_or(text.len());
    text.get(..end).filter(|word| word.starts_with(|c: char| c.is_alphabetic() || c == '_' || c == '$'))
}

/// The text behind any of the words it begins with.
fn without<'a>(mut text: &'a str, words: &[&str]) -> &'a str {
    while let Some(rest) = words.iter().find_map(|word| text.strip_prefix(word).filter(|rest| rest.starts_with(' '))) {
        text = rest.trim_start();
    }
    text
}

/// The kind and the name behind one of the words that define.
fn keyword<'a>(text: &'a str, words: &[(&str, &'static str)]) -> Option<(&'static str, &'a str)> {
    words.iter().find_map(|(keyword, kind)| {
        let rest = text.strip_prefix(keyword)?;
        rest.starts_with(' ').then(|| word(rest))?.map(|name| (*kind, name))
    })
}

fn rust(text: &str) -> Found<'_> {
    let is_public = text.starts_with("pub ");
    let bare = text.strip_prefix("pub ").unwrap_or(text);
    let bare = match bare.strip_prefix("pub(") {
        Some(rest) => rest.split_once(") ")?.1,
        None => bare,
    };
    let bare = without(bare, &["default", "async", "unsafe", "extern", "\"C\""]);
    let bare = if bare.starts_with("const fn ") || bare.starts_with("const unsafe ") || bare.starts_with("const async ")
    {
        without(bare, &["const", "async", "unsafe"])
    } else {
        bare
    };
    let kinds = [
        ("fn", "function"),
        ("struct", "type"),
        ("enum", "type"),
        ("union", "type"),
        ("trait", "trait"),
        ("type", "type"),
        ("mod", "module"),
        ("const", "constant"),
        ("static", "constant"),
        ("macro_rules!", "macro"),
    ];
    keyword(bare, &kinds).map(|(kind, name)| (kind, name, is_public))
}

fn python(text: &str, indent: usize) -> Found<'_> {
    let bare = without(text, &["async"]);
    let (kind, name) = keyword(bare, &[("def", "function"), ("class", "class")])?;
    let kind = if kind == "function" && indent > 0 { "method" } else { kind };
    let is_special = name.starts_with("__") && name.ends_with("__");
    // Deeper than a member of a class it is a part of a function.
    Some((kind, name, indent <= 4 && (is_special || !name.starts_with('_'))))
}

fn javascript(text: &str) -> Found<'_> {
    let exported = text.starts_with("export ");
    let bare = without(text, &["export", "default", "declare", "abstract", "async"]);
    let kinds = [
        ("function", "function"),
        ("function*", "function"),
        ("class", "class"),
        ("interface", "type"),
        ("enum", "type"),
        ("namespace", "module"),
    ];
    if let Some((kind, name)) = keyword(bare, &kinds) {
        return Some((kind, name, exported));
    }
    if exported
        && let Some((kind, name)) = keyword(bare, &[("const", "constant"), ("let", "constant"), ("type", "type")])
    {
        return Some((kind, name, true));
    }
    // `app.render = function render(`, `exports.parse = parse;`
    let (target, value) = text.split_once(" = ")?;
    let (owner, name) = target.rsplit_once('.')?;
    let is_function = value.starts_with("function") || value.starts_with("async ") || value.contains("=>");
    let exports = owner == "exports" || owner == "module.exports";
    let is_path = target.chars().all(|c| c.is_alphanumeric() || "_$.".contains(c));
    (is_path && word(name) == Some(name) && (exports || is_function)).then_some((
        "function",
        name,
        exports || owner.ends_with("prototype") || !owner.contains('.'),
    ))
}

fn go(text: &str, indent: usize) -> Found<'_> {
    if indent > 0 {
        return None;
    }
    let is_public = |name: &str| name.starts_with(char::is_uppercase);
    if let Some(rest) = text.strip_prefix("func (") {
        let name = word(rest.split_once(')')?.1)?;
        return Some(("method", name, is_public(name)));
    }
    let kinds = [("func", "function"), ("type", "type"), ("const", "constant"), ("var", "constant")];
    keyword(text, &kinds).map(|(kind, name)| (kind, name, is_public(name)))
}

fn java(text: &str) -> Found<'_> {
    let is_public = text.starts_with("public ") || text.starts_with("protected ");
    let modifiers = [
        "public",
        "protected",
        "private",
        "static",
        "final",
        "abstract",
        "synchronized",
        "default",
        "sealed",
        "override",
    ];
    let bare = without(text, &modifiers);
    let kinds =
        [("class", "class"), ("interface", "interface"), ("enum", "type"), ("record", "type"), ("@interface", "type")];
    if let Some((kind, name)) = keyword(bare, &kinds) {
        return Some((kind, name, is_public));
    }
    // A method has a modifier here, or a call would be one.
    if bare.len() == text.len() {
        return None;
    }
    let (head, _) = bare.split_once('(')?;
    let name = head.split_whitespace().next_back()?;
    let is_method =
        !head.contains('=') && word(name) == Some(name) && !matches!(name, "if" | "for" | "while" | "return" | "new");
    is_method.then_some(("method", name, is_public))
}

fn c(text: &str, indent: usize, in_header: bool) -> Found<'_> {
    if let Some(name) = text.strip_prefix("#define ").and_then(word) {
        return Some(("macro", name, in_header));
    }
    if indent > 0 {
        return None;
    }
    if let Some((kind, name)) =
        keyword(text, &[("struct", "type"), ("class", "class"), ("enum", "type"), ("union", "type")])
        && (text.ends_with('{') || text.ends_with(name))
    {
        return Some((kind, name, in_header));
    }
    // A return type, a name, a bracket; no assignment and no call.
    let (head, rest) = text.split_once('(')?;
    let words: Vec<&str> = head.split_whitespace().collect();
    let name = words.last()?.trim_start_matches(['*', '&']);
    let name = name.rsplit("::").next()?;
    let first = words.first()?;
    let calls = matches!(*first, "return" | "if" | "while" | "for" | "switch" | "else" | "typedef" | "case" | "goto");
    let is_one = words.len() >= 2 && !calls && !head.contains(['=', '"', '.', '[']) && word(name) == Some(name);
    let declares = rest.ends_with([')', '{', ',', '(']) || (in_header && rest.ends_with(");"));
    (is_one && declares).then_some(("function", name, in_header && !head.contains("static ")))
}

fn ruby(text: &str) -> Found<'_> {
    let (kind, name) = keyword(text, &[("def", "method"), ("class", "class"), ("module", "module")])?;
    let name = if kind == "method" && name == "self" { word(text.split_once("self.")?.1)? } else { name };
    Some((kind, name, !name.starts_with('_')))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn definitions_of_eight_languages_are_seen() {
        for (path, line, kind, name, is_public) in [
            ("a.rs", "    pub async fn open(&self) {", "function", "open", true),
            ("a.rs", "pub(crate) const fn lid() -> u8 {", "function", "lid", false),
            ("a.rs", "pub struct Tin<T> {", "type", "Tin", true),
            ("a.rs", "const LIDS: usize = 3;", "constant", "LIDS", false),
            ("a.py", "async def open_tin(self):", "function", "open_tin", true),
            ("a.py", "    def _close(self):", "method", "_close", false),
            ("a.ts", "export default class Tin extends Box {", "class", "Tin", true),
            ("a.js", "app.render = function render(name) {", "function", "render", true),
            ("a.go", "func (t *Tin) Open() error {", "method", "Open", true),
            ("a.go", "func open() {", "function", "open", false),
            ("A.java", "  public static <T> T open(String lid) {", "method", "open", true),
            ("A.java", "final class Tin {", "class", "Tin", false),
            ("a.h", "int tin_open(struct tin *t);", "function", "tin_open", true),
            ("a.c", "static int tin_open(struct tin *t)", "function", "tin_open", false),
            ("a.cc", "Status DB::Open(const Options& options,", "function", "Open", false),
            ("a.rb", "    def self.open(lid)", "method", "open", true),
        ] {
            let found = definition(path, line);
            let visibility = if is_public { Visibility::Public } else { Visibility::Private };
            assert_eq!(found, Some(Item { kind: kind.to_owned(), name: name.to_owned(), visibility }), "{line}");
        }
        for (path, line) in [
            ("a.rs", "// fn no() {"),
            ("a.c", "  return f(x);"),
            ("a.go", "\tx := f(y)"),
            ("a.java", "foo(bar);"),
            ("a.txt", "fn x() {"),
        ] {
            assert_eq!(definition(path, line), None, "{line}");
        }
    }
}
