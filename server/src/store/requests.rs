//! Requests and their rows: what waits for a second person, and what became of it.

use domain::{
    account::{AccountId, ParticipantCode},
    address::EmailAddress,
    approval::{Change, ChangeKind, ItemState},
    card::CardState,
    life::Status,
    role::DaRoles,
    schedule::{Exception, Plan},
    time::Instant,
};
use serde::{Deserialize, Serialize};
use sqlx::{AnyConnection, AssertSqlSafe, any::AnyRow};

use super::{
    Columns as _, StoreError,
    directory::{BATCH, places},
};

/// Whose makers proposed it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Origin {
    /// The firm's own.
    Firm,
    /// The clearing house's staff, or the operator at the command line.
    Staff,
}

impl Origin {
    const fn name(self) -> &'static str {
        match self {
            Self::Firm => "firm",
            Self::Staff => "staff",
        }
    }
}

const OPERATOR: &str = "operator";

/// One request.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Request {
    /// Its id, which sorts by time.
    pub id: String,
    /// The firm that it concerns.
    pub participant: ParticipantCode,
    /// What all its rows are.
    pub kind: ChangeKind,
    /// Whose makers proposed it.
    pub origin: Origin,
    /// Who proposed it; none: the operator at the command line.
    pub maker: Option<AccountId>,
    /// Why; may be empty.
    pub reason: String,
    /// The file that it came from, or empty.
    pub file: String,
    /// SHA-256 over everything that was proposed.
    pub hash: String,
    /// How many rows it has.
    pub rows: u64,
    /// How many of them wait.
    pub waiting: u64,
    /// Raised whenever a row is decided.
    pub revision: i64,
    /// When it was proposed.
    pub created_at: Instant,
    /// When rows that still wait expire.
    pub expires_at: Instant,
    /// When the file of its binding codes was taken.
    pub codes_taken_at: Option<Instant>,
}

impl Request {
    /// What events tell of it. One that holds users of several firms is staff's own: its name is none that a firm's
    /// page could lead to.
    pub fn told(&self) -> serde_json::Value {
        let name = if self.participant.is_staff() { "staff_request" } else { "request" };
        serde_json::json!({ name: self.id })
    }
}

const EVENT: &str = "event:";
const CAMPAIGN: &str = "campaign:";

/// What one row concerns.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Subject {
    /// A user.
    Account(AccountId),
    /// A firm.
    Firm(ParticipantCode),
    /// Something of the clearing house's own: `event:ID` of the schedule, `campaign:ID`.
    Matter(String),
}

impl Subject {
    /// An event of the schedule.
    pub fn event(id: &str) -> Self {
        Self::Matter(format!("{EVENT}{id}"))
    }

    /// The event of the schedule, if it is one.
    pub fn as_event(&self) -> Option<&str> {
        match self {
            Self::Matter(name) => name.strip_prefix(EVENT),
            _ => None,
        }
    }

    /// A campaign.
    pub fn campaign(id: &str) -> Self {
        Self::Matter(format!("{CAMPAIGN}{id}"))
    }

    /// The campaign, if it is one.
    pub fn as_campaign(&self) -> Option<&str> {
        match self {
            Self::Matter(name) => name.strip_prefix(CAMPAIGN),
            _ => None,
        }
    }

    /// Reads it as it is stored.
    pub(super) fn parse(text: &str) -> Result<Self, StoreError> {
        let wrong = |wanted| StoreError::Row { value: text.to_owned(), wanted };
        Ok(if text.starts_with(EVENT) || text.starts_with(CAMPAIGN) {
            Self::Matter(text.to_owned())
        } else if text.contains('/') {
            Self::Account(text.parse().map_err(|_| wrong("account"))?)
        } else {
            Self::Firm(text.parse().map_err(|_| wrong("participant code"))?)
        })
    }

    /// The user, if it is one.
    pub fn account(&self) -> Option<&AccountId> {
        match self {
            Self::Account(account) => Some(account),
            Self::Firm(_) | Self::Matter(_) => None,
        }
    }
}

