//! Who would be blocked if the phase changed at an instant.

use domain::{
    account::AccountId,
    phase::Phase,
    reach::WhyBlocked,
    schedule::{Bilingual, Blocked},
    time::Instant,
};

/// `/monitor/blocked`: who would be blocked if the phase changed at an instant. In the URL: [`Supposed`].
#[derive(Clone, Debug)]
pub struct Rehearsal {
    /// What is supposed.
    pub asked: Supposed,
    /// Events that can be supposed: name, title and instant.
    pub events: Vec<(String, Bilingual, Option<Instant>)>,
    /// The instant.
    pub at: Instant,
    /// The phase then.
    pub phase: Phase,
    /// Whom it blocks.
    pub blocked: Blocked,
    /// Active users looked at.
    pub active: u64,
    /// By what is missing.
    pub reasons: Vec<(WhyBlocked, u64)>,
    /// Firms none of whose users are left.
    pub shut_out: u64,
    /// Firms with somebody blocked, those that are wholly shut out first; a part unless all were asked for.
    pub firms: Vec<BlockedFirm>,
    /// How many firms there are to show.
    pub firms_found: u64,
    /// Users blocked, of the firm and for the reason asked for: a page of them.
    pub users: Vec<BlockedUser>,
    /// How many there are of them.
    pub users_found: u64,
    /// Where the next page begins.
    pub next: Option<String>,
    /// The field that could not be read.
    pub wrong: Option<&'static str>,
    /// When it was counted.
    pub as_of: Instant,
}

/// What is supposed, and what of it is shown. In the URL: fields of the same names.
#[derive(Clone, Debug, Default)]
pub struct Supposed {
    /// `event`: as this event would have it; empty: by instant and phase.
    pub event: String,
    /// `date` in Hong Kong; empty: now.
    pub date: String,
    /// `time` in Hong Kong.
    pub time: String,
    /// `phase`; empty: as it is planned.
    pub phase: String,
    /// `firm`: of this firm alone.
    pub firm: String,
    /// `reason`: for this reason alone.
    pub reason: Option<WhyBlocked>,
    /// `firms=all`: every firm is listed.
    pub all_firms: bool,
    /// `after`: users after this one.
    pub after: String,
}

/// A firm with somebody blocked.
#[derive(Clone, Debug)]
pub struct BlockedFirm {
    /// Its code.
    pub code: String,
    /// Its name in the page's language.
    pub name: String,
    /// How many of its users are blocked.
    pub blocked: u64,
    /// How many are active.
    pub active: u64,
    /// Whether it has a maker and another who checks, both able to log in by two factors.
    pub has_pair: bool,
}

/// A user who is blocked.
#[derive(Clone, Debug)]
pub struct BlockedUser {
    /// Who.
    pub account: AccountId,
    /// The name in the page's language.
    pub name: String,
    /// Why.
    pub why: WhyBlocked,
    /// Whether they administer their firm.
    pub administrator: bool,
    /// Since when their address refuses mail.
    pub mail_refused_at: Option<Instant>,
    /// When they logged in last.
    pub last_login_at: Option<Instant>,
}
