//! HTML → blocks of the main article, and of everything around it as what is left out.
//!
//! One pass over the tags with a bounded stack. Never recursive, never quadratic, and never needs valid markup.

#[cfg(test)]
mod accounting;
mod markup;
mod page;
#[cfg(test)]
mod tests;
mod walk;

use super::block::Block;

/// The blocks of a page in its order: what is not of its article is left out with a reason.
pub(crate) fn blocks(text: &str) -> Vec<Block> {
    page::blocks(walk::walk(text))
}

/// The blocks of a piece of HTML inside another format.
pub(crate) fn fragment(text: &str) -> Vec<Block> {
    page::fragment(walk::walk(text))
}
