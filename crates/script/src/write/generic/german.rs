//! German.

use super::Generic;

pub(super) const KINDS: &[Generic] = &[
    (
        "fazit|schluss|schlussfolgerung|schlussfolgerungen|schlusswort|abschluss|resümee|zum schluss",
        "Und was bleibt am Ende?",
        "Was am Ende bleibt.",
    ),
    (
        "zusammenfassung|kurzfassung|in kürze|auf einen blick|überblick in kürze",
        "Wie lautet die Kurzfassung?",
        "Kurz gefasst.",
    ),
    (
        "hintergrund|kontext|motivation|ausgangslage|vorgeschichte",
        "Was ist der Hintergrund?",
        "Zunächst der Hintergrund.",
    ),
    ("voraussetzungen|anforderungen|bevor es losgeht|vorbereitung", "Was braucht man dafür?", "Was man dafür braucht."),
    (
        "aktualisierung|migration|umstieg|hinweise zur aktualisierung|upgrade",
        "Was ist beim Umstieg zu tun?",
        "Zum Umstieg.",
    ),
    ("beispiel|beispiele|ein beispiel", "Gibt es ein Beispiel?", "Ein Beispiel."),
    ("ergebnis|ergebnisse|befunde", "Und was kam dabei heraus?", "Was dabei herauskam."),
    ("grenzen|einschränkungen|vorbehalte", "Wo liegen die Grenzen?", "Die Grenzen."),
    ("einleitung|einführung|überblick|vorwort|übersicht|zum einstieg", "Wo fangen wir an?", "Zum Einstieg."),
    ("ausblick|nächste schritte|wie es weitergeht|wie weiter", "Und wie geht es weiter?", "Wie es weitergeht."),
    ("häufige fragen|häufig gestellte fragen|faq|fragen und antworten", "Welche Fragen kommen oft?", "Häufige Fragen."),
];

pub(super) const CHANGES: &[Generic] = &[
    ("hinzugefügt|neu|neuerungen|neue funktionen|neuigkeiten|was ist neu", "Was ist also neu?", "Was neu ist."),
    (
        "behoben|fehlerbehebungen|korrekturen|fehlerkorrekturen|behobene fehler",
        "Welche Fehler sind weg?",
        "Was behoben ist.",
    ),
    ("geändert|änderungen", "Was hat sich sonst geändert?", "Was sich geändert hat."),
];
