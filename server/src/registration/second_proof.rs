//! The second proof of a set-up beside the mailbox: whoever holds a card or passkey uses it.

use app::ports::ceremony::CeremonyRefusal;
use domain::{account::AccountId, card::Proof};
use serde_json::{Value, json};

use crate::{
    app::App,
    audit::Scribe,
    ceremony::{
        Ceremonies,
        begin::{self, Asked, Question},
        finish::{self, No},
    },
    config::SecondProof,
    login::{Failure, Ticket, challenge},
    random::Token,
    store::{
        StoreError, Tx,
        accounts::Account,
        ceremonies::Purpose,
        credentials::{self, Credential, Kind},
        events::Actor,
        logins::{self, Stage},
    },
};

/// What `account` holds that proves it in a set-up, as far as the policy asks for it. A card still proves its holder
/// when cards log nobody in any more.
///
/// # Errors
/// When the database cannot be read.
pub async fn held(app: &App, tx: &mut Tx, account: &AccountId) -> Result<Vec<Credential>, StoreError> {
    if app.config.setup.second_proof == SecondProof::Off {
        return Ok(Vec::new());
    }
    let mut held = credentials::of_account(tx, account).await?;
    held.retain(|credential| credential.state.proves());
    Ok(held)
}

/// How what somebody holds is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shown {
    /// Not at all: they hold nothing that this server can ask.
    Nothing,
    /// By a ceremony.
    Credential,
    /// By a login at the listener for cards with X.509 certificates, from which set-up goes on.
    Certificate,
}

impl Shown {
    /// What `held` is asked by.
    pub fn of(app: &App, held: &[Credential]) -> Self {
        let any = |certificate| held.iter().any(|held| (held.kind == Kind::Certificate) == certificate);
        if any(false) && app.ceremonies.is_some() {
            Self::Credential
        } else if any(true) && app.config.certificate_login().is_some() {
            Self::Certificate
        } else {
            Self::Nothing
        }
    }
}

/// Asks for one of them, for the set-up under way that `set_up` proves.
///
/// # Errors
/// [`Failure`] says why there is nothing to be answered.
pub async fn ask<R: std::fmt::Debug>(
    app: &App,
    ceremonies: &Ceremonies,
    tx: &mut Tx,
    scribe: &Scribe<'_>,
    account: &Account,
    held: &[Credential],
    set_up: &Ticket,
) -> Result<Ticket, Failure<R>> {
    let errand = json!({ "set-up": set_up.tag });
    let question = Question { purpose: Purpose::Proof, account: Some(account), errand: &errand };
    let name = account.id.to_string();
    let held: Vec<Credential> = held.iter().filter(|held| held.kind != Kind::Certificate).cloned().collect();
    let asked = Asked::Named { name: &name, held: &held };
    let (ticket, _) = begin::ask(app, ceremonies, tx, scribe, question, asked).await?;
    Ok(ticket)
}

/// Takes the answer: the set-up goes on, with a new secret.
///
/// # Errors
/// [`Failure`] says why it does not. The activation is good still.
pub async fn prove(
    app: &App,
    scribe: &Scribe<'_>,
    set_up: &Ticket,
    ceremony: Option<&Ticket>,
    answer: &str,
) -> Result<Ticket, Failure<CeremonyRefusal>> {
    let Some(ceremonies) = &app.ceremonies else { return Err(Failure::StartAgain) };
    let mut tx = app.store.begin().await?;
    let (mut login, account) = challenge::hold(app, &mut tx, set_up, logins::Kind::Setup).await?;
    if login.stage != Stage::Proof {
        return Err(Failure::StartAgain);
    }
    let outcome = match finish::take(&mut tx, ceremony, Purpose::Proof, scribe.now).await? {
        Ok(held) if errand_of(&held.errand) != login.tag => {
            Err(No::because(CeremonyRefusal::Over, "a ceremony of another set-up"))
        }
        Ok(held) => {
            let kinds = [Kind::Card, Kind::Passkey];
            let whose = Some(&account.id);
            finish::proved(ceremonies, &mut tx, &held, answer, whose, &kinds, scribe.now).await?.map_err(|(no, _)| no)
        }
        Err(no) => Err(no),
    };
    let credential = match outcome {
        Ok(credential) => credential,
        Err(no) => {
            scribe.event(&mut tx, "setup.refused", Some(&account.id), no.told()).await?;
            tx.commit().await?;
            return Err(Failure::Refused(no.refusal));
        }
    };
    let proof = if credential.kind == Kind::Passkey { Proof::Passkey } else { Proof::Card };
    let secret = Token::draw(scribe.random);
    login.secret_hash = secret.hash();
    login.stage = Stage::Password;
    login.proof = Some(proof);
    logins::update(&mut tx, &login).await?;
    let scribe = scribe.acting(Actor::Account(account.id.clone()));
    scribe.event(&mut tx, "setup.proved", Some(&account.id), json!({ "proof": proof.name() })).await?;
    tx.commit().await?;
    Ok(Ticket { tag: set_up.tag.clone(), secret })
}

fn errand_of(errand: &str) -> String {
    let errand: Value = serde_json::from_str(errand).unwrap_or_default();
    errand["set-up"].as_str().unwrap_or_default().to_owned()
}