impl std::fmt::Display for Subject {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Account(account) => account.fmt(f),
            Self::Firm(firm) => firm.fmt(f),
            Self::Matter(name) => f.write_str(name),
        }
    }
}

/// What held when the row was proposed, as far as its kind changes it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Former {
    /// The registered address.
    pub address: Option<EmailAddress>,
    /// The roles of a delegated administrator.
    pub roles: Option<DaRoles>,
    /// The status.
    pub status: Option<Status>,
    /// The end of the exception for a sole proprietor.
    pub sole_until: Option<Instant>,
    /// The firm's mail domains.
    pub domains: Vec<String>,
    /// How the user's smartcards stood, in the order of the states.
    pub cards: Vec<CardState>,
    /// What was planned of the event.
    pub plan: Option<Plan>,
    /// The exception of the firm or user.
    pub exception: Option<Exception>,
    /// The number that the firm is called back at.
    pub call_back: String,
}

/// One row of a request.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// Its number within the request, from 1.
    pub number: u64,
    /// Whom it concerns.
    pub subject: Subject,
    /// Exactly what is carried out.
    pub change: Change,
    /// What held before.
    pub former: Former,
    /// The version of the subject that it rests on.
    pub version: i64,
    /// Where it stands.
    pub state: ItemState,
    /// Who decided it.
    pub decided_by: Option<AccountId>,
    /// When.
    pub decided_at: Option<Instant>,
    /// The checker's words, or the name of what it had gone stale by.
    pub why: Option<String>,
    /// The activation that it sent.
    pub activation: Option<String>,
    /// When the hand-over code that goes with it was shown.
    pub hand_over_shown_at: Option<Instant>,
}

fn json<T: for<'a> Deserialize<'a>>(row: &AnyRow, column: &str, wanted: &'static str) -> Result<T, StoreError> {
    let value = row.text(column)?;
    serde_json::from_str(&value).map_err(|_| StoreError::Row { value, wanted })
}

fn request(row: &AnyRow) -> Result<Request, StoreError> {
    let maker = row.text("maker")?;
    let origin = row.text("origin")?;
    let number = |column| Ok::<_, StoreError>(u64::try_from(row.number(column)?).unwrap_or_default());
    Ok(Request {
        id: row.text("id")?,
        participant: row.parsed("participant", "participant code")?,
        kind: row.parsed("kind", "kind of change")?,
        origin: if origin == Origin::Firm.name() { Origin::Firm } else { Origin::Staff },
        maker: if maker == OPERATOR { None } else { Some(row.parsed("maker", "account")?) },
        reason: row.text("reason")?,
        file: row.text("file")?,
        hash: row.text("hash")?,
        rows: number("rows_all")?,
        waiting: number("rows_waiting")?,
        revision: row.number("revision")?,
        created_at: row.instant("created_at")?,
        expires_at: row.instant("expires_at")?,
        codes_taken_at: row.maybe_instant("codes_taken_at")?,
    })
}

fn item(row: &AnyRow) -> Result<Row, StoreError> {
    Ok(Row {
        number: u64::try_from(row.number("number")?).unwrap_or_default(),
        subject: Subject::parse(&row.text("subject")?)?,
        change: json(row, "change", "change")?,
        former: json(row, "former", "former values")?,
        version: row.number("version")?,
        state: row.parsed("state", "state of a row")?,
        decided_by: row.maybe_parsed("decided_by", "account", |t| t.parse().ok())?,
        decided_at: row.maybe_instant("decided_at")?,
        why: row.maybe_text("why")?,
        activation: row.maybe_text("activation")?,
        hand_over_shown_at: row.maybe_instant("hand_over_shown_at")?,
    })
}

