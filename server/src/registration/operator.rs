//! What the operator does at the command line to people's access: shown to the staff's approvers until each has
//! acknowledged it. Before there are two of them nobody could agree on anything: what is done until then is the start.

use serde_json::json;

use crate::{
    audit::Scribe,
    mail::{self, Kind},
    random::sortable_id,
    store::{
        StoreError, Tx, accounts,
        events::Actor,
        operator_acts::{self, Act},
        outbox,
    },
};

/// From how many approvers on the operator's acts are shown to them.
const APPROVERS: usize = 2;

/// Writes down that the operator did `what`, and mails it to every approver. What others do is none of the operator's.
///
/// # Errors
/// When the database does not take it.
pub async fn acted(
    tx: &mut Tx,
    scribe: &Scribe<'_>,
    what: &str,
    facts: Vec<(String, String)>,
) -> Result<(), StoreError> {
    let approvers = accounts::approvers(tx).await?;
    if scribe.actor != Actor::Operator || approvers.len() < APPROVERS {
        return Ok(());
    }
    let act = Act { id: sortable_id(scribe.now, scribe.random), at: scribe.now, what: what.to_owned(), facts };
    operator_acts::add(tx, &act).await?;
    let mut letters = Vec::with_capacity(approvers.len());
    for approver in approvers.iter().filter(|approver| approver.address.is_some()) {
        let mut letter = mail::outbox::told(scribe, Kind::OperatorActed, &approver.id);
        letter.subject.clone_from(&act.id);
        letter.detail = json!({ "what": act.what, "facts": act.facts });
        letters.push(letter);
    }
    outbox::add_all(tx, &letters).await
}
