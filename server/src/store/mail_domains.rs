//! The domains that mail goes to: how many registered addresses each has, in which firms, and how mail fares there.
//!
//! An address that is registered or taken away is noted in its transaction ([`Moves`]), and so is what became of a mail;
//! both are written as it is committed, in one order, so that two transactions never wait for each other.

use std::{
    collections::{BTreeMap, BTreeSet},
    time::Duration,
};

use domain::{account::ParticipantCode, address::EmailAddress, time::Instant};
use sqlx::{AnyConnection, any::AnyRow};

use super::{Columns as _, StoreError};

/// How exact the newest acceptance and refusal of a domain are.
const EXACT_TO: Duration = Duration::from_secs(60);

/// The domain of an address in the column `email`: `RTRIM` of everything but `@` leaves what stands before it.
pub(super) const DOMAIN_OF_EMAIL: &str = "LOWER(SUBSTR(email, LENGTH(RTRIM(email, REPLACE(email, '@', ''))) + 1))";

/// What a transaction changes in the domains, until it is committed.
#[derive(Debug, Default)]
pub struct Moves {
    users: BTreeMap<(String, String), i64>,
    taken: BTreeMap<String, (Instant, Duration)>,
    refused: BTreeMap<String, Instant>,
}

impl Moves {
    /// A user of `firm` has `now` as registered address in place of `before`.
    pub fn readdressed(&mut self, firm: &ParticipantCode, before: Option<&EmailAddress>, now: Option<&EmailAddress>) {
        for (address, by) in [(before, -1), (now, 1)] {
            if let Some(address) = address {
                let key = (address.domain().to_owned(), firm.as_str().to_owned());
                *self.users.entry(key).or_default() += by;
            }
        }
    }

    /// A relay took a mail to `domain` at `at`, which had waited for `latency`.
    pub fn taken(&mut self, domain: &str, at: Instant, latency: Duration) {
        self.taken.insert(domain.to_owned(), (at, latency));
    }

    /// A mail to `domain` was refused at `at`, or came back.
    pub fn refused(&mut self, domain: &str, at: Instant) {
        self.refused.insert(domain.to_owned(), at);
    }

    /// Writes it, domain by domain in their order.
    ///
    /// # Errors
    /// When the database does not take it.
    pub(super) async fn write(mut self, db: &mut AnyConnection) -> Result<(), StoreError> {
        let mut users: BTreeMap<String, Vec<(String, i64)>> = BTreeMap::new();
        for ((domain, firm), by) in std::mem::take(&mut self.users) {
            users.entry(domain).or_default().push((firm, by));
        }
        let domains: BTreeSet<String> =
            users.keys().chain(self.taken.keys()).chain(self.refused.keys()).cloned().collect();
        for domain in domains {
            count_users(db, &domain, users.remove(&domain).unwrap_or_default()).await?;
            if let Some((at, latency)) = self.taken.remove(&domain) {
                sqlx::query(
                    "UPDATE mail_domains SET accepted_at = $2, accepted_ms = $3
                     WHERE domain = $1 AND (accepted_at IS NULL OR accepted_at <= $4)",
                )
                .bind(domain.clone())
                .bind(at.as_millis())
                .bind(i64::try_from(latency.as_millis()).unwrap_or(i64::MAX))
                .bind(at.minus(EXACT_TO).as_millis())
                .execute(&mut *db)
                .await?;
            }
            if let Some(at) = self.refused.remove(&domain) {
                sqlx::query(
                    "UPDATE mail_domains SET refused_at = $2
                     WHERE domain = $1 AND (refused_at IS NULL OR refused_at <= $3)",
                )
                .bind(domain)
                .bind(at.as_millis())
                .bind(at.minus(EXACT_TO).as_millis())
                .execute(&mut *db)
                .await?;
            }
        }
        Ok(())
    }
}

