//! Character properties by the names that `docs/same-name.md` uses for them, straight from ICU4X.

use icu_normalizer::properties::CanonicalCombiningClassMap;
use icu_properties::props::{
    Alphabetic, DefaultIgnorableCodePoint, GeneralCategory, GeneralCategoryGroup, Lowercase,
    Script, Uppercase, WhiteSpace,
};
use icu_properties::{CodePointMapData, CodePointSetData};

pub fn category(c: char) -> GeneralCategory {
    CodePointMapData::<GeneralCategory>::new().get(c)
}

pub fn script(c: char) -> Script {
    CodePointMapData::<Script>::new().get(c)
}

pub fn combining_class(c: char) -> u8 {
    CanonicalCombiningClassMap::new().get_u8(c)
}

pub fn is_ignorable(c: char) -> bool {
    CodePointSetData::new::<DefaultIgnorableCodePoint>().contains(c)
}

pub fn is_blank(c: char) -> bool {
    CodePointSetData::new::<WhiteSpace>().contains(c)
}

pub fn is_alphabetic(c: char) -> bool {
    CodePointSetData::new::<Alphabetic>().contains(c)
}

/// `Uppercase`, and title-case letters.
pub fn is_upper(c: char) -> bool {
    CodePointSetData::new::<Uppercase>().contains(c)
        || category(c) == GeneralCategory::TitlecaseLetter
}

/// `Lowercase`, but not U+0345, which has no case of its own.
pub fn is_lower(c: char) -> bool {
    CodePointSetData::new::<Lowercase>().contains(c) && c != '\u{345}'
}

pub fn is_letter(c: char) -> bool {
    GeneralCategoryGroup::Letter.contains(category(c))
}

pub fn is_mark(c: char) -> bool {
    GeneralCategoryGroup::Mark.contains(category(c))
}

pub fn is_digit(c: char) -> bool {
    category(c) == GeneralCategory::DecimalNumber
}

/// The value of a decimal digit: Unicode keeps them in rows of ten from zero to nine, so it is the
/// place in the row.
pub fn digit_value(c: char) -> u32 {
    let before = (0..u32::from(c)).rev().map_while(char::from_u32).take_while(|&c| is_digit(c));
    before.count() as u32 % 10
}
