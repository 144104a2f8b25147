//! Everything that is said, in English and in Traditional Chinese.
//!
//! The texts are Project Fluent files in `locales/`: `mails.ftl` for mails, the others for pages. They are parsed once,
//! when they are first asked for. Numbers come out with thousands separators; nothing is isolated by invisible marks,
//! since both languages run left to right.

use std::{borrow::Cow, sync::LazyLock};

use domain::language::Language;
use fluent_bundle::{FluentArgs, FluentResource, FluentValue, concurrent::FluentBundle};
use unic_langid::LanguageIdentifier;

/// The files of English.
const ENGLISH: &[&str] = &[
    include_str!("../locales/en/pages.ftl"),
    include_str!("../locales/en/adoption.ftl"),
    include_str!("../locales/en/portal.ftl"),
    include_str!("../locales/en/approvals.ftl"),
    include_str!("../locales/en/agreements.ftl"),
    include_str!("../locales/en/audit.ftl"),
    include_str!("../locales/en/cards.ftl"),
    include_str!("../locales/en/certificate.ftl"),
    include_str!("../locales/en/registry.ftl"),
    include_str!("../locales/en/briefings.ftl"),
    include_str!("../locales/en/campaigns.ftl"),
    include_str!("../locales/en/connectivity.ftl"),
    include_str!("../locales/en/contingency.ftl"),
    include_str!("../locales/en/enquiry.ftl"),
    include_str!("../locales/en/guide.ftl"),
    include_str!("../locales/en/readiness.ftl"),
    include_str!("../locales/en/report.ftl"),
    include_str!("../locales/en/schedule.ftl"),
    include_str!("../locales/en/blocked.ftl"),
    include_str!("../locales/en/maildesk.ftl"),
    include_str!("../locales/en/mails.ftl"),
];
/// The files of Traditional Chinese.
const CHINESE: &[&str] = &[
    include_str!("../locales/zh-HK/pages.ftl"),
    include_str!("../locales/zh-HK/adoption.ftl"),
    include_str!("../locales/zh-HK/portal.ftl"),
    include_str!("../locales/zh-HK/approvals.ftl"),
    include_str!("../locales/zh-HK/agreements.ftl"),
    include_str!("../locales/zh-HK/audit.ftl"),
    include_str!("../locales/zh-HK/cards.ftl"),
    include_str!("../locales/zh-HK/certificate.ftl"),
    include_str!("../locales/zh-HK/registry.ftl"),
    include_str!("../locales/zh-HK/briefings.ftl"),
    include_str!("../locales/zh-HK/campaigns.ftl"),
    include_str!("../locales/zh-HK/connectivity.ftl"),
    include_str!("../locales/zh-HK/contingency.ftl"),
    include_str!("../locales/zh-HK/enquiry.ftl"),
    include_str!("../locales/zh-HK/guide.ftl"),
    include_str!("../locales/zh-HK/readiness.ftl"),
    include_str!("../locales/zh-HK/report.ftl"),
    include_str!("../locales/zh-HK/schedule.ftl"),
    include_str!("../locales/zh-HK/blocked.ftl"),
    include_str!("../locales/zh-HK/maildesk.ftl"),
    include_str!("../locales/zh-HK/mails.ftl"),
];

/// The words of one language.
pub struct Words {
    language: Language,
    bundle: FluentBundle<FluentResource>,
}

/// What a text's placeholder is filled with.
#[derive(Clone, Debug)]
pub enum Value<'a> {
    /// Shown as it is.
    Text(Cow<'a, str>),
    /// Chooses the plural, and is shown with thousands separators.
    Count(u64),
}

impl<'a> From<&'a str> for Value<'a> {
    fn from(text: &'a str) -> Self {
        Self::Text(Cow::Borrowed(text))
    }
}

impl<'a> From<&'a String> for Value<'a> {
    fn from(text: &'a String) -> Self {
        Self::Text(Cow::Borrowed(text))
    }
}

