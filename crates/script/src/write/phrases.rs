//! What the hosts say around the source's sentences. No phrase states a fact.
//!
//! A pool is divided between the chapters, so that chapters written apart do not repeat each other.

use std::collections::BTreeMap;

/// Phrases that serve the same purpose.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Pool {
    Welcome,
    WelcomeUntitled,
    Reply,
    Start,
    MoveToNoun,
    MoveToClause,
    MoveToQuestion,
    MoveToQuoted,
    MoveOn,
    WhatIs,
    WhatDo,
    WhatIf,
    WhatAbout,
    Catch,
    Example,
    Reason,
    Alternative,
    Answer,
    Consequence,
    Advice,
    First,
    Then,
    Last,
    Numbers,
    Practice,
    Fixed,
    Added,
    Removed,
    Changed,
    Improved,
    Prompt,
    Agree,
    Add,
    Finish,
    Farewell,
    FarewellUntitled,
    Bye,
}

const POOLS: [(Pool, &[&str]); 37] = [
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
            "Help me understand {topic}.",
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
    (
        Pool::WhatIs,
        &[
            "What do we mean by {topic}?",
            "When we say {topic}, what does that mean?",
            "For anyone new to this, what do you mean by {topic}?",
            "How would you define {topic}?",
            "Let's be precise. What do we mean by {topic}?",
            "How would you describe {topic}?",
        ],
    ),
    (
        Pool::WhatDo,
        &[
            "So what {topic} do?",
            "And what {topic} do?",
            "What {topic} do, then?",
            "Then what {topic} do?",
            "Concretely, what {topic} do?",
            "What {topic} do here?",
        ],
    ),
    (
        Pool::WhatIf,
        &[
            "And what happens {topic}?",
            "So what happens {topic}?",
            "What happens {topic}?",
            "Okay, but what happens {topic}?",
            "And {topic}? What then?",
            "Let me ask the obvious one. What happens {topic}?",
        ],
    ),
    (
        Pool::WhatAbout,
        &[
            "What about {topic}?",
            "And {topic}?",
            "Tell me about {topic}.",
            "And what about {topic}?",
            "Say more about {topic}.",
            "You haven't mentioned {topic} yet.",
            "Where does {topic} come in?",
            "Let's hear about {topic}.",
            "Okay, and {topic}?",
            "How should I think about {topic}?",
            "I was going to ask about {topic}.",
            "What can you tell me about {topic}?",
        ],
    ),
    (
        Pool::Catch,
        &[
            "Is there a catch?",
            "I sense a but coming.",
            "And the catch?",
            "What's the other side of that?",
            "Is it really that simple?",
            "So far so good. What's the trouble?",
            "Where does it get difficult?",
            "That sounds fine. What am I missing?",
        ],
    ),
    (
        Pool::Example,
        &[
            "Can you give me an example?",
            "What would that look like?",
            "Make that concrete for me.",
            "Do we have an example?",
            "Such as?",
            "Can you paint me a picture?",
        ],
    ),
    (
        Pool::Reason,
        &["Why is that?", "And why?", "How come?", "What's the reason?", "Why would that be?", "What's behind that?"],
    ),
    (
        Pool::Alternative,
        &[
            "So what do you do instead?",
            "What's the alternative?",
            "And instead?",
            "What's the other way?",
            "Then what works better?",
            "What would you do instead?",
        ],
    ),
    (
        Pool::Answer,
        &[
            "So what helps?",
            "How do you get out of that?",
            "What's the way out?",
            "How is that solved?",
            "And what can be done?",
            "How do you deal with it?",
        ],
    ),
    (
        Pool::Consequence,
        &[
            "So what does that mean?",
            "And what follows from that?",
            "What's the upshot?",
            "And the consequence?",
            "Where does that lead?",
            "So what's the effect of that?",
            "What does that give us?",
            "Meaning what?",
        ],
    ),
    (
        Pool::Advice,
        &[
            "So what's the advice?",
            "What should people do?",
            "What would you recommend?",
            "What do we do about it?",
            "What's the rule here?",
            "So what's the move?",
            "What's the practical advice?",
            "How should you go about it?",
        ],
    ),
    (Pool::First, &["Where do we start?", "What comes first?", "What's the first step?", "Where does it begin?"]),
    (
        Pool::Then,
        &["And then?", "What comes after that?", "And after that?", "Then what?", "What's next?", "And next?"],
    ),
    (Pool::Last, &["And finally?", "What's the last piece?", "And the last one?", "How does the list end?"]),
    (
        Pool::Numbers,
        &[
            "Do we have numbers?",
            "What do the numbers say?",
            "How much are we talking about?",
            "Put some numbers on that.",
            "Can we quantify that?",
            "What are the figures?",
            "Give me the numbers.",
            "How does that look in numbers?",
        ],
    ),
    (
        Pool::Practice,
        &[
            "What does that look like in practice?",
            "And in practice?",
            "How does that play out?",
            "How does it go in real life?",
        ],
    ),
    (
        Pool::Fixed,
        &["What got fixed?", "Which bugs are gone?", "What else was fixed?", "Any fixes?", "And on the side of fixes?"],
    ),
    (
        Pool::Added,
        &["What's new?", "What else is new?", "What's been added?", "Anything else new?", "What else came in?"],
    ),
    (Pool::Removed, &["What goes away?", "What's been taken out?", "Anything we lose?", "What's on its way out?"]),
    (Pool::Changed, &["What changes?", "What's different?", "What else changed?", "What should we watch out for?"]),
    (Pool::Improved, &["What got better?", "What improves?", "Where's the improvement?", "What else got better?"]),
    (
        Pool::Prompt,
        &[
            "Go on.",
            "Tell me more.",
            "I'm listening.",
            "Keep going.",
            "What else?",
            "Say more.",
            "Okay, go ahead.",
            "And what else?",
            "Let's stay with that for a second.",
            "Can you unpack that?",
            "What else should I know?",
            "Let's hear the rest.",
            "I follow. What else?",
            "Right. Then what?",
            "Give me a bit more on that.",
            "I'd like to hear more about that.",
        ],
    ),
    (
        Pool::Agree,
        &[
            "Right.",
            "Makes sense.",
            "I see.",
            "Okay.",
            "Got it.",
            "Sure.",
            "Fair enough.",
            "Understood.",
            "That follows.",
            "I'm with you.",
            "All right.",
            "I hear you.",
            "That's clear.",
            "Good point.",
            "Okay, I get that.",
            "That helps.",
            "Okay, I'm following.",
            "I can picture that.",
            "Good to know.",
            "Yes, exactly.",
            "That tracks.",
            "I can see that.",
            "Okay, noted.",
            "Okay, that's good to know.",
        ],
    ),
    (
        Pool::Add,
        &[
            "There's more.",
            "And there's this.",
            "To pick up from there.",
            "It goes on.",
            "One more thing.",
            "There's another side to it.",
            "Let me add something.",
            "Here's the next piece.",
            "Here's another point.",
            "And another thing.",
            "It goes further.",
            "Also worth knowing.",
            "Now listen to this.",
            "Let me take the next part.",
            "I'd add this.",
            "And note this.",
            "Here's how it continues.",
            "Let me continue.",
            "Staying with that for a moment.",
            "There's a further point.",
            "I'll take this one.",
            "Here's a detail.",
            "On that note.",
            "And the next point.",
        ],
    ),
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

/// What stands in a template for a word of the moment.
pub(super) struct Slots<'a> {
    pub(super) lead: &'a str,
    pub(super) guest: &'a str,
    pub(super) title: &'a str,
    pub(super) topic: &'a str,
}

