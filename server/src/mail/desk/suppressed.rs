//! Whose address refuses mail.

use app::ports::mail_desk::{SuppressedLine, SuppressedList};
use domain::{account::AccountId, language::Language, time::Instant};
use sqlx::AnyConnection;

use super::{EXPORT, PAGE, masked, sees_addresses};
use crate::{
    app::App,
    mail::{answer::without_addresses, suppression::TRIED_A_DAY},
    rights::Viewer,
    store::{
        StoreError,
        mail_refusals::{self, Source, Suppressed},
        outbox::figures::COUNTED,
    },
};

/// A place in the list.
pub type Key = (Instant, AccountId);

/// The page after `after`.
///
/// # Errors
/// When the database cannot be read.
pub async fn page(
    app: &App,
    db: &mut AnyConnection,
    by: Viewer<'_>,
    language: Language,
    after: Option<&Key>,
) -> Result<SuppressedList, StoreError> {
    let addresses = sees_addresses(by);
    let mut found = mail_refusals::list(db, after, PAGE + 1).await?;
    let next = (found.len() > PAGE as usize).then(|| &found[PAGE as usize - 1]).map(written);
    found.truncate(PAGE as usize);
    let all = mail_refusals::count(db, COUNTED).await?;
    Ok(SuppressedList {
        as_of: app.clock.now(),
        operator: by.operator().is_some(),
        addresses,
        all: (all, all >= u64::from(COUNTED)),
        tried_a_day: TRIED_A_DAY,
        lines: found.into_iter().map(|found| line(found, language, addresses)).collect(),
        after: next,
        begun: after.is_some(),
        cleared: None,
        nothing: false,
    })
}

/// Everything that the page shows with all its pages, and whether that is all.
///
/// # Errors
/// When the database cannot be read.
pub async fn export(
    db: &mut AnyConnection,
    by: Viewer<'_>,
    language: Language,
) -> Result<(Vec<SuppressedLine>, bool), StoreError> {
    let mut found = mail_refusals::list(db, None, EXPORT + 1).await?;
    let whole = found.len() <= EXPORT as usize;
    found.truncate(EXPORT as usize);
    let addresses = sees_addresses(by);
    Ok((found.into_iter().map(|found| line(found, language, addresses)).collect(), whole))
}

fn line(found: Suppressed, language: Language, addresses: bool) -> SuppressedLine {
    let (english, chinese) = found.name;
    SuppressedLine {
        account: found.account,
        name: if language == Language::ZhHk && !chinese.is_empty() { chinese } else { english },
        recipient: masked(found.address.as_ref(), addresses),
        since: found.since,
        at: found.refusal.at,
        reported: found.refusal.source == Source::Report,
        answer: without_addresses(&found.refusal.said()),
    }
}

/// A place in the list as the URL writes it.
fn written(found: &Suppressed) -> String {
    format!("{}-{}", found.since.as_millis(), found.account)
}

/// A place in the list as the URL wrote it.
pub fn read(text: &str) -> Option<Key> {
    let (at, account) = text.split_once('-')?;
    Some((Instant::from_millis(at.parse().ok()?), account.parse().ok()?))
}
