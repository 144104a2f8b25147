//! Exceptions as firms and staff ask for them: what was typed, whom it would shut out, and what there is.

use app::ports::readiness::{Effect, ExceptionProblem, ExceptionRow, ExceptionTyped, Exceptions, Standing};
use domain::{
    account::{AccountId, ParticipantCode},
    approval::ChangeKind,
    language::Language,
    life::Status,
    schedule::{Blocked, Exception, ExceptionKind},
    time::{Instant, hong_kong_day, hong_kong_moment},
};
use sqlx::AnyConnection;

use super::{Sight, laggards::laggard};
use crate::{
    approval::propose::tidy_reason,
    schedule::{
        blocked::{self, Shut},
        exceptions::{self, LONGEST_DAYS, ends},
    },
    session::account::firm_name,
    store::{
        StoreError, accounts,
        exceptions::{self as store, Granted},
        participants,
        requests::{self, Subject, Which},
        schedule::Member,
    },
};

/// Exceptions on a page, and users who would be shut out.
const PAGE: usize = 50;
/// Exceptions that are over, looked at most.
const OVER: u32 = 100_000;
/// Requests that wait, looked through at most.
const WAITING: u32 = 200;

/// What was asked for.
#[derive(Clone, Debug)]
pub struct Meant {
    /// For whom.
    pub subject: Subject,
    /// What; one that lasts for no time ends what there is.
    pub exception: Exception,
}

impl Meant {
    /// Whether it may shut somebody out, so that the maker is shown whom.
    pub fn closes(&self) -> bool {
        ends(self.exception) || self.exception.kind == ExceptionKind::EarlyMove
    }

    /// The firm that it is of.
    fn firm(&self) -> Option<&ParticipantCode> {
        firm_of(&self.subject)
    }
}

fn firm_of(subject: &Subject) -> Option<&ParticipantCode> {
    match subject {
        Subject::Firm(firm) => Some(firm),
        Subject::Account(account) => Some(&account.participant),
        Subject::Matter(_) => None,
    }
}

/// Reads what was typed, for `firm`; for whichever was typed where staff ask.
///
/// # Errors
/// When the database cannot be read. `Ok(Err(_))` says why it cannot be proposed.
pub async fn meant(
    db: &mut AnyConnection,
    firm: Option<&ParticipantCode>,
    typed: &ExceptionTyped,
    now: Instant,
) -> Result<Result<Meant, ExceptionProblem>, StoreError> {
    let found = match typed.action.as_str() {
        "end" => ended(db, firm, &typed.subject, now).await?,
        _ => granted(db, firm, typed).await?,
    };
    let meant = match found {
        Ok(meant) => meant,
        Err(problem) => return Ok(Err(problem)),
    };
    Ok(match exceptions::check(db, &meant.subject, meant.exception, now).await? {
        None => Ok(meant),
        Some(exceptions::ExceptionProblem::Dates) => Err(ExceptionProblem::Dates),
        Some(exceptions::ExceptionProblem::TooLong) => Err(ExceptionProblem::TooLong(LONGEST_DAYS)),
        Some(exceptions::ExceptionProblem::NoWayBack) => Err(ExceptionProblem::NoWayBack),
        Some(exceptions::ExceptionProblem::Nothing) => Err(ExceptionProblem::Nothing),
    })
}

/// The end of what the subject of that name has.
async fn ended(
    db: &mut AnyConnection,
    firm: Option<&ParticipantCode>,
    subject: &str,
    now: Instant,
) -> Result<Result<Meant, ExceptionProblem>, StoreError> {
    let subject = match (subject.parse::<AccountId>(), ParticipantCode::parse(subject)) {
        (Ok(account), _) => Subject::Account(account),
        (_, Ok(firm)) => Subject::Firm(firm),
        _ => return Ok(Err(ExceptionProblem::Nothing)),
    };
    if firm.is_some_and(|firm| firm_of(&subject) != Some(firm)) {
        return Ok(Err(ExceptionProblem::Nothing));
    }
    Ok(match store::find(db, &subject).await? {
        Some(held) => Ok(Meant { subject, exception: Exception { from: now, until: now, ..held.exception } }),
        None => Err(ExceptionProblem::Nothing),
    })
}

