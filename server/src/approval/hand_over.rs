//! Hand-over codes: the second proof of a set-up, shown once to the checker who approved, and given by hand.

use app::ports::approval::HandOver;
use domain::{account::AccountId, code::ActivationCode, language::Language};
use serde_json::json;
use sqlx::AnyConnection;

use crate::{
    app::App,
    audit::Scribe,
    store::{
        StoreError,
        accounts::{self, Account},
        requests::{self, Request},
    },
};

/// The code that is handed over to `account`: it goes by what was agreed on last, so that nothing else that happens to
/// the account meanwhile makes it void.
///
/// # Errors
/// When the database cannot be read.
pub async fn code(app: &App, db: &mut AnyConnection, account: &Account) -> Result<ActivationCode, StoreError> {
    // Without a request the operator did it.
    let version = requests::agreed_version(db, &account.id).await?.unwrap_or(account.version);
    Ok(ActivationCode::hand_over(&app.keys.code, &account.id, version))
}

/// What `checker` may see of the hand-over codes of a request.
///
/// # Errors
/// When the database cannot be read.
pub async fn standing(db: &mut AnyConnection, request: &Request, checker: &AccountId) -> Result<HandOver, StoreError> {
    let rows = requests::hand_overs(db, &request.id, checker).await?;
    let unseen = rows.iter().filter(|row| row.hand_over_shown_at.is_none()).count();
    Ok(match rows.iter().filter_map(|row| row.hand_over_shown_at).max() {
        _ if unseen > 0 => HandOver::ToShow(unseen as u64),
        Some(shown) => HandOver::Shown(shown),
        None => HandOver::None,
    })
}

/// Shows the codes, once: who loses them asks for a reset.
///
/// # Errors
/// When the database does not take it.
pub async fn show(
    app: &App,
    scribe: &Scribe<'_>,
    request: &Request,
    checker: &AccountId,
    language: Language,
) -> Result<HandOver, StoreError> {
    let mut tx = app.store.begin().await?;
    let rows = requests::hand_overs(&mut tx, &request.id, checker).await?;
    let unseen: Vec<_> = rows.into_iter().filter(|row| row.hand_over_shown_at.is_none()).collect();
    if !requests::show_hand_overs(&mut tx, &request.id, checker, scribe.now).await? {
        return standing(&mut tx, request, checker).await;
    }
    let mut codes = Vec::with_capacity(unseen.len());
    let mut told = Vec::with_capacity(unseen.len());
    for row in &unseen {
        let Some(id) = row.subject.account() else { continue };
        if let Some(account) = accounts::find(&mut tx, id).await? {
            let code = code(app, &mut tx, &account).await?;
            codes.push((id.clone(), account.name(language).to_owned(), code.expose().to_owned()));
            told.push((Some(id), json!({ "request": request.id })));
        }
    }
    scribe.events(&mut tx, "hand-over.shown", &request.participant, told).await?;
    tx.commit().await?;
    Ok(HandOver::Here(codes))
}
