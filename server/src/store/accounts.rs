//! Accounts: users of participants, and staff.

use domain::{
    account::{AccountId, ParticipantCode, UserId},
    address::EmailAddress,
    card::Proof,
    language::Language,
    life::{State, Status, Step},
    method::Method,
    role::{DaRoles, StaffRole},
    time::Instant,
};
use sqlx::{AnyConnection, AssertSqlSafe, any::AnyRow};

use super::{Columns as _, StoreError, Tx, mail_domains::DOMAIN_OF_EMAIL, mail_refusals};

/// An account as it stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Account {
    /// Its name.
    pub id: AccountId,
    /// The person's name in English.
    pub name_en: String,
    /// The person's name in Traditional Chinese; may be empty.
    pub name_zh: String,
    /// What the person may do as delegated administrator.
    pub da: DaRoles,
    /// What the person may do as staff.
    pub staff_role: Option<StaffRole>,
    /// Whether it is in use at all.
    pub status: Status,
    /// How far it has come.
    pub state: State,
    /// The registered address.
    pub address: Option<EmailAddress>,
    /// The language the person last chose.
    pub language: Option<Language>,
    /// The password's hash in PHC form.
    pub password_hash: Option<String>,
    /// When the password was chosen.
    pub password_at: Option<Instant>,
    /// Raised by whatever ends codes under way.
    pub epoch: i64,
    /// Raised by every change that an approval can make or rest on: address, roles, status.
    pub version: i64,
    /// Until when the person may check what they made.
    pub sole_until: Option<Instant>,
    /// Whether an activation leaves by itself once set-up is open.
    pub awaits_activation: bool,
    /// Since when the registered address refuses mail.
    pub mail_refused_at: Option<Instant>,
    /// The newest completed login and its method.
    pub last_login: Option<(Instant, Method)>,
    /// The completed login before that.
    pub previous_login: Option<(Instant, Method)>,
    /// How the set-up that was completed last proved its user beside the mailbox.
    pub set_up_by: Option<Proof>,
    /// When the user was last asked to set up after a login by card.
    pub set_up_asked_at: Option<Instant>,
    /// When the user's cards were suspended or retired last.
    pub cards_stopped_at: Option<Instant>,
}

impl Account {
    /// The person's name in `language`; English where the Chinese one is not known.
    pub fn name(&self, language: Language) -> &str {
        match language {
            Language::ZhHk if !self.name_zh.is_empty() => &self.name_zh,
            _ => &self.name_en,
        }
    }

    /// What the phase table wants to know of the person.
    pub fn standing(&self) -> domain::phase::Standing {
        domain::phase::Standing { delegated_administrator: self.da.any(), staff: self.staff_role.is_some() }
    }

    /// Reads one from a row that has all columns of `accounts`.
    pub(crate) fn from_row(row: &AnyRow) -> Result<Self, StoreError> {
        let login = |at: &str, method: &str| -> Result<Option<(Instant, Method)>, StoreError> {
            Ok(row.maybe_instant(at)?.zip(row.maybe_parsed(method, "method", |t| t.parse().ok())?))
        };
        Ok(Self {
            id: row.parsed("account", "account")?,
            name_en: row.text("name_en")?,
            name_zh: row.text("name_zh")?,
            da: DaRoles { maker: row.flag("da_maker")?, checker: row.flag("da_checker")? },
            staff_role: row.maybe_parsed("staff_role", "staff role", |t| t.parse().ok())?,
            status: row.parsed("status", "status")?,
            state: row.parsed("state", "state")?,
            address: row.maybe_parsed("email", "e-mail address", |t| EmailAddress::parse(t).ok())?,
            language: row.maybe_parsed("language", "language", Language::parse)?,
            password_hash: row.maybe_text("password_hash")?,
            password_at: row.maybe_instant("password_at")?,
            epoch: row.number("epoch")?,
            version: row.number("version")?,
            sole_until: row.maybe_instant("sole_until")?,
            awaits_activation: row.flag("awaits_activation")?,
            mail_refused_at: row.maybe_instant("mail_refused_at")?,
            last_login: login("last_login_at", "last_login_method")?,
            previous_login: login("previous_login_at", "previous_login_method")?,
            set_up_by: row.maybe_parsed("set_up_by", "proof", |t| t.parse().ok())?,
            set_up_asked_at: row.maybe_instant("set_up_asked_at")?,
            cards_stopped_at: row.maybe_instant("cards_stopped_at")?,
        })
    }
}

