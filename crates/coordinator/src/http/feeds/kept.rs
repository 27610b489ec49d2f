//! Documents and covers that this isolate has made, by their tags: most readers ask for what others have just been given.
//!
//! Nobody reaches one but by a tag, which follows from the feed's row as it is now: what was revoked, erased or changed is not
//! found here, and makes room before long.

use std::cell::RefCell;
use std::collections::VecDeque;
use std::rc::Rc;

/// Some feeds with their covers: a full page has 0.35 MB.
const KEPT_MAX: usize = 8;

thread_local! {
    static KEPT: RefCell<VecDeque<(String, Rc<Vec<u8>>)>> = const { RefCell::new(VecDeque::new()) };
}

pub(super) fn find(tag: &str) -> Option<Rc<Vec<u8>>> {
    KEPT.with_borrow(|kept| kept.iter().find(|(known, _)| known == tag).map(|(_, made)| Rc::clone(made)))
}

pub(super) fn keep(tag: &str, made: Vec<u8>) -> Rc<Vec<u8>> {
    let made = Rc::new(made);
    KEPT.with_borrow_mut(|kept| {
        kept.truncate(KEPT_MAX.saturating_sub(1));
        kept.push_front((tag.to_owned(), Rc::clone(&made)));
    });
    made
}
