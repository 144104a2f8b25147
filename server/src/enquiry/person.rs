//! Everything about one account that the help desk needs, on one page.

use std::time::Duration;

use app::ports::{
    account::SessionRow,
    connectivity::LastResult,
    enquiry::Person,
    portal::{ActivationState, UserAct},
};
use domain::{
    budget::Closed,
    enquiry::{Caller, Failure, Sent, matters},
    language::Language,
    life::has_two_factor,
    time::Instant,
};
use sqlx::AnyConnection;

use super::{
    find::{failure, names},
    reader, timeline, without_addresses,
};
use crate::{
    app::App,
    audit::trail::Reader,
    login::view::fares,
    passkey,
    readiness::request,
    registration::acts::{self, Hand},
    rights::Viewer,
    schedule,
    session::account::firm_name,
    smartcard::desk,
    store::{
        StoreError, accounts::Account, activations, activations::Activation, credentials, enquiries, events,
        participants, requests, sessions,
    },
};

/// Results of the connectivity test that are shown.
const RESULTS: u32 = 5;

/// What staff of the help desk do at once, alone.
pub const ACTS: [UserAct; 3] = [UserAct::Invite, UserAct::Unlock, UserAct::EndSessions];

/// With which hand `by` does `act`, if they may: helping is the operators', ending sessions everybody's who guards.
pub fn hand<'p>(by: Viewer<'p>, act: UserAct) -> Option<Hand<'p>> {
    let may = match act {
        UserAct::Invite | UserAct::Unlock => by.operator().is_some(),
        UserAct::EndSessions => true,
        _ => false,
    };
    by.guardian().filter(|_| may).map(Hand::from)
}

/// The page of `account`, its timeline from after the event `before` on.
///
/// # Errors
/// When the database cannot be read.
pub async fn page(
    app: &App,
    by: Viewer<'_>,
    account: &Account,
    before: Option<&str>,
    language: Language,
) -> Result<Person, StoreError> {
    let db = &mut *app.store.reader().await?;
    let now = app.clock.now();
    // Operators and approvers see addresses, masked; viewers none.
    let reader = reader(by);
    let sees_address = reader != Reader::Viewer;
    let told = |text: String| if sees_address { text } else { without_addresses(&text) };
    let firm = participants::find(db, &account.id.participant).await?.filter(|_| !account.id.is_staff());
    let activation = activations::find_open(db, &account.id).await?;
    let mut held = credentials::of_account(db, &account.id).await?;
    held.iter_mut().for_each(|credential| credential.name = told(std::mem::take(&mut credential.name)));
    let phase = schedule::phase_of(app, db, &account.id, now).await?;
    let caller = Caller {
        status: account.status,
        state: account.state,
        standing: account.standing(),
        phase,
        set_up: has_two_factor(account.state) && account.password_hash.is_some() && account.address.is_some(),
        mail_refused: account.mail_refused_at.is_some(),
        paused: paused(app, db, account).await?,
        activation: activation.as_ref().map(|sent| Sent { at: sent.created_at, expires_at: sent.expires_at }),
        awaits_activation: account.awaits_activation,
        cards: held.iter().filter(|one| one.kind.is_card()).map(|card| card.state).collect(),
        failure: newest_failure(db, account).await?,
    };
    let mut acts = Vec::new();
    for act in ACTS {
        if let Some(hand) = hand(by, act)
            && acts::possible(app, db, hand, account, act).await?.is_ok()
        {
            acts.push(act);
        }
    }
    let timeline = timeline::page(db, &account.id, before, reader, language).await?;
    let waiting = requests::waiting_for(db, &[account.id.to_string()]).await?;
    let (name, other_name) = names(account, language);
    let results = enquiries::results(db, &account.id, RESULTS).await?;
    Ok(Person {
        account: account.id.clone(),
        name,
        other_name,
        firm: firm.map(|firm| firm_name(&firm, language)).unwrap_or_default(),
        roles: account.da,
        staff_role: account.staff_role,
        status: account.status,
        state: account.state,
        phase,
        masked_address: account
            .address
            .as_ref()
            .map(|address| if sees_address { address.masked() } else { String::new() }),
        sees_address,
        mail_refused_at: account.mail_refused_at,
        matters: matters(&caller, now),
        activation: match activation {
            Some(activation) => Some(shown(app, db, &activation).await?),
            None => None,
        },
        last_login: account.last_login,
        passkeys: passkey::rows(&held),
        cards: held.into_iter().filter(|credential| credential.kind.is_card()).map(desk::row).collect(),
        sessions: open_sessions(app, db, account, now).await?,
        results: results
            .into_iter()
            .map(|result| LastResult {
                at: result.at,
                outcome: result.findings.outcome(),
                reason: result.findings.gravest(),
                browser: result.browser,
                latency: result.latency,
            })
            .collect(),
        exceptions: request::of_user(db, &account.id, now).await?,
        waiting: waiting.into_iter().map(|(_, kind, request)| (kind, request)).collect(),
        acts,
        proposes: by.operator().is_some() && !account.id.is_staff(),
        timeline: timeline.entries,
        older: timeline.older,
        begun: before.is_some(),
        done: None,
        problem: None,
    })
}

/// What too many failures have closed to browsers that are not known: what only somebody can clear before what opens
/// by itself, and what opens last.
async fn paused(app: &App, db: &mut AnyConnection, account: &Account) -> Result<Option<Closed>, StoreError> {
    let closed = acts::pauses(app, db, &account.id).await?;
    let worst = closed.into_iter().max_by_key(|until| until.map_or(i64::MAX, Instant::as_millis));
    Ok(worst.map(|until| until.map_or(Closed::Paused, Closed::Until)))
}

/// What failed last since the newest completed login.
async fn newest_failure(db: &mut AnyConnection, account: &Account) -> Result<Option<Failure>, StoreError> {
    let filter = events::Filter {
        account: Some(account.id.clone()),
        kinds: Failure::KINDS.to_vec(),
        from: account.last_login.map(|(at, _)| at.plus(Duration::from_millis(1))),
        ..events::Filter::default()
    };
    let newest = events::list(db, &filter, None, 1).await?;
    Ok(newest.first().and_then(failure))
}

async fn shown(app: &App, db: &mut AnyConnection, activation: &Activation) -> Result<ActivationState, StoreError> {
    Ok(ActivationState {
        reference: activation.reference.to_string(),
        sent_at: activation.created_at,
        expires_at: activation.expires_at,
        delivery: fares(app, db, &activation.id).await?,
    })
}

/// Sessions that are open still.
async fn open_sessions(
    app: &App,
    db: &mut AnyConnection,
    account: &Account,
    now: Instant,
) -> Result<Vec<SessionRow>, StoreError> {
    let all = sessions::list(db, &account.id).await?;
    let open = |session: &sessions::Session| {
        session.ends_at > now && session.last_seen_at.plus(*app.config.session.idle) > now
    };
    Ok(all
        .into_iter()
        .filter(open)
        .map(|session| SessionRow {
            current: false,
            id: session.id,
            method: session.method,
            opened_at: session.opened_at,
            last_seen_at: session.last_seen_at,
            browser: session.browser,
        })
        .collect())
}
