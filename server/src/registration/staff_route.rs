//! What the staff propose for a firm that cannot help itself.

use app::ports::{
    approval::{StaffProblem, StaffTyped},
    portal::WhyNot,
};
use domain::{
    approval::{Change, ChangeKind, may_decide},
    life::{State, Status},
    phase::may_set_up_in,
    role::DaRoles,
    time::{Instant, hong_kong_day},
};
use sqlx::AnyConnection;

use super::policy;
use crate::{
    app::App,
    approval::jury::{able, party},
    schedule,
    store::{StoreError, accounts, accounts::Account},
};

/// The longest exception for a sole proprietor: it is looked at again after a year.
const LONGEST_SOLE: std::time::Duration = std::time::Duration::from_secs(366 * 86_400);

/// The change that was asked for, if it fits the user.
///
/// # Errors
/// When the database cannot be read. `Ok(Err(_))` says why it does not fit.
pub async fn change(
    app: &App,
    db: &mut AnyConnection,
    kind: ChangeKind,
    account: &Account,
    typed: &StaffTyped,
    confirmed: bool,
) -> Result<Result<Change, StaffProblem>, StoreError> {
    let not_possible = |why| Err(StaffProblem::NotPossible(why));
    let disabled = account.status == Status::Disabled;
    let phase = schedule::phase_of(app, db, &account.id, app.clock.now()).await?;
    Ok(match kind {
        ChangeKind::Address => policy::judge(app, db, account, &typed.email, confirmed)
            .await?
            .map(|address| Change::Address { address })
            .map_err(StaffProblem::Address),
        ChangeKind::Roles => {
            let roles = DaRoles { maker: typed.maker, checker: typed.checker };
            if roles == account.da { Err(StaffProblem::SameRoles) } else { Ok(Change::Roles { roles }) }
        }
        ChangeKind::Reset if disabled => not_possible(WhyNot::Disabled),
        ChangeKind::Reset if account.state < State::Ready => not_possible(WhyNot::NotSetUp),
        ChangeKind::Reset if !may_set_up_in(phase, account.standing()) => not_possible(WhyNot::SetUpClosed),
        ChangeKind::Reset => Ok(Change::Reset),
        ChangeKind::Enable if account.status == Status::Active => not_possible(WhyNot::Active),
        ChangeKind::Enable => Ok(Change::Enable),
        ChangeKind::Sole if disabled => not_possible(WhyNot::Disabled),
        ChangeKind::Sole => until(&typed.until, app.clock.now()).map(|until| Change::Sole { until }),
        _ => Err(StaffProblem::KindMissing),
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
///
/// # Errors
/// When the database cannot be read.
pub async fn firm_can(db: &mut AnyConnection, subject: &Account, now: Instant) -> Result<bool, StoreError> {
    let administrators = accounts::administrators(db, &subject.id.participant).await?;
    let able: Vec<&Account> = administrators.iter().filter(|account| able(account)).collect();
    let subject = party(subject, now);
    let makers: Vec<_> = able.iter().filter(|account| account.da.maker).map(|account| party(account, now)).collect();
    Ok(able.iter().filter(|account| account.da.checker).any(|checker| {
        let checker = party(checker, now);
        makers.iter().any(|maker| may_decide(&checker, Some(maker), Some(&subject)).is_ok())
    }))
}
