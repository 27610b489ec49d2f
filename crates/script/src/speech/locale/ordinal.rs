//! Ordinals as words. A language has a function of its own: their endings follow the words around them.

/// The surroundings of an ordinal.
#[derive(Clone, Copy, Default)]
pub(in crate::speech) struct Form<'a> {
    /// The two words before it, the nearer first, in small letters.
    pub(in crate::speech) last: &'a str,
    pub(in crate::speech) before: &'a str,
    /// The letters written behind the number: "er", "ª".
    pub(in crate::speech) ending: &'a str,
    /// True before the name of a month.
    pub(in crate::speech) dated: bool,
}

const GERMAN_ONES: [&str; 20] = [
    "",
    "ein",
    "zwei",
    "drei",
    "vier",
    "fünf",
    "sechs",
    "sieben",
    "acht",
    "neun",
    "zehn",
    "elf",
    "zwölf",
    "dreizehn",
    "vierzehn",
    "fünfzehn",
    "sechzehn",
    "siebzehn",
    "achtzehn",
    "neunzehn",
];
const GERMAN_TENS: [&str; 10] =
    ["", "", "zwanzig", "dreißig", "vierzig", "fünfzig", "sechzig", "siebzig", "achtzig", "neunzig"];

/// German: "dritte", "dritten", "dritter" by the article before it.
pub(super) fn german(number: u16, form: Form<'_>) -> Option<String> {
    const WEAK: [&str; 28] = [
        "am", "im", "vom", "zum", "beim", "zur", "dem", "den", "des", "einem", "einen", "eines", "einer", "seinem",
        "seinen", "ihrem", "ihren", "diesem", "diesen", "jedem", "jeden", "ab", "bis", "seit", "nach", "vor",
        "unserem", "unseren",
    ];
    const BEFORE: [&str; 12] = ["in", "mit", "von", "aus", "bei", "nach", "an", "auf", "zu", "unter", "vor", "seit"];
    let stem = german_stem(number)?;
    let ending = match form.last {
        last if WEAK.contains(&last) => "en",
        "der" if BEFORE.contains(&form.before) => "en",
        "der" | "die" | "das" | "dieser" | "diese" | "dieses" | "jede" | "jeder" | "jedes" | "eine" | "seine"
        | "ihre" => "e",
        "ein" | "kein" => "er",
        _ if form.dated => "er",
        _ => "e",
    };
    Some(format!("{stem}{ending}"))
}

fn german_stem(number: u16) -> Option<String> {
    let at = usize::from(number);
    let text = match number {
        1 => "erst".to_owned(),
        3 => "dritt".to_owned(),
        7 => "siebt".to_owned(),
        8 => "acht".to_owned(),
        2..=19 => format!("{}t", GERMAN_ONES.get(at)?),
        20..=99 => {
            let tens = GERMAN_TENS.get(at / 10)?;
            match GERMAN_ONES.get(at % 10)? {
                &"" => format!("{tens}st"),
                ones => format!("{ones}und{tens}st"),
            }
        }
        100 => "hundertst".to_owned(),
        _ => return None,
    };
    Some(text)
}

/// Spanish: "segundo", "segunda" by the letter behind the number.
pub(super) fn spanish(number: u16, form: Form<'_>) -> Option<String> {
    const ONES: [&str; 13] = [
        "",
        "primer",
        "segund",
        "tercer",
        "cuart",
        "quint",
        "sext",
        "séptim",
        "octav",
        "noven",
        "décim",
        "undécim",
        "duodécim",
    ];
    const TENS: [&str; 10] = [
        "",
        "décimo",
        "vigésim",
        "trigésim",
        "cuadragésim",
        "quincuagésim",
        "sexagésim",
        "septuagésim",
        "octogésim",
        "nonagésim",
    ];
    let ending = match form.ending {
        "a" | "\u{AA}" | ".a" | ".\u{AA}" => "a",
        "er" | ".er" => "",
        _ => "o",
    };
    let at = usize::from(number);
    match number {
        1..=12 => ONES.get(at).map(|stem| format!("{stem}{ending}")),
        18 => Some(format!("decimoctav{ending}")),
        13..=19 => ONES.get(at - 10).map(|stem| format!("decimo{stem}{ending}")),
        20..=99 => {
            let tens = TENS.get(at / 10)?;
            match ONES.get(at % 10)? {
                &"" => Some(format!("{tens}{ending}")),
                stem => Some(format!("{tens}{ending} {stem}{ending}")),
            }
        }
        _ => None,
    }
}

const FRENCH: [&str; 20] = [
    "", "un", "deux", "trois", "quatre", "cinq", "six", "sept", "huit", "neuf", "dix", "onze", "douze", "treize",
    "quatorze", "quinze", "seize", "dix-sept", "dix-huit", "dix-neuf",
];

/// French: "premier", "première", "deuxième".
pub(super) fn french(number: u16, form: Form<'_>) -> Option<String> {
    if number == 1 {
        let feminine = matches!(form.ending, "re" | "ère" | "ere" | "res" | "ères");
        return Some(if feminine { "première" } else { "premier" }.to_owned());
    }
    let cardinal = french_cardinal(number)?;
    let stem = match cardinal.strip_suffix("neuf") {
        Some(head) => format!("{head}neuv"),
        None if cardinal.ends_with("cinq") => format!("{cardinal}u"),
        None => cardinal.trim_end_matches("s").trim_end_matches('e').to_owned(),
    };
    // "trois" and "six" keep their last letter.
    let stem = if cardinal.ends_with("trois") { cardinal.clone() } else { stem };
    Some(format!("{stem}ième"))
}

