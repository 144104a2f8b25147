//! `/portal/users/{user}`: one user.

use app::{
    ports::portal::{AddressForm, AddressProblem, OtherProblem, UserAct},
    render::Page,
};
use axum::extract::{Path, Query};
use domain::{
    approval::{Change, ChangeKind},
    role::DaRoles,
};
use http::StatusCode;
use serde::Deserialize;

use super::{
    super::{
        super::{
            fields::Fields,
            guard::{Answer, No},
            visitor::Visitor,
        },
        see_other,
    },
    administrator, present_or_away,
    users::{carry_out, no, outcome},
};
use crate::{
    approval::propose::{self, Proposal, ProposeError, Proposer, tidy_reason},
    registration::{policy, roster},
    rights::Administrator,
    session::Present,
    store::{accounts::Account, requests::Subject},
};

/// What the URL may carry.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct Asked {
    done: String,
    act: String,
    count: String,
    left: String,
}

/// GET
pub async fn show(visitor: Visitor, Path(user): Path<String>, Query(asked): Query<Asked>) -> Answer {
    let present = present_or_away!(visitor);
    let by = administrator(&present)?;
    let account = find(&visitor, &present, by, &user).await?;
    let mut page = roster::user(&visitor.app, by, &account, visitor.language(Some(&present))).await?;
    page.notice = outcome(&asked.done, &asked.act, &asked.count, &asked.left);
    Ok(visitor.page(StatusCode::OK, Some(&present), Page::User(Box::new(page))))
}

async fn find(visitor: &Visitor, present: &Present, by: Administrator<'_>, user: &str) -> Result<Account, No> {
    let found = roster::find(&mut *visitor.app.store.reader().await?, by, user).await?;
    match found {
        Some(account) => Ok(account),
        None => Err(super::not_theirs(visitor, present, super::Asked::User(user)).await),
    }
}

/// What is wrong with a form of this page.
enum Wrong {
    Address(AddressForm),
    Other(OtherProblem),
}

/// POST
pub async fn submit(visitor: Visitor, Path(user): Path<String>, fields: Fields) -> Answer {
    let present = present_or_away!(visitor);
    let by = administrator(&present)?;
    let account = find(&visitor, &present, by, &user).await?;
    let here = format!("/portal/users/{}", account.id.user);
    let wrong = match fields.one("action") {
        "propose-address" => match address(&visitor, &present, by, &account, &fields).await? {
            Ok(request) => return Ok(see_other(&format!("/portal/approvals/{request}?proposed=1"), [])),
            Err(wrong) => wrong,
        },
        "propose-roles" => match roles(&visitor, &present, by, &account, &fields).await? {
            Ok(request) => return Ok(see_other(&format!("/portal/approvals/{request}?proposed=1"), [])),
            Err(wrong) => Wrong::Other(wrong),
        },
        name => match act(&visitor, &present, by, &account, name, &fields).await? {
            Ok(tail) => return Ok(see_other(&format!("{here}?{tail}"), [])),
            Err(wrong) => Wrong::Other(wrong),
        },
    };
    let mut page = roster::user(&visitor.app, by, &account, visitor.language(Some(&present))).await?;
    let forbidden = matches!(wrong, Wrong::Other(OtherProblem::NotMaker));
    match wrong {
        Wrong::Address(form) => page.address_form = form,
        Wrong::Other(problem) => page.other_problem = Some(problem),
    }
    let status = if forbidden { StatusCode::FORBIDDEN } else { StatusCode::UNPROCESSABLE_ENTITY };
    Ok(visitor.page(status, Some(&present), Page::User(Box::new(page))))
}

/// Proposes an address; says which request it became.
async fn address(
    visitor: &Visitor,
    present: &Present,
    by: Administrator<'_>,
    account: &Account,
    fields: &Fields,
) -> Result<Result<String, Wrong>, No> {
    let Some(maker) = by.maker() else { return Ok(Err(Wrong::Other(OtherProblem::NotMaker))) };
    let form = |problem| {
        Wrong::Address(AddressForm {
            email: fields.one("email").to_owned(),
            reason: fields.one("reason").to_owned(),
            problem: Some(problem),
        })
    };
    let app = &visitor.app;
    let judged = {
        let mut reader = app.store.reader().await?;
        policy::judge(app, &mut reader, account, fields.one("email"), fields.ticked("confirm")).await?
    };
    let address = match judged {
        Ok(address) => address,
        Err(problem) => return Ok(Err(form(problem))),
    };
    let proposal = Proposal {
        participant: by.firm(),
        kind: ChangeKind::Address,
        changes: vec![(Subject::Account(account.id.clone()), Change::Address { address })],
        reason: fields.one("reason"),
        file: "",
    };
    match propose::propose(app, &visitor.scribe_of(present), Proposer::Firm(maker), proposal).await {
        Ok(request) => Ok(Ok(request.id)),
        Err(ProposeError::Waits(_)) => Ok(Err(form(AddressProblem::Waits))),
        Err(error) => Err(no(error)),
    }
}

async fn roles(
    visitor: &Visitor,
    present: &Present,
    by: Administrator<'_>,
    account: &Account,
    fields: &Fields,
) -> Result<Result<String, OtherProblem>, No> {
    let Some(maker) = by.maker() else { return Ok(Err(OtherProblem::NotMaker)) };
    let roles = DaRoles { maker: fields.ticked("maker"), checker: fields.ticked("checker") };
    if roles == account.da {
        return Ok(Err(OtherProblem::SameRoles));
    }
    if tidy_reason(fields.one("reason")).is_empty() {
        return Ok(Err(OtherProblem::ReasonMissing(ChangeKind::Roles)));
    }
    let proposal = Proposal {
        participant: by.firm(),
        kind: ChangeKind::Roles,
        changes: vec![(Subject::Account(account.id.clone()), Change::Roles { roles })],
        reason: fields.one("reason"),
        file: "",
    };
    match propose::propose(&visitor.app, &visitor.scribe_of(present), Proposer::Firm(maker), proposal).await {
        Ok(request) => Ok(Ok(request.id)),
        Err(ProposeError::Waits(_)) => Ok(Err(OtherProblem::RolesWait)),
        Err(error) => Err(no(error)),
    }
}

/// Any other act; says what stands in the URL afterwards.
async fn act(
    visitor: &Visitor,
    present: &Present,
    by: Administrator<'_>,
    account: &Account,
    name: &str,
    fields: &Fields,
) -> Result<Result<String, OtherProblem>, No> {
    let act = UserAct::parse(name).ok_or(No::NOT_FOUND)?;
    let change = roster::change_of(act);
    if change.is_some() && by.maker().is_none() {
        return Ok(Err(OtherProblem::NotMaker));
    }
    let fits = roster::fits(&visitor.app, &mut *visitor.app.store.reader().await?, by, account, act).await?;
    if let Err(why) = fits {
        return Ok(Err(OtherProblem::Act(act, why)));
    }
    if let Some(change) = &change
        && tidy_reason(fields.one("reason")).is_empty()
    {
        return Ok(Err(OtherProblem::ReasonMissing(change.kind())));
    }
    let (done, _) = carry_out(visitor, present, by, std::slice::from_ref(account), act, fields.one("reason")).await?;
    if done == 0 {
        return Ok(Err(OtherProblem::Act(act, app::ports::portal::WhyNot::Capped)));
    }
    Ok(Ok(match change {
        Some(change) => format!("done=proposed&act={}&count=1", change.kind().name()),
        None => format!("done=act&act={}&count=1", act.name()),
    }))
}
