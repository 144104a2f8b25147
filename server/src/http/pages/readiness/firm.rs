//! `/portal/readiness`: whom of a firm the schedule shuts out, reminding them, and the firm's declaration.

use app::{
    ports::readiness::{FirmReadiness, Looked, Nudge, NudgeConfirm, Nudged, ReadinessProblem, Sheet, Wanted},
    render::Page,
};
use axum::extract::Query;
use domain::{account::AccountId, approval::ChangeKind, schedule::Terms};
use http::StatusCode;
use serde::Deserialize;

use super::{
    super::{
        super::{
            fields::Fields,
            guard::{Answer, No},
            visitor::Visitor,
        },
        files::csv_file,
        portal::{Asked as Object, administrator, not_theirs, present_or_away, users::no},
        query, see_other,
    },
    named, numbered, searched,
};
use crate::{
    approval::propose::{self, Proposal, ProposeError, Proposer},
    readiness::{Sight, declaration, laggards::Survey, package, remind},
    registration::roster,
    rights::Administrator,
    session::Present,
    store::{exceptions, requests::Subject},
};

/// As many users as are written to without being asked again.
const AT_ONCE: usize = 20;

/// What the URL may carry.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct Asked {
    event: String,
    at: String,
    q: String,
    why: String,
    page: String,
    done: String,
    sent: String,
    left: String,
}

impl Asked {
    fn wanted(&self) -> Wanted {
        Wanted { q: searched(&self.q), why: self.why.parse().ok(), page: numbered(&self.page) }
    }

    fn nudged(&self) -> Option<Nudged> {
        let number = |text: &str| text.parse().unwrap_or(0);
        Some(Nudged { nudge: Nudge::parse(&self.done)?, sent: number(&self.sent), left: number(&self.left) })
    }
}

/// Why a form was not taken, and what was typed into it.
struct Wrong<'f> {
    problem: ReadinessProblem,
    reason: &'f str,
}

/// GET `/portal/readiness`
pub async fn show(visitor: Visitor, Query(asked): Query<Asked>) -> Answer {
    let present = present_or_away!(visitor);
    let by = administrator(&present)?;
    page(&visitor, &present, by, &asked, None).await
}

async fn page(
    visitor: &Visitor,
    present: &Present,
    by: Administrator<'_>,
    asked: &Asked,
    wrong: Option<Wrong<'_>>,
) -> Answer {
    let app = &visitor.app;
    let language = visitor.language(Some(present));
    let now = app.clock.now();
    let mut reader = app.store.reader().await?;
    let sight = Sight::of(app, &mut reader, now).await?;
    let (looked, unseen) = sight.look(&asked.event, &asked.at);
    let held = exceptions::find(&mut reader, &Subject::Firm(by.firm().clone())).await?;
    let exception = held.map(|held| held.exception).filter(|exception| exception.until > now);
    let survey = Survey::of(&mut reader, by.firm(), sight.supposed(&looked), looked.at).await?;
    let version = package::of(&app.config).version;
    let problem = wrong.as_ref().map(|wrong| wrong.problem).or(unseen.map(ReadinessProblem::Look));
    let model = FirmReadiness {
        firm: roster::firm(&mut reader, by, language).await?,
        rights: roster::rights(by, now),
        phase: Terms { firm: exception, ..Terms::of(sight.timeline) }.phase(now),
        exception,
        coming: visitor.news.coming.clone(),
        choices: sight.choices(),
        looked,
        event: asked.event.clone(),
        at: searched(&asked.at),
        laggards: survey.page(asked.wanted(), language),
        declaration: declaration::standing(&mut reader, &sight, by.firm(), named(language, false)).await?,
        package: package::standing(&mut reader, by.firm(), version, named(language, false)).await?,
        nudged: asked.nudged(),
        problem,
        reason: wrong.map(|wrong| wrong.reason.to_owned()).unwrap_or_default(),
    };
    drop(reader);
    let status = match problem {
        None => StatusCode::OK,
        Some(ReadinessProblem::NotMaker) => StatusCode::FORBIDDEN,
        Some(_) => StatusCode::UNPROCESSABLE_ENTITY,
    };
    Ok(visitor.page(status, Some(present), Page::Readiness(Sheet::Firm(Box::new(model)))))
}

/// POST `/portal/readiness`
pub async fn submit(visitor: Visitor, Query(asked): Query<Asked>, fields: Fields) -> Answer {
    let present = present_or_away!(visitor);
    let by = administrator(&present)?;
    let reason = fields.one("reason");
    let problem = match (fields.one("action"), Nudge::parse(fields.one("action"))) {
        ("declare", _) => match declare(&visitor, &present, by, &fields).await? {
            Ok(request) => return Ok(see_other(&format!("/portal/approvals/{request}?proposed=1"), [])),
            Err(problem) => problem,
        },
        (_, Some(nudge)) => match write(&visitor, &present, by, &asked, &fields, nudge).await? {
            Ok(answer) => return Ok(answer),
            Err(problem) => problem,
        },
        _ => ReadinessProblem::UnknownAct,
    };
    page(&visitor, &present, by, &asked, Some(Wrong { problem, reason })).await
}

