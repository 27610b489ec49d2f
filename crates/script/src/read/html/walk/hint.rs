//! Hints: what an element's name, class, id and role say about its place in the page.
//!
//! A class is a guess of one word about a whole part of a page, so `page` judges each by the share of words in it.

use super::super::markup::attribute::Attributes;
use super::super::markup::element;
use super::context::Context;
use crate::left::Why;

/// The share of the words from which a part is the text after all.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Strength {
    /// Half of the page's words.
    Weak,
    /// Nearly all of the page's words: comments, lists of sources.
    Strong,
    /// Nothing: cookie notices.
    Certain,
}

/// Words that mark a part, alone or with `NEUTRAL` ones: "site-nav", "sidebar_left".
const MARKS: [(&str, Why, Strength); 58] = {
    use Strength::{Certain, Strong, Weak};
    use Why::{Byline, Contents, Footnote, Navigation, Reference};
    [
        ("nav", Navigation, Weak),
        ("navbar", Navigation, Weak),
        ("navbox", Navigation, Weak),
        ("navigation", Navigation, Weak),
        ("menu", Navigation, Weak),
        ("menubar", Navigation, Weak),
        ("toolbar", Navigation, Weak),
        ("sidebar", Navigation, Weak),
        ("footer", Navigation, Weak),
        ("breadcrumb", Navigation, Weak),
        ("breadcrumbs", Navigation, Weak),
        ("banner", Navigation, Weak),
        ("masthead", Navigation, Weak),
        ("promo", Navigation, Weak),
        ("advert", Navigation, Weak),
        ("advertisement", Navigation, Weak),
        ("ad", Navigation, Weak),
        ("ads", Navigation, Weak),
        ("sponsor", Navigation, Weak),
        ("sponsored", Navigation, Weak),
        ("share", Navigation, Weak),
        ("sharing", Navigation, Weak),
        ("social", Navigation, Weak),
        ("related", Navigation, Weak),
        ("recommended", Navigation, Weak),
        ("recommendations", Navigation, Weak),
        ("newsletter", Navigation, Weak),
        ("subscribe", Navigation, Weak),
        ("signup", Navigation, Weak),
        ("popup", Navigation, Weak),
        ("modal", Navigation, Weak),
        ("paywall", Navigation, Weak),
        ("pagination", Navigation, Weak),
        ("pager", Navigation, Weak),
        ("prevnext", Navigation, Weak),
        ("jumplink", Navigation, Weak),
        ("catlinks", Navigation, Weak),
        ("colophon", Navigation, Weak),
        ("skip", Navigation, Weak),
        ("toc", Contents, Weak),
        ("tableofcontents", Contents, Weak),
        ("comments", Navigation, Strong),
        ("disqus", Navigation, Strong),
        ("respond", Navigation, Strong),
        ("cookie", Navigation, Certain),
        ("cookies", Navigation, Certain),
        ("consent", Navigation, Certain),
        ("gdpr", Navigation, Certain),
        ("footnotes", Footnote, Strong),
        ("endnotes", Footnote, Strong),
        ("reflist", Reference, Strong),
        ("bibliography", Reference, Strong),
        ("byline", Byline, Weak),
        ("dateline", Byline, Weak),
        ("author", Byline, Weak),
        ("authors", Byline, Weak),
        ("tags", Byline, Weak),
        ("metadata", Byline, Weak),
    ]
};
/// Words beside which a mark keeps its meaning: they say where or how, not what about.
const NEUTRAL: [&str; 84] = [
    "site",
    "page",
    "main",
    "global",
    "local",
    "top",
    "bottom",
    "left",
    "right",
    "primary",
    "secondary",
    "wrapper",
    "wrap",
    "container",
    "box",
    "block",
    "bar",
    "list",
    "links",
    "link",
    "button",
    "buttons",
    "section",
    "widget",
    "area",
    "inner",
    "outer",
    "post",
    "posts",
    "entry",
    "article",
    "articles",
    "item",
    "items",
    "slot",
    "icon",
    "icons",
    "head",
    "header",
    "group",
    "row",
    "panel",
    "card",
    "cards",
    "nav",
    "navigation",
    "menu",
    "media",
    "content",
    "bio",
    "about",
    "info",
    "stories",
    "reading",
    "form",
    "overlay",
    "dialog",
    "notice",
    "message",
    "policy",
    "js",
    "app",
    "the",
    "to",
    "of",
    "div",
    "ul",
    "more",
    "mobile",
    "desktop",
    "side",
    "sub",
    "bs",
    "md",
    "mw",
    "blog",
    "unit",
    "google",
    "print",
    "email",
    "footer",
    "sidebar",
    "text",
    "sphinx",
];
const ROLES: [(&str, Why); 7] = [
    ("navigation", Why::Navigation),
    ("banner", Why::Navigation),
    ("complementary", Why::Navigation),
    ("contentinfo", Why::Navigation),
    ("search", Why::Navigation),
    ("doc-endnotes", Why::Footnote),
    ("doc-toc", Why::Contents),
];
/// Classes of whole names that say what the words in them do not.
const NAMES: [(&str, Why); 16] = [
    ("post-meta", Why::Byline),
    ("entry-meta", Why::Byline),
    ("article-meta", Why::Byline),
    ("meta", Why::Byline),
    ("posted-on", Why::Byline),
    ("reading-time", Why::Byline),
    ("read-next", Why::Navigation),
    ("up-next", Why::Navigation),
    ("most-read", Why::Navigation),
    ("most-viewed", Why::Navigation),
    ("most-popular", Why::Navigation),
    ("siteSub", Why::Navigation),
    ("hatnote", Why::Navigation),
    ("site-header", Why::Navigation),
    ("noprint", Why::Navigation),
    ("visually-hidden-focusable", Why::Navigation),
];

