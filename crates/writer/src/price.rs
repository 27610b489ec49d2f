//! Prices by model and day, and the cost of calls.
//!
//! Prices are configuration, never code. All arithmetic is of whole numbers and checked.

use protocol::{Date, Money, Timestamp};
use serde::{Deserialize, Serialize};

use crate::{Cache, Error, Usage, limits};

/// Micro-units of a million tokens, by kind of token: 3_000_000 is 3.00.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Price {
    pub input: u64,
    pub cached_input: u64,
    /// The price of input where writing costs no more than that.
    pub cache_write: u64,
    pub cache_write_hour: u64,
    /// Of reasoning as well.
    pub output: u64,
}

/// The price of a model from a day (UTC) on.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DatedPrice {
    pub model: String,
    pub from: Date,
    pub price: Price,
}

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PriceTable(Vec<DatedPrice>);

impl Price {
    pub const FREE: Self = Self { input: 0, cached_input: 0, cache_write: 0, cache_write_hour: 0, output: 0 };

    /// The price an operator gives as two numbers, of a million tokens of input and output: nothing is taken for cheaper.
    pub const fn flat(input: u64, output: u64) -> Self {
        Self {
            input,
            cached_input: input,
            cache_write: input.saturating_mul(2),
            cache_write_hour: input.saturating_mul(2),
            output,
        }
    }

    /// Cost of a call, rounded up to a micro-unit. `None` if it is too large for [`Money`].
    pub fn cost(&self, usage: &Usage) -> Option<Money> {
        sum([
            (usage.input, self.input),
            (usage.cached_input, self.cached_input),
            (usage.cache_writes, self.cache_write),
            (usage.cache_writes_hour, self.cache_write_hour),
            (usage.output, self.output),
        ])
    }

    /// The most that a call can cost, before it is made: all input at the dearest price that `cache` allows, and all of
    /// `max_output_tokens`. `None` if it is too large for [`Money`].
    pub fn most(&self, input_tokens_max: u64, max_output_tokens: u32, cache: Cache) -> Option<Money> {
        // Some providers write to their caches unasked.
        let short = self.input.max(self.cached_input).max(self.cache_write);
        let dearest = match cache {
            Cache::Off | Cache::FiveMinutes => short,
            Cache::Hour => short.max(self.cache_write_hour),
        };
        sum([(input_tokens_max, dearest), (max_output_tokens.into(), self.output)])
    }
}

/// Tokens and their prices → cost.
fn sum<const KINDS: usize>(parts: [(u64, u64); KINDS]) -> Option<Money> {
    let products = parts.into_iter().map(|(tokens, price)| u128::from(tokens).checked_mul(price.into()));
    let millionths = products.into_iter().try_fold(0_u128, |sum, product| sum.checked_add(product?))?;
    u64::try_from(millionths.div_ceil(1_000_000)).ok().map(Money::from_micros)
}

/// Prices as their providers have published them, in dollars, each from a day on.
const PUBLISHED: &str = include_str!("../prices.json");

impl PriceTable {
    /// The table that comes with the service; an operator's prices stand above it.
    pub fn published() -> Self {
        serde_json::from_str(PUBLISHED).map(Self).unwrap_or_default()
    }

    /// # Errors
    /// `TooManyPrices`, or `PriceTwice` for a second price of the same model and day.
    pub fn new(mut prices: Vec<DatedPrice>) -> Result<Self, Error> {
        if prices.len() > limits::PRICES_MAX {
            return Err(Error::TooManyPrices);
        }
        prices.sort_by(|one, other| (&one.model, one.from).cmp(&(&other.model, other.from)));
        let is_twice = |pair: &[DatedPrice]| match pair {
            [one, other] => one.model == other.model && one.from == other.from,
            _ => false,
        };
        if prices.windows(2).any(is_twice) { Err(Error::PriceTwice) } else { Ok(Self(prices)) }
    }

    /// True if it has a price of the model, from whatever day on.
    pub fn has(&self, model: &str) -> bool {
        self.of(model, Timestamp::from_ms(i64::MAX)).is_some()
    }

    /// The model's price at a moment; a dated name, `claude-haiku-4-5-20251001`, has the price of the undated one.
    pub fn of(&self, model: &str, now: Timestamp) -> Option<&Price> {
        let undated = model
            .rsplit_once('-')
            .filter(|(_, date)| date.len() == 8 && date.bytes().all(|byte| byte.is_ascii_digit()));
        self.at(model, now).or_else(|| self.at(undated?.0, now))
    }

