//! `/monitor/campaigns`: drafting, previewing, proposing, pausing and stopping campaigns.

use app::{
    ports::campaign::{ActProblem, CampaignForm, CampaignProblem, CampaignTyped, Campaigns, Shown},
    render::Page,
};
use axum::extract::{Path, Query};
use domain::{campaign::Stage, role::StaffRole};
use http::StatusCode;
use serde::Deserialize;

use super::{
    super::{
        fields::Fields,
        guard::{Answer, No},
        visitor::Visitor,
    },
    files::csv_file,
    portal::present_or_away,
    see_other,
};
use crate::{
    campaign::{
        draft::{self, ProposalError},
        stop::{self, StopError},
        view,
    },
    session::Present,
    store::campaigns::{self, Campaign},
};

/// What is typed into one field of a filter, at most, in characters.
const LONGEST: usize = 40;

/// What the URL may carry.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct Asked {
    step: String,
    role: String,
    firm: String,
    page: String,
}

impl Asked {
    fn shown(&self) -> Shown {
        Shown {
            step: self.step.parse().unwrap_or_default(),
            role: self.role.parse().ok(),
            firm: self.firm.trim().chars().filter(|c| !c.is_control()).take(LONGEST).collect(),
            page: self.page.parse().unwrap_or(1).clamp(1, 1_000_000),
            ..Shown::default()
        }
    }
}

/// GET `/monitor/campaigns`
pub async fn list(visitor: Visitor) -> Answer {
    let present = present_or_away!(visitor);
    let staff = present.staff().ok_or(No::FORBIDDEN)?;
    let rows = view::rows(&mut *visitor.app.store.reader().await?).await?;
    let page = Campaigns { operator: staff.operator().is_some(), rows };
    Ok(visitor.page(StatusCode::OK, Some(&present), Page::Campaigns(page)))
}

fn typed(fields: &Fields) -> CampaignTyped {
    let one = |name| fields.one(name).to_owned();
    CampaignTyped {
        title: one("title"),
        goal: one("goal"),
        firm: one("firm"),
        event: one("event"),
        days: one("days"),
        administrators: one("administrators"),
        staff: one("staff"),
        daily: one("daily"),
    }
}

/// The draft of that id, that may still be changed; none: a new one.
async fn draft_of(visitor: &Visitor, id: Option<&str>) -> Result<Option<Campaign>, No> {
    let Some(id) = id else { return Ok(None) };
    let found = campaigns::find(&mut *visitor.app.store.reader().await?, id).await?;
    let draft = found.filter(|found| found.stage == Stage::Draft && found.request.is_none());
    draft.map(Some).ok_or(No::NOT_FOUND)
}

async fn form(
    visitor: &Visitor,
    present: &Present,
    id: Option<&str>,
    typed: Option<(CampaignTyped, Vec<CampaignProblem>)>,
) -> Answer {
    present.staff().and_then(|staff| staff.operator()).ok_or(No::FORBIDDEN)?;
    let of = draft_of(visitor, id).await?;
    let form = view::form(&mut *visitor.app.store.reader().await?, of.as_ref(), visitor.app.clock.now()).await?;
    let (status, form) = match typed {
        Some((typed, problems)) => (StatusCode::UNPROCESSABLE_ENTITY, CampaignForm { typed, problems, ..form }),
        None => (StatusCode::OK, form),
    };
    Ok(visitor.page(status, Some(present), Page::CampaignForm(Box::new(form))))
}

async fn save(visitor: &Visitor, present: &Present, id: Option<&str>, fields: &Fields) -> Answer {
    let by = present.staff().and_then(|staff| staff.operator()).ok_or(No::FORBIDDEN)?;
    draft_of(visitor, id).await?;
    let (app, scribe) = (&visitor.app, visitor.scribe_of(present));
    let typed = typed(fields);
    let read = draft::read(&mut *app.store.reader().await?, &typed).await?;
    let plan = match read {
        Ok(plan) => plan,
        Err(problems) => return form(visitor, present, id, Some((typed, problems))).await,
    };
    let id = match id {
        None => draft::add(app, &scribe, by, plan).await?,
        // Somebody has proposed it meanwhile: its page says so.
        Some(id) => draft::change(app, &scribe, by, id, plan).await.map(|_| id.to_owned())?,
    };
    Ok(see_other(&format!("/monitor/campaigns/{id}"), []))
}

/// GET `/monitor/campaigns/new`
pub async fn show_new(visitor: Visitor) -> Answer {
    let present = present_or_away!(visitor);
    form(&visitor, &present, None, None).await
}

/// POST `/monitor/campaigns/new`
pub async fn add(visitor: Visitor, fields: Fields) -> Answer {
    let present = present_or_away!(visitor);
    save(&visitor, &present, None, &fields).await
}

/// GET `/monitor/campaigns/{id}/edit`
pub async fn show_edit(visitor: Visitor, Path(id): Path<String>) -> Answer {
    let present = present_or_away!(visitor);
    form(&visitor, &present, Some(&id), None).await
}

