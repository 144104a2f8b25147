//! Keeps what a run found, of users who are proved.

use std::time::Duration;

use domain::{
    account::AccountId,
    budget::BudgetRule,
    connectivity::{Findings, Latency, Outcome},
};
use serde_json::json;

use super::run::Run;
use crate::{
    app::App,
    audit::Scribe,
    random::opaque_id,
    session::Present,
    store::{
        StoreError, Tx,
        budgets::{self, Payment},
        connectivity::{self, RunResult},
    },
};

/// Results kept of a user.
const KEPT: u32 = 20;

/// Results that one user's sessions may leave in an hour. Test logins pay with codes.
const AN_HOUR: BudgetRule = BudgetRule { failures: 20, window: Duration::from_secs(3600), streak: None };

/// Keeps what a run found, as `id`, over what was found by that id before; the same again is not written twice.
///
/// # Errors
/// When the database does not take it.
pub async fn keep(
    tx: &mut Tx,
    scribe: &Scribe<'_>,
    id: &str,
    account: &AccountId,
    browser: &str,
    findings: Findings,
    latency: Latency,
) -> Result<(), StoreError> {
    let before = connectivity::find(tx, id).await?;
    if before.is_some_and(|before| before.findings == findings) {
        return Ok(());
    }
    let (outcome, reason) = (findings.outcome(), findings.gravest());
    let kind = match outcome {
        Outcome::Passed => "test.passed",
        Outcome::Partly => "test.checked",
        Outcome::Failed => "test.failed",
    };
    let seconds = |span: Option<Duration>| span.map(|span| span.as_secs());
    let detail = json!({
        "browser": browser,
        "check": reason.map(|reason| reason.check().name()),
        "reason": reason.map(|reason| reason.name()),
        "seconds_to_relay": seconds(latency.relay),
        "seconds_to_typed": seconds(latency.typed),
    });
    let result = RunResult {
        id: id.to_owned(),
        account: account.clone(),
        at: scribe.now,
        browser: browser.to_owned(),
        findings,
        latency,
    };
    connectivity::put(tx, &result, KEPT).await?;
    scribe.event(tx, kind, Some(account), detail).await
}

/// Keeps what a run in a session found. False where this user's sessions have left enough for now: the page shows it
/// all the same.
///
/// # Errors
/// When the database does not take it.
pub async fn keep_of_session(
    app: &App,
    scribe: &Scribe<'_>,
    present: &Present,
    run: &Run,
    browser: &str,
) -> Result<bool, StoreError> {
    let mut tx = app.store.begin().await?;
    if !app.config.limits.off {
        let paid = budgets::spend(&mut tx, &format!("test:{}", present.id()), &AN_HOUR, scribe.now).await?;
        if paid != Payment::Paid {
            tx.commit().await?;
            return Ok(false);
        }
    }
    let (id, findings) = (opaque_id(scribe.random), run.findings(Some(present)));
    keep(&mut tx, scribe, &id, present.id(), browser, findings, Latency::default()).await?;
    tx.commit().await?;
    Ok(true)
}
