//! Phrases of the ending.

use super::Pool;

pub(super) const ENDING: [(Pool, &[&str]); 2] = [
    (
        Pool::Farewell,
        &[
            "That was \"{title}\". Thank you for listening.",
            "And that's our look at \"{title}\". Thanks for being with us.",
            "We'll leave it there. You've been listening to \"{title}\".",
            "That brings us to the end of \"{title}\". Thanks for listening.",
        ],
    ),
    (
        Pool::FarewellUntitled,
        &["And that's all we have. Thank you for listening.", "We'll leave it there. Thanks for being with us."],
    ),
];