/// Adds a request, without its rows.
///
/// # Errors
/// When the database does not take it.
pub async fn add(db: &mut AnyConnection, new: &Request) -> Result<(), StoreError> {
    let signed = |number| i64::try_from(number).unwrap_or(i64::MAX);
    sqlx::query(
        "INSERT INTO requests (id, participant, kind, origin, maker, reason, file, hash, rows_all, rows_waiting, revision,
                               created_at, expires_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)",
    )
    .bind(new.id.clone())
    .bind(new.participant.as_str().to_owned())
    .bind(new.kind.name().to_owned())
    .bind(new.origin.name().to_owned())
    .bind(new.maker.as_ref().map_or_else(|| OPERATOR.to_owned(), ToString::to_string))
    .bind(new.reason.clone())
    .bind(new.file.clone())
    .bind(new.hash.clone())
    .bind(signed(new.rows))
    .bind(signed(new.waiting))
    .bind(new.revision)
    .bind(new.created_at.as_millis())
    .bind(new.expires_at.as_millis())
    .execute(db)
    .await?;
    Ok(())
}

/// Adds rows that wait, at most [`BATCH`] of them.
///
/// # Errors
/// When the database does not take them; the index `one_waiting_change` refuses a second change of a kind that waits
/// for the same subject.
pub async fn add_rows(db: &mut AnyConnection, request: &str, rows: &[Row]) -> Result<(), StoreError> {
    if rows.is_empty() {
        return Ok(());
    }
    let text = format!(
        "INSERT INTO request_rows (request, number, subject, kind, mailbox, change, former, version, state) VALUES {}",
        places(rows.len(), 9)
    );
    let mut query = sqlx::query(AssertSqlSafe(text));
    for row in rows {
        query = query
            .bind(request.to_owned())
            .bind(i64::try_from(row.number).unwrap_or(i64::MAX))
            .bind(row.subject.to_string())
            .bind(row.change.kind().name())
            .bind(match &row.change {
                Change::Address { address } => Some(address.key()),
                _ => None,
            })
            .bind(serde_json::json!(row.change).to_string())
            .bind(serde_json::json!(row.former).to_string())
            .bind(row.version)
            .bind(row.state.name());
    }
    query.execute(db).await?;
    Ok(())
}

/// Whether an error says that a change of the kind waits already for the subject.
pub fn waits_already(error: &StoreError) -> bool {
    // SQLite names the columns, PostgreSQL the index.
    let StoreError::Database(sqlx::Error::Database(error)) = error else { return false };
    error.is_unique_violation()
        && (error.constraint() == Some("one_waiting_change") || error.message().contains("request_rows.subject"))
}

/// Finds a request.
///
/// # Errors
/// When the database cannot be read.
pub async fn find(db: &mut AnyConnection, id: &str) -> Result<Option<Request>, StoreError> {
    // Whatever stands in a URL: PostgreSQL's texts hold no NUL, and no id of ours is other than this.
    if !id.bytes().all(|byte| byte.is_ascii_alphanumeric()) {
        return Ok(None);
    }
    sqlx::query("SELECT * FROM requests WHERE id = $1")
        .bind(id.to_owned())
        .fetch_optional(db)
        .await?
        .map(|row| request(&row))
        .transpose()
}

/// Finds a request and keeps everybody else from deciding on it until the transaction ends. None when it is not at
/// `revision` any more: somebody was faster.
///
/// # Errors
/// When the database does not take it.
pub async fn hold_at(db: &mut AnyConnection, id: &str, revision: i64) -> Result<Option<Request>, StoreError> {
    sqlx::query("UPDATE requests SET revision = revision + 1 WHERE id = $1 AND revision = $2 RETURNING *")
        .bind(id.to_owned())
        .bind(revision)
        .fetch_optional(db)
        .await?
        .map(|row| request(&row))
        .transpose()
}

