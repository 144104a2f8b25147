//! Activations of users whose addresses were agreed on before set-up was open: they leave once it is.

use domain::{
    life::Status,
    phase::{Standing, may_set_up_in},
};

use super::invite::{self, InviteError};
use crate::{
    app::App,
    audit::Scribe,
    schedule,
    store::{StoreError, accounts, events::Actor},
};

/// Activations of one round, a transaction. The outbox paces what leaves.
const AT_ONCE: u32 = 200;

/// Writes the next activations that set-up is open for, and says how many. Any number of instances may do so.
///
/// # Errors
/// When the database does not take it.
pub async fn round(app: &App) -> Result<u64, StoreError> {
    // Those whom set-up is not open to must not stand before the others.
    let mut reader = app.store.reader().await?;
    // Set-up is open to all or none of the users, exceptions or not.
    let phase = schedule::phase(app, &mut reader, app.clock.now()).await?;
    let all = may_set_up_in(phase, Standing::default());
    let waiting = accounts::awaiting(&mut reader, all, AT_ONCE).await?;
    drop(reader);
    let due =
        |account: &accounts::Account| account.status != Status::Disabled && may_set_up_in(phase, account.standing());
    if !waiting.iter().any(due) {
        return Ok(0);
    }
    let scribe = Scribe::of_command(app, Actor::System);
    let mut tx = app.store.begin().await?;
    let mut sent = 0;
    for account in accounts::awaiting(&mut tx, all, AT_ONCE).await?.iter().filter(|account| due(account)) {
        // Held: another instance that looks at the same account finds it done.
        if !accounts::hold_awaiting(&mut tx, &account.id).await? {
            continue;
        }
        match invite::activate(app, &mut tx, &scribe, account).await {
            Ok(_) => sent += 1,
            Err(InviteError::Store(error)) => return Err(error),
            Err(_) => accounts::set_awaits(&mut tx, &account.id, false).await?,
        }
    }
    tx.commit().await?;
    if sent > 0 {
        app.outbox.ring();
    }
    Ok(sent)
}
