//! Opposites and superlatives: tables of words that turn a statement round.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use super::stem::stem;

/// Two sides that exclude each other, in all their words.
const PAIRS: &str = "more higher larger greater bigger increase rise raise grow gain climb exceed/\
less fewer lower smaller decrease decline fall drop shrink reduce cut;up/down;above/below;\
before earlier previously prior/after later afterwards;allow permit permitted enable/forbid forbidden forbade prohibit ban banned prevent disable;\
accept approve welcome/refuse reject deny decline;faster quicker/slower;fast quick/slow;open opened/closed close shut;\
begin start/end stop finish;success succeed successful/failure fail failed;add/remove;buy/sell;win/lose;arrive/leave depart;\
inside/outside;early/late;cheap cheaper/expensive dearer costly;safe safer/dangerous unsafe;hot hotter warm warmer/cold colder cool cooler;\
long longer/short shorter;heavy heavier/light lighter;hard harder difficult/easy easier;strong stronger/weak weaker;\
full/empty;public/private;maximum most/minimum least;best better/worst worse;old older/new newer;old older/young younger;first/last;\
always/never;all every/none;wet/dry;deep deeper/shallow;rich/poor;north northern/south southern;east eastern/west western;\
true/false;import/export;inner/outer;forward/backward;summer/winter;day/night;morning/evening;left/right;top/bottom;\
improve/worsen;protect/harm;love/hate;remember/forget;visible/invisible;possible/impossible;known/unknown;\
common/rare;often/rarely seldom;thick thicker/thin thinner;wide wider/narrow narrower;high tall/low;near close/far distant;\
agree/disagree;connect/disconnect;lock/unlock;appear/disappear;include/exclude;present/absent;dark darker/bright brighter;save/waste;further farther/nearer;active/inactive;\
gradually slowly/suddenly;loud/quiet;many/few;huge large big/tiny small;over/under;permanent/temporary;harmless/harmful;useful/useless";

/// The sides that a word is on: index of the pair, and the side.
pub(super) fn sides(word: &str) -> Option<&'static [(usize, bool)]> {
    static SIDES: LazyLock<BTreeMap<String, Vec<(usize, bool)>>> = LazyLock::new(|| {
        let mut found: BTreeMap<String, Vec<(usize, bool)>> = BTreeMap::new();
        for (index, pair) in PAIRS.split(';').enumerate() {
            let (one, other) = pair.split_once('/').unwrap_or_default();
            for (words, side) in [(one, true), (other, false)] {
                for word in words.split_whitespace() {
                    found.entry(key(word)).or_default().push((index, side));
                }
            }
        }
        found
    });
    SIDES.get(&key(word)).map(Vec::as_slice)
}

/// The word without the ending of a verb; a comparative stays what it is.
fn key(word: &str) -> String {
    const PAST: [(&str, &str); 14] = [
        ("rose", "rise"),
        ("risen", "rise"),
        ("grew", "grow"),
        ("grown", "grow"),
        ("fell", "fall"),
        ("fallen", "fall"),
        ("shrank", "shrink"),
        ("lost", "lose"),
        ("won", "win"),
        ("sold", "sell"),
        ("bought", "buy"),
        ("began", "begin"),
        ("forgot", "forget"),
        ("left", "leave"),
    ];
    let word = PAST.iter().find(|(past, _)| *past == word).map_or(word, |(_, base)| base);
    let cut = ["ing", "ed", "es", "s"].iter().find_map(|ending| word.strip_suffix(ending));
    let base = cut.filter(|rest| rest.len() > 2 && word != "less").unwrap_or(word).trim_end_matches('e');
    let mut base = base.to_owned();
    if base.ends_with("pp") {
        base.pop();
    }
    base
}

/// Words that claim an extreme.
const EXTREMES: [&str; 13] = [
    "best",
    "worst",
    "always",
    "unique",
    "uniquely",
    "perfect",
    "perfectly",
    "totally",
    "guaranteed",
    "unprecedented",
    "revolutionary",
    "undoubtedly",
    "flawless",
];
/// Words that end like a superlative and are none.
const NO_EXTREMES: [&str; 34] = [
    "test", "rest", "west", "east", "nest", "guest", "request", "forest", "interest", "suggest", "harvest", "honest",
    "invest", "protest", "quest", "chest", "contest", "latest", "digest", "arrest", "modest", "at", "rest", "pest",
    "vest", "manifest", "earnest", "tempest", "conquest", "ingest", "attest", "crest", "best", "unrest",
];

/// The stem of a superlative or an absolute; `None` for any other word. "most" counts behind "the" alone.
pub(super) fn extreme(word: &str, last: &str) -> Option<String> {
    let ends = word.len() > 4 && word.ends_with("est") && !NO_EXTREMES.contains(&word);
    let most = ["most", "least"].contains(&word) && ["the", "our", "its", "their"].contains(&last);
    (ends || most || EXTREMES.contains(&word)).then(|| if most { word.to_owned() } else { stem(word) })
}
