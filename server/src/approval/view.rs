//! What the pages about requests show.

use std::collections::{HashMap, HashSet};

use app::ports::approval::{
    CodesFile, Desk, Diff, DiffField, Item, Look, MailProgress, OperatorAct, Queue, Request as Page, RequestRow,
    Totals, Why,
};
use app::words::Words;
use domain::{
    account::AccountId,
    address::EmailAddress,
    approval::{Change, ChangeKind, ItemState, NotYours},
    card::CardState,
    language::Language,
    life::Status,
    method::Method,
    role::StaffRole,
    time::Instant,
};
use sqlx::AnyConnection;

use super::{
    carry_out,
    decide::seen,
    hand_over,
    jury::{Jury, subject},
};
use super::{diffs, elsewhere};
use crate::{
    app::App,
    contingency::pass_on,
    enquiry::without_addresses,
    schedule,
    smartcard::codes,
    store::{
        StoreError, accounts,
        accounts::Account,
        directory, operator_acts, outbox, participants,
        requests::{self, Request, Row, Which},
        schedule as calendar, sessions,
    },
};

/// Requests that wait, shown at most; who has more decides some first.
const QUEUE: u32 = 200;
/// Settled requests on a page.
const SETTLED: u32 = 20;
/// Rows of a request on a page. No more than [`directory::BATCH`].
const ROWS: u32 = 50;

/// Who looks, and at which desk.
#[derive(Clone, Copy, Debug)]
pub struct Onlooker<'o> {
    /// The person.
    pub account: &'o Account,
    /// The language of the page.
    pub language: Language,
    /// The instant of the page.
    pub now: Instant,
}

impl Onlooker<'_> {
    fn staff(&self) -> bool {
        self.account.id.is_staff()
    }
}

/// The queue of a firm's administrators, or of staff.
///
/// # Errors
/// When the database cannot be read.
pub async fn queue(db: &mut AnyConnection, desk: Desk, onlooker: Onlooker<'_>, page: u64) -> Result<Queue, StoreError> {
    let firm = (!onlooker.staff()).then_some(&onlooker.account.id.participant);
    let mut waiting = Vec::new();
    for request in requests::waiting(db, firm, QUEUE).await? {
        let jury = Jury::of(db, &request, onlooker.now).await?;
        // Staff see what is theirs to decide or theirs by origin, not every firm's own business.
        if onlooker.staff() && jury.count_for_staff(db, &request).await? == 0 {
            continue;
        }
        waiting.push(row(db, &request, Some(&jury), onlooker).await?);
    }
    waiting.sort_by_key(|row| row.yours == 0);
    let offset = (page - 1) * u64::from(SETTLED);
    let (over, found) = requests::settled(db, firm, offset, SETTLED).await?;
    let mut settled = Vec::with_capacity(over.len());
    for request in over {
        settled.push(row(db, &request, None, onlooker).await?);
    }
    let acts = if onlooker.staff() { acts(db, onlooker).await? } else { Vec::new() };
    Ok(Queue {
        desk,
        waiting,
        settled,
        page: (page, found.div_ceil(u64::from(SETTLED)).max(1)),
        acts,
        reason: String::new(),
        problem: None,
        notice: None,
    })
}

/// What was done at the command line: what nobody has acknowledged, what the reader has not, the newest of the others.
async fn acts(db: &mut AnyConnection, onlooker: Onlooker<'_>) -> Result<Vec<OperatorAct>, StoreError> {
    let approves = onlooker.account.staff_role == Some(StaffRole::Approver);
    let mut all = operator_acts::unacknowledged(db).await?;
    let open = all.len();
    let unseen = if approves { operator_acts::unseen(db, &onlooker.account.id).await? } else { Vec::new() };
    for act in unseen.iter().cloned().chain(operator_acts::acknowledged(db).await?) {
        if !all.contains(&act) {
            all.push(act);
        }
    }
    let mut acts = Vec::with_capacity(all.len());
    for (place, act) in all.into_iter().enumerate() {
        let yours = unseen.contains(&act);
        let mut seen = Vec::new();
        let saw = if place < open { Vec::new() } else { operator_acts::who_saw(db, &act.id).await? };
        for (id, at) in saw {
            let name = accounts::find(db, &id).await?.map(|held| held.name(onlooker.language).to_owned());
            seen.push((format!("{} ({id})", name.unwrap_or_default()), at));
        }
        let shown = |value: String| if holds_address(&value, onlooker) { withheld(onlooker.language) } else { value };
        let facts = act.facts.into_iter().map(|(label, value)| (label, shown(value))).collect();
        acts.push(OperatorAct { id: act.id, at: act.at, what: act.what, facts, seen, yours });
    }
    Ok(acts)
}

