//! A calendar day in UTC, which names versions and their deprecation.

use std::fmt;
use std::str::FromStr;

use chrono::NaiveDate;
use serde::{Deserialize, Deserializer, Serialize, Serializer, de};

use super::Timestamp;

/// Written `2026-11-20`, with no other spelling.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Date {
    year: u16,
    month: u8,
    day: u8,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("a date is written YYYY-MM-DD")]
pub struct MalformedDate;

impl Date {
    /// Makes a day; the caller vouches that it exists.
    pub(crate) const fn new(year: u16, month: u8, day: u8) -> Self {
        Self { year, month, day }
    }

    /// The first moment of the day.
    pub fn midnight(self) -> Timestamp {
        let day = NaiveDate::from_ymd_opt(self.year.into(), self.month.into(), self.day.into()).unwrap_or_default();
        Timestamp::from_ms(day.and_time(chrono::NaiveTime::MIN).and_utc().timestamp_millis())
    }
}

impl FromStr for Date {
    type Err = MalformedDate;

    fn from_str(text: &str) -> Result<Self, MalformedDate> {
        let number = |range| text.get(range).and_then(|digits| u16::from_str(digits).ok()).unwrap_or_default();
        let small = |range| u8::try_from(number(range)).unwrap_or_default();
        let date = Self::new(number(0..4), small(5..7), small(8..10));
        let exists = NaiveDate::from_ymd_opt(date.year.into(), date.month.into(), date.day.into()).is_some();
        if exists && date.to_string() == text { Ok(date) } else { Err(MalformedDate) }
    }
}

impl fmt::Display for Date {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}-{:02}-{:02}", self.year, self.month, self.day)
    }
}

impl Serialize for Date {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Date {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer)?.parse().map_err(de::Error::custom)
    }
}

/// A calendar month in UTC, written `2026-11`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(transparent)]
pub struct Month(String);

impl Month {
    pub fn of(moment: Timestamp) -> Self {
        Self(moment.to_string().chars().take("2026-11".len()).collect())
    }

    pub fn as_str(&self) -> &str {
        &self.0
    }
}

#[cfg(test)]
impl schemars::JsonSchema for Date {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "Date".into()
    }

    fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
        schemars::json_schema!({ "type": "string", "format": "date" })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_has_one_spelling() {
        let day: Date = "2026-11-20".parse().unwrap();
        assert_eq!((day, day.to_string().as_str()), (Date::new(2026, 11, 20), "2026-11-20"));
        assert_eq!(day.midnight().to_string(), "2026-11-20T00:00:00.000Z");
        for other in
            ["", "2026-02-30", "2026-1-20", "+026-11-20", "2026-11-20 ", "2026-11-2é", "20261120", "0000-00-00"]
        {
            assert_eq!(other.parse::<Date>(), Err(MalformedDate), "{other}");
        }
    }
}