/// Writes to the chosen users, once it is confirmed where they are many.
async fn write(
    visitor: &Visitor,
    present: &Present,
    by: Administrator<'_>,
    asked: &Asked,
    fields: &Fields,
    nudge: Nudge,
) -> Result<Result<axum::response::Response, ReadinessProblem>, No> {
    let app = &visitor.app;
    let now = app.clock.now();
    let mut reader = app.store.reader().await?;
    let sight = Sight::of(app, &mut reader, now).await?;
    let mut chosen: Vec<AccountId> = Vec::new();
    let all = fields.ticked("all");
    if all {
        let (looked, _) = sight.look(&asked.event, &asked.at);
        let survey = Survey::of(&mut reader, by.firm(), sight.supposed(&looked), looked.at).await?;
        chosen.extend(survey.found(&asked.wanted()).map(|shut| shut.member.id.clone()));
    } else {
        for user in fields.all("user") {
            match roster::find(&mut reader, by, user).await? {
                Some(account) if !chosen.contains(&account.id) => chosen.push(account.id),
                Some(_) => {}
                None => return Err(not_theirs(visitor, present, Object::User(user)).await),
            }
        }
    }
    drop(reader);
    if chosen.is_empty() {
        return Ok(Err(ReadinessProblem::NobodyChosen));
    }
    // What was confirmed is that many: of everybody found there may be others by now.
    if chosen.len() > AT_ONCE && fields.one("confirmed").parse() != Ok(chosen.len()) {
        let users = if all { Vec::new() } else { chosen.iter().map(|id| id.user.to_string()).collect() };
        let confirm = NudgeConfirm { nudge, count: chosen.len() as u64, users };
        let page = Page::Readiness(Sheet::Nudge(Box::new(confirm)));
        return Ok(Ok(visitor.page(StatusCode::OK, Some(present), page)));
    }
    let closing = sight.closing().map(|(_, at)| at);
    let done = remind::send(app, &visitor.scribe_of(present), by, &chosen, nudge, closing).await?;
    let (sent, left) = (done.sent.to_string(), done.left.to_string());
    let shown = [("event", &asked.event), ("at", &asked.at), ("q", &asked.q), ("why", &asked.why)];
    let mut pairs: Vec<(&str, &str)> =
        shown.into_iter().map(|(name, value)| (name, value.as_str())).filter(|(_, value)| !value.is_empty()).collect();
    pairs.extend([("done", nudge.name()), ("sent", &sent), ("left", &left)]);
    Ok(Ok(see_other(&format!("/portal/readiness?{}", query(&pairs)), [])))
}

/// Proposes the declaration; says which request it became.
async fn declare(
    visitor: &Visitor,
    present: &Present,
    by: Administrator<'_>,
    fields: &Fields,
) -> Result<Result<String, ReadinessProblem>, No> {
    let app = &visitor.app;
    let Some(maker) = by.maker() else { return Ok(Err(ReadinessProblem::NotMaker)) };
    let shown = (fields.one("event"), fields.one("at"), fields.one("blocked"));
    let mut reader = app.store.reader().await?;
    let change = declaration::change(app, &mut reader, by.firm(), shown, app.clock.now()).await?;
    drop(reader);
    let Some(change) = change else { return Ok(Err(ReadinessProblem::Changed)) };
    let proposal = Proposal {
        participant: by.firm(),
        kind: ChangeKind::Readiness,
        changes: vec![(Subject::Firm(by.firm().clone()), change)],
        reason: fields.one("reason"),
        file: "",
    };
    match propose::propose(app, &visitor.scribe_of(present), Proposer::Firm(maker), proposal).await {
        Ok(request) => Ok(Ok(request.id)),
        Err(ProposeError::Waits(_)) => Ok(Err(ReadinessProblem::Waits)),
        Err(error) => Err(no(error)),
    }
}

/// GET `/portal/readiness.csv`: everybody who is found.
pub async fn export(visitor: Visitor, Query(asked): Query<Asked>) -> Answer {
    let present = present_or_away!(visitor);
    let by = administrator(&present)?;
    let app = &visitor.app;
    let mut reader = app.store.reader().await?;
    let sight = Sight::of(app, &mut reader, app.clock.now()).await?;
    let (looked, problem) = sight.look(&asked.event, &asked.at);
    if problem.is_some() {
        return Err(No::of(StatusCode::BAD_REQUEST));
    }
    let survey = Survey::of(&mut reader, by.firm(), sight.supposed(&looked), looked.at).await?;
    drop(reader);
    let Looked { at, event, .. } = looked;
    let event = event.map(|event| event.id).unwrap_or_default();
    let text = |instant: Option<domain::time::Instant>| instant.map(|at| at.to_string()).unwrap_or_default();
    let head = [
        "participant_code",
        "user_id",
        "name_en",
        "name_zh",
        "why",
        "administrator",
        "mail_refused_since",
        "last_login",
        "at",
        "event",
    ];
    let wanted = asked.wanted();
    let rows = survey.found(&wanted).map(|shut| {
        let member = &shut.member;
        [
            member.id.participant.to_string(),
            member.id.user.to_string(),
            member.name.0.clone(),
            member.name.1.clone(),
            shut.why.name().to_owned(),
            if member.administrator { "yes" } else { "no" }.to_owned(),
            text(member.mail_refused_at),
            text(member.last_login_at),
            at.to_string(),
            event.clone(),
        ]
    });
    csv_file("readiness.csv", head, rows)
}
