//! Everything about a firm that staff need on the telephone.

use std::collections::HashMap;

use app::ports::connectivity::Show as Tested;
use app::ports::enquiry::{AdministratorLine, BriefingLine, DomainLine, FailedTest, FirmFile, WaitingRequest};
use domain::{connectivity::Outcome, language::Language, time::Instant};
use sqlx::AnyConnection;

use super::reader;
use crate::{
    app::App,
    approval::jury::{Jury, able},
    audit::trail,
    readiness::{Sight, declaration, package},
    registration::{roster::working, standing},
    rights::Viewer,
    session::account::firm_name,
    store::{
        StoreError, accounts, connectivity, enquiries, events, exceptions, participants::Participant, readiness,
        requests,
    },
};

/// Events on a page.
const HISTORY: u32 = 20;
/// Of everything else at most so many lines.
const LINES: u32 = 10;
/// Requests looked at for what waits, at most.
const REQUESTS: u32 = 50;

/// The page of `firm`, its history from after the event `before` on.
///
/// # Errors
/// When the database cannot be read.
pub async fn page(
    app: &App,
    by: Viewer<'_>,
    firm: &Participant,
    before: Option<&str>,
    language: Language,
) -> Result<FirmFile, StoreError> {
    let db = &mut *app.store.reader().await?;
    let (code, now) = (&firm.code, app.clock.now());
    let sight = Sight::of(app, db, now).await?;
    let administrators = accounts::administrators(db, code).await?;
    let (makers, checkers) = working(&administrators, now);
    let declaration = declaration::standing(db, &sight, code, |name| name.to_owned()).await?;
    let version = package::of(&app.config).version;
    let packages = readiness::packages(db, Some(code)).await?;
    let agreed = &firm.mail_domains;
    let domains = enquiries::domains(db, code).await?;
    let (failed, _) = connectivity::list(db, code, "", Tested::Outcome(Outcome::Failed), 0, LINES).await?;
    let (history, older) = history(db, firm, before, reader(by), language).await?;
    let other = match language {
        Language::En => Language::ZhHk,
        Language::ZhHk => Language::En,
    };
    let briefings = enquiries::briefings(db, code, LINES).await?;
    Ok(FirmFile {
        code: code.to_string(),
        name: firm_name(firm, language),
        other_name: firm_name(firm, other),
        category: firm.category.clone(),
        sole: firm.da_model == "sole",
        // Whoever calls a firm back is to be trusted with more than looking.
        call_back: by.guardian().map(|_| firm.call_back.clone()),
        operator: by.operator().is_some(),
        standing: standing::count(db, Some(code)).await?,
        blocked: declaration.as_ref().map(|declaration| (declaration.blocked, declaration.event.at)),
        pair: makers > 0 && checkers > 0,
        administrators: administrators
            .into_iter()
            .map(|account| AdministratorLine {
                name: account.name(language).to_owned(),
                roles: account.da,
                status: account.status,
                state: account.state,
                able: able(&account),
                last_login: account.last_login.map(|(at, _)| at),
                account: account.id,
            })
            .collect(),
        exceptions: exceptions::list(db, Some(code), 0)
            .await?
            .into_iter()
            .filter(|granted| granted.exception.until > now)
            .map(|granted| (granted.subject.account().cloned(), granted.exception))
            .collect(),
        declared: declaration.and_then(|declaration| declaration.declared),
        package: packages.get(code).filter(|held| held.version == version).map(|held| held.agreed.at),
        guides: enquiries::guides(db, code, LINES).await?,
        domains: domains
            .into_iter()
            .map(|(domain, users, refused)| DomainLine {
                agreed: agreed.is_empty() || agreed.contains(&domain),
                domain,
                users,
                refused,
            })
            .collect(),
        tests: tests(db, firm).await?,
        failed: failed.into_iter().filter_map(|(account, result)| Some(failure(account, result?, language))).collect(),
        waiting: waiting(db, firm, now).await?,
        briefings: briefings
            .into_iter()
            .map(|(briefing, seats, attended)| BriefingLine {
                title: match language {
                    Language::ZhHk if !briefing.title_zh.is_empty() => briefing.title_zh,
                    _ => briefing.title_en,
                },
                id: briefing.id,
                at: briefing.at,
                seats,
                attended,
            })
            .collect(),
        history,
        older,
        begun: before.is_some(),
    })
}

fn failure(account: accounts::Account, result: connectivity::RunResult, language: Language) -> FailedTest {
    FailedTest {
        name: account.name(language).to_owned(),
        account: account.id,
        at: result.at,
        reason: result.findings.gravest(),
    }
}

/// How many of the firm's active users stand where in the connectivity test.
async fn tests(db: &mut AnyConnection, firm: &Participant) -> Result<Vec<(Tested, u64)>, StoreError> {
    let counted: HashMap<Option<Outcome>, u64> = connectivity::counts(db, &firm.code).await?.into_iter().collect();
    let outcome = |show| match show {
        Tested::Outcome(outcome) => Some(outcome),
        Tested::All | Tested::Never => None,
    };
    let shown = Tested::ALL.into_iter().filter(|show| *show != Tested::All);
    Ok(shown.map(|show| (show, counted.get(&outcome(show)).copied().unwrap_or_default())).collect())
}

/// What waits for a decision, and how much of it is the staff's.
async fn waiting(db: &mut AnyConnection, firm: &Participant, now: Instant) -> Result<Vec<WaitingRequest>, StoreError> {
    let mut waiting = Vec::new();
    for request in requests::waiting(db, Some(&firm.code), REQUESTS).await? {
        let jury = Jury::of(db, &request, now).await?;
        waiting.push(WaitingRequest {
            staff: jury.count_for_staff(db, &request).await?,
            kind: request.kind,
            at: request.created_at,
            rows: request.waiting,
            id: request.id,
        });
    }
    Ok(waiting)
}

/// A page of what happened in the firm.
async fn history(
    db: &mut AnyConnection,
    firm: &Participant,
    before: Option<&str>,
    reader: trail::Reader,
    language: Language,
) -> Result<(Vec<app::ports::trail::Moment>, Option<String>), StoreError> {
    let filter = events::Filter { participant: Some(firm.code.clone()), ..events::Filter::default() };
    let mut found = events::list(db, &filter, before, HISTORY + 1).await?;
    let more = found.len() > HISTORY as usize;
    found.truncate(HISTORY as usize);
    let older = found.last().filter(|_| more).map(|last| last.id.clone());
    let moments = trail::moments(db, found, reader, language).await?;
    Ok((moments, older))
}
