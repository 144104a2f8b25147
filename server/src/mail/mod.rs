//! Mail: what is to be told stands in the outbox as kind and ids, and is written when it is sent.
//!
//! To add a mail: a [`Kind`], its words in `mails.ftl`, its arm in `letter/kinds.rs`.

pub mod answer;
pub mod bounce;
pub mod caught;
pub mod desk;
pub mod health;
pub mod letter;
pub mod outbox;
pub mod probe;
pub mod relay;
pub mod suppression;
pub mod worker;

/// What a mail is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// A one-time code. The subject is a login.
    Code,
    /// An activation code. The subject is an activation.
    Activation,
    /// Too many failures closed the password for strange browsers.
    LoginPaused,
    /// The right password for an account that is not active.
    AccountClosed,
    /// The password was changed.
    PasswordChanged,
    /// The address is registered, and set-up is not open yet: a notice without a code, which shows that mail arrives.
    AddressRegistered,
    /// Another address was registered; to the former one.
    AddressLeft,
    /// The address was taken away; to that address.
    AddressRemoved,
    /// Password and sessions were ended by the firm's administrators.
    AccessReset,
    /// The roles of a delegated administrator changed. The detail has `roles`, as in files.
    RolesChanged,
    /// The account was put out of use.
    AccountDisabled,
    /// The account is in use again.
    AccountEnabled,
    /// The user's smartcards were stopped by one person.
    CardSuspended,
    /// The user's smartcards were retired.
    CardRetired,
    /// The user's smartcards work again.
    CardRestored,
    /// What became of a request; to its maker. The subject is the request; the detail has `kind`, `about`, and how many rows are
    /// `done`, `rejected`, `stale` and `expired`.
    RequestDecided,
    /// Changes wait for the reader's decision: one digest for all of them, counted when it is written.
    RequestsWaiting,
    /// The operator did something at the command line that every approver is to know. The detail has `what` and `facts`.
    OperatorActed,
    /// A smartcard was bound to the account.
    CardBound,
    /// A passkey was added. The detail has its `name`.
    PasskeyAdded,
    /// A passkey was removed. The detail has its `name`.
    PasskeyRemoved,
    /// An event of the schedule has another date, or none. The detail has its `title`, and what was and is announced.
    ScheduleChanged,
    /// An event of the schedule is held: to the staff who can confirm it again. The detail has `title`, `why`, `reason`.
    EventHeld,
    /// An exception was granted or ended. The detail has `about`, `kind`, `from`, `until`, `ended`.
    ExceptionGranted,
    /// Somebody has a seat at a briefing. The subject is the briefing.
    BriefingConfirmed,
    /// Somebody on the waiting list of a briefing has a seat now. The subject is the briefing.
    BriefingSeat,
    /// A briefing is a day away. The subject is the briefing.
    BriefingReminder,
    /// A briefing was changed. The subject is the briefing.
    BriefingMoved,
    /// A briefing was called off. The subject is the briefing.
    BriefingCalledOff,
    /// A version of a document waits to be acknowledged. The subject is the document and the version, with a space
    /// between.
    GuideVersion,
    /// Two people agreed on a one-time pass for the user.
    PassIssued,
    /// A one-time pass replaced a code at a login.
    PassUsed,
    /// The number that the firm is called back at changed: to its administrators. The detail has `from`, `to`.
    CallBackChanged,
    /// An administrator of the firm reminds a user to set up. The detail has `closing`, when something closes next.
    FirmReminder,
    /// What the reader still has to do before an event, by a campaign. The subject is the campaign; the detail has the
    /// `step`.
    CampaignReminder,
    /// Who of the reader's firm still has to do something before an event: one digest. As [`Self::CampaignReminder`].
    CampaignFirmDigest,
    /// How many of which firms still have to do something before an event: one digest. As [`Self::CampaignReminder`].
    CampaignHouseDigest,
    /// Whether mail arrives at the reader's domain is tried: a notice without a code.
    Probe,
    /// The head of the audit's seal, to recipients beyond the operator's control, who have no account. The detail has
    /// `anchor`.
    AuditAnchor,
    /// How the change stands: to every member of staff, once a week, with a file.
    WeeklyReport,
}

