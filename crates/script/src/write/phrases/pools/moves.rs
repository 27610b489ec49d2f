//! Phrases that move on to the next topic.

use super::Pool;

pub(super) const MOVES: [(Pool, &[&str]); 5] = [
    (
        Pool::MoveToNoun,
        &[
            "Let's move on to {topic}.",
            "So what about {topic}?",
            "Let's turn to {topic}.",
            "Next, {topic}. What should we know?",
            "I want to get to {topic}.",
            "Which brings us to {topic}.",
            "Take me through {topic}.",
            "Let's look at {topic} for a moment.",
            "Now, {topic}. Where do we start?",
            "How about {topic}?",
            "I'm curious about {topic}.",
            "Can we talk about {topic}?",
            "What's the story with {topic}?",
            "Then there's {topic}. Tell me more.",
            "What do we need to know about {topic}?",
            "Let's spend a minute on {topic}.",
            "I'd like to hear about {topic}.",
            "All right, {topic}.",
            "On to {topic}, then.",
            "Let's get to {topic}.",
            "Let's go through {topic}.",
            "Shall we do {topic} next?",
            "The next thing on my list is {topic}.",
            "So, {topic}. Walk me through it.",
        ],
    ),
    (
        Pool::MoveToClause,
        &[
            "Tell me {topic}.",
            "Let's get into {topic}.",
            "Explain to me {topic}.",
            "I'd like to know {topic}.",
            "Walk us through {topic}.",
            "Let's talk about {topic}.",
            "So, {topic}. Go ahead.",
            "Next I want to hear {topic}.",
        ],
    ),
    (
        Pool::MoveToQuestion,
        &[
            "So, {topic}?",
            "Let me ask it straight: {topic}?",
            "The next question: {topic}?",
            "Here's what I want to know: {topic}?",
            "Okay, {topic}?",
            "Which leaves the question: {topic}?",
        ],
    ),
    (
        Pool::MoveToQuoted,
        &[
            "The next part is called \"{topic}\". Walk me through it.",
            "Next up: \"{topic}\". What's behind that?",
            "Then it says, \"{topic}\". Go on.",
            "The next heading reads \"{topic}\". What does it mean?",
            "Let's take the part called \"{topic}\".",
            "\"{topic}\". That's the next heading. Tell me more.",
            "Here's a heading for you: \"{topic}\".",
            "And what's this about? \"{topic}\".",
        ],
    ),
    (
        Pool::MoveOn,
        &[
            "Let's keep going.",
            "Where do we go from here?",
            "So what comes next?",
            "Let's carry on.",
            "Take us further.",
            "Shall we go on?",
        ],
    ),
];