/// Moves the numbers of registered addresses of `domain`, in all and by firm.
async fn count_users(db: &mut AnyConnection, domain: &str, by_firm: Vec<(String, i64)>) -> Result<(), StoreError> {
    let total: i64 = by_firm.iter().map(|(_, by)| by).sum();
    if total != 0 {
        sqlx::query(
            "INSERT INTO mail_domains (domain, users) VALUES ($1, $2)
             ON CONFLICT (domain) DO UPDATE SET users = mail_domains.users + $2",
        )
        .bind(domain.to_owned())
        .bind(total)
        .execute(&mut *db)
        .await?;
    }
    for (firm, by) in by_firm.into_iter().filter(|(_, by)| *by != 0) {
        sqlx::query(
            "INSERT INTO mail_domain_firms (domain, participant, users) VALUES ($1, $2, $3)
             ON CONFLICT (domain, participant) DO UPDATE SET users = mail_domain_firms.users + $3",
        )
        .bind(domain.to_owned())
        .bind(firm)
        .bind(by)
        .execute(&mut *db)
        .await?;
    }
    Ok(())
}

/// A domain and how mail fares there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MailDomain {
    /// In lower case and A-labels.
    pub domain: String,
    /// Registered addresses.
    pub users: u64,
    /// When a relay last took mail for it, to the minute.
    pub accepted_at: Option<Instant>,
    /// How long that mail had waited.
    pub accepted_after: Option<Duration>,
    /// When mail was last refused, or came back, to the minute.
    pub refused_at: Option<Instant>,
    /// The mail of the newest probe.
    pub probe: Option<String>,
    /// When it was sent.
    pub probed_at: Option<Instant>,
}

impl MailDomain {
    /// Where it stands in the list: never accepted anything, refused since it last did, or neither.
    fn rank(&self) -> i64 {
        match (self.accepted_at, self.refused_at) {
            (None, _) => 0,
            (Some(accepted), Some(refused)) if refused >= accepted => 1,
            _ => 2,
        }
    }

    /// Where the list goes on after it.
    pub fn key(&self) -> Key {
        Key { rank: self.rank(), users: self.users, domain: self.domain.clone() }
    }
}

/// A place in the list of domains.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Key {
    /// How bad, 0 the worst.
    pub rank: i64,
    /// Registered addresses.
    pub users: u64,
    /// The domain.
    pub domain: String,
}

/// [`MailDomain::rank`] in SQL.
const RANK: &str =
    "CASE WHEN accepted_at IS NULL THEN 0 WHEN refused_at IS NOT NULL AND refused_at >= accepted_at THEN 1 ELSE 2 END";

fn mail_domain(row: &AnyRow) -> Result<MailDomain, StoreError> {
    let latency = row.maybe_number("accepted_ms")?.map(|ms| Duration::from_millis(u64::try_from(ms).unwrap_or(0)));
    Ok(MailDomain {
        domain: row.text("domain")?,
        users: u64::try_from(row.number("users")?).unwrap_or_default(),
        accepted_at: row.maybe_instant("accepted_at")?,
        accepted_after: latency,
        refused_at: row.maybe_instant("refused_at")?,
        probe: row.maybe_text("probe")?,
        probed_at: row.maybe_instant("probed_at")?,
    })
}

/// Domains that somebody has registered, worst first and the largest first among these, `limit` of them after `after`.
///
/// # Errors
/// When the database cannot be read.
pub async fn list(db: &mut AnyConnection, after: Option<&Key>, limit: u32) -> Result<Vec<MailDomain>, StoreError> {
    let start = Key { rank: -1, users: 0, domain: String::new() };
    let after = after.unwrap_or(&start);
    let text = format!(
        "SELECT * FROM (SELECT mail_domains.*, {RANK} AS bad FROM mail_domains WHERE users > 0) ranked
         WHERE bad > $1 OR (bad = $1 AND (users < $2 OR (users = $2 AND domain > $3)))
         ORDER BY bad, users DESC, domain LIMIT $4"
    );
    sqlx::query(sqlx::AssertSqlSafe(text))
        .bind(after.rank)
        .bind(i64::try_from(after.users).unwrap_or(i64::MAX))
        .bind(after.domain.clone())
        .bind(i64::from(limit))
        .fetch_all(db)
        .await?
        .iter()
        .map(mail_domain)
        .collect()
}

/// The domain, if somebody has registered an address there.
///
/// # Errors
/// When the database cannot be read.
pub async fn find(db: &mut AnyConnection, domain: &str) -> Result<Option<MailDomain>, StoreError> {
    let row = sqlx::query("SELECT * FROM mail_domains WHERE domain = $1 AND users > 0")
        .bind(domain.to_owned())
        .fetch_optional(db)
        .await?;
    row.as_ref().map(mail_domain).transpose()
}