/// Requests that wait, oldest first: of one firm, or of all.
///
/// # Errors
/// When the database cannot be read.
pub async fn waiting(
    db: &mut AnyConnection,
    participant: Option<&ParticipantCode>,
    limit: u32,
) -> Result<Vec<Request>, StoreError> {
    sqlx::query(
        "SELECT * FROM requests WHERE settled_at IS NULL AND ($1 IS NULL OR participant = $1)
         ORDER BY created_at, id LIMIT $2",
    )
    .bind(participant.map(|p| p.as_str().to_owned()))
    .bind(i64::from(limit))
    .fetch_all(db)
    .await?
    .iter()
    .map(request)
    .collect()
}

/// Requests that nothing waits in, newest first, and how many there are: of one firm, or of all that staff had to do
/// with.
///
/// # Errors
/// When the database cannot be read.
pub async fn settled(
    db: &mut AnyConnection,
    participant: Option<&ParticipantCode>,
    offset: u64,
    limit: u32,
) -> Result<(Vec<Request>, u64), StoreError> {
    let code = participant.map(|p| p.as_str().to_owned());
    let by_staff = "origin = 'staff' OR id IN (SELECT request FROM request_rows WHERE decided_by LIKE 'STAFF/%')";
    let scope = if code.is_some() { "participant = $1" } else { by_staff };
    let text =
        format!("SELECT COUNT(*) FROM requests WHERE settled_at IS NOT NULL AND ($1 IS NULL OR 1 = 1) AND ({scope})");
    let all: i64 = sqlx::query_scalar(AssertSqlSafe(text)).bind(code.clone()).fetch_one(&mut *db).await?;
    let text = format!(
        "SELECT * FROM requests WHERE settled_at IS NOT NULL AND {scope}
         ORDER BY settled_at DESC, id DESC LIMIT $2 OFFSET $3"
    );
    let rows = sqlx::query(AssertSqlSafe(text))
        .bind(code)
        .bind(i64::from(limit))
        .bind(i64::try_from(offset).unwrap_or(i64::MAX))
        .fetch_all(db)
        .await?;
    Ok((rows.iter().map(request).collect::<Result<_, _>>()?, u64::try_from(all).unwrap_or_default()))
}

/// Requests past their end in which rows still wait.
///
/// # Errors
/// When the database cannot be read.
pub async fn overdue(db: &mut AnyConnection, now: Instant, limit: u32) -> Result<Vec<Request>, StoreError> {
    sqlx::query("SELECT * FROM requests WHERE settled_at IS NULL AND expires_at <= $1 ORDER BY expires_at LIMIT $2")
        .bind(now.as_millis())
        .bind(i64::from(limit))
        .fetch_all(db)
        .await?
        .iter()
        .map(request)
        .collect()
}

/// Which rows.
#[derive(Clone, Debug)]
pub enum Which<'w> {
    /// In that state, or all.
    State(Option<ItemState>),
    /// Waiting, and with one of these numbers.
    Waiting(&'w [u64]),
}

/// Rows of a request in their order, from after `after` on.
///
/// # Errors
/// When the database cannot be read.
pub async fn rows(
    db: &mut AnyConnection,
    request: &str,
    which: &Which<'_>,
    after: u64,
    offset: u64,
    limit: u32,
) -> Result<Vec<Row>, StoreError> {
    let condition = match which {
        Which::State(None) => String::new(),
        Which::State(Some(state)) => format!("AND state = '{}'", state.name()),
        Which::Waiting(numbers) => {
            // Numbers only: nothing that was typed enters the SQL text.
            let list: Vec<String> = numbers.iter().map(u64::to_string).collect();
            format!(
                "AND state = 'waiting' AND number IN ({})",
                if list.is_empty() { "0".into() } else { list.join(", ") }
            )
        }
    };
    let text = format!(
        "SELECT * FROM request_rows WHERE request = $1 AND number > $2 {condition} ORDER BY number LIMIT $3 OFFSET $4"
    );
    let signed = |number| i64::try_from(number).unwrap_or(i64::MAX);
    sqlx::query(AssertSqlSafe(text))
        .bind(request.to_owned())
        .bind(signed(after))
        .bind(i64::from(limit))
        .bind(signed(offset))
        .fetch_all(db)
        .await?
        .iter()
        .map(item)
        .collect()
}