/// What an import or a command says of an account.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Particulars {
    /// Its name.
    pub id: AccountId,
    /// The person's name in English.
    pub name_en: String,
    /// The person's name in Traditional Chinese; may be empty.
    pub name_zh: String,
    /// What the person may do as delegated administrator.
    pub da: DaRoles,
    /// What the person may do as staff.
    pub staff_role: Option<StaffRole>,
    /// Whether it is in use.
    pub status: Status,
}

/// Finds an account.
///
/// # Errors
/// When the database cannot be read.
pub async fn find(db: &mut AnyConnection, id: &AccountId) -> Result<Option<Account>, StoreError> {
    sqlx::query("SELECT * FROM accounts WHERE account = $1")
        .bind(id.to_string())
        .fetch_optional(db)
        .await?
        .map(|row| Account::from_row(&row))
        .transpose()
}

/// Keeps everybody else from the account until the transaction ends.
///
/// # Errors
/// When the database does not take it.
pub async fn hold(db: &mut AnyConnection, id: &AccountId) -> Result<(), StoreError> {
    sqlx::query("UPDATE accounts SET epoch = epoch WHERE account = $1").bind(id.to_string()).execute(db).await?;
    Ok(())
}

/// Whether the account still is at `epoch`; if so, nobody changes it until the transaction ends. Asked last before
/// somebody is let in: what was read earlier in the transaction may have been overtaken since.
///
/// # Errors
/// When the database does not take it.
pub async fn hold_at(db: &mut AnyConnection, id: &AccountId, epoch: i64) -> Result<bool, StoreError> {
    let held = sqlx::query("UPDATE accounts SET epoch = epoch WHERE account = $1 AND epoch = $2")
        .bind(id.to_string())
        .bind(epoch)
        .execute(db)
        .await?;
    Ok(held.rows_affected() == 1)
}

/// Whether the account still is at `version`; if so, nobody changes it until the transaction ends.
///
/// # Errors
/// When the database does not take it.
pub async fn hold_version(db: &mut AnyConnection, id: &AccountId, version: i64) -> Result<bool, StoreError> {
    let held = sqlx::query("UPDATE accounts SET version = version WHERE account = $1 AND version = $2")
        .bind(id.to_string())
        .bind(version)
        .execute(db)
        .await?;
    Ok(held.rows_affected() == 1)
}

/// Adds an account in the state `authorised`.
///
/// # Errors
/// When it is there already, or the database does not take it.
pub async fn add(db: &mut AnyConnection, new: &Particulars, now: Instant) -> Result<(), StoreError> {
    sqlx::query(
        "INSERT INTO accounts (account, participant, user_id, name_en, name_zh, da_maker, da_checker, staff_role,
                               status, state, epoch, created_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, 0, $11)",
    )
    .bind(new.id.to_string())
    .bind(new.id.participant.as_str().to_owned())
    .bind(new.id.user.as_str().to_owned())
    .bind(new.name_en.clone())
    .bind(new.name_zh.clone())
    .bind(i64::from(new.da.maker))
    .bind(i64::from(new.da.checker))
    .bind(new.staff_role.map(|r| r.name().to_owned()))
    .bind(new.status.name().to_owned())
    .bind(State::Authorised.name().to_owned())
    .bind(now.as_millis())
    .execute(db)
    .await?;
    Ok(())
}

/// Takes over names, roles and status. Leaving `active` ends codes under way.
///
/// # Errors
/// When the database does not take it.
pub async fn set_particulars(db: &mut AnyConnection, new: &Particulars) -> Result<(), StoreError> {
    sqlx::query(
        "UPDATE accounts SET name_en = $2, name_zh = $3, da_maker = $4, da_checker = $5, staff_role = $6,
                version = version + CASE WHEN status <> $7 OR da_maker <> $4 OR da_checker <> $5 THEN 1 ELSE 0 END,
                epoch = epoch + CASE WHEN status <> $7 THEN 1 ELSE 0 END, status = $7
         WHERE account = $1",
    )
    .bind(new.id.to_string())
    .bind(new.name_en.clone())
    .bind(new.name_zh.clone())
    .bind(i64::from(new.da.maker))
    .bind(i64::from(new.da.checker))
    .bind(new.staff_role.map(|r| r.name().to_owned()))
    .bind(new.status.name().to_owned())
    .execute(db)
    .await?;
    Ok(())
}

