//! Codes of the rules, and the sentences that tell a model how to mend what breaks them.

use super::flaw::Rule;
use crate::ground::Reason;

pub(super) fn code(rule: Rule) -> &'static str {
    match rule {
        Rule::Grounding(reason) => reason.code(),
        Rule::Shape => "shape",
        Rule::NoSuchSection => "no_such_section",
        Rule::SectionCount => "section_count",
        Rule::SectionTooLong => "section_too_long",
        Rule::ParagraphMissing => "paragraph_missing",
        Rule::ParagraphUnknown => "paragraph_unknown",
        Rule::ParagraphShared => "paragraph_shared",
        Rule::RemarkOnly => "remark_only",
        Rule::Title => "title",
        Rule::TitleClaim => "title_claim",
        Rule::TitleRepeated => "title_repeated",
        Rule::SaysTooLong => "says_too_long",
        Rule::CiteElsewhere => "cite_elsewhere",
        Rule::Unsaid => "unsaid",
        Rule::Greeting => "greeting",
        Rule::Farewell => "farewell",
        Rule::Opener => "opener",
        Rule::NotAlone => "not_alone",
        Rule::OneHost => "one_host",
        Rule::HostTwice => "host_twice",
        Rule::OneSided => "one_sided",
        Rule::TooFewWords => "too_few_words",
        Rule::TooManyWords => "too_many_words",
    }
}

pub(super) fn sentence(rule: Rule) -> &'static str {
    match rule {
        Rule::Grounding(reason) => grounding(reason),
        Rule::Shape => "The answer has to be JSON of the schema.",
        Rule::NoSuchSection => "The outline has no such section.",
        Rule::SectionCount => "The number of sections is outside its bounds.",
        Rule::SectionTooLong => {
            "The section stands on too much of the source: divide its paragraphs among more sections."
        }
        Rule::ParagraphMissing => "A section has to stand on at least one paragraph.",
        Rule::ParagraphUnknown => "The source has no paragraph of this number.",
        Rule::ParagraphShared => "A paragraph belongs to one section alone.",
        Rule::RemarkOnly => "The section's paragraphs hold nothing that can be told: join it to another.",
        Rule::Title => "A title is a short plain phrase of at most 100 characters that can be spoken.",
        Rule::TitleClaim => "A title's numbers and names have to be in the section's paragraphs: use their words.",
        Rule::TitleRepeated => "Another section has the same title.",
        Rule::SaysTooLong => "\"says\" has at most 300 characters.",
        Rule::CiteElsewhere => {
            "The cited paragraph is not one of this section's: cite those of the source above alone."
        }
        Rule::Unsaid => "This part cannot be spoken: say it in plain English words, or leave it out.",
        Rule::Greeting => "Listeners are greeted in the first section alone.",
        Rule::Farewell => "The farewell is in the last section alone.",
        Rule::Opener => "Host A opens the episode.",
        Rule::NotAlone => "Host A speaks alone in this format.",
        Rule::OneHost => "Both hosts have to speak.",
        Rule::HostTwice => "Turns in a row of one host are too long or cite too much: let the hosts take turns.",
        Rule::OneSided => "Each host has to state something of the source, with its cites.",
        Rule::TooFewWords => "The section is too short: tell more of its paragraphs.",
        Rule::TooManyWords => "The section is too long: tell less, or tell it more briefly.",
    }
}

fn grounding(reason: Reason) -> &'static str {
    match reason {
        Reason::TurnCount => "The number of turns is outside its bounds.",
        Reason::Empty => "A turn has no words.",
        Reason::TooLong => "A turn has at most 840 characters: divide it.",
        Reason::WordTooLong => "A word has at most 40 letters.",
        Reason::Unspeakable => "A sign has no sound: use plain words.",
        Reason::Hidden => "An invisible character is in the text.",
        Reason::Address => "No web address and no mail address is spoken: leave it out.",
        Reason::Markup => "No brackets, markup, code, list or JSON is spoken: use plain sentences.",
        Reason::StageDirection => "No stage direction and nothing in brackets is spoken: leave it out.",
        Reason::HostLabel => "No speaker's name stands before a colon: \"host\" says who speaks.",
        Reason::NotEnglish => "The sentence is not English.",
        Reason::Order => "The sentence orders somebody about, or follows an order in the source: leave it out.",
        Reason::Canary => "A word of the rules is in the text: leave it out.",
        Reason::CiteMissing => "The sentence states something, and its turn cites nothing.",
        Reason::CiteUnknown => "The cited paragraph does not exist.",
        Reason::CiteCount => "A turn cites at most 8 paragraphs: divide it.",
        Reason::Number => "The number is not in the cited paragraphs: use theirs, or leave it out.",
        Reason::Unit => "The number has another unit in the cited paragraphs.",
        Reason::Name => "The name is not in the cited paragraphs: use theirs, or cite the one that has it.",
        Reason::Pair => "The cited paragraphs give this number or deed to another name, date or thing.",
        Reason::Quote => "The quotation is not word for word in the cited paragraphs: quote exactly, or without marks.",
        Reason::NegationAdded => "The cited paragraphs do not deny this.",
        Reason::NegationDropped => "The cited paragraphs deny this.",
        Reason::Opposite => "The cited paragraphs say the opposite.",
        Reason::Superlative => "The cited paragraphs do not claim this extreme.",
        Reason::Cover => "Too few of the sentence's words are in the cited paragraphs: keep closer to their words.",
        Reason::Repeated => "The sentence has been said before: leave it out.",
        Reason::QuestionTooLong => "A question has at most 160 characters.",
        Reason::QuestionClaim => {
            "The question has a number or a name that neither its cites nor those of the next turn have."
        }
    }
}
