//! Filling the pages about campaigns.

use std::collections::BTreeMap;

use app::ports::campaign::{
    CampaignForm, CampaignPage, CampaignRow, CampaignTyped, Preview, Recipient, SampleMail, Shown, Tally,
};
use domain::{
    account::ParticipantCode,
    campaign::{Rhythm, Stage},
    language::Language,
    role::StaffRole,
    schedule::EventState,
    time::Instant,
};
use sqlx::AnyConnection;

use super::{
    audience::{self, Ground, Moment, nearest},
    draft, event,
};
use crate::{
    app::App,
    approval::view::withheld,
    mail::letter::campaign::samples,
    store::{
        StoreError,
        accounts::Account,
        campaigns::{self, Campaign},
        schedule,
    },
};

/// Campaigns in the list at most.
const LISTED: u32 = 200;
/// Recipients on a page.
const PAGE: u64 = 50;

/// Every campaign.
///
/// # Errors
/// When the database cannot be read.
pub async fn rows(db: &mut AnyConnection) -> Result<Vec<CampaignRow>, StoreError> {
    let mut rows = Vec::new();
    for campaign in campaigns::list(db, LISTED).await? {
        let event = event(db, &campaign.plan).await?.map(|(event, at)| (event.plan.title, at));
        rows.push(CampaignRow {
            moved: campaigns::moved(db, &campaign.id, campaign.plan.goal).await?,
            id: campaign.id,
            title: campaign.plan.title,
            goal: campaign.plan.goal,
            firm: campaign.plan.firm,
            event,
            stage: campaign.stage,
            waits: campaign.request.is_some(),
        });
    }
    Ok(rows)
}

/// A form to draft a campaign, or to change the draft `of`.
///
/// # Errors
/// When the database cannot be read.
pub async fn form(db: &mut AnyConnection, of: Option<&Campaign>, now: Instant) -> Result<CampaignForm, StoreError> {
    let coming = |event: &domain::schedule::Event| event.state == EventState::Confirmed;
    let events: Vec<_> = schedule::list(db)
        .await?
        .into_iter()
        .filter(coming)
        .filter_map(|event| event.plan.at.filter(|at| *at > now).map(|at| (event.id, event.plan.title, at)))
        .collect();
    let typed = match of {
        Some(campaign) => CampaignTyped::from(&campaign.plan),
        None => new(),
    };
    Ok(CampaignForm { id: of.map(|campaign| campaign.id.clone()), typed, events, problems: vec![] })
}

/// What a new draft begins with.
fn new() -> CampaignTyped {
    let rhythm = Rhythm::default();
    let day = |day: Option<u16>| day.map(|day| day.to_string()).unwrap_or_default();
    let days: Vec<String> = rhythm.days().iter().map(u16::to_string).collect();
    CampaignTyped {
        days: days.join(", "),
        administrators: day(rhythm.administrators()),
        staff: day(rhythm.staff()),
        daily: draft::DAILY.to_string(),
        ..CampaignTyped::default()
    }
}

/// One campaign, with what is `asked` for of its preview: the step 0 is the nearest.
///
/// # Errors
/// When the database cannot be read.
pub async fn page(
    app: &App,
    db: &mut AnyConnection,
    campaign: Campaign,
    asked: Shown,
    reader: &Account,
    language: Language,
) -> Result<CampaignPage, StoreError> {
    let held = event(db, &campaign.plan).await?;
    let preview = match &held {
        Some((event, at)) if campaign.stage != Stage::Done && campaign.stage != Stage::Stopped => {
            let ground = Ground { id: &campaign.id, plan: &campaign.plan, event: (event.plan.kind, *at) };
            let mut preview = preview(app, db, &campaign, &ground, asked, reader, language).await?;
            let mails = samples(app, db, &campaign, (&event.plan.title, *at), language).await?.into_iter();
            preview.mails =
                mails.map(|mail| SampleMail { role: mail.role, subject: mail.subject, text: mail.text }).collect();
            Some(preview)
        }
        _ => None,
    };
    let log = campaigns::tallies(db, &campaign.id, campaign.plan.goal).await?;
    Ok(CampaignPage {
        moved: campaigns::moved(db, &campaign.id, campaign.plan.goal).await?,
        id: campaign.id,
        plan: campaign.plan,
        stage: campaign.stage,
        made: (campaign.made_by, campaign.created_at),
        request: campaign.request,
        operator: reader.staff_role == Some(StaffRole::Operator),
        guardian: reader.staff_role.is_some_and(StaffRole::guards),
        event: held.map(|(event, at)| (event.plan.title, at)),
        log: log.into_iter().map(tally).collect(),
        preview,
        reason: String::new(),
        problem: None,
    })
}