impl Slots<'_> {
    pub(super) fn fill(&self, template: &str) -> String {
        let named = template.replace("{lead}", self.lead).replace("{guest}", self.guest);
        named.replace("{title}", self.title).replace("{topic}", self.topic)
    }
}

/// The phrases left to one chapter.
pub(super) struct Phrases {
    chapter: usize,
    chapters: usize,
    seed: usize,
    used: BTreeMap<Pool, usize>,
}

impl Phrases {
    pub(super) fn new(chapter: usize, chapters: usize, seed: usize) -> Phrases {
        Phrases { chapter, chapters: chapters.max(1), seed, used: BTreeMap::new() }
    }

    /// A phrase that no other chapter says and this one has not said; `None` when they are used up.
    pub(super) fn fresh(&mut self, pool: Pool) -> Option<&'static str> {
        let used = self.used.get(&pool).copied().unwrap_or(0);
        let phrase = self.nth(pool, used)?;
        self.used.insert(pool, used + 1);
        Some(phrase)
    }

    /// A fresh phrase, or one heard before where a pool is too small.
    pub(super) fn any(&mut self, pool: Pool) -> &'static str {
        if let Some(phrase) = self.fresh(pool) {
            return phrase;
        }
        let used = self.used.entry(pool).or_insert(0);
        *used += 1;
        let list = list(pool);
        list.get((self.seed + self.chapter + *used) % list.len().max(1)).copied().unwrap_or_default()
    }

    /// The pool is rotated by the seed, then dealt out to the chapters like cards.
    fn nth(&self, pool: Pool, used: usize) -> Option<&'static str> {
        let list = list(pool);
        let at = self.chapter + used * self.chapters;
        (at < list.len()).then(|| list.get((at + self.seed) % list.len()).copied()).flatten()
    }
}

fn list(pool: Pool) -> &'static [&'static str] {
    POOLS.iter().find(|(name, _)| *name == pool).map_or(&[], |(_, list)| list)
}

pub(crate) fn every_phrase() -> impl Iterator<Item = &'static str> {
    POOLS.iter().flat_map(|(_, list)| list.iter().copied())
}

/// Whether a part of a template stands for something else.
pub(crate) fn is_slot(part: &str) -> bool {
    ["lead", "guest", "title", "topic"].contains(&part)
}