async fn row(
    db: &mut AnyConnection,
    request: &Request,
    jury: Option<&Jury>,
    onlooker: Onlooker<'_>,
) -> Result<RequestRow, StoreError> {
    let yours = match jury {
        Some(jury) => jury.count_yours(db, request, onlooker.account, onlooker.now).await?,
        None => 0,
    };
    let about = match (request.file.is_empty(), request.rows) {
        (false, _) => request.file.clone(),
        (true, 1) => match requests::rows(db, &request.id, &Which::State(None), 0, 0, 1).await?.first() {
            Some(row) => about(db, row, onlooker.language).await?,
            None => String::new(),
        },
        (true, _) => String::new(),
    };
    Ok(RequestRow {
        id: request.id.clone(),
        kind: request.kind,
        participant: match request.participant.is_staff() {
            true => Words::of(onlooker.language).get("approvals-all-firms"),
            false => request.participant.to_string(),
        },
        maker: maker(db, request, onlooker).await?,
        mine: request.maker.as_ref() == Some(&onlooker.account.id),
        at: request.created_at,
        expires_at: request.expires_at,
        about,
        rows: request.rows,
        waiting: request.waiting,
        yours,
    })
}

/// What a row concerns, in words where it is something of the clearing house's own.
async fn about(db: &mut AnyConnection, row: &Row, language: Language) -> Result<String, StoreError> {
    let title = match (&row.change, row.subject.as_event()) {
        (Change::Campaign { plan, audience }, _) => {
            let values =
                [("title", (&plan.title).into()), ("users", audience.users.into()), ("firms", audience.firms.into())];
            return Ok(Words::of(language).with("agreed-about-campaign", &values));
        }
        (Change::Schedule { plan, .. }, _) => Some(plan.title.clone()),
        (_, Some(id)) => calendar::find(db, id).await?.map(|event| event.plan.title),
        _ => None,
    };
    let title = title.map(|title| title.get(language).to_owned()).filter(|title| !title.is_empty());
    Ok(title.unwrap_or_else(|| row.subject.to_string()))
}

/// What is to be looked at elsewhere before a request that waits is decided.
async fn look(db: &mut AnyConnection, request: &Request, now: Instant) -> Result<Look, StoreError> {
    if request.waiting == 0 || !matches!(request.kind, ChangeKind::Arm | ChangeKind::Campaign) {
        return Ok(Look::Nothing);
    }
    let rows = requests::rows(db, &request.id, &Which::State(None), 0, 0, 1).await?;
    let Some(row) = rows.first() else { return Ok(Look::Nothing) };
    Ok(match (row.subject.as_event(), row.subject.as_campaign()) {
        (Some(event), _) => match schedule::arming::ground(db, event, now).await? {
            Some(ground) => Look::Blocked { event: event.to_owned(), now: ground.blocked },
            None => Look::Nothing,
        },
        (_, Some(campaign)) => Look::Campaign(campaign.to_owned()),
        _ => Look::Nothing,
    })
}

/// Who proposed it. Staff are not named to firms.
async fn maker(db: &mut AnyConnection, request: &Request, onlooker: Onlooker<'_>) -> Result<String, StoreError> {
    let Some(id) = &request.maker else { return Ok(Words::of(onlooker.language).get("approvals-operator")) };
    if id.is_staff() && !onlooker.staff() {
        return Ok(Words::of(onlooker.language).get("approvals-staff"));
    }
    let name = accounts::find(db, id).await?.map(|maker| maker.name(onlooker.language).to_owned());
    Ok(format!("{} ({id})", name.unwrap_or_default()))
}