async fn granted(
    db: &mut AnyConnection,
    firm: Option<&ParticipantCode>,
    typed: &ExceptionTyped,
) -> Result<Result<Meant, ExceptionProblem>, StoreError> {
    if !matches!(typed.scope.as_str(), "firm" | "user") {
        return Ok(Err(ExceptionProblem::ScopeMissing));
    }
    let firm = match firm {
        Some(firm) => firm.clone(),
        None => match ParticipantCode::parse(&typed.participant) {
            Ok(firm) if !firm.is_staff() && participants::find(db, &firm).await?.is_some() => firm,
            _ => return Ok(Err(ExceptionProblem::UnknownFirm)),
        },
    };
    let subject = if typed.scope == "firm" {
        Subject::Firm(firm)
    } else {
        let id = AccountId::parse_parts(firm.as_str(), &typed.user);
        let found = match id {
            Ok(id) => accounts::find(db, &id).await?.filter(|account| account.status != Status::Disabled),
            Err(_) => None,
        };
        match found {
            Some(account) => Subject::Account(account.id),
            None => return Ok(Err(ExceptionProblem::UnknownUser)),
        }
    };
    let Ok(kind) = typed.kind.parse::<ExceptionKind>() else { return Ok(Err(ExceptionProblem::KindMissing)) };
    let Some(from) = hong_kong_moment(&typed.from).or_else(|| hong_kong_day(&typed.from)) else {
        return Ok(Err(ExceptionProblem::From));
    };
    // A day alone is meant with all of its hours.
    let day = hong_kong_day(&typed.until).map(|day| day.plus(DAY));
    let Some(until) = hong_kong_moment(&typed.until).or(day) else { return Ok(Err(ExceptionProblem::Until)) };
    if until <= from {
        return Ok(Err(ExceptionProblem::Dates));
    }
    if tidy_reason(&typed.reason).is_empty() {
        return Ok(Err(ExceptionProblem::ReasonMissing));
    }
    Ok(Ok(Meant { subject, exception: Exception { kind, from, until } }))
}

const DAY: std::time::Duration = std::time::Duration::from_secs(86_400);

/// Whom an exception, or its end, shuts out who would not be otherwise.
#[derive(Clone, Debug, Default)]
pub struct ShutOut {
    /// From when it makes a difference, as the schedule stands; none: it makes none.
    pub at: Option<Instant>,
    /// Whom it shuts out then.
    pub users: Vec<Shut>,
}

impl ShutOut {
    /// How many they are: all of one firm.
    pub fn blocked(&self) -> Blocked {
        Blocked { users: self.users.len() as u64, firms: u64::from(!self.users.is_empty()) }
    }
}

/// Whom `meant` shuts out.
///
/// # Errors
/// When the database cannot be read.
pub async fn shut_out(db: &mut AnyConnection, sight: &Sight, meant: &Meant) -> Result<ShutOut, StoreError> {
    let held = store::find(db, &meant.subject).await?.map(|held| held.exception);
    let new = Some(meant.exception).filter(|exception| !ends(*exception));
    // What may be another phase with it: from now, from its ends, and from every event in between.
    let mut instants = vec![sight.now];
    for exception in held.into_iter().chain(new) {
        instants.extend([exception.from, exception.until].into_iter().filter(|at| *at > sight.now));
    }
    instants.extend(sight.coming.iter().filter_map(domain::schedule::Event::due_at));
    instants.sort_unstable();
    let phase = |exception: Option<Exception>, at: Instant| {
        domain::schedule::Terms { own: exception, ..domain::schedule::Terms::of(sight.at(at)) }.phase(at)
    };
    let Some(at) = instants.into_iter().find(|at| phase(held, *at) != phase(new, *at)) else {
        return Ok(ShutOut::default());
    };
    let before = blocked::list(db, meant.firm(), sight.at(at), at).await?;
    let mut after =
        blocked::list_as_if(db, meant.firm(), sight.at(at), at, |member| bend(member, &meant.subject, new)).await?;
    after.retain(|shut| before.iter().all(|held| held.member.id != shut.member.id));
    Ok(ShutOut { at: Some(at), users: after })
}

/// Gives whom `subject` means the exception.
fn bend(member: &mut Member, subject: &Subject, exception: Option<Exception>) {
    match subject {
        Subject::Account(account) if member.id == *account => member.own = exception,
        Subject::Firm(_) => member.firm_wide = exception,
        _ => {}
    }
}

/// The page that shows whom it would shut out.
pub fn effect(meant: &Meant, found: &ShutOut, typed: ExceptionTyped, back: &str, language: Language) -> Effect {
    Effect {
        back: back.to_owned(),
        subject: meant.subject.to_string(),
        exception: Some(meant.exception).filter(|exception| !ends(*exception)),
        at: found.at,
        blocked: found.blocked().users,
        rows: found.users.iter().take(PAGE).map(|shut| laggard(shut, language)).collect(),
        typed,
        problem: None,
    }
}

