//! The markup of a page: tags, attributes, character references, and what each element is.

pub(crate) mod attribute;
pub(crate) mod element;
pub(crate) mod entity;
mod names;
pub(crate) mod tag;
