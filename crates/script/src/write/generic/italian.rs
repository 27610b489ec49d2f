//! Italian.

use super::Generic;

pub(super) const KINDS: &[Generic] = &[
    (
        "conclusione|conclusioni|in conclusione|per concludere|considerazioni finali",
        "E che cosa ci resta?",
        "Che cosa ci resta.",
    ),
    ("riassunto|sintesi|in breve|in sintesi|riepilogo", "Qual è la versione breve?", "In breve."),
    ("contesto|motivazione|premessa|antefatto", "Qual è il contesto?", "Prima di tutto, il contesto."),
    ("requisiti|prerequisiti|prima di iniziare|prima di cominciare", "Che cosa serve?", "Che cosa serve."),
    (
        "aggiornamento|migrazione|guida alla migrazione|come aggiornare|note di aggiornamento",
        "Che cosa bisogna fare per aggiornare?",
        "Come si aggiorna.",
    ),
    ("esempio|esempi|un esempio", "C'è un esempio?", "Un esempio."),
    ("risultati|risultato", "E che cosa ne è uscito?", "Che cosa ne è uscito."),
    ("limiti|limitazioni|avvertenze", "Quali sono i limiti?", "I suoi limiti."),
    ("introduzione|presentazione|panoramica|prefazione", "Da dove cominciamo?", "Per cominciare."),
    ("prossimi passi|sviluppi futuri|prospettive|lavori futuri", "E poi dove si va?", "Che cosa viene dopo."),
    ("domande frequenti|faq|domande e risposte", "Quali domande tornano spesso?", "Le domande frequenti."),
];

pub(super) const CHANGES: &[Generic] = &[
    ("aggiunto|aggiunte|novità|nuovo|nuove funzionalità", "Allora, che cosa c'è di nuovo?", "Che cosa c'è di nuovo."),
    ("corretto|correzioni|risolto|correzioni di errori", "Quali errori sono spariti?", "Che cosa è corretto."),
    ("modificato|modifiche|cambiato|cambiamenti", "Che altro è cambiato?", "Che cosa è cambiato."),
];
