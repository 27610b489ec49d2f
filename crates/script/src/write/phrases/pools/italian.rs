//! Italian. Neutral: nobody is addressed as "tu" or "Lei".

use super::{Phrases, Pool};

pub(super) const ITALIAN: [Phrases; 30] = [
    (
        Pool::Welcome,
        &[
            "Ciao a tutti, qui {lead}, e con me c'è {guest}. Il testo di oggi si intitola \"{title}\".",
            "Benvenuti. Qui {lead}, insieme a {guest}, e oggi abbiamo con noi \"{title}\".",
            "Buongiorno, qui {lead}, in compagnia di {guest}. Abbiamo letto \"{title}\".",
        ],
    ),
    (
        Pool::WelcomeUntitled,
        &[
            "Ciao a tutti, qui {lead}, e con me c'è {guest}. Abbiamo qualcosa da leggere insieme.",
            "Benvenuti. Qui {lead}, insieme a {guest}, e abbiamo un testo da condividere.",
            "Buongiorno, qui {lead}, in compagnia di {guest}. Oggi leggiamo un testo.",
        ],
    ),
    (
        Pool::WelcomeAlone,
        &[
            "Ciao a tutti, qui {lead}. Il testo di oggi si intitola \"{title}\".",
            "Benvenuti, qui {lead}. Ecco \"{title}\", in breve.",
            "Buongiorno, qui {lead}, oggi con \"{title}\".",
        ],
    ),
    (
        Pool::WelcomeAloneUntitled,
        &[
            "Ciao a tutti, qui {lead}. Ecco un testo in breve.",
            "Benvenuti, qui {lead}, oggi con un testo in breve.",
            "Buongiorno, qui {lead}. Ecco l'essenziale di un testo.",
        ],
    ),
    (
        Pool::LeadSpeaksFor,
        &["{lead} parla per {topic}.", "{lead} dà voce a {topic}.", "La voce di {topic} è quella di {lead}."],
    ),
    (
        Pool::GuestSpeaksFor,
        &["{guest} parla per {topic}.", "{guest} dà voce a {topic}.", "La voce di {topic} è quella di {guest}."],
    ),
    (
        Pool::MoveToNoun,
        &[
            "Il prossimo punto: {topic}.",
            "Passiamo oltre: {topic}.",
            "E adesso: {topic}.",
            "Il tema che segue: {topic}.",
            "Continuiamo con questo: {topic}.",
            "La parte seguente: {topic}.",
        ],
    ),
    (
        Pool::MoveToClause,
        &[
            "Il prossimo punto: {topic}.",
            "Vediamo questo: {topic}.",
            "E adesso: {topic}.",
            "La prossima domanda: {topic}.",
            "Continuiamo con questo: {topic}.",
        ],
    ),
    (Pool::Below, &["{topic}:"]),
    (
        Pool::ListOn,
        &[
            "Anche questo è nell'elenco:",
            "Il punto successivo:",
            "L'elenco continua:",
            "E inoltre:",
            "C'è dell'altro nell'elenco:",
        ],
    ),
    (
        Pool::Catch,
        &[
            "C'è un inconveniente?",
            "Mi sa che arriva un ma.",
            "E il rovescio della medaglia?",
            "Qual è l'altra faccia?",
            "È davvero così semplice?",
            "Fin qui tutto bene. Dov'è il problema?",
            "Dove si complica?",
            "Suona bene. Che cosa ci manca?",
        ],
    ),
    (
        Pool::Example,
        &[
            "Abbiamo un esempio?",
            "Come sarebbe?",
            "Rendiamolo più concreto.",
            "C'è un esempio?",
            "Per esempio?",
            "Si può vedere con un caso?",
        ],
    ),
    (
        Pool::Reason,
        &[
            "Perché mai?",
            "E perché?",
            "Come mai?",
            "Qual è la ragione?",
            "Da che cosa dipende?",
            "Che cosa c'è dietro?",
        ],
    ),
    (
        Pool::Alternative,
        &[
            "Che cosa si fa al suo posto?",
            "Qual è l'alternativa?",
            "E invece?",
            "Come si fa altrimenti?",
            "Che cosa funziona meglio?",
            "Quale altra strada resta?",
        ],
    ),
    (
        Pool::Answer,
        &[
            "E che cosa aiuta?",
            "Come se ne esce?",
            "Qual è la via d'uscita?",
            "Come si risolve?",
            "E che cosa si può fare?",
            "Come si affronta?",
        ],
    ),
    (
        Pool::Consequence,
        &[
            "E che cosa significa?",
            "Che cosa ne segue?",
            "E in conclusione?",
            "E la conseguenza?",
            "Dove porta tutto questo?",
            "Che effetto ha?",
            "Che cosa ci guadagniamo?",
            "Vale a dire?",
        ],
    ),
    (
        Pool::Advice,
        &[
            "Qual è allora il consiglio?",
            "Che cosa conviene fare?",
            "Che cosa si raccomanda?",
            "Che cosa ne facciamo?",
            "Qual è la regola qui?",
            "Che cosa c'è da fare?",
            "Qual è il consiglio pratico?",
            "Come bisogna procedere?",
        ],
    ),
    (Pool::First, &["Da dove cominciamo?", "Che cosa viene prima?", "Qual è il primo passo?", "Dove comincia?"]),
    (Pool::Then, &["E poi?", "Che cosa viene dopo?", "E dopo?", "Come continua?", "Che cosa segue?", "E in seguito?"]),
    (Pool::Last, &["E per finire?", "Qual è l'ultimo elemento?", "E l'ultimo?", "Come finisce l'elenco?"]),
    (
        Pool::Numbers,
        &[
            "Abbiamo dei numeri?",
            "Che cosa dicono i numeri?",
            "Di quanto stiamo parlando?",
            "Mettiamoci dei numeri.",
            "Si può misurare?",
            "Quali sono le cifre?",
            "E in numeri?",
            "Come si presenta in cifre?",
        ],
    ),
    (
        Pool::Practice,
        &["Come si presenta nella pratica?", "E nella pratica?", "Come va a finire?", "E nella vita reale?"],
    ),
    (
        Pool::Fixed,
        &[
            "Che cosa è stato corretto?",
            "Quali errori sono spariti?",
            "Che altro è stato corretto?",
            "Ci sono correzioni?",
            "E sul fronte delle correzioni?",
        ],
    ),
    (
        Pool::Added,
        &[
            "Che cosa c'è di nuovo?",
            "Che altro c'è di nuovo?",
            "Che cosa è stato aggiunto?",
            "Altre novità?",
            "Che altro è arrivato?",
        ],
    ),
    (
        Pool::Removed,
        &["Che cosa sparisce?", "Che cosa è stato tolto?", "Perdiamo qualcosa?", "A che cosa diciamo addio?"],
    ),
    (
        Pool::Changed,
        &["Che cosa cambia?", "Che cosa è diverso?", "Che altro è cambiato?", "A che cosa bisogna fare attenzione?"],
    ),
    (
        Pool::Improved,
        &["Che cosa va meglio?", "Che cosa migliora?", "Dov'è il miglioramento?", "Che altro è migliorato?"],
    ),
    (Pool::Prompt, &["E allora?", "Andiamo avanti.", "Continuiamo.", "Avanti.", "E poi?", "Sentiamo il resto."]),
    (
        Pool::Farewell,
        &[
            "Questo era \"{title}\". Grazie per l'ascolto.",
            "E con questo si chiude la nostra lettura di \"{title}\". Grazie per la compagnia.",
            "Ci fermiamo qui. Era \"{title}\".",
            "Siamo arrivati in fondo a \"{title}\". Grazie e alla prossima.",
        ],
    ),
    (
        Pool::FarewellUntitled,
        &[
            "E questo è tutto per oggi. Grazie per l'ascolto.",
            "Ci fermiamo qui. Grazie per la compagnia.",
            "Siamo arrivati in fondo. Grazie e alla prossima.",
        ],
    ),
];
