//! What an import says of each record.

use serde::Serialize;

/// What becomes of a record.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Verdict {
    /// Taken: it changes something.
    Accept,
    /// Already so: nothing changes and nothing is sent.
    Unchanged,
    /// Passed over; nothing is wrong with it.
    Skip,
    /// Taken, and somebody should look at it.
    Warn,
    /// Not taken.
    Reject,
}

impl Verdict {
    /// All of them, in the order in which they are shown.
    pub const ALL: [Self; 5] = [Self::Accept, Self::Unchanged, Self::Skip, Self::Warn, Self::Reject];

    /// Its name in result files.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Accept => "accept",
            Self::Unchanged => "unchanged",
            Self::Skip => "skip",
            Self::Warn => "warn",
            Self::Reject => "reject",
        }
    }
}

/// Why a record is not simply taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Reason {
    /// The directory says the same already.
    Unchanged,
    /// Every cell is empty.
    EmptyRow,
    /// An earlier record says the same.
    Repeated,
    /// Somebody else has the address, and the policy is to warn.
    Shared,
    /// Somebody else has the address, and the policy is to block.
    SharedRefused,
    /// Bytes that mean nothing in the file's encoding.
    Undecodable,
    /// Fewer cells than the header.
    CellMissing,
    /// More cells than the header.
    CellTooMany,
    /// Staff are not in these files.
    Staff,
    /// No such participant.
    UnknownParticipant,
    /// No such user.
    UnknownUser,
    /// A user of that name exists elsewhere only.
    ElsewhereUser,
    /// Not a user of the firm whose upload it is. Said of everybody else alike, whether or not they exist.
    NotYours,
    /// The user is disabled.
    Disabled,
    /// The user of the firm is dormant, and the policy is to warn.
    Dormant,
    /// The user of the firm is dormant, and the policy is to block.
    DormantRefused,
    /// A change of the address of this user of the firm waits for a decision.
    Waits,
    /// The cell is not one plain address.
    NotPlainAddress,
    /// Letters beyond ASCII before the `@`.
    NonAsciiMailbox,
    /// `registration.domains` does not list the domain.
    DomainNotListed,
    /// Two addresses for one user.
    TwoAddresses,
    /// Two different records for one user.
    TwoRecords,
    /// Two different records for one participant.
    TwoParticipants,
    /// Not a participant code.
    MalformedCode,
    /// Not a user id.
    MalformedUser,
    /// No English name.
    NameMissing,
    /// A cell that nobody can show.
    CellTooLong,
    /// Control or invisible characters in a cell that pages and mails show.
    CellUnprintable,
    /// The number to call back is no telephone number.
    MalformedCallBack,
    /// Another number to call back is on file already: the new one is proposed to the staff's approvers.
    CallBackProposed,
    /// Another number to call back is on file already, and a change of it waits for a decision.
    CallBackWaits,
    /// Neither `pair` nor `sole`.
    UnknownDaModel,
    /// No role of that name.
    UnknownRole,
    /// No status of that name.
    UnknownStatus,
    /// Two different records for one card.
    TwoCards,
    /// The credential is another user's, or no card.
    CardHeld,
    /// The card is known with another key or make.
    CardDiffers,
    /// Not the id of a credential.
    MalformedCredential,
    /// Not a public key that cards sign by.
    MalformedKey,
    /// Not an AAGUID.
    MalformedAaguid,
    /// Not a list of transports.
    MalformedTransports,
    /// Not a number of uses.
    MalformedCounter,
    /// Two different records for one event.
    TwoEvents,
    /// Not a name of an event.
    MalformedEvent,
    /// No kind of event of that name.
    UnknownEventKind,
    /// Not a day and an hour.
    MalformedInstant,
    /// No words that say when, of an event without an instant.
    WhenMissing,
    /// No title, or not in both languages.
    TitleMissing,
    /// A text in one language alone.
    TextInOneLanguage,
    /// Its instant has passed.
    InstantPassed,
    /// It has happened, or was cancelled.
    EventOver,
    /// It is held: two people have to confirm it again.
    EventHeld,
    /// Two people armed it: a file, which one person brings, does not change it.
    EventArmed,
    /// It would lead back to an earlier phase: two people agree on that.
    WayBack,
    /// Another event has the same instant.
    SameInstant,
    /// Smartcards are out of use for good.
    NoWayBack,
}

