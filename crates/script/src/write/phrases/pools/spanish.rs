//! Spanish. Neutral: nobody is addressed as "tú" or "usted".

use super::{Phrases, Pool};

pub(super) const SPANISH: [Phrases; 30] = [
    (
        Pool::Welcome,
        &[
            "Hola, habla {lead}, y conmigo está {guest}. El texto de hoy se titula \"{title}\".",
            "Bienvenidos. Habla {lead}, aquí con {guest}, y hoy traemos \"{title}\".",
            "Hola a todos, habla {lead}, en compañía de {guest}. Hemos leído \"{title}\".",
        ],
    ),
    (
        Pool::WelcomeUntitled,
        &[
            "Hola, habla {lead}, y conmigo está {guest}. Hoy traemos algo para leer juntos.",
            "Bienvenidos. Habla {lead}, aquí con {guest}, y tenemos un texto que compartir.",
            "Hola a todos, habla {lead}, en compañía de {guest}. Vamos a leer un texto.",
        ],
    ),
    (
        Pool::WelcomeAlone,
        &[
            "Hola, habla {lead}. El texto de hoy se titula \"{title}\".",
            "Bienvenidos, habla {lead}. Esto es \"{title}\", en breve.",
            "Hola a todos, habla {lead}, hoy con \"{title}\".",
        ],
    ),
    (
        Pool::WelcomeAloneUntitled,
        &[
            "Hola, habla {lead}. Este es un texto en breve.",
            "Bienvenidos, habla {lead}, hoy con un texto en breve.",
            "Hola a todos, habla {lead}. Vamos con lo esencial de un texto.",
        ],
    ),
    (
        Pool::LeadSpeaksFor,
        &["{lead} habla por {topic}.", "{lead} da voz a {topic}.", "La voz de {topic} es la de {lead}."],
    ),
    (
        Pool::GuestSpeaksFor,
        &["{guest} habla por {topic}.", "{guest} da voz a {topic}.", "La voz de {topic} es la de {guest}."],
    ),
    (
        Pool::MoveToNoun,
        &[
            "A continuación: {topic}.",
            "Pasemos a otro punto: {topic}.",
            "El tema siguiente: {topic}.",
            "Y ahora: {topic}.",
            "Seguimos con esto: {topic}.",
            "La parte siguiente: {topic}.",
        ],
    ),
    (
        Pool::MoveToClause,
        &[
            "A continuación: {topic}.",
            "Veamos esto: {topic}.",
            "Y ahora: {topic}.",
            "La pregunta siguiente: {topic}.",
            "Seguimos con esto: {topic}.",
        ],
    ),
    (Pool::Below, &["{topic}:"]),
    (
        Pool::ListOn,
        &["También en la lista:", "El punto siguiente:", "La lista continúa:", "Y además:", "Hay más en la lista:"],
    ),
    (
        Pool::Catch,
        &[
            "¿Hay alguna pega?",
            "Me parece que viene un pero.",
            "¿Y el inconveniente?",
            "¿Cuál es la otra cara?",
            "¿De verdad es tan sencillo?",
            "Hasta aquí, bien. ¿Dónde está el problema?",
            "¿Dónde se complica?",
            "Suena bien. ¿Qué nos falta?",
        ],
    ),
    (
        Pool::Example,
        &[
            "¿Tenemos un ejemplo?",
            "¿Cómo sería eso?",
            "Vamos a concretarlo.",
            "¿Hay algún ejemplo?",
            "¿Por ejemplo?",
            "¿Se puede ver con un caso?",
        ],
    ),
    (
        Pool::Reason,
        &["¿Y eso por qué?", "¿Por qué?", "¿A qué se debe?", "¿Cuál es la razón?", "¿Cómo es eso?", "¿Qué hay detrás?"],
    ),
    (
        Pool::Alternative,
        &[
            "¿Qué se hace en su lugar?",
            "¿Cuál es la alternativa?",
            "¿Y en lugar de eso?",
            "¿De qué otra manera?",
            "¿Qué funcionaría mejor?",
            "¿Qué otro camino queda?",
        ],
    ),
    (
        Pool::Answer,
        &[
            "¿Y qué ayuda?",
            "¿Cómo se sale de ahí?",
            "¿Cuál es la salida?",
            "¿Cómo se resuelve?",
            "¿Qué se puede hacer?",
            "¿Cómo se afronta eso?",
        ],
    ),
    (
        Pool::Consequence,
        &[
            "¿Y eso qué significa?",
            "¿Qué se deduce de ahí?",
            "¿En qué se traduce?",
            "¿Y la consecuencia?",
            "¿Adónde nos lleva eso?",
            "¿Qué efecto tiene?",
            "¿Qué ganamos con eso?",
            "¿Es decir?",
        ],
    ),
    (
        Pool::Advice,
        &[
            "¿Cuál es entonces el consejo?",
            "¿Qué conviene hacer?",
            "¿Qué se recomienda?",
            "¿Qué hacemos con eso?",
            "¿Cuál es la regla aquí?",
            "¿Qué toca hacer?",
            "¿Cuál es el consejo práctico?",
            "¿Cómo hay que proceder?",
        ],
    ),
    (Pool::First, &["¿Por dónde empezamos?", "¿Qué va primero?", "¿Cuál es el primer paso?", "¿Dónde empieza todo?"]),
    (
        Pool::Then,
        &["¿Y luego?", "¿Qué viene después?", "¿Y después?", "¿Cómo sigue?", "¿Qué viene ahora?", "¿Y a continuación?"],
    ),
    (Pool::Last, &["¿Y por último?", "¿Cuál es la última pieza?", "¿Y la última?", "¿Cómo acaba la lista?"]),
    (
        Pool::Numbers,
        &[
            "¿Tenemos cifras?",
            "¿Qué dicen los números?",
            "¿De cuánto estamos hablando?",
            "Pongámosle números.",
            "¿Se puede medir?",
            "¿Cuáles son las cifras?",
            "¿Y en números?",
            "¿Cómo queda eso en cifras?",
        ],
    ),
    (
        Pool::Practice,
        &["¿Cómo se ve eso en la práctica?", "¿Y en la práctica?", "¿Cómo resulta eso?", "¿Cómo es en la vida real?"],
    ),
    (
        Pool::Fixed,
        &[
            "¿Qué se ha corregido?",
            "¿Qué errores han desaparecido?",
            "¿Qué más se ha corregido?",
            "¿Hay correcciones?",
            "¿Y en cuanto a correcciones?",
        ],
    ),
    (
        Pool::Added,
        &[
            "¿Qué hay de nuevo?",
            "¿Qué más hay de nuevo?",
            "¿Qué se ha añadido?",
            "¿Alguna otra novedad?",
            "¿Qué más ha llegado?",
        ],
    ),
    (Pool::Removed, &["¿Qué desaparece?", "¿Qué se ha quitado?", "¿Perdemos algo?", "¿De qué nos despedimos?"]),
    (
        Pool::Changed,
        &["¿Qué cambia?", "¿Qué es distinto?", "¿Qué más ha cambiado?", "¿A qué hay que prestar atención?"],
    ),
    (Pool::Improved, &["¿Qué ha mejorado?", "¿Qué mejora?", "¿Dónde está la mejora?", "¿Qué más ha mejorado?"]),
    (Pool::Prompt, &["Adelante.", "¿Y entonces?", "Sigamos.", "Sigamos adelante.", "¿Y luego?", "Oigamos el resto."]),
    (
        Pool::Farewell,
        &[
            "Esto ha sido \"{title}\". Gracias por la compañía.",
            "Y hasta aquí nuestra lectura de \"{title}\". Gracias por la atención.",
            "Lo dejamos aquí. Ha sido \"{title}\".",
            "Llegamos así al final de \"{title}\". Gracias y hasta la próxima.",
        ],
    ),
    (
        Pool::FarewellUntitled,
        &[
            "Y esto es todo por hoy. Gracias por la compañía.",
            "Lo dejamos aquí. Gracias por la atención.",
            "Llegamos así al final. Gracias y hasta la próxima.",
        ],
    ),
];
