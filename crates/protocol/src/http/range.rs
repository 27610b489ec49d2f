//! Range requests: the part of a file to answer with (RFC 9110, section 14).

/// The part of a file to answer with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Selection {
    Whole,
    /// `length` bytes from `start`, both within the file.
    Part {
        start: u64,
        length: u64,
    },
    /// The range lies outside the file: 416.
    Unsatisfiable,
}

/// Selects one range. Several ranges, other units and malformed ranges get the whole file, as the standard allows.
pub fn select_range(range: Option<&str>, size_bytes: u64) -> Selection {
    let Some(spec) = range.and_then(|range| range.trim().strip_prefix("bytes=")) else { return Selection::Whole };
    let Some((first, last)) = spec.split_once('-') else { return Selection::Whole };
    match (number(first), number(last)) {
        (Some(Ok(start)), Some(Ok(last))) if last < start => Selection::Whole,
        (Some(Ok(start)), Some(Ok(last))) => part(start, last.saturating_add(1), size_bytes),
        (Some(Ok(start)), None) => part(start, size_bytes, size_bytes),
        (None, Some(Ok(suffix))) if suffix > 0 => part(size_bytes.saturating_sub(suffix), size_bytes, size_bytes),
        (None, Some(Ok(_))) => Selection::Unsatisfiable,
        (None, None) | (Some(Err(())), _) | (_, Some(Err(()))) => Selection::Whole,
    }
}

fn part(start: u64, end: u64, size_bytes: u64) -> Selection {
    let end = end.min(size_bytes);
    match end.checked_sub(start) {
        Some(length) if length > 0 => Selection::Part { start, length },
        Some(_) | None => Selection::Unsatisfiable,
    }
}

/// `None` when empty; a number too large to count is read as the largest.
fn number(text: &str) -> Option<Result<u64, ()>> {
    let text = text.trim();
    if text.is_empty() {
        return None;
    }
    let digits = text.bytes().all(|byte| byte.is_ascii_digit());
    Some(if digits { Ok(text.parse().unwrap_or(u64::MAX)) } else { Err(()) })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn players_get_the_range_they_ask_for() {
        let part = |start, length| Selection::Part { start, length };
        for (range, selection) in [
            ("bytes=0-1", part(0, 2)),
            ("bytes=0-", part(0, 100)),
            ("bytes=90-", part(90, 10)),
            ("bytes=90-200", part(90, 10)),
            ("bytes=99-99", part(99, 1)),
            ("bytes=-10", part(90, 10)),
            ("bytes=-1000", part(0, 100)),
            ("bytes=0-99999999999999999999999", part(0, 100)),
            ("bytes=100-", Selection::Unsatisfiable),
            ("bytes=100-200", Selection::Unsatisfiable),
            ("bytes=-0", Selection::Unsatisfiable),
            ("bytes=5-2", Selection::Whole),
            ("bytes=0-1,5-6", Selection::Whole),
            ("bytes=-", Selection::Whole),
            ("bytes=a-b", Selection::Whole),
            ("lines=0-1", Selection::Whole),
            ("", Selection::Whole),
        ] {
            assert_eq!(select_range(Some(range), 100), selection, "{range}");
        }
        assert_eq!(select_range(None, 100), Selection::Whole);
        assert_eq!(select_range(Some("bytes=0-"), 0), Selection::Unsatisfiable);
    }
}