/// Writes the state after `step`. Only [`crate::registration::life::step`] calls it: it writes the event too.
pub(crate) async fn set_state(
    db: &mut AnyConnection,
    account: &Account,
    step: Step,
) -> Result<(State, State), StoreError> {
    let after = account.state.after(step)?;
    if after != account.state {
        let moved = sqlx::query("UPDATE accounts SET state = $2 WHERE account = $1 AND state = $3")
            .bind(account.id.to_string())
            .bind(after.name())
            .bind(account.state.name())
            .execute(db)
            .await?;
        if moved.rows_affected() == 0 {
            return Err(StoreError::Overtaken);
        }
    }
    Ok((account.state, after))
}

/// Writes the registered address, which ends codes under way.
///
/// # Errors
/// When the database does not take it.
pub async fn set_address(tx: &mut Tx, id: &AccountId, address: Option<&EmailAddress>) -> Result<(), StoreError> {
    // Takes the row first, with the address as it was: the domains' figures rest on it.
    let row = sqlx::query(
        "UPDATE accounts SET epoch = epoch + 1, version = version + 1 WHERE account = $1
         RETURNING email, mail_refused_at",
    )
    .bind(id.to_string())
    .fetch_optional(&mut **tx)
    .await?;
    let Some(row) = row else { return Ok(()) };
    let before = row.maybe_parsed("email", "e-mail address", |t| EmailAddress::parse(t).ok())?;
    sqlx::query("UPDATE accounts SET email = $2, email_key = $3, mail_refused_at = NULL WHERE account = $1")
        .bind(id.to_string())
        .bind(address.map(|a| a.as_str().to_owned()))
        .bind(address.map(EmailAddress::key))
        .execute(&mut **tx)
        .await?;
    if row.maybe_instant("mail_refused_at")?.is_some() {
        mail_refusals::forget(tx, id).await?;
    }
    tx.mail.readdressed(&id.participant, before.as_ref(), address);
    Ok(())
}

/// Writes a password's hash, which ends codes under way.
///
/// # Errors
/// When the database does not take it.
pub async fn set_password(db: &mut AnyConnection, id: &AccountId, hash: &str, now: Instant) -> Result<(), StoreError> {
    sqlx::query("UPDATE accounts SET password_hash = $2, password_at = $3, epoch = epoch + 1 WHERE account = $1")
        .bind(id.to_string())
        .bind(hash.to_owned())
        .bind(now.as_millis())
        .execute(db)
        .await?;
    Ok(())
}

/// Writes how a set-up proved its user beside the mailbox.
///
/// # Errors
/// When the database does not take it.
pub async fn set_proof(db: &mut AnyConnection, id: &AccountId, proof: Proof) -> Result<(), StoreError> {
    sqlx::query("UPDATE accounts SET set_up_by = $2 WHERE account = $1")
        .bind(id.to_string())
        .bind(proof.name())
        .execute(db)
        .await?;
    Ok(())
}

/// Notes that the user was asked to set up after a login by card.
///
/// # Errors
/// When the database does not take it.
pub async fn note_set_up_asked(db: &mut AnyConnection, id: &AccountId, now: Instant) -> Result<(), StoreError> {
    sqlx::query("UPDATE accounts SET set_up_asked_at = $2 WHERE account = $1")
        .bind(id.to_string())
        .bind(now.as_millis())
        .execute(db)
        .await?;
    Ok(())
}

/// Writes the same password's hash under raised costs, unless the password changed meanwhile.
///
/// # Errors
/// When the database does not take it.
pub async fn rehash_password(db: &mut AnyConnection, id: &AccountId, old: &str, new: &str) -> Result<(), StoreError> {
    sqlx::query("UPDATE accounts SET password_hash = $3 WHERE account = $1 AND password_hash = $2")
        .bind(id.to_string())
        .bind(old.to_owned())
        .bind(new.to_owned())
        .execute(db)
        .await?;
    Ok(())
}

/// Takes away address and password, which ends codes under way.
///
/// # Errors
/// When the database does not take it.
pub async fn remove_address(tx: &mut Tx, id: &AccountId) -> Result<(), StoreError> {
    set_address(tx, id, None).await?;
    sqlx::query(
        "UPDATE accounts SET password_hash = NULL, password_at = NULL, awaits_activation = 0 WHERE account = $1",
    )
    .bind(id.to_string())
    .execute(&mut **tx)
    .await?;
    Ok(())
}

