//! Mail that came back after a relay had taken it: reports of mail servers, posted by whoever receives them.
//!
//! A report can do no more than say that a registered address refuses mail, and only of an account that has that very
//! address registered, whatever else stands in it.

mod report;
mod token;

use data_encoding::HEXLOWER;
use domain::address::EmailAddress;
use serde::Serialize;
use sha2::{Digest as _, Sha256};

use self::report::{Action, Recipient};
pub use self::{
    report::{Malformed, Report},
    token::BounceToken,
};
use super::suppression::{self, BOUNCED};
use crate::{
    app::App,
    audit::Scribe,
    store::{
        StoreError, Tx, accounts,
        events::Actor,
        mail_refusals::{Refusal, Source},
        mail_reports::{self, Reported},
        outbox,
    },
};

/// What a report came to, counted in recipients.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Taken {
    /// Mail to them failed for good, and their addresses are taken to refuse mail.
    pub failed: u64,
    /// Mail to them is late: noted, and nothing else.
    pub delayed: u64,
    /// Nobody has the address registered, or the mail went to another.
    pub unknown: u64,
    /// Reported before.
    pub repeated: u64,
    /// Delivered, or handed on: nothing to note.
    pub delivered: u64,
}

/// Takes a report.
///
/// # Errors
/// When the database does not take it; then nothing of the report is there.
pub async fn take(app: &App, report: &Report) -> Result<Taken, StoreError> {
    let scribe = Scribe::of_command(app, Actor::System);
    let mut taken = Taken::default();
    let mut tx = app.store.begin().await?;
    for recipient in &report.recipients {
        match recipient.action {
            Action::Delivered => taken.delivered += 1,
            action => *note(&mut tx, &scribe, report, recipient, action, &mut taken).await? += 1,
        }
    }
    tx.commit().await?;
    Ok(taken)
}

/// Notes what was reported of one recipient; gives what it is counted among.
async fn note<'t>(
    tx: &mut Tx,
    scribe: &Scribe<'_>,
    report: &Report,
    recipient: &Recipient,
    action: Action,
    taken: &'t mut Taken,
) -> Result<&'t mut u64, StoreError> {
    let letter = match &report.mail {
        Some(id) => outbox::find(tx, id).await?,
        None => None,
    };
    let (mut address, mut holders) = (recipient.address(), Vec::new());
    for candidate in &recipient.addresses {
        holders = mail_reports::holders(tx, candidate).await?;
        if !holders.is_empty() {
            address = candidate;
            break;
        }
    }
    if let Some(letter) = &letter {
        holders.retain(|holder| *holder == letter.account);
    }
    let reported = Reported {
        digest: digest(report, recipient),
        at: scribe.now,
        failed: action == Action::Failed,
        status: recipient.status.clone(),
        domain: address.domain().to_owned(),
        diagnostic: recipient.diagnostic.clone(),
        letter: letter.as_ref().map(|letter| letter.id.clone()),
        accounts: holders.len() as u64,
    };
    if !mail_reports::add(tx, &reported).await? {
        return Ok(&mut taken.repeated);
    }
    if holders.is_empty() {
        return Ok(&mut taken.unknown);
    }
    if action == Action::Delayed {
        return Ok(&mut taken.delayed);
    }
    let refusal = Refusal {
        at: scribe.now,
        source: Source::Report,
        status: recipient.status.clone(),
        answer: recipient.diagnostic.clone(),
        letter: reported.letter,
    };
    if let Some(letter) = letter.filter(|letter| letter.recipient.is_none()) {
        outbox::came_back(tx, &letter.id, &refusal.said(), scribe.now).await?;
    }
    for holder in &holders {
        if let Some(account) = accounts::find(tx, holder).await? {
            suppression::refused(tx, scribe, BOUNCED, &account, &refusal).await?;
        }
    }
    tx.mail.refused(address.domain(), scribe.now);
    Ok(&mut taken.failed)
}

/// What makes it this report: the mail of ours, where it names one, else everything that the server says.
fn digest(report: &Report, recipient: &Recipient) -> String {
    let about = report.mail.as_deref().unwrap_or(&report.fingerprint);
    let action = match recipient.action {
        Action::Failed => "failed",
        Action::Delayed => "delayed",
        Action::Delivered => "delivered",
    };
    let address = recipient.addresses.iter().map(EmailAddress::key).collect::<Vec<_>>().join(" ");
    HEXLOWER.encode(&Sha256::digest([about, action, &address].join("\n")))
}
