//! Doing what was approved. Everything is checked once more: what has gone stale is said, and the rest is done.

use std::collections::HashMap;

use app::ports::approval::Why;
use domain::{
    account::AccountId,
    address::EmailAddress,
    approval::{Change, ChangeKind, ItemState},
    card::CardState,
    life::{State, Status, Step},
    method::Method,
    phase::{Act, Phase, Rule, may_set_up_in},
};
use serde_json::{Value, json};

use super::elsewhere;
use crate::{
    app::App,
    audit::Scribe,
    config::Policy,
    mail::{self, Kind},
    random::opaque_id,
    registration::{import::addresses::Rules, invite, life},
    schedule,
    store::{
        StoreError, Tx, accounts,
        accounts::Account,
        activations::{self, Activation},
        bindings::{self, Binding},
        credentials, directory, outbox,
        outbox::Letter,
        participants,
        requests::{Request, Row, Settled, Subject},
        schedule as calendar, sessions,
    },
};

/// By what a row has gone stale: its name in the store, and what pages say.
pub fn why(name: &str) -> Why {
    match name {
        ACCOUNT_CHANGED => Why::AccountChanged,
        DISABLED => Why::Disabled,
        PHASE_CLOSED => Why::PhaseClosed,
        ADDRESS_REFUSED => Why::AddressRefused,
        NOT_POSSIBLE => Why::NotPossible,
        MAKER_GONE => Why::MakerGone,
        words => Why::Words(words.to_owned()),
    }
}

pub(super) const ACCOUNT_CHANGED: &str = "account-changed";
pub(super) const DISABLED: &str = "disabled";
const PHASE_CLOSED: &str = "phase-closed";
const ADDRESS_REFUSED: &str = "address-refused";
pub(super) const NOT_POSSIBLE: &str = "not-possible";
const MAKER_GONE: &str = "maker-gone";

/// What a batch rests on, and what it leaves to be written together.
struct Batch {
    /// The phase in force. Registering and setting up are open in it to all of the users or to none, exceptions or
    /// not.
    phase: Phase,
    drafts: Vec<Activation>,
    letters: Vec<Letter>,
    steps: Vec<(Account, Step)>,
    events: HashMap<&'static str, Vec<(Subject, Value)>>,
}

/// Carries rows of a request out, at most [`directory::BATCH`] of them, and says what became of each. Rows that have
/// gone stale change nothing.
///
/// # Errors
/// When the database does not take it; the caller must not commit then.
pub async fn carry_out(
    app: &App,
    tx: &mut Tx,
    scribe: &Scribe<'_>,
    request: &Request,
    maker_may: bool,
    rows: &[Row],
) -> Result<Vec<Settled>, StoreError> {
    let users: Vec<&AccountId> = rows.iter().filter_map(|row| row.subject.account()).collect();
    let held = directory::accounts(tx, &users).await?;
    let cards =
        if request.kind.is_about_cards() { credentials::card_states(tx, &users).await? } else { HashMap::new() };
    let rules = Rules::of(&app.config.registration);
    let cards_gone = request.kind.is_about_cards() && calendar::decommissioned_at(tx).await?.is_some();
    let mut batch = Batch {
        phase: schedule::phase(app, tx, scribe.now).await?,
        drafts: Vec::new(),
        letters: Vec::new(),
        steps: Vec::new(),
        events: HashMap::new(),
    };
    let mut settled = Vec::with_capacity(rows.len());
    for row in rows {
        let account = row.subject.account().and_then(|id| held.get(id));
        let stale = match account {
            _ if !maker_may => Some(MAKER_GONE),
            _ if cards_gone => Some(NOT_POSSIBLE),
            _ if elsewhere::is(request.kind) => elsewhere::judge(app, tx, request, row, account, scribe.now).await?,
            Some(account) => {
                let cards = cards.get(&account.id).map_or(&[][..], Vec::as_slice);
                judge(app, tx, &rules, batch.phase, row, account, cards).await?
            }
            None => judge_firm(tx, request, row).await?,
        };
        let activation = match (stale, account) {
            (Some(by), account) => {
                // Whatever else goes stale, an address that waits for the user still does.
                let proposed = |account: &&Account| account.state == State::Proposed;
                if let Some(account) = account.filter(proposed).filter(|_| request.kind == ChangeKind::Address) {
                    batch.steps.push((account.clone(), Step::Withdraw));
                }
                let mut detail = request.told();
                detail["kind"] = json!(request.kind.name());
                detail["by"] = json!(by);
                batch.events.entry("change.stale").or_default().push((row.subject.clone(), detail));
                None
            }
            (None, _) if elsewhere::is(request.kind) => {
                elsewhere::apply(app, tx, scribe, request, row).await?;
                None
            }
            (None, Some(account)) => apply(app, tx, scribe, request, row, account, &mut batch).await?,
            (None, None) => {
                apply_to_firm(tx, request, row, &mut batch).await?;
                None
            }
        };
        let (state, why) = match stale {
            Some(by) => (ItemState::Stale, Some(by.to_owned())),
            None => (ItemState::Done, None),
        };
        settled.push(Settled { number: row.number, state, why, activation });
    }
    life::step_all(tx, scribe, &batch.steps).await?;
    for (kind, told) in &batch.events {
        let told = told.iter().map(|(subject, detail)| (subject.account(), detail.clone())).collect();
        scribe.events(tx, kind, &request.participant, told).await?;
    }
    outbox::add_all(tx, &batch.letters).await?;
    invite::send_all(tx, scribe, &request.participant, &batch.drafts, Some(&request.id)).await?;
    Ok(settled)
}

