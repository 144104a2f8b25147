//! Drafting a campaign, and proposing that it runs.

use app::ports::campaign::{CampaignProblem, CampaignTyped};
use domain::{
    account::ParticipantCode,
    approval::{Change, ChangeKind},
    campaign::{Audience, GOALS, Plan, Rhythm, Stage},
    time::Instant,
};
use serde_json::json;
use sqlx::AnyConnection;

use super::{
    audience::{self, Count, Ground, Moment},
    event,
};
use crate::{
    app::App,
    approval::propose::{self, Proposal, ProposeError, Proposer, tidy_reason},
    audit::Scribe,
    random::sortable_id,
    rights::Operator,
    store::{
        StoreError, Tx,
        campaigns::{self, Campaign},
        participants,
        requests::{Request, Subject},
    },
};

/// The longest title, in characters.
const LONGEST_TITLE: usize = 80;
/// The most mails a day that a new draft begins with.
pub const DAILY: u32 = 5_000;
/// The most mails a day that a campaign may put in.
pub const MOST_A_DAY: u32 = 1_000_000;

/// Reads what was typed.
///
/// # Errors
/// When the database cannot be read; what is wrong is the inner error, all of it.
pub async fn read(
    db: &mut AnyConnection,
    typed: &CampaignTyped,
) -> Result<Result<Plan, Vec<CampaignProblem>>, StoreError> {
    let mut problems = Vec::new();
    let title: String = tidy_reason(&typed.title).chars().take(LONGEST_TITLE).collect();
    if title.is_empty() {
        problems.push(CampaignProblem::Title);
    }
    let goal = typed.goal.parse().ok().filter(|goal| GOALS.contains(goal));
    if goal.is_none() {
        problems.push(CampaignProblem::Goal);
    }
    let code = match typed.firm.trim() {
        "" => None,
        code => match ParticipantCode::parse(code) {
            Ok(code) if !code.is_staff() && participants::find(db, &code).await?.is_some() => Some(code),
            _ => {
                problems.push(CampaignProblem::Firm);
                None
            }
        },
    };
    let rhythm = Rhythm::parse(&typed.days, &typed.administrators, &typed.staff);
    let daily = typed.daily.trim().parse::<u32>().ok().filter(|daily| (1..=MOST_A_DAY).contains(daily));
    let plan = Plan {
        title,
        goal: goal.unwrap_or_default(),
        firm: code,
        users: Vec::new(),
        event: typed.event.clone(),
        rhythm: rhythm.clone().unwrap_or_default(),
        daily: daily.unwrap_or_default(),
    };
    // An event's name is looked for as it was typed: PostgreSQL's texts hold no NUL.
    if typed.event.contains('\0') || event(db, &plan).await?.is_none() {
        problems.push(CampaignProblem::Event);
    }
    problems.extend(rhythm.err().map(CampaignProblem::Rhythm));
    problems.extend(daily.is_none().then_some(CampaignProblem::Daily));
    Ok(if problems.is_empty() { Ok(plan) } else { Err(problems) })
}

/// Writes a draft down; says what it is called.
///
/// # Errors
/// When the database does not take it.
pub async fn add(app: &App, scribe: &Scribe<'_>, by: Operator<'_>, mut plan: Plan) -> Result<String, StoreError> {
    // They come as some database orders them, and are looked up in our order.
    plan.users.sort_unstable();
    let new = Campaign {
        id: sortable_id(scribe.now, scribe.random),
        plan,
        stage: Stage::Draft,
        version: 0,
        made_by: by.account().id.clone(),
        created_at: scribe.now,
        changed_at: scribe.now,
        started_at: None,
        next_at: scribe.now,
        request: None,
    };
    let mut tx = app.store.begin().await?;
    campaigns::add(&mut tx, &new).await?;
    note(&mut tx, scribe, "campaign.drafted", &new).await?;
    tx.commit().await?;
    Ok(new.id)
}

