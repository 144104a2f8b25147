//! Mail as the staff see it: `/monitor/mail` and what lies below it.

use std::time::Duration;

use domain::{
    account::{AccountId, ParticipantCode},
    time::Instant,
};

/// How a mail of the outbox stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fate {
    /// It has not been tried.
    Waiting,
    /// It was tried in vain, and is tried again.
    Deferred,
    /// Refused for good, or come back.
    Refused,
    /// A relay took it.
    Sent,
    /// Nobody wanted it any more.
    Useless,
    /// Not sent, since the address refuses mail.
    Suppressed,
}

impl Fate {
    /// All of them, in the order in which they are shown.
    pub const ALL: [Self; 6] =
        [Self::Waiting, Self::Deferred, Self::Refused, Self::Sent, Self::Suppressed, Self::Useless];

    /// Its name in URLs and files.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Waiting => "waiting",
            Self::Deferred => "deferred",
            Self::Refused => "refused",
            Self::Sent => "sent",
            Self::Useless => "useless",
            Self::Suppressed => "suppressed",
        }
    }

    /// The one of that name.
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|fate| fate.name() == name)
    }
}

/// Which mails are asked for by how they stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    /// Those that may leave and have not.
    Queued,
    /// Those that stand so.
    Each(Fate),
}

impl Standing {
    /// Every one.
    pub fn all() -> impl Iterator<Item = Self> {
        std::iter::once(Self::Queued).chain(Fate::ALL.map(Self::Each))
    }

    /// Its name in URLs.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Queued => "queued",
            Self::Each(fate) => fate.name(),
        }
    }

    /// The one of that name.
    pub fn parse(name: &str) -> Option<Self> {
        Self::all().find(|standing| standing.name() == name)
    }
}

/// What the URL asks for: `state`, `kind`, `firm`, `domain`, `account`, `hours`; each empty: all.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Asked {
    /// How the mails stand.
    pub state: Option<Standing>,
    /// The name of their kind.
    pub kind: String,
    /// The firm, as typed.
    pub firm: String,
    /// The recipient's domain, as typed.
    pub domain: String,
    /// The account, as typed.
    pub account: String,
    /// Within how many hours they were put in.
    pub hours: Option<u32>,
}

/// A mail of the outbox.
#[derive(Clone, Debug)]
pub struct MailLine {
    /// When it was put in.
    pub created_at: Instant,
    /// The name of its kind.
    pub kind: String,
    /// Whom it goes to; none where that is nobody with an account.
    pub account: Option<AccountId>,
    /// The mailbox, masked; none for a reader who sees no addresses, or where it is not known.
    pub recipient: Option<String>,
    /// The mailbox's domain; may be empty.
    pub domain: String,
    /// How it stands.
    pub fate: Fate,
    /// How often it was tried.
    pub tries: u32,
    /// When it is tried next.
    pub next_try: Option<Instant>,
    /// When it was settled.
    pub settled_at: Option<Instant>,
    /// From being put in to being taken by a relay.
    pub latency: Option<Duration>,
    /// The relay that took it; may be empty.
    pub relay: String,
    /// What was said last, without addresses; may be empty.
    pub answer: String,
    /// When a report said that it came back, after a relay had taken it.
    pub reported_at: Option<Instant>,
}

/// How mail fares.
#[derive(Clone, Debug, Default)]
pub struct MailHealth {
    /// Within which half of the codes of the last day were taken by a relay.
    pub p50: Option<Duration>,
    /// Within which nineteen of twenty were.
    pub p95: Option<Duration>,
    /// How many codes that rests on.
    pub measured: u64,
    /// Mails of the last week that were refused or came back, by the recipient's domain, the most first.
    pub refused: Vec<(String, u64)>,
    /// Domains beyond those named.
    pub refused_elsewhere: u64,
    /// Mails that wait.
    pub waiting: u64,
    /// Whether there are more than so many.
    pub waiting_more: bool,
    /// Since when the oldest does.
    pub oldest: Option<Instant>,
}

