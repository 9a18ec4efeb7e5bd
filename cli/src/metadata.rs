//! What records and flags say about a text: its language and its date.

use exonym::dictionary::Date;

/// A language tag as the engine compares it: `pt-br` for `pt_BR`; `None` for what is no tag, such as `English`.
pub fn language(text: &str) -> Option<String> {
    let tag = text.trim().to_ascii_lowercase().replace('_', "-");
    let mut parts = tag.split('-');
    let is_language = |part: &str| {
        matches!(part.len(), 2 | 3) && part.bytes().all(|byte| byte.is_ascii_alphabetic())
    };
    let is_further = |part: &str| {
        matches!(part.len(), 1..=8) && part.bytes().all(|byte| byte.is_ascii_alphanumeric())
    };
    (parts.next().is_some_and(is_language) && parts.all(is_further)).then_some(tag)
}

/// A date as records write it: ISO 8601, whole or its beginning, or RFC 2822.
pub fn date(text: &str) -> Option<Date> {
    let text = text.trim();
    let iso = |length: usize| {
        let rest = text.get(length..)?;
        let ends = rest.is_empty() || rest.starts_with(['T', ' ', 't']);
        ends.then(|| text[..length].parse().ok())?
    };
    let mail = || {
        let zoned = jiff::fmt::rfc2822::parse(text).ok()?;
        zoned.date().to_string().parse().ok()
    };
    iso(10).or_else(|| iso(7)).or_else(|| iso(4)).or_else(mail)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_languages_as_records_write_them() {
        let cases = [
            ("en", Some("en")),
            ("EN", Some("en")),
            (" pt_BR ", Some("pt-br")),
            ("zh-Hant-TW", Some("zh-hant-tw")),
            ("English", None),
            ("e", None),
            ("en-", None),
            ("", None),
        ];
        for (text, expected) in cases {
            assert_eq!(language(text).as_deref(), expected, "{text}");
        }
    }

    #[test]
    fn reads_dates_as_records_write_them() {
        let cases = [
            ("2025-10-31", Some("2025-10-31")),
            ("2025-10-31T08:00:00Z", Some("2025-10-31")),
            ("2025-10", Some("2025-10")),
            ("2025", Some("2025")),
            ("Fri, 31 Oct 2025 08:00:00 +0300", Some("2025-10-31")),
            ("31/10/2025", None),
            ("20251031", None),
            ("", None),
        ];
        for (text, expected) in cases {
            assert_eq!(date(text).map(|date| date.to_string()).as_deref(), expected, "{text}");
        }
    }
}
