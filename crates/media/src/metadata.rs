//! Chapters for ffmpeg, and covers for Ogg.

use std::fmt::Write;

use crate::captions::clock;
use crate::episode::{Chapter, Cover};

/// Chapters in the format `ffmetadata`.
pub(crate) fn ffmetadata(chapters: &[Chapter]) -> String {
    let mut text = ";FFMETADATA1\n".to_owned();
    for Chapter { start_ms, end_ms, title } in chapters {
        let title = escaped(title);
        let _ = write!(text, "[CHAPTER]\nTIMEBASE=1/1000\nSTART={start_ms}\nEND={end_ms}\ntitle={title}\n");
    }
    text
}

/// Chapters as comments of Ogg: `CHAPTER001=00:00:00.000` and `CHAPTER001NAME=…`.
pub(crate) fn chapter_comments(chapters: &[Chapter]) -> Vec<String> {
    let comments = (1..).zip(chapters).flat_map(|(number, chapter)| {
        let start = clock(chapter.start_ms).replace(',', ".");
        [format!("CHAPTER{number:03}={start}"), format!("CHAPTER{number:03}NAME={}", chapter.title)]
    });
    comments.collect()
}

/// The marks that `ffmetadata` gives a meaning have a backslash before them.
fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for letter in text.chars() {
        if matches!(letter, '=' | ';' | '#' | '\\' | '\n') {
            escaped.push('\\');
        }
        escaped.push(letter);
    }
    escaped
}

/// A front cover as Ogg has it: the picture block of FLAC (RFC 9639, 8.8) in base64.
pub(crate) fn picture_block(cover: &Cover) -> String {
    const FRONT_COVER: u32 = 3;
    let mut block = FRONT_COVER.to_be_bytes().to_vec();
    block.extend((cover.mime.len() as u32).to_be_bytes());
    block.extend(cover.mime.as_bytes());
    // No description; width, height, depth and colours are not said: players decode the picture.
    block.extend([0; 20]);
    block.extend((cover.bytes.len() as u32).to_be_bytes());
    block.extend(&cover.bytes);
    base64(&block)
}

/// Base64 with padding, RFC 4648.
fn base64(bytes: &[u8]) -> String {
    const LETTERS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut text = String::with_capacity(bytes.len().div_ceil(3) * 4);
    for group in bytes.chunks(3) {
        let bits = group.iter().fold(0_u32, |bits, byte| bits << 8 | u32::from(*byte)) << (8 * (3 - group.len()));
        for place in 0..4 {
            let letter = LETTERS.get((bits >> (18 - 6 * place) & 63) as usize).copied().unwrap_or(b'A');
            text.push(if place <= group.len() { char::from(letter) } else { '=' });
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn chapters_are_escaped() {
        let chapter = |title: &str| Chapter { start_ms: 0, end_ms: 1_500, title: title.to_owned() };
        assert_eq!(
            ffmetadata(&[chapter("C# = \\n; done"), chapter("Über")]),
            ";FFMETADATA1\n[CHAPTER]\nTIMEBASE=1/1000\nSTART=0\nEND=1500\ntitle=C\\# \\= \\\\n\\; done\n\
             [CHAPTER]\nTIMEBASE=1/1000\nSTART=0\nEND=1500\ntitle=Über\n"
        );
    }

    #[test]
    fn chapters_of_ogg_are_numbered() {
        let chapter = |start_ms, title: &str| Chapter { start_ms, end_ms: 0, title: title.to_owned() };
        assert_eq!(
            chapter_comments(&[chapter(0, "A = b"), chapter(3_723_045, "End")]),
            ["CHAPTER001=00:00:00.000", "CHAPTER001NAME=A = b", "CHAPTER002=01:02:03.045", "CHAPTER002NAME=End"]
        );
    }

    /// The vectors of RFC 4648.
    #[test]
    fn base64_is_that_of_the_rfc() {
        for (bytes, text) in
            [("", ""), ("f", "Zg=="), ("fo", "Zm8="), ("foo", "Zm9v"), ("foob", "Zm9vYg=="), ("foobar", "Zm9vYmFy")]
        {
            assert_eq!(base64(bytes.as_bytes()), text);
        }
    }
}
