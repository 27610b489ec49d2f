//! Stemming by a light suffix rule, with tables of irregular forms and of words that mean the same.

use std::collections::BTreeMap;
use std::sync::LazyLock;

/// Endings that are cut, the longest first, with what stands for them.
const ENDINGS: [(&str, &str); 30] = [
    ("izations", "iz"),
    ("ization", "iz"),
    ("ations", "at"),
    ("ation", "at"),
    ("ements", ""),
    ("ement", ""),
    ("ments", ""),
    ("ment", ""),
    ("ingly", ""),
    ("iness", "y"),
    ("ness", ""),
    ("ities", ""),
    ("ity", ""),
    ("ings", ""),
    ("ing", ""),
    ("iest", "y"),
    ("ied", "y"),
    ("ies", "y"),
    ("ier", "y"),
    ("ily", "y"),
    ("ions", ""),
    ("ion", ""),
    ("est", ""),
    ("ers", ""),
    ("er", ""),
    ("ed", ""),
    ("ly", ""),
    ("es", ""),
    ("al", ""),
    ("s", ""),
];
/// Letters that have to be left of a word.
const LEFT_MIN: usize = 3;

/// Forms that no ending explains: the base, and its forms.
const IRREGULAR: &str = "take took taken;run ran;hold held;lose lost;keep kept;build built;grow grew grown;fall fell fallen;\
    rise rose risen;make made;find found;leave left;send sent;write wrote written;begin began begun;see saw seen;\
    give gave given;come came;go went gone;pay paid;say said;tell told;buy bought;bring brought;think thought;\
    teach taught;catch caught;sell sold;spend spent;stand stood;meet met;lead led;feed fed;freeze froze frozen;\
    break broke broken;choose chose chosen;drive drove driven;know knew known;show shown;throw threw thrown;\
    wear wore worn;wake woke woken;sleep slept;dig dug;sink sank sunk;man men;woman women;child children;foot feet;\
    mouse mice;life lives;speak spoke spoken;steal stole stolen;win won;hide hid hidden;fly flew flown;draw drew drawn;\
    get got gotten;eat ate eaten;drink drank;swim swam;sing sang sung;ring rang rung;bear bore born;lie lay;lay laid;\
    mean meant;feel felt;hear heard;lend lent;bend bent;burn burnt;light lit;shoot shot;strike struck;hang hung;\
    stick stuck;shrink shrank shrunk;spread;person people;leaf leaves;half halves;loss losses;use using used uses;\
    try tries tried;die dying died;tie tying tied;big bigger biggest;dry drier";

/// Words that stand for each other in a paraphrase.
const ALIKE: &str = "need require necessary;begin start;big large huge;small little tiny;quick fast rapid;buy purchase;\
    end finish;help assist;show demonstrate reveal;use employ utilise;build construct;fix repair mend;get obtain receive;\
    choose pick select;let allow permit;stop halt;ask request;answer reply respond;job task;error mistake fault;\
    change alter modify;whole entire complete;try attempt;happen occur;keep retain;part portion piece;old former;\
    cost price;rule regulation;kid child;send transmit;see spot observe;find discover;nearly almost;\
    person people resident;reason why cause;work function operate;idea notion;test trial check;near close nearby;\
    city town;house home;doctor physician;forbid ban prohibit;refuse reject;increase raise;hurt harm;make create produce;\
    group team crew;measure measurement;car vehicle;trip journey;plan intend;spend spent;believe think;own possess;\
    die dead death;grow growth;lose loss;live life;sell sale;decide decision;choose choice;speak speech;weigh weight;\
    high height;long length;deep depth;wide width;strong strength;warm heat hot;strange odd;usual typical normal;\
    simple easy;difficult hard;empty vacant;shut close;quiet silent;rate pace speed;year annual;day daily;week weekly";

/// The stem of a word in small letters.
pub(super) fn stem(word: &str) -> String {
    static BASES: LazyLock<BTreeMap<&str, &str>> = LazyLock::new(|| table(IRREGULAR));
    static SAME: LazyLock<BTreeMap<String, String>> =
        LazyLock::new(|| table(ALIKE).into_iter().map(|(word, base)| (cut(word), cut(base))).collect());
    let cut = cut(BASES.get(word).copied().unwrap_or(word));
    SAME.get(&cut).cloned().unwrap_or(cut)
}

/// The forms of a table, each with the first word of its group.
fn table(text: &'static str) -> BTreeMap<&'static str, &'static str> {
    let mut found = BTreeMap::new();
    for group in text.split(';') {
        let base = group.split_whitespace().next().unwrap_or_default();
        for word in group.split_whitespace() {
            found.entry(word).or_insert(base);
        }
    }
    found
}

fn cut(word: &str) -> String {
    let ending = ENDINGS.iter().find_map(|(ending, with)| {
        let rest = word.strip_suffix(ending).filter(|rest| rest.chars().count() >= LEFT_MIN)?;
        // "pass" and "gas" end with no plural.
        let plural = *ending != "s" || !rest.ends_with(['s', 'u', 'i']);
        plural.then(|| format!("{rest}{with}"))
    });
    let stem = ending.unwrap_or_else(|| word.to_owned());
    let mut stem = stem.trim_end_matches('e').to_owned();
    let mut back = stem.chars().rev();
    if let (Some(last), Some(before)) = (back.next(), back.next())
        && last == before
        && !"aeiou".contains(last)
        && stem.chars().count() > LEFT_MIN
    {
        stem.pop();
    }
    if stem.ends_with('y') && stem.chars().count() > LEFT_MIN {
        stem.pop();
        stem.push('i');
    }
    stem
}

#[cfg(test)]
mod tests {
    use super::stem;

    #[test]
    fn forms_of_a_word_have_one_stem() {
        for (one, other) in [
            ("stopped", "stop"),
            ("measurement", "measured"),
            ("took", "takes"),
            ("companies", "company"),
            ("began", "starting"),
            ("encoders", "encoder"),
            ("refused", "refuses"),
            ("lost", "loses"),
            ("larger", "big"),
            ("decision", "decided"),
        ] {
            assert_eq!(stem(one), stem(other), "{one} {other}");
        }
        assert_ne!(stem("lease"), stem("lock"));
    }
}
