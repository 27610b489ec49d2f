/// The reasons why nothing can be said.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Error {
    #[error("these bytes are not a voice")]
    NotAVoice,
    #[error("the voice has no section {0}")]
    MissingSection(String),
    #[error("the section {0} of the voice is damaged")]
    DamagedSection(String),
    #[error("the text has {0} characters, and {limit} is the limit", limit = crate::limits::TEXT_CHARS_MAX)]
    TextTooLong(usize),
}
