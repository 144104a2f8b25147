//! Logins and set-ups under way.

use domain::{
    account::AccountId,
    card::Proof,
    code::Reference,
    life::Status,
    phase::{Act, Door, Phase, Rule, Standing, may_set_up_in, two_factor_door},
    time::Instant,
};
use sqlx::{AnyConnection, any::AnyRow};

use super::{Columns as _, StoreError, Tx};

/// What a login under way is to end in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// A session.
    Login,
    /// A password and a proved mailbox.
    Setup,
    /// A result of the connectivity test, and nothing that opens anything.
    Test,
}

impl Kind {
    /// Whether an account of that status may go on with it. Somebody dormant sets up, and logs in once a delegated
    /// administrator has confirmed it.
    pub fn takes(self, status: Status) -> bool {
        match self {
            Self::Login | Self::Test => status == Status::Active,
            Self::Setup => status != Status::Disabled,
        }
    }

    /// Whether a phase lets somebody go on with it.
    pub fn is_open(self, phase: Phase, standing: Standing) -> bool {
        match self {
            Self::Login => two_factor_door(phase, standing) != Door::Closed,
            Self::Setup => may_set_up_in(phase, standing),
            Self::Test => phase.rule(Act::TestLogin) == Rule::Yes,
        }
    }

    const fn name(self) -> &'static str {
        match self {
            Self::Login => "login",
            Self::Setup => "setup",
            Self::Test => "test",
        }
    }

    fn parse(text: &str) -> Option<Self> {
        [Self::Login, Self::Setup, Self::Test].into_iter().find(|kind| kind.name() == text)
    }
}

/// Which step comes next.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stage {
    /// Prove oneself by a card or passkey that one holds.
    Proof,
    /// Choose a password.
    Password,
    /// Type the code.
    Code,
    /// Nothing: it is completed.
    Done,
    /// Nothing: it has had all its tries, or was ended by a change.
    Over,
}

impl Stage {
    const fn name(self) -> &'static str {
        match self {
            Self::Proof => "proof",
            Self::Password => "password",
            Self::Code => "code",
            Self::Done => "done",
            Self::Over => "over",
        }
    }

    fn parse(text: &str) -> Option<Self> {
        [Self::Proof, Self::Password, Self::Code, Self::Done, Self::Over].into_iter().find(|stage| stage.name() == text)
    }
}

/// The code that a login asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Asked {
    /// What the code is derived from.
    pub code_id: String,
    /// What stands on the page and in the mail.
    pub reference: Reference,
    /// When it was asked for.
    pub asked_at: Instant,
    /// When it stops working.
    pub expires_at: Instant,
    /// When its newest mail was put in.
    pub mailed_at: Instant,
}

/// A login or set-up under way, in one tab of one browser.
#[derive(Clone, Debug)]
pub struct Login {
    /// Its public name, in the page's URL.
    pub tag: String,
    /// Hash of the secret in the browser's cookie.
    pub secret_hash: String,
    /// What it is to end in.
    pub kind: Kind,
    /// Which step comes next.
    pub stage: Stage,
    /// Whose it is.
    pub account: AccountId,
    /// The account's epoch when it began: raised since, it is over.
    pub epoch: i64,
    /// The activation that began a set-up; none where a card did.
    pub activation: Option<String>,
    /// How a set-up proved its user beside the mailbox, once it has.
    pub proof: Option<Proof>,
    /// The password chosen in a set-up, hashed; it counts once the code is right.
    pub new_password_hash: Option<String>,
    /// The code it asked for, once it has.
    pub asked: Option<Asked>,
    /// Mails sent for it.
    pub mails: u32,
    /// Codes evaluated for it.
    pub attempts: u32,
    /// Where to go afterwards, already checked.
    pub return_to: Option<String>,
    /// When it began.
    pub created_at: Instant,
    /// When it is over whatever happens.
    pub expires_at: Instant,
}

