//! The two languages of every page and mail. The English prevails.

use serde::{Deserialize, Serialize};

/// A language in which everything is published.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Language {
    /// English, which prevails.
    #[default]
    #[serde(rename = "en")]
    En,
    /// Traditional Chinese as written in Hong Kong.
    #[serde(rename = "zh-HK")]
    ZhHk,
}

impl Language {
    /// Every language, in the order in which they are offered.
    pub const ALL: [Self; 2] = [Self::En, Self::ZhHk];

    /// The tag in `?lang=`, cookies and files: `en` or `zh-HK`.
    #[must_use]
    pub const fn tag(self) -> &'static str {
        match self {
            Self::En => "en",
            Self::ZhHk => "zh-HK",
        }
    }

    /// The tag in the `lang` attribute of a page (BCP 47). It names the script, which decides how glyphs that
    /// Chinese scripts share are drawn.
    #[must_use]
    pub const fn html_lang(self) -> &'static str {
        match self {
            Self::En => "en-HK",
            Self::ZhHk => "zh-Hant-HK",
        }
    }

    /// The language that serves a BCP 47 tag, whatever its case; `None` where neither does. Every Chinese tag gives
    /// Traditional Chinese: a reader of Simplified Chinese is served better by it than by English.
    #[must_use]
    pub fn parse(tag: &str) -> Option<Self> {
        let mut subtags = tag.trim_ascii().split(['-', '_']);
        let primary = subtags.next()?;
        let sound = |subtag: &str| (1..=8).contains(&subtag.len()) && subtag.bytes().all(|b| b.is_ascii_alphanumeric());
        if !subtags.all(sound) {
            return None;
        }
        if primary.eq_ignore_ascii_case("en") {
            Some(Self::En)
        } else if primary.eq_ignore_ascii_case("zh") || primary.eq_ignore_ascii_case("yue") {
            Some(Self::ZhHk)
        } else {
            None
        }
    }

    /// The best language for an `Accept-Language` header (RFC 9110, section 12.5.4): the highest quality, and among
    /// equals what comes first. `None` where the header accepts neither. Malformed ranges are passed over.
    #[must_use]
    pub fn negotiate(accept_language: &str) -> Option<Self> {
        let mut wanted: [Option<Preference>; 2] = [None; 2];
        let mut anything: Option<Preference> = None;
        for (place, range) in accept_language.split(',').enumerate() {
            let (tag, parameter) = range.split_once(';').unwrap_or((range, "q=1"));
            let Some(quality) = quality(parameter) else {
                continue;
            };
            let preference = Preference { quality, place };
            let held = match Self::parse(tag) {
                Some(Self::En) => &mut wanted[0],
                Some(Self::ZhHk) => &mut wanted[1],
                None if tag.trim_ascii() == "*" => &mut anything,
                None => continue,
            };
            // zh-HK;q=0.9, zh-CN;q=0.1 is one wish for the only Chinese there is: the stronger counts.
            if held.is_none_or(|held| held.quality < quality) {
                *held = Some(preference);
            }
        }
        Self::ALL
            .into_iter()
            .zip(wanted)
            .filter_map(|(language, preference)| Some((language, preference.or(anything)?)))
            .filter(|(_, preference)| preference.quality > 0)
            // `*` gives both languages the same place: the first of `ALL` stays, as `min_by_key` keeps the first.
            .min_by_key(|(_, preference)| (std::cmp::Reverse(preference.quality), preference.place))
            .map(|(language, _)| language)
    }
}

#[derive(Clone, Copy)]
struct Preference {
    quality: u16,
    place: usize,
}

/// `q=0.8` as thousandths (RFC 9110, section 12.4.2); `None` where it is malformed.
fn quality(parameter: &str) -> Option<u16> {
    let (name, value) = parameter.trim_ascii().split_once('=')?;
    if !name.eq_ignore_ascii_case("q") {
        return None;
    }
    let (whole, fraction) = value.split_once('.').unwrap_or((value, ""));
    if fraction.len() > 3 || !fraction.bytes().all(|b| b.is_ascii_digit()) {
        return None;
    }
    let thousandths: u16 = format!("{fraction:0<3}").parse().ok()?;
    match whole {
        "0" => Some(thousandths),
        "1" if thousandths == 0 => Some(1000),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn every_tag_is_read_back() {
        for language in Language::ALL {
            assert_eq!(Language::parse(language.tag()), Some(language));
            assert_eq!(Language::parse(language.html_lang()), Some(language));
        }
    }

    #[test]
    fn close_relatives_are_served() {
        for tag in ["zh", "ZH-hk", "zh-Hant", "zh-TW", "zh-MO", "zh-Hans", "zh-CN", "zh_HK", "yue-HK"] {
            assert_eq!(Language::parse(tag), Some(Language::ZhHk), "{tag}");
        }
        for tag in ["en", "EN", "en-GB", "en-HK"] {
            assert_eq!(Language::parse(tag), Some(Language::En), "{tag}");
        }
        for tag in ["", "fr", "english", "zhx", "en-", "en/..", "en;q=1"] {
            assert_eq!(Language::parse(tag), None, "{tag}");
        }
    }

    #[test]
    fn the_header_s_qualities_decide() {
        let cases = [
            ("zh-HK,zh;q=0.9,en;q=0.8", Some(Language::ZhHk)),
            ("en;q=0.5, zh-HK;q=0.501", Some(Language::ZhHk)),
            ("fr-FR, en;q=0.2", Some(Language::En)),
            ("en, zh", Some(Language::En)),
            ("zh, en", Some(Language::ZhHk)),
            ("*", Some(Language::En)),
            ("en;q=0, *", Some(Language::ZhHk)),
            ("en;q=0.000, zh;q=0", None),
            ("fr", None),
            ("", None),
            ("en;q=2, zh;q=0.1", Some(Language::ZhHk)),
            ("en;q=1.001, zh;q=0.1", Some(Language::ZhHk)),
            ("en ; Q=0.3 , zh ; q=0.4", Some(Language::ZhHk)),
        ];
        for (header, expected) in cases {
            assert_eq!(Language::negotiate(header), expected, "{header}");
        }
    }

    proptest! {
        #[test]
        fn any_header_is_survived(header in "\\PC*") {
            let _ = Language::negotiate(&header);
            let _ = Language::parse(&header);
        }

        #[test]
        fn the_higher_quality_wins(english in 1u16..=999, chinese in 1u16..=999) {
            prop_assume!(english != chinese);
            let header = format!("en;q=0.{english:03}, zh-HK;q=0.{chinese:03}");
            let expected = if english > chinese { Language::En } else { Language::ZhHk };
            prop_assert_eq!(Language::negotiate(&header), Some(expected));
        }
    }
}
