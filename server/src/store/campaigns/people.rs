//! Whom campaigns address.

use domain::{
    account::{AccountId, ParticipantCode},
    address::EmailAddress,
    life::State,
    schedule::Exception,
};
use sqlx::{AnyConnection, AssertSqlSafe, any::AnyRow};

use super::{
    super::{Columns as _, StoreError, terms::exception},
    PAGE, Since, before,
};

/// What a campaign has told somebody so far.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Told {
    /// The latest step of which they got a mail, in days before the event.
    pub step: Option<u16>,
    /// Whether they got a mail of any campaign on the day in question.
    pub today: bool,
}

/// A user who has not reached the goal.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Laggard {
    /// Who.
    pub account: AccountId,
    /// The names in English and in Chinese.
    pub name: (String, String),
    /// How far they have come.
    pub state: State,
    /// Where they can be written to: none where there is no address, or it refuses mail.
    pub address: Option<EmailAddress>,
    /// Their own exception.
    pub own: Option<Exception>,
    /// Their firm's.
    pub firm_wide: Option<Exception>,
    /// What they were told.
    pub told: Told,
}

/// What the account `a` was told, each looked up by an index: a joined list of all who were told anything is walked
/// through for every account by SQLite, which knows nothing of its length.
const TOLD: &str = "(SELECT MIN(l.step) FROM campaign_letters l WHERE l.campaign = $1 AND l.account = a.account \
     AND l.withdrawn_at IS NULL) AS told_step, t.letter AS told_today";
const TOLD_JOINS: &str =
    "LEFT JOIN campaign_letters t ON t.account = a.account AND t.day = $2 AND t.withdrawn_at IS NULL";

fn told(row: &AnyRow) -> Result<Told, StoreError> {
    let step = row.maybe_number("told_step")?.and_then(|step| u16::try_from(step).ok());
    Ok(Told { step, today: row.maybe_text("told_today")?.is_some() })
}

fn address(row: &AnyRow) -> Result<Option<EmailAddress>, StoreError> {
    row.maybe_parsed("email", "e-mail address", |text| EmailAddress::parse(text).ok())
}

/// Shows every active user who has not reached `goal` to `each`, of one firm or of all, firm by firm in the order of
/// their names.
///
/// # Errors
/// When the database cannot be read.
pub async fn each_laggard(
    db: &mut AnyConnection,
    goal: State,
    firm: Option<&ParticipantCode>,
    since: Since<'_>,
    mut each: impl FnMut(Laggard),
) -> Result<(), StoreError> {
    let text = format!(
        "SELECT a.account, a.participant, a.user_id, a.name_en, a.name_zh, a.state,
                CASE WHEN a.mail_refused_at IS NULL THEN a.email END AS email,
                xo.kind AS own_kind, xo.from_at AS own_from, xo.until_at AS own_until,
                xf.kind AS firm_kind, xf.from_at AS firm_from, xf.until_at AS firm_until, {TOLD}
         FROM accounts a
              LEFT JOIN exceptions xo ON xo.subject = a.account AND xo.ended_at IS NULL
              LEFT JOIN exceptions xf ON xf.subject = a.participant AND xf.ended_at IS NULL
              {TOLD_JOINS}
         WHERE a.status = 'active' AND a.staff_role IS NULL AND a.state IN ({})
           AND ($3 = '' OR a.participant = $3)
           AND (a.participant > $4 OR (a.participant = $4 AND a.user_id > $5))
         ORDER BY a.participant, a.user_id LIMIT $6",
        before(goal)
    );
    let firm = firm.map(|firm| firm.as_str().to_owned()).unwrap_or_default();
    let mut after = (String::new(), String::new());
    loop {
        let rows = sqlx::query(AssertSqlSafe(text.clone()))
            .bind(since.campaign.to_owned())
            .bind(since.day)
            .bind(firm.clone())
            .bind(after.0)
            .bind(after.1)
            .bind(PAGE)
            .fetch_all(&mut *db)
            .await?;
        let Some(last) = rows.last() else { return Ok(()) };
        after = (last.text("participant")?, last.text("user_id")?);
        for row in &rows {
            each(Laggard {
                account: row.parsed("account", "account")?,
                name: (row.text("name_en")?, row.text("name_zh")?),
                state: row.parsed("state", "state")?,
                address: address(row)?,
                own: exception(row, "own")?,
                firm_wide: exception(row, "firm")?,
                told: told(row)?,
            });
        }
    }
}

/// Somebody who can be written to and gets digests.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reader {
    /// Who; of the staff, or an administrator of their firm.
    pub account: AccountId,
    /// The names in English and in Chinese.
    pub name: (String, String),
    /// The registered address.
    pub address: EmailAddress,
    /// What they were told.
    pub told: Told,
}

/// Whoever gets digests, of one firm or of all: active administrators, and staff who propose or decide, whose address
/// takes mail.
///
/// # Errors
/// When the database cannot be read.
pub async fn readers(
    db: &mut AnyConnection,
    firm: Option<&ParticipantCode>,
    since: Since<'_>,
) -> Result<Vec<Reader>, StoreError> {
    let text = format!(
        "SELECT a.account, a.name_en, a.name_zh, a.email, {TOLD} FROM accounts a {TOLD_JOINS}
         WHERE a.status = 'active' AND a.email IS NOT NULL AND a.mail_refused_at IS NULL
           AND (a.staff_role IN ('operator', 'approver')
                OR a.staff_role IS NULL AND (a.da_maker = 1 OR a.da_checker = 1))
           AND ($3 = '' OR a.participant = $3)
         ORDER BY a.participant, a.user_id"
    );
    let rows = sqlx::query(AssertSqlSafe(text))
        .bind(since.campaign.to_owned())
        .bind(since.day)
        .bind(firm.map(|firm| firm.as_str().to_owned()).unwrap_or_default())
        .fetch_all(db)
        .await?;
    let mut readers = Vec::with_capacity(rows.len());
    for row in &rows {
        let Some(address) = address(row)? else { continue };
        let name = (row.text("name_en")?, row.text("name_zh")?);
        readers.push(Reader { account: row.parsed("account", "account")?, name, address, told: told(row)? });
    }
    Ok(readers)
}
