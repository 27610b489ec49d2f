//! HTML tokenizer: a page as a sequence of tags and text.
//!
//! Accepts any input; each byte is scanned a bounded number of times.

#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Piece<'a> {
    /// A start tag: its lower-case name, and its attributes as written.
    Open {
        name: String,
        rest: &'a str,
    },
    Close {
        name: String,
    },
    Text(&'a str),
}

/// Raw text elements: their content is not markup and is skipped, except for a title's.
const RAW: [&str; 8] = ["script", "style", "textarea", "title", "iframe", "xmp", "noembed", "noframes"];
const NAME_CHARS_MAX: usize = 24;

pub(crate) struct Pieces<'a> {
    text: &'a str,
    /// The text in lower case, byte for byte, to find the ends of raw elements in.
    lower: &'a str,
    at: usize,
    /// True while a quoted attribute may contain `>`; cleared by the first quote that never ends.
    quotes: bool,
    /// True while another `>` follows.
    tags: bool,
}

impl<'a> Pieces<'a> {
    /// `lower` is `text.to_ascii_lowercase()`.
    pub(crate) fn new(text: &'a str, lower: &'a str) -> Pieces<'a> {
        Pieces { text, lower, at: 0, quotes: true, tags: true }
    }

    fn rest(&self) -> &'a str {
        self.text.get(self.at..).unwrap_or_default()
    }

    fn advance(&mut self, bytes: usize) -> &'a str {
        let start = self.at;
        self.at = (start + bytes).min(self.text.len());
        self.text.get(start..self.at).unwrap_or_default()
    }

    /// The text before `mark`, which is skipped; the rest if there is none.
    fn until(&mut self, mark: &str) -> &'a str {
        let found = self.rest().find(mark);
        let before = self.advance(found.unwrap_or(usize::MAX - self.at));
        self.advance(mark.len());
        before
    }

    fn tag(&mut self) -> Option<Piece<'a>> {
        let inner = self.rest().get(1..)?;
        let closes = inner.starts_with('/');
        let body = inner.strip_prefix('/').unwrap_or(inner);
        if !self.tags || !body.starts_with(|c: char| c.is_ascii_alphabetic()) {
            return None;
        }
        let end = self.end_of(body)?;
        let tag = body.get(..end)?;
        self.advance(1 + usize::from(closes) + end + 1);
        let name: String = tag.chars().take_while(|c| c.is_ascii_alphanumeric() || *c == '-').collect();
        let rest = tag.get(name.len()..).unwrap_or_default();
        let name = if name.len() > NAME_CHARS_MAX { "div".to_owned() } else { name.to_ascii_lowercase() };
        Some(if closes { Piece::Close { name } } else { Piece::Open { name, rest } })
    }

    /// The offset of the `>` that ends a tag.
    fn end_of(&mut self, body: &str) -> Option<usize> {
        let mut quote = None;
        if self.quotes {
            for (at, byte) in body.bytes().enumerate() {
                match (quote, byte) {
                    (None, b'>') => return Some(at),
                    (None, b'"' | b'\'') => quote = Some(byte),
                    (Some(open), close) if open == close => quote = None,
                    (None | Some(_), _) => {}
                }
            }
            self.quotes = false;
        }
        let end = body.find('>');
        self.tags = end.is_some();
        end
    }

    fn skip_raw(&mut self, name: &str) -> &'a str {
        let end = self.lower.get(self.at..).and_then(|rest| rest.find(&format!("</{name}")));
        self.advance(end.unwrap_or(usize::MAX - self.at))
    }
}

impl<'a> Iterator for Pieces<'a> {
    type Item = Piece<'a>;

    fn next(&mut self) -> Option<Piece<'a>> {
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
                self.until("-->");
            } else if rest.starts_with("<!") || rest.starts_with("<?") {
                self.until(">");
            } else {
                let Some(piece) = self.tag() else {
                    return Some(Piece::Text(self.advance(1)));
                };
                if let Piece::Open { name, .. } = &piece
                    && RAW.contains(&name.as_str())
                    && name != "title"
                {
                    let name = name.clone();
                    self.skip_raw(&name);
                }
                return Some(piece);
            }
        }
    }
}
