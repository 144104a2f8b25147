//! Passkeys: logging in by them, and adding, naming and removing them.
//!
//! They stand beside password and code, never instead: whoever loses the last one logs in as before.

pub mod keep;
pub mod login;

use app::ports::passkey::{PasskeyRow, WhyNone};
use domain::{life::has_two_factor, method::Method};

use crate::{
    app::App,
    session::Present,
    store::credentials::{Credential, Kind},
};

/// The most passkeys of one account.
pub const MOST: usize = 10;

/// Whether passkeys log in here: the policy takes them, and the public URL has a host name.
pub fn are_taken(app: &App) -> bool {
    app.config.login.passkeys && app.ceremonies.is_some()
}

/// Why the reader, who holds `held`, can add none; `None`: they can.
pub fn why_none(app: &App, present: &Present, held: &[Credential]) -> Option<WhyNone> {
    let account = &present.account;
    if !has_two_factor(account.state) || account.password_hash.is_none() {
        Some(WhyNone::NotReady)
    } else if !app.config.login.passkeys {
        Some(WhyNone::Policy)
    } else if present.session.method == Method::OneTimePass {
        // What two people agreed on for one login would become a way in for good, and the mail that tells the owner
        // waits.
        Some(WhyNone::ByPass)
    } else if app.ceremonies.is_none() {
        Some(WhyNone::Unavailable)
    } else if held.iter().filter(|credential| credential.kind == Kind::Passkey).count() >= MOST {
        Some(WhyNone::TooMany)
    } else {
        None
    }
}

/// Passkeys as pages show them.
pub fn rows(held: &[Credential]) -> Vec<PasskeyRow> {
    held.iter()
        .filter(|credential| credential.kind == Kind::Passkey)
        .map(|passkey| PasskeyRow {
            id: passkey.id.clone(),
            name: passkey.name.clone(),
            created_at: passkey.created_at,
            last_used: passkey.last_used_at,
        })
        .collect()
}
