//! HTML → blocks of the main article.
//!
//! One pass over the tags with a bounded stack. Never recursive, never quadratic, and never needs valid markup.

mod boilerplate;
mod entity;
mod region;
mod tag;
mod walk;

use super::block::Block;

/// Characters of prose; if attribute hints leave fewer, the page is read again without them.
const CHARS_MIN: usize = 200;

/// The blocks of a page's article, or of the whole page if no article is found.
pub(crate) fn blocks(text: &str) -> Vec<Block> {
    let careful = region::article(&walk::walk(text, walk::Hints::Used));
    let found: usize = careful.iter().map(|block| block.spoken().len()).sum();
    if found >= CHARS_MIN {
        return careful;
    }
    let plain = region::article(&walk::walk(text, walk::Hints::Ignored));
    let more: usize = plain.iter().map(|block| block.spoken().len()).sum();
    if more > found * 2 { plain } else { careful }
}

/// The blocks of a piece of HTML inside another format.
pub(crate) fn fragment(text: &str) -> Vec<Block> {
    walk::walk(text, walk::Hints::Used).found.into_iter().map(|found| found.block).collect()
}
