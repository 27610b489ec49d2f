//! Text of a fetched page: its media type and its charset.

use protocol::{Code, Problem, Source, SourceFormat};

/// Declared media type and charset of a page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Kind {
    format: SourceFormat,
    charset: Option<String>,
}

/// Bytes at the start of an HTML page in which its charset is declared.
const HEAD_BYTES: usize = 1_024;

/// Bytes 0x80 to 0x9f of `windows-1252`, which is meant wherever `iso-8859-1` is declared.
const WINDOWS_1252: [char; 32] = [
    '€', '\u{81}', '‚', 'ƒ', '„', '…', '†', '‡', 'ˆ', '‰', 'Š', '‹', 'Œ', '\u{8d}', 'Ž', '\u{8f}', '\u{90}', '‘', '’',
    '“', '”', '•', '–', '—', '˜', '™', 'š', '›', 'œ', '\u{9d}', 'ž', 'Ÿ',
];

impl Kind {
    pub(super) fn of(content_type: Option<&str>) -> Result<Self, Problem> {
        let mut parts = content_type.unwrap_or_default().split(';').map(str::trim);
        let format = match parts.next().unwrap_or_default().to_ascii_lowercase().as_str() {
            "text/html" | "application/xhtml+xml" => SourceFormat::Html,
            "text/markdown" | "text/x-markdown" => SourceFormat::Markdown,
            "text/plain" => SourceFormat::Text,
            _ => return Err(Problem::because(Code::PageType, "the page must be HTML, Markdown or plain text")),
        };
        let charset =
            parts.filter_map(|part| part.split_once('=')).find(|(name, _)| name.eq_ignore_ascii_case("charset"));
        Ok(Self { format, charset: charset.map(|(_, charset)| label(charset)) })
    }

    pub(super) fn decode(self, bytes: Vec<u8>) -> Result<Source, Problem> {
        let Self { format, charset } = self;
        let told = charset.or_else(|| if format == SourceFormat::Html { told_within(&bytes) } else { None });
        let text = match told.as_deref().unwrap_or("utf-8") {
            "utf-8" | "utf8" => utf8(bytes)?,
            "us-ascii" | "ascii" | "iso-8859-1" | "iso8859-1" | "latin1" | "windows-1252" | "cp1252" => {
                bytes.iter().map(|byte| windows_1252(*byte)).collect()
            }
            _ => return Err(Problem::because(Code::PageType, "the charset of the page must be UTF-8 or windows-1252")),
        };
        Ok(Source { format, text })
    }
}

fn utf8(bytes: Vec<u8>) -> Result<String, Problem> {
    let text = String::from_utf8(bytes).map_err(|_| Problem::because(Code::PageType, "the page is not valid UTF-8"))?;
    Ok(text.strip_prefix('\u{feff}').map(str::to_owned).unwrap_or(text))
}

fn windows_1252(byte: u8) -> char {
    let high = byte.checked_sub(0x80).and_then(|index| WINDOWS_1252.get(usize::from(index)));
    high.copied().unwrap_or(char::from(byte))
}

/// `<meta charset="…">`, or the longer one that ends the same way.
fn told_within(bytes: &[u8]) -> Option<String> {
    let head = bytes.get(..HEAD_BYTES).unwrap_or(bytes);
    let head: String = head.iter().map(|byte| char::from(byte.to_ascii_lowercase())).collect();
    let (_, meta) = head.split_once("<meta")?;
    let (_, told) = meta.split_once("charset=")?;
    let told = told.trim_start_matches(['"', '\'', ' ']);
    Some(label(told.split(['"', '\'', ' ', '/', '>', ';']).next()?))
}

fn label(text: &str) -> String {
    text.trim_matches(['"', '\'', ' ']).to_ascii_lowercase()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(content_type: &str, bytes: &[u8]) -> Result<(SourceFormat, String), Code> {
        let source = Kind::of(Some(content_type)).and_then(|kind| kind.decode(bytes.to_vec()));
        source.map(|Source { format, text }| (format, text)).map_err(|problem| problem.code)
    }

    #[test]
    fn the_media_type_decides_the_format() {
        use SourceFormat::{Html, Markdown, Text};
        for (content_type, format) in [
            ("text/html", Html),
            ("TEXT/HTML; charset=UTF-8", Html),
            ("application/xhtml+xml;charset=\"utf-8\"", Html),
            ("text/markdown; variant=GFM; charset=utf-8", Markdown),
            ("text/plain ; format=flowed", Text),
        ] {
            assert_eq!(read(content_type, "Grüße".as_bytes()), Ok((format, "Grüße".to_owned())), "{content_type}");
        }
        for content_type in
            ["", "text", "text/htmlx", "application/pdf", "image/svg+xml", "text/css", "application/json", "*/*"]
        {
            assert_eq!(read(content_type, b"x"), Err(Code::PageType), "{content_type}");
        }
        assert_eq!(Kind::of(None).unwrap_err().code, Code::PageType);
    }

    #[test]
    fn the_charset_is_that_of_the_answer_or_else_of_the_page() {
        let text = |content_type, bytes| read(content_type, bytes).map(|(_, text)| text);
        assert_eq!(text("text/plain; charset=iso-8859-1", b"caf\xe9 \x96 \x80"), Ok("café – €".to_owned()));
        assert_eq!(text("text/plain", b"\xef\xbb\xbfHello"), Ok("Hello".to_owned()));
        for (content_type, bytes) in [
            ("text/plain", b"caf\xe9".as_slice()),
            ("text/html; charset=utf-8", b"<meta charset=latin1>caf\xe9"),
            ("text/html; charset=utf-16", b"x"),
            ("text/html", b"<META CHARSET='shift_jis'>x"),
        ] {
            assert_eq!(text(content_type, bytes), Err(Code::PageType), "{content_type}");
        }
        for page in [
            b"<meta charset=\"windows-1252\">caf\xe9".as_slice(),
            b"<META http-equiv=Content-Type content='text/html; charset=ISO-8859-1'>caf\xe9",
        ] {
            assert!(text("text/html", page).unwrap().ends_with("café"));
        }
    }
}
