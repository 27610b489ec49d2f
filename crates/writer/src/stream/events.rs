//! Server-sent events (WHATWG HTML, section 9.2): lines → events, across any cut.

use crate::limits;

pub(super) struct Event<'a> {
    /// True for `event: error`. Any other name is in the data too.
    pub is_error: bool,
    /// Without blanks around it, and never empty; lines are joined by line feeds.
    pub data: &'a [u8],
}

/// The part of a stream that is no whole event yet.
#[derive(Default)]
pub(super) struct Events {
    line: Vec<u8>,
    data: Vec<u8>,
    is_error: bool,
    /// True after a carriage return: a line feed belongs to it.
    is_after_cr: bool,
}

impl Events {
    /// Returns false at an event that is longer than any answer.
    pub(super) fn push(&mut self, bytes: &[u8], mut on_event: impl FnMut(Event<'_>)) -> bool {
        for piece in bytes.split_inclusive(|byte| matches!(byte, b'\r' | b'\n')) {
            let (text, end) = match piece.split_last() {
                Some((end @ (b'\r' | b'\n'), text)) => (text, Some(*end)),
                Some(_) | None => (piece, None),
            };
            let is_second_half = self.is_after_cr && piece == b"\n";
            self.is_after_cr = end == Some(b'\r');
            if is_second_half {
                continue;
            }
            self.line.extend_from_slice(text);
            if self.line.len().saturating_add(self.data.len()) > limits::ANSWER_BYTES_MAX {
                return false;
            }
            if end.is_some() {
                self.end_line(&mut on_event);
            }
        }
        true
    }

    fn end_line(&mut self, on_event: &mut impl FnMut(Event<'_>)) {
        if self.line.is_empty() {
            let data = self.data.trim_ascii();
            if !data.is_empty() {
                on_event(Event { is_error: self.is_error, data });
            }
            self.data.clear();
            self.is_error = false;
        } else {
            self.read_field();
            self.line.clear();
        }
    }

    /// A comment is a field without a name.
    fn read_field(&mut self) {
        let mut parts = self.line.splitn(2, |byte| *byte == b':');
        let name = parts.next().unwrap_or_default();
        let value = parts.next().unwrap_or_default();
        match name {
            b"data" => {
                self.data.extend_from_slice(value);
                self.data.push(b'\n');
            }
            b"event" => self.is_error = value.trim_ascii() == b"error",
            _ => {}
        }
    }
}
