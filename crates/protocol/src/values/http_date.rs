//! Dates of HTTP headers, read in each of their three forms (RFC 9110, section 5.6.7).
//!
//! Never guesses: text of any other form is no date.

use chrono::NaiveDate;

use super::Timestamp;

const DAYS: [&str; 7] = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"];
const LONG_DAYS: [&str; 7] = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];
/// English, whatever the sender speaks.
const MONTHS: [&str; 12] = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

impl Timestamp {
    /// Reads the date of a header; `None` for anything that is not one.
    pub fn from_http_date(text: &str) -> Option<Self> {
        let fields: Vec<&str> = text.trim_matches([' ', '\t']).split(' ').collect();
        match fields.as_slice() {
            // Sun, 06 Nov 1994 08:49:37 GMT
            [name, day, month, year, time, "GMT"] => {
                one_of(&DAYS, name.strip_suffix(',')?)?;
                moment(number(year, 4)?, month, number(day, 2)?, time)
            }
            // Sunday, 06-Nov-94 08:49:37 GMT
            [name, date, time, "GMT"] => {
                one_of(&LONG_DAYS, name.strip_suffix(',')?)?;
                let (day, rest) = date.split_once('-')?;
                let (month, year) = rest.split_once('-')?;
                let year = number(year, 2)?;
                // No clock here: the years that a computer's clock can have meant.
                moment(if year < 70 { 2_000 + year } else { 1_900 + year }, month, number(day, 2)?, time)
            }
            // Sun Nov  6 08:49:37 1994
            [name, month, day, time, year] => {
                one_of(&DAYS, name)?;
                moment(number(year, 4)?, month, number(day, 2)?, time)
            }
            [name, month, "", day, time, year] => {
                one_of(&DAYS, name)?;
                moment(number(year, 4)?, month, number(day, 1)?, time)
            }
            _ => None,
        }
    }
}

fn moment(year: u32, month: &str, day: u32, time: &str) -> Option<Timestamp> {
    let month = one_of(&MONTHS, month)?.saturating_add(1);
    let date = NaiveDate::from_ymd_opt(year.try_into().ok()?, month, day)?;
    let fields: Vec<&str> = time.split(':').collect();
    let [hour, minute, second] = fields.as_slice() else { return None };
    let (hour, minute, second) = (number(hour, 2)?, number(minute, 2)?, number(second, 2)?);
    // The last second of a minute may be a leap second.
    if hour > 23 || minute > 59 || second > 60 {
        return None;
    }
    let midnight = date.and_time(chrono::NaiveTime::MIN).and_utc().timestamp_millis();
    let seconds = i64::from(hour) * 3_600 + i64::from(minute) * 60 + i64::from(second);
    Some(Timestamp::from_ms(midnight).plus_ms(seconds * 1_000))
}

fn one_of(names: &[&str], name: &str) -> Option<u32> {
    names.iter().position(|known| *known == name)?.try_into().ok()
}

/// A number of just so many digits.
fn number(text: &str, digits: usize) -> Option<u32> {
    let is_number = text.len() == digits && text.bytes().all(|byte| byte.is_ascii_digit());
    text.parse().ok().filter(|_| is_number)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_three_forms_of_a_date_are_read_and_no_others() {
        let moment = Timestamp::from_ms(784_111_777_000);
        for text in [
            "Sun, 06 Nov 1994 08:49:37 GMT",
            " Sun, 06 Nov 1994 08:49:37 GMT\t",
            "Sunday, 06-Nov-94 08:49:37 GMT",
            "Sun Nov  6 08:49:37 1994",
        ] {
            assert_eq!(Timestamp::from_http_date(text), Some(moment), "{text}");
        }
        let later = Timestamp::from_http_date("Wed Nov 16 00:00:00 1994");
        assert_eq!(later, Timestamp::from_http_date("Wed, 16 Nov 1994 00:00:00 GMT"));
        assert_eq!(
            Timestamp::from_http_date("Saturday, 21-Nov-26 10:00:00 GMT"),
            Timestamp::from_http_date("Sat, 21 Nov 2026 10:00:00 GMT")
        );
        assert_eq!(
            Timestamp::from_http_date("Sat, 31 Dec 2016 23:59:60 GMT"),
            Timestamp::from_http_date("Sun, 01 Jan 2017 00:00:00 GMT"),
            "a leap second"
        );
        for text in [
            "",
            "soon",
            "0",
            "1994-11-06T08:49:37Z",
            "Sun, 6 Nov 1994 08:49:37 GMT",
            "Sun, 06 Nov 1994 08:49:37",
            "Sun, 06 Nov 1994 08:49:37 UTC",
            "Sun, 06 Nov 1994 08:49:37 +0000",
            "sun, 06 Nov 1994 08:49:37 GMT",
            "Sun, 06 nov 1994 08:49:37 GMT",
            "Day, 06 Nov 1994 08:49:37 GMT",
            "Sun 06 Nov 1994 08:49:37 GMT",
            "Sun, 31 Feb 1994 08:49:37 GMT",
            "Sun, 06 Nov 1994 24:00:00 GMT",
            "Sun, 06 Nov 1994 08:60:00 GMT",
            "Sun, 06 Nov 1994 08:49:61 GMT",
            "Sun, 06 Nov 1994 8:49:37 GMT",
            "Sun, 06 Nov 1994 08:49 GMT",
            "Sun, 06 Nov +994 08:49:37 GMT",
            "Sun, 06 Nov 1994 08:49:37 GMT, Sun, 06 Nov 1994 08:49:37 GMT",
            "Sun, 06-Nov-94 08:49:37 GMT",
            "Sunday, 06-Nov-1994 08:49:37 GMT",
            "Sun Nov 6 08:49:37 1994",
        ] {
            assert_eq!(Timestamp::from_http_date(text), None, "{text}");
        }
    }

    proptest::proptest! {
        #[test]
        fn a_date_reads_back_as_it_was_written(seconds in 0_i64..253_402_300_800) {
            let moment = Timestamp::from_ms(seconds * 1_000);
            proptest::prop_assert_eq!(Timestamp::from_http_date(&moment.to_http_date()), Some(moment));
        }
    }
}
