//! Phrases of the opening.

use super::Pool;

pub(super) const OPENING: [(Pool, &[&str]); 6] = [
    (
        Pool::Welcome,
        &[
            "Hello, I'm {lead}, and with me is {guest}. Today's text is called \"{title}\".",
            "Welcome. I'm {lead}, here with {guest}, and what we have for you is \"{title}\".",
            "Hi, I'm {lead}, and {guest} is here too. We've been reading \"{title}\".",
        ],
    ),
    (
        Pool::WelcomeUntitled,
        &[
            "Hello, I'm {lead}, and with me is {guest}. We have something to read together.",
            "Welcome. I'm {lead}, here with {guest}, and there is something we want to share with you.",
        ],
    ),
    (
        Pool::WelcomeAlone,
        &[
            "Hello, I'm {lead}. Today's text is called \"{title}\".",
            "Welcome. I'm {lead}, and this is \"{title}\" in brief.",
        ],
    ),
    (Pool::WelcomeAloneUntitled, &["Hello, I'm {lead}. Here is a text in brief."]),
    (Pool::LeadSpeaksFor, &["{lead} speaks for {topic}."]),
    (Pool::GuestSpeaksFor, &["{guest} speaks for {topic}."]),
];