impl Kind {
    /// All of them.
    pub const ALL: [Self; 40] = [
        Self::Code,
        Self::Activation,
        Self::LoginPaused,
        Self::AccountClosed,
        Self::PasswordChanged,
        Self::AddressRegistered,
        Self::AddressLeft,
        Self::AddressRemoved,
        Self::AccessReset,
        Self::RolesChanged,
        Self::AccountDisabled,
        Self::AccountEnabled,
        Self::CardSuspended,
        Self::CardRetired,
        Self::CardRestored,
        Self::RequestDecided,
        Self::RequestsWaiting,
        Self::OperatorActed,
        Self::CardBound,
        Self::PasskeyAdded,
        Self::PasskeyRemoved,
        Self::ScheduleChanged,
        Self::EventHeld,
        Self::ExceptionGranted,
        Self::BriefingConfirmed,
        Self::BriefingSeat,
        Self::BriefingReminder,
        Self::BriefingMoved,
        Self::BriefingCalledOff,
        Self::GuideVersion,
        Self::PassIssued,
        Self::PassUsed,
        Self::CallBackChanged,
        Self::FirmReminder,
        Self::CampaignReminder,
        Self::CampaignFirmDigest,
        Self::CampaignHouseDigest,
        Self::Probe,
        Self::AuditAnchor,
        Self::WeeklyReport,
    ];

    /// Its name in the outbox.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Code => "code",
            Self::Activation => "activation",
            Self::LoginPaused => "login-paused",
            Self::AccountClosed => "account-closed",
            Self::PasswordChanged => "password-changed",
            Self::AddressRegistered => "address-registered",
            Self::AddressLeft => "address-left",
            Self::AddressRemoved => "address-removed",
            Self::AccessReset => "access-reset",
            Self::RolesChanged => "roles-changed",
            Self::AccountDisabled => "account-disabled",
            Self::AccountEnabled => "account-enabled",
            Self::CardSuspended => "card-suspended",
            Self::CardRetired => "card-retired",
            Self::CardRestored => "card-restored",
            Self::RequestDecided => "request-decided",
            Self::RequestsWaiting => "requests-waiting",
            Self::OperatorActed => "operator-acted",
            Self::CardBound => "card-bound",
            Self::PasskeyAdded => "passkey-added",
            Self::PasskeyRemoved => "passkey-removed",
            Self::ScheduleChanged => "schedule-changed",
            Self::EventHeld => "event-held",
            Self::ExceptionGranted => "exception-granted",
            Self::BriefingConfirmed => "briefing-confirmed",
            Self::BriefingSeat => "briefing-seat",
            Self::BriefingReminder => "briefing-reminder",
            Self::BriefingMoved => "briefing-moved",
            Self::BriefingCalledOff => "briefing-called-off",
            Self::GuideVersion => "guide-version",
            Self::PassIssued => "pass-issued",
            Self::PassUsed => "pass-used",
            Self::CallBackChanged => "call-back-changed",
            Self::FirmReminder => "firm-reminder",
            Self::CampaignReminder => "campaign-reminder",
            Self::CampaignFirmDigest => "campaign-firm-digest",
            Self::CampaignHouseDigest => "campaign-house-digest",
            Self::Probe => "probe",
            Self::AuditAnchor => "audit-anchor",
            Self::WeeklyReport => "weekly-report",
        }
    }

    /// The kind of that name.
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.name() == name)
    }

    /// Whether codes overtake it.
    pub const fn bulk(self) -> bool {
        matches!(
            self,
            Self::Activation
                | Self::AddressRegistered
                | Self::AddressLeft
                | Self::AddressRemoved
                | Self::AccessReset
                | Self::RolesChanged
                | Self::AccountDisabled
                | Self::AccountEnabled
                | Self::CardSuspended
                | Self::CardRetired
                | Self::CardRestored
                | Self::ScheduleChanged
                | Self::ExceptionGranted
                | Self::BriefingConfirmed
                | Self::BriefingSeat
                | Self::BriefingReminder
                | Self::BriefingMoved
                | Self::BriefingCalledOff
                | Self::GuideVersion
                | Self::PassIssued
                | Self::CallBackChanged
                | Self::FirmReminder
                | Self::CampaignReminder
                | Self::CampaignFirmDigest
                | Self::CampaignHouseDigest
                | Self::WeeklyReport
        )
    }
}
