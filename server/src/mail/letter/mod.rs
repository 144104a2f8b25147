//! Writing a mail: from a letter of the outbox to a finished message.
//!
//! [`kinds`] gathers what a mail is about, each kind by its own arm; [`version`] says it in one language; [`form`] makes
//! text and HTML of it, which say the same, the reader's language first.

mod briefings;
mod calendar;
pub mod campaign;
mod detail;
mod form;
mod kinds;
mod matter;
mod report;
#[cfg(test)]
mod tests;
mod version;

use domain::{language::Language, time::Instant};
use lettre::Message;

use self::version::Version;
use super::{Kind, suppression};
use crate::{
    app::App,
    store::{StoreError, accounts, outbox::Letter},
};

/// A mail ready for a relay.
#[derive(Clone, Debug)]
pub struct Finished {
    /// The whole message.
    pub message: Message,
    /// Its recipient.
    pub to: String,
    /// Its subject.
    pub subject: String,
    /// Its text part.
    pub text: String,
    /// When it was written.
    pub sent_at: Instant,
}

/// Why a mail was not written.
#[derive(Debug, thiserror::Error)]
pub enum WriteError {
    /// Nobody wants it any more: its subject is over, or there is nobody to send it to.
    #[error("useless")]
    Useless,
    /// The address refuses mail.
    #[error("the address refuses mail")]
    Spared,
    /// The library does not take the address or the sender.
    #[error("{0}")]
    Form(String),
    /// The database could not be read.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// Writes `letter`.
///
/// # Errors
/// [`WriteError`] says why there is nothing to send.
pub async fn write(app: &App, letter: &Letter) -> Result<Finished, WriteError> {
    let kind = Kind::parse(&letter.kind).ok_or(WriteError::Useless)?;
    let mut reader = app.store.reader().await?;
    let (matter, first) = match accounts::find(&mut reader, &letter.account).await? {
        Some(account) => {
            if suppression::spares(app, &mut reader, kind, letter, &account).await? {
                return Err(WriteError::Spared);
            }
            let matter = kinds::gather(app, &mut reader, kind, letter, &account).await?;
            (matter, account.language.unwrap_or_default())
        }
        // The only mail to somebody who has no account.
        None if kind == Kind::AuditAnchor => (kinds::anchor(letter), Language::default()),
        None => return Err(WriteError::Useless),
    };
    drop(reader);
    let second = if first == Language::En { Language::ZhHk } else { Language::En };
    let versions = [first, second].map(|language| Version::of(&app.config, &matter, language));
    form::finish(app, &matter, &versions, &letter.id)
}