fn tally(tally: campaigns::Tally) -> Tally {
    let campaigns::Tally { step, role, letters, waiting, sent, refused, useless, reached, since } = tally;
    Tally { step, role, letters, waiting, sent, refused, useless, reached, since }
}

/// The recipients of a step, a page of them.
async fn preview(
    app: &App,
    db: &mut AnyConnection,
    campaign: &Campaign,
    ground: &Ground<'_>,
    asked: Shown,
    reader: &Account,
    language: Language,
) -> Result<Preview, StoreError> {
    let now = app.clock.now();
    let rhythm = &ground.plan.rhythm;
    let known = rhythm.days().contains(&asked.step);
    let step = if known { asked.step } else { nearest(rhythm, ground.event.1, now) };
    let covered = reader.staff_role == Some(StaffRole::Viewer);
    let from = (asked.page.max(1) - 1).saturating_mul(PAGE);
    let mut roles = [0_u64; 3];
    let mut firms: BTreeMap<ParticipantCode, [u64; 3]> = BTreeMap::new();
    let mut lines = Vec::new();
    let mut found = 0;
    let count = audience::walk(db, ground, Moment::Step(step), now, |planned| {
        roles[planned.role as usize] += 1;
        firms.entry(planned.account.participant.clone()).or_default()[planned.role as usize] += 1;
        let of_firm = asked.firm.is_empty() || asked.firm.eq_ignore_ascii_case(planned.account.participant.as_str());
        if of_firm && asked.role.is_none_or(|role| role == planned.role) {
            if (from..from + PAGE).contains(&found) {
                lines.push(recipient(planned, covered, language));
            }
            found += 1;
        }
    })
    .await?;
    Ok(Preview {
        shown: Shown { step, page: asked.page.max(1), pages: found.div_ceil(PAGE).max(1), found, ..asked },
        audience: (count.audience.users, count.audience.firms),
        unreachable: count.unreachable,
        roles,
        firms: firms.into_iter().collect(),
        lines,
        mails: vec![],
        seen: draft::seen(campaign, &count.audience),
    })
}

fn recipient(planned: audience::Planned, covered: bool, language: Language) -> Recipient {
    let (en, zh) = planned.name;
    let (first, second) = if language == Language::En { (en, zh) } else { (zh, en) };
    Recipient {
        account: planned.account,
        name: if first.is_empty() { second } else { first },
        address: if covered { withheld(language) } else { planned.address.as_str().to_owned() },
        role: planned.role,
    }
}

/// Every recipient of a step, as lines of a file: firm, user, names, address (nothing where it is covered), role, step.
///
/// # Errors
/// When the database cannot be read.
pub async fn recipients(
    app: &App,
    db: &mut AnyConnection,
    campaign: &Campaign,
    step: u16,
    covered: bool,
) -> Result<Vec<[String; 7]>, StoreError> {
    let Some((event, at)) = event(db, &campaign.plan).await? else { return Ok(Vec::new()) };
    let now = app.clock.now();
    let ground = Ground { id: &campaign.id, plan: &campaign.plan, event: (event.plan.kind, at) };
    let known = campaign.plan.rhythm.days().contains(&step);
    let step = if known { step } else { nearest(&campaign.plan.rhythm, at, now) };
    let mut lines = Vec::new();
    audience::walk(db, &ground, Moment::Step(step), now, |planned| {
        let address = if covered { String::new() } else { planned.address.as_str().to_owned() };
        lines.push([
            planned.account.participant.to_string(),
            planned.account.user.to_string(),
            planned.name.0,
            planned.name.1,
            address,
            planned.role.name().to_owned(),
            planned.step.to_string(),
        ]);
    })
    .await?;
    Ok(lines)
}

/// Every mail of a campaign, as lines of a file: step, firm, user, role, when it was put in, what became of it, when,
/// and how far its reader has come.
///
/// # Errors
/// When the database cannot be read.
pub async fn log(db: &mut AnyConnection, campaign: &Campaign) -> Result<Vec<[String; 8]>, StoreError> {
    let mut lines = Vec::new();
    campaigns::each_letter(db, &campaign.id, |logged| {
        lines.push([
            logged.step.to_string(),
            logged.account.participant.to_string(),
            logged.account.user.to_string(),
            logged.role.name().to_owned(),
            logged.created_at.to_string(),
            logged.fate,
            logged.settled_at.map(|at| at.to_string()).unwrap_or_default(),
            logged.state.name().to_owned(),
        ]);
    })
    .await?;
    Ok(lines)
}