/// Whether the row can be carried out on `account` as it stands now, which is then held; by what it has gone stale.
async fn judge(
    app: &App,
    tx: &mut Tx,
    rules: &Rules,
    phase: Phase,
    row: &Row,
    account: &Account,
    cards: &[CardState],
) -> Result<Option<&'static str>, StoreError> {
    let kind = row.change.kind();
    let disabled_too = matches!(row.change, Change::Enable | Change::Roles { .. } | Change::RetireCards);
    if account.status == Status::Disabled && !disabled_too {
        return Ok(Some(DISABLED));
    }
    if account.version != row.version || !accounts::hold_version(tx, &account.id, row.version).await? {
        return Ok(Some(ACCOUNT_CHANGED));
    }
    if kind.step(account.state).is_some_and(|step| account.state.after(step).is_err()) {
        return Ok(Some(NOT_POSSIBLE));
    }
    Ok(match &row.change {
        Change::Address { address } => {
            if phase.rule(Act::RegisterAddress) != Rule::Yes {
                Some(PHASE_CLOSED)
            } else if !rules.takes(address)
                || app.config.registration.shared_address == Policy::Block
                    && accounts::shares(tx, &account.id, &address.key()).await?
            {
                Some(ADDRESS_REFUSED)
            } else {
                None
            }
        }
        // Whoever loses the password must be able to choose another.
        Change::Reset => (!may_set_up_in(phase, account.standing())).then_some(PHASE_CLOSED),
        Change::Enable => (account.status == Status::Active).then_some(NOT_POSSIBLE),
        Change::RestoreCards => {
            // Once more, since nobody can stop a card from here on: what was stopped meanwhile is not brought back.
            let now = credentials::card_states(tx, &[&account.id]).await?;
            judge_cards(row, account, now.get(&account.id).map_or(&[][..], Vec::as_slice))
        }
        Change::BindCard | Change::RetireCards => judge_cards(row, account, cards),
        _ => None,
    })
}

/// By what a row about smartcards that stand as `cards` says has gone stale. What was agreed on is what was seen:
/// whoever stopped a card since did not know of it. That a card was used, or is to be retired whatever became of it,
/// changes nothing.
fn judge_cards(row: &Row, account: &Account, cards: &[CardState]) -> Option<&'static str> {
    let proves = |states: &[CardState]| states.iter().filter(|state| state.proves()).count();
    let stopped = |states: &[CardState]| states.iter().copied().filter(|state| !state.proves()).collect::<Vec<_>>();
    let seen = &row.former.cards;
    let as_seen = proves(cards) == proves(seen) && stopped(cards) == stopped(seen);
    match row.change {
        Change::BindCard if account.status != Status::Active || proves(cards) > 0 => Some(NOT_POSSIBLE),
        Change::RestoreCards if stopped(cards).is_empty() => Some(NOT_POSSIBLE),
        Change::RetireCards => cards.iter().all(|state| *state == CardState::Retired).then_some(NOT_POSSIBLE),
        _ => (!as_seen).then_some(ACCOUNT_CHANGED),
    }
}

