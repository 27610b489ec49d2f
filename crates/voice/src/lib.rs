//! The neural voice, as the Worker `neural.js` calls it: text → WAV.

use speech::{Timbre, Voice};
use wasm_bindgen::prelude::wasm_bindgen;
use wasm_bindgen::{JsError, JsValue};

/// One voice with all that it knows.
#[wasm_bindgen]
pub struct Speaker {
    voice: Voice<'static>,
}

#[wasm_bindgen]
impl Speaker {
    /// Reads the bytes of a voice, which stay for as long as the isolate lives.
    #[wasm_bindgen(constructor)]
    pub fn new(bytes: Vec<u8>) -> Result<Self, JsError> {
        Ok(Self { voice: Voice::read(Vec::leak(bytes))? })
    }

    /// A WAV of one text, by the voice as it is or by the low one.
    pub fn speak(&self, text: &str, is_low: bool) -> Result<Vec<u8>, JsValue> {
        let timbre = if is_low { Timbre::DEEP } else { Timbre::PLAIN };
        let samples = self.voice.speak(text, &timbre).map_err(JsError::from)?;
        Ok(speech::wav(&samples))
    }
}