/// What of a request to show.
#[derive(Clone, Copy, Debug, Default)]
pub struct Shown {
    /// The state whose rows are shown; none: all.
    pub state: Option<ItemState>,
    /// The page, from 1.
    pub page: u64,
}

/// One request.
///
/// # Errors
/// When the database cannot be read.
pub async fn request(
    app: &App,
    db: &mut AnyConnection,
    desk: Desk,
    onlooker: Onlooker<'_>,
    request: &Request,
    shown: Shown,
) -> Result<Page, StoreError> {
    let jury = Jury::of(db, request, onlooker.now).await?;
    let counts = requests::count_by_state(db, &request.id).await?;
    let all: u64 = counts.iter().filter(|(state, _)| shown.state.is_none_or(|s| s == *state)).map(|(_, n)| n).sum();
    let page = shown.page.max(1);
    let offset = (page - 1) * u64::from(ROWS);
    let rows = requests::rows(db, &request.id, &Which::State(shown.state), 0, offset, ROWS).await?;
    let summary = row(db, request, Some(&jury), onlooker).await?;
    let context = Context::of(db, request, &rows).await?;
    let mut items = Vec::with_capacity(rows.len());
    for row in &rows {
        items.push(item(db, &jury, &context, row, onlooker).await?);
    }
    let ends = matches!(
        request.kind,
        ChangeKind::Address | ChangeKind::RemoveAddress | ChangeKind::Reset | ChangeKind::Disable
    );
    let sessions = match request.kind {
        _ if summary.waiting == 0 => 0,
        ChangeKind::RetireCards => sessions::count_cards_at_stake(db, &request.id).await?,
        _ if ends => sessions::count_at_stake(db, &request.id).await?,
        _ => 0,
    };
    let not_yours = if summary.waiting > 0 && summary.yours == 0 {
        let subject = items.iter().find_map(|item| item.not_yours.filter(|_| item.state == ItemState::Waiting));
        subject.or_else(|| jury.not_yours(onlooker.account, onlooker.now, None)).or(Some(NotYours::NoRight))
    } else {
        None
    };
    Ok(Page {
        desk,
        reason: readable(&request.reason, onlooker),
        counts,
        show: shown.state,
        items,
        page: (page, all.div_ceil(u64::from(ROWS)).max(1)),
        seen: seen(request),
        not_yours,
        sessions,
        totals: totals(db, request, &context.domains).await?,
        mails: progress(app, db, request).await?,
        hand_over: hand_over::standing(db, request, &onlooker.account.id).await?,
        codes: match onlooker.account.staff_role.is_some_and(StaffRole::guards) {
            true => codes::standing(db, request, onlooker.now).await?,
            false => CodesFile::None,
        },
        passes: pass_on::standing(app, db, request, &onlooker.account.id, onlooker.now).await?,
        typed_reason: String::new(),
        problem: None,
        notice: None,
        just_proposed: false,
        left_out: 0,
        look: look(db, request, onlooker.now).await?,
        request: summary,
    })
}

/// The most rows that a page counts through.
const COUNTED: u32 = 20_000;

/// What the rows of addresses that wait come to.
async fn totals(
    db: &mut AnyConnection,
    request: &Request,
    domains: &HashSet<String>,
) -> Result<Option<Totals>, StoreError> {
    if request.kind != ChangeKind::Address || request.waiting == 0 || request.waiting > u64::from(COUNTED) {
        return Ok(None);
    }
    let waiting = Which::State(Some(ItemState::Waiting));
    let rows = requests::rows(db, &request.id, &waiting, 0, 0, COUNTED).await?;
    let held = accounts::mailboxes(db, &request.participant).await?;
    let mut totals = Totals::default();
    for row in &rows {
        let Change::Address { address } = &row.change else { continue };
        *if row.former.address.is_none() { &mut totals.registers } else { &mut totals.changes } += 1;
        totals.new_domain += u64::from(!domains.is_empty() && !domains.contains(address.domain()));
        let subject = row.subject.to_string();
        let others = held.get(&address.key()).is_some_and(|owners| owners.iter().any(|owner| *owner != subject));
        totals.shared += u64::from(others);
    }
    Ok(Some(totals))
}

