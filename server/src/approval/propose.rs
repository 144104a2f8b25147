//! Writing a request down.

use std::{collections::HashMap, time::Duration};

use domain::{
    account::{AccountId, ParticipantCode},
    approval::{Change, ChangeKind, ItemState},
    life::{State, Status, Step},
    schedule::Exception,
    time::Instant,
};
use serde_json::json;
use sha2::{Digest as _, Sha256};

use super::jury::Jury;
use crate::{
    app::App,
    audit::Scribe,
    contingency, mail,
    random::sortable_id,
    registration::life,
    rights,
    store::{
        StoreError, Tx, accounts,
        accounts::Account,
        campaigns, credentials,
        directory::{self, BATCH},
        exceptions, participants,
        requests::{self, Former, Origin, Request, Row, Subject},
        schedule,
    },
};

/// Who proposes.
#[derive(Clone, Copy, Debug)]
pub enum Proposer<'p> {
    /// A maker, for their own firm.
    Firm(rights::Maker<'p>),
    /// An operator of the staff.
    Staff(rights::Operator<'p>),
    /// The operator at the command line.
    Command,
}

impl Proposer<'_> {
    fn account(&self) -> Option<&AccountId> {
        match self {
            Self::Firm(maker) => Some(&maker.account().id),
            Self::Staff(operator) => Some(&operator.account().id),
            Self::Command => None,
        }
    }

    const fn origin(&self) -> Origin {
        match self {
            Self::Firm(_) => Origin::Firm,
            Self::Staff(_) | Self::Command => Origin::Staff,
        }
    }
}

/// What is proposed: changes of one kind within one firm; about smartcards also of several firms.
#[derive(Clone, Debug)]
pub struct Proposal<'p> {
    /// The firm; the clearing house where it reaches beyond one.
    pub participant: &'p ParticipantCode,
    /// The kind of every change.
    pub kind: ChangeKind,
    /// The changes, each user once at most.
    pub changes: Vec<(Subject, Change)>,
    /// Why; may be empty.
    pub reason: &'p str,
    /// The file that it comes from, or empty.
    pub file: &'p str,
}

