//! Spanish.

use super::Generic;

pub(super) const KINDS: &[Generic] = &[
    (
        "conclusión|conclusiones|para terminar|a modo de conclusión|reflexiones finales|cierre",
        "¿Y con qué nos quedamos?",
        "Con qué nos quedamos.",
    ),
    ("resumen|en resumen|en breve|de un vistazo", "¿Cuál es la versión corta?", "En pocas palabras."),
    ("contexto|antecedentes|motivación|trasfondo", "¿Cuál es el trasfondo?", "Primero, el trasfondo."),
    ("requisitos|requisitos previos|antes de empezar|prerrequisitos", "¿Qué hace falta?", "Lo que hace falta."),
    (
        "actualización|migración|guía de migración|cómo actualizar|notas de actualización",
        "¿Qué hay que hacer para actualizar?",
        "Cómo se actualiza.",
    ),
    ("ejemplo|ejemplos|un ejemplo", "¿Hay un ejemplo?", "Un ejemplo."),
    ("resultados|resultado|hallazgos", "¿Y qué se obtuvo?", "Lo que se obtuvo."),
    ("limitaciones|límites|advertencias", "¿Cuáles son los límites?", "Sus límites."),
    ("introducción|presentación|visión general|prólogo|prefacio", "¿Por dónde empezamos?", "Para empezar."),
    (
        "próximos pasos|trabajo futuro|qué viene después|perspectivas",
        "¿Y hacia dónde va esto?",
        "Lo que viene después.",
    ),
    ("preguntas frecuentes|faq|preguntas y respuestas", "¿Qué se pregunta a menudo?", "Preguntas frecuentes."),
];

pub(super) const CHANGES: &[Generic] = &[
    ("añadido|agregado|novedades|nuevo|nuevas funciones|nuevas características", "¿Y qué hay de nuevo?", "Lo nuevo."),
    ("corregido|correcciones|arreglado|corrección de errores", "¿Qué errores han desaparecido?", "Lo corregido."),
    ("cambiado|cambios|modificado|modificaciones", "¿Qué más ha cambiado?", "Lo que ha cambiado."),
];