/// Changes a draft that does not wait for anybody; false where it is none. Users who were chosen one by one stay so.
///
/// # Errors
/// When the database does not take it.
pub async fn change(
    app: &App,
    scribe: &Scribe<'_>,
    _by: Operator<'_>,
    id: &str,
    plan: Plan,
) -> Result<bool, StoreError> {
    let mut tx = app.store.begin().await?;
    let held = campaigns::hold(&mut tx, id).await?;
    let Some(held) = held.filter(|held| held.stage == Stage::Draft && held.request.is_none()) else {
        return Ok(false);
    };
    let plan = Plan { users: held.plan.users, ..plan };
    let changed = Campaign { plan, changed_at: scribe.now, ..held };
    campaigns::put(&mut tx, &changed).await?;
    note(&mut tx, scribe, "campaign.drafted", &changed).await?;
    tx.commit().await?;
    Ok(true)
}

/// Writes an event about `campaign` with all that is planned.
async fn note(tx: &mut Tx, scribe: &Scribe<'_>, kind: &str, campaign: &Campaign) -> Result<(), StoreError> {
    let detail = json!({ "campaign": campaign.id, "plan": campaign.plan });
    scribe.firm_event(tx, kind, &ParticipantCode::staff(), detail).await
}

/// Whom a campaign addresses as things stand; none where its event has no date.
///
/// # Errors
/// When the database cannot be read.
pub async fn count(db: &mut AnyConnection, campaign: &Campaign, now: Instant) -> Result<Option<Count>, StoreError> {
    let Some((event, at)) = event(db, &campaign.plan).await? else { return Ok(None) };
    let ground = Ground { id: &campaign.id, plan: &campaign.plan, event: (event.plan.kind, at) };
    Ok(Some(audience::walk(db, &ground, Moment::Now, now, |_| ()).await?))
}

/// What a page gives back with a proposal: exactly what its reader saw.
pub fn seen(campaign: &Campaign, audience: &Audience) -> String {
    format!("{}.{}", campaign.version, audience.hash)
}

/// Why a campaign was not proposed.
#[derive(Debug, thiserror::Error)]
pub enum ProposalError {
    /// There is no such campaign.
    #[error("no such campaign")]
    Unknown,
    /// It runs, is over, or waits already.
    #[error("not to be started")]
    NotNow,
    /// Its event has no date any more.
    #[error("the event has no date")]
    NoDate,
    /// It addresses nobody.
    #[error("nobody to remind")]
    Nobody,
    /// What was seen is not what stands there now.
    #[error("changed since it was seen")]
    Changed,
    /// A reason is missing.
    #[error("a reason is missing")]
    ReasonMissing,
    /// The right to propose is gone.
    #[error("the right to propose is gone")]
    NoRight,
    /// The database could not do it.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// Proposes that a draft, or a campaign that is paused, runs: on what was `seen` of it.
///
/// # Errors
/// [`ProposalError`] says why not; nothing is written then.
pub async fn propose(
    app: &App,
    scribe: &Scribe<'_>,
    by: Operator<'_>,
    id: &str,
    saw: &str,
    reason: &str,
) -> Result<Request, ProposalError> {
    if tidy_reason(reason).is_empty() {
        return Err(ProposalError::ReasonMissing);
    }
    let mut tx = app.store.begin().await?;
    let campaign = campaigns::hold(&mut tx, id).await?.ok_or(ProposalError::Unknown)?;
    if !campaign.stage.may_start() || campaign.request.is_some() {
        return Err(ProposalError::NotNow);
    }
    let audience = count(&mut tx, &campaign, scribe.now).await?.ok_or(ProposalError::NoDate)?.audience;
    if audience.users == 0 {
        return Err(ProposalError::Nobody);
    }
    if seen(&campaign, &audience) != saw {
        return Err(ProposalError::Changed);
    }
    let change = Change::Campaign { plan: campaign.plan, audience };
    let proposal = Proposal {
        participant: &ParticipantCode::staff(),
        kind: ChangeKind::Campaign,
        changes: vec![(Subject::campaign(id), change)],
        reason,
        file: "",
    };
    let request =
        propose::propose_in(app, &mut tx, scribe, Proposer::Staff(by), proposal).await.map_err(
            |error| match error {
                ProposeError::Store(error) => ProposalError::Store(error),
                ProposeError::Waits(_) => ProposalError::NotNow,
                _ => ProposalError::NoRight,
            },
        )?;
    tx.commit().await?;
    app.outbox.ring();
    Ok(request)
}
