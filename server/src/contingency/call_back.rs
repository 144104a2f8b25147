//! The number that a firm is called back at. What is told over it opens accounts: two of the staff agree on it, and the
//! firm's administrators hear of every change.

use app::ports::contingency::{CallBackForm, CallBackProblem};
use domain::{
    account::ParticipantCode,
    approval::{Change, ChangeKind},
    language::Language,
    telephone::Telephone,
};
use serde_json::json;
use sqlx::AnyConnection;

use crate::{
    app::App,
    approval::propose::{self, Proposal, ProposeError, Proposer, tidy_reason},
    audit::Scribe,
    mail::{self, Kind},
    rights::Operator,
    session::account::firm_name,
    store::{
        StoreError, Tx, accounts, outbox,
        participants::{self, Participant},
        requests::{self, Request, Row, Subject},
    },
};

/// The firm of that code, as it stands in a URL. The clearing house itself is none.
///
/// # Errors
/// When the database cannot be read.
pub async fn firm(db: &mut AnyConnection, code: &str) -> Result<Option<Participant>, StoreError> {
    match ParticipantCode::parse(code) {
        Ok(code) if !code.is_staff() => participants::find(db, &code).await,
        _ => Ok(None),
    }
}

/// The page with a firm's number, as nobody has typed anything.
///
/// # Errors
/// When the database cannot be read.
pub async fn form(db: &mut AnyConnection, firm: &Participant, language: Language) -> Result<CallBackForm, StoreError> {
    let waiting = requests::waiting_for(db, &[firm.code.to_string()]).await?;
    Ok(CallBackForm {
        participant: firm.code.to_string(),
        name: firm_name(firm, language),
        on_file: firm.call_back.clone(),
        waits: waiting.into_iter().find(|(_, kind, _)| *kind == ChangeKind::CallBack).map(|(.., request)| request),
        number: firm.call_back.clone(),
        reason: String::new(),
        problem: None,
    })
}

/// Proposes another number, or none. Says which request it became.
///
/// # Errors
/// When the database cannot do it. `Ok(Err(_))` says why nothing was proposed.
pub async fn propose(
    app: &App,
    scribe: &Scribe<'_>,
    by: Operator<'_>,
    firm: &Participant,
    number: &str,
    reason: &str,
) -> Result<Result<String, CallBackProblem>, ProposeError> {
    let number = match number.trim() {
        "" => String::new(),
        typed => match Telephone::parse(typed) {
            Ok(number) => number.to_string(),
            Err(_) => return Ok(Err(CallBackProblem::NotNumber)),
        },
    };
    if number == firm.call_back {
        return Ok(Err(CallBackProblem::Same));
    }
    if tidy_reason(reason).is_empty() {
        return Ok(Err(CallBackProblem::ReasonMissing));
    }
    let proposal = Proposal {
        participant: &firm.code,
        kind: ChangeKind::CallBack,
        changes: vec![(Subject::Firm(firm.code.clone()), Change::CallBack { number })],
        reason,
        file: "",
    };
    match propose::propose(app, scribe, Proposer::Staff(by), proposal).await {
        Ok(request) => Ok(Ok(request.id)),
        Err(ProposeError::Waits(_)) => Ok(Err(CallBackProblem::Waits)),
        Err(error) => Err(error),
    }
}

/// Whether the firm stands as it did when the change was proposed.
///
/// # Errors
/// When the database cannot be read.
pub async fn judge(tx: &mut Tx, row: &Row) -> Result<bool, StoreError> {
    let Subject::Firm(code) = &row.subject else { return Ok(false) };
    Ok(participants::find(tx, code).await?.is_some_and(|firm| firm.version == row.version))
}

/// Writes the number, and tells the firm's administrators.
///
/// # Errors
/// When the database does not take it; the caller must not commit then.
pub async fn apply(
    tx: &mut Tx,
    scribe: &Scribe<'_>,
    request: &Request,
    row: &Row,
    number: &str,
) -> Result<(), StoreError> {
    let Subject::Firm(code) = &row.subject else { return Ok(()) };
    participants::set_call_back(tx, code, number).await?;
    let mut detail = request.told();
    detail["from"] = json!(row.former.call_back);
    detail["to"] = json!(number);
    scribe.firm_event(tx, "call-back.changed", code, detail).await?;
    let mut letters = Vec::new();
    for administrator in accounts::administrators(tx, code).await? {
        if administrator.address.is_some() {
            let mut letter = mail::outbox::told(scribe, Kind::CallBackChanged, &administrator.id);
            letter.detail = json!({ "from": row.former.call_back, "to": number });
            letters.push(letter);
        }
    }
    outbox::add_all(tx, &letters).await
}