/// Takes away the password, which ends codes under way.
///
/// # Errors
/// When the database does not take it.
pub async fn remove_password(db: &mut AnyConnection, id: &AccountId) -> Result<(), StoreError> {
    sqlx::query(
        "UPDATE accounts SET password_hash = NULL, password_at = NULL, epoch = epoch + 1, version = version + 1
         WHERE account = $1",
    )
    .bind(id.to_string())
    .execute(db)
    .await?;
    Ok(())
}

/// Writes the status, which ends codes under way.
///
/// # Errors
/// When the database does not take it.
pub async fn set_status(db: &mut AnyConnection, id: &AccountId, status: Status) -> Result<(), StoreError> {
    sqlx::query("UPDATE accounts SET status = $2, epoch = epoch + 1, version = version + 1 WHERE account = $1")
        .bind(id.to_string())
        .bind(status.name())
        .execute(db)
        .await?;
    Ok(())
}

/// Writes the roles of a delegated administrator.
///
/// # Errors
/// When the database does not take it.
pub async fn set_roles(db: &mut AnyConnection, id: &AccountId, roles: DaRoles) -> Result<(), StoreError> {
    sqlx::query("UPDATE accounts SET da_maker = $2, da_checker = $3, version = version + 1 WHERE account = $1")
        .bind(id.to_string())
        .bind(i64::from(roles.maker))
        .bind(i64::from(roles.checker))
        .execute(db)
        .await?;
    Ok(())
}

/// Ends codes under way, and nothing else.
///
/// # Errors
/// When the database does not take it.
pub async fn end_codes(db: &mut AnyConnection, id: &AccountId) -> Result<(), StoreError> {
    sqlx::query("UPDATE accounts SET epoch = epoch + 1 WHERE account = $1").bind(id.to_string()).execute(db).await?;
    Ok(())
}

/// Notes that the user's cards were stopped, those that were never seen here too, which ends codes under way; or that
/// they are back in use.
///
/// # Errors
/// When the database does not take it.
pub async fn set_cards_stopped(
    db: &mut AnyConnection,
    id: &AccountId,
    stopped_at: Option<Instant>,
) -> Result<(), StoreError> {
    sqlx::query("UPDATE accounts SET cards_stopped_at = $2, epoch = epoch + 1 WHERE account = $1")
        .bind(id.to_string())
        .bind(stopped_at.map(Instant::as_millis))
        .execute(db)
        .await?;
    Ok(())
}

/// Writes until when the person may check what they made.
///
/// # Errors
/// When the database does not take it.
pub async fn set_sole(db: &mut AnyConnection, id: &AccountId, until: Option<Instant>) -> Result<(), StoreError> {
    sqlx::query("UPDATE accounts SET sole_until = $2, version = version + 1 WHERE account = $1")
        .bind(id.to_string())
        .bind(until.map(Instant::as_millis))
        .execute(db)
        .await?;
    Ok(())
}

/// Whether somebody's time to check what they made has passed.
///
/// # Errors
/// When the database cannot be read.
pub async fn any_sole_over(db: &mut AnyConnection, now: Instant) -> Result<bool, StoreError> {
    let found: Option<String> = sqlx::query_scalar("SELECT account FROM accounts WHERE sole_until <= $1 LIMIT 1")
        .bind(now.as_millis())
        .fetch_optional(db)
        .await?;
    Ok(found.is_some())
}

/// Takes the exception away from everybody whose time to check what they made has passed; gives who, and until when
/// they could.
///
/// # Errors
/// When the database does not take it.
pub async fn end_sole(db: &mut AnyConnection, now: Instant) -> Result<Vec<(AccountId, Instant)>, StoreError> {
    let rows = sqlx::query("SELECT account, sole_until FROM accounts WHERE sole_until <= $1 ORDER BY account")
        .bind(now.as_millis())
        .fetch_all(&mut *db)
        .await?;
    let mut ended = Vec::new();
    for row in &rows {
        let (id, until) = (row.parsed("account", "account")?, row.instant("sole_until")?);
        let done = sqlx::query("UPDATE accounts SET sole_until = NULL WHERE account = $1 AND sole_until = $2")
            .bind(row.text("account")?)
            .bind(until.as_millis())
            .execute(&mut *db)
            .await?;
        if done.rows_affected() == 1 {
            ended.push((id, until));
        }
    }
    Ok(ended)
}

