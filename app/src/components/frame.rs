use std::sync::Arc;

use domain::{
    language::Language,
    time::{self, Instant},
};

use crate::{
    ports::Chrome,
    words::{Value, Words},
};

/// What every part of a page has at hand: the words of its language, and what stands around it.
#[derive(Clone)]
pub struct Frame {
    /// The words of the page's language.
    pub words: &'static Words,
    /// What stands around the page.
    pub chrome: Arc<Chrome>,
}

impl Frame {
    /// Of what stands around the page.
    pub fn new(chrome: Chrome) -> Self {
        Self { words: Words::of(chrome.language), chrome: Arc::new(chrome) }
    }

    /// The text of a key.
    pub fn get(&self, key: &str) -> String {
        self.words.get(key)
    }

    /// The text of a key, its placeholders filled.
    pub fn with(&self, key: &str, values: &[(&str, Value<'_>)]) -> String {
        self.words.with(key, values)
    }

    /// The page's language.
    pub fn language(&self) -> Language {
        self.chrome.language
    }

    /// The clearing house's name in the page's language, or what stands for it.
    pub fn house(&self) -> String {
        let clearing = &self.chrome.clearing;
        let (first, second) = match self.language() {
            Language::En => (&clearing.name_en, &clearing.name_zh),
            Language::ZhHk => (&clearing.name_zh, &clearing.name_en),
        };
        [first, second].into_iter().find(|name| !name.is_empty()).cloned().unwrap_or_else(|| self.get("house-unnamed"))
    }

    /// An instant as the page's language writes it, with its zone.
    pub fn when(&self, instant: Instant) -> String {
        time::date_time(instant, self.language())
    }

    /// The time of day alone, with its zone.
    pub fn clock(&self, instant: Instant) -> String {
        time::clock_time(instant, self.language())
    }

    /// What stands between two sentences.
    pub fn gap(&self) -> &'static str {
        match self.language() {
            Language::En => " ",
            Language::ZhHk => "",
        }
    }

    /// This page's URL with a language chosen.
    pub fn in_language(&self, language: Language) -> String {
        let here = &self.chrome.here;
        let joint = if here.contains('?') { '&' } else { '?' };
        format!("{here}{joint}lang={}", language.tag())
    }
}