/// The row of a request that waits for `account`.
///
/// # Errors
/// When the database cannot be read.
pub async fn row_about(
    db: &mut AnyConnection,
    request: &str,
    account: &AccountId,
    kind: ChangeKind,
) -> Result<Option<Row>, StoreError> {
    sqlx::query("SELECT * FROM request_rows WHERE request = $1 AND subject = $2 AND kind = $3 AND state = 'waiting'")
        .bind(request.to_owned())
        .bind(account.to_string())
        .bind(kind.name().to_owned())
        .fetch_optional(db)
        .await?
        .map(|row| item(&row))
        .transpose()
}

/// Whom a row is about.
#[derive(Clone, Debug)]
pub struct About {
    /// The user.
    pub account: AccountId,
    /// What the user's mailbox is the same by.
    pub mailbox: Option<String>,
    /// What the mailbox is the same by that the row would give the user.
    pub becomes: Option<String>,
}

/// Rows that wait and concern one of `accounts` or one of the mailboxes `keys`, that the user has or would get.
///
/// # Errors
/// When the database cannot be read.
pub async fn waiting_about(
    db: &mut AnyConnection,
    request: &str,
    accounts: &[String],
    keys: &[String],
) -> Result<Vec<About>, StoreError> {
    if accounts.is_empty() {
        return Ok(Vec::new());
    }
    let list = |from: usize, values: &[String]| -> String {
        (from..from + values.len()).map(|place| format!("${place}")).collect::<Vec<_>>().join(", ")
    };
    let by_key = match list(2 + accounts.len(), keys).as_str() {
        "" => String::new(),
        keys => format!("OR a.email_key IN ({keys}) OR r.mailbox IN ({keys})"),
    };
    let text = format!(
        "SELECT r.subject, r.mailbox, a.email_key FROM request_rows r JOIN accounts a ON a.account = r.subject
         WHERE r.request = $1 AND r.state = 'waiting' AND (a.account IN ({}) {by_key})",
        list(2, accounts)
    );
    let mut query = sqlx::query(AssertSqlSafe(text)).bind(request.to_owned());
    for value in accounts.iter().chain(keys) {
        query = query.bind(value.clone());
    }
    let rows = query.fetch_all(db).await?;
    rows.iter()
        .map(|row| {
            Ok(About {
                account: row.parsed("subject", "account")?,
                mailbox: row.maybe_text("email_key")?,
                becomes: row.maybe_text("mailbox")?,
            })
        })
        .collect()
}

/// How many rows of a request are in each state.
///
/// # Errors
/// When the database cannot be read.
pub async fn count_by_state(db: &mut AnyConnection, request: &str) -> Result<Vec<(ItemState, u64)>, StoreError> {
    let rows = sqlx::query("SELECT state, COUNT(*) AS found FROM request_rows WHERE request = $1 GROUP BY state")
        .bind(request.to_owned())
        .fetch_all(db)
        .await?;
    rows.iter()
        .map(|row| {
            Ok((row.parsed("state", "state of a row")?, u64::try_from(row.number("found")?).unwrap_or_default()))
        })
        .collect()
}

/// How many users of rows that were carried out wait for their activation until set-up opens.
///
/// # Errors
/// When the database cannot be read.
pub async fn count_awaiting(db: &mut AnyConnection, request: &str) -> Result<u64, StoreError> {
    let count: i64 = sqlx::query_scalar(
        "SELECT COUNT(*) FROM request_rows r JOIN accounts a ON a.account = r.subject
         WHERE r.request = $1 AND r.state = 'done' AND a.awaits_activation = 1",
    )
    .bind(request.to_owned())
    .fetch_one(db)
    .await?;
    Ok(u64::try_from(count).unwrap_or_default())
}