/// Writes whether an activation leaves by itself once set-up is open to the user.
///
/// # Errors
/// When the database does not take it.
pub async fn set_awaits(db: &mut AnyConnection, id: &AccountId, awaits: bool) -> Result<(), StoreError> {
    sqlx::query("UPDATE accounts SET awaits_activation = $2 WHERE account = $1")
        .bind(id.to_string())
        .bind(i64::from(awaits))
        .execute(db)
        .await?;
    Ok(())
}

/// Accounts whose activation leaves once set-up is open to them, in order, without those out of use; of `all`, or of
/// those to whom set-up is open in every phase.
///
/// # Errors
/// When the database cannot be read.
pub async fn awaiting(db: &mut AnyConnection, all: bool, limit: u32) -> Result<Vec<Account>, StoreError> {
    let some = if all { "" } else { "AND (da_maker = 1 OR da_checker = 1 OR staff_role IS NOT NULL)" };
    let text = format!(
        "SELECT * FROM accounts WHERE awaits_activation = 1 AND status <> 'disabled' {some} ORDER BY account LIMIT $1"
    );
    sqlx::query(AssertSqlSafe(text)).bind(i64::from(limit)).fetch_all(db).await?.iter().map(Account::from_row).collect()
}

/// Who of a firm has which mailbox, by what it is the same by.
///
/// # Errors
/// When the database cannot be read.
pub async fn mailboxes(
    db: &mut AnyConnection,
    firm: &ParticipantCode,
) -> Result<std::collections::HashMap<String, Vec<String>>, StoreError> {
    let rows = sqlx::query("SELECT account, email_key FROM accounts WHERE participant = $1 AND email_key IS NOT NULL")
        .bind(firm.as_str().to_owned())
        .fetch_all(db)
        .await?;
    let mut held = std::collections::HashMap::<String, Vec<String>>::new();
    for row in &rows {
        held.entry(row.text("email_key")?).or_default().push(row.text("account")?);
    }
    Ok(held)
}

/// Takes the account out of those that wait for an activation. False when another instance has done so.
///
/// # Errors
/// When the database does not take it.
pub async fn hold_awaiting(db: &mut AnyConnection, id: &AccountId) -> Result<bool, StoreError> {
    let held = sqlx::query("UPDATE accounts SET awaits_activation = 0 WHERE account = $1 AND awaits_activation = 1")
        .bind(id.to_string())
        .execute(db)
        .await?;
    Ok(held.rows_affected() == 1)
}

/// Whether another account of the firm has the mailbox `key`.
///
/// # Errors
/// When the database cannot be read.
pub async fn shares(db: &mut AnyConnection, id: &AccountId, key: &str) -> Result<bool, StoreError> {
    let found: Option<String> = sqlx::query_scalar(
        "SELECT account FROM accounts WHERE email_key = $1 AND participant = $2 AND account <> $3 LIMIT 1",
    )
    .bind(key.to_owned())
    .bind(id.participant.as_str().to_owned())
    .bind(id.to_string())
    .fetch_optional(db)
    .await?;
    Ok(found.is_some())
}

/// Writes a completed login.
///
/// # Errors
/// When the database does not take it.
pub async fn note_login(
    db: &mut AnyConnection,
    id: &AccountId,
    method: Method,
    now: Instant,
) -> Result<(), StoreError> {
    sqlx::query(
        "UPDATE accounts SET previous_login_at = last_login_at, previous_login_method = last_login_method,
                last_login_at = $2, last_login_method = $3
         WHERE account = $1",
    )
    .bind(id.to_string())
    .bind(now.as_millis())
    .bind(method.name())
    .execute(db)
    .await?;
    Ok(())
}

/// Writes the language the person chose.
///
/// # Errors
/// When the database does not take it.
pub async fn set_language(db: &mut AnyConnection, id: &AccountId, language: Language) -> Result<(), StoreError> {
    sqlx::query("UPDATE accounts SET language = $2 WHERE account = $1")
        .bind(id.to_string())
        .bind(language.tag().to_owned())
        .execute(db)
        .await?;
    Ok(())
}

/// Whether any firm has a user of that ID.
///
/// # Errors
/// When the database cannot be read.
pub async fn is_anywhere(db: &mut AnyConnection, user: &UserId) -> Result<bool, StoreError> {
    let found: Option<String> =
        sqlx::query_scalar("SELECT account FROM accounts WHERE user_id = $1 AND participant <> 'STAFF' LIMIT 1")
            .bind(user.as_str().to_owned())
            .fetch_optional(db)
            .await?;
    Ok(found.is_some())
}