/// How the mails of what was approved fare.
async fn progress(app: &App, db: &mut AnyConnection, request: &Request) -> Result<Option<MailProgress>, StoreError> {
    let mut progress = MailProgress::default();
    for (state, mails) in outbox::count_by_cause(db, &request.id).await? {
        progress.all += mails;
        *match state.as_str() {
            "sent" => &mut progress.sent,
            "refused" => &mut progress.refused,
            "waiting" => &mut progress.waiting,
            _ => continue,
        } += mails;
    }
    let set_up = domain::phase::Act::SetUpTwoFactor;
    if schedule::phase(app, db, app.clock.now()).await?.rule(set_up) != domain::phase::Rule::Yes {
        progress.later = requests::count_awaiting(db, &request.id).await?;
    }
    Ok((progress.all > 0).then_some(progress))
}

/// What the rows of one page need looked up, each once.
struct Context {
    accounts: HashMap<AccountId, Account>,
    deciders: HashMap<AccountId, Account>,
    domains: HashSet<String>,
}

impl Context {
    async fn of(db: &mut AnyConnection, request: &Request, rows: &[Row]) -> Result<Self, StoreError> {
        let subjects: Vec<&AccountId> = rows.iter().filter_map(|row| row.subject.account()).collect();
        let deciders: Vec<&AccountId> = rows.iter().filter_map(|row| row.decided_by.as_ref()).collect();
        let deciders: Vec<&AccountId> = deciders.into_iter().collect::<HashSet<_>>().into_iter().collect();
        Ok(Self {
            accounts: directory::accounts(db, &subjects).await?,
            deciders: directory::accounts(db, &deciders).await?,
            domains: known_domains(db, &request.participant).await?,
        })
    }
}

/// The mail domains that a firm's addresses are expected in: those agreed on, else those in use. None: any.
///
/// # Errors
/// When the database cannot be read.
pub async fn known_domains(
    db: &mut AnyConnection,
    firm: &domain::account::ParticipantCode,
) -> Result<HashSet<String>, StoreError> {
    let agreed = participants::find(db, firm).await?.map(|firm| firm.mail_domains).unwrap_or_default();
    if !agreed.is_empty() {
        return Ok(agreed.into_iter().collect());
    }
    Ok(participants::domains_in_use(db, firm).await?.into_iter().map(|(domain, _)| domain).collect())
}

async fn item(
    db: &mut AnyConnection,
    jury: &Jury,
    context: &Context,
    row: &Row,
    onlooker: Onlooker<'_>,
) -> Result<Item, StoreError> {
    let account = row.subject.account().and_then(|id| context.accounts.get(id));
    let waits = row.state == ItemState::Waiting;
    let subject = account.map(|account| subject(account, &row.change, onlooker.now));
    let not_yours = if waits { jury.not_yours(onlooker.account, onlooker.now, subject.as_ref()) } else { None };
    let shared = match (&row.change, account) {
        (Change::Address { address }, Some(account)) if waits => {
            accounts::shares(db, &account.id, &address.key()).await?
        }
        _ => false,
    };
    let sessions = match account.filter(|_| waits) {
        Some(account) => at_stake(db, &row.change, account).await?,
        None => 0,
    };
    let decided = row.decided_at.map(|at| {
        let name = match &row.decided_by {
            None => String::new(),
            Some(id) if id.is_staff() && !onlooker.staff() => Words::of(onlooker.language).get("approvals-staff"),
            Some(id) => match context.deciders.get(id) {
                Some(account) => format!("{} ({id})", account.name(onlooker.language)),
                None => id.to_string(),
            },
        };
        (name, at)
    });
    Ok(Item {
        number: row.number,
        account: row.subject.account().cloned(),
        name: account.map(|account| account.name(onlooker.language).to_owned()).unwrap_or_default(),
        state: row.state,
        diffs: diffs(row, shared, &context.domains, covered(onlooker), onlooker.language),
        sessions,
        not_yours,
        decided,
        why: match row.why.as_deref().map_or(Why::Nothing, carry_out::why) {
            Why::Words(words) => Why::Words(readable(&words, onlooker)),
            why => why,
        },
    })
}