/// What became of one row.
#[derive(Clone, Debug)]
pub struct Settled {
    /// Its number.
    pub number: u64,
    /// Where it stands now.
    pub state: ItemState,
    /// Why, if there is anything to say.
    pub why: Option<String>,
    /// The activation that it sent.
    pub activation: Option<String>,
}

/// Writes what became of rows that waited.
///
/// # Errors
/// When the database does not take it.
pub async fn settle_rows(
    db: &mut AnyConnection,
    request: &str,
    settled: &[Settled],
    by: Option<&AccountId>,
    now: Instant,
) -> Result<(), StoreError> {
    for row in settled {
        sqlx::query(
            "UPDATE request_rows SET state = $3, why = $4, activation = $5, decided_by = $6, decided_at = $7
             WHERE request = $1 AND number = $2 AND state = 'waiting'",
        )
        .bind(request.to_owned())
        .bind(i64::try_from(row.number).unwrap_or(i64::MAX))
        .bind(row.state.name().to_owned())
        .bind(row.why.clone())
        .bind(row.activation.clone())
        .bind(by.map(ToString::to_string))
        .bind(now.as_millis())
        .execute(&mut *db)
        .await?;
    }
    Ok(())
}

/// Counts what still waits, and closes the request when nothing does.
///
/// # Errors
/// When the database does not take it.
pub async fn recount(db: &mut AnyConnection, request: &str, now: Instant) -> Result<u64, StoreError> {
    let waiting: i64 = sqlx::query_scalar("SELECT COUNT(*) FROM request_rows WHERE request = $1 AND state = 'waiting'")
        .bind(request.to_owned())
        .fetch_one(&mut *db)
        .await?;
    sqlx::query("UPDATE requests SET rows_waiting = $2, settled_at = $3 WHERE id = $1")
        .bind(request.to_owned())
        .bind(waiting)
        .bind((waiting == 0).then(|| now.as_millis()))
        .execute(db)
        .await?;
    Ok(u64::try_from(waiting).unwrap_or_default())
}

/// Of `subjects`, those for which a change waits: subject, kind, request. At most [`BATCH`] of them.
///
/// # Errors
/// When the database cannot be read.
pub async fn waiting_for(
    db: &mut AnyConnection,
    subjects: &[String],
) -> Result<Vec<(String, ChangeKind, String)>, StoreError> {
    if subjects.is_empty() {
        return Ok(Vec::new());
    }
    debug_assert!(subjects.len() <= BATCH);
    let text = format!(
        "SELECT subject, kind, request FROM request_rows WHERE state = 'waiting' AND subject IN {}",
        places(1, subjects.len())
    );
    let mut query = sqlx::query(AssertSqlSafe(text));
    for subject in subjects {
        query = query.bind(subject.clone());
    }
    let rows = query.fetch_all(db).await?;
    rows.iter()
        .map(|row| Ok((row.text("subject")?, row.parsed("kind", "kind of change")?, row.text("request")?)))
        .collect()
}

/// The subjects of a firm for which a change of `kind` waits.
///
/// # Errors
/// When the database cannot be read.
pub async fn waiting_subjects(
    db: &mut AnyConnection,
    participant: &ParticipantCode,
    kind: ChangeKind,
) -> Result<Vec<String>, StoreError> {
    Ok(sqlx::query_scalar(
        "SELECT r.subject FROM request_rows r JOIN requests q ON q.id = r.request
         WHERE q.participant = $1 AND q.settled_at IS NULL AND r.state = 'waiting' AND r.kind = $2",
    )
    .bind(participant.as_str().to_owned())
    .bind(kind.name().to_owned())
    .fetch_all(db)
    .await?)
}