/// POST `/monitor/campaigns/{id}/edit`
pub async fn edit(visitor: Visitor, Path(id): Path<String>, fields: Fields) -> Answer {
    let present = present_or_away!(visitor);
    save(&visitor, &present, Some(&id), &fields).await
}

/// GET `/monitor/campaigns/{id}`
pub async fn show(visitor: Visitor, Path(id): Path<String>, Query(asked): Query<Asked>) -> Answer {
    let present = present_or_away!(visitor);
    page(&visitor, &present, &id, &asked, None).await
}

async fn page(
    visitor: &Visitor,
    present: &Present,
    id: &str,
    asked: &Asked,
    refused: Option<(ActProblem, &str)>,
) -> Answer {
    present.staff().ok_or(No::FORBIDDEN)?;
    let language = visitor.language(Some(present));
    let mut reader = visitor.app.store.reader().await?;
    let campaign = campaigns::find(&mut reader, id).await?.ok_or(No::NOT_FOUND)?;
    let mut page = view::page(&visitor.app, &mut reader, campaign, asked.shown(), &present.account, language).await?;
    drop(reader);
    let status = match refused {
        None => StatusCode::OK,
        Some((ActProblem::Changed, _)) => StatusCode::CONFLICT,
        Some(_) => StatusCode::UNPROCESSABLE_ENTITY,
    };
    if let Some((problem, reason)) = refused {
        page.problem = Some(problem);
        page.reason = reason.to_owned();
    }
    Ok(visitor.page(status, Some(present), Page::Campaign(Box::new(page))))
}

/// POST `/monitor/campaigns/{id}`: proposes, pauses or stops.
pub async fn act(visitor: Visitor, Path(id): Path<String>, Query(asked): Query<Asked>, fields: Fields) -> Answer {
    let present = present_or_away!(visitor);
    let staff = present.staff().ok_or(No::FORBIDDEN)?;
    let (app, scribe) = (&visitor.app, visitor.scribe_of(&present));
    let reason = fields.one("reason");
    let problem = match fields.one("action") {
        "propose" => {
            let by = staff.operator().ok_or(No::FORBIDDEN)?;
            match draft::propose(app, &scribe, by, &id, fields.one("seen"), reason).await {
                Ok(request) => return Ok(see_other(&format!("/monitor/approvals/{}?proposed=1", request.id), [])),
                Err(ProposalError::Unknown) => return Err(No::NOT_FOUND),
                Err(ProposalError::NoRight) => return Err(No::FORBIDDEN),
                Err(ProposalError::Store(error)) => return Err(error.into()),
                Err(ProposalError::NotNow) => ActProblem::NotNow,
                Err(ProposalError::NoDate) => ActProblem::NoDate,
                Err(ProposalError::Nobody) => ActProblem::Nobody,
                Err(ProposalError::Changed) => ActProblem::Changed,
                Err(ProposalError::ReasonMissing) => ActProblem::ReasonMissing("propose"),
            }
        }
        action @ ("pause" | "stop") => {
            let by = staff.guardian().ok_or(No::FORBIDDEN)?;
            let action = if action == "stop" { "stop" } else { "pause" };
            match stop::stop(app, &scribe, by, &id, action == "stop", reason).await {
                Ok(()) => return Ok(see_other(&format!("/monitor/campaigns/{id}"), [])),
                Err(StopError::Store(error)) => return Err(error.into()),
                Err(StopError::Nothing) => ActProblem::NotNow,
                Err(StopError::ReasonMissing) => ActProblem::ReasonMissing(action),
            }
        }
        _ => return Err(No::NOT_FOUND),
    };
    page(&visitor, &present, &id, &asked, Some((problem, reason))).await
}

/// GET `/monitor/campaigns/{id}/recipients.csv`: exactly whom the step shown addresses.
pub async fn recipients(visitor: Visitor, Path(id): Path<String>, Query(asked): Query<Asked>) -> Answer {
    let present = present_or_away!(visitor);
    present.staff().ok_or(No::FORBIDDEN)?;
    let covered = present.account.staff_role == Some(StaffRole::Viewer);
    let mut reader = visitor.app.store.reader().await?;
    let campaign = campaigns::find(&mut reader, &id).await?.ok_or(No::NOT_FOUND)?;
    let lines = view::recipients(&visitor.app, &mut reader, &campaign, asked.shown().step, covered).await?;
    let head = ["participant_code", "user_id", "name_en", "name_zh", "email", "role", "step"];
    csv_file("recipients.csv", head, lines)
}

/// GET `/monitor/campaigns/{id}/log.csv`: every mail, and what became of it.
pub async fn log(visitor: Visitor, Path(id): Path<String>) -> Answer {
    let present = present_or_away!(visitor);
    present.staff().ok_or(No::FORBIDDEN)?;
    let mut reader = visitor.app.store.reader().await?;
    let campaign = campaigns::find(&mut reader, &id).await?.ok_or(No::NOT_FOUND)?;
    let lines = view::log(&mut reader, &campaign).await?;
    let head = ["step", "participant_code", "user_id", "role", "put_in", "mail", "settled", "state"];
    csv_file("campaign-log.csv", head, lines)
}
