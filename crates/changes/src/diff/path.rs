//! Paths in the headers of diffs: quoted, prefixed, with a time behind.

/// A path as a header writes it, without quotes, and the text behind it.
pub(super) fn unquoted(text: &str) -> Option<(String, &str)> {
    let rest = text.strip_prefix('"')?;
    let mut bytes = Vec::new();
    let mut left = rest.bytes().enumerate();
    while let Some((at, byte)) = left.next() {
        match byte {
            b'"' => {
                return Some((String::from_utf8_lossy(&bytes).into_owned(), rest.get(at + 1..).unwrap_or_default()));
            }
            b'\\' => bytes.push(match left.next()?.1 {
                b'n' => b'\n',
                b't' => b'\t',
                b'r' => b'\r',
                b'a' => 7,
                b'b' => 8,
                b'f' => 12,
                b'v' => 11,
                digit @ b'0'..=b'3' => {
                    let mut octal = |before: u8| {
                        let next = left.next().map(|(_, byte)| byte).filter(|byte| (b'0'..=b'7').contains(byte))?;
                        Some(before.wrapping_mul(8).wrapping_add(next - b'0'))
                    };
                    let high = octal(digit - b'0')?;
                    octal(high)?
                }
                other => other,
            }),
            other => bytes.push(other),
        }
    }
    None
}

/// The path of a line `--- a/x` or `+++ b/x`: up to the tab that stands before a time, or the two spaces of other tools.
pub(super) fn of_marker(text: &str) -> String {
    if let Some((path, _)) = unquoted(text) {
        return path;
    }
    let path = text.split('\t').next().unwrap_or(text);
    let path =
        path.split_once(" (revision ").or_else(|| path.split_once(" (working copy)")).map_or(path, |(path, _)| path);
    without_time(path).trim_end().to_owned()
}

/// `x.c 2024-02-01 10:00:00` without the time.
fn without_time(path: &str) -> &str {
    let is_date = |word: &str| {
        let bytes = word.as_bytes();
        word.len() == 10
            && bytes.get(4) == Some(&b'-')
            && bytes.get(7) == Some(&b'-')
            && word.starts_with(|c: char| c.is_ascii_digit())
    };
    let mut at = 0;
    for word in path.split(' ') {
        if at > 0 && is_date(word) {
            return path.get(..at).unwrap_or(path);
        }
        at += word.len() + 1;
    }
    path
}

/// The two paths of `diff --git a/x b/y`, with their prefixes; none where spaces make it ambiguous.
pub(super) fn of_header(text: &str) -> Option<(String, String)> {
    if let Some((old, rest)) = unquoted(text) {
        let rest = rest.trim_start();
        let new = unquoted(rest).map_or_else(|| rest.to_owned(), |(new, _)| new);
        return Some((old, new));
    }
    if let Some((old, new)) = text.split_once(" \"") {
        let (new, _) = unquoted(&format!("\"{new}"))?;
        return Some((old.to_owned(), new));
    }
    // Both halves name the same file, unless it is renamed, and then other lines say so.
    let middle = text.len() / 2;
    let (old, new) = (text.get(..middle)?, text.get(middle..)?);
    if let Some(new) = new.strip_prefix(' ')
        && (old == new || below_first(old).is_some_and(|old| below_first(new) == Some(old)))
    {
        return Some((old.to_owned(), new.to_owned()));
    }
    let (old, new) = text.split_once(' ')?;
    (!new.contains(' ')).then(|| (old.to_owned(), new.to_owned()))
}

fn below_first(path: &str) -> Option<&str> {
    path.split_once('/').map(|(_, below)| below)
}

/// The prefixes that git sets: `a` and `b`, or what the sides are (commit, index, object, work tree).
const PREFIXES: [&str; 8] = ["a", "b", "c", "i", "o", "w", "1", "2"];
const NONE: &str = "/dev/null";

/// Both paths without prefixes; `None` for `/dev/null`.
pub(super) fn bare(old: &str, new: &str) -> (Option<String>, Option<String>) {
    let some = |path: &str| Some(path.to_owned());
    let prefixed = |path: &str| match path.split_once('/') {
        Some((first, below)) if PREFIXES.contains(&first) => below.to_owned(),
        Some(_) | None => path.to_owned(),
    };
    match (old == NONE, new == NONE) {
        (true, true) => (None, None),
        (true, false) => (None, Some(prefixed(new))),
        (false, true) => (Some(prefixed(old)), None),
        (false, false) if old == new => (some(old), some(new)),
        (false, false) => match (old.split_once('/'), new.split_once('/')) {
            (Some((first, old_below)), Some((second, new_below)))
                if old_below == new_below
                    || (first != second && PREFIXES.contains(&first) && PREFIXES.contains(&second)) =>
            {
                (some(old_below), some(new_below))
            }
            (Some(_) | None, Some(_) | None) => (some(old), some(new)),
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quotes_and_octal_bytes_are_read() {
        assert_eq!(unquoted(r#""a/b\303\244 \"x\"\t.c" rest"#), Some(("a/bä \"x\"\t.c".to_owned(), " rest")));
        assert_eq!(unquoted(r#""a/\3"#), None);
        assert_eq!(unquoted("a/b"), None);
    }

    #[test]
    fn headers_with_spaces_name_one_file() {
        let both = |old: &str, new: &str| Some((old.to_owned(), new.to_owned()));
        assert_eq!(of_header("a/my file b/my file"), both("a/my file", "b/my file"));
        assert_eq!(of_header("my file my file"), both("my file", "my file"));
        assert_eq!(of_header("a/x b/y"), both("a/x", "b/y"));
        assert_eq!(of_header("a/x y b/z w"), None);
        assert_eq!(of_header(r#""a/\303\244" "b/\303\244""#), both("a/ä", "b/ä"));
    }

    #[test]
    fn prefixes_are_removed_where_they_are_some() {
        let both = |old: Option<&str>, new: Option<&str>| (old.map(str::to_owned), new.map(str::to_owned));
        assert_eq!(bare("a/x", "b/x"), both(Some("x"), Some("x")));
        assert_eq!(bare("a/x", "a/x"), both(Some("a/x"), Some("a/x")));
        assert_eq!(bare("i/x", "w/x"), both(Some("x"), Some("x")));
        assert_eq!(bare("old-1.2/src/x.c", "new-1.3/src/x.c"), both(Some("src/x.c"), Some("src/x.c")));
        assert_eq!(bare("/dev/null", "b/x"), both(None, Some("x")));
        assert_eq!(bare("x.orig", "x"), both(Some("x.orig"), Some("x")));
        assert_eq!(of_marker("a/x.c\t2024-02-01 10:00:00"), "a/x.c");
        assert_eq!(of_marker("x.c 2024-02-01 10:00:00 +0100"), "x.c");
        assert_eq!(of_marker("x.c (revision 12)"), "x.c");
    }
}
