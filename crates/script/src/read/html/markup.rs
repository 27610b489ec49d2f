//! The markup of a page: tags, attributes, styles, character references, and what each element is.

pub(crate) mod attribute;
pub(crate) mod element;
pub(crate) mod entity;
mod names;
pub(crate) mod sheet;
pub(crate) mod style;
pub(crate) mod tag;
