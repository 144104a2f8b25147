//! The one place where users move from state to state.

use domain::life::{State, Step};
use serde_json::json;

use crate::{
    audit::Scribe,
    store::{StoreError, Tx, accounts, accounts::Account},
};

/// Takes `account` one step further in its life and writes the event. A step that leaves the state as it is (the
/// second two-factor login, say) writes nothing.
///
/// # Errors
/// [`StoreError::Life`] when the life of a user has no such step from where the account stands.
pub async fn step(tx: &mut Tx, scribe: &Scribe<'_>, account: &Account, step: Step) -> Result<State, StoreError> {
    let (before, after) = accounts::set_state(tx, account, step).await?;
    if before != after {
        let detail = json!({ "from": before.name(), "to": after.name(), "step": step.name() });
        scribe.event(tx, "user.moved", Some(&account.id), detail).await?;
    }
    Ok(after)
}

/// [`step`] for several accounts, whose events are written together. At most [`crate::store::directory::BATCH`] of them.
///
/// # Errors
/// As [`step`]; the caller must not commit then.
pub async fn step_all(tx: &mut Tx, scribe: &Scribe<'_>, steps: &[(Account, Step)]) -> Result<(), StoreError> {
    let mut moved = Vec::with_capacity(steps.len());
    for (account, step) in steps {
        let (before, after) = accounts::set_state(tx, account, *step).await?;
        if before != after {
            let detail = json!({ "from": before.name(), "to": after.name(), "step": step.name() });
            moved.push((Some(&account.id), detail));
        }
    }
    match steps.first() {
        Some((first, _)) => scribe.events(tx, "user.moved", &first.id.participant, moved).await,
        None => Ok(()),
    }
}