/// The delegated administrators of a firm, in order.
///
/// # Errors
/// When the database cannot be read.
pub async fn administrators(db: &mut AnyConnection, firm: &ParticipantCode) -> Result<Vec<Account>, StoreError> {
    sqlx::query("SELECT * FROM accounts WHERE participant = $1 AND (da_maker = 1 OR da_checker = 1) ORDER BY user_id")
        .bind(firm.as_str().to_owned())
        .fetch_all(db)
        .await?
        .iter()
        .map(Account::from_row)
        .collect()
}

/// The staff who propose or decide, in order: who can stop what must not go on, and has to know of it.
///
/// # Errors
/// When the database cannot be read.
pub async fn guardians(db: &mut AnyConnection) -> Result<Vec<Account>, StoreError> {
    sqlx::query(
        "SELECT * FROM accounts WHERE participant = 'STAFF' AND staff_role IN ('operator', 'approver')
         AND status = 'active' ORDER BY user_id",
    )
    .fetch_all(db)
    .await?
    .iter()
    .map(Account::from_row)
    .collect()
}

/// The staff who can be written to, in order.
///
/// # Errors
/// When the database cannot be read.
pub async fn staff(db: &mut AnyConnection) -> Result<Vec<Account>, StoreError> {
    sqlx::query(
        "SELECT * FROM accounts WHERE participant = 'STAFF' AND staff_role IS NOT NULL AND status = 'active'
         AND email IS NOT NULL ORDER BY user_id",
    )
    .fetch_all(db)
    .await?
    .iter()
    .map(Account::from_row)
    .collect()
}

/// Every firm's delegated administrators who can be written to.
///
/// # Errors
/// When the database cannot be read.
pub async fn every_administrator(db: &mut AnyConnection) -> Result<Vec<AccountId>, StoreError> {
    sqlx::query(
        "SELECT account FROM accounts WHERE (da_maker = 1 OR da_checker = 1) AND status = 'active'
         AND email IS NOT NULL AND staff_role IS NULL ORDER BY account",
    )
    .fetch_all(db)
    .await?
    .iter()
    .map(|row| row.parsed("account", "account"))
    .collect()
}

/// The staff who approve, in order.
///
/// # Errors
/// When the database cannot be read.
pub async fn approvers(db: &mut AnyConnection) -> Result<Vec<Account>, StoreError> {
    sqlx::query(
        "SELECT * FROM accounts WHERE participant = 'STAFF' AND staff_role = 'approver' AND status = 'active'
         ORDER BY user_id",
    )
    .fetch_all(db)
    .await?
    .iter()
    .map(Account::from_row)
    .collect()
}

/// Counts users by status and state, of one firm or of all (staff left out).
///
/// # Errors
/// When the database cannot be read.
pub async fn count_by_standing(
    db: &mut AnyConnection,
    participant: Option<&ParticipantCode>,
) -> Result<Vec<(Status, State, u64)>, StoreError> {
    let rows = sqlx::query(
        "SELECT status, state, COUNT(*) AS users FROM accounts
         WHERE participant <> 'STAFF' AND ($1 IS NULL OR participant = $1)
         GROUP BY status, state",
    )
    .bind(participant.map(|p| p.as_str().to_owned()))
    .fetch_all(db)
    .await?;
    rows.iter()
        .map(|row| {
            Ok((
                row.parsed("status", "status")?,
                row.parsed("state", "state")?,
                u64::try_from(row.number("users")?).unwrap_or_default(),
            ))
        })
        .collect()
}

/// Somebody active of `firm` whose registered address is at `domain` and takes mail as far as we know; an
/// administrator, or anybody.
///
/// # Errors
/// When the database cannot be read.
pub async fn writable_at(
    db: &mut AnyConnection,
    firm: &ParticipantCode,
    domain: &str,
    administrators: bool,
) -> Result<Option<Account>, StoreError> {
    let text = format!(
        "SELECT * FROM accounts WHERE participant = $1 AND email IS NOT NULL AND {DOMAIN_OF_EMAIL} = $2
             AND status = 'active' AND mail_refused_at IS NULL {}
         ORDER BY user_id LIMIT 1",
        if administrators { "AND (da_maker = 1 OR da_checker = 1)" } else { "" }
    );
    let row = sqlx::query(AssertSqlSafe(text))
        .bind(firm.as_str().to_owned())
        .bind(domain.to_owned())
        .fetch_optional(db)
        .await?;
    row.as_ref().map(Account::from_row).transpose()
}
