//! HTML to blocks.
//!
//! One pass over the tags with a bounded stack: never recursive, never quadratic, and never in need of valid markup.

mod entity;
mod page;
mod region;
mod tag;
mod walk;

use super::block::Block;

/// Characters of prose under which a careful reading is taken to have missed the text.
const CHARS_MIN: usize = 200;

/// The article of a page; of a page without a recognisable one, all its prose.
pub(crate) fn blocks(text: &str) -> Vec<Block> {
    let careful = region::article(&walk::walk(text, walk::Hints::Used));
    let found: usize = careful.iter().map(|block| block.prose().len()).sum();
    if found >= CHARS_MIN {
        return careful;
    }
    let plain = region::article(&walk::walk(text, walk::Hints::Ignored));
    let more: usize = plain.iter().map(|block| block.prose().len()).sum();
    if more > found * 2 { plain } else { careful }
}

/// The prose of a piece of HTML inside another format.
pub(crate) fn fragment(text: &str) -> Vec<Block> {
    walk::walk(text, walk::Hints::Used).found.into_iter().map(|found| found.block).collect()
}