impl Login {
    fn from_row(row: &AnyRow) -> Result<Self, StoreError> {
        let asked = match row.maybe_text("code_id")? {
            None => None,
            Some(code_id) => Some(Asked {
                code_id,
                reference: Reference::parse(&row.text("reference")?)
                    .map_err(|_| StoreError::Row { value: String::new(), wanted: "reference" })?,
                asked_at: row.instant("asked_at")?,
                expires_at: row.instant("code_expires_at")?,
                mailed_at: row.instant("mailed_at")?,
            }),
        };
        Ok(Self {
            tag: row.text("tag")?,
            secret_hash: row.text("secret_hash")?,
            kind: wanted(Kind::parse, row.text("kind")?, "kind of login")?,
            stage: wanted(Stage::parse, row.text("stage")?, "stage of a login")?,
            account: row.parsed("account", "account")?,
            epoch: row.number("epoch")?,
            activation: row.maybe_text("activation")?,
            proof: row.maybe_parsed("proof", "proof", |t| t.parse().ok())?,
            new_password_hash: row.maybe_text("new_password_hash")?,
            asked,
            mails: row.count("mails")?,
            attempts: row.count("attempts")?,
            return_to: row.maybe_text("return_to")?,
            created_at: row.instant("created_at")?,
            expires_at: row.instant("expires_at")?,
        })
    }
}

fn wanted<T>(parse: impl Fn(&str) -> Option<T>, value: String, wanted: &'static str) -> Result<T, StoreError> {
    parse(&value).ok_or(StoreError::Row { value, wanted })
}

/// Adds a login.
///
/// # Errors
/// When the database does not take it.
pub async fn add(tx: &mut Tx, login: &Login) -> Result<(), StoreError> {
    sqlx::query(
        "INSERT INTO logins (tag, secret_hash, kind, stage, account, epoch, activation, proof, mails, attempts,
                             return_to, created_at, expires_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, 0, 0, $9, $10, $11)",
    )
    .bind(login.tag.clone())
    .bind(login.secret_hash.clone())
    .bind(login.kind.name().to_owned())
    .bind(login.stage.name().to_owned())
    .bind(login.account.to_string())
    .bind(login.epoch)
    .bind(login.activation.clone())
    .bind(login.proof.map(|proof| proof.name()))
    .bind(login.return_to.clone())
    .bind(login.created_at.as_millis())
    .bind(login.expires_at.as_millis())
    .execute(&mut **tx)
    .await?;
    if login.asked.is_some() {
        update(tx, login).await?;
    }
    Ok(())
}

/// Finds a login.
///
/// # Errors
/// When the database cannot be read.
pub async fn find(db: &mut AnyConnection, tag: &str) -> Result<Option<Login>, StoreError> {
    sqlx::query("SELECT * FROM logins WHERE tag = $1")
        .bind(tag.to_owned())
        .fetch_optional(db)
        .await?
        .map(|row| Login::from_row(&row))
        .transpose()
}

/// Finds a login and keeps everybody else from it until the transaction ends.
///
/// # Errors
/// When the database does not take it.
pub async fn hold(tx: &mut Tx, tag: &str) -> Result<Option<Login>, StoreError> {
    sqlx::query("UPDATE logins SET attempts = attempts WHERE tag = $1 RETURNING *")
        .bind(tag.to_owned())
        .fetch_optional(&mut **tx)
        .await?
        .map(|row| Login::from_row(&row))
        .transpose()
}

/// Writes what a step changed of a login that is held.
///
/// # Errors
/// When the database does not take it.
pub async fn update(tx: &mut Tx, login: &Login) -> Result<(), StoreError> {
    let asked = login.asked.as_ref();
    sqlx::query(
        "UPDATE logins SET secret_hash = $2, stage = $3, epoch = $4, new_password_hash = $5, code_id = $6,
                reference = $7, asked_at = $8, code_expires_at = $9, mailed_at = $10, mails = $11, attempts = $12, proof = $13
         WHERE tag = $1",
    )
    .bind(login.tag.clone())
    .bind(login.secret_hash.clone())
    .bind(login.stage.name().to_owned())
    .bind(login.epoch)
    .bind(login.new_password_hash.clone())
    .bind(asked.map(|a| a.code_id.clone()))
    .bind(asked.map(|a| a.reference.to_string()))
    .bind(asked.map(|a| a.asked_at.as_millis()))
    .bind(asked.map(|a| a.expires_at.as_millis()))
    .bind(asked.map(|a| a.mailed_at.as_millis()))
    .bind(i64::from(login.mails))
    .bind(i64::from(login.attempts))
    .bind(login.proof.map(|proof| proof.name()))
    .execute(&mut **tx)
    .await?;
    Ok(())
}

/// Forgets logins that were over before `before`.
///
/// # Errors
/// When the database does not take it.
pub async fn prune(db: &mut AnyConnection, before: Instant) -> Result<(), StoreError> {
    sqlx::query("DELETE FROM logins WHERE expires_at < $1").bind(before.as_millis()).execute(db).await?;
    Ok(())
}