/// Whether a text holds an address that the reader does not see.
fn holds_address(text: &str, onlooker: Onlooker<'_>) -> bool {
    covered(onlooker) && text.contains(['@', '＠'])
}

/// What somebody typed, without addresses for who sees none.
fn readable(text: &str, onlooker: Onlooker<'_>) -> String {
    if holds_address(text, onlooker) { without_addresses(text) } else { text.to_owned() }
}

/// What stands in the place of an address.
pub fn withheld(language: Language) -> String {
    Words::of(language).get("said-withheld")
}

/// Whether addresses are covered: to staff who only read.
fn covered(onlooker: Onlooker<'_>) -> bool {
    onlooker.account.staff_role == Some(StaffRole::Viewer)
}

/// Open sessions that a change to `account` would end.
///
/// # Errors
/// When the database cannot be read.
pub async fn at_stake(db: &mut AnyConnection, change: &Change, account: &Account) -> Result<u64, StoreError> {
    let open = sessions::list(db, &account.id).await?;
    let count = open.iter().filter(|session| match change {
        Change::Address { .. } => session.method.rests_on_mailbox(),
        Change::RemoveAddress => {
            session.method.rests_on_mailbox() || matches!(session.method, Method::Passkey | Method::OneTimePass)
        }
        Change::Reset | Change::Disable => true,
        Change::Roles { roles } => (account.da.maker && !roles.maker) || (account.da.checker && !roles.checker),
        Change::RetireCards => session.method.is_card(),
        _ => false,
    });
    Ok(count.count() as u64)
}

/// Old and new of every field of a row, side by side.
pub fn diffs(row: &Row, shared: bool, domains: &HashSet<String>, covered: bool, language: Language) -> Vec<Diff> {
    match elsewhere::is(row.change.kind()) {
        true => diffs::of(row, language),
        false => vec![diff(row, shared, domains, covered, language)],
    }
}

fn diff(row: &Row, shared: bool, domains: &HashSet<String>, covered: bool, language: Language) -> Diff {
    let shown = |address: &EmailAddress| if covered { withheld(language) } else { address.as_str().to_owned() };
    let text = |instant: Option<Instant>| instant.map(|instant| instant.to_string()).unwrap_or_default();
    let former = &row.former;
    let address_now = former.address.as_ref().map(shown).unwrap_or_default();
    let status_now = former.status.map(|status| status.name().to_owned()).unwrap_or_default();
    let cards_now = || former.cards.iter().map(|state| state.name()).collect::<Vec<_>>().join(", ");
    let (field, now, proposed) = match &row.change {
        Change::Address { address } => (DiffField::Address, address_now, shown(address)),
        Change::RemoveAddress => (DiffField::Address, address_now, String::new()),
        Change::Reset => (DiffField::Password, String::new(), String::new()),
        Change::Roles { roles } => {
            (DiffField::Roles, former.roles.map(|roles| roles.to_string()).unwrap_or_default(), roles.to_string())
        }
        Change::Enable => (DiffField::Status, status_now, Status::Active.name().to_owned()),
        Change::Disable => (DiffField::Status, status_now, Status::Disabled.name().to_owned()),
        Change::Sole { until } => (DiffField::Sole, text(former.sole_until), text(*until)),
        Change::Domains { domains } => (DiffField::Domains, former.domains.join(", "), domains.join(", ")),
        Change::BindCard => (DiffField::Cards, cards_now(), "binding-code".to_owned()),
        Change::RetireCards => (DiffField::Cards, cards_now(), CardState::Retired.name().to_owned()),
        Change::RestoreCards => (DiffField::Cards, cards_now(), CardState::Bound.name().to_owned()),
        // Shown by [`diffs`].
        _ => (DiffField::Password, String::new(), String::new()),
    };
    let new_domain = match &row.change {
        Change::Address { address } => !domains.is_empty() && !domains.contains(address.domain()),
        _ => false,
    };
    Diff { field, now, proposed, new_domain, shared }
}
