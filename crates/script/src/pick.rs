//! Extractive summarization: sentences ranked within their section and chosen within a budget of words.
//!
//! A sentence is never chosen without the one it refers to.

mod candidate;
mod changelog;
mod lexicon;
mod phrase;
mod rank;
mod select;
mod term;

pub(crate) use candidate::{Candidate, refers_back};
pub(crate) use phrase::key_phrase;
pub(crate) use select::{budget, choose, choose_each};
pub(crate) use term::{is_stop_word, is_stop_word_in, words};
