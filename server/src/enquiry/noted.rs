//! What the audit is told that no form has asked for: whom and what staff looked for, and that a page said no.

use std::time::Duration;

use app::ports::refusal::Refusal;
use domain::{
    account::{AccountId, ParticipantCode},
    budget::BudgetRule,
    enquiry::Sought,
};
use serde_json::{Value, json};

use crate::{
    app::App,
    audit::Scribe,
    random::digest,
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
    let budget = format!("looked-up:{}:{account}", by.account().id);
    once(app, scribe, &budget, 1, "user.looked-up", About::User(account), json!({})).await
}

/// Writes down that staff looked a firm up, in the firm's trail as for its users: once an hour.
///
/// # Errors
/// When the database does not take it: the page must not be shown then.
pub async fn firm_looked_up(
    app: &App,
    scribe: &Scribe<'_>,
    by: Viewer<'_>,
    firm: &ParticipantCode,
) -> Result<(), StoreError> {
    let budget = format!("looked-up:{}:{firm}", by.account().id);
    once(app, scribe, &budget, 1, "participant.looked-up", About::Firm(firm), json!({})).await
}

/// Writes down what staff searched for among users, which concerns no firm: each term once an hour, without what nobody
/// may read. Nothing where nothing was asked for.
///
/// # Errors
/// When the database does not take it: nothing found must be shown then.
pub async fn searched(app: &App, scribe: &Scribe<'_>, by: Viewer<'_>, typed: &str) -> Result<(), StoreError> {
    let Some(sought) = Sought::read(typed) else { return Ok(()) };
    let term = sought.told();
    let budget = format!("searched:{}:{}", by.account().id, &digest(&term)[..32]);
    once(app, scribe, &budget, 1, "users.searched", About::Nobody, json!({ "term": term })).await
}

/// Writes down that a page said no to somebody who was logged in, so that the help desk finds them by the number that
/// the page shows.
///
/// # Errors
/// When the database does not take it.
pub async fn refused(app: &App, scribe: &Scribe<'_>, refusal: Refusal, who: &AccountId) -> Result<(), StoreError> {
    let detail = json!({ "why": refusal.name() });
    once(app, scribe, &format!("told:page:{who}"), REFUSALS_AN_HOUR, "page.refused", About::User(who), detail).await
}

/// Whom an event concerns.
enum About<'a> {
    User(&'a AccountId),
    Firm(&'a ParticipantCode),
    Nobody,
}

/// Writes an event, `most` times an hour under one budget.
async fn once(
    app: &App,
    scribe: &Scribe<'_>,
    budget: &str,
    most: u32,
    kind: &str,
    about: About<'_>,
    detail: Value,
) -> Result<(), StoreError> {
    let rule = BudgetRule { failures: most, window: HOUR, streak: None };
    let mut tx = app.store.begin().await?;
    if budgets::spend(&mut tx, budget, &rule, scribe.now).await? == Payment::Paid {
        match about {
            About::User(account) => scribe.event(&mut tx, kind, Some(account), detail).await?,
            About::Firm(firm) => scribe.firm_event(&mut tx, kind, firm, detail).await?,
            About::Nobody => scribe.event(&mut tx, kind, None, detail).await?,
        }
    }
    tx.commit().await
}