/// `/monitor/mail`. What is shown is at `/monitor/mail.csv` and `/monitor/mail.json` with the same filters.
#[derive(Clone, Debug)]
pub struct MailDesk {
    /// The instant of everything here.
    pub as_of: Instant,
    /// Whether the reader sees addresses.
    pub addresses: bool,
    /// How mail fares.
    pub health: MailHealth,
    /// Addresses that refuse mail, and whether there are more.
    pub suppressed: (u64, bool),
    /// Domains that have never taken a mail, and the addresses registered there.
    pub never: (u64, u64),
    /// What reports of the last week said: failed, late, and of these on an address that nobody has registered. None:
    /// no reports are taken here.
    pub reports: Option<(u64, u64, u64)>,
    /// What was asked for.
    pub asked: Asked,
    /// The field that could not be read: `firm` or `account`.
    pub wrong: Option<&'static str>,
    /// The kinds that there are.
    pub kinds: Vec<&'static str>,
    /// How the newest mails stand that the other filters let through.
    pub totals: Vec<(Fate, u64)>,
    /// The most mails that the totals count.
    pub counted: u64,
    /// The mails shown, 50 at most, newest first.
    pub lines: Vec<MailLine>,
    /// The key of the next, older page.
    pub older: Option<String>,
    /// Whether this is not the newest page.
    pub begun: bool,
}

/// A domain that mail goes to.
#[derive(Clone, Debug)]
pub struct DomainLine {
    /// In lower case and A-labels.
    pub domain: String,
    /// Registered addresses.
    pub users: u64,
    /// The firm with the most of them.
    pub largest: Option<ParticipantCode>,
    /// When a relay last took mail for it, to the minute.
    pub accepted_at: Option<Instant>,
    /// How long that mail had waited.
    pub accepted_after: Option<Duration>,
    /// When mail was last refused or came back, to the minute.
    pub refused_at: Option<Instant>,
    /// Mails of the last thirty days that were refused or came back, a thousand at most.
    pub refused: u64,
    /// Whether there may be more.
    pub refused_more: bool,
    /// The newest probe.
    pub probe: Option<Probe>,
    /// Whether a probe can be sent today.
    pub can_probe: bool,
}

/// A probe of a domain.
#[derive(Clone, Debug)]
pub struct Probe {
    /// When it was sent.
    pub at: Instant,
    /// Whom it went to.
    pub account: Option<AccountId>,
    /// How it stands; none where it is no longer kept.
    pub fate: Option<Fate>,
    /// What was said; may be empty.
    pub answer: String,
    /// From being put in to being taken by a relay.
    pub latency: Option<Duration>,
}

/// Why there is no probe.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NoProbe {
    /// Nobody has an address there.
    Unknown,
    /// There was one today.
    Today,
    /// Nobody there can be written to.
    Nobody,
}

/// `/monitor/mail/domains`. A post has `action` `probe` and the `domain`.
#[derive(Clone, Debug)]
pub struct MailDomains {
    /// The instant of everything here.
    pub as_of: Instant,
    /// Whether the reader sends probes.
    pub operator: bool,
    /// Domains, and the addresses registered there.
    pub all: (u64, u64),
    /// Those that have never taken a mail.
    pub never: (u64, u64),
    /// The domains shown, 50 at most, worst first.
    pub lines: Vec<DomainLine>,
    /// The key of the next page.
    pub after: Option<String>,
    /// Whether this is not the first page.
    pub begun: bool,
    /// The domain that was just probed.
    pub probed: Option<String>,
    /// Why there was no probe.
    pub problem: Option<NoProbe>,
}

/// An account whose address refuses mail.
#[derive(Clone, Debug)]
pub struct SuppressedLine {
    /// Whose address.
    pub account: AccountId,
    /// The person's name.
    pub name: String,
    /// The address, masked; none for a reader who sees no addresses.
    pub recipient: Option<String>,
    /// Since when.
    pub since: Instant,
    /// When it was said last.
    pub at: Instant,
    /// Whether a report said it, after a relay had taken the mail.
    pub reported: bool,
    /// What was said; may be empty.
    pub answer: String,
}

/// `/monitor/mail/suppressed`. A post has `action` `clear` and the `account`.
#[derive(Clone, Debug)]
pub struct SuppressedList {
    /// The instant of everything here.
    pub as_of: Instant,
    /// Whether the reader clears.
    pub operator: bool,
    /// Whether the reader sees addresses.
    pub addresses: bool,
    /// How many there are, and whether there are more.
    pub all: (u64, bool),
    /// Mails a day that are still tried to each.
    pub tried_a_day: u32,
    /// Those shown, 50 at most, the newest first.
    pub lines: Vec<SuppressedLine>,
    /// The key of the next page.
    pub after: Option<String>,
    /// Whether this is not the first page.
    pub begun: bool,
    /// The account that was just cleared.
    pub cleared: Option<AccountId>,
    /// There was nothing to clear.
    pub nothing: bool,
}
