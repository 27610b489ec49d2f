//! Phrases of the ending.

use super::Pool;

pub(super) const ENDING: [(Pool, &[&str]); 4] = [
    (
        Pool::Finish,
        &[
            "Before we stop, how does it end?",
            "One more before we go. What's the last word?",
            "And what does it leave us with?",
            "How does it close?",
        ],
    ),
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
    (
        Pool::Bye,
        &[
            "Thanks, {lead}. Until next time.",
            "Good talking to you, {lead}. Goodbye, everyone.",
            "Thank you, {lead}. Take care, everyone.",
            "Thanks, {lead}. Bye for now.",
        ],
    ),
];
