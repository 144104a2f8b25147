//! `/monitor/approvals/new`: what an operator of the staff proposes for a firm that cannot help itself.

use app::{
    ports::{
        approval::{StaffProblem, StaffProposal, StaffTyped},
        portal::{AddressProblem, WhyNot},
    },
    render::Page,
};
use axum::extract::Query;
use domain::{account::AccountId, approval::ChangeKind};
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
    approval::propose::{self, Proposal, ProposeError, Proposer, tidy_reason},
    registration::staff_route,
    session::Present,
    store::{accounts, requests::Subject},
};

/// What is filled in by the URL, at most, in characters.
const LONGEST: usize = 40;

/// What the URL may fill in.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Filled {
    kind: String,
    participant: String,
    user: String,
}

/// GET
pub async fn show(visitor: Visitor, Query(filled): Query<Filled>) -> Answer {
    let present = present_or_away!(visitor);
    present.staff().and_then(|staff| staff.operator()).ok_or(No::FORBIDDEN)?;
    let one = |text: &str| text.trim().chars().filter(|c| !c.is_control()).take(LONGEST).collect();
    let typed = StaffTyped {
        kind: one(&filled.kind),
        participant: one(&filled.participant),
        user: one(&filled.user),
        ..StaffTyped::default()
    };
    let page = StaffProposal { typed, ..StaffProposal::default() };
    Ok(visitor.page(StatusCode::OK, Some(&present), Page::StaffProposal(page)))
}

fn typed(fields: &Fields) -> StaffTyped {
    let one = |name| fields.one(name).to_owned();
    StaffTyped {
        kind: one("kind"),
        participant: one("participant"),
        user: one("user"),
        email: one("email"),
        maker: fields.ticked("maker"),
        checker: fields.ticked("checker"),
        until: one("until"),
        reason: one("reason"),
    }
}

/// POST
pub async fn submit(visitor: Visitor, fields: Fields) -> Answer {
    let present = present_or_away!(visitor);
    let typed = typed(&fields);
    match proposed(&visitor, &present, &typed, fields.ticked("confirm")).await? {
        Ok(request) => Ok(see_other(&format!("/monitor/approvals/{request}?proposed=1"), [])),
        Err(problem) => {
            let page = Page::StaffProposal(StaffProposal { typed, problem: Some(problem) });
            Ok(visitor.page(StatusCode::UNPROCESSABLE_ENTITY, Some(&present), page))
        }
    }
}

async fn proposed(
    visitor: &Visitor,
    present: &Present,
    typed: &StaffTyped,
    confirmed: bool,
) -> Result<Result<String, StaffProblem>, No> {
    let operator = present.staff().and_then(|staff| staff.operator()).ok_or(No::FORBIDDEN)?;
    let app = &visitor.app;
    let mut reader = app.store.reader().await?;
    let Ok(kind) = typed.kind.parse::<ChangeKind>() else { return Ok(Err(StaffProblem::KindMissing)) };
    let account = match AccountId::parse_parts(&typed.participant, &typed.user) {
        Ok(id) if !id.is_staff() => accounts::find(&mut reader, &id).await?,
        _ => None,
    };
    let Some(account) = account else { return Ok(Err(StaffProblem::UnknownUser)) };
    let change = match staff_route::change(app, &mut reader, kind, &account, typed, confirmed).await? {
        Ok(change) => change,
        Err(problem) => return Ok(Err(problem)),
    };
    if tidy_reason(&typed.reason).is_empty() {
        return Ok(Err(StaffProblem::ReasonMissing));
    }
    if kind != ChangeKind::Sole && staff_route::firm_can(&mut reader, &account, app.clock.now()).await? {
        return Ok(Err(StaffProblem::FirmCan));
    }
    drop(reader);
    let proposal = Proposal {
        participant: &account.id.participant,
        kind,
        changes: vec![(Subject::Account(account.id.clone()), change)],
        reason: &typed.reason,
        file: "",
    };
    match propose::propose(app, &visitor.scribe_of(present), Proposer::Staff(operator), proposal).await {
        Ok(request) => Ok(Ok(request.id)),
        Err(ProposeError::Waits(_)) if kind == ChangeKind::Address => {
            Ok(Err(StaffProblem::Address(AddressProblem::Waits)))
        }
        Err(ProposeError::Waits(_)) => Ok(Err(StaffProblem::NotPossible(WhyNot::Waits))),
        Err(error) => Err(no(error)),
    }
}
