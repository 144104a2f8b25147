//! A firm's users as its delegated administrators see them.

use app::ports::portal::{
    ActivationState, AddressForm, Blocker, Confirm, Firm, Listing, Rights, UserAct, UserPage, UserRow, Users,
    WaitingChange, WhyNot,
};
use app::words::Words;
use domain::{
    account::{AccountId, UserId},
    approval::{Change, may_decide},
    language::Language,
    time::Instant,
};
use sqlx::AnyConnection;

use super::{acts, standing};
use crate::{
    app::App,
    approval::{
        jury::{Jury, able, party, subject},
        view,
    },
    audit::trail,
    guide::acknowledge,
    login::view::fares,
    readiness::request,
    rights::Administrator,
    session::account::firm_name,
    smartcard::desk,
    store::{
        StoreError, accounts, accounts::Account, activations, credentials, events, participants, requests, roster,
        sessions,
    },
};

/// Users on a page.
const PAGE: u32 = 20;
/// Events in a user's timeline.
const TIMELINE: u32 = 50;
/// Requests looked at for what blocks the firm, at most.
const REQUESTS: u32 = 200;

/// The firm of an administrator, as pages name it.
///
/// # Errors
/// When the database cannot be read.
pub async fn firm(db: &mut AnyConnection, by: Administrator<'_>, language: Language) -> Result<Firm, StoreError> {
    let found = participants::find(db, by.firm()).await?;
    Ok(Firm {
        participant: by.firm().to_string(),
        name: found.map(|firm| firm_name(&firm, language)).unwrap_or_default(),
    })
}

/// What an administrator may do.
pub fn rights(by: Administrator<'_>, now: Instant) -> Rights {
    let account = by.account();
    Rights {
        maker: account.da.maker,
        checker: account.da.checker,
        sole_until: account.sole_until.filter(|until| *until > now),
    }
}

/// The list of users. Of `asked`, search, filter, order and page are taken.
///
/// # Errors
/// When the database cannot be read.
pub async fn users(app: &App, by: Administrator<'_>, asked: Listing, language: Language) -> Result<Users, StoreError> {
    let db = &mut *app.store.reader().await?;
    let now = app.clock.now();
    let query = roster::Query { search: &asked.q, show: asked.show, sort: asked.sort, descending: asked.descending };
    let page = asked.page.max(1);
    let (found, count) = roster::list(db, by.firm(), &query, (page - 1) * u64::from(PAGE), PAGE).await?;
    Ok(Users {
        firm: firm(db, by, language).await?,
        rights: rights(by, now),
        blockers: blockers(db, by, now).await?,
        standing: standing::count(db, Some(by.firm())).await?,
        rows: rows(app, db, &found, language).await?,
        listing: Listing { page, pages: count.div_ceil(u64::from(PAGE)).max(1), found: count, ..asked },
        notice: None,
        problem: None,
    })
}

/// Users as the list shows them.
async fn rows(
    app: &App,
    db: &mut AnyConnection,
    accounts: &[Account],
    language: Language,
) -> Result<Vec<UserRow>, StoreError> {
    let names: Vec<String> = accounts.iter().map(|account| account.id.to_string()).collect();
    let mut waiting = Vec::new();
    for some in names.chunks(crate::store::directory::BATCH) {
        waiting.extend(requests::waiting_for(db, some).await?);
    }
    let mut rows = Vec::with_capacity(accounts.len());
    for account in accounts {
        let name = account.id.to_string();
        rows.push(UserRow {
            account: account.id.clone(),
            name: account.name(language).to_owned(),
            roles: account.da,
            status: account.status,
            state: account.state,
            address: account.address.as_ref().map(ToString::to_string).unwrap_or_default(),
            waits: waiting
                .iter()
                .find(|(subject, ..)| *subject == name)
                .map(|(_, kind, request)| (*kind, request.clone())),
            mail_refused: account.mail_refused_at.is_some(),
            paused: !acts::pauses(app, db, &account.id).await?.is_empty(),
            last_login: account.last_login.as_ref().map(|(at, _)| *at),
        });
    }
    Ok(rows)
}

