//! Mail as the staff see it. A viewer sees no address; operators and approvers see masked ones; nobody sees what a mail
//! says.

pub mod domains;
pub mod suppressed;

use std::time::Duration;

use app::ports::mail_desk::{Asked, Fate, MailDesk, MailHealth, MailLine, Standing};
use domain::{
    account::{AccountId, ParticipantCode},
    address::EmailAddress,
    role::StaffRole,
    time::Instant,
};
use sqlx::AnyConnection;

use super::{Kind, answer::without_addresses, health};
use crate::{
    app::App,
    rights::Viewer,
    store::{
        StoreError, mail_domains, mail_refusals, mail_reports,
        outbox::{
            desk::{self, Filter, Line},
            figures::COUNTED,
        },
    },
};

/// Lines of a page.
const PAGE: u32 = 50;
/// Lines of a file at most.
pub const EXPORT: u32 = 10_000;
/// Mails that the totals count.
const TOTALS: u32 = 5_000;
/// Domains that refuse mail and are named.
const NAMED: usize = 10;
const HOUR: Duration = Duration::from_secs(3600);
/// Reports of how long are counted.
const REPORTS_SPAN: Duration = Duration::from_secs(7 * 24 * 3600);

/// Whether `viewer` sees addresses, masked.
pub fn sees_addresses(viewer: Viewer<'_>) -> bool {
    viewer.account().staff_role.is_some_and(|role| role != StaffRole::Viewer)
}

/// The filter that was asked for at `now`, or the field that could not be read.
pub fn filter(asked: &Asked, now: Instant) -> Result<Filter, &'static str> {
    let participant = match &*asked.firm {
        "" => None,
        firm => Some(ParticipantCode::parse(firm).map_err(|_| "firm")?),
    };
    let account: Option<AccountId> = match &*asked.account {
        "" => None,
        account => Some(account.parse().map_err(|_| "account")?),
    };
    let given = |text: &str| (!text.is_empty()).then(|| text.to_owned());
    let (fate, queued) = match asked.state {
        None => (None, None),
        Some(Standing::Queued) => (None, Some(now)),
        Some(Standing::Each(fate)) => (Some(fate), None),
    };
    let since = asked.hours.map(|hours| now.minus(HOUR * hours));
    Ok(Filter { fate, queued, since, kind: given(&asked.kind), participant, domain: given(&asked.domain), account })
}

/// The page.
///
/// # Errors
/// When the database cannot be read.
pub async fn page(
    app: &App,
    db: &mut AnyConnection,
    by: Viewer<'_>,
    asked: Asked,
    before: Option<&str>,
) -> Result<MailDesk, StoreError> {
    let (now, addresses) = (app.clock.now(), sees_addresses(by));
    let (mut lines, mut totals, mut wrong) = (Vec::new(), Vec::new(), None);
    match filter(&asked, now) {
        Ok(filter) => {
            lines = desk::list(db, &filter, before, PAGE + 1).await?;
            totals = desk::totals(db, &filter, TOTALS).await?;
        }
        Err(field) => wrong = Some(field),
    }
    let older = (lines.len() > PAGE as usize).then(|| lines[PAGE as usize - 1].id.clone());
    lines.truncate(PAGE as usize);
    let refusals = mail_refusals::count(db, COUNTED).await?;
    let (_, never) = mail_domains::count(db).await?;
    let reports = match app.bounce_token {
        Some(_) => Some(mail_reports::tally(db, now.minus(REPORTS_SPAN)).await?),
        None => None,
    };
    Ok(MailDesk {
        as_of: now,
        addresses,
        health: shown(health::health(db, now).await?),
        suppressed: (refusals, refusals >= u64::from(COUNTED)),
        never: (never.domains, never.users),
        reports: reports.map(|tally| (tally.failed, tally.delayed, tally.unknown)),
        asked,
        wrong,
        kinds: Kind::ALL.map(Kind::name).to_vec(),
        totals,
        counted: u64::from(TOTALS),
        lines: lines.into_iter().map(|line| mail_line(line, addresses)).collect(),
        older,
        begun: before.is_some(),
    })
}

/// Everything that the page shows with all its pages, [`EXPORT`] lines at most, and whether that is all.
///
/// # Errors
/// When the database cannot be read.
pub async fn export(
    db: &mut AnyConnection,
    by: Viewer<'_>,
    filter: &Filter,
) -> Result<(Vec<MailLine>, bool), StoreError> {
    let mut lines = desk::list(db, filter, None, EXPORT + 1).await?;
    let whole = lines.len() <= EXPORT as usize;
    lines.truncate(EXPORT as usize);
    let addresses = sees_addresses(by);
    Ok((lines.into_iter().map(|line| mail_line(line, addresses)).collect(), whole))
}

fn shown(health: health::Health) -> MailHealth {
    let waiting_more = health.waiting_more();
    let mut refused = health.refused;
    let elsewhere = refused.split_off(refused.len().min(NAMED));
    MailHealth {
        p50: health.p50,
        p95: health.p95,
        measured: health.measured,
        refused,
        refused_elsewhere: elsewhere.len() as u64,
        waiting: health.waiting,
        waiting_more,
        oldest: health.oldest,
    }
}

fn mail_line(line: Line, addresses: bool) -> MailLine {
    let waits = matches!(line.fate, Fate::Waiting | Fate::Deferred);
    MailLine {
        created_at: line.created_at,
        kind: line.kind,
        account: line.account.parse().ok(),
        recipient: masked(line.recipient.as_ref(), addresses),
        domain: line.domain,
        fate: line.fate,
        tries: line.tries,
        next_try: waits.then_some(line.due_at),
        settled_at: line.settled_at,
        latency: taken_after(line.relay.as_deref(), line.created_at, line.settled_at),
        relay: line.relay.unwrap_or_default(),
        // What was kept before answers were cleaned is cleaned here.
        answer: line.answer.as_deref().map(without_addresses).unwrap_or_default(),
        reported_at: line.reported_at,
    }
}

/// How long a mail waited that a relay took.
fn taken_after(relay: Option<&str>, created_at: Instant, settled_at: Option<Instant>) -> Option<Duration> {
    relay.and(settled_at).map(|at| at.since(created_at))
}

/// The address as the reader may see it.
fn masked(address: Option<&EmailAddress>, addresses: bool) -> Option<String> {
    address.filter(|_| addresses).map(EmailAddress::masked)
}
