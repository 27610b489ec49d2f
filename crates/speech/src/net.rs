//! The networks: phonemes → what the sound is made from; and unknown words → phonemes.
//!
//! Both were trained elsewhere and are run by exactly the operations they need. Integers are multiplied as the reference
//! multiplies them, so its results differ from ours by the rounding of single precision alone.

mod acoustic;
mod dense;
mod layers;
mod rows;
mod spelling;

pub(crate) use acoustic::{Acoustic, Plan};
pub(crate) use spelling::Spelling;