fn french_cardinal(number: u16) -> Option<String> {
    let at = usize::from(number);
    let below = |number: usize| FRENCH.get(number).copied();
    let joined = |tens: &str, ones: usize| match ones {
        0 => Some(tens.to_owned()),
        1 | 11 if tens != "quatre-vingt" => Some(format!("{tens} et {}", below(ones)?)),
        ones => Some(format!("{tens}-{}", below(ones)?)),
    };
    match number {
        2..=19 => below(at).map(str::to_owned),
        20..=29 => joined("vingt", at - 20),
        30..=39 => joined("trente", at - 30),
        40..=49 => joined("quarante", at - 40),
        50..=59 => joined("cinquante", at - 50),
        60..=79 => joined("soixante", at - 60),
        80..=99 => joined("quatre-vingt", at - 80),
        100 => Some("cent".to_owned()),
        _ => None,
    }
}

/// Italian: "terzo", "terza" by the sign behind the number.
pub(super) fn italian(number: u16, form: Form<'_>) -> Option<String> {
    const FIRST: [&str; 11] =
        ["", "prim", "second", "terz", "quart", "quint", "sest", "settim", "ottav", "non", "decim"];
    const ONES: [&str; 20] = [
        "",
        "uno",
        "due",
        "tre",
        "quattro",
        "cinque",
        "sei",
        "sette",
        "otto",
        "nove",
        "dieci",
        "undici",
        "dodici",
        "tredici",
        "quattordici",
        "quindici",
        "sedici",
        "diciassette",
        "diciotto",
        "diciannove",
    ];
    const TENS: [&str; 10] =
        ["", "", "venti", "trenta", "quaranta", "cinquanta", "sessanta", "settanta", "ottanta", "novanta"];
    let ending = if matches!(form.ending, "a" | "\u{AA}") { "a" } else { "o" };
    let at = usize::from(number);
    let stem = match number {
        1..=10 => (*FIRST.get(at)?).to_owned(),
        11..=19 => {
            let cardinal = *ONES.get(at)?;
            format!("{}esim", cardinal.strip_suffix(['i', 'e', 'o']).unwrap_or(cardinal))
        }
        20..=99 => {
            let (tens, ones) = (TENS.get(at / 10)?, ONES.get(at % 10)?);
            match at % 10 {
                0 => format!("{}esim", tens.strip_suffix(['i', 'a']).unwrap_or(tens)),
                1 | 8 => {
                    let tens = tens.strip_suffix(['i', 'a']).unwrap_or(tens);
                    format!("{tens}{}esim", ones.strip_suffix('o').unwrap_or(ones))
                }
                3 | 6 => format!("{tens}{ones}esim"),
                _ => format!("{tens}{}esim", ones.strip_suffix(['i', 'e', 'o']).unwrap_or(ones)),
            }
        }
        _ => return None,
    };
    Some(format!("{stem}{ending}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ordinals_have_the_endings_of_their_language() {
        let said = |of: fn(u16, Form<'_>) -> Option<String>, number: u16, last: &str, ending: &str| {
            of(number, Form { last, ending, ..Form::default() }).unwrap()
        };
        for (number, last, expected) in [
            (1, "am", "ersten"),
            (3, "die", "dritte"),
            (7, "", "siebte"),
            (8, "dem", "achten"),
            (19, "im", "neunzehnten"),
            (20, "zum", "zwanzigsten"),
            (21, "das", "einundzwanzigste"),
            (38, "am", "achtunddreißigsten"),
        ] {
            assert_eq!(said(german, number, last, ""), expected);
        }
        for (number, ending, expected) in [
            (1, "er", "primer"),
            (1, "o", "primero"),
            (2, "a", "segunda"),
            (3, "er", "tercer"),
            (7, "o", "séptimo"),
            (11, "o", "undécimo"),
            (13, "o", "decimotercero"),
            (16, "o", "decimosexto"),
            (17, "a", "decimoséptima"),
            (12, "a", "duodécima"),
            (21, "o", "vigésimo primero"),
            (40, "a", "cuadragésima"),
        ] {
            assert_eq!(said(spanish, number, "", ending), expected);
        }
        for (number, ending, expected) in [
            (1, "er", "premier"),
            (1, "re", "première"),
            (2, "e", "deuxième"),
            (3, "e", "troisième"),
            (4, "e", "quatrième"),
            (5, "e", "cinquième"),
            (6, "e", "sixième"),
            (9, "e", "neuvième"),
            (11, "e", "onzième"),
            (19, "e", "dix-neuvième"),
            (20, "e", "vingtième"),
            (21, "e", "vingt et unième"),
            (30, "e", "trentième"),
            (71, "e", "soixante et onzième"),
            (80, "e", "quatre-vingtième"),
            (81, "e", "quatre-vingt-unième"),
            (93, "e", "quatre-vingt-treizième"),
        ] {
            assert_eq!(said(french, number, "", ending), expected);
        }
        for (number, ending, expected) in [
            (1, "º", "primo"),
            (3, "a", "terza"),
            (9, "º", "nono"),
            (11, "º", "undicesimo"),
            (13, "º", "tredicesimo"),
            (18, "º", "diciottesimo"),
            (19, "º", "diciannovesimo"),
            (20, "º", "ventesimo"),
            (21, "º", "ventunesimo"),
            (23, "º", "ventitreesimo"),
            (26, "º", "ventiseiesimo"),
            (28, "º", "ventottesimo"),
            (35, "a", "trentacinquesima"),
        ] {
            assert_eq!(said(italian, number, "", ending), expected);
        }
    }
}
