//! French. Neutral: nobody is addressed as "tu".

use super::{Phrases, Pool};

pub(super) const FRENCH: [Phrases; 30] = [
    (
        Pool::Welcome,
        &[
            "Bonjour, ici {lead}, et avec moi {guest}. Le texte du jour s'intitule \"{title}\".",
            "Bienvenue. Ici {lead}, en compagnie de {guest}, et nous avons choisi \"{title}\".",
            "Bonjour à tous, ici {lead}, avec {guest} à mes côtés. Nous avons lu \"{title}\".",
        ],
    ),
    (
        Pool::WelcomeUntitled,
        &[
            "Bonjour, ici {lead}, et avec moi {guest}. Nous avons quelque chose à lire ensemble.",
            "Bienvenue. Ici {lead}, en compagnie de {guest}, et nous avons un texte à partager.",
            "Bonjour à tous, ici {lead}, avec {guest} à mes côtés. Nous allons lire un texte.",
        ],
    ),
    (
        Pool::WelcomeAlone,
        &[
            "Bonjour, ici {lead}. Le texte du jour s'intitule \"{title}\".",
            "Bienvenue, ici {lead}. Voici \"{title}\", en bref.",
            "Bonjour à tous, ici {lead}, aujourd'hui avec \"{title}\".",
        ],
    ),
    (
        Pool::WelcomeAloneUntitled,
        &[
            "Bonjour, ici {lead}. Voici un texte en bref.",
            "Bienvenue, ici {lead}, aujourd'hui avec un texte en bref.",
            "Bonjour à tous, ici {lead}. Voici l'essentiel d'un texte.",
        ],
    ),
    (
        Pool::LeadSpeaksFor,
        &["{lead} parle pour {topic}.", "{lead} prête sa voix à {topic}.", "La voix de {topic}, c'est {lead}."],
    ),
    (
        Pool::GuestSpeaksFor,
        &["{guest} parle pour {topic}.", "{guest} prête sa voix à {topic}.", "La voix de {topic}, c'est {guest}."],
    ),
    (
        Pool::MoveToNoun,
        &[
            "À présent: {topic}.",
            "Passons à la suite: {topic}.",
            "Le point suivant: {topic}.",
            "Et maintenant: {topic}.",
            "Nous continuons avec ceci: {topic}.",
            "La partie suivante: {topic}.",
        ],
    ),
    (
        Pool::MoveToClause,
        &[
            "À présent: {topic}.",
            "Voyons ceci: {topic}.",
            "Et maintenant: {topic}.",
            "La question suivante: {topic}.",
            "Nous continuons avec ceci: {topic}.",
        ],
    ),
    (Pool::Below, &["{topic}:"]),
    (
        Pool::ListOn,
        &[
            "Également dans la liste:",
            "Le point suivant:",
            "La liste continue:",
            "Et encore:",
            "Il y a autre chose dans la liste:",
        ],
    ),
    (
        Pool::Catch,
        &[
            "Y a-t-il un piège?",
            "Je sens venir un mais.",
            "Et l'inconvénient?",
            "Quel est le revers de la médaille?",
            "Est-ce vraiment si simple?",
            "Jusqu'ici, tout va bien. Où est le problème?",
            "Où est-ce que cela se complique?",
            "Cela semble bien. Que nous manque-t-il?",
        ],
    ),
    (
        Pool::Example,
        &[
            "Avons-nous un exemple?",
            "À quoi cela ressemblerait-il?",
            "Rendons cela plus concret.",
            "Y a-t-il un exemple?",
            "Par exemple?",
            "Peut-on l'illustrer?",
        ],
    ),
    (
        Pool::Reason,
        &[
            "Pourquoi donc?",
            "Et pourquoi?",
            "Comment cela se fait-il?",
            "Quelle en est la raison?",
            "À quoi cela tient-il?",
            "Qu'y a-t-il derrière?",
        ],
    ),
    (
        Pool::Alternative,
        &[
            "Que fait-on à la place?",
            "Quelle est l'autre possibilité?",
            "Et à la place?",
            "Comment faire autrement?",
            "Qu'est-ce qui marche mieux?",
            "Quelle autre voie reste-t-il?",
        ],
    ),
    (
        Pool::Answer,
        &[
            "Alors, qu'est-ce qui aide?",
            "Comment en sort-on?",
            "Quelle est l'issue?",
            "Comment résout-on cela?",
            "Et que peut-on faire?",
            "Comment s'y prend-on?",
        ],
    ),
    (
        Pool::Consequence,
        &[
            "Et qu'est-ce que cela veut dire?",
            "Qu'en découle-t-il?",
            "Au bout du compte?",
            "Et la conséquence?",
            "Où cela mène-t-il?",
            "Quel en est l'effet?",
            "Qu'est-ce que cela nous apporte?",
            "C'est-à-dire?",
        ],
    ),
    (
        Pool::Advice,
        &[
            "Quel est donc le conseil?",
            "Que faudrait-il faire?",
            "Qu'est-ce qui est recommandé?",
            "Qu'en fait-on?",
            "Quelle est la règle ici?",
            "Que faire alors?",
            "Quel est le conseil pratique?",
            "Comment faut-il s'y prendre?",
        ],
    ),
    (
        Pool::First,
        &[
            "Par où commencer?",
            "Qu'est-ce qui vient d'abord?",
            "Quelle est la première étape?",
            "Où cela commence-t-il?",
        ],
    ),
    (
        Pool::Then,
        &[
            "Et puis?",
            "Qu'est-ce qui vient après?",
            "Et après?",
            "Et ensuite?",
            "Quelle est la suite?",
            "Que vient-il ensuite?",
        ],
    ),
    (Pool::Last, &["Et pour finir?", "Quel est le dernier élément?", "Et le dernier?", "Comment finit la liste?"]),
    (
        Pool::Numbers,
        &[
            "Avons-nous des chiffres?",
            "Que disent les chiffres?",
            "De combien parlons-nous?",
            "Mettons des chiffres là-dessus.",
            "Peut-on le mesurer?",
            "Quels sont les chiffres?",
            "Et en chiffres?",
            "Qu'est-ce que cela donne en chiffres?",
        ],
    ),
    (
        Pool::Practice,
        &[
            "Qu'est-ce que cela donne en pratique?",
            "Et en pratique?",
            "Comment cela se passe-t-il?",
            "Et dans la vraie vie?",
        ],
    ),
    (
        Pool::Fixed,
        &[
            "Qu'est-ce qui a été corrigé?",
            "Quels défauts ont disparu?",
            "Quoi d'autre a été corrigé?",
            "Y a-t-il des corrections?",
            "Et du côté des corrections?",
        ],
    ),
    (
        Pool::Added,
        &[
            "Quoi de neuf?",
            "Quoi d'autre de neuf?",
            "Qu'est-ce qui a été ajouté?",
            "Une autre nouveauté?",
            "Qu'est-ce qui arrive encore?",
        ],
    ),
    (
        Pool::Removed,
        &[
            "Qu'est-ce qui disparaît?",
            "Qu'est-ce qui a été retiré?",
            "Perdons-nous quelque chose?",
            "À quoi disons-nous adieu?",
        ],
    ),
    (
        Pool::Changed,
        &[
            "Qu'est-ce qui change?",
            "Qu'est-ce qui est différent?",
            "Quoi d'autre a changé?",
            "À quoi faut-il faire attention?",
        ],
    ),
    (
        Pool::Improved,
        &["Qu'est-ce qui va mieux?", "Qu'est-ce qui s'améliore?", "Où est le progrès?", "Quoi d'autre va mieux?"],
    ),
    (Pool::Prompt, &["Et ensuite?", "J'écoute.", "Continuons.", "La suite, alors.", "Et puis?", "Écoutons le reste."]),
    (
        Pool::Farewell,
        &[
            "C'était \"{title}\". Merci pour votre écoute.",
            "Voilà pour notre lecture de \"{title}\". Merci d'avoir été là.",
            "Restons-en là. C'était \"{title}\".",
            "Nous voici au bout de \"{title}\". Merci, et à la prochaine.",
        ],
    ),
    (
        Pool::FarewellUntitled,
        &[
            "C'est tout pour aujourd'hui. Merci pour votre écoute.",
            "Restons-en là. Merci d'avoir été là.",
            "Nous voici à la fin. Merci, et à la prochaine.",
        ],
    ),
];
