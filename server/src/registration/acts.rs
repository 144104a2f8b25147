//! What one delegated administrator, or one of the staff, does alone: protective acts, which work at once, and help that restores nothing:
//! sending an activation again and clearing a pause, capped.

use std::time::Duration;

use app::ports::portal::{UserAct, WhyNot};
use domain::{
    account::AccountId,
    budget::BudgetRule,
    life::{State, Status, has_two_factor},
    phase::may_set_up_in,
    role::StaffRole,
};
use serde_json::json;
use sqlx::AnyConnection;

use super::invite::{self, InviteError};
use crate::{
    app::App,
    audit::Scribe,
    login::budget::Method,
    mail::{self, Kind},
    rights::{Administrator, Guardian},
    schedule,
    smartcard::registry,
    store::{
        StoreError, Tx, accounts,
        accounts::Account,
        activations,
        budgets::{self, Payment},
        outbox, sessions,
    },
};

/// Activations that administrators and staff send one user again in a day.
const INVITES_A_DAY: u32 = 5;
/// Pauses of one user that administrators and staff clear in a day.
const UNLOCKS_A_DAY: u32 = 5;

/// Who acts: somebody of the user's own firm, or of the staff.
#[derive(Clone, Copy, Debug)]
pub enum Hand<'p> {
    /// A delegated administrator, with users of their firm.
    Firm(Administrator<'p>),
    /// A member of staff who proposes or decides, with anybody.
    Staff(Guardian<'p>),
}

impl<'p> From<Administrator<'p>> for Hand<'p> {
    fn from(administrator: Administrator<'p>) -> Self {
        Self::Firm(administrator)
    }
}

impl<'p> From<Guardian<'p>> for Hand<'p> {
    fn from(guardian: Guardian<'p>) -> Self {
        Self::Staff(guardian)
    }
}

impl Hand<'_> {
    fn account(&self) -> &Account {
        match self {
            Self::Firm(administrator) => administrator.account(),
            Self::Staff(guardian) => guardian.account(),
        }
    }

    fn reaches(&self, account: &Account) -> bool {
        match self {
            Self::Firm(administrator) => account.id.participant == *administrator.firm(),
            Self::Staff(_) => true,
        }
    }

    /// Whether the right is still there: it may have gone since the request began.
    fn is_held_by(&self, account: &Account) -> bool {
        let right = match self {
            Self::Firm(_) => account.da.any(),
            Self::Staff(_) => account.staff_role.is_some_and(StaffRole::guards),
        };
        account.status == Status::Active && right
    }
}

/// What is possible with a user at all, apart from caps.
///
/// # Errors
/// When the database cannot be read.
pub async fn possible(
    app: &App,
    db: &mut AnyConnection,
    by: impl Into<Hand<'_>>,
    account: &Account,
    act: UserAct,
) -> Result<Result<(), WhyNot>, StoreError> {
    let oneself = by.into().account().id == account.id;
    let disabled = account.status == Status::Disabled;
    let set_up_open = {
        let phase = schedule::phase_of(app, db, &account.id, app.clock.now()).await?;
        may_set_up_in(phase, account.standing())
    };
    Ok(match act {
        UserAct::Invite if disabled => Err(WhyNot::Disabled),
        UserAct::Invite if account.address.is_none() => Err(WhyNot::NoAddress),
        UserAct::Invite if has_two_factor(account.state) => Err(WhyNot::Already),
        UserAct::Invite if !set_up_open => Err(WhyNot::SetUpClosed),
        UserAct::Unlock if pauses(app, db, &account.id).await?.is_empty() => Err(WhyNot::NotPaused),
        UserAct::EndSessions if sessions::list(db, &account.id).await?.is_empty() => Err(WhyNot::NoSession),
        UserAct::Disable | UserAct::Dormant | UserAct::EndSessions if oneself => Err(WhyNot::Oneself),
        UserAct::Disable if disabled => Err(WhyNot::Already),
        UserAct::Dormant if disabled => Err(WhyNot::Disabled),
        UserAct::Dormant if account.status == Status::Dormant => Err(WhyNot::Already),
        UserAct::SuspendCard if !registry::can_suspend(app, db, account).await? => Err(WhyNot::NoCard),
        UserAct::Reset if disabled => Err(WhyNot::Disabled),
        UserAct::Reset if account.state < State::Ready => Err(WhyNot::NotSetUp),
        UserAct::Reset if !set_up_open => Err(WhyNot::SetUpClosed),
        UserAct::RemoveAddress if disabled => Err(WhyNot::Disabled),
        UserAct::RemoveAddress if account.address.is_none() => Err(WhyNot::NoAddress),
        UserAct::Enable if account.status == Status::Active => Err(WhyNot::Active),
        _ => Ok(()),
    })
}

