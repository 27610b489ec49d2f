//! Sizes of a cover.

/// The use a cover is drawn for, which sets its side in pixels.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Size {
    /// A feed's image: 1400 pixels, the least that Apple takes.
    Feed,
    /// An episode's image, repeated in the tag of its MP3: 600 pixels.
    Episode,
}

impl Size {
    /// Pixels of a side.
    pub fn side(self) -> usize {
        match self {
            Size::Feed => 1_400,
            Size::Episode => 600,
        }
    }
}
