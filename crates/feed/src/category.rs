//! The categories of Apple Podcasts, by which every directory and app sorts.

/// A category with its subcategories, as Apple's list of 2019 has them.
const CATEGORIES: [(&str, &[&str]); 19] = [
    ("Arts", &["Books", "Design", "Fashion & Beauty", "Food", "Performing Arts", "Visual Arts"]),
    ("Business", &["Careers", "Entrepreneurship", "Investing", "Management", "Marketing", "Non-Profit"]),
    ("Comedy", &["Comedy Interviews", "Improv", "Stand-Up"]),
    ("Education", &["Courses", "How To", "Language Learning", "Self-Improvement"]),
    ("Fiction", &["Comedy Fiction", "Drama", "Science Fiction"]),
    ("Government", &[]),
    ("Health & Fitness", &["Alternative Health", "Fitness", "Medicine", "Mental Health", "Nutrition", "Sexuality"]),
    ("History", &[]),
    ("Kids & Family", &["Education for Kids", "Parenting", "Pets & Animals", "Stories for Kids"]),
    (
        "Leisure",
        &["Animation & Manga", "Automotive", "Aviation", "Crafts", "Games", "Hobbies", "Home & Garden", "Video Games"],
    ),
    ("Music", &["Music Commentary", "Music History", "Music Interviews"]),
    (
        "News",
        &[
            "Business News",
            "Daily News",
            "Entertainment News",
            "News Commentary",
            "Politics",
            "Sports News",
            "Tech News",
        ],
    ),
    (
        "Religion & Spirituality",
        &["Buddhism", "Christianity", "Hinduism", "Islam", "Judaism", "Religion", "Spirituality"],
    ),
    (
        "Science",
        &[
            "Astronomy",
            "Chemistry",
            "Earth Sciences",
            "Life Sciences",
            "Mathematics",
            "Natural Sciences",
            "Nature",
            "Physics",
            "Social Sciences",
        ],
    ),
    ("Society & Culture", &["Documentary", "Personal Journals", "Philosophy", "Places & Travel", "Relationships"]),
    (
        "Sports",
        &[
            "Baseball",
            "Basketball",
            "Cricket",
            "Fantasy Sports",
            "Football",
            "Golf",
            "Hockey",
            "Rugby",
            "Running",
            "Soccer",
            "Swimming",
            "Tennis",
            "Volleyball",
            "Wilderness",
            "Wrestling",
        ],
    ),
    ("Technology", &[]),
    ("True Crime", &[]),
    ("TV & Film", &["After Shows", "Film History", "Film Interviews", "Film Reviews", "TV Reviews"]),
];

/// A category of Apple's list, maybe with a subcategory.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Category {
    pub main: &'static str,
    pub sub: Option<&'static str>,
}

/// A text that names no category of the list.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("a category of Apple Podcasts, for instance Technology, or Education > Courses")]
pub struct UnknownCategory;

impl Category {
    pub const DEFAULT: Self = Self { main: "Technology", sub: None };

    /// Reads `Technology`, or `Education > Courses`.
    ///
    /// # Errors
    /// For a text that names no category.
    pub fn parse(text: &str) -> Result<Self, UnknownCategory> {
        let (main, sub) = text.split_once(" > ").map_or((text, None), |(main, sub)| (main, Some(sub)));
        let (main, subs) = CATEGORIES.iter().find(|(known, _)| *known == main).ok_or(UnknownCategory)?;
        let sub = sub.map(|sub| subs.iter().find(|known| **known == sub).ok_or(UnknownCategory)).transpose()?;
        Ok(Self { main, sub: sub.copied() })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_category_is_one_of_the_list() {
        assert_eq!(Category::parse("Technology"), Ok(Category::DEFAULT));
        assert_eq!(Category::parse("Education > Courses"), Ok(Category { main: "Education", sub: Some("Courses") }));
        for text in ["", "technology", "Technology > Courses", "Courses", "Education >", "Education > Courses > More"] {
            assert_eq!(Category::parse(text), Err(UnknownCategory), "{text}");
        }
    }
}
