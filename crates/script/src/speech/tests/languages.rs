//! Tables of written and spoken text in the languages beside English, and the ends of their sentences.

use protocol::Language;

use crate::marks::mark_backticks;
use crate::speech::{sentences, walked};

const TABLES: [(Language, &str); 4] = [
    (Language::German, include_str!("../../../tests/spoken/de.tsv")),
    (Language::Spanish, include_str!("../../../tests/spoken/es.tsv")),
    (Language::French, include_str!("../../../tests/spoken/fr.tsv")),
    (Language::Italian, include_str!("../../../tests/spoken/it.tsv")),
];

#[test]
fn everything_in_the_tables_is_said_as_they_say() {
    let mut wrong = Vec::new();
    for (language, table) in TABLES {
        let mut rows = 0;
        for line in table.lines().filter(|line| !line.starts_with('#')) {
            let fields: Vec<&str> = line.split('\t').collect();
            let [rule, written, expected] = fields[..] else { panic!("three fields: {line}") };
            let said = walked(&mark_backticks(written), language).text;
            if said != expected {
                wrong.push(format!("{language:?} {rule}: {written:?}\n  said     {said:?}\n  expected {expected:?}"));
            }
            rows += 1;
        }
        assert!(rows >= 40, "{language:?}: {rows} rows");
    }
    assert!(wrong.is_empty(), "{} wrong\n{}", wrong.len(), wrong.join("\n"));
}

/// A bar stands between two sentences.
const SENTENCES: [(Language, &[&str]); 4] = [
    (
        Language::German,
        &[
            "Das ist gut.|Das ist besser.",
            "Wir nehmen z. B. Äpfel.|Sie sind rot.",
            "Das gilt d. h. immer.|Oder nie.",
            "Am 3. Oktober war es kalt.|Danach nicht.",
            "Im 19. Jahrhundert gab es Züge.|Heute auch.",
            "Es waren genau 3.|Danach kam keiner.",
            "Siehe Nr. 5.|Dort steht es.",
            "Äpfel, Birnen usw. sind Obst.|Das wissen wir.",
            "Äpfel, Birnen usw.|Das wissen wir.",
            "Er sagte: „Ja.“|Dann ging er.",
            "Herr Dr. Müller kam.|Er blieb.",
            "Es kostet 3.50 Franken.|Das ist viel.",
            "Am 3. Okt. 2026 war es kalt.|Danach nicht.",
            "Wirklich?|Ja!",
            "Das kam von J. S. Bach.|Es ist schön.",
        ],
    ),
    (
        Language::Spanish,
        &[
            "Es bueno.|Es mejor.",
            "Tomamos p. ej. manzanas.|Son rojas.",
            "¿Qué es eso?|¡Nada!|Sigamos.",
            "El Sr. Pérez llegó.|Se quedó.",
            "Manzanas, peras, etc.|Son rojas.",
            "Manzanas, peras, etc. son frutas.",
            "En EE. UU. hay muchas.|Aquí no.",
            "Véase la pág. 12.|Ahí está.",
            "Dijo: «Sí.»|Luego se fue.",
            "El 3 oct. 2026 hizo frío.|Luego no.",
        ],
    ),
    (
        Language::French,
        &[
            "C'est bien.|C'est mieux.",
            "On prend p. ex. des pommes.|Elles sont rouges.",
            "Vraiment ?|Oui !|Allons.",
            "M. Dupont est venu.|Il est resté.",
            "Des pommes, des poires, etc.|Elles sont rouges.",
            "Il dit : « Oui. »|Puis il partit.",
            "C'est un essai, c.-à-d. une épreuve.|Voilà.",
            "Voir p. 12.|C'est là.",
            "Le 3 oct. 2026 il fit froid.|Puis non.",
            "En 44 av. J.-C. il vint.|Il vit.",
        ],
    ),
    (
        Language::Italian,
        &[
            "Va bene.|Va meglio.",
            "Prendiamo p. es. mele.|Sono rosse.",
            "Il dott. Rossi venne.|Rimase.",
            "Mele, pere ecc.|Sono rosse.",
            "Mele, pere ecc. sono frutti.",
            "Vedi pag. 12.|È lì.",
            "Disse: «Sì.»|Poi uscì.",
            "Nel 44 a.C. venne.|Vide.",
            "Davvero?|Sì!",
            "Il 3 ott. 2026 fece freddo.|Poi no.",
        ],
    ),
];

#[test]
fn sentences_of_every_language_end_where_they_end() {
    let mut wrong = Vec::new();
    for (language, cases) in SENTENCES {
        for case in cases {
            let found = sentences(&case.replace('|', " "), language).join("|");
            if found != *case {
                wrong.push(format!("{language:?}: {found}\n  expected {case}"));
            }
        }
    }
    assert!(wrong.is_empty(), "{} wrong\n{}", wrong.len(), wrong.join("\n"));
}

#[test]
fn no_sign_is_said_in_english() {
    let code = [
        "!=", "==", "<=", ">=", "=~", "->", "=>", "&&", "||", "??", "++", "+=", "**", "<<", ">>", "|>", "..", "{}",
        "[]", "()", "//", "<>", "/*", "/", "\\", "=", "@", "%", "+", "*", "~", "^", "$", "#", "?", "|", "&", "<", ">",
        ".", ",", ";", ":", "!", "-", "_",
    ];
    let prose =
        "≤ ≥ ≈ ≠ ± → ← ↑ ↓ ÷ § ¶ № ∞ ‰ √ ∑ ∈ ∀ ∃ ∧ ∨ ¬ ⊂ ∝ ⋅ ½ ¾ ⌘ © ✓ ✗ ⚠ ⛔ 日本 한국 עברית https://a.de a@b.de";
    let english = [
        "the",
        "is",
        "than",
        "equals",
        "dash",
        "slash",
        "star",
        "dot",
        "question",
        "mark",
        "empty",
        "shift",
        "word",
        "link",
        "address",
        "most",
        "least",
        "infinity",
        "root",
        "sum",
        "times",
        "less",
        "greater",
        "half",
        "quarters",
        "yes",
        "warning",
        "forbidden",
        "up",
        "down",
        "divided",
        "within",
        "colon",
        "comma",
        "secret",
    ];
    for (language, _) in TABLES {
        let code = code.iter().map(|code| mark_backticks(&format!("x `{code}` y `a {code} b` z")));
        let prose = prose.split(' ').map(|sign| format!("x {sign} y 3 {sign} 4"));
        for written in code.chain(prose) {
            let said = walked(&written, language).text;
            let found = said.split([' ', ',', '.']).find(|word| english.contains(word));
            assert_eq!(found, None, "{language:?}: {written:?} is said {said:?}");
        }
    }
}
