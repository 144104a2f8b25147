//! What the audit is told that no form has asked for: that staff looked somebody up, and that a page said no.

use std::time::Duration;

use app::ports::refusal::Refusal;
use domain::{account::AccountId, budget::BudgetRule};
use serde_json::json;

use crate::{
    app::App,
    audit::Scribe,
    rights::Viewer,
    store::{
        StoreError,
        budgets::{self, Payment},
    },
};

/// How often a page's no is written down of one account in an hour.
const REFUSALS_AN_HOUR: u32 = 20;

const HOUR: Duration = Duration::from_secs(3600);

/// Writes down that staff looked `account` up: once an hour, so that loading the page again floods nothing.
///
/// # Errors
/// When the database does not take it: the page must not be shown then.
pub async fn looked_up(app: &App, scribe: &Scribe<'_>, by: Viewer<'_>, account: &AccountId) -> Result<(), StoreError> {
    once(app, scribe, &format!("looked-up:{}:{account}", by.account().id), 1, "user.looked-up", account, json!({}))
        .await
}

/// Writes down that a page said no to somebody who was logged in, so that the help desk finds them by the number that
/// the page shows.
///
/// # Errors
/// When the database does not take it.
pub async fn refused(app: &App, scribe: &Scribe<'_>, refusal: Refusal, who: &AccountId) -> Result<(), StoreError> {
    let detail = json!({ "why": refusal.name() });
    once(app, scribe, &format!("told:page:{who}"), REFUSALS_AN_HOUR, "page.refused", who, detail).await
}

/// Writes an event, `most` times an hour under one budget.
async fn once(
    app: &App,
    scribe: &Scribe<'_>,
    budget: &str,
    most: u32,
    kind: &str,
    account: &AccountId,
    detail: serde_json::Value,
) -> Result<(), StoreError> {
    let rule = BudgetRule { failures: most, window: HOUR, streak: None };
    let mut tx = app.store.begin().await?;
    if budgets::spend(&mut tx, budget, &rule, scribe.now).await? == Payment::Paid {
        scribe.event(&mut tx, kind, Some(account), detail).await?;
    }
    tx.commit().await
}
