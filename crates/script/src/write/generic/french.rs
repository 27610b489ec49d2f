//! French.

use super::Generic;

pub(super) const KINDS: &[Generic] = &[
    (
        "conclusion|conclusions|pour conclure|en conclusion|pour finir|mot de la fin",
        "Et que faut-il en retenir?",
        "Ce qu'il faut en retenir.",
    ),
    ("résumé|en résumé|en bref|en un coup d'œil", "Et en version courte?", "En bref."),
    ("contexte|motivation|arrière-plan|historique", "Quel est le contexte?", "D'abord, le contexte."),
    (
        "prérequis|conditions préalables|avant de commencer|configuration requise",
        "Que faut-il pour cela?",
        "Ce qu'il faut.",
    ),
    (
        "mise à jour|migration|guide de migration|mise à niveau|notes de mise à niveau",
        "Que faut-il faire pour passer à la suite?",
        "Pour la mise à niveau.",
    ),
    ("exemple|exemples|un exemple", "Y a-t-il un exemple?", "Un exemple."),
    ("résultats|résultat|constats", "Et qu'en est-il ressorti?", "Ce qui en est ressorti."),
    ("limites|limitations|réserves", "Où sont les limites?", "Les limites."),
    ("introduction|présentation|aperçu|préface|avant-propos|vue d'ensemble", "Par où commencer?", "Pour commencer."),
    (
        "prochaines étapes|perspectives|et après|travaux futurs|pour aller plus loin",
        "Et où cela va-t-il ensuite?",
        "La suite.",
    ),
    (
        "questions fréquentes|foire aux questions|faq|questions et réponses",
        "Quelles questions reviennent?",
        "Les questions fréquentes.",
    ),
];

pub(super) const CHANGES: &[Generic] = &[
    ("ajouté|ajouts|nouveautés|nouveau|nouvelles fonctionnalités", "Alors, quoi de neuf?", "Ce qui est nouveau."),
    ("corrigé|corrections|corrections de bogues", "Quels défauts ont disparu?", "Ce qui est corrigé."),
    ("modifié|modifications|changé|changements", "Quoi d'autre a changé?", "Ce qui a changé."),
];
