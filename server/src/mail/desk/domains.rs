//! The domains that mail goes to, worst first.

use std::time::Duration;

use app::ports::mail_desk::{DomainLine, MailDomains, NoProbe, Probe};
use domain::adoption::Day;
use sqlx::AnyConnection;

use super::{EXPORT, PAGE, taken_after};
use crate::{
    app::App,
    mail::answer::without_addresses,
    rights::Viewer,
    store::{
        StoreError,
        mail_domains::{self, Key, MailDomain},
        outbox::desk,
    },
};

/// Refusals of how long are counted.
const REFUSED_SPAN: Duration = Duration::from_secs(30 * 24 * 3600);
/// Refusals of a domain that are counted at most.
const REFUSED: u32 = 1_000;

/// The page after `after`.
///
/// # Errors
/// When the database cannot be read.
pub async fn page(
    app: &App,
    db: &mut AnyConnection,
    by: Viewer<'_>,
    after: Option<&Key>,
    probed: Option<String>,
    problem: Option<NoProbe>,
) -> Result<MailDomains, StoreError> {
    let mut found = mail_domains::list(db, after, PAGE + 1).await?;
    let next = (found.len() > PAGE as usize).then(|| found[PAGE as usize - 1].key());
    found.truncate(PAGE as usize);
    let mut lines = Vec::new();
    for domain in found {
        lines.push(line(app, db, domain).await?);
    }
    let (all, never) = mail_domains::count(db).await?;
    Ok(MailDomains {
        as_of: app.clock.now(),
        operator: by.operator().is_some(),
        all: (all.domains, all.users),
        never: (never.domains, never.users),
        lines,
        after: next.map(|key| written(&key)),
        begun: after.is_some(),
        probed,
        problem,
    })
}

/// Everything that the page shows with all its pages, and whether that is all.
///
/// # Errors
/// When the database cannot be read.
pub async fn export(app: &App, db: &mut AnyConnection) -> Result<(Vec<DomainLine>, bool), StoreError> {
    let mut found = mail_domains::list(db, None, EXPORT + 1).await?;
    let whole = found.len() <= EXPORT as usize;
    found.truncate(EXPORT as usize);
    let mut lines = Vec::new();
    for domain in found {
        lines.push(line(app, db, domain).await?);
    }
    Ok((lines, whole))
}

async fn line(app: &App, db: &mut AnyConnection, held: MailDomain) -> Result<DomainLine, StoreError> {
    let now = app.clock.now();
    let largest = mail_domains::firms(db, &held.domain, 1).await?.into_iter().next().map(|(firm, _)| firm);
    let probe = match (&held.probe, held.probed_at) {
        (Some(id), Some(at)) => Some(match desk::one(db, id).await? {
            Some(mail) => Probe {
                at,
                account: mail.account.parse().ok(),
                fate: Some(mail.fate),
                answer: mail.answer.as_deref().map(without_addresses).unwrap_or_default(),
                latency: taken_after(mail.relay.as_deref(), mail.created_at, mail.settled_at),
            },
            None => Probe { at, account: None, fate: None, answer: String::new(), latency: None },
        }),
        _ => None,
    };
    let refused = desk::refused_at(db, &held.domain, now.minus(REFUSED_SPAN), REFUSED).await?;
    Ok(DomainLine {
        users: held.users,
        largest,
        accepted_at: held.accepted_at,
        accepted_after: held.accepted_after,
        refused_at: held.refused_at,
        refused,
        refused_more: refused >= u64::from(REFUSED),
        probe,
        can_probe: held.probed_at.is_none_or(|at| Day::of(at) < Day::of(now)),
        domain: held.domain,
    })
}

/// A place in the list as the URL writes it.
fn written(key: &Key) -> String {
    format!("{}.{}.{}", key.rank, key.users, key.domain)
}

/// A place in the list as the URL wrote it.
pub fn read(text: &str) -> Option<Key> {
    let mut parts = text.splitn(3, '.');
    let (rank, users, domain) = (parts.next()?.parse().ok()?, parts.next()?.parse().ok()?, parts.next()?);
    Some(Key { rank, users, domain: domain.to_owned() })
}
