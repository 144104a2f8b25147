//! What stands around every page.

use domain::{
    account::AccountId,
    language::Language,
    phase::Phase,
    schedule::{Bilingual, EventKind, Exception},
    time::Instant,
};

use super::contingency::MailDelay;

/// Everything that the frame of a page needs beside the page's own model.
#[derive(Clone, Debug)]
pub struct Chrome {
    /// The language the page is written in.
    pub language: Language,
    /// Path and query of this page without `lang`, for the link that shows it in the other language.
    pub here: String,
    /// The clearing house.
    pub clearing: Clearing,
    /// Where to ask for help.
    pub support: Support,
    /// Who is logged in here, if anybody.
    pub signed_in: Option<SignedIn>,
    /// The phase in force for the reader, for the banner.
    pub phase: Phase,
    /// The reader's exception that it rests on.
    pub exception: Option<Exception>,
    /// The next confirmed event of the schedule.
    pub coming: Option<Coming>,
    /// What pages that wait for mail say while it is delayed.
    pub mail_delay: Option<MailDelay>,
    /// What staff tell the reader for a time, above the page.
    pub announcements: Vec<Bilingual>,
    /// The server's clock when the page was made.
    pub now: Instant,
    /// The request's id, shown where something failed so that the caller can name it.
    pub request_id: String,
    /// Whether mail is caught and shown at `/demo/mail` instead of being sent.
    pub demo_mail: bool,
    /// Folder of the browser bundle, `/pkg/<hash>`.
    pub bundle: String,
    /// URL of the style sheet, with the hash of what it holds.
    pub style: String,
    /// URL of the style sheet that the pages of administrators and staff need besides.
    pub desk_style: String,
}

/// A confirmed event to come.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Coming {
    /// What it is.
    pub kind: EventKind,
    /// What it is called.
    pub title: Bilingual,
    /// When it happens.
    pub at: Instant,
}

/// The clearing house that runs this Changeover.
#[derive(Clone, Debug, Default)]
pub struct Clearing {
    /// Its name in English.
    pub name_en: String,
    /// Its name in Traditional Chinese.
    pub name_zh: String,
}

/// The hotline and address that every page names.
#[derive(Clone, Debug, Default)]
pub struct Support {
    /// Telephone number, as people write it; empty when not configured.
    pub hotline: String,
    /// E-mail address; empty when not configured.
    pub email: String,
}

/// The person who is logged in.
#[derive(Clone, Debug)]
pub struct SignedIn {
    /// The account.
    pub account: AccountId,
    /// The person's name in the page's language.
    pub name: String,
    /// Whether `/portal/users` is theirs.
    pub delegated_administrator: bool,
    /// Whether `/monitor` is theirs.
    pub staff: bool,
    /// When the session ends if nothing is asked of the server: the idle limit or the absolute one, whichever is first.
    pub ends_at: Instant,
    /// Whether the absolute limit is what ends it, which no key press can extend.
    pub at_absolute_limit: bool,
}
