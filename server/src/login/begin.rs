//! The password step.

use app::ports::login::PasswordRefusal;
use domain::{
    account::AccountId,
    budget::Closed,
    life::{Status, has_two_factor},
    password::Password,
};
use serde_json::json;

use super::{
    Browser, Failure, Ticket,
    budget::{Method, Purse, nameless},
    challenge::{self, LOGIN_LIFETIME},
};
use crate::{
    app::App,
    audit::Scribe,
    mail,
    random::Token,
    schedule,
    store::{
        StoreError, Tx,
        accounts::{self, Account},
        budgets::Payment,
        logins::{self, Kind, Login, Stage},
    },
};

/// What was typed, and where it leads.
#[derive(Debug)]
pub struct Attempt<'a> {
    /// What it is to end in: a session, or a result of the connectivity test.
    pub kind: Kind,
    /// The participant code as typed.
    pub participant: &'a str,
    /// The user ID as typed.
    pub user: &'a str,
    /// The password.
    pub password: Password,
    /// Where to go afterwards, already accepted.
    pub return_to: Option<String>,
    /// The browser.
    pub browser: &'a Browser,
}

/// Verifies the password and asks for a code. Whatever the reason of a refusal, the work and the answer are the same;
/// the audit has the truth.
///
/// # Errors
/// [`Failure`] says why there is no code to be typed.
pub async fn begin(app: &App, scribe: &Scribe<'_>, attempt: Attempt<'_>) -> Result<Ticket, Failure<PasswordRefusal>> {
    let id = AccountId::parse_parts(attempt.participant, attempt.user).ok();
    let name = id.as_ref().map_or_else(|| nameless(attempt.participant, attempt.user), ToString::to_string);

    // Paid for before it is evaluated, so that no number of attempts at once is evaluated beyond the budget.
    let mut tx = app.store.begin().await?;
    let (account, known) = match &id {
        Some(id) => {
            (accounts::find(&mut tx, id).await?, challenge::known(&mut tx, attempt.browser.token.as_ref(), id).await?)
        }
        None => (None, None),
    };
    let purse = Purse::of(app, Method::Password, &name, attempt.browser.source, known.as_ref());
    if let Payment::Closed { why, first } =
        purse.spend(app, &mut tx, scribe, account.as_ref().map(|account| &account.id)).await?
    {
        if first {
            tell_of_closing(&mut tx, scribe, account.as_ref(), known.is_some(), why).await?;
        }
        tx.commit().await?;
        app.outbox.ring();
        return Err(Failure::Refused(match why {
            Closed::Until(until) => PasswordRefusal::ClosedUntil(until),
            Closed::Paused => PasswordRefusal::Paused,
        }));
    }
    tx.commit().await?;

    let hash = account.as_ref().and_then(|account| account.password_hash.clone());
    let verified = match app.hasher.verify(hash.as_deref(), &attempt.password).await {
        Ok(verified) => verified,
        Err(error) => {
            let mut tx = app.store.begin().await?;
            purse.refund(&mut tx, scribe.now).await?;
            tx.commit().await?;
            return Err(error.into());
        }
    };

    // Before the transaction: nobody waits for a hash with the write lock held.
    let renewed = match verified.right && verified.outdated {
        true => Some(app.hasher.hash(&attempt.password, scribe.random).await?),
        false => None,
    };

    let mut tx = app.store.begin().await?;
    let judged = account.as_ref().map_or(Err(Why::Unknown), |account| judge(account, verified.right));
    let account = match (account, judged) {
        (Some(account), Ok(())) => account,
        (account, judged) => {
            let why = judged.err().unwrap_or(Why::Unknown);
            refuse(&mut tx, scribe, account.as_ref(), why).await?;
            tx.commit().await?;
            app.outbox.ring();
            return Err(Failure::Refused(PasswordRefusal::Refused));
        }
    };
    purse.succeed(app, &mut tx, scribe.now).await?;
    let phase = schedule::phase_of(app, &mut tx, &account.id, scribe.now).await?;
    if !attempt.kind.is_open(phase, account.standing()) {
        let detail = json!({ "phase": phase.name() });
        scribe.event(&mut tx, "login.phase-closed", Some(&account.id), detail).await?;
        tx.commit().await?;
        return Err(Failure::Refused(PasswordRefusal::NotOpenYet));
    }
    if let Some((old, new)) = hash.zip(renewed) {
        accounts::rehash_password(&mut tx, &account.id, &old, &new).await?;
    }
    let ticket = Ticket { tag: challenge::draw_tag(app), secret: Token::draw(scribe.random) };
    let mut login = Login {
        tag: ticket.tag.clone(),
        secret_hash: ticket.secret.hash(),
        kind: attempt.kind,
        stage: Stage::Code,
        account: account.id.clone(),
        epoch: account.epoch,
        activation: None,
        proof: None,
        new_password_hash: None,
        asked: None,
        mails: 0,
        attempts: 0,
        return_to: attempt.return_to,
        created_at: scribe.now,
        expires_at: scribe.now.plus(LOGIN_LIFETIME),
    };
    let asked = challenge::ask(app, &mut tx, scribe, &mut login).await?;
    if let Err(until) = asked {
        challenge::untried(app, &mut tx, scribe, &login, challenge::Untried::NoMoreMails).await?;
        tx.commit().await?;
        return Err(Failure::Refused(PasswordRefusal::ClosedUntil(until)));
    }
    logins::add(&mut tx, &login).await?;
    tx.commit().await?;
    app.outbox.ring();
    Ok(ticket)
}

/// Why a password step ended, for the audit only.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Why {
    Unknown,
    WrongPassword,
    NotActive(Status),
    NotSetUp,
}

fn judge(account: &Account, right: bool) -> Result<(), Why> {
    if account.password_hash.is_none() || account.address.is_none() || !has_two_factor(account.state) {
        Err(Why::NotSetUp)
    } else if !right {
        Err(Why::WrongPassword)
    } else if account.status != Status::Active {
        Err(Why::NotActive(account.status))
    } else {
        Ok(())
    }
}

/// One event whoever it was; the owner of an account that is not active is told, since the password was right.
async fn refuse(
    tx: &mut Tx,
    scribe: &Scribe<'_>,
    account: Option<&Account>,
    why: Why,
) -> Result<(), Failure<PasswordRefusal>> {
    let word = match why {
        Why::Unknown => "unknown account",
        Why::WrongPassword => "wrong password",
        Why::NotActive(status) => status.name(),
        Why::NotSetUp => "not set up",
    };
    let id = account.map(|account| &account.id);
    scribe.event(tx, "login.refused", id, json!({ "why": word })).await?;
    if let (Why::NotActive(_), Some(account)) = (why, account) {
        mail::outbox::notice(tx, scribe, mail::Kind::AccountClosed, account).await?;
    }
    Ok(())
}

/// The owner is told when strange browsers are shut out; in a known one the page says it.
pub(crate) async fn tell_of_closing(
    tx: &mut Tx,
    scribe: &Scribe<'_>,
    account: Option<&Account>,
    known: bool,
    why: Closed,
) -> Result<(), StoreError> {
    let until = if let Closed::Until(until) = why { Some(until.to_string()) } else { None };
    scribe.event(tx, "login.paused", account.map(|a| &a.id), json!({ "until": until })).await?;
    if let Some(account) = account.filter(|account| !known && account.password_hash.is_some()) {
        mail::outbox::notice(tx, scribe, mail::Kind::LoginPaused, account).await?;
    }
    Ok(())
}