async fn judge_firm(tx: &mut Tx, request: &Request, row: &Row) -> Result<Option<&'static str>, StoreError> {
    let firm = participants::find(tx, &request.participant).await?;
    Ok(firm.is_none_or(|firm| firm.version != row.version).then_some(ACCOUNT_CHANGED))
}

/// Carries one row out; says which activation it sends.
async fn apply(
    app: &App,
    tx: &mut Tx,
    scribe: &Scribe<'_>,
    request: &Request,
    row: &Row,
    account: &Account,
    batch: &mut Batch,
) -> Result<Option<String>, StoreError> {
    let id = &account.id;
    let maker = request.maker.as_ref().map_or_else(|| "operator".to_owned(), ToString::to_string);
    let mut detail = request.told();
    detail["maker"] = json!(maker);
    let mut activation = None;
    if let Some(step) = row.change.kind().step(account.state) {
        batch.steps.push((account.clone(), step));
    }
    let kind = match &row.change {
        Change::Address { address } => {
            accounts::set_address(tx, id, Some(address)).await?;
            detail["address"] = json!(address.masked());
            activation = send(app, tx, scribe, request, account, address, batch).await?;
            match &account.address {
                None => "address.registered",
                Some(former) => {
                    let ended = sessions::revoke_method(tx, id, Method::TwoFactor).await?;
                    detail["former"] = json!(former.masked());
                    detail["sessions_ended"] = json!(ended);
                    batch.tell_former(scribe, Kind::AddressLeft, id, former);
                    "address.changed"
                }
            }
        }
        Change::RemoveAddress => {
            accounts::remove_address(tx, id).await?;
            activations::revoke_open(tx, id, scribe.now).await?;
            // Passkeys and passes stand beside password and code, and open nothing without them.
            let passkeys = sessions::revoke_method(tx, id, Method::Passkey).await?;
            let passes = sessions::revoke_method(tx, id, Method::OneTimePass).await?;
            let ended = sessions::revoke_method(tx, id, Method::TwoFactor).await?;
            detail["sessions_ended"] = json!(ended + passkeys + passes);
            if let Some(former) = &account.address {
                detail["former"] = json!(former.masked());
                batch.tell_former(scribe, Kind::AddressRemoved, id, former);
            }
            "address.removed"
        }
        Change::Reset => {
            accounts::remove_password(tx, id).await?;
            detail["sessions_ended"] = json!(sessions::revoke_all(tx, id, None).await?);
            batch.tell(scribe, Kind::AccessReset, account, json!({}));
            if let Some(address) = &account.address {
                activation = send(app, tx, scribe, request, account, address, batch).await?;
            }
            "access.reset"
        }
        Change::Roles { roles } => {
            accounts::set_roles(tx, id, *roles).await?;
            if (account.da.maker && !roles.maker) || (account.da.checker && !roles.checker) {
                accounts::end_codes(tx, id).await?;
                detail["sessions_ended"] = json!(sessions::revoke_all(tx, id, None).await?);
            }
            detail["from"] = json!(account.da.to_string());
            detail["to"] = json!(roles.to_string());
            batch.tell(scribe, Kind::RolesChanged, account, json!({ "roles": roles.to_string() }));
            "roles.changed"
        }
        Change::Enable => {
            accounts::set_status(tx, id, Status::Active).await?;
            detail["from"] = json!(account.status.name());
            batch.tell(scribe, Kind::AccountEnabled, account, json!({}));
            if let (State::Registered, Some(address)) = (account.state, &account.address) {
                activation = send(app, tx, scribe, request, account, address, batch).await?;
            }
            "user.enabled"
        }
        Change::Disable => {
            accounts::set_status(tx, id, Status::Disabled).await?;
            activations::revoke_open(tx, id, scribe.now).await?;
            detail["sessions_ended"] = json!(sessions::revoke_all(tx, id, None).await?);
            batch.tell(scribe, Kind::AccountDisabled, account, json!({}));
            "user.disabled"
        }
        Change::Sole { until } => {
            accounts::set_sole(tx, id, *until).await?;
            detail["until"] = json!(until.map(|until| until.to_string()));
            if until.is_some() { "sole.granted" } else { "sole.ended" }
        }
        Change::BindCard => {
            let binding = Binding {
                id: opaque_id(scribe.random),
                account: id.clone(),
                request: request.id.clone(),
                created_at: scribe.now,
                expires_at: scribe.now.plus(*app.config.smartcard.binding_lifetime),
                used_at: None,
            };
            bindings::issue(tx, &binding).await?;
            detail["until"] = json!(binding.expires_at.to_string());
            "card.binding-issued"
        }
        Change::RetireCards => {
            let in_use = [CardState::Issued, CardState::Bound, CardState::Suspended];
            detail["cards"] = json!(credentials::move_cards(tx, id, &in_use, CardState::Retired, scribe.now).await?);
            bindings::revoke_open(tx, id, scribe.now).await?;
            // A set-up that a card proved goes no further.
            accounts::set_cards_stopped(tx, id, Some(scribe.now)).await?;
            detail["sessions_ended"] = json!(sessions::revoke_cards(tx, id).await?);
            batch.tell(scribe, Kind::CardRetired, account, json!({}));
            "card.retired"
        }
        Change::RestoreCards => {
            accounts::set_cards_stopped(tx, id, None).await?;
            let stopped = [CardState::Suspended, CardState::Retired];
            detail["cards"] = json!(credentials::move_cards(tx, id, &stopped, CardState::Bound, scribe.now).await?);
            batch.tell(scribe, Kind::CardRestored, account, json!({}));
            "card.restored"
        }
        // Of firms, or carried out elsewhere: nothing of that kind comes here.
        _ => return Ok(None),
    };
    batch.events.entry(kind).or_default().push((row.subject.clone(), detail));
    Ok(activation)
}

