//! HTML tokenizer: a page as a sequence of tags and text.
//!
//! Accepts any input; each byte is scanned a bounded number of times.

use super::element;

#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Piece<'a> {
    /// A start tag: its lower-case name, and its attributes as written.
    Open {
        name: &'a str,
        rest: &'a str,
    },
    Close {
        name: &'a str,
    },
    /// Text with its character references.
    Text(&'a str),
    /// Text as it is, of an element whose content is not markup.
    Raw(&'a str),
    /// A style sheet.
    Style(&'a str),
}

pub(crate) struct Pieces<'a> {
    text: &'a str,
    /// The text in lower case, byte for byte: the names, and where raw elements end.
    lower: &'a str,
    at: usize,
    /// True while a quoted attribute may contain `>`; cleared by the first quote that never ends.
    quotes: bool,
    /// True while another `>` follows.
    tags: bool,
    /// Open `svg` and `math` elements: in these, `<style/>` is an empty element.
    foreign: usize,
    /// The raw element that was just opened.
    raw: Option<&'a str>,
}

impl<'a> Pieces<'a> {
    /// `lower` is `text.to_ascii_lowercase()`.
    pub(crate) fn new(text: &'a str, lower: &'a str) -> Pieces<'a> {
        Pieces { text, lower, at: 0, quotes: true, tags: true, foreign: 0, raw: None }
    }

    fn rest(&self) -> &'a str {
        self.text.get(self.at..).unwrap_or_default()
    }

    fn advance(&mut self, bytes: usize) -> &'a str {
        let start = self.at;
        self.at = start.saturating_add(bytes).min(self.text.len());
        self.text.get(start..self.at).unwrap_or_default()
    }

    /// Skips to behind `mark`, or to the end.
    fn skip_past(&mut self, mark: &str) {
        let found = self.rest().find(mark);
        self.advance(found.map_or(usize::MAX, |at| at + mark.len()));
    }

    /// `<!-->` and `<!--->` are whole comments.
    fn skip_comment(&mut self) {
        let rest = self.rest();
        let whole = ["<!-->", "<!--->"].iter().find(|whole| rest.starts_with(**whole));
        if let Some(whole) = whole {
            self.advance(whole.len());
        } else {
            self.advance("<!--".len());
            self.skip_past("-->");
        }
    }

    fn tag(&mut self) -> Option<Piece<'a>> {
        let inner = self.rest().get(1..)?;
        let closes = inner.starts_with('/');
        let body = inner.strip_prefix('/').unwrap_or(inner);
        if !self.tags || !body.starts_with(|c: char| c.is_ascii_alphabetic()) {
            return None;
        }
        let end = self.end_of(body)?;
        let from = self.at + 1 + usize::from(closes);
        let (tag, lower) = (body.get(..end)?, self.lower.get(from..from + end)?);
        self.advance(1 + usize::from(closes) + end + 1);
        let length = tag.find(|c: char| c.is_ascii_whitespace() || c == '/').unwrap_or(tag.len());
        let (name, rest) = (lower.get(..length)?, tag.get(length..)?);
        let is_empty = rest.ends_with('/') && self.foreign > 0;
        if matches!(name, "svg" | "math") && !rest.ends_with('/') {
            self.foreign = if closes { self.foreign.saturating_sub(1) } else { self.foreign + 1 };
        }
        if closes {
            return Some(Piece::Close { name });
        }
        let is_markup = is_empty || (self.foreign > 0 && name == "title");
        self.raw = (element::is_raw(name) && !is_markup).then_some(name);
        Some(Piece::Open { name, rest })
    }

    /// The offset of the `>` that ends a tag; a quote opens only behind an equals sign.
    fn end_of(&mut self, body: &str) -> Option<usize> {
        let (mut quote, mut is_value) = (None, false);
        if self.quotes {
            for (at, byte) in body.bytes().enumerate() {
                match (quote, byte) {
                    (None, b'>') => return Some(at),
                    (None, b'"' | b'\'') if is_value => quote = Some(byte),
                    (Some(open), close) if open == close => quote = None,
                    (None | Some(_), _) => {}
                }
                is_value = byte == b'=' || (is_value && byte.is_ascii_whitespace());
            }
            self.quotes = quote.is_none();
        }
        let end = body.find('>');
        self.tags = end.is_some();
        end
    }

    /// The content of a raw element.
    fn raw(&mut self, name: &str) -> Option<Piece<'a>> {
        let mark = format!("</{name}");
        let end = self.lower.get(self.at..).and_then(|rest| rest.find(&mark)).filter(|_| name != "plaintext");
        let text = self.advance(end.unwrap_or(usize::MAX));
        let piece = match name {
            "script" => return None,
            "style" => Piece::Style(text),
            "title" | "textarea" => Piece::Text(text),
            _ => Piece::Raw(text),
        };
        (!text.is_empty()).then_some(piece)
    }
}

impl<'a> Iterator for Pieces<'a> {
    type Item = Piece<'a>;

    fn next(&mut self) -> Option<Piece<'a>> {
        if let Some(name) = self.raw.take()
            && let Some(piece) = self.raw(name)
        {
            return Some(piece);
        }
        loop {
            let rest = self.rest();
            if rest.is_empty() {
                return None;
            }
            if !rest.starts_with('<') {
                let end = rest.find('<').unwrap_or(rest.len());
                return Some(Piece::Text(self.advance(end)));
            }
            if rest.starts_with("<!--") {
                self.skip_comment();
            } else if rest.starts_with("<!") || rest.starts_with("<?") {
                self.skip_past(">");
            } else {
                return self.tag().or_else(|| Some(Piece::Text(self.advance(1))));
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Piece, Pieces};

    fn texts(page: &str) -> String {
        let lower = page.to_ascii_lowercase();
        let texts = Pieces::new(page, &lower).filter_map(|piece| match piece {
            Piece::Text(text) | Piece::Raw(text) => Some(text),
            Piece::Open { .. } | Piece::Close { .. } | Piece::Style(_) => None,
        });
        texts.collect::<Vec<_>>().join("|")
    }

    #[test]
    fn an_apostrophe_in_a_tag_swallows_no_text() {
        assert_eq!(texts("<p class=don't>It isn't.</p><p title='a > b'>Yes.</p>"), "It isn't.|Yes.");
        assert_eq!(texts("<a href = \"x>y\">Here</a> a < b"), "Here| a |<| b");
    }

    #[test]
    fn comments_end_as_in_the_standard() {
        assert_eq!(texts("a<!-->b<!--->c<!-- > -->d<!doctype x>e<!-- f"), "a|b|c|d|e");
    }

    #[test]
    fn raw_elements_are_text_and_scripts_are_none() {
        assert_eq!(texts("<title>a <b></title><script>x</p></script><textarea><i></textarea>c"), "a <b>|<i>|c");
        assert_eq!(texts("<svg><style/><text>a</text></svg>b"), "a|b");
    }
}