/// What keeps the firm from helping itself, the most serious first.
async fn blockers(db: &mut AnyConnection, by: Administrator<'_>, now: Instant) -> Result<Vec<Blocker>, StoreError> {
    let mut blockers = Vec::new();
    let administrators = accounts::administrators(db, by.firm()).await?;
    let (makers, checkers) = working(&administrators, now);
    if makers == 0 {
        blockers.push(Blocker::NoMaker);
    }
    if checkers == 0 {
        blockers.push(Blocker::NoChecker);
    }
    let (mut yours, mut firms, mut staffs) = (0, 0, 0);
    for request in requests::waiting(db, Some(by.firm()), REQUESTS).await? {
        let jury = Jury::of(db, &request, now).await?;
        let mine = jury.count_yours(db, &request, by.account(), now).await?;
        let staff = jury.count_for_staff(db, &request).await?;
        yours += mine;
        staffs += staff;
        firms += request.waiting.saturating_sub(mine + staff);
    }
    let refused = roster::count_refused(db, by.firm()).await?;
    for (count, blocker) in [
        (yours, Blocker::WaitsForYou as fn(u64) -> Blocker),
        (refused, Blocker::MailRefused),
        (firms, Blocker::WaitsForFirm),
        (staffs, Blocker::WaitsForStaff),
        (acknowledge::waiting(db, by.account()).await?, Blocker::Guides),
    ] {
        if count > 0 {
            blockers.push(blocker(count));
        }
    }
    Ok(blockers)
}

/// How many makers can log in, and how many checkers that some maker's proposals can go to.
pub fn working(administrators: &[Account], now: Instant) -> (usize, usize) {
    let able: Vec<&Account> = administrators.iter().filter(|account| able(account)).collect();
    let makers: Vec<_> = able.iter().filter(|account| account.da.maker).map(|a| party(a, now)).collect();
    let checks = |checker: &&&Account| {
        let checker = party(checker, now);
        makers.iter().any(|maker| may_decide(&checker, Some(maker), None).is_ok())
    };
    let checkers = able.iter().filter(|account| account.da.checker).filter(checks).count();
    (makers.len(), checkers)
}

/// Finds a user of the administrator's firm by the ID in a URL or form. Of other firms there is none.
///
/// # Errors
/// When the database cannot be read.
pub async fn find(db: &mut AnyConnection, by: Administrator<'_>, user: &str) -> Result<Option<Account>, StoreError> {
    match UserId::parse(user) {
        Ok(user) => accounts::find(db, &AccountId { participant: by.firm().clone(), user }).await,
        Err(_) => Ok(None),
    }
}

/// The page of one user.
///
/// # Errors
/// When the database cannot be read.
pub async fn user(
    app: &App,
    by: Administrator<'_>,
    account: &Account,
    language: Language,
) -> Result<UserPage, StoreError> {
    let db = &mut *app.store.reader().await?;
    let now = app.clock.now();
    let open = sessions::list(db, &account.id).await?;
    let by_card = open.iter().filter(|session| session.method.is_card()).count() as u64;
    let held = credentials::of_account(db, &account.id).await?;
    let (cards, passkeys): (Vec<_>, Vec<_>) = held.into_iter().partition(|held| held.kind.is_card());
    let on_mailbox = open.iter().filter(|session| session.method.rests_on_mailbox()).count() as u64;
    let mut acts = Vec::new();
    for act in UserAct::ALL {
        let right = !act.proposes() || by.maker().is_some();
        if right && acts::possible(app, db, by, account, act).await?.is_ok() {
            acts.push(act);
        }
    }
    let filter = events::Filter { account: Some(account.id.clone()), ..events::Filter::default() };
    let mut found = events::list(db, &filter, None, TIMELINE + 1).await?;
    let more = found.len() > TIMELINE as usize;
    found.truncate(TIMELINE as usize);
    let waiting = waiting(db, by, account, language, now).await?;
    let activation = match activations::find_open(db, &account.id).await? {
        Some(activation) => Some(ActivationState {
            reference: activation.reference.to_string(),
            sent_at: activation.created_at,
            expires_at: activation.expires_at,
            delivery: fares(app, db, &activation.id).await?,
        }),
        None => None,
    };
    let row = rows(app, db, std::slice::from_ref(account), language).await?.into_iter().next();
    let other = match language {
        Language::En => Language::ZhHk,
        Language::ZhHk => Language::En,
    };
    let (name, other_name) = (account.name(language), account.name(other));
    Ok(UserPage {
        firm: firm(db, by, language).await?,
        rights: rights(by, now),
        other_name: if other_name == name { String::new() } else { other_name.to_owned() },
        // One account in, one row out.
        user: row.ok_or(StoreError::Overtaken)?,
        oneself: by.account().id == account.id,
        sessions: (open.len() as u64, on_mailbox),
        card_sessions: by_card,
        cards: cards.into_iter().map(desk::row).collect(),
        passkeys: passkeys.len() as u64,
        exceptions: request::of_user(db, &account.id, now).await?,
        activation,
        awaits_set_up: account.awaits_activation,
        pauses: acts::pauses(app, db, &account.id).await?,
        waiting,
        acts,
        address_form: AddressForm::default(),
        other_problem: None,
        timeline: trail::moments(db, found, trail::Reader::Firm, language).await?,
        more,
        notice: None,
    })
}

