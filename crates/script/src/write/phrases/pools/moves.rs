//! Phrases that move on to the next topic. They stand before a statement, in the same turn.

use super::Pool;

pub(super) const MOVES: [(Pool, &[&str]); 4] = [
    (
        Pool::MoveToNoun,
        &[
            "Next, {topic}.",
            "Now, {topic}.",
            "On to {topic}.",
            "Then, {topic}.",
            "And now, {topic}.",
            "The next part: {topic}.",
        ],
    ),
    (
        Pool::MoveToClause,
        &["Let's see {topic}.", "Now, {topic}.", "Next, {topic}.", "On to {topic}.", "Let's get into {topic}."],
    ),
    (Pool::Below, &["{topic}:"]),
    (
        Pool::ListOn,
        &["Also on the list:", "Next on the list:", "The list goes on:", "And further:", "There's more on it:"],
    ),
];
