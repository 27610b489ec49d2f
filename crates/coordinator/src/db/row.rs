//! Numbers as D1 has them, and as Rust has them: converted here and nowhere else.
//!
//! They cross as real numbers, because the binding's integers have 32 bits. All of ours are whole and below 2^53.

use protocol::Timestamp;
use serde::Deserialize;
use worker::D1Type;

/// A number in a column.
#[derive(Clone, Copy, Debug, Deserialize)]
#[serde(transparent)]
pub(crate) struct Number(f64);

impl From<u64> for Number {
    fn from(number: u64) -> Self {
        Self(number as f64)
    }
}

impl From<Timestamp> for Number {
    fn from(at: Timestamp) -> Self {
        Self(at.as_ms() as f64)
    }
}

impl Number {
    pub(crate) fn at(self) -> Timestamp {
        Timestamp::from_ms(self.0 as i64)
    }

    pub(crate) fn u64(self) -> u64 {
        self.0 as u64
    }

    pub(crate) fn u32(self) -> u32 {
        self.0 as u32
    }

    pub(crate) fn u16(self) -> u16 {
        self.0 as u16
    }

    pub(crate) fn is_zero(self) -> bool {
        self.0 == 0.0
    }
}

pub(crate) fn at(time: Timestamp) -> D1Type<'static> {
    D1Type::Real(time.as_ms() as f64)
}

pub(crate) fn at_or_null(time: Option<Timestamp>) -> D1Type<'static> {
    time.map_or(D1Type::Null, at)
}

pub(crate) fn number(number: u64) -> D1Type<'static> {
    D1Type::Real(number as f64)
}

pub(crate) fn count(count: usize) -> D1Type<'static> {
    D1Type::Real(count as f64)
}

pub(crate) fn number_or_null(value: Option<u64>) -> D1Type<'static> {
    value.map_or(D1Type::Null, number)
}

pub(crate) fn text(text: &str) -> D1Type<'_> {
    D1Type::Text(text)
}

pub(crate) fn text_or_null(text: Option<&str>) -> D1Type<'_> {
    text.map_or(D1Type::Null, D1Type::Text)
}
