//! Logging in by a certificate: believed, named, held, and then what any card leads to.

use std::sync::Arc;

use app::ports::{ceremony::CeremonyRefusal, certificate::CertificateRefusal};
use domain::{account::AccountId, budget::Closed, card::CardState, method::Method as Way};
use serde_json::json;

use super::{Doubt, Issuers, Presented, user};
use crate::{
    app::App,
    audit::Scribe,
    config::CertificateUser,
    login::{
        Browser, Failure,
        budget::{Method, Purse},
    },
    smartcard::arrive::{Arrived, arrive},
    store::{
        StoreError, Tx,
        accounts::{self, Account},
        budgets::Payment,
        credentials::{self, Credential, Kind},
    },
};

/// Logs the holder of `presented` in, or leads them to set-up where cards open nothing any more.
///
/// # Errors
/// [`Failure`] says why not; a refusal has its reason in the audit.
pub async fn log_in(
    app: &App,
    scribe: &Scribe<'_>,
    issuers: &Arc<Issuers>,
    way: &CertificateUser,
    presented: &Presented,
    browser: &Browser,
    return_to: Option<String>,
) -> Result<Arrived, Failure<CertificateRefusal>> {
    // The account's budget is nobody's to close: whoever makes a certificate of their own writes any name into it.
    let purse = Purse::of(app, Method::Certificate, &presented.fingerprint, browser.source, None);
    let mut tx = app.store.begin().await?;
    if let Payment::Closed { why, first } = purse.spend(app, &mut tx, scribe, None).await? {
        if first {
            scribe.event(&mut tx, "certificate.paused", None, detail(presented, "too many failures")).await?;
        }
        tx.commit().await?;
        return Err(Failure::Refused(match why {
            Closed::Until(until) => CertificateRefusal::ClosedUntil(until),
            Closed::Paused => CertificateRefusal::NotAllowed,
        }));
    }
    tx.commit().await?;

    let believed = issuers.verify(presented, scribe.now).await;
    let named = believed.and_then(|()| user::named(way, presented).ok_or(Doubt::NamesNobody));

    let mut tx = app.store.begin().await?;
    let judged = match &named {
        Ok(id) => judge(&mut tx, id, presented).await?,
        Err(doubt) => Err(*doubt),
    };
    let account = match judged {
        Ok(account) => account,
        Err(doubt) => {
            let known = match &named {
                Ok(id) if doubt != Doubt::UnknownUser => Some(id),
                _ => None,
            };
            scribe.event(&mut tx, "certificate.refused", known, detail(presented, doubt.reason())).await?;
            if doubt.is_ours() {
                purse.refund(&mut tx, scribe.now).await?;
            }
            tx.commit().await?;
            return Err(Failure::Refused(doubt.shown()));
        }
    };
    let id = account.id.clone();
    let arrived = match arrive(app, &mut tx, scribe, account, Way::X509, browser, return_to).await? {
        Ok(arrived) => arrived,
        Err(refusal) => {
            tx.commit().await?;
            return Err(Failure::Refused(match refusal {
                CeremonyRefusal::Closed => CertificateRefusal::Closed,
                _ => CertificateRefusal::NotAllowed,
            }));
        }
    };
    register(&mut tx, scribe, &id, presented).await?;
    tx.commit().await?;
    // Elsewhere budgets are taken before accounts: not within the transaction that holds the account.
    let settled = async {
        let mut tx = app.store.begin().await?;
        purse.succeed(app, &mut tx, scribe.now).await?;
        tx.commit().await
    };
    // The login stands whatever becomes of that.
    if let Err(error) = settled.await {
        tracing::warn!(%error, "the budget of a certificate was not given back");
    }
    Ok(arrived)
}

/// Names a certificate by what its issuer finds it with. Its subject may hold an address, and stays out.
fn detail(presented: &Presented, why: &str) -> serde_json::Value {
    json!({ "why": why, "serial": presented.serial, "certificate": presented.fingerprint })
}

/// Whose login it is, as far as the register of cards has no objection.
async fn judge(tx: &mut Tx, id: &AccountId, presented: &Presented) -> Result<Result<Account, Doubt>, StoreError> {
    let Some(account) = accounts::find(tx, id).await? else {
        return Ok(Err(Doubt::UnknownUser));
    };
    // Held from here on, so that no card is stopped between this look and the session.
    if !accounts::hold_at(tx, id, account.epoch).await? {
        return Err(StoreError::Overtaken);
    }
    let held = credentials::find(tx, &presented.id()).await?;
    let refused = match held {
        Some(card) if card.account != *id || card.kind != Kind::Certificate => Some(Doubt::OtherUser),
        Some(card) => stopped(card.state),
        // Issued before the user's cards were stopped, it is one of them, seen here or not.
        None if account.cards_stopped_at.is_some_and(|stopped| presented.begins_at <= stopped) => {
            Some(Doubt::Suspended)
        }
        // A new certificate is no way around cards that were stopped.
        None => {
            let cards: Vec<_> =
                credentials::of_account(tx, id).await?.into_iter().filter(|c| c.kind.is_card()).collect();
            if cards.iter().any(|card| card.state.proves()) {
                None
            } else {
                let state = |wanted| cards.iter().any(|card| card.state == wanted);
                let worst = [CardState::Suspended, CardState::Retired].into_iter().find(|wanted| state(*wanted));
                worst.and_then(stopped)
            }
        }
    };
    Ok(refused.map_or(Ok(account), Err))
}

const fn stopped(state: CardState) -> Option<Doubt> {
    match state {
        CardState::Issued | CardState::Bound => None,
        CardState::Suspended => Some(Doubt::Suspended),
        CardState::Retired => Some(Doubt::Retired),
    }
}

/// Notes the use, and a certificate's first one with it: from then on it can be suspended and retired like any card.
/// The account is held, so that no other login registers it meanwhile.
async fn register(tx: &mut Tx, scribe: &Scribe<'_>, id: &AccountId, presented: &Presented) -> Result<(), StoreError> {
    if let Some(card) = credentials::find(tx, &presented.id()).await? {
        let noted = credentials::note_use(tx, &card.id, card.counter, card.counter, scribe.now).await?;
        return if noted && card.account == *id { Ok(()) } else { Err(StoreError::Overtaken) };
    }
    let new = Credential {
        id: presented.id(),
        account: id.clone(),
        kind: Kind::Certificate,
        name: presented.subject.clone(),
        key: String::new(),
        aaguid: String::new(),
        transports: Vec::new(),
        counter: 0,
        state: CardState::Bound,
        created_at: scribe.now,
        changed_at: scribe.now,
        last_used_at: Some(scribe.now),
    };
    if !credentials::add(tx, &new).await? {
        return Err(StoreError::Overtaken);
    }
    let detail = json!({ "serial": presented.serial, "certificate": presented.fingerprint });
    scribe.event(tx, "certificate.registered", Some(id), detail).await
}
