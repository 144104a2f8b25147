//! How one user counts.

use super::Figures;
use crate::life::{State, Status, has_two_factor};

/// What of a user the figures count.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counted {
    /// Whether the account is in use.
    pub status: Status,
    /// How far the user has come.
    pub state: State,
    /// Whether the user holds a smartcard that proves.
    pub card: bool,
    /// Whether the user holds a passkey.
    pub passkey: bool,
    /// Whether the newest set-up proved no more than the mailbox.
    pub by_mail_alone: bool,
    /// Whether the registered address refuses mail.
    pub mail_refused: bool,
    /// Whether the user administers the firm.
    pub administrator: bool,
    /// Whether the user has ever logged in.
    pub seen: bool,
}

impl From<Counted> for Figures {
    /// The figures of a firm that has this user alone.
    fn from(user: Counted) -> Self {
        let mut figures = Self::default();
        match user.status {
            Status::Dormant => figures.dormant = 1,
            Status::Disabled => figures.disabled = 1,
            Status::Active => {
                let places = State::ALL.map(|state| u64::from(state == user.state));
                figures.by_state = places;
                figures.with_card = places.map(|here| here * u64::from(user.card));
                figures.with_passkey = u64::from(user.passkey);
                figures.by_mail_alone = u64::from(user.by_mail_alone && has_two_factor(user.state));
                figures.mail_refused = u64::from(user.mail_refused);
                figures.administrators = u64::from(user.administrator);
                figures.administrators_seen = u64::from(user.administrator && user.seen);
            }
        }
        figures
    }
}