/// What waits for a user.
async fn waiting(
    db: &mut AnyConnection,
    by: Administrator<'_>,
    account: &Account,
    language: Language,
    now: Instant,
) -> Result<Vec<WaitingChange>, StoreError> {
    let mut waiting = Vec::new();
    for (_, kind, id) in requests::waiting_for(db, &[account.id.to_string()]).await? {
        let Some(request) = requests::find(db, &id).await? else { continue };
        let jury = Jury::of(db, &request, now).await?;
        let Some(row) = requests::row_about(db, &id, &account.id, kind).await? else { continue };
        let shared = match &row.change {
            Change::Address { address } => accounts::shares(db, &account.id, &address.key()).await?,
            _ => false,
        };
        let domains = view::known_domains(db, by.firm()).await?;
        let diffs = view::diffs(&row, shared, &domains, false, language);
        let maker = match &request.maker {
            None => Words::of(language).get("approvals-operator"),
            Some(id) if id.is_staff() => Words::of(language).get("approvals-staff"),
            Some(id) => accounts::find(db, id).await?.map_or_else(|| id.to_string(), |m| m.name(language).to_owned()),
        };
        waiting.push(WaitingChange {
            request: if request.participant.is_staff() { String::new() } else { id },
            diffs,
            maker,
            at: request.created_at,
            not_yours: jury.not_yours(by.account(), now, Some(&subject(account, &row.change, now))),
        });
    }
    Ok(waiting)
}

/// The page that asks for confirmation of an act on several users.
///
/// # Errors
/// When the database cannot be read.
pub async fn confirm(
    app: &App,
    by: Administrator<'_>,
    chosen: &[Account],
    act: UserAct,
    language: Language,
) -> Result<Confirm, StoreError> {
    let db = &mut *app.store.reader().await?;
    let mut page = Confirm {
        firm: firm(db, by, language).await?,
        act,
        users: Vec::new(),
        left_out: Vec::new(),
        sessions: 0,
        reason: String::new(),
        reason_missing: false,
    };
    let all = rows(app, db, chosen, language).await?;
    for (account, row) in chosen.iter().zip(all) {
        match fits(app, db, by, account, act).await? {
            Ok(()) => {
                let change = change_of(act);
                page.sessions += match (&change, act) {
                    (Some(change), _) => view::at_stake(db, change, account).await?,
                    (None, UserAct::SuspendCard) => view::at_stake(db, &Change::RetireCards, account).await?,
                    (None, _) => sessions::list(db, &account.id).await?.len() as u64,
                };
                page.users.push(row);
            }
            Err(why) => page.left_out.push((row, why)),
        }
    }
    Ok(page)
}

/// Whether an act fits a user: possible, and where it proposes nothing of the kind waits.
///
/// # Errors
/// When the database cannot be read.
pub async fn fits(
    app: &App,
    db: &mut AnyConnection,
    by: Administrator<'_>,
    account: &Account,
    act: UserAct,
) -> Result<Result<(), WhyNot>, StoreError> {
    if let Err(why) = acts::possible(app, db, by, account, act).await? {
        return Ok(Err(why));
    }
    if let Some(change) = change_of(act) {
        let waiting = requests::waiting_for(db, &[account.id.to_string()]).await?;
        if waiting.iter().any(|(_, kind, _)| *kind == change.kind()) {
            return Ok(Err(WhyNot::Waits));
        }
    }
    Ok(Ok(()))
}

/// The change that an act proposes; none where it works at once.
pub const fn change_of(act: UserAct) -> Option<Change> {
    match act {
        UserAct::Reset => Some(Change::Reset),
        UserAct::RemoveAddress => Some(Change::RemoveAddress),
        UserAct::Enable => Some(Change::Enable),
        UserAct::Invite
        | UserAct::Unlock
        | UserAct::EndSessions
        | UserAct::Disable
        | UserAct::Dormant
        | UserAct::SuspendCard => None,
    }
}