/// The reason that an element's attributes give, and its strength.
pub(super) fn of(name: &str, attributes: &Attributes<'_>, context: &Context) -> Option<(Why, Strength)> {
    let is_block = element::is_block(name) || name.contains('-');
    if !is_block || matches!(name, "html" | "body" | "main" | "article" | "title" | "td" | "tr" | "dd" | "pre" | "code")
    {
        return None;
    }
    if context.heading.is_some() || element::heading_level(name).is_some() {
        return None;
    }
    match name {
        "nav" | "menu" | "search" => return Some((Why::Navigation, Strength::Weak)),
        "aside" | "footer" if context.quoted => return Some((Why::Byline, Strength::Weak)),
        "footer" => return Some((Why::Navigation, Strength::Weak)),
        "address" => return Some((Why::Byline, Strength::Weak)),
        "aside" if !super::admonition::is_one(name, attributes) => return Some((Why::Navigation, Strength::Weak)),
        "dialog" => return Some((Why::Navigation, Strength::Weak)),
        _ => {}
    }
    let role = ROLES.iter().find(|(role, _)| *role == attributes.role).map(|(_, why)| (*why, Strength::Weak));
    role.or_else(|| attributes.class.split_ascii_whitespace().find_map(mark)).or_else(|| mark(attributes.id))
}

/// The reason that one class or id gives.
fn mark(class: &str) -> Option<(Why, Strength)> {
    if class.is_empty() || class.contains(':') {
        return None;
    }
    // The controls of a player that many pages share.
    if class.starts_with("vjs-") || class.starts_with("jw-") {
        return Some((Why::Navigation, Strength::Weak));
    }
    if let Some((_, why)) = NAMES.iter().find(|(name, _)| name.eq_ignore_ascii_case(class)) {
        return Some((*why, Strength::Weak));
    }
    let mut found = None;
    for word in words(class) {
        match MARKS.iter().find(|(mark, ..)| *mark == word) {
            Some((_, why, strength)) if found.is_none() => found = Some((*why, *strength)),
            Some(_) => {}
            None if NEUTRAL.contains(&word.as_str()) || word.chars().all(|c| c.is_ascii_digit()) => {}
            None => return None,
        }
    }
    found
}

/// The words of a class in lower case: "postMeta__item" has "post", "meta" and "item".
fn words(class: &str) -> Vec<String> {
    let mut words = vec![String::new()];
    let mut was_lower = false;
    for c in class.chars() {
        if !c.is_ascii_alphanumeric() || (was_lower && (c.is_ascii_uppercase() || c.is_ascii_digit())) {
            words.push(String::new());
        }
        if let Some(word) = words.last_mut().filter(|_| c.is_ascii_alphanumeric()) {
            word.push(c.to_ascii_lowercase());
        }
        was_lower = c.is_ascii_lowercase();
    }
    words.retain(|word| !word.is_empty());
    words
}

#[cfg(test)]
mod tests {
    use super::mark;

    #[test]
    fn a_word_in_a_class_counts_only_beside_neutral_words() {
        for class in
            ["ad", "ad-slot", "site-nav", "sidebar_left", "relatedPosts", "share-buttons", "comments", "nav2", "toc"]
        {
            assert!(mark(class).is_some(), "{class}");
        }
        for class in [
            "ad-hoc",
            "related-work",
            "share-price",
            "has-sidebar",
            "no-toc",
            "navigation:hidden",
            "social-theory",
            "heading",
            "",
        ] {
            assert!(mark(class).is_none(), "{class}");
        }
    }
}
