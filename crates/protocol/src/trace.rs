//! W3C Trace Context, level 1: which request a line of the log, or a call to another service, belongs to.
//!
//! <https://www.w3.org/TR/trace-context/#traceparent-header>. Both numbers are made of chance, ours or a client's; nothing else
//! of a client's context is read.

use std::fmt;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Trace {
    id: u128,
    parent: u64,
}

impl Trace {
    pub const HEADER: &str = "traceparent";

    /// One that begins here; zero is nobody's.
    pub const fn new(id: u128, parent: u64) -> Self {
        Self { id: if id == 0 { 1 } else { id }, parent: if parent == 0 { 1 } else { parent } }
    }

    /// `None` for what the standard says to ignore: then a trace begins here.
    pub fn parse(header: &str) -> Option<Self> {
        let mut parts = header.splitn(5, '-');
        let (version, id, parent, flags) = (parts.next()?, parts.next()?, parts.next()?, parts.next()?);
        let has_more = parts.next().is_some();
        let sizes = (version.len(), id.len(), parent.len(), flags.len());
        let is_hex = [version, id, parent, flags].iter().all(|part| part.bytes().all(is_lower_hex));
        // Later versions may say more at the end, this one may not.
        if sizes != (2, 32, 16, 2) || !is_hex || version == "ff" || (version == "00" && has_more) {
            return None;
        }
        let (id, parent) = (u128::from_str_radix(id, 16).ok()?, u64::from_str_radix(parent, 16).ok()?);
        (id != 0 && parent != 0).then_some(Self { id, parent })
    }

    /// The same trace, one call further on.
    pub const fn next(self, parent: u64) -> Self {
        Self::new(self.id, parent)
    }

    /// What a log calls the request: the part that stays the same on the whole way.
    pub fn request(&self) -> String {
        format!("{:032x}", self.id)
    }
}

fn is_lower_hex(byte: u8) -> bool {
    matches!(byte, b'0'..=b'9' | b'a'..=b'f')
}

/// As the header has it. Whether anybody samples is nobody's business here: the flag says no.
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
    fn what_is_read_is_passed_on_with_another_parent() {
        let trace = Trace::parse(GOOD).unwrap();
        assert_eq!(trace.request(), "4bf92f3577b34da6a3ce929d0e0e4736");
        assert_eq!(trace.next(7).to_string(), "00-4bf92f3577b34da6a3ce929d0e0e4736-0000000000000007-00");
        assert_eq!(Trace::parse(&trace.next(7).to_string()), Some(trace.next(7)));
        assert!(Trace::parse("cc-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01-what-comes-later").is_some());
    }

    #[test]
    fn what_the_standard_ignores_is_ignored() {
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
    fn nobody_gets_a_trace_of_zeros() {
        assert!(Trace::parse(&Trace::new(0, 0).to_string()).is_some());
    }
}
