//! W3C Trace Context, level 1: ties log lines and calls to other services to one request.
//!
//! <https://www.w3.org/TR/trace-context/#traceparent-header>. Both numbers are random, ours or a client's; nothing else
//! of a client's context is read.

use std::fmt;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Trace {
    id: u128,
    parent: u64,
}

impl Trace {
    pub const HEADER: &str = "traceparent";

    /// A trace that begins here; zero is not valid.
    pub const fn new(id: u128, parent: u64) -> Self {
        Self { id: if id == 0 { 1 } else { id }, parent: if parent == 0 { 1 } else { parent } }
    }

    /// Reads the header; `None` for what the standard says to ignore: then a trace begins here.
    pub fn parse(header: &str) -> Option<Self> {
        let mut parts = header.splitn(5, '-');
        let (version, id, parent, flags) = (parts.next()?, parts.next()?, parts.next()?, parts.next()?);
        let has_more = parts.next().is_some();
        let sizes = (version.len(), id.len(), parent.len(), flags.len());
        let is_hex = [version, id, parent, flags].iter().all(|part| part.bytes().all(is_lower_hex));
        // Later versions of the standard may append fields, this one may not.
        if sizes != (2, 32, 16, 2) || !is_hex || version == "ff" || (version == "00" && has_more) {
            return None;
        }
        let (id, parent) = (u128::from_str_radix(id, 16).ok()?, u64::from_str_radix(parent, 16).ok()?);
        (id != 0 && parent != 0).then_some(Self { id, parent })
    }

    /// The same trace with another parent, for the next call.
    pub const fn next(self, parent: u64) -> Self {
        Self::new(self.id, parent)
    }

    /// The request id in logs: the part that is the same in every call of the trace.
    pub fn request(&self) -> String {
        format!("{:032x}", self.id)
    }
}

fn is_lower_hex(byte: u8) -> bool {
    matches!(byte, b'0'..=b'9' | b'a'..=b'f')
}

/// Writes the header. Nothing is sampled: the flag is always off.
impl fmt::Display for Trace {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "00-{:032x}-{:016x}-00", self.id, self.parent)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const GOOD: &str = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";

    #[test]
    fn a_trace_is_passed_on_with_another_parent() {
        let trace = Trace::parse(GOOD).unwrap();
        assert_eq!(trace.request(), "4bf92f3577b34da6a3ce929d0e0e4736");
        assert_eq!(trace.next(7).to_string(), "00-4bf92f3577b34da6a3ce929d0e0e4736-0000000000000007-00");
        assert_eq!(Trace::parse(&trace.next(7).to_string()), Some(trace.next(7)));
        assert!(Trace::parse("cc-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01-what-comes-later").is_some());
    }

    #[test]
    fn headers_that_the_standard_ignores_are_ignored() {
        let (id, parent) = (&GOOD[3..35], &GOOD[36..52]);
        for header in [
            String::new(),
            GOOD.to_uppercase(),
            format!("ff-{id}-{parent}-01"),
            format!("00-{id}-{parent}-01-more"),
            format!("00-{}-{parent}-01", "0".repeat(32)),
            format!("00-{id}-{}-01", "0".repeat(16)),
            format!("00-{id}0-{parent}-01"),
            format!("00-{id}-{parent}"),
            format!(" {GOOD}"),
            format!("00-{id}-{parent}-1\u{e9}"),
            format!("00-+{}-{parent}-01", &id[1..]),
        ] {
            assert_eq!(Trace::parse(&header), None, "{header}");
        }
    }

    #[test]
    fn a_trace_of_zeros_is_ignored() {
        assert!(Trace::parse(&Trace::new(0, 0).to_string()).is_some());
    }
}
