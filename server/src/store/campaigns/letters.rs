//! The mails of campaigns: put in, called off, counted.

use domain::{
    account::AccountId,
    campaign::{Role, day},
    life::State,
    time::Instant,
};
use sqlx::{AnyConnection, AssertSqlSafe};

use super::{
    super::{Columns as _, StoreError, directory::places},
    PAGE, Since, before,
};

/// A mail that a campaign puts in.
#[derive(Clone, Debug)]
pub struct Entry {
    /// Days before the event.
    pub step: u16,
    /// To whom.
    pub account: AccountId,
    /// As what.
    pub role: Role,
    /// Its id in the outbox.
    pub letter: String,
}

/// Notes mails that are put in now, at most [`crate::store::directory::BATCH`], and gives the ids of those that were. Whoever
/// has had that step, or a mail of any campaign on that day, gets none.
///
/// # Errors
/// When the database does not take them.
pub async fn enter(
    db: &mut AnyConnection,
    since: Since<'_>,
    entries: &[Entry],
    now: Instant,
) -> Result<Vec<String>, StoreError> {
    if entries.is_empty() {
        return Ok(Vec::new());
    }
    let text = format!(
        "INSERT INTO campaign_letters (campaign, step, account, role, day, letter, created_at) VALUES {}
         ON CONFLICT DO NOTHING RETURNING letter",
        places(entries.len(), 7)
    );
    let mut query = sqlx::query_scalar(AssertSqlSafe(text));
    for entry in entries {
        query = query
            .bind(since.campaign.to_owned())
            .bind(i64::from(entry.step))
            .bind(entry.account.to_string())
            .bind(entry.role.name())
            .bind(since.day)
            .bind(entry.letter.clone())
            .bind(now.as_millis());
    }
    Ok(query.fetch_all(db).await?)
}

/// Notes a reminder that an administrator sends by hand now: a letter of no campaign. False for whoever has had a mail of
/// any campaign, or such a reminder, on that day: they get none.
///
/// # Errors
/// When the database does not take it.
pub async fn enter_by_hand(
    db: &mut AnyConnection,
    account: &AccountId,
    letter: &str,
    now: Instant,
) -> Result<bool, StoreError> {
    let done = sqlx::query(
        "INSERT INTO campaign_letters (step, account, role, day, letter, created_at) VALUES (0, $1, 'user', $2, $3, $4)
         ON CONFLICT DO NOTHING",
    )
    .bind(account.to_string())
    .bind(day(now))
    .bind(letter.to_owned())
    .bind(now.as_millis())
    .execute(db)
    .await?;
    Ok(done.rows_affected() == 1)
}

/// Withdraws a letter that was not sent after all.
///
/// # Errors
/// When the database does not take it.
pub async fn withdraw_one(db: &mut AnyConnection, letter: &str, now: Instant) -> Result<(), StoreError> {
    sqlx::query("UPDATE campaign_letters SET withdrawn_at = $2 WHERE letter = $1")
        .bind(letter.to_owned())
        .bind(now.as_millis())
        .execute(db)
        .await?;
    Ok(())
}

/// How many mails a campaign has put in on a day that were not withdrawn.
///
/// # Errors
/// When the database cannot be read.
pub async fn count_on(db: &mut AnyConnection, since: Since<'_>) -> Result<u64, StoreError> {
    let count: i64 = sqlx::query_scalar(
        "SELECT COUNT(*) FROM campaign_letters WHERE campaign = $1 AND day = $2 AND withdrawn_at IS NULL",
    )
    .bind(since.campaign.to_owned())
    .bind(since.day)
    .fetch_one(db)
    .await?;
    Ok(u64::try_from(count).unwrap_or_default())
}

/// Ends the mails of a campaign that have not left; says how many. One that is on its way is asked about once more as
/// it is written.
///
/// # Errors
/// When the database does not take it.
pub async fn call_off(db: &mut AnyConnection, cause: &str, now: Instant) -> Result<u64, StoreError> {
    let done = sqlx::query(
        "UPDATE outbox SET state = 'useless', settled_at = $2
         WHERE cause = $1 AND state = 'waiting' AND leased_until <= $2",
    )
    .bind(cause.to_owned())
    .bind(now.as_millis())
    .execute(db)
    .await?;
    Ok(done.rows_affected())
}

/// Withdraws the mails of a campaign that have not left and will not: others may go in their place.
///
/// # Errors
/// When the database does not take it.
pub async fn withdraw(db: &mut AnyConnection, id: &str, now: Instant) -> Result<(), StoreError> {
    sqlx::query(
        "UPDATE campaign_letters SET withdrawn_at = $2
         WHERE campaign = $1 AND withdrawn_at IS NULL
           AND letter IN (SELECT id FROM outbox WHERE state = 'useless' AND cause = 'campaign:' || $1)",
    )
    .bind(id.to_owned())
    .bind(now.as_millis())
    .execute(db)
    .await?;
    Ok(())
}