impl Reason {
    /// What it makes of the record.
    pub const fn verdict(self) -> Verdict {
        match self {
            Self::Unchanged => Verdict::Unchanged,
            Self::EmptyRow | Self::Repeated => Verdict::Skip,
            Self::Shared | Self::Dormant | Self::CallBackProposed | Self::CallBackWaits => Verdict::Warn,
            _ => Verdict::Reject,
        }
    }

    /// In words, for result files.
    pub const fn text(self) -> &'static str {
        match self {
            Self::Unchanged => "already so",
            Self::EmptyRow => "an empty row",
            Self::Repeated => "identical to an earlier row",
            Self::Shared | Self::SharedRefused => "one address for two users",
            Self::Undecodable => "bytes that are no text in the file's encoding",
            Self::CellMissing => "a cell is missing",
            Self::CellTooMany => "a cell too many",
            Self::Staff => "staff are not imported from files",
            Self::UnknownParticipant => "unknown participant",
            Self::UnknownUser => "unknown user",
            Self::ElsewhereUser => "the user belongs to another participant",
            Self::NotYours => "not a user of your firm",
            Self::Disabled => "the user is disabled",
            Self::Dormant | Self::DormantRefused => "the user is dormant",
            Self::Waits => "a change of this user's address waits already",
            Self::NotPlainAddress => "not one plain e-mail address",
            Self::NonAsciiMailbox => "non-ASCII mailbox name: the mail relay would need SMTPUTF8",
            Self::DomainNotListed => "registration.domains does not list the mail domain",
            Self::TwoAddresses => "two different addresses for one user",
            Self::TwoRecords => "two different records for one user",
            Self::TwoParticipants => "two different records for one participant",
            Self::MalformedCode => "not a participant code: 2 to 8 of A-Z and 0-9",
            Self::MalformedUser => "not a user id: 1 to 32 of A-Z, 0-9, dot, underscore and hyphen",
            Self::NameMissing => "the English name is missing",
            Self::CellTooLong => "a cell is too long",
            Self::CellUnprintable => "control or invisible characters in a name",
            Self::MalformedCallBack => "call_back is no telephone number",
            Self::CallBackProposed => {
                "another call_back is on file and stays: the new one is proposed, which an approver of the staff decides"
            }
            Self::CallBackWaits => {
                "another call_back is on file and stays: a change of it waits for a decision already"
            }
            Self::UnknownDaModel => "da_model is neither pair nor sole",
            Self::UnknownRole => "da_roles holds something other than da-maker and da-checker",
            Self::UnknownStatus => "status is none of active, dormant and disabled",
            Self::TwoCards => "two different records for one card",
            Self::CardHeld => "somebody else holds this credential, or it is no card",
            Self::CardDiffers => "the card is known with another key or AAGUID",
            Self::MalformedCredential => "not a credential id: 16 to 1023 bytes in base64url",
            Self::MalformedKey => "not a public COSE key for ES256 or RS256 in base64url",
            Self::MalformedAaguid => "not an AAGUID: 32 hexadecimal digits, with or without hyphens",
            Self::MalformedTransports => "not a list of transports, joined by semicolons",
            Self::MalformedCounter => "the counter is no number from 0 to 4294967295",
            Self::TwoEvents => "two different records for one event",
            Self::MalformedEvent => "not the name of an event: 1 to 40 of a-z, 0-9 and hyphen, and not new",
            Self::UnknownEventKind => {
                "kind is none of registration, preparation, user-guide, connectivity-test, parallel-run, \
                 two-factor-only and decommissioning"
            }
            Self::MalformedInstant => "date and time are not both empty, nor both written as 2027-06-25 and 18:00",
            Self::WhenMissing => "an event without date and time needs when_en and when_zh",
            Self::TitleMissing => "title_en and title_zh are needed",
            Self::TextInOneLanguage => "text_en and text_zh are both needed, or neither",
            Self::InstantPassed => "its instant has passed",
            Self::EventOver => "it has happened or was cancelled, and is not changed any more",
            Self::EventHeld => "it is held: two of the staff confirm it again at /monitor/schedule",
            Self::EventArmed => "it is armed: two of the staff change it at /monitor/schedule",
            Self::WayBack => {
                "it would lead back to an earlier phase: two of the staff agree on that at /monitor/schedule"
            }
            Self::SameInstant => "another event has the same instant",
            Self::NoWayBack => "smartcards are out of use for good",
        }
    }
}

