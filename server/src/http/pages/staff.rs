//! `/monitor/approvals/new`: what an operator of the staff proposes for a firm that cannot help itself.

use app::{
    ports::{
        approval::{StaffProblem, StaffProposal, StaffTyped},
        portal::{AddressProblem, WhyNot},
    },
    render::Page,
};
use domain::{
    account::AccountId,
    approval::{Change, ChangeKind, may_decide},
    life::{State, Status},
    phase::may_set_up_in,
    role::DaRoles,
    time::{Instant, hong_kong_day},
};
use http::StatusCode;
use sqlx::AnyConnection;

use super::{
    super::{
        fields::Fields,
        guard::{Answer, No},
        visitor::Visitor,
    },
    portal::{present_or_away, user::judge, users::no},
    see_other,
};
use crate::{
    app::App,
    approval::{
        jury::{able, party},
        propose::{self, Proposal, ProposeError, Proposer, tidy_reason},
    },
    session::Present,
    store::{StoreError, accounts, accounts::Account, requests::Subject},
};

/// The longest exception for a sole proprietor: it is looked at again after a year.
const LONGEST_SOLE: std::time::Duration = std::time::Duration::from_secs(366 * 86_400);

/// GET
pub async fn show(visitor: Visitor) -> Answer {
    let present = present_or_away!(visitor);
    present.staff().and_then(|staff| staff.operator()).ok_or(No::FORBIDDEN)?;
    Ok(visitor.page(StatusCode::OK, Some(&present), Page::StaffProposal(StaffProposal::default())))
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
    let change = match change(app, &mut reader, kind, &account, typed, confirmed).await? {
        Ok(change) => change,
        Err(problem) => return Ok(Err(problem)),
    };
    if tidy_reason(&typed.reason).is_empty() {
        return Ok(Err(StaffProblem::ReasonMissing));
    }
    if kind != ChangeKind::Sole && firm_can(&mut reader, &account, app.clock.now()).await? {
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

/// The change that was asked for, if it fits the user.
async fn change(
    app: &App,
    db: &mut AnyConnection,
    kind: ChangeKind,
    account: &Account,
    typed: &StaffTyped,
    confirmed: bool,
) -> Result<Result<Change, StaffProblem>, StoreError> {
    let not_possible = |why| Err(StaffProblem::NotPossible(why));
    let disabled = account.status == Status::Disabled;
    Ok(match kind {
        ChangeKind::Address => judge(app, db, account, &typed.email, confirmed)
            .await?
            .map(|address| Change::Address { address })
            .map_err(StaffProblem::Address),
        ChangeKind::Roles => {
            let roles = DaRoles { maker: typed.maker, checker: typed.checker };
            if roles == account.da { Err(StaffProblem::SameRoles) } else { Ok(Change::Roles { roles }) }
        }
        ChangeKind::Reset if disabled => not_possible(WhyNot::Disabled),
        ChangeKind::Reset if account.state < State::Ready => not_possible(WhyNot::NotSetUp),
        ChangeKind::Reset if !may_set_up_in(app.phase(), account.standing()) => not_possible(WhyNot::SetUpClosed),
        ChangeKind::Reset => Ok(Change::Reset),
        ChangeKind::Enable if account.status == Status::Active => not_possible(WhyNot::Active),
        ChangeKind::Enable => Ok(Change::Enable),
        ChangeKind::Sole if disabled => not_possible(WhyNot::Disabled),
        ChangeKind::Sole => until(&typed.until, app.clock.now()).map(|until| Change::Sole { until }),
        ChangeKind::RemoveAddress | ChangeKind::Disable | ChangeKind::Domains => Err(StaffProblem::KindMissing),
    })
}

/// The end of an exception: the end of a day to come within a year, or nothing.
fn until(typed: &str, now: Instant) -> Result<Option<Instant>, StaffProblem> {
    if typed.trim().is_empty() {
        return Ok(None);
    }
    let day = hong_kong_day(typed).ok_or(StaffProblem::Until)?;
    let end = day.plus(std::time::Duration::from_secs(86_400));
    if end <= now || end > now.plus(LONGEST_SOLE) { Err(StaffProblem::Until) } else { Ok(Some(end)) }
}

/// Whether somebody of the firm can propose a change to `subject`, and somebody else decide it.
async fn firm_can(db: &mut AnyConnection, subject: &Account, now: Instant) -> Result<bool, StoreError> {
    let administrators = accounts::administrators(db, &subject.id.participant).await?;
    let able: Vec<&Account> = administrators.iter().filter(|account| able(account)).collect();
    let subject = party(subject, now);
    let makers: Vec<_> = able.iter().filter(|account| account.da.maker).map(|account| party(account, now)).collect();
    Ok(able.iter().filter(|account| account.da.checker).any(|checker| {
        let checker = party(checker, now);
        makers.iter().any(|maker| may_decide(&checker, Some(maker), Some(&subject)).is_ok())
    }))
}