impl From<String> for Value<'_> {
    fn from(text: String) -> Self {
        Self::Text(Cow::Owned(text))
    }
}

impl From<u64> for Value<'_> {
    fn from(count: u64) -> Self {
        Self::Count(count)
    }
}

impl From<u32> for Value<'_> {
    fn from(count: u32) -> Self {
        Self::Count(u64::from(count))
    }
}

impl From<u8> for Value<'_> {
    fn from(count: u8) -> Self {
        Self::Count(u64::from(count))
    }
}

impl From<usize> for Value<'_> {
    fn from(count: usize) -> Self {
        Self::Count(count as u64)
    }
}

impl Words {
    /// The words of a language, parsed at the first call.
    ///
    /// # Panics
    ///
    /// At that first call, if a file that is built in cannot be parsed; a test makes sure that it can.
    pub fn of(language: Language) -> &'static Self {
        static EN: LazyLock<Words> = LazyLock::new(|| Words::parse(Language::En, ENGLISH));
        static ZH_HK: LazyLock<Words> = LazyLock::new(|| Words::parse(Language::ZhHk, CHINESE));
        match language {
            Language::En => &EN,
            Language::ZhHk => &ZH_HK,
        }
    }

    fn parse(language: Language, files: &[&str]) -> Self {
        let locale: LanguageIdentifier = language.html_lang().parse().unwrap_or_default();
        let mut bundle = FluentBundle::new_concurrent(vec![locale]);
        bundle.set_use_isolating(false);
        bundle.set_formatter(Some(|value, _| match value {
            FluentValue::Number(number) => Some(grouped(number.value as u64)),
            _ => None,
        }));
        for file in files {
            let resource = FluentResource::try_new((*file).to_owned())
                .unwrap_or_else(|(_, errors)| panic!("{language:?}: {errors:?}"));
            bundle.add_resource(resource).unwrap_or_else(|errors| panic!("{language:?}: {errors:?}"));
        }
        Self { language, bundle }
    }

    /// The language of these words.
    pub fn language(&self) -> Language {
        self.language
    }

    /// The text of a key that has no placeholders.
    pub fn get(&self, key: &str) -> String {
        self.with(key, &[])
    }

    /// The text of a key, its placeholders filled.
    ///
    /// # Panics
    ///
    /// In debug builds and tests, when the key or a placeholder's value is missing. Otherwise the key is shown.
    pub fn with(&self, key: &str, values: &[(&str, Value<'_>)]) -> String {
        let Some(pattern) = self.bundle.get_message(key).and_then(|message| message.value()) else {
            debug_assert!(false, "no words for {key:?} in {:?}", self.language);
            return key.to_owned();
        };
        let mut filled = FluentArgs::with_capacity(values.len());
        for (name, value) in values {
            match value {
                Value::Text(text) => filled.set(*name, text.as_ref()),
                Value::Count(count) => filled.set(*name, *count),
            }
        }
        let mut errors = Vec::new();
        let text = self.bundle.format_pattern(pattern, Some(&filled), &mut errors).into_owned();
        debug_assert!(errors.is_empty(), "{key:?} in {:?}: {errors:?}", self.language);
        text
    }
}

/// A number with thousands separators, as both languages write them.
pub fn grouped(number: u64) -> String {
    let digits = number.to_string();
    let mut text = String::with_capacity(digits.len() + digits.len() / 3);
    for (place, digit) in digits.chars().enumerate() {
        if place > 0 && (digits.len() - place).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

#[cfg(test)]
mod tests {
    use super::grouped;

    #[test]
    fn thousands_are_grouped() {
        let shown: Vec<_> = [0, 158, 1_000, 2_603, 1_000_000].map(grouped).into();
        assert_eq!(shown, ["0", "158", "1,000", "2,603", "1,000,000"]);
    }
}
