//! Nesting: which elements a tag ends, in markup that leaves out end tags or crosses them.

use super::super::markup::element;
use super::context::Context;
use super::{Open, Walk};

impl Walk<'_> {
    /// Index of the open element that an end tag ends.
    pub(super) fn closed_by(&self, name: &str) -> Option<usize> {
        let is_formatting = element::is_formatting(name);
        let is_block = element::is_block(name) || element::ends_blocks(name);
        for (at, open) in self.stack.iter().enumerate().rev() {
            if open.name == name {
                return Some(at);
            }
            let stops = element::is_scope(open.name)
                && !matches!(name, "table" | "tr" | "tbody" | "thead" | "tfoot" | "body" | "html");
            if stops || (!is_block && !is_formatting && element::is_block(open.name)) {
                return None;
            }
        }
        None
    }

    /// Ends an inline element inside of which blocks are still open.
    pub(super) fn neutralize(&mut self, at: usize) {
        let outer =
            at.checked_sub(1).and_then(|at| self.stack.get(at)).map_or_else(Context::default, |open| open.context);
        if self.stack.get(at).is_some_and(|open| open.leaves) {
            self.finish_left(false);
        }
        for open in self.stack.iter_mut().skip(at) {
            open.context.linked = outer.linked;
            open.context.linked_here = outer.linked_here;
            open.context.code = outer.code;
        }
        if let Some(open) = self.stack.get_mut(at) {
            open.name = "";
            open.leaves = false;
        }
    }

    /// Ends the elements whose end tags may be left out before a start tag.
    pub(super) fn imply_ends(&mut self, next: &str) {
        if !element::is_block(next) && !element::ends_inline(next) {
            return;
        }
        loop {
            let barrier = |open: &Open<'_>| element::is_barrier(open.name, next);
            let from = self.stack.iter().rposition(barrier).map_or(0, |at| at + 1);
            let Some(at) = self.stack.iter().skip(from).position(|open| element::ends_before(open.name, next)) else {
                return;
            };
            while self.stack.len() > from + at {
                self.pop();
            }
        }
    }

    pub(super) fn leave_foreign(&mut self) {
        let is_text = |open: &Open<'_>| matches!(open.name, "foreignobject" | "desc" | "title");
        if self.stack.iter().any(is_text) {
            return;
        }
        if let Some(at) = self.stack.iter().position(|open| open.name == "svg") {
            while self.stack.len() > at {
                self.pop();
            }
        }
    }

    pub(super) fn pop(&mut self) {
        let Some((name, leaves)) = self.stack.last().map(|open| (open.name, open.leaves)) else { return };
        let is_block = element::is_block(name);
        if is_block {
            self.flush();
        }
        if leaves {
            self.finish_left(is_block);
        } else if self.left.is_none() {
            self.end_element(name);
        }
        if element::stands_apart(name) {
            self.space();
        }
        self.stack.pop();
    }
}