/// Which exceptions are wanted.
#[derive(Clone, Debug, Default)]
pub struct Wanted {
    /// `participant` as typed; empty: of any firm.
    pub participant: String,
    /// Of which kind; none: of any.
    pub kind: Option<ExceptionKind>,
    /// How they stand; none: any way.
    pub standing: Option<Standing>,
    /// The page, from 1.
    pub page: u64,
}

/// The exceptions of `firm`, or of all, that are wanted: newest first, those that are over last.
///
/// # Errors
/// When the database cannot be read.
pub async fn found(
    db: &mut AnyConnection,
    firm: Option<&ParticipantCode>,
    wanted: &Wanted,
    now: Instant,
) -> Result<Vec<Granted>, StoreError> {
    let typed = ParticipantCode::parse(&wanted.participant);
    if firm.is_none() && !wanted.participant.is_empty() && typed.is_err() {
        // What nobody can be called finds nobody.
        return Ok(Vec::new());
    }
    let mut found = store::list(db, firm.or(typed.as_ref().ok()), OVER).await?;
    found.retain(|granted| {
        let standing = Standing::of(granted.exception, granted.ended_at, now);
        wanted.kind.is_none_or(|kind| kind == granted.exception.kind)
            && wanted.standing.is_none_or(|wanted| wanted == standing)
    });
    Ok(found)
}

/// The page of exceptions, without its form and what waits.
///
/// # Errors
/// When the database cannot be read.
pub async fn page(
    db: &mut AnyConnection,
    firm: Option<&ParticipantCode>,
    wanted: Wanted,
    now: Instant,
    language: Language,
    named: impl Fn(&str) -> String,
) -> Result<Exceptions, StoreError> {
    let found = found(db, firm, &wanted, now).await?;
    let pages = found.len().div_ceil(PAGE).max(1);
    let page = usize::try_from(wanted.page).unwrap_or(usize::MAX).clamp(1, pages);
    let mut rows = Vec::new();
    for granted in found.iter().skip((page - 1) * PAGE).take(PAGE) {
        rows.push(row(db, granted, now, language, &named).await?);
    }
    Ok(Exceptions {
        firm: None,
        proposes: false,
        participant: wanted.participant,
        kind: wanted.kind,
        standing: wanted.standing,
        found: found.len() as u64,
        page: (page as u64, pages as u64),
        rows,
        waiting: Vec::new(),
        form: None,
        problem: None,
    })
}

/// One exception as pages show it.
///
/// # Errors
/// When the database cannot be read.
pub async fn row(
    db: &mut AnyConnection,
    granted: &Granted,
    now: Instant,
    language: Language,
    named: &impl Fn(&str) -> String,
) -> Result<ExceptionRow, StoreError> {
    let user = granted.subject.account().cloned();
    let name = match (&user, firm_of(&granted.subject)) {
        (Some(user), _) => accounts::find(db, user).await?.map(|account| account.name(language).to_owned()),
        (None, Some(firm)) => participants::find(db, firm).await?.map(|firm| firm_name(&firm, language)),
        _ => None,
    };
    Ok(ExceptionRow {
        subject: granted.subject.to_string(),
        user,
        name: name.unwrap_or_default(),
        exception: granted.exception,
        standing: Standing::of(granted.exception, granted.ended_at, now),
        ended: granted.ended_at.filter(|ended| *ended < granted.exception.until),
        reason: granted.reason.clone(),
        requester: named(&granted.requester),
        approver: granted.approver.as_deref().map(named).unwrap_or_default(),
    })
}

/// What matters to one user: their own exception and the firm's, in force or to come.
///
/// # Errors
/// When the database cannot be read.
pub async fn of_user(
    db: &mut AnyConnection,
    account: &AccountId,
    now: Instant,
) -> Result<Vec<(bool, Exception)>, StoreError> {
    let mut found = Vec::new();
    for (own, subject) in
        [(true, Subject::Account(account.clone())), (false, Subject::Firm(account.participant.clone()))]
    {
        let held = store::find(db, &subject).await?.filter(|held| held.exception.until > now);
        found.extend(held.map(|held| (own, held.exception)));
    }
    Ok(found)
}

/// What waits for a decision of a firm's exceptions, or of all that staff see: about whom, and the request.
///
/// # Errors
/// When the database cannot be read.
pub async fn waiting(
    db: &mut AnyConnection,
    firm: Option<&ParticipantCode>,
) -> Result<Vec<(String, String)>, StoreError> {
    let mut waiting = Vec::new();
    for request in requests::waiting(db, firm, WAITING).await? {
        if request.kind == ChangeKind::Exception {
            let rows = requests::rows(db, &request.id, &Which::State(None), 0, 0, 1).await?;
            waiting.extend(rows.first().map(|row| (row.subject.to_string(), request.id.clone())));
        }
    }
    Ok(waiting)
}