/// Why nothing was proposed.
#[derive(Debug, thiserror::Error)]
pub enum ProposeError {
    /// There is nothing in it.
    #[error("nothing is proposed")]
    Nothing,
    /// A user is not of the firm, or not there.
    #[error("{0} is not a user of the firm")]
    NotOfFirm(Subject),
    /// A change of the kind waits already.
    #[error("a change of this kind waits already for {0}")]
    Waits(Subject),
    /// The proposer lost the right meanwhile.
    #[error("the right to propose is gone")]
    NoRight,
    /// The database could not do it.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// The longest reason, in characters.
pub const LONGEST_REASON: usize = 500;

/// A reason as it is kept: one line, without control characters.
pub fn tidy_reason(typed: &str) -> String {
    let line: String = typed.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
    line.split_whitespace().collect::<Vec<_>>().join(" ").chars().take(LONGEST_REASON).collect()
}

/// Proposes: nothing changes until somebody else agrees. Those who may decide are told by a digest.
///
/// # Errors
/// [`ProposeError`] says why nothing was proposed; nothing is written then.
pub async fn propose(
    app: &App,
    scribe: &Scribe<'_>,
    by: Proposer<'_>,
    proposal: Proposal<'_>,
) -> Result<Request, ProposeError> {
    let mut tx = app.store.begin().await?;
    let request = propose_in(app, &mut tx, scribe, by, proposal).await?;
    tx.commit().await?;
    app.outbox.ring();
    Ok(request)
}

/// Proposes within the caller's transaction.
///
/// # Errors
/// As [`propose`]; the caller must not commit then.
pub async fn propose_in(
    app: &App,
    tx: &mut Tx,
    scribe: &Scribe<'_>,
    by: Proposer<'_>,
    proposal: Proposal<'_>,
) -> Result<Request, ProposeError> {
    let Proposal { participant, kind, changes, reason, file } = proposal;
    if changes.is_empty() {
        return Err(ProposeError::Nothing);
    }
    still_may(tx, by, participant).await?;
    if kind.proposed_by_staff() && by.origin() != Origin::Staff {
        return Err(ProposeError::NoRight);
    }
    let id = sortable_id(scribe.now, scribe.random);
    let mut request = Request {
        id: id.clone(),
        participant: participant.clone(),
        kind,
        origin: by.origin(),
        maker: by.account().cloned(),
        reason: tidy_reason(reason),
        file: file.to_owned(),
        hash: String::new(),
        rows: changes.len() as u64,
        waiting: changes.len() as u64,
        revision: 0,
        created_at: scribe.now,
        expires_at: scribe.now.plus(lifetime(app, kind)),
        codes_taken_at: None,
    };
    let mut hash = Sha256::new();
    hash.update(json!([id, participant, kind.name(), request.reason, file]).to_string());
    let mut batches = Vec::new();
    let mut number = 0;
    for chunk in changes.chunks(BATCH) {
        let mut rows = Vec::with_capacity(chunk.len());
        let users: Vec<&AccountId> = chunk.iter().filter_map(|(subject, _)| subject.account()).collect();
        let held = directory::accounts(tx, &users).await?;
        let mut cards =
            if kind.is_about_cards() { credentials::card_states(tx, &users).await? } else { HashMap::new() };
        let names: Vec<String> = chunk.iter().map(|(subject, _)| subject.to_string()).collect();
        let waiting = requests::waiting_for(tx, &names).await?;
        let mut steps = Vec::new();
        for (subject, change) in chunk {
            if waiting.iter().any(|(name, of, _)| *of == kind && *name == subject.to_string()) {
                return Err(ProposeError::Waits(subject.clone()));
            }
            number += 1;
            let (former, version) = match subject {
                Subject::Account(user) => {
                    let account = held
                        .get(user)
                        .filter(|account| reaches(participant, kind, account))
                        .ok_or_else(|| ProposeError::NotOfFirm(subject.clone()))?;
                    if kind == ChangeKind::Address && account.state == State::Authorised {
                        steps.push((account.clone(), Step::Propose));
                    }
                    let cards = cards.remove(user).unwrap_or_default();
                    let exception = exception(tx, kind, subject).await?;
                    (Former { cards, exception, ..former(account, kind) }, account.version)
                }
                Subject::Firm(firm) => {
                    let beyond = participant.is_staff() && kind.reaches_beyond_a_firm();
                    let firm = participants::find(tx, firm)
                        .await?
                        .filter(|firm| beyond || firm.code == *participant)
                        .ok_or_else(|| ProposeError::NotOfFirm(subject.clone()))?;
                    let exception = exception(tx, kind, subject).await?;
                    let (domains, call_back) = (firm.mail_domains, firm.call_back);
                    (Former { domains, call_back, exception, ..Former::default() }, firm.version)
                }
                Subject::Matter(_) => matter(tx, subject).await?,
            };
            let row = Row {
                number,
                subject: subject.clone(),
                change: change.clone(),
                former,
                version,
                state: ItemState::Waiting,
                decided_by: None,
                decided_at: None,
                why: None,
                activation: None,
                hand_over_shown_at: None,
            };
            hash.update(json!([row.number, row.subject.to_string(), row.change, row.former, row.version]).to_string());
            rows.push(row);
        }
        life::step_all(tx, scribe, &steps).await?;
        batches.push(rows);
    }
    request.hash = data_encoding::HEXLOWER.encode(&hash.finalize());
    requests::add(tx, &request).await?;
    for rows in &batches {
        requests::add_rows(tx, &id, rows).await.map_err(|error| match rows.first() {
            // Somebody else proposed between the look above and now.
            Some(row) if requests::waits_already(&error) => ProposeError::Waits(row.subject.clone()),
            _ => ProposeError::Store(error),
        })?;
        let told: Vec<(Option<&AccountId>, serde_json::Value)> = rows
            .iter()
            .map(|row| {
                let mut detail = request.told();
                detail["kind"] = json!(kind.name());
                detail["version"] = json!(row.version);
                (row.subject.account(), detail)
            })
            .collect();
        scribe.events(tx, "request.proposed", participant, told).await?;
    }
    remind_jury(tx, scribe, &request).await?;
    Ok(request)
}

/// Whether a request of `kind` that stands with `participant` may hold a row about `account`. Some that staff propose
/// reach beyond one firm: they stand with the clearing house then.
fn reaches(participant: &ParticipantCode, kind: ChangeKind, account: &Account) -> bool {
    let beyond = participant.is_staff() && kind.reaches_beyond_a_firm() && !account.id.is_staff();
    account.id.participant == *participant || beyond
}

/// What held before, as far as `kind` changes it; cards apart.
fn former(account: &Account, kind: ChangeKind) -> Former {
    let mut former = Former::default();
    match kind {
        ChangeKind::Address | ChangeKind::RemoveAddress => former.address.clone_from(&account.address),
        ChangeKind::Roles => former.roles = Some(account.da),
        ChangeKind::Enable | ChangeKind::Disable => former.status = Some(account.status),
        ChangeKind::Sole => former.sole_until = account.sole_until,
        _ => {}
    }
    former
}

/// What exception the subject has, where the change is about that.
async fn exception(tx: &mut Tx, kind: ChangeKind, subject: &Subject) -> Result<Option<Exception>, StoreError> {
    match kind {
        ChangeKind::Exception => Ok(exceptions::find(tx, subject).await?.map(|held| held.exception)),
        _ => Ok(None),
    }
}

/// What held of something of the clearing house's own, and at which version. What is not there yet is at 0.
async fn matter(tx: &mut Tx, subject: &Subject) -> Result<(Former, i64), StoreError> {
    if let Some(id) = subject.as_campaign() {
        let campaign = campaigns::find(tx, id).await?;
        return Ok((Former::default(), campaign.map_or(0, |campaign| campaign.version)));
    }
    let Some(id) = subject.as_event() else { return Ok((Former::default(), 0)) };
    Ok(match schedule::find(tx, id).await? {
        Some(event) => (Former { plan: Some(event.plan), ..Former::default() }, event.version),
        None => (Former::default(), 0),
    })
}

/// Asks once more, in the transaction: a role may have gone since the request began.
async fn still_may(tx: &mut Tx, by: Proposer<'_>, participant: &ParticipantCode) -> Result<(), ProposeError> {
    let Some(id) = by.account() else { return Ok(()) };
    let account = accounts::find(tx, id).await?.filter(|account| account.status == Status::Active);
    let may = account.is_some_and(|account| match by {
        Proposer::Firm(_) => account.da.maker && account.id.participant == *participant,
        _ => account.staff_role == Some(domain::role::StaffRole::Operator),
    });
    if may { Ok(()) } else { Err(ProposeError::NoRight) }
}

/// Tells those who may decide, by one digest each however many requests there are.
pub(super) async fn remind_jury(tx: &mut Tx, scribe: &Scribe<'_>, request: &Request) -> Result<(), StoreError> {
    let jury = Jury::of(tx, request, scribe.now).await?;
    let mut told = jury.firm_checkers();
    if jury.count_for_staff(tx, request).await? > 0 {
        told.extend(accounts::approvers(tx).await?.into_iter().map(|approver| approver.id));
    }
    for account in told {
        mail::outbox::remind(tx, scribe, &account, DIGEST_AFTER).await?;
    }
    Ok(())
}

/// A digest waits so long for what else is proposed.
const DIGEST_AFTER: Duration = Duration::from_secs(120);

/// How long a request waits. Nobody agrees next week to what is for today.
fn lifetime(app: &App, kind: ChangeKind) -> Duration {
    let usual = *app.config.registration.request_lifetime;
    if kind == ChangeKind::OneTimePass { usual.min(contingency::DAY) } else { usual }
}

/// When a request made at `now` expires, for pages that say so beforehand.
pub fn expiry(app: &App, now: Instant) -> Instant {
    now.plus(*app.config.registration.request_lifetime)
}