/// The version of `account` that came of what was agreed on last, where that brought a hand-over code.
///
/// # Errors
/// When the database cannot be read.
pub async fn agreed_version(db: &mut AnyConnection, account: &AccountId) -> Result<Option<i64>, StoreError> {
    // Not MAX: it loses its type where there is none.
    let version: Option<i64> = sqlx::query_scalar(
        "SELECT version FROM request_rows
         WHERE subject = $1 AND state = 'done' AND kind IN ('address', 'reset', 'enable')
         ORDER BY version DESC LIMIT 1",
    )
    .bind(account.to_string())
    .fetch_optional(db)
    .await?;
    Ok(version.map(|version| version + 1))
}

/// Of a row: the user's set-up is open and asks for a hand-over code, and nothing newer was agreed on that brought
/// another code. The activation may be a later one than the row's: sent again, or once set-up opened.
const NEEDS_HAND_OVER: &str = "state = 'done' AND kind IN ('address', 'reset', 'enable')
    AND EXISTS (SELECT 1 FROM activations v WHERE v.account = subject AND v.hand_over = 1
                AND v.used_at IS NULL AND v.revoked_at IS NULL)
    AND NOT EXISTS (SELECT 1 FROM request_rows newer WHERE newer.subject = request_rows.subject
                    AND newer.state = 'done' AND newer.kind IN ('address', 'remove-address', 'reset', 'enable')
                    AND newer.version > request_rows.version)";

/// The rows of `request` that `checker` approved and that a hand-over code belongs to, shown or not.
///
/// # Errors
/// When the database cannot be read.
pub async fn hand_overs(db: &mut AnyConnection, request: &str, checker: &AccountId) -> Result<Vec<Row>, StoreError> {
    let text = format!(
        "SELECT * FROM request_rows WHERE request = $1 AND decided_by = $2 AND {NEEDS_HAND_OVER} ORDER BY number"
    );
    sqlx::query(AssertSqlSafe(text))
        .bind(request.to_owned())
        .bind(checker.to_string())
        .fetch_all(db)
        .await?
        .iter()
        .map(item)
        .collect()
}

/// Notes that the hand-over codes of `request` that `checker` may see were shown. False when all of them were before.
///
/// # Errors
/// When the database does not take it.
pub async fn show_hand_overs(
    db: &mut AnyConnection,
    request: &str,
    checker: &AccountId,
    now: Instant,
) -> Result<bool, StoreError> {
    let text = format!(
        "UPDATE request_rows SET hand_over_shown_at = $3
         WHERE request = $1 AND decided_by = $2 AND hand_over_shown_at IS NULL AND {NEEDS_HAND_OVER}"
    );
    let done = sqlx::query(AssertSqlSafe(text))
        .bind(request.to_owned())
        .bind(checker.to_string())
        .bind(now.as_millis())
        .execute(db)
        .await?;
    Ok(done.rows_affected() > 0)
}

/// Whether a row of `request` that was carried out concerns somebody with the mailbox `key`.
///
/// # Errors
/// When the database cannot be read.
pub async fn concerns_mailbox(db: &mut AnyConnection, request: &str, key: &str) -> Result<bool, StoreError> {
    let found: Option<String> = sqlx::query_scalar(
        "SELECT a.account FROM accounts a JOIN request_rows r ON r.subject = a.account
         WHERE a.email_key = $2 AND r.request = $1 AND r.state = 'done' LIMIT 1",
    )
    .bind(request.to_owned())
    .bind(key.to_owned())
    .fetch_optional(db)
    .await?;
    Ok(found.is_some())
}

/// Notes that the file of a request's binding codes was taken. False when it was before, or rows still wait.
///
/// # Errors
/// When the database does not take it.
pub async fn take_codes(db: &mut AnyConnection, request: &str, now: Instant) -> Result<bool, StoreError> {
    let done = sqlx::query(
        "UPDATE requests SET codes_taken_at = $2
         WHERE id = $1 AND kind = 'bind-card' AND codes_taken_at IS NULL AND rows_waiting = 0",
    )
    .bind(request.to_owned())
    .bind(now.as_millis())
    .execute(db)
    .await?;
    Ok(done.rows_affected() == 1)
}