/// What became of the mails of one step to people of one role.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Tally {
    /// Days before the event.
    pub step: u16,
    /// To whom.
    pub role: Role,
    /// Put in.
    pub letters: u64,
    /// Still in the outbox.
    pub waiting: u64,
    /// Taken by a relay.
    pub sent: u64,
    /// Refused for good.
    pub refused: u64,
    /// Not sent: done meanwhile, or called off.
    pub useless: u64,
    /// Of those sent, whose reader has reached the goal since.
    pub reached: u64,
    /// When the first was put in.
    pub since: Instant,
}

/// What became of the mails of a campaign that leads to `goal`, step by step.
///
/// # Errors
/// When the database cannot be read.
pub async fn tallies(db: &mut AnyConnection, id: &str, goal: State) -> Result<Vec<Tally>, StoreError> {
    let in_state = |state| format!("CAST(SUM(CASE WHEN o.state = '{state}' THEN 1 ELSE 0 END) AS BIGINT) AS {state}");
    let text = format!(
        "SELECT l.step, l.role, COUNT(*) AS letters, {}, {}, {}, {}, MIN(l.created_at) AS since,
                CAST(SUM(CASE WHEN o.state = 'sent' AND a.state NOT IN ({}) THEN 1 ELSE 0 END) AS BIGINT) AS reached
         FROM campaign_letters l JOIN outbox o ON o.id = l.letter JOIN accounts a ON a.account = l.account
         WHERE l.campaign = $1 GROUP BY l.step, l.role ORDER BY l.step DESC, l.role DESC",
        in_state("waiting"),
        in_state("sent"),
        in_state("refused"),
        // Not sent, for whichever reason.
        in_state("useless").replace("= 'useless'", "IN ('useless', 'suppressed')"),
        before(goal)
    );
    let rows = sqlx::query(AssertSqlSafe(text)).bind(id.to_owned()).fetch_all(db).await?;
    rows.iter()
        .map(|row| {
            let count = |column| Ok::<_, StoreError>(u64::try_from(row.number(column)?).unwrap_or_default());
            let role: Role = row.parsed("role", "role in a campaign")?;
            Ok(Tally {
                step: u16::try_from(row.number("step")?).unwrap_or_default(),
                role,
                letters: count("letters")?,
                waiting: count("waiting")?,
                sent: count("sent")?,
                refused: count("refused")?,
                useless: count("useless")?,
                // A digest moves others than its reader.
                reached: if role == Role::User { count("reached")? } else { 0 },
                since: row.instant("since")?,
            })
        })
        .collect()
}

/// Users to whom a mail of the campaign was sent, and how many of them have reached `goal` since.
///
/// # Errors
/// When the database cannot be read.
pub async fn moved(db: &mut AnyConnection, id: &str, goal: State) -> Result<(u64, u64), StoreError> {
    let text = format!(
        "SELECT COUNT(*) AS users, COALESCE(CAST(SUM(CASE WHEN a.state NOT IN ({}) THEN 1 ELSE 0 END) AS BIGINT), 0) AS reached
         FROM accounts a WHERE a.account IN
              (SELECT l.account FROM campaign_letters l JOIN outbox o ON o.id = l.letter
               WHERE l.campaign = $1 AND l.role = 'user' AND o.state = 'sent')",
        before(goal)
    );
    let row = sqlx::query(AssertSqlSafe(text)).bind(id.to_owned()).fetch_one(db).await?;
    let count = |column| Ok::<_, StoreError>(u64::try_from(row.number(column)?).unwrap_or_default());
    Ok((count("users")?, count("reached")?))
}

/// One mail of the log.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Logged {
    /// What was noted as it was put in.
    pub step: u16,
    /// To whom.
    pub account: AccountId,
    /// As what.
    pub role: Role,
    /// When it was put in.
    pub created_at: Instant,
    /// `waiting`, `sent`, `refused`, `useless` or `suppressed`.
    pub fate: String,
    /// When it was settled.
    pub settled_at: Option<Instant>,
    /// How far the reader has come.
    pub state: State,
}

/// Shows every mail of a campaign to `each`, in the order in which they were put in.
///
/// # Errors
/// When the database cannot be read.
pub async fn each_letter(db: &mut AnyConnection, id: &str, mut each: impl FnMut(Logged)) -> Result<(), StoreError> {
    let mut after = String::new();
    loop {
        let rows = sqlx::query(
            "SELECT l.step, l.account, l.role, l.letter, l.created_at, o.state AS fate, o.settled_at, a.state
             FROM campaign_letters l JOIN outbox o ON o.id = l.letter JOIN accounts a ON a.account = l.account
             WHERE l.campaign = $1 AND l.letter > $2 ORDER BY l.letter LIMIT $3",
        )
        .bind(id.to_owned())
        .bind(after)
        .bind(PAGE)
        .fetch_all(&mut *db)
        .await?;
        let Some(last) = rows.last() else { return Ok(()) };
        after = last.text("letter")?;
        for row in &rows {
            each(Logged {
                step: u16::try_from(row.number("step")?).unwrap_or_default(),
                account: row.parsed("account", "account")?,
                role: row.parsed("role", "role in a campaign")?,
                created_at: row.instant("created_at")?,
                fate: row.text("fate")?,
                settled_at: row.maybe_instant("settled_at")?,
                state: row.parsed("state", "state")?,
            });
        }
    }
}
