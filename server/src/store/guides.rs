//! Uploaded documents of the user guide, acknowledgements of all its documents, and who was told of which version.

use domain::{
    account::{AccountId, ParticipantCode},
    guide::{Acknowledge, Audience},
    time::Instant,
};
use sqlx::{AnyConnection, AssertSqlSafe, any::AnyRow};

use super::{
    Columns as _, StoreError,
    accounts::Account,
    papers::{COLUMNS, Paper},
};

/// One version of an uploaded document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GuidePaper {
    /// The PDF.
    pub paper: Paper,
    /// The document that it is a version of.
    pub document: String,
    /// The version, as its operator called it.
    pub version: String,
    /// Whom it is for.
    pub audience: Audience,
    /// Who is to acknowledge it.
    pub acknowledge: Acknowledge,
    /// When a newer version took its place.
    pub replaced_at: Option<Instant>,
}

fn guide_paper(row: &AnyRow) -> Result<GuidePaper, StoreError> {
    Ok(GuidePaper {
        paper: Paper::from_row(row)?,
        document: row.text("document")?,
        version: row.text("version")?,
        audience: row.parsed("audience", "audience")?,
        acknowledge: row.parsed("acknowledge", "way to acknowledge")?,
        replaced_at: row.maybe_instant("replaced_at")?,
    })
}

/// Every version of every uploaded document, the newest first.
///
/// # Errors
/// When the database cannot be read.
pub async fn all(db: &mut AnyConnection) -> Result<Vec<GuidePaper>, StoreError> {
    select(db, "$1 = ''", "").await
}

/// The version of every uploaded document that holds, the newest first.
///
/// # Errors
/// When the database cannot be read.
pub async fn current(db: &mut AnyConnection) -> Result<Vec<GuidePaper>, StoreError> {
    select(db, "$1 = '' AND g.replaced_at IS NULL", "").await
}

/// Every version of one document, the newest first.
///
/// # Errors
/// When the database cannot be read.
pub async fn versions(db: &mut AnyConnection, document: &str) -> Result<Vec<GuidePaper>, StoreError> {
    select(db, "g.document = $1", document).await
}

/// One version by its PDF.
///
/// # Errors
/// When the database cannot be read.
pub async fn find(db: &mut AnyConnection, paper: &str) -> Result<Option<GuidePaper>, StoreError> {
    Ok(select(db, "g.paper = $1", paper).await?.pop())
}

async fn select(db: &mut AnyConnection, which: &'static str, value: &str) -> Result<Vec<GuidePaper>, StoreError> {
    let text = format!(
        "SELECT {COLUMNS}, g.document, g.version, g.audience, g.acknowledge, g.replaced_at
         FROM papers p JOIN guide_papers g ON g.paper = p.id WHERE {which} ORDER BY p.id DESC"
    );
    let rows = sqlx::query(AssertSqlSafe(text)).bind(value.to_owned()).fetch_all(db).await?;
    rows.iter().map(guide_paper).collect()
}

/// Notes that the version of `document` that holds is replaced.
///
/// # Errors
/// When the database does not take it.
pub async fn replace(db: &mut AnyConnection, document: &str, now: Instant) -> Result<(), StoreError> {
    sqlx::query("UPDATE guide_papers SET replaced_at = $2 WHERE document = $1 AND replaced_at IS NULL")
        .bind(document.to_owned())
        .bind(now.as_millis())
        .execute(db)
        .await?;
    Ok(())
}

/// Adds a version, whose PDF is there.
///
/// # Errors
/// When there is such a version, or another one that holds; or the database does not take it.
pub async fn add(db: &mut AnyConnection, new: &GuidePaper) -> Result<(), StoreError> {
    sqlx::query(
        "INSERT INTO guide_papers (paper, document, version, audience, acknowledge) VALUES ($1, $2, $3, $4, $5)",
    )
    .bind(new.paper.id.clone())
    .bind(new.document.clone())
    .bind(new.version.clone())
    .bind(new.audience.name())
    .bind(new.acknowledge.name())
    .execute(db)
    .await?;
    Ok(())
}

/// One acknowledgement.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Acknowledged {
    /// The document.
    pub document: String,
    /// Its version.
    pub version: String,
    /// A user, or a firm by its code.
    pub holder: String,
    /// Who said so.
    pub account: AccountId,
    /// When.
    pub at: Instant,
}

/// Writes that `account` acknowledges a version, for themselves or for their firm: `holder`. False where that is
/// written already.
///
/// # Errors
/// When the database does not take it.
pub async fn acknowledge(
    db: &mut AnyConnection,
    document: &str,
    version: &str,
    holder: &str,
    account: &AccountId,
    now: Instant,
) -> Result<bool, StoreError> {
    let done = sqlx::query(
        "INSERT INTO guide_acknowledgements (document, version, holder, participant, account, at)
         VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT (document, version, holder) DO NOTHING",
    )
    .bind(document.to_owned())
    .bind(version.to_owned())
    .bind(holder.to_owned())
    .bind(account.participant.as_str().to_owned())
    .bind(account.to_string())
    .bind(now.as_millis())
    .execute(db)
    .await?;
    Ok(done.rows_affected() > 0)
}

