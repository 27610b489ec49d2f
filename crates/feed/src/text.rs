//! Text of people, made fit for XML and for its place.

use std::borrow::Cow;

/// The text without characters that XML 1.0 forbids, its white space as single spaces, cut at a character.
pub(crate) fn line(text: &str, chars_max: usize) -> Cow<'_, str> {
    // Most texts are lines already.
    if text.len() <= chars_max && is_line(text) {
        return Cow::Borrowed(text);
    }
    let clean: String = text.chars().map(|c| if c.is_control() { ' ' } else { c }).filter(|c| is_allowed(*c)).collect();
    let line = clean.split_whitespace().collect::<Vec<_>>().join(" ");
    Cow::Owned(match line.char_indices().nth(chars_max.saturating_sub(1)) {
        Some((at, last)) if at + last.len_utf8() < line.len() => {
            format!("{}\u{2026}", line.get(..at).unwrap_or_default().trim_end())
        }
        Some(_) | None => line,
    })
}

/// Tells whether all characters are allowed, and all white space is single spaces between words.
fn is_line(text: &str) -> bool {
    let mut last = ' ';
    let is_fit = text.chars().all(|c| {
        let is_second = c == ' ' && last == ' ';
        last = c;
        !is_second && (c == ' ' || !c.is_whitespace()) && !c.is_control() && is_allowed(c)
    });
    is_fit && (last != ' ' || text.is_empty())
}

/// A title that readers keep: some take a number or a truth value for one, and drop it.
pub(crate) fn title(text: &str, chars_max: usize) -> Cow<'_, str> {
    let title = line(text, chars_max);
    let is_value =
        title.parse::<f64>().is_ok() || ["true", "false", "null"].contains(&title.to_ascii_lowercase().as_str());
    match &*title {
        "" => Cow::Borrowed("Untitled"),
        _ if is_value => Cow::Owned(format!("\u{201C}{title}\u{201D}")),
        _ => title,
    }
}

fn is_allowed(c: char) -> bool {
    !matches!(c, '\u{FFFE}' | '\u{FFFF}')
}

/// A time as chapters of a description have it: `0:00`, `1:02:03`.
pub(crate) fn clock(ms: u64) -> String {
    let seconds = ms / 1_000;
    let (hours, minutes, seconds) = (seconds / 3_600, seconds / 60 % 60, seconds % 60);
    if hours > 0 { format!("{hours}:{minutes:02}:{seconds:02}") } else { format!("{minutes}:{seconds:02}") }
}

/// Normal play time with milliseconds: `00:01:01.900`.
pub(crate) fn play_time(ms: u64) -> String {
    let seconds = ms / 1_000;
    format!("{:02}:{:02}:{:02}.{:03}", seconds / 3_600, seconds / 60 % 60, seconds % 60, ms % 1_000)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn what_no_reader_could_show_is_left_out() {
        assert_eq!(line("a\u{0}b\tc\r\n d\u{FFFF}", 10), "a b c d");
        assert_eq!(line("abcdef", 6), "abcdef");
        assert_eq!(line("abcdef", 5), "abcd\u{2026}");
        assert_eq!(title(" 3.10 ", 10), "\u{201C}3.10\u{201D}");
        assert_eq!(title("\u{7}", 10), "Untitled");
        assert_eq!((clock(0), clock(61_900), clock(3_723_000)), ("0:00".into(), "1:01".into(), "1:02:03".into()));
    }

    proptest! {
        #[test]
        fn a_line_is_never_longer_than_asked(text in any::<String>(), max in 1_usize..40) {
            prop_assert!(line(&text, max).chars().count() <= max);
        }

        #[test]
        fn a_text_that_is_a_line_already_is_read_as_any_other(text in "[ -~\u{A0}\u{2019}\u{2003}\u{FFFF}]{0,12}", max in 1_usize..16) {
            let marked = format!("\u{7}{text}");
            prop_assert_eq!(line(&text, max), line(&marked, max));
        }
    }
}
