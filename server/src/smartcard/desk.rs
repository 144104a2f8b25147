//! What staff see of the register of smartcards, and what they propose to do with it.

use std::collections::HashMap;

use app::ports::{
    card::CardRow,
    registry::{CardLine, CardProblem, CardTyped, Cards, Found, Scope, Suspension},
};
use domain::{
    account::{AccountId, ParticipantCode, UserId},
    approval::{Change, ChangeKind},
    card::CardState,
    language::Language,
    life::Status,
};
use sqlx::AnyConnection;

use super::registry;
use crate::{
    app::App,
    approval::{propose::tidy_reason, view},
    enquiry::without_addresses,
    store::{
        StoreError,
        accounts::{self, Account},
        credentials::{self, CardQuery, Credential, Kind},
        directory::{self, Holding, Whom},
        participants, schedule,
    },
};

/// Cards on a page. No more than [`directory::BATCH`].
const PAGE: u32 = 50;

/// The register, as far as it was asked for. Of `asked`, what is searched for and the page are taken.
///
/// # Errors
/// When the database cannot be read.
pub async fn cards(db: &mut AnyConnection, asked: Found, language: Language) -> Result<Cards, StoreError> {
    let (participant, user) = (ParticipantCode::parse(&asked.participant), UserId::parse(&asked.user));
    let typed = |text: &str| !text.trim().is_empty();
    // What nobody can be called finds nobody.
    let nobody = typed(&asked.participant) && participant.is_err() || typed(&asked.user) && user.is_err();
    let query = CardQuery { participant: participant.ok(), user: user.ok(), state: asked.state };
    let page = asked.page.max(1);
    let (found, count) = if nobody {
        (Vec::new(), 0)
    } else {
        credentials::list_cards(db, &query, (page - 1) * u64::from(PAGE), PAGE).await?
    };
    Ok(Cards {
        operator: false,
        guardian: false,
        counts: credentials::count_cards(db).await?,
        lines: lines(db, found, language).await?,
        found: Found { page, pages: count.div_ceil(u64::from(PAGE)).max(1), count, ..asked },
        suspended: None,
        problem: None,
    })
}

async fn lines(
    db: &mut AnyConnection,
    found: Vec<Credential>,
    language: Language,
) -> Result<Vec<CardLine>, StoreError> {
    let mut ids: Vec<&AccountId> = found.iter().map(|card| &card.account).collect();
    ids.dedup();
    let held: HashMap<AccountId, Account> = directory::accounts(db, &ids).await?;
    Ok(found
        .into_iter()
        .map(|card| CardLine {
            holder: held.get(&card.account).map(|account| account.name(language).to_owned()).unwrap_or_default(),
            account: card.account.clone(),
            // The subject of a certificate may hold an address, which nobody needs here.
            card: row(Credential { name: without_addresses(&card.name), ..card }),
        })
        .collect())
}

/// A card as pages show it.
pub fn row(card: Credential) -> CardRow {
    CardRow {
        name: card.name,
        state: card.state,
        since: card.changed_at,
        last_used: card.last_used_at,
        certificate: card.kind == Kind::Certificate,
    }
}

/// The page that asks for confirmation before the cards of `account` are stopped; none where there is nothing to stop.
///
/// # Errors
/// When the database cannot be read.
pub async fn suspension(
    app: &App,
    db: &mut AnyConnection,
    account: &str,
    language: Language,
) -> Result<Option<Suspension>, StoreError> {
    let Some(id) = account.parse::<AccountId>().ok().filter(|id| !id.is_staff()) else { return Ok(None) };
    let Some(account) = accounts::find(db, &id).await? else { return Ok(None) };
    if !registry::can_suspend(app, db, &account).await? {
        return Ok(None);
    }
    let held = credentials::of_account(db, &id).await?;
    let cards = held.into_iter().filter(|held| held.kind.is_card() && held.state.proves());
    let cards = cards.map(|card| Credential { name: without_addresses(&card.name), ..card });
    Ok(Some(Suspension {
        holder: account.name(language).to_owned(),
        cards: cards.map(row).collect(),
        sessions: view::at_stake(db, &Change::RetireCards, &account).await?,
        account: id,
    }))
}