/// What `account` and their firm have acknowledged.
///
/// # Errors
/// When the database cannot be read.
pub async fn acknowledged(db: &mut AnyConnection, account: &AccountId) -> Result<Vec<Acknowledged>, StoreError> {
    let rows = sqlx::query("SELECT * FROM guide_acknowledgements WHERE holder IN ($1, $2)")
        .bind(account.to_string())
        .bind(account.participant.as_str().to_owned())
        .fetch_all(db)
        .await?;
    rows.iter()
        .map(|row| {
            Ok(Acknowledged {
                document: row.text("document")?,
                version: row.text("version")?,
                holder: row.text("holder")?,
                account: row.parsed("account", "account")?,
                at: row.instant("at")?,
            })
        })
        .collect()
}

/// How a firm stands with one version of a document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FirmReading {
    /// The firm's code.
    pub participant: ParticipantCode,
    /// Its name in English.
    pub name_en: String,
    /// Its name in Traditional Chinese.
    pub name_zh: String,
    /// How many acknowledgements are asked of it: its active users, or one.
    pub asked: u64,
    /// How many there are of these.
    pub done: u64,
    /// The newest of them.
    pub last: Option<Instant>,
    /// Who acknowledged for the firm, where one does for all.
    pub by: Option<AccountId>,
}

/// Whom a version is about, as statements ask for it.
#[derive(Clone, Copy, Debug)]
pub struct Version<'a> {
    /// The document.
    pub document: &'a str,
    /// Its version.
    pub version: &'a str,
    /// Whom it is for.
    pub audience: Audience,
    /// Who acknowledges it.
    pub acknowledge: Acknowledge,
}

impl Version<'_> {
    /// Active users of firms who are to acknowledge it, as a condition on `accounts a`.
    fn readers(&self) -> &'static str {
        match (self.acknowledge, self.audience) {
            (Acknowledge::User, Audience::User) => "a.participant <> 'STAFF' AND a.status = 'active'",
            _ => "a.participant <> 'STAFF' AND a.status = 'active' AND (a.da_maker = 1 OR a.da_checker = 1)",
        }
    }

    /// Firms with what is asked of them and done: `f`.
    fn by_firm(&self) -> String {
        match self.acknowledge {
            Acknowledge::Firm => "(SELECT p.code, p.name_en, p.name_zh, CAST(1 AS BIGINT) AS asked,
                    CASE WHEN k.holder IS NULL THEN CAST(0 AS BIGINT) ELSE CAST(1 AS BIGINT) END AS done,
                    k.at AS last, k.account AS by_account
                FROM participants p LEFT JOIN guide_acknowledgements k
                     ON k.holder = p.code AND k.document = $1 AND k.version = $2
                WHERE p.code <> 'STAFF') f"
                .to_owned(),
            Acknowledge::User | Acknowledge::None => format!(
                "(SELECT p.code, p.name_en, p.name_zh, COUNT(*) AS asked, COUNT(k.holder) AS done,
                    MAX(k.at) AS last, NULL AS by_account
                FROM accounts a JOIN participants p ON p.code = a.participant LEFT JOIN guide_acknowledgements k
                     ON k.holder = a.account AND k.document = $1 AND k.version = $2
                WHERE {} GROUP BY p.code, p.name_en, p.name_zh) f",
                self.readers()
            ),
        }
    }
}

/// What is asked for one version, and done, of all firms together.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Reading {
    /// Acknowledgements asked for.
    pub asked: u64,
    /// Those that there are.
    pub done: u64,
    /// Firms of which any is asked for.
    pub firms: u64,
    /// Firms of which none is missing.
    pub firms_done: u64,
}

fn number(count: i64) -> u64 {
    u64::try_from(count).unwrap_or_default()
}

/// What is asked for a version, and done.
///
/// # Errors
/// When the database cannot be read.
pub async fn reading(db: &mut AnyConnection, of: Version<'_>) -> Result<Reading, StoreError> {
    let text = format!(
        "SELECT CAST(COALESCE(SUM(f.asked), 0) AS BIGINT) AS asked, CAST(COALESCE(SUM(f.done), 0) AS BIGINT) AS done,
                COUNT(*) AS firms, COUNT(CASE WHEN f.done >= f.asked THEN 1 END) AS firms_done
         FROM {}",
        of.by_firm()
    );
    let row =
        sqlx::query(AssertSqlSafe(text)).bind(of.document.to_owned()).bind(of.version.to_owned()).fetch_one(db).await?;
    Ok(Reading {
        asked: number(row.number("asked")?),
        done: number(row.number("done")?),
        firms: number(row.number("firms")?),
        firms_done: number(row.number("firms_done")?),
    })
}

