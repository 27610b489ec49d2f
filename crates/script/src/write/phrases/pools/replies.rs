//! Short words of the host who listens.

use super::Pool;

pub(super) const REPLIES: [(Pool, &[&str]); 1] = [(
    Pool::Prompt,
    &["Go on.", "I'm listening.", "Keep going.", "Please go on.", "And then?", "Let's hear the rest."],
)];
