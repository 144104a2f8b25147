//! The audit trail as people read it: `/portal/audit`, `/monitor/audit`, and a user's timeline.
//!
//! Both pages are asked by GET. A POST to the same URL answers with everything that its filters let through as a file,
//! in the form that the field `format` says; that it was taken stands in the audit.

use domain::{
    account::{AccountId, ParticipantCode},
    adoption::Happening,
    time::Instant,
};

use super::portal::Firm;

/// One event.
#[derive(Clone, Debug)]
pub struct Moment {
    /// When.
    pub at: Instant,
    /// What, as the audit names it: one of [`super::events::EVENTS`].
    pub kind: String,
    /// The firm whose trail it belongs to, if one.
    pub participant: Option<ParticipantCode>,
    /// Whom it concerns, if one account.
    pub account: Option<AccountId>,
    /// Who did it.
    pub actor: Actor,
    /// Particulars: their name in the audit, and what they say.
    pub detail: Vec<(String, Said)>,
    /// Whether the audit's seal covers it already.
    pub sealed: bool,
    /// The request for a second person's agreement that it belongs to; empty without one.
    pub request: String,
}

/// What a particular of an event says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Said {
    /// A text: one of several that the page has words for, an instant, or what somebody typed.
    Text(String),
    /// How many.
    Count(u64),
    /// Whether.
    Flag(bool),
    /// Several texts.
    Many(Vec<String>),
    /// Several particulars.
    Each(Vec<(String, Self)>),
    /// It holds an address, which the reader does not see.
    Withheld,
}

/// Who did something.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Actor {
    /// An account of the reader's own firm, or any account for staff: account and name.
    Account(AccountId, String),
    /// Somebody of the clearing house's staff, who is not named to firms.
    Staff,
    /// Somebody not proved to be anyone.
    Anonymous,
    /// The operator at the command line.
    Operator,
    /// Changeover by itself.
    System,
    /// Not kept any longer.
    Expired,
}

/// The events shown.
#[derive(Clone, Debug, Default)]
pub struct Listed {
    /// The events, 50 at most, newest first.
    pub moments: Vec<Moment>,
    /// The key of the next, older page.
    pub older: Option<String>,
    /// Whether this is not the newest page.
    pub begun: bool,
}

/// The form of an export.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// Comma-separated values, for spreadsheets.
    Csv,
    /// One JSON object, for programs.
    Json,
}

impl Format {
    /// Every form.
    pub const ALL: [Self; 2] = [Self::Csv, Self::Json];

    /// The name in a form and in the audit, and the end of the file's name.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Csv => "csv",
            Self::Json => "json",
        }
    }
}

/// `/portal/audit`. In the URL: `user`, `family`, `from` and `until` (dates), `before` (the page's key).
#[derive(Clone, Debug, Default)]
pub struct Trail {
    /// The firm.
    pub firm: Firm,
    /// `user` as typed.
    pub user: String,
    /// `family` as chosen; empty: all.
    pub family: String,
    /// `from` as typed.
    pub from: String,
    /// `until` as typed.
    pub until: String,
    /// The families that there are, as the audit names them.
    pub families: Vec<String>,
    /// The events.
    pub listed: Listed,
    /// The field that could not be read: `user`, `from` or `until`.
    pub wrong: Option<&'static str>,
}

/// Events that a figure of the monitor counts, of users of firms: a value of `what`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Counted {
    /// Logins, by whichever method.
    Logins,
    /// One kind of happening.
    Each(Happening),
}

impl Counted {
    /// Every one.
    pub fn all() -> impl Iterator<Item = Self> {
        std::iter::once(Self::Logins).chain(Happening::ALL.map(Self::Each))
    }

    /// The name in URLs.
    #[must_use]
    pub fn name(self) -> String {
        match self {
            Self::Logins => "counted-logins".to_owned(),
            Self::Each(happening) => format!("counted-{happening}"),
        }
    }

    /// The one of that name.
    #[must_use]
    pub fn parse(name: &str) -> Option<Self> {
        Self::all().find(|counted| counted.name() == name)
    }
}

/// What `/monitor/audit` is asked for, as typed; empty: everything. In the URL: these fields and `before`, the page's
/// key.
#[derive(Clone, Debug, Default)]
pub struct StaffAsked {
    /// `participant`: the firm's code.
    pub participant: String,
    /// `user`: a user ID of that firm, or an account as the terminal writes it, with its firm.
    pub user: String,
    /// `actor`: an account as the terminal writes it, or `operator`, `system`, `-` for nobody proved.
    pub actor: String,
    /// `what`: a kind, a family, or [`Counted`].
    pub what: String,
    /// `q`: the id of a request or the reference of a code.
    pub q: String,
    /// `from`: a day, or a day and a time, in Hong Kong.
    pub from: String,
    /// `until`: the last day, or the last minute, in Hong Kong.
    pub until: String,
}

/// `/monitor/audit`.
#[derive(Clone, Debug)]
pub struct StaffTrail {
    /// What it is asked for.
    pub asked: StaffAsked,
    /// The field that could not be read.
    pub wrong: Option<&'static str>,
    /// The events.
    pub listed: Listed,
    /// How the seal stands.
    pub seals: Seals,
    /// Whether the reader sees addresses, masked.
    pub sees_addresses: bool,
    /// When all of this was so.
    pub as_of: Instant,
}

/// How far the audit is sealed. Nothing here says that it was verified: that is done with an export, elsewhere.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Seals {
    /// The newest seal: its number, when it was made, the place of its last event in the chain, and its hash.
    pub head: Option<Head>,
    /// Events that wait for the sealer.
    pub waiting: u64,
    /// Whether more wait than are counted here.
    pub waiting_more: bool,
    /// Whether anybody is configured to keep the head of the chain.
    pub anchored: bool,
    /// When the head of the chain last left for those who keep it, as far as this is kept.
    pub anchor_sent_at: Option<Instant>,
}

/// The newest seal.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Head {
    /// Its number.
    pub number: i64,
    /// When it was made.
    pub at: Instant,
    /// How many events it and all before it hold.
    pub events: u64,
    /// Its hash, in hexadecimal digits.
    pub hash: String,
}