/// How firms stand with a version, by code, from the `skip`th on, `limit` at most: all, or those from which something
/// is missing.
///
/// # Errors
/// When the database cannot be read.
pub async fn by_firm(
    db: &mut AnyConnection,
    of: Version<'_>,
    missing_only: bool,
    skip: u64,
    limit: u32,
) -> Result<Vec<FirmReading>, StoreError> {
    let text =
        format!("SELECT * FROM {} WHERE ($3 = 0 OR f.done < f.asked) ORDER BY f.code LIMIT $4 OFFSET $5", of.by_firm());
    let rows = sqlx::query(AssertSqlSafe(text))
        .bind(of.document.to_owned())
        .bind(of.version.to_owned())
        .bind(i64::from(missing_only))
        .bind(i64::from(limit))
        .bind(i64::try_from(skip).unwrap_or(i64::MAX))
        .fetch_all(db)
        .await?;
    rows.iter()
        .map(|row| {
            Ok(FirmReading {
                participant: row.parsed("code", "participant code")?,
                name_en: row.text("name_en")?,
                name_zh: row.text("name_zh")?,
                asked: number(row.number("asked")?),
                done: number(row.number("done")?),
                last: row.maybe_instant("last")?,
                by: row.maybe_parsed("by_account", "account", |text| text.parse().ok())?,
            })
        })
        .collect()
}

/// The next `limit` users with an address who are to acknowledge a version and have not, after the account `after`.
///
/// # Errors
/// When the database cannot be read.
pub async fn to_tell(
    db: &mut AnyConnection,
    of: Version<'_>,
    after: &str,
    limit: u32,
) -> Result<Vec<Account>, StoreError> {
    let text = format!(
        "SELECT a.* FROM accounts a
         WHERE {} AND a.email IS NOT NULL AND a.account > $3
           AND NOT EXISTS (SELECT 1 FROM guide_acknowledgements k WHERE k.document = $1 AND k.version = $2
                           AND k.holder IN (a.account, a.participant))
         ORDER BY a.account LIMIT $4",
        of.readers()
    );
    let rows = sqlx::query(AssertSqlSafe(text))
        .bind(of.document.to_owned())
        .bind(of.version.to_owned())
        .bind(after.to_owned())
        .bind(i64::from(limit))
        .fetch_all(db)
        .await?;
    rows.iter().map(Account::from_row).collect()
}

/// Whether any version of a document is known here.
///
/// # Errors
/// When the database cannot be read.
pub async fn is_known(db: &mut AnyConnection, document: &str, version: Option<&str>) -> Result<bool, StoreError> {
    let found: Option<String> = sqlx::query_scalar(
        "SELECT document FROM guide_tellings WHERE document = $1 AND ($2 IS NULL OR version = $2) LIMIT 1",
    )
    .bind(document.to_owned())
    .bind(version.map(str::to_owned))
    .fetch_optional(db)
    .await?;
    Ok(found.is_some())
}

/// Begins to tell of a version, or, where there is nobody to tell, only notes that it is known.
///
/// # Errors
/// When the database does not take it.
pub async fn begin_telling(
    db: &mut AnyConnection,
    document: &str,
    version: &str,
    tell: bool,
    now: Instant,
) -> Result<(), StoreError> {
    sqlx::query(
        "INSERT INTO guide_tellings (document, version, told_to, begun_at, done_at) VALUES ($1, $2, '', $3, $4)
         ON CONFLICT (document, version) DO NOTHING",
    )
    .bind(document.to_owned())
    .bind(version.to_owned())
    .bind(now.as_millis())
    .bind((!tell).then_some(now.as_millis()))
    .execute(db)
    .await?;
    Ok(())
}

/// Versions that somebody is still to be told of, with the last account that was.
///
/// # Errors
/// When the database cannot be read.
pub async fn tellings(db: &mut AnyConnection) -> Result<Vec<(String, String, String)>, StoreError> {
    let rows =
        sqlx::query("SELECT document, version, told_to FROM guide_tellings WHERE done_at IS NULL ORDER BY begun_at")
            .fetch_all(db)
            .await?;
    rows.iter().map(|row| Ok((row.text("document")?, row.text("version")?, row.text("told_to")?))).collect()
}

/// Moves a telling on from the account `from` to `to`, or ends it. False where another instance has.
///
/// # Errors
/// When the database does not take it.
pub async fn tell_on(
    db: &mut AnyConnection,
    document: &str,
    version: &str,
    from: &str,
    to: Option<&AccountId>,
    now: Instant,
) -> Result<bool, StoreError> {
    let moved = sqlx::query(
        "UPDATE guide_tellings SET told_to = COALESCE($4, told_to), done_at = $5
         WHERE document = $1 AND version = $2 AND told_to = $3 AND done_at IS NULL",
    )
    .bind(document.to_owned())
    .bind(version.to_owned())
    .bind(from.to_owned())
    .bind(to.map(ToString::to_string))
    .bind(to.is_none().then_some(now.as_millis()))
    .execute(db)
    .await?;
    Ok(moved.rows_affected() > 0)
}
