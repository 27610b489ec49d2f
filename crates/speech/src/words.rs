//! Text → phonemes.
//!
//! [`normalize`] writes out numbers with units, dates and signs; [`tokens`] splits, [`tagger`] tells parts of speech,
//! [`lexicon`] knows or derives readings, and [`reading`] decides between them from the end of the sentence to its beginning,
//! since a word's reading depends on the sound that follows it.

mod count;
mod lexicon;
mod normalize;
mod reading;
mod scan;
mod sentences;
mod stress;
mod tagger;
mod tokens;

pub(crate) use reading::Reader;
