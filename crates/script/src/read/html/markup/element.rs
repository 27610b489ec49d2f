//! Kinds of elements: void, block, container; and those whose end tags may be left out.

/// Elements without content and end tag.
pub(crate) fn is_void(name: &str) -> bool {
    matches!(
        name,
        "br" | "img"
            | "hr"
            | "input"
            | "meta"
            | "link"
            | "wbr"
            | "col"
            | "area"
            | "base"
            | "embed"
            | "source"
            | "track"
            | "param"
            | "frame"
            | "keygen"
            | "bgsound"
            | "image"
    )
}

/// Elements whose content is not markup.
pub(crate) fn is_raw(name: &str) -> bool {
    matches!(name, "script" | "style" | "textarea" | "title" | "iframe" | "xmp" | "noembed" | "noframes" | "plaintext")
}

/// Elements that begin and end a paragraph.
pub(crate) fn is_block(name: &str) -> bool {
    heading_level(name).is_some()
        || is_list(name)
        || matches!(
            name,
            "p" | "div"
                | "section"
                | "article"
                | "main"
                | "dl"
                | "dt"
                | "dd"
                | "li"
                | "blockquote"
                | "figure"
                | "figcaption"
                | "body"
                | "html"
                | "head"
                | "header"
                | "footer"
                | "nav"
                | "aside"
                | "form"
                | "fieldset"
                | "legend"
                | "table"
                | "caption"
                | "thead"
                | "tbody"
                | "tfoot"
                | "tr"
                | "td"
                | "th"
                | "colgroup"
                | "hr"
                | "address"
                | "details"
                | "summary"
                | "dialog"
                | "pre"
                | "xmp"
                | "listing"
                | "plaintext"
                | "center"
                | "title"
                | "option"
                | "optgroup"
                | "hgroup"
                | "search"
                | "noframes"
                | "frameset"
        )
}

/// Inline elements that stand apart from the text around them.
pub(crate) fn stands_apart(name: &str) -> bool {
    name.contains('-')
        || matches!(
            name,
            "button"
                | "label"
                | "select"
                | "datalist"
                | "object"
                | "video"
                | "audio"
                | "svg"
                | "canvas"
                | "rt"
                | "rp"
                | "math"
                | "noscript"
                | "template"
                | "iframe"
                | "textarea"
        )
}

pub(crate) fn is_list(name: &str) -> bool {
    matches!(name, "ul" | "ol" | "menu" | "dir")
}

/// Inline elements whose end tag counts even where it stands in another block than their start tag.
pub(crate) fn is_formatting(name: &str) -> bool {
    matches!(
        name,
        "a" | "b" | "big" | "code" | "em" | "font" | "i" | "nobr" | "s" | "small" | "strike" | "strong" | "tt" | "u"
    )
}

/// Inline elements whose end tag ends the blocks inside them too.
pub(crate) fn ends_blocks(name: &str) -> bool {
    matches!(name, "noscript" | "template" | "object" | "video" | "audio" | "svg" | "button" | "select" | "canvas")
}

/// Elements that a text can stand in; the article of a page is one of them.
pub(crate) fn is_container(name: &str) -> bool {
    matches!(name, "div" | "section" | "article" | "main" | "td" | "body")
}

/// Elements that no end tag inside them can reach across.
pub(crate) fn is_scope(name: &str) -> bool {
    matches!(name, "table" | "td" | "th" | "caption" | "template" | "object" | "html")
}

/// Inline elements whose start tag may end another element.
pub(crate) fn ends_inline(next: &str) -> bool {
    matches!(next, "a" | "button" | "rt" | "rp")
}

/// True if an open `open` ends where `next` begins.
pub(crate) fn ends_before(open: &str, next: &str) -> bool {
    match open {
        "p" => is_block(next) && !matches!(next, "option" | "optgroup" | "title"),
        "li" => next == "li",
        "dt" | "dd" => matches!(next, "dt" | "dd"),
        "option" => matches!(next, "option" | "optgroup"),
        "optgroup" => next == "optgroup",
        "td" | "th" => matches!(next, "td" | "th" | "tr" | "thead" | "tbody" | "tfoot"),
        "tr" => matches!(next, "tr" | "thead" | "tbody" | "tfoot"),
        "caption" => matches!(next, "tr" | "thead" | "tbody" | "tfoot" | "colgroup"),
        "thead" | "tbody" | "tfoot" => matches!(next, "thead" | "tbody" | "tfoot"),
        "rt" | "rp" => matches!(next, "rt" | "rp"),
        "a" => next == "a",
        "button" => next == "button",
        heading if heading_level(heading).is_some() => heading_level(next).is_some(),
        _ => false,
    }
}

/// True if a start tag `next` does not look for open elements to end beyond an open `open`.
pub(crate) fn is_barrier(open: &str, next: &str) -> bool {
    match next {
        "li" => is_list(open),
        "dt" | "dd" => open == "dl",
        "td" | "th" | "tr" | "thead" | "tbody" | "tfoot" | "colgroup" => matches!(open, "table" | "template"),
        _ => is_scope(open),
    }
}

pub(crate) fn heading_level(name: &str) -> Option<u8> {
    match name {
        "h1" => Some(1),
        "h2" => Some(2),
        "h3" => Some(3),
        "h4" => Some(4),
        "h5" => Some(5),
        "h6" => Some(6),
        _ => None,
    }
}
