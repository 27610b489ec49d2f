//! Boilerplate: elements of the page (navigation, banners, comments) recognized by their attributes.

/// Words of a class or id that mark boilerplate.
const BOILERPLATE_WORDS: [&str; 34] = [
    "nav",
    "navbar",
    "navigation",
    "menu",
    "sidebar",
    "footer",
    "breadcrumb",
    "breadcrumbs",
    "comments",
    "cookie",
    "cookies",
    "consent",
    "banner",
    "promo",
    "advert",
    "advertisement",
    "ad",
    "ads",
    "share",
    "sharing",
    "social",
    "related",
    "recommended",
    "newsletter",
    "subscribe",
    "signup",
    "popup",
    "modal",
    "pagination",
    "toc",
    "sponsor",
    "sponsored",
    "byline",
    "skip",
];
const BOILERPLATE_ROLES: [&str; 6] = ["navigation", "banner", "complementary", "contentinfo", "search", "dialog"];

/// True if an element's attributes mark it as boilerplate or hidden.
pub(crate) fn is_boilerplate(name: &str, rest: &str) -> bool {
    if rest.is_empty() || matches!(name, "html" | "body" | "main" | "article" | "code" | "a") {
        return false;
    }
    let is_boilerplate_word = |value: &str| {
        let value = value.to_ascii_lowercase();
        value.split(|c: char| !c.is_ascii_alphanumeric()).any(|word| BOILERPLATE_WORDS.contains(&word))
    };
    attribute(rest, "class").is_some_and(is_boilerplate_word)
        || attribute(rest, "id").is_some_and(is_boilerplate_word)
        || attribute(rest, "role").is_some_and(|role| BOILERPLATE_ROLES.contains(&role))
        || attribute(rest, "aria-hidden") == Some("true")
        || rest.split_ascii_whitespace().any(|word| word == "hidden")
}

/// The value of an attribute in the rest of a tag.
fn attribute<'a>(rest: &'a str, name: &str) -> Option<&'a str> {
    rest.match_indices(name).find_map(|(at, _)| {
        let before = rest.get(..at)?;
        let value = rest.get(at + name.len()..)?.trim_start().strip_prefix('=')?.trim_start();
        if !before.ends_with(|c: char| c.is_ascii_whitespace() || matches!(c, '"' | '\'')) {
            return None;
        }
        let quote = value.chars().next().filter(|c| matches!(c, '"' | '\''));
        match quote {
            Some(quote) => value.get(1..)?.split(quote).next(),
            None => value.split_ascii_whitespace().next(),
        }
    })
}