/// Until when ways in are closed to strangers' browsers; without an instant until somebody clears it.
///
/// # Errors
/// When the database cannot be read.
pub async fn pauses(
    app: &App,
    db: &mut AnyConnection,
    account: &AccountId,
) -> Result<Vec<Option<domain::time::Instant>>, StoreError> {
    let mut closed = Vec::new();
    for method in [Method::Password, Method::Code] {
        if let Some(why) = budgets::closed(db, &method.budget_of(account), &method.rule(app), app.clock.now()).await? {
            closed.push(match why {
                domain::budget::Closed::Until(until) => Some(until),
                domain::budget::Closed::Paused => None,
            });
        }
    }
    Ok(closed)
}

/// Does one act with one user whom `by` reaches, in the caller's transaction.
///
/// # Errors
/// When the database does not take it; the caller must not commit then. `Ok(Err(_))` says why it is not possible.
pub async fn act(
    app: &App,
    tx: &mut Tx,
    scribe: &Scribe<'_>,
    by: impl Into<Hand<'_>>,
    id: &AccountId,
    act: UserAct,
) -> Result<Result<(), WhyNot>, StoreError> {
    let by = by.into();
    let Some(account) = accounts::find(tx, id).await?.filter(|account| by.reaches(account)) else {
        return Ok(Err(WhyNot::Disabled));
    };
    let actor = accounts::find(tx, &by.account().id).await?;
    if !actor.is_some_and(|held| by.is_held_by(&held)) {
        return Err(StoreError::Overtaken);
    }
    if let Err(why) = possible(app, tx, by, &account, act).await? {
        return Ok(Err(why));
    }
    match act {
        UserAct::Invite => {
            if !paid(app, tx, scribe, "invite", id, INVITES_A_DAY).await? {
                return Ok(Err(WhyNot::Capped));
            }
            match invite::activate(app, tx, scribe, &account).await {
                Ok(_) => {}
                Err(InviteError::Store(error)) => return Err(error),
                Err(_) => return Ok(Err(WhyNot::NoAddress)),
            }
        }
        UserAct::Unlock => {
            if !paid(app, tx, scribe, "unlock", id, UNLOCKS_A_DAY).await? {
                return Ok(Err(WhyNot::Capped));
            }
            for method in [Method::Password, Method::Code] {
                budgets::clear(tx, &method.budget_of(id)).await?;
            }
            scribe.event(tx, "pause.cleared", Some(id), json!({})).await?;
        }
        UserAct::EndSessions => {
            // A login under way would be the next one.
            accounts::end_codes(tx, id).await?;
            let ended = sessions::revoke_all(tx, id, None).await?;
            scribe.event(tx, "sessions.ended", Some(id), json!({ "sessions_ended": ended })).await?;
        }
        UserAct::Disable | UserAct::Dormant => put_out_of_use(tx, scribe, &account, act).await?,
        UserAct::SuspendCard => registry::suspend(tx, scribe, &account).await?,
        // These are proposed, not done.
        UserAct::Reset | UserAct::RemoveAddress | UserAct::Enable => {}
    }
    Ok(Ok(()))
}

async fn put_out_of_use(tx: &mut Tx, scribe: &Scribe<'_>, account: &Account, act: UserAct) -> Result<(), StoreError> {
    let id = &account.id;
    let (status, event) = match act {
        UserAct::Dormant => (Status::Dormant, "user.dormant"),
        _ => (Status::Disabled, "user.disabled"),
    };
    accounts::set_status(tx, id, status).await?;
    if status == Status::Disabled {
        activations::revoke_open(tx, id, scribe.now).await?;
        if account.address.is_some() {
            outbox::add(tx, &mail::outbox::told(scribe, Kind::AccountDisabled, id)).await?;
        }
    }
    let ended = sessions::revoke_all(tx, id, None).await?;
    scribe.event(tx, event, Some(id), json!({ "from": account.status.name(), "sessions_ended": ended })).await
}

/// Pays for an act from the user's cap of the day.
async fn paid(
    app: &App,
    tx: &mut Tx,
    scribe: &Scribe<'_>,
    what: &str,
    id: &AccountId,
    most: u32,
) -> Result<bool, StoreError> {
    let rule = BudgetRule { failures: most, window: Duration::from_secs(86_400), streak: None };
    Ok(app.config.limits.off || budgets::spend(tx, &format!("{what}:{id}"), &rule, scribe.now).await? == Payment::Paid)
}
