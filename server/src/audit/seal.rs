//! The sealer: gives events that have been written their place in the chain.
//!
//! Events are sealed after the transaction that wrote them, so that no login waits for a chain. An event that commits
//! late, after others with later ids have been sealed, goes into a later seal.

use super::chain::{Content, Record, Seal};
use crate::{
    app::App,
    random::opaque_id,
    store::{StoreError, seals},
};

/// The most events of one seal: a transaction of a few hundredths of a second.
pub const MOST: u32 = 1000;

/// Seals the events that wait, [`MOST`] at once. `None` when none waits. Any number of instances may call it at once:
/// one of them seals, the others wait for it.
///
/// # Errors
/// When the database cannot be read or written; then nothing is sealed.
pub async fn round(app: &App) -> Result<Option<Seal>, StoreError> {
    // Looked at first without a transaction: most of the time there is nothing to do.
    let mut reader = app.store.reader().await?;
    let waits = seals::any_unsealed(&mut reader).await?;
    drop(reader);
    if !waits {
        return Ok(None);
    }
    let mut tx = app.store.begin().await?;
    seals::hold(&mut tx).await?;
    let mut records = seals::unsealed(&mut tx, MOST).await?;
    if records.is_empty() {
        return Ok(None);
    }
    let head = seals::head(&mut tx).await?;
    let seal = place(app, head.as_ref(), &mut records);
    seals::add(&mut tx, &seal, &records).await?;
    tx.commit().await?;
    Ok(Some(seal))
}

/// Seals everything that waits, and gives the newest seal.
///
/// # Errors
/// As [`round`].
pub async fn all(app: &App) -> Result<Option<Seal>, StoreError> {
    // What is written meanwhile may wait: otherwise this might never end.
    while round(app).await?.is_some_and(|seal| seal.events == i64::from(MOST)) {}
    seals::head(&mut *app.store.reader().await?).await
}

/// Gives `records` their places after `head`, their salts and their hashes, and makes the seal over them.
fn place(app: &App, head: Option<&Seal>, records: &mut [Record]) -> Seal {
    let first_place = head.map_or(1, |head| head.last_place + 1);
    let (mut content, mut next) = (Content::default(), first_place);
    for record in &mut *records {
        record.place = next;
        record.who_salt = Some(opaque_id(&*app.random));
        record.detail_salt = Some(opaque_id(&*app.random));
        // Everything is there before it is sealed, so there is a hash.
        record.hash = record.expected_hash().unwrap_or_default();
        content.add(&record.hash);
        next += 1;
    }
    let mut seal = Seal {
        number: head.map_or(1, |head| head.number + 1),
        at: app.clock.now(),
        first_place,
        last_place: next - 1,
        events: next - first_place,
        previous: head.map(|head| head.hash.clone()),
        hash: String::new(),
    };
    seal.hash = seal.expected_hash(&content);
    seal
}
