//! Phrases of the opening.

use super::Pool;

pub(super) const OPENING: [(Pool, &[&str]); 4] = [
    (
        Pool::Welcome,
        &[
            "Hello, and welcome. I'm {lead}, and today's text is called \"{title}\".",
            "Hi, and welcome. I'm {lead}, and what we have for you today is \"{title}\".",
            "Welcome. I'm {lead}, and our topic today is \"{title}\".",
            "Good to have you with us. I'm {lead}, and we've been reading \"{title}\".",
        ],
    ),
    (
        Pool::WelcomeUntitled,
        &[
            "Hello, and welcome. I'm {lead}, and we have something to read together.",
            "Hi, and welcome. I'm {lead}, and there is something we want to share with you.",
        ],
    ),
    (
        Pool::Reply,
        &[
            "And I'm {guest}. Hello.",
            "And I'm {guest}. Glad to be here.",
            "Hi, I'm {guest}.",
            "And I'm {guest}. Let's get into it.",
        ],
    ),
    (
        Pool::Start,
        &[
            "So, {guest}, why this one?",
            "{guest}, what is at the heart of it?",
            "So what is this about, {guest}?",
            "Give us the heart of it, {guest}. What's going on?",
        ],
    ),
];
