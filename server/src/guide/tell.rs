//! Mails of new versions, to those who are to acknowledge them.

use std::time::Duration;

use domain::guide::Acknowledge;

use super::{document, shelf};
use crate::{
    app::App,
    audit::Scribe,
    mail::{Kind, outbox::letter},
    store::{StoreError, directory::BATCH, events::Actor, guides, outbox},
};

/// Mails of one round, a transaction. The outbox paces what leaves.
const AT_ONCE: u32 = 200;
/// How long it is worth telling somebody of a version.
const LIFETIME: Duration = Duration::from_secs(30 * 86_400);

/// Writes the next mails about new versions, and says how many. Any number of instances may do so.
///
/// Of the program's own documents nobody is told in their first version: whoever installs it has announced it.
///
/// # Errors
/// When the database does not take it.
pub async fn round(app: &App) -> Result<u64, StoreError> {
    let scribe = Scribe::of_command(app, Actor::System);
    notice_pages(app, &scribe).await?;
    let open = guides::tellings(&mut *app.store.reader().await?).await?;
    let mut told = 0;
    for (id, version, from) in open {
        let mut tx = app.store.begin().await?;
        let held = document(&mut tx, &id).await?;
        // A newer version has a telling of its own.
        let next = match held.filter(|held| held.version == version && held.acknowledge != Acknowledge::None) {
            Some(held) => guides::to_tell(&mut tx, held.key(), &from, AT_ONCE).await?,
            None => Vec::new(),
        };
        let last = next.last().map(|account| &account.id);
        if !guides::tell_on(&mut tx, &id, &version, &from, last, scribe.now).await? {
            continue;
        }
        let useless_at = scribe.now.plus(LIFETIME);
        let subject = format!("{id} {version}");
        let letters: Vec<_> =
            next.iter().map(|account| letter(&scribe, Kind::GuideVersion, &account.id, &subject, useless_at)).collect();
        for some in letters.chunks(BATCH) {
            outbox::add_all(&mut tx, some).await?;
        }
        tx.commit().await?;
        told += next.len() as u64;
    }
    if told > 0 {
        app.outbox.ring();
    }
    Ok(told)
}

/// Begins to tell of the program's own documents whose version is new here.
async fn notice_pages(app: &App, scribe: &Scribe<'_>) -> Result<(), StoreError> {
    for page in shelf::pages() {
        let mut reader = app.store.reader().await?;
        if guides::is_known(&mut reader, &page.id, Some(&page.version)).await? {
            continue;
        }
        drop(reader);
        let mut tx = app.store.begin().await?;
        let tell = guides::is_known(&mut tx, &page.id, None).await?;
        guides::begin_telling(&mut tx, &page.id, &page.version, tell, scribe.now).await?;
        tx.commit().await?;
    }
    Ok(())
}