    /// The model's price at a moment; `None` before its first day and for any other model: a call without a price is
    /// not made.
    pub fn at(&self, model: &str, now: Timestamp) -> Option<&Price> {
        let is_valid = |dated: &&DatedPrice| dated.model == model && dated.from.midnight() <= now;
        self.0.iter().rfind(is_valid).map(|dated| &dated.price)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const PRICE: Price = Price {
        input: 3_000_000,
        cached_input: 300_000,
        cache_write: 3_750_000,
        cache_write_hour: 6_000_000,
        output: 15_000_000,
    };

    fn dated(model: &str, from: &str, input: u64) -> DatedPrice {
        DatedPrice { model: model.to_owned(), from: from.parse().unwrap(), price: Price { input, ..PRICE } }
    }

    #[test]
    fn each_kind_of_token_has_its_price() {
        let usage = Usage {
            input: 100,
            cached_input: 10_000,
            cache_writes: 1_000,
            cache_writes_hour: 10,
            output: 7,
            reasoning: 5,
        };
        assert_eq!(PRICE.cost(&usage), Some(Money::from_micros(300 + 3_000 + 3_750 + 60 + 105)));
        let one = Usage { cached_input: 1, ..Usage::default() };
        assert_eq!(PRICE.cost(&one), Some(Money::from_micros(1)), "rounded up");
        let dear = Price { output: u64::MAX, ..PRICE };
        assert_eq!(dear.cost(&Usage { output: u64::MAX, ..usage }), None);
    }

    #[test]
    fn the_most_depends_on_the_caches_lifetime() {
        assert_eq!(PRICE.most(1_000, 100, Cache::Off), Some(Money::from_micros(3_750 + 1_500)));
        assert_eq!(PRICE.most(1_000, 100, Cache::Hour), Some(Money::from_micros(6_000 + 1_500)));
        assert_eq!(PRICE.most(u64::MAX, u32::MAX, Cache::Hour), None);
    }

    #[test]
    fn the_latest_price_that_has_begun_holds() {
        let table = PriceTable::new(vec![
            dated("m", "2026-11-01", 2),
            dated("n", "2026-01-01", 9),
            dated("m", "2026-06-01", 1),
        ]);
        let table = table.unwrap();
        let at = |model, date: &str| {
            let midnight = date.parse::<Date>().unwrap().midnight();
            table.at(model, midnight).map(|price| price.input)
        };
        assert_eq!(at("m", "2026-05-31"), None);
        assert_eq!(at("m", "2026-06-01"), Some(1));
        assert_eq!(at("m", "2026-10-31"), Some(1));
        assert_eq!(at("m", "2026-11-01"), Some(2));
        assert_eq!(at("o", "2026-11-01"), None);
        let twice = vec![dated("m", "2026-11-01", 2), dated("m", "2026-11-01", 3)];
        assert_eq!(PriceTable::new(twice), Err(Error::PriceTwice));
    }

    #[test]
    fn the_published_table_is_a_table() {
        let prices: Vec<DatedPrice> = serde_json::from_str(PUBLISHED).unwrap();
        assert_eq!(PriceTable::new(prices), Ok(PriceTable::published()), "sorted, and no price twice");
        let now = "2026-11-30".parse::<Date>().unwrap().midnight();
        assert_eq!(PriceTable::published().at("gpt-5-mini", now).map(|price| price.output), Some(2_000_000));
    }

    proptest::proptest! {
        #[test]
        fn no_usage_within_the_bounds_costs_more_than_the_most(
            split in proptest::array::uniform4(0_u64..100_000),
            output in 0_u32..30_000,
            prices in proptest::array::uniform5(0_u64..100_000_000),
        ) {
            let [input, cached_input, cache_writes, cache_writes_hour] = split;
            let output_tokens = u64::from(output);
            let usage =
                Usage { input, cached_input, cache_writes, cache_writes_hour, output: output_tokens, reasoning: 0 };
            let [input, cached_input, cache_write, cache_write_hour, output_price] = prices;
            let price = Price { input, cached_input, cache_write, cache_write_hour, output: output_price };
            proptest::prop_assert!(price.cost(&usage) <= price.most(usage.input_in_all(), output, Cache::Hour));
        }
    }
}