/// What was asked for, ready to be proposed.
#[derive(Debug)]
pub struct Meant {
    /// The firm that the request stands with; the clearing house itself where it reaches beyond one.
    pub participant: ParticipantCode,
    /// The kind.
    pub kind: ChangeKind,
    /// The change of every row.
    pub change: Change,
    /// Whom it is for, delegated administrators first.
    pub users: Vec<AccountId>,
    /// Users whom it would have meant and does not fit.
    pub left_out: u64,
}

/// Reads what an operator typed.
///
/// # Errors
/// When the database cannot be read. `Ok(Err(_))` says why it cannot be proposed.
pub async fn meant(db: &mut AnyConnection, typed: &CardTyped) -> Result<Result<Meant, CardProblem>, StoreError> {
    if schedule::decommissioned_at(db).await?.is_some() {
        return Ok(Err(CardProblem::Decommissioned));
    }
    let (kind, change) = match typed.kind.parse() {
        Ok(kind @ ChangeKind::BindCard) => (kind, Change::BindCard),
        Ok(kind @ ChangeKind::RetireCards) => (kind, Change::RetireCards),
        Ok(kind @ ChangeKind::RestoreCards) => (kind, Change::RestoreCards),
        _ => return Ok(Err(CardProblem::KindMissing)),
    };
    let whom = match Scope::parse(&typed.scope) {
        None => return Ok(Err(CardProblem::ScopeMissing)),
        // A code for everybody would be a code for whom nobody thought of.
        Some(Scope::Everybody) if kind == ChangeKind::BindCard => return Ok(Err(CardProblem::ScopeUnfit)),
        Some(Scope::Administrators) if kind != ChangeKind::BindCard => return Ok(Err(CardProblem::ScopeUnfit)),
        Some(Scope::Everybody) => Whom::Everybody,
        Some(Scope::Administrators) => Whom::Administrators,
        Some(Scope::Firm) => match firm(db, &typed.participant).await? {
            Some(firm) => Whom::Firm(firm),
            None => return Ok(Err(CardProblem::UnknownFirm)),
        },
        Some(Scope::User) => match user(db, typed).await? {
            Some(user) => Whom::User(user),
            None => return Ok(Err(CardProblem::UnknownUser)),
        },
    };
    if tidy_reason(&typed.reason).is_empty() {
        return Ok(Err(CardProblem::ReasonMissing));
    }
    let (statuses, holding): (&[Status], _) = match kind {
        ChangeKind::BindCard => (&[Status::Active], Holding::None(&[CardState::Issued, CardState::Bound])),
        ChangeKind::RestoreCards => {
            (&[Status::Active, Status::Dormant], Holding::Some(&[CardState::Suspended, CardState::Retired]))
        }
        _ => (&Status::ALL, Holding::Some(&[CardState::Issued, CardState::Bound, CardState::Suspended])),
    };
    let (users, all) = directory::holders(db, &whom, statuses, holding, kind).await?;
    if users.is_empty() {
        return Ok(Err(CardProblem::Nobody));
    }
    let left_out = all.saturating_sub(users.len() as u64);
    let participant = match whom {
        Whom::User(user) => user.participant,
        Whom::Firm(firm) => firm,
        Whom::Administrators | Whom::Everybody => ParticipantCode::staff(),
    };
    Ok(Ok(Meant { participant, kind, change, users, left_out }))
}

async fn firm(db: &mut AnyConnection, typed: &str) -> Result<Option<ParticipantCode>, StoreError> {
    let Some(code) = ParticipantCode::parse(typed).ok().filter(|code| !code.is_staff()) else { return Ok(None) };
    Ok(participants::find(db, &code).await?.map(|firm| firm.code))
}

async fn user(db: &mut AnyConnection, typed: &CardTyped) -> Result<Option<AccountId>, StoreError> {
    let id = AccountId::parse_parts(&typed.participant, &typed.user).ok().filter(|id| !id.is_staff());
    match id {
        Some(id) => Ok(accounts::find(db, &id).await?.map(|account| account.id)),
        None => Ok(None),
    }
}
