//! Inline code and words of prose that are said in another way: names, links, people.

/// Programs whose short commands are said.
const COMMANDS: [&str; 17] = [
    "git", "cargo", "npm", "npx", "yarn", "pnpm", "make", "pip", "go", "docker", "gem", "bundle", "kubectl", "mvn",
    "gradle", "apt", "brew",
];
const NAME_CHARS_MAX: usize = 60;
/// Words for inline code that is no name.
const CODE: &str = "some code";

/// True for a name, a path, an option or a number: something that can be said.
pub(crate) fn is_name(code: &str) -> bool {
    let known = |c: char| c.is_ascii_alphanumeric() || "_./:@#$-".contains(c);
    let bare =
        code.strip_suffix("()").or_else(|| code.strip_suffix('!')).or_else(|| code.strip_suffix('?')).unwrap_or(code);
    !bare.is_empty()
        && bare.len() <= NAME_CHARS_MAX
        && bare.chars().all(known)
        && bare.contains(|c: char| c.is_ascii_alphanumeric())
        && !bare.contains("://")
}

/// A name between backticks.
pub(crate) fn name(name: &str) -> String {
    format!("`{name}`")
}

/// Inline code as it is told: a name between backticks, the name of what is called, or words for it.
pub(super) fn code(code: &str) -> String {
    let code = code.trim();
    if is_name(code) {
        return name(code);
    }
    if let Some((called, rest)) = code.split_once(['(', '<', '['])
        && is_name(called)
        && called.contains(|c: char| c.is_ascii_alphabetic())
        && rest.trim_end_matches(';').ends_with([')', '>', ']'])
    {
        return name(called);
    }
    let words: Vec<&str> = code.split(' ').collect();
    let is_command = words.len() <= 3
        && words.first().is_some_and(|first| COMMANDS.contains(first))
        && words.iter().all(|word| is_name(word));
    if is_command { name(code) } else { CODE.to_owned() }
}

/// Words of prose without addresses and people.
pub(super) fn words(text: &str, into: &mut String) {
    for word in text.split_inclusive(char::is_whitespace) {
        let bare = word.trim_end();
        let space = word.get(bare.len()..).unwrap_or_default();
        into.push_str(&said(bare));
        into.push_str(if space.is_empty() { "" } else { " " });
    }
}

fn said(word: &str) -> String {
    let core = word.trim_start_matches(['(', '[', '<', '"', '\'']);
    let (open, _) = word.split_at(word.len() - core.len());
    let bare = core.trim_end_matches([')', ']', '>', '"', '\'', '.', ',', ';', ':', '!', '?']);
    let tail = core.get(bare.len()..).unwrap_or_default();
    let instead = if bare.starts_with("http://") || bare.starts_with("https://") || bare.starts_with("www.") {
        "a link"
    } else if bare.strip_prefix('@').is_some_and(is_login) {
        "someone"
    } else if bare.split_once('@').is_some_and(|(name, host)| !name.is_empty() && is_host(host)) {
        "an email address"
    } else {
        return word.to_owned();
    };
    let (open, tail) = (open.trim_matches('<'), tail.trim_matches('>'));
    format!("{open}{instead}{tail}")
}

/// True for a host's name; a version behind a package's name is none: `cookie@0.7.1`.
fn is_host(host: &str) -> bool {
    host.rsplit_once('.').is_some_and(|(_, end)| end.len() >= 2 && end.bytes().all(|byte| byte.is_ascii_alphabetic()))
}

fn is_login(name: &str) -> bool {
    name.starts_with(|c: char| c.is_ascii_alphanumeric())
        && name.chars().all(|c| c.is_ascii_alphanumeric() || "-_./".contains(c))
}