/// What a record that was taken does.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Effect {
    /// A participant, user or event is added.
    Added,
    /// A participant's, user's or event's particulars change.
    Changed,
    /// A user gets a first address, and an activation.
    Registered,
    /// A user gets another address, and an activation.
    Readdressed,
    /// A user comes back into use with an address that was never activated, and gets an activation.
    Returned,
}

impl Effect {
    /// In words, for result files.
    pub const fn text(self) -> &'static str {
        match self {
            Self::Added => "added",
            Self::Changed => "changed",
            Self::Registered => "address registered, activation queued",
            Self::Readdressed => "address changed, activation queued",
            Self::Returned => "changed, activation queued",
        }
    }

    /// Whether an activation mail is queued.
    pub const fn mails(self) -> bool {
        matches!(self, Self::Registered | Self::Readdressed | Self::Returned)
    }

    /// Whether something is there that was not.
    pub const fn adds(self) -> bool {
        matches!(self, Self::Added | Self::Registered)
    }
}

/// One record and what became of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    /// Its number: the header is record 1, and a quoted cell with a line break is one record.
    pub record: u64,
    /// Why it was not simply taken.
    pub reason: Option<Reason>,
    /// What it does, if it was taken.
    pub effect: Option<Effect>,
    /// Its cells as they stand in the file.
    pub cells: Vec<String>,
}

impl Line {
    /// What becomes of it.
    pub fn verdict(&self) -> Verdict {
        self.reason.map_or(Verdict::Accept, Reason::verdict)
    }

    /// Why, or what it does, in words.
    pub fn why(&self) -> String {
        match (self.reason, self.effect) {
            (Some(reason), Some(effect)) => format!("{}; {}", reason.text(), effect.text()),
            (Some(reason), None) => reason.text().to_owned(),
            (None, effect) => effect.map(Effect::text).unwrap_or_default().to_owned(),
        }
    }
}

/// How many records got which verdict, and what changed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Summary {
    /// Records after the header.
    pub records: u64,
    /// Records that change something.
    pub accept: u64,
    /// Records that say what is so already.
    pub unchanged: u64,
    /// Records passed over.
    pub skip: u64,
    /// Records taken with a warning.
    pub warn: u64,
    /// Records not taken.
    pub reject: u64,
    /// Participants, users or addresses that are new.
    pub added: u64,
    /// Those that changed.
    pub changed: u64,
    /// Activation mails queued.
    pub mails: u64,
    /// Sessions ended.
    pub sessions_ended: u64,
    /// Users that a complete file lacks.
    pub missing: u64,
    /// Changes that were proposed to the staff's approvers: users to be disabled whom a complete file lacks, and numbers
    /// to call back that replace one on file.
    pub proposed: u64,
}

impl Summary {
    /// Counts a record.
    pub fn count(&mut self, line: &Line) {
        self.records += 1;
        *match line.verdict() {
            Verdict::Accept => &mut self.accept,
            Verdict::Unchanged => &mut self.unchanged,
            Verdict::Skip => &mut self.skip,
            Verdict::Warn => &mut self.warn,
            Verdict::Reject => &mut self.reject,
        } += 1;
        if let Some(effect) = line.effect {
            *if effect.adds() { &mut self.added } else { &mut self.changed } += 1;
            self.mails += u64::from(effect.mails());
        }
    }

    /// How many records got `verdict`.
    pub fn of(&self, verdict: Verdict) -> u64 {
        match verdict {
            Verdict::Accept => self.accept,
            Verdict::Unchanged => self.unchanged,
            Verdict::Skip => self.skip,
            Verdict::Warn => self.warn,
            Verdict::Reject => self.reject,
        }
    }
}
