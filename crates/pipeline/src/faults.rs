//! Layers of deleting that are switched off: only in a build made to show that the next one catches what they leave, and
//! there only for a job whose title asks for it.

use job::Job;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Layer {
    /// No temporary file is written.
    Tidiness,
    Cleanup,
    LateCleanup,
}

pub(crate) fn is_off(job: &Job, layer: Layer) -> bool {
    let number = match layer {
        Layer::Tidiness => '1',
        Layer::Cleanup => '2',
        Layer::LateCleanup => '3',
    };
    let asks = |title: &str| title.strip_prefix("without layer ").is_some_and(|layers| layers.contains(number));
    cfg!(feature = "gaps") && job.spec().title.as_deref().is_some_and(asks)
}
