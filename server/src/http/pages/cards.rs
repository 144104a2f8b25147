//! `/monitor/cards`: the register of smartcards, stopping them, and what operators propose to do with them.

use app::{
    ports::registry::{CardProblem, CardProposal, CardTyped, Found, NothingToStop},
    render::Page,
};
use axum::extract::Query;
use domain::account::AccountId;
use http::StatusCode;
use serde::Deserialize;

use super::{
    super::{
        fields::Fields,
        guard::{Answer, No},
        visitor::Visitor,
    },
    portal::{present_or_away, users::no},
    see_other,
};
use crate::{
    approval::propose::{self, Proposal, ProposeError, Proposer},
    session::Present,
    smartcard::{desk, registry},
    store::requests::Subject,
};

/// What is typed into one field of the search, at most, in characters.
const LONGEST: usize = 40;

/// What the URL may carry.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct Asked {
    participant: String,
    user: String,
    state: String,
    page: String,
    suspended: String,
}

impl Asked {
    fn found(&self) -> Found {
        let typed = |text: &str| text.trim().chars().filter(|c| !c.is_control()).take(LONGEST).collect();
        Found {
            participant: typed(&self.participant),
            user: typed(&self.user),
            state: self.state.parse().ok(),
            page: self.page.parse().unwrap_or(1).clamp(1, 1_000_000),
            ..Found::default()
        }
    }
}

/// GET `/monitor/cards`
pub async fn show(visitor: Visitor, Query(asked): Query<Asked>) -> Answer {
    let present = present_or_away!(visitor);
    page(&visitor, &present, &asked, None).await
}

async fn page(visitor: &Visitor, present: &Present, asked: &Asked, problem: Option<NothingToStop>) -> Answer {
    let staff = present.staff().ok_or(No::FORBIDDEN)?;
    let mut reader = visitor.app.store.reader().await?;
    let mut page = desk::cards(&mut reader, asked.found(), visitor.language(Some(present))).await?;
    drop(reader);
    page.operator = staff.operator().is_some();
    page.guardian = staff.guardian().is_some();
    page.suspended = asked.suspended.parse().ok();
    page.problem = problem;
    let status = if problem.is_some() { StatusCode::UNPROCESSABLE_ENTITY } else { StatusCode::OK };
    Ok(visitor.page(status, Some(present), Page::Cards(Box::new(page))))
}

/// POST `/monitor/cards`: stops the cards of one user, once it is confirmed.
pub async fn submit(visitor: Visitor, Query(asked): Query<Asked>, fields: Fields) -> Answer {
    let present = present_or_away!(visitor);
    let by = present.staff().and_then(|staff| staff.guardian()).ok_or(No::FORBIDDEN)?;
    if fields.one("action") != "suspend" {
        return Err(No::NOT_FOUND);
    }
    let account = fields.one("account");
    if !fields.ticked("confirmed") {
        let mut reader = visitor.app.store.reader().await?;
        let found = desk::suspension(&visitor.app, &mut reader, account, visitor.language(Some(&present))).await?;
        drop(reader);
        return match found {
            Some(found) => Ok(visitor.page(StatusCode::OK, Some(&present), Page::Suspension(Box::new(found)))),
            None => page(&visitor, &present, &asked, Some(NothingToStop)).await,
        };
    }
    let stopped = match account.parse::<AccountId>() {
        Ok(id) => registry::suspend_by_staff(&visitor.app, &visitor.scribe_of(&present), by, &id).await?.then_some(id),
        Err(_) => None,
    };
    match stopped {
        Some(id) => {
            let (firm, user) = (&id.participant, &id.user);
            let target = format!("/monitor/cards?participant={firm}&user={user}&suspended={firm}%2F{user}");
            Ok(see_other(&target, []))
        }
        None => page(&visitor, &present, &asked, Some(NothingToStop)).await,
    }
}

/// GET `/monitor/cards/new`
pub async fn show_proposal(visitor: Visitor, Query(asked): Query<FilledIn>) -> Answer {
    let present = present_or_away!(visitor);
    present.staff().and_then(|staff| staff.operator()).ok_or(No::FORBIDDEN)?;
    let FilledIn { kind, scope, participant, user } = asked;
    let typed = CardTyped { kind, scope, participant, user, ..CardTyped::default() };
    let page = CardProposal { typed, ..CardProposal::default() };
    Ok(visitor.page(StatusCode::OK, Some(&present), Page::CardProposal(page)))
}

/// What the URL of a proposal may fill in.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct FilledIn {
    kind: String,
    scope: String,
    participant: String,
    user: String,
}

/// POST `/monitor/cards/new`
pub async fn propose(visitor: Visitor, fields: Fields) -> Answer {
    let present = present_or_away!(visitor);
    let one = |name| fields.one(name).to_owned();
    let typed = CardTyped {
        kind: one("kind"),
        scope: one("scope"),
        participant: one("participant"),
        user: one("user"),
        reason: one("reason"),
    };
    match proposed(&visitor, &present, &typed).await? {
        Ok(target) => Ok(see_other(&target, [])),
        Err(problem) => {
            let page = Page::CardProposal(CardProposal { typed, problem: Some(problem) });
            Ok(visitor.page(StatusCode::UNPROCESSABLE_ENTITY, Some(&present), page))
        }
    }
}

/// Proposes what was typed; says where its request stands.
async fn proposed(visitor: &Visitor, present: &Present, typed: &CardTyped) -> Result<Result<String, CardProblem>, No> {
    let operator = present.staff().and_then(|staff| staff.operator()).ok_or(No::FORBIDDEN)?;
    let app = &visitor.app;
    let meant = match desk::meant(&mut *app.store.reader().await?, typed).await? {
        Ok(meant) => meant,
        Err(problem) => return Ok(Err(problem)),
    };
    let changes = meant.users.into_iter().map(|user| (Subject::Account(user), meant.change.clone())).collect();
    let proposal =
        Proposal { participant: &meant.participant, kind: meant.kind, changes, reason: &typed.reason, file: "" };
    match propose::propose(app, &visitor.scribe_of(present), Proposer::Staff(operator), proposal).await {
        Ok(request) => {
            let unfit = if meant.left_out > 0 { format!("&unfit={}", meant.left_out) } else { String::new() };
            Ok(Ok(format!("/monitor/approvals/{}?proposed=1{unfit}", request.id)))
        }
        Err(ProposeError::Waits(_)) => Ok(Err(CardProblem::Nobody)),
        Err(error) => Err(no(error)),
    }
}
