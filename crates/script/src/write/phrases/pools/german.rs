//! German. Neutral: nobody is addressed as "du" or "Sie".

use super::{Phrases, Pool};

pub(super) const GERMAN: [Phrases; 30] = [
    (
        Pool::Welcome,
        &[
            "Hallo, ich bin {lead}, und mit mir spricht {guest}. Heute geht es um \"{title}\".",
            "Willkommen. Ich bin {lead}, an meiner Seite ist {guest}, und wir haben \"{title}\" mitgebracht.",
            "Schönen guten Tag, hier ist {lead}, zusammen mit {guest}. Gelesen haben wir \"{title}\".",
        ],
    ),
    (
        Pool::WelcomeUntitled,
        &[
            "Hallo, ich bin {lead}, und mit mir spricht {guest}. Wir haben heute etwas zu lesen dabei.",
            "Willkommen. Ich bin {lead}, an meiner Seite ist {guest}, und wir haben einen Text mitgebracht.",
            "Schönen guten Tag, hier ist {lead}, zusammen mit {guest}. Wir lesen heute gemeinsam einen Text.",
        ],
    ),
    (
        Pool::WelcomeAlone,
        &[
            "Hallo, ich bin {lead}. Heute geht es um \"{title}\".",
            "Willkommen, hier ist {lead}. Das ist \"{title}\" in Kürze.",
            "Schönen guten Tag, hier ist {lead}, heute mit \"{title}\".",
        ],
    ),
    (
        Pool::WelcomeAloneUntitled,
        &[
            "Hallo, ich bin {lead}. Hier kommt ein Text in Kürze.",
            "Willkommen, hier ist {lead}, heute mit einem Text in Kürze.",
            "Schönen guten Tag, hier ist {lead}. Das Wichtigste aus einem Text.",
        ],
    ),
    (
        Pool::LeadSpeaksFor,
        &["{lead} spricht für {topic}.", "{lead} leiht {topic} die Stimme.", "Für {topic} spricht {lead}."],
    ),
    (
        Pool::GuestSpeaksFor,
        &["{guest} spricht für {topic}.", "{guest} leiht {topic} die Stimme.", "Für {topic} spricht {guest}."],
    ),
    (
        Pool::MoveToNoun,
        &[
            "Als Nächstes: {topic}.",
            "Weiter geht es mit: {topic}.",
            "Nun zu diesem Punkt: {topic}.",
            "Das nächste Thema: {topic}.",
            "Und jetzt: {topic}.",
            "Kommen wir zum nächsten Teil: {topic}.",
        ],
    ),
    (
        Pool::MoveToClause,
        &[
            "Als Nächstes: {topic}.",
            "Sehen wir uns das an: {topic}.",
            "Und jetzt: {topic}.",
            "Die nächste Frage: {topic}.",
            "Weiter geht es damit: {topic}.",
        ],
    ),
    (Pool::Below, &["{topic}:"]),
    (
        Pool::ListOn,
        &[
            "Außerdem auf der Liste:",
            "Der nächste Punkt:",
            "Die Liste geht weiter:",
            "Und weiter:",
            "Auch das steht auf der Liste:",
        ],
    ),
    (
        Pool::Catch,
        &[
            "Gibt es einen Haken?",
            "Da kommt doch noch ein Aber.",
            "Und der Haken?",
            "Was steht dem entgegen?",
            "Ist das wirklich so einfach?",
            "So weit, so gut. Wo liegt die Schwierigkeit?",
            "Wo wird es schwierig?",
            "Das klingt gut. Was fehlt noch?",
        ],
    ),
    (
        Pool::Example,
        &[
            "Gibt es dafür ein Beispiel?",
            "Wie sähe das aus?",
            "Das hätte ich gern etwas konkreter.",
            "Haben wir ein Beispiel?",
            "Zum Beispiel?",
            "Lässt sich das anschaulich machen?",
        ],
    ),
    (
        Pool::Reason,
        &[
            "Warum ist das so?",
            "Und warum?",
            "Woran liegt das?",
            "Was ist der Grund?",
            "Wie kommt das?",
            "Was steckt dahinter?",
        ],
    ),
    (
        Pool::Alternative,
        &[
            "Was macht man stattdessen?",
            "Was ist die Alternative?",
            "Und stattdessen?",
            "Wie geht es anders?",
            "Was wäre besser?",
            "Welcher Weg bleibt dann?",
        ],
    ),
    (
        Pool::Answer,
        &[
            "Und was hilft?",
            "Wie kommt man da heraus?",
            "Wo ist der Ausweg?",
            "Wie löst man das?",
            "Was lässt sich da tun?",
            "Wie geht man damit um?",
        ],
    ),
    (
        Pool::Consequence,
        &[
            "Und was bedeutet das?",
            "Was folgt daraus?",
            "Was heißt das unterm Strich?",
            "Und die Folge?",
            "Wohin führt das?",
            "Was bewirkt das?",
            "Was haben wir davon?",
            "Das heißt also?",
        ],
    ),
    (
        Pool::Advice,
        &[
            "Was ist also der Rat?",
            "Was sollte man tun?",
            "Was empfiehlt sich?",
            "Was machen wir damit?",
            "Welche Regel gilt hier?",
            "Was ist jetzt zu tun?",
            "Was heißt das für die Praxis?",
            "Wie geht man da am besten vor?",
        ],
    ),
    (Pool::First, &["Womit fangen wir an?", "Was kommt zuerst?", "Was ist der erste Schritt?", "Wo beginnt das?"]),
    (
        Pool::Then,
        &[
            "Und dann?",
            "Was kommt danach?",
            "Und danach?",
            "Wie geht es weiter?",
            "Was folgt als Nächstes?",
            "Und als Nächstes?",
        ],
    ),
    (Pool::Last, &["Und zum Schluss?", "Was ist der letzte Punkt?", "Und der letzte?", "Womit endet die Liste?"]),
    (
        Pool::Numbers,
        &[
            "Haben wir Zahlen dazu?",
            "Was sagen die Zahlen?",
            "Von welcher Größenordnung reden wir?",
            "Lässt sich das beziffern?",
            "Wie sieht das in Zahlen aus?",
            "Wie lauten die Werte?",
            "Und in Zahlen?",
            "Um wie viel geht es da?",
        ],
    ),
    (
        Pool::Practice,
        &[
            "Wie sieht das in der Praxis aus?",
            "Und in der Praxis?",
            "Wie läuft das dann ab?",
            "Wie geht das im wirklichen Leben?",
        ],
    ),
    (
        Pool::Fixed,
        &[
            "Was wurde behoben?",
            "Welche Fehler sind weg?",
            "Was wurde noch behoben?",
            "Gibt es Korrekturen?",
            "Und auf der Seite der Korrekturen?",
        ],
    ),
    (
        Pool::Added,
        &[
            "Was ist neu?",
            "Was gibt es noch Neues?",
            "Was ist dazugekommen?",
            "Noch etwas Neues?",
            "Was kam noch hinzu?",
        ],
    ),
    (
        Pool::Removed,
        &["Was fällt weg?", "Was wurde entfernt?", "Verlieren wir etwas?", "Wovon müssen wir uns trennen?"],
    ),
    (
        Pool::Changed,
        &["Was ändert sich?", "Was ist anders?", "Was hat sich noch geändert?", "Worauf müssen wir achten?"],
    ),
    (
        Pool::Improved,
        &["Was ist besser geworden?", "Was verbessert sich?", "Wo liegt die Verbesserung?", "Was wurde noch besser?"],
    ),
    (Pool::Prompt, &["Und weiter?", "Ich höre.", "Nur weiter.", "Weiter bitte.", "Und dann?", "Hören wir den Rest."]),
    (
        Pool::Farewell,
        &[
            "Das war \"{title}\". Vielen Dank fürs Zuhören.",
            "Damit sind wir am Ende von \"{title}\". Schön, dass wir zusammen gelesen haben.",
            "An dieser Stelle machen wir Schluss. Das war \"{title}\".",
            "So viel zu \"{title}\". Danke fürs Zuhören und bis zum nächsten Mal.",
        ],
    ),
    (
        Pool::FarewellUntitled,
        &[
            "Das war alles für heute. Vielen Dank fürs Zuhören.",
            "An dieser Stelle machen wir Schluss. Danke fürs Zuhören.",
            "Damit sind wir am Ende. Danke und bis zum nächsten Mal.",
        ],
    ),
];