/// How many domains there are, and how many addresses.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Count {
    /// Domains.
    pub domains: u64,
    /// Registered addresses in them.
    pub users: u64,
}

/// All domains, and those that have never taken a mail.
///
/// # Errors
/// When the database cannot be read.
pub async fn count(db: &mut AnyConnection) -> Result<(Count, Count), StoreError> {
    let row = sqlx::query(
        "SELECT COUNT(*) AS domains, COALESCE(CAST(SUM(users) AS BIGINT), 0) AS users,
                COALESCE(CAST(SUM(CASE WHEN accepted_at IS NULL THEN 1 ELSE 0 END) AS BIGINT), 0) AS never,
                COALESCE(CAST(SUM(CASE WHEN accepted_at IS NULL THEN users ELSE 0 END) AS BIGINT), 0) AS never_users
         FROM mail_domains WHERE users > 0",
    )
    .fetch_one(db)
    .await?;
    let number = |column| Ok::<_, StoreError>(u64::try_from(row.number(column)?).unwrap_or_default());
    let all = Count { domains: number("domains")?, users: number("users")? };
    Ok((all, Count { domains: number("never")?, users: number("never_users")? }))
}

/// The firms with addresses at `domain`, the one with the most first, `limit` of them.
///
/// # Errors
/// When the database cannot be read.
pub async fn firms(
    db: &mut AnyConnection,
    domain: &str,
    limit: u32,
) -> Result<Vec<(ParticipantCode, u64)>, StoreError> {
    let rows = sqlx::query(
        "SELECT participant, users FROM mail_domain_firms WHERE domain = $1 AND users > 0
         ORDER BY users DESC, participant LIMIT $2",
    )
    .bind(domain.to_owned())
    .bind(i64::from(limit))
    .fetch_all(db)
    .await?;
    rows.iter()
        .map(|row| {
            let firm = row.maybe_parsed("participant", "participant", |code| ParticipantCode::parse(code).ok())?;
            let firm = firm.ok_or(StoreError::Row { value: String::new(), wanted: "participant" })?;
            Ok((firm, u64::try_from(row.number("users")?).unwrap_or_default()))
        })
        .collect()
}

/// Takes the one probe that `domain` may have after `since`; says whether it is there to be taken.
///
/// # Errors
/// When the database does not take it.
pub async fn take_probe(
    db: &mut AnyConnection,
    domain: &str,
    letter: &str,
    by: &str,
    now: Instant,
    since: Instant,
) -> Result<bool, StoreError> {
    let taken = sqlx::query(
        "UPDATE mail_domains SET probe = $2, probed_at = $3, probed_by = $4
         WHERE domain = $1 AND users > 0 AND (probed_at IS NULL OR probed_at < $5)",
    )
    .bind(domain.to_owned())
    .bind(letter.to_owned())
    .bind(now.as_millis())
    .bind(by.to_owned())
    .bind(since.as_millis())
    .execute(db)
    .await?;
    Ok(taken.rows_affected() > 0)
}

/// Counts all addresses anew: after accounts were written past [`super::accounts::set_address`], in bulk.
///
/// # Errors
/// When the database does not take it.
pub async fn recount(db: &mut AnyConnection) -> Result<(), StoreError> {
    let counted = format!(
        "INSERT INTO mail_domain_firms (domain, participant, users)
         SELECT {DOMAIN_OF_EMAIL}, participant, COUNT(*) FROM accounts WHERE email IS NOT NULL GROUP BY 1, 2"
    );
    sqlx::query("DELETE FROM mail_domain_firms").execute(&mut *db).await?;
    sqlx::query(sqlx::AssertSqlSafe(counted)).execute(&mut *db).await?;
    sqlx::query("UPDATE mail_domains SET users = 0").execute(&mut *db).await?;
    sqlx::query(
        "INSERT INTO mail_domains (domain, users)
         SELECT domain, CAST(SUM(users) AS BIGINT) FROM mail_domain_firms WHERE true GROUP BY domain
         ON CONFLICT (domain) DO UPDATE SET users = excluded.users",
    )
    .execute(&mut *db)
    .await?;
    Ok(())
}
