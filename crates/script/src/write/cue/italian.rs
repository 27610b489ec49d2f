//! Italian.

use super::Start;
use crate::write::phrases::Pool;

pub(super) const STARTS: &[Start] = &[
    (
        &["per esempio", "ad esempio", "supponiamo", "immaginiamo", "prendiamo ", "come esempio", "un esempio"],
        Pool::Example,
    ),
    (
        &[
            "ma ",
            "però ",
            "però,",
            "tuttavia",
            "purtroppo",
            "il problema",
            "la difficoltà",
            "lo svantaggio",
            "ciononostante",
            "nonostante ciò",
            "tranne ",
        ],
        Pool::Catch,
    ),
    (&["perché ", "la ragione", "il motivo", "ciò è dovuto", "questo perché", "poiché ", "infatti"], Pool::Reason),
    (&["invece", "al posto ", "al suo posto", "anziché"], Pool::Alternative),
    (&["la risposta", "la soluzione", "il rimedio", "il trucco"], Pool::Answer),
    (
        &[
            "quindi",
            "dunque",
            "perciò",
            "pertanto",
            "di conseguenza",
            "per questo",
            "ciò significa",
            "questo significa",
            "ne consegue",
            "il risultato",
            "in questo modo",
            "ecco perché",
            "questo permette",
            "questo consente",
        ],
        Pool::Consequence,
    ),
    (
        &[
            "prima di tutto",
            "innanzitutto",
            "in primo luogo",
            "per prima cosa",
            "per cominciare",
            "il primo ",
            "la prima ",
        ],
        Pool::First,
    ),
    (
        &["in secondo luogo", "in terzo luogo", "poi ", "dopo ", "successivamente", "il secondo ", "la seconda "],
        Pool::Then,
    ),
    (&["infine", "per finire", "l'ultimo ", "l'ultima "], Pool::Last),
    (&["in pratica", "nella pratica", "nella vita reale", "in produzione"], Pool::Practice),
    (&["corretto ", "corretta ", "corretti ", "risolto ", "correzione "], Pool::Fixed),
    (&["aggiunto ", "aggiunta ", "aggiunti ", "nuovo ", "nuova ", "supporto per", "ora c'è"], Pool::Added),
    (&["rimosso ", "rimossa ", "rimossi ", "eliminato "], Pool::Removed),
    (&["modificato ", "modificata ", "rinominato ", "spostato ", "sostituito "], Pool::Changed),
    (&["migliorato ", "migliorata ", "miglioramento ", "più veloce", "ridotto "], Pool::Improved),
    (
        &[
            "bisogna ",
            "conviene ",
            "è consigliabile",
            "si consiglia",
            "è meglio",
            "si dovrebbe",
            "occorre ",
            "è bene ",
            "evitare ",
            "è importante",
            "assicurarsi",
        ],
        Pool::Advice,
    ),
    (&["in media", "in totale"], Pool::Numbers),
];
