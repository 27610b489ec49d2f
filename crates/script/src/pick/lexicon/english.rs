//! English.

use super::Lexicon;

pub(super) static ENGLISH: Lexicon = Lexicon {
    stop_words: "a about above across after again against all almost along also although always am among an and another any \
    anyone anything are as at be became because become been before behind being below between both but by came can cannot \
    come could did do does done down during each either else enough even ever every everyone everything far few first for \
    from further gave get gets give given gives go goes gone got had has have having he her here hers him his how however \
    if in instead into is it its itself just keep kept last later least less let like made make makes many may maybe me \
    might more most much must my myself need needs neither never next no nobody none nor not nothing now of off often on \
    once one only onto or other others otherwise our ours out over own per perhaps put quite rather really s said same \
    say says see seem seems seen several shall she should since so some someone something sometimes soon still such t take \
    taken takes than that the their theirs them themselves then there therefore these they thing things this those though \
    three through thus to together too took toward two under unless until up upon us use used uses using very was way we \
    well went were what whatever when where whether which while who whole whom whose why will with within without would \
    yes yet you your yours every ought enough don doesn didn isn aren wasn won wouldn couldn shouldn ll ve re",
    determiners: &[
        "the", "a", "an", "each", "every", "its", "their", "our", "your", "of", "some", "no", "this", "that",
    ],
    vague: &[
        "answer", "question", "point", "thing", "things", "kind", "way", "time", "times", "day", "part", "end",
        "place", "places", "problem", "reason", "word", "number", "middle", "moment", "case", "example", "fact",
        "result", "idea", "rest", "lot", "bit", "year", "month", "week", "hour", "minute", "minutes", "people",
        "person", "same", "whole", "next", "second", "edges", "right", "side", "best", "code", "value",
    ],
    leaning: &[
        "it",
        "its",
        "this",
        "that",
        "these",
        "those",
        "they",
        "them",
        "their",
        "he",
        "she",
        "his",
        "her",
        "however",
        "but",
        "and",
        "so",
        "therefore",
        "thus",
        "hence",
        "instead",
        "otherwise",
        "also",
        "then",
        "similarly",
        "likewise",
        "moreover",
        "furthermore",
        "consequently",
        "meanwhile",
        "nevertheless",
        "nonetheless",
        "such",
        "both",
        "neither",
        "conversely",
        "yet",
        "or",
        "nor",
        "besides",
        "second",
        "third",
        "finally",
        "there's",
        "it's",
        "that's",
    ],
    leaning_starts: &[
        "for example",
        "for instance",
        "in other words",
        "as a result",
        "in contrast",
        "on the other hand",
        "the former",
        "the latter",
        "that is",
        "the same",
        "the second one",
        "the third one",
        "the last one",
        "the first one",
        "by contrast",
        "in that case",
        "worse",
        "here",
        "the other",
    ],
    pointing: &["it", "its", "this", "these", "those", "they", "them", "their", "later", "meantime"],
    this: &["this"],
    selves: &[
        "article", "post", "release", "version", "page", "document", "essay", "patch", "change", "series", "review",
        "text",
    ],
    conditions: &["if you"],
    endings: &["ing", "ed", "es", "s"],
};
