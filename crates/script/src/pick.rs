//! Which sentences are worth saying: ranked within their section, kept with what they refer to, within a budget.

mod candidate;
mod phrase;
mod rank;
mod select;
mod term;

pub(crate) use candidate::depends;
pub(crate) use phrase::key_phrase;
pub(crate) use select::{Selection, choose};
pub(crate) use term::{is_small, words};
