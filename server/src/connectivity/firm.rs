//! What a firm's administrators see of their users' tests.

use app::ports::connectivity::{FirmResults, LastResult, Show, TestedUser};
use domain::{connectivity::Outcome, language::Language};

use crate::{
    app::App,
    registration::roster,
    rights::Administrator,
    store::{
        StoreError,
        accounts::Account,
        connectivity::{self, RunResult},
    },
};

/// Users on a page.
const PAGE: u32 = 20;
/// Users in an export at most.
const EXPORT: u32 = 100_000;

/// Which users are asked for.
#[derive(Clone, Debug, Default)]
pub struct Asked {
    /// What is searched for in user ID, names and address; empty: nothing.
    pub q: String,
    /// Which users.
    pub show: Show,
    /// Which page, from 1.
    pub page: u64,
}

/// The active users of the firm with their newest results.
///
/// # Errors
/// When the database cannot be read.
pub async fn results(
    app: &App,
    by: Administrator<'_>,
    asked: Asked,
    language: Language,
) -> Result<FirmResults, StoreError> {
    let db = &mut *app.store.reader().await?;
    let counted = connectivity::counts(db, by.firm()).await?;
    let count = |show: Show| {
        let fits = |outcome: Option<Outcome>| match show {
            Show::All => true,
            Show::Outcome(wanted) => outcome == Some(wanted),
            Show::Never => outcome.is_none(),
        };
        counted.iter().filter(|(outcome, _)| fits(*outcome)).map(|(_, users)| users).sum()
    };
    let page = asked.page.max(1);
    let offset = (page - 1) * u64::from(PAGE);
    let (users, found) = connectivity::list(db, by.firm(), &asked.q, asked.show, offset, PAGE).await?;
    Ok(FirmResults {
        firm: roster::firm(db, by, language).await?,
        counts: Show::ALL.into_iter().map(|show| (show, count(show))).collect(),
        q: asked.q,
        show: asked.show,
        users: users.into_iter().map(|(account, result)| tested(account, result, language)).collect(),
        found,
        page,
        pages: found.div_ceil(u64::from(PAGE)).max(1),
    })
}

fn tested(account: Account, result: Option<RunResult>, language: Language) -> TestedUser {
    TestedUser {
        name: account.name(language).to_owned(),
        state: account.state,
        last: result.map(|result| LastResult {
            at: result.at,
            outcome: result.findings.outcome(),
            reason: result.findings.gravest(),
            browser: result.browser,
            latency: result.latency,
        }),
        account: account.id,
    }
}

/// The first record of an export.
pub const HEAD: [&str; 10] =
    ["user", "name", "state", "result", "check", "reason", "browser", "at", "seconds_to_relay", "seconds_to_typed"];

/// What is shown, with every page of it: a record for each user.
///
/// # Errors
/// When the database cannot be read.
pub async fn export(
    app: &App,
    by: Administrator<'_>,
    asked: &Asked,
    language: Language,
) -> Result<Vec<[String; HEAD.len()]>, StoreError> {
    let db = &mut *app.store.reader().await?;
    let (users, _) = connectivity::list(db, by.firm(), &asked.q, asked.show, 0, EXPORT).await?;
    let records = users.into_iter().map(|(account, result)| {
        let user = tested(account, result, language);
        let last = user.last.as_ref();
        let reason = last.and_then(|last| last.reason);
        let seconds = |span: Option<std::time::Duration>| span.map(|span| span.as_secs().to_string());
        [
            user.account.to_string(),
            user.name.clone(),
            user.state.name().to_owned(),
            last.map_or("never", |last| last.outcome.name()).to_owned(),
            reason.map(|reason| reason.check().name().to_owned()).unwrap_or_default(),
            reason.map(|reason| reason.name().to_owned()).unwrap_or_default(),
            last.map(|last| last.browser.clone()).unwrap_or_default(),
            last.map(|last| last.at.to_string()).unwrap_or_default(),
            last.and_then(|last| seconds(last.latency.relay)).unwrap_or_default(),
            last.and_then(|last| seconds(last.latency.typed)).unwrap_or_default(),
        ]
    });
    Ok(records.collect())
}
