//! The operations of voices.

use super::{Access, Answer, Operation, Route};
use crate::admin::Scope;
use crate::voice::{SayLine, VoiceList};

const READ: Access = Access::Scope(Scope::Read);

pub(super) const ROUTES: [Route; 3] = [
    Route::read(Operation::ListVoices, "/v1/voices", READ, "List the voices that hosts can have")
        .answers(Answer::json::<VoiceList>("The voices")),
    Route::read(Operation::SampleVoice, "/v1/voices/{id}/sample", READ, "Listen to a voice")
        .answers(Answer::Text("audio/mpeg", "A spoken line")),
    Route::change(
        Operation::SayLine,
        "/v1/voices/{id}/say",
        Access::Scope(Scope::Submit),
        "Hear a voice say a line, by the tenant's dictionary",
    )
    .body::<SayLine>()
    .answers(Answer::Text("audio/mpeg", "The spoken line")),
];