async fn apply_to_firm(tx: &mut Tx, request: &Request, row: &Row, batch: &mut Batch) -> Result<(), StoreError> {
    if let Change::Domains { domains } = &row.change {
        participants::set_domains(tx, &request.participant, domains).await?;
        let detail = json!({ "request": request.id, "from": row.former.domains, "to": domains });
        batch.events.entry("domains.changed").or_default().push((row.subject.clone(), detail));
    }
    Ok(())
}

/// An activation where set-up is open to the user; else a notice that shows whether mail arrives, and the activation
/// later.
async fn send(
    app: &App,
    tx: &mut Tx,
    scribe: &Scribe<'_>,
    request: &Request,
    account: &Account,
    address: &EmailAddress,
    batch: &mut Batch,
) -> Result<Option<String>, StoreError> {
    let open = may_set_up_in(batch.phase, account.standing());
    accounts::set_awaits(tx, &account.id, !open).await?;
    if !open {
        activations::revoke_open(tx, &account.id, scribe.now).await?;
        let mut probe = mail::outbox::told(scribe, Kind::AddressRegistered, &account.id);
        probe.cause = Some(request.id.clone());
        batch.letters.push(probe);
        return Ok(None);
    }
    let hand_over = invite::asks_hand_over(app, tx, &account.id, address).await?;
    let draft = invite::draft(app, scribe, &account.id, address.clone(), hand_over);
    let id = draft.id.clone();
    batch.drafts.push(draft);
    Ok(Some(id))
}

impl Batch {
    fn tell(&mut self, scribe: &Scribe<'_>, kind: Kind, account: &Account, detail: Value) {
        if account.address.is_some() {
            let mut letter = mail::outbox::told(scribe, kind, &account.id);
            letter.detail = detail;
            self.letters.push(letter);
        }
    }

    fn tell_former(&mut self, scribe: &Scribe<'_>, kind: Kind, account: &AccountId, former: &EmailAddress) {
        let mut letter = mail::outbox::told(scribe, kind, account);
        letter.recipient = Some(former.clone());
        self.letters.push(letter);
    }
}
