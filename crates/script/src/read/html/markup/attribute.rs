//! The attributes of a start tag that say something about its text. One pass; any input is accepted.

/// Each as written, references unresolved; the first of two with the same name counts.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Attributes<'a> {
    pub(crate) class: &'a str,
    pub(crate) id: &'a str,
    pub(crate) role: &'a str,
    pub(crate) style: &'a str,
    pub(crate) alt: &'a str,
    pub(crate) href: Option<&'a str>,
    pub(crate) kind: &'a str,
    pub(crate) start: &'a str,
    pub(crate) value: &'a str,
    pub(crate) colspan: &'a str,
    pub(crate) rowspan: &'a str,
    pub(crate) scope: &'a str,
    pub(crate) headers: &'a str,
    pub(crate) summary: &'a str,
    pub(crate) border: &'a str,
    pub(crate) cellpadding: &'a str,
    pub(crate) cellspacing: &'a str,
    pub(crate) color: &'a str,
    pub(crate) bgcolor: &'a str,
    pub(crate) size: &'a str,
    pub(crate) media: &'a str,
    pub(crate) hidden: bool,
    pub(crate) aria_hidden: bool,
    pub(crate) checked: bool,
    pub(crate) reversed: bool,
    pub(crate) open: bool,
    pub(crate) popover: bool,
    /// True for a template whose content browsers show.
    pub(crate) shadow_root: bool,
    /// True for `<br/>`.
    pub(crate) is_closed: bool,
}

impl<'a> Attributes<'a> {
    /// The attributes in the rest of a tag, which is what stands between its name and its `>`.
    pub(crate) fn of(rest: &'a str) -> Attributes<'a> {
        let mut attributes = Attributes::default();
        let mut left = rest;
        loop {
            left = left.trim_start_matches(|c: char| c.is_ascii_whitespace());
            if let Some(after) = left.strip_prefix('/') {
                attributes.is_closed = after.is_empty();
                left = after;
                continue;
            }
            if left.is_empty() {
                return attributes;
            }
            let (name, value, after) = next(left);
            attributes.set(name, value);
            left = after;
        }
    }

    fn set(&mut self, name: &str, value: &'a str) {
        let field = match name.to_ascii_lowercase().as_str() {
            "class" => &mut self.class,
            "id" => &mut self.id,
            "role" => &mut self.role,
            "style" => &mut self.style,
            "alt" => &mut self.alt,
            "type" => &mut self.kind,
            "start" => &mut self.start,
            "value" => &mut self.value,
            "colspan" => &mut self.colspan,
            "rowspan" => &mut self.rowspan,
            "scope" => &mut self.scope,
            "headers" => &mut self.headers,
            "summary" => &mut self.summary,
            "border" => &mut self.border,
            "cellpadding" => &mut self.cellpadding,
            "cellspacing" => &mut self.cellspacing,
            "color" => &mut self.color,
            "bgcolor" => &mut self.bgcolor,
            "size" => &mut self.size,
            "media" => &mut self.media,
            "href" => {
                self.href.get_or_insert(value);
                return;
            }
            "hidden" => {
                // Found by a search in the page, so not hidden from its reader.
                self.hidden |= !value.eq_ignore_ascii_case("until-found");
                return;
            }
            "aria-hidden" => {
                self.aria_hidden |= value.eq_ignore_ascii_case("true");
                return;
            }
            "checked" => return self.checked = true,
            "reversed" => return self.reversed = true,
            "open" => return self.open = true,
            "popover" => return self.popover = true,
            "shadowrootmode" => {
                self.shadow_root |= ["open", "closed"].iter().any(|mode| value.eq_ignore_ascii_case(mode));
                return;
            }
            _ => return,
        };
        if field.is_empty() {
            *field = value;
        }
    }
}

/// The first attribute's name and value, and what follows.
fn next(text: &str) -> (&str, &str, &str) {
    let is_end = |c: char| c.is_ascii_whitespace() || c == '/';
    // A name may begin with an equals sign.
    let end = text.char_indices().find(|(at, c)| is_end(*c) || (*c == '=' && *at > 0)).map_or(text.len(), |(at, _)| at);
    let (name, rest) = text.split_at_checked(end).unwrap_or((text, ""));
    let Some(value) = rest.trim_start().strip_prefix('=').map(str::trim_start) else { return (name, "", rest) };
    for quote in ['"', '\''] {
        if let Some(inner) = value.strip_prefix(quote) {
            return inner.split_once(quote).map_or((name, inner, ""), |(value, rest)| (name, value, rest));
        }
    }
    let end = value.find(|c: char| c.is_ascii_whitespace()).unwrap_or(value.len());
    let (value, rest) = value.split_at_checked(end).unwrap_or((value, ""));
    (name, value, rest)
}

#[cfg(test)]
mod tests {
    use super::Attributes;

    #[test]
    fn attributes_are_read_in_every_spelling() {
        let read = Attributes::of(" CLASS = 'a b' id=c data-x=\"hidden\" href=/d/ hidden");
        assert_eq!(
            (read.class, read.id, read.href, read.hidden, read.is_closed),
            ("a b", "c", Some("/d/"), true, false)
        );
        let read = Attributes::of(" checked/ type=checkbox class=x class=y /");
        assert_eq!((read.checked, read.kind, read.class, read.is_closed), (true, "checkbox", "x", true));
        let read = Attributes::of("= =\"\" ' aria-hidden=TRUE");
        assert!(read.aria_hidden && !read.hidden);
    }
}
