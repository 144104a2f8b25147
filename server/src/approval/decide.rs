//! Deciding: approve, reject, take back. One transaction each: all of it is there afterwards, or nothing.

use app::ports::approval::Decided;
use domain::{
    account::AccountId,
    approval::{ItemState, NotYours},
    life::{State, Status, Step},
    role::StaffRole,
};
use serde_json::json;

use super::{
    carry_out::carry_out,
    jury::{Decider, Jury, subject},
    propose::{remind_jury, tidy_reason},
};
use crate::{
    app::App,
    audit::Scribe,
    mail::{self, Kind},
    registration::life,
    store::{
        StoreError, Tx, accounts,
        accounts::Account,
        directory::{self, BATCH},
        outbox,
        requests::{self, Origin, Request, Row, Settled, Which},
    },
};

/// Which rows.
#[derive(Clone, Copy, Debug)]
pub enum Pick<'p> {
    /// Every row that waits.
    All,
    /// Those with these numbers, as far as they wait.
    Rows(&'p [u64]),
}

/// What is decided.
#[derive(Clone, Copy, Debug)]
pub enum Verdict<'v> {
    /// Carry it out.
    Approve,
    /// Do not, for this reason.
    Reject(&'v str),
}

/// Why nothing was decided.
#[derive(Debug, thiserror::Error)]
pub enum DecideError {
    /// There is no such request, or none of theirs.
    #[error("no such request")]
    NotFound,
    /// Nothing that was picked waits.
    #[error("nothing was chosen")]
    Nothing,
    /// Rejecting needs a reason.
    #[error("a reason is missing")]
    ReasonMissing,
    /// Nothing that was picked is theirs to decide.
    #[error("not theirs to decide: {0:?}")]
    NotYours(NotYours),
    /// Somebody decided since it was looked at, or it has expired.
    #[error("it changed since it was looked at")]
    Changed,
    /// The database could not do it.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// What a page shows of a request's state, to be given back with a decision.
pub fn seen(request: &Request) -> String {
    format!("{}-{}", request.revision, &request.hash[..16.min(request.hash.len())])
}

/// Decides rows of the request `id`. `looked_at` is what [`seen`] gave for the page that the decision was made on; none
/// takes the request as it stands.
///
/// # Errors
/// [`DecideError`] says why nothing was decided.
pub async fn decide(
    app: &App,
    scribe: &Scribe<'_>,
    by: Decider<'_>,
    id: &str,
    looked_at: Option<&str>,
    pick: Pick<'_>,
    verdict: Verdict<'_>,
) -> Result<Decided, DecideError> {
    let words = match verdict {
        Verdict::Reject(reason) if tidy_reason(reason).is_empty() => return Err(DecideError::ReasonMissing),
        Verdict::Reject(reason) => tidy_reason(reason),
        Verdict::Approve => String::new(),
    };
    let mut tx = app.store.begin().await?;
    let request = take(&mut tx, id, looked_at, scribe).await?;
    if request.waiting == 0 {
        // Somebody was faster, however it was looked at.
        return Err(DecideError::Changed);
    }
    let account = still_may(&mut tx, by, &request).await?;
    let jury = Jury::of(&mut tx, &request, scribe.now).await?;
    let maker_may = maker_may(&mut tx, &request).await?;

    let mut decided = Decided::default();
    let mut not_yours = None;
    let mut after = 0;
    loop {
        let rows = next(&mut tx, &request, pick, after).await?;
        let Some(last) = rows.last() else { break };
        after = last.number;
        let users: Vec<&AccountId> = rows.iter().filter_map(|row| row.subject.account()).collect();
        let held = directory::accounts(&mut tx, &users).await?;
        let mut mine = Vec::with_capacity(rows.len());
        for row in rows {
            let account_of = row.subject.account().and_then(|id| held.get(id));
            let subject = account_of.map(|about| subject(about, &row.change, scribe.now));
            match jury.not_yours(&account, scribe.now, subject.as_ref()) {
                None => mine.push(row),
                Some(why) => {
                    not_yours = Some(why);
                    decided.left += 1;
                }
            }
        }
        let settled = match verdict {
            Verdict::Approve => carry_out(app, &mut tx, scribe, &request, maker_may, &mine).await?,
            Verdict::Reject(_) => {
                give_up(&mut tx, scribe, &request, &mine, ItemState::Rejected, "change.rejected", &words).await?
            }
        };
        requests::settle_rows(&mut tx, id, &settled, Some(&account.id), scribe.now).await?;
        for row in &settled {
            *match row.state {
                ItemState::Done => &mut decided.done,
                ItemState::Stale => &mut decided.stale,
                _ => &mut decided.rejected,
            } += 1;
        }
    }
    if decided.done + decided.stale + decided.rejected == 0 {
        return Err(not_yours.map_or(DecideError::Nothing, DecideError::NotYours));
    }
    requests::recount(&mut tx, id, scribe.now).await?;
    if decided.done + decided.rejected > 0 || decided.stale > 0 {
        tell_maker(&mut tx, scribe, &request, decided, Some(&account.id), 0).await?;
    }
    if decided.left > 0 {
        // What concerns the checker goes on to somebody else, who is to hear of it.
        remind_jury(&mut tx, scribe, &request).await?;
    }
    tx.commit().await?;
    app.outbox.ring();
    Ok(decided)
}

/// Takes rows back: the maker, at once.
///
/// # Errors
/// [`DecideError`] says why nothing was taken back.
pub async fn withdraw(
    app: &App,
    scribe: &Scribe<'_>,
    maker: &AccountId,
    id: &str,
    pick: Pick<'_>,
) -> Result<Decided, DecideError> {
    let mut tx = app.store.begin().await?;
    let request = take(&mut tx, id, None, scribe).await?;
    if request.maker.as_ref() != Some(maker) {
        return Err(DecideError::NotYours(NotYours::NoRight));
    }
    let withdrawn =
        end_waiting(&mut tx, scribe, &request, pick, ItemState::Withdrawn, "request.withdrawn", Some(maker)).await?;
    if withdrawn == 0 {
        return Err(DecideError::Nothing);
    }
    tx.commit().await?;
    Ok(Decided { withdrawn, ..Decided::default() })
}

/// Ends rows that wait without carrying them out, and says how many.
pub(super) async fn end_waiting(
    tx: &mut Tx,
    scribe: &Scribe<'_>,
    request: &Request,
    pick: Pick<'_>,
    state: ItemState,
    event: &str,
    by: Option<&AccountId>,
) -> Result<u64, StoreError> {
    let mut ended = 0;
    let mut after = 0;
    loop {
        let rows = next(tx, request, pick, after).await?;
        let Some(last) = rows.last() else { break };
        after = last.number;
        let settled = give_up(tx, scribe, request, &rows, state, event, "").await?;
        requests::settle_rows(tx, &request.id, &settled, by, scribe.now).await?;
        ended += settled.len() as u64;
    }
    requests::recount(tx, &request.id, scribe.now).await?;
    Ok(ended)
}

/// The next rows that wait and were picked.
async fn next(tx: &mut Tx, request: &Request, pick: Pick<'_>, after: u64) -> Result<Vec<Row>, StoreError> {
    let limit = u32::try_from(BATCH).unwrap_or(u32::MAX);
    let which = match pick {
        Pick::All => Which::State(Some(ItemState::Waiting)),
        Pick::Rows(numbers) => Which::Waiting(numbers),
    };
    requests::rows(tx, &request.id, &which, after, 0, limit).await
}

/// Finds the request and holds it, if it still is as it was looked at.
async fn take(tx: &mut Tx, id: &str, looked_at: Option<&str>, scribe: &Scribe<'_>) -> Result<Request, DecideError> {
    let found = requests::find(tx, id).await?.ok_or(DecideError::NotFound)?;
    if looked_at.is_some_and(|looked_at| looked_at != seen(&found)) || found.expires_at <= scribe.now {
        return Err(DecideError::Changed);
    }
    requests::hold_at(tx, id, found.revision).await?.ok_or(DecideError::Changed)
}

/// The decider as they stand now: a role may have gone since the request began, or since the change was proposed.
async fn still_may(tx: &mut Tx, by: Decider<'_>, request: &Request) -> Result<Account, DecideError> {
    let account = accounts::find(tx, &by.account().id).await?.filter(|account| account.status == Status::Active);
    let account = account.ok_or(DecideError::NotYours(NotYours::NoRight))?;
    match by {
        Decider::Firm(_) if account.id.participant != request.participant => Err(DecideError::NotFound),
        Decider::Firm(_) if !account.da.checker => Err(DecideError::NotYours(NotYours::NoRight)),
        Decider::Staff(_) if account.staff_role != Some(StaffRole::Approver) => {
            Err(DecideError::NotYours(NotYours::NoRight))
        }
        _ => Ok(account),
    }
}

/// Whether the maker still holds the right to propose.
async fn maker_may(tx: &mut Tx, request: &Request) -> Result<bool, StoreError> {
    let Some(id) = &request.maker else { return Ok(true) };
    let maker = accounts::find(tx, id).await?.filter(|maker| maker.status == Status::Active);
    Ok(maker.is_some_and(|maker| match request.origin {
        Origin::Firm => maker.da.maker,
        Origin::Staff => maker.staff_role == Some(StaffRole::Operator),
    }))
}

/// Writes down that rows are not carried out: users who got no further than a proposal go back to where they were.
async fn give_up(
    tx: &mut Tx,
    scribe: &Scribe<'_>,
    request: &Request,
    rows: &[Row],
    state: ItemState,
    event: &str,
    words: &str,
) -> Result<Vec<Settled>, StoreError> {
    let users: Vec<&AccountId> = rows.iter().filter_map(|row| row.subject.account()).collect();
    let held = directory::accounts(tx, &users).await?;
    let back: Vec<(Account, Step)> = held
        .into_values()
        .filter(|account| account.state == State::Proposed && request.kind == domain::approval::ChangeKind::Address)
        .map(|account| (account, Step::Withdraw))
        .collect();
    life::step_all(tx, scribe, &back).await?;
    let mut detail = request.told();
    detail["kind"] = json!(request.kind.name());
    detail["why"] = json!(words);
    let told = rows.iter().map(|row| (row.subject.account(), detail.clone())).collect();
    scribe.events(tx, event, &request.participant, told).await?;
    let why = (!words.is_empty()).then(|| words.to_owned());
    Ok(rows.iter().map(|row| Settled { number: row.number, state, why: why.clone(), activation: None }).collect())
}

/// Tells the maker what became of the request, unless it was the maker.
pub(super) async fn tell_maker(
    tx: &mut Tx,
    scribe: &Scribe<'_>,
    request: &Request,
    decided: Decided,
    by: Option<&AccountId>,
    expired: u64,
) -> Result<(), StoreError> {
    let Some(maker) = request.maker.as_ref().filter(|maker| Some(*maker) != by) else { return Ok(()) };
    let about = match (request.file.is_empty(), request.rows) {
        (false, _) => request.file.clone(),
        (true, 1) => {
            let rows = requests::rows(tx, &request.id, &Which::State(None), 0, 0, 1).await?;
            rows.first().map(|row| row.subject.to_string()).unwrap_or_default()
        }
        (true, _) => String::new(),
    };
    let mut letter = mail::outbox::told(scribe, Kind::RequestDecided, maker);
    request.id.clone_into(&mut letter.subject);
    letter.detail = json!({
        "kind": request.kind.name(), "about": about, "done": decided.done, "rejected": decided.rejected,
        "stale": decided.stale, "expired": expired,
    });
    outbox::add(tx, &letter).await
}
