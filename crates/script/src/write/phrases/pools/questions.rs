//! Questions of the host who asks.

use super::Pool;

pub(super) const QUESTIONS: [(Pool, &[&str]); 17] = [
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
];
