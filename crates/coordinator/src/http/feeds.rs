//! Private podcast feeds: what owners do with them, and what podcast apps read.

mod document;
mod file;
mod kept;
mod manage;
mod open;

pub(crate) use document::document;
pub(crate) use file::{cover, file};
pub(crate) use manage::{
    add_address, address_added, change, create, judge_colors, list, made, read, revoke, revoked, rotate, rotated,
    views_of,
};
pub(crate) use open::origin;
