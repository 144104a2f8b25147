//! What a mail says in one language.

use app::words::{self, Words};
use domain::{
    language::Language,
    time::{clock_seconds, clock_time, date_time},
};

use super::{
    detail::one_line,
    matter::{Fact, Matter, Phrase, Table, Value},
};
use crate::config::Config;

/// What a mail says in one language.
pub(super) struct Version {
    /// Which.
    pub(super) language: Language,
    /// The subject, if this language is the reader's.
    pub(super) subject: String,
    /// The first paragraph.
    pub(super) opening: String,
    /// A line each.
    pub(super) facts: Vec<String>,
    /// After the facts.
    pub(super) tables: Vec<Tabled>,
    /// What follows.
    pub(super) paragraphs: Vec<String>,
    /// Whom to ask, a line each.
    pub(super) close: Vec<String>,
}

/// A table in one language.
pub(super) struct Tabled {
    /// Its title.
    pub(super) title: String,
    /// Its columns.
    pub(super) head: Vec<String>,
    /// Its rows.
    pub(super) rows: Vec<Vec<String>>,
}

impl Version {
    /// Says `matter` in `language`.
    pub(super) fn of(config: &Config, matter: &Matter, language: Language) -> Self {
        let words = Words::of(language);
        let (house, time) = (house(config, language), clock_seconds(matter.at, language));
        let said = |phrase: &Phrase| {
            // Every text may name the house and the time; what it does not name is passed over.
            let mut fill = vec![("house", (&house).into()), ("time", (&time).into())];
            fill.extend(phrase.fill.iter().map(|(name, value)| (*name, shown(words, value))));
            words.with(phrase.key, &fill)
        };
        let mut close = Vec::new();
        if !config.support.hotline.is_empty() {
            close.push(words.with("mail-call", &[("hotline", (&*config.support.hotline).into())]));
        }
        if !config.support.email.is_empty() {
            close.push(words.with("mail-write", &[("email", (&*config.support.email).into())]));
        }
        Self {
            language,
            subject: said(&matter.subject),
            opening: said(&matter.opening),
            facts: matter.facts.iter().map(|fact| line(words, fact)).collect(),
            tables: matter.tables.iter().map(|table| tabled(words, table)).collect(),
            paragraphs: matter.paragraphs.iter().map(said).collect(),
            close,
        }
    }
}

fn tabled(words: &Words, table: &Table) -> Tabled {
    let cell = |value: &Value| match shown(words, value) {
        words::Value::Text(text) => text.into_owned(),
        words::Value::Count(count) => words::grouped(count),
    };
    Tabled {
        title: words.get(table.title),
        head: table.head.iter().map(|key| words.get(key)).collect(),
        rows: table.rows.iter().map(|row| row.iter().map(cell).collect()).collect(),
    }
}

fn line(words: &Words, Fact(label, value): &Fact) -> String {
    words.with("mail-fact", &[("label", shown(words, label)), ("value", shown(words, value))])
}

fn shown<'a>(words: &Words, value: &'a Value) -> words::Value<'a> {
    match value {
        Value::Words(key) => words.get(key).into(),
        Value::Text(text) => text.into(),
        Value::Either(english, chinese) => match words.language() {
            Language::En => english.into(),
            Language::ZhHk => chinese.into(),
        },
        Value::Count(count) => (*count).into(),
        Value::Clock(at) => clock_time(*at, words.language()).into(),
        Value::Date(at) => date_time(*at, words.language()).into(),
        Value::Both(text) => one_line(text.get(words.language())).into(),
    }
}

/// What the clearing house is called.
pub(super) fn house(config: &Config, language: Language) -> String {
    let configured = match language {
        Language::En => &*config.organisation.name_en,
        Language::ZhHk => &*config.organisation.name_zh,
    };
    if configured.is_empty() { Words::of(language).get("mail-house-unnamed") } else { configured.to_owned() }
}
