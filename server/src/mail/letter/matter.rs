//! What a mail is about, in no language yet.

use domain::{address::EmailAddress, schedule::Bilingual, time::Instant};

use super::detail::one_line;

/// What a mail is about.
pub(super) struct Matter {
    /// The code that stands on the first line.
    pub(super) code: Option<String>,
    /// Whom it goes to; without one nobody gets it.
    pub(super) to: Option<EmailAddress>,
    /// The time in the subject.
    pub(super) at: Instant,
    /// The subject: never with a text that comes from users.
    pub(super) subject: Phrase,
    /// What happened.
    pub(super) opening: Phrase,
    /// A line each.
    pub(super) facts: Vec<Fact>,
    /// What follows from it, and what to do if it is wrong.
    pub(super) paragraphs: Vec<Phrase>,
    /// Tables, after the facts.
    pub(super) tables: Vec<Table>,
    /// A file beside it.
    pub(super) file: Option<File>,
}

/// A table of a mail.
pub(super) struct Table {
    /// The key of its title.
    pub(super) title: &'static str,
    /// The keys of its columns.
    pub(super) head: Vec<&'static str>,
    /// Its rows, each as long as the head; the first cell says what the row is about.
    pub(super) rows: Vec<Vec<Value>>,
}

/// A CSV file that goes with a mail.
pub(super) struct File {
    /// Its name.
    pub(super) name: String,
    /// What it holds.
    pub(super) content: Vec<u8>,
}

/// A text of `mails.ftl`, and what fills it beside `$house` and `$time`.
pub(super) struct Phrase {
    pub(super) key: &'static str,
    pub(super) fill: Vec<(&'static str, Value)>,
}

/// A label and what it says.
pub(super) struct Fact(pub(super) Value, pub(super) Value);

/// What is shown in a text.
pub(super) enum Value {
    /// Another text of `mails.ftl`.
    Words(&'static str),
    /// As it is: on one line.
    Text(String),
    /// What staff wrote in English and in Chinese, each in its own: on one line.
    Either(String, String),
    /// A number.
    Count(u64),
    /// The time of day.
    Clock(Instant),
    /// Day and time.
    Date(Instant),
    /// A text that somebody wrote in both languages: on one line.
    Both(Bilingual),
}

impl From<&'static str> for Phrase {
    fn from(key: &'static str) -> Self {
        Self { key, fill: Vec::new() }
    }
}

impl Phrase {
    /// A text that is filled with more than the house and the time.
    pub(super) fn new(key: &'static str, fill: impl Into<Vec<(&'static str, Value)>>) -> Self {
        Self { key, fill: fill.into() }
    }
}

impl Fact {
    pub(super) fn text(label: &'static str, value: impl std::fmt::Display) -> Self {
        Self(Value::Words(label), Value::Text(value.to_string()))
    }

    pub(super) fn either(label: &'static str, english: &str, chinese: &str) -> Self {
        Self(Value::Words(label), Value::Either(one_line(english), one_line(chinese)))
    }

    pub(super) fn count(label: &'static str, value: u64) -> Self {
        Self(Value::Words(label), Value::Count(value))
    }

    pub(super) fn date(label: &'static str, value: Instant) -> Self {
        Self(Value::Words(label), Value::Date(value))
    }

    pub(super) fn words(label: &'static str, value: &'static str) -> Self {
        Self(Value::Words(label), Value::Words(value))
    }
}

impl Matter {
    /// With more facts.
    pub(super) fn with(mut self, facts: impl IntoIterator<Item = Fact>) -> Self {
        self.facts.extend(facts);
        self
    }
}
