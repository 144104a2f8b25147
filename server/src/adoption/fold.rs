//! The figures built from the audit's events alone: pure, and without a look at any account.
//!
//! Each event says what became of its user; what a user counts as moves the figures of the firm. Whether a firm has a
//! working pair of delegated administrators is not among them: that rests on names and mailboxes too, which the audit
//! does not hold. Who was there to make and to check, it does tell.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use domain::{
    account::{AccountId, ParticipantCode},
    adoption::{Counted, Day, Figures, Happening, House},
    card::Proof,
    life::{Status, has_two_factor},
    role::DaRoles,
};
use serde_json::Value;

use super::marks::{Reach, happening, reach};
use crate::store::events::Told;

/// The kinds of events that figures follow from.
pub const KINDS: [&str; 32] = [
    "access.reset",
    "address.changed",
    "address.registered",
    "address.removed",
    "card.bound",
    "card.imported",
    "card.restored",
    "card.retired",
    "card.suspended",
    "cards.decommissioned",
    "certificate.registered",
    "login.completed",
    "mail.accepted",
    "mail.bounced",
    "mail.cleared",
    "mail.refused",
    "participant.added",
    "pass.issued",
    "passkey.added",
    "passkey.removed",
    "pause.cleared",
    "roles.changed",
    "setup.completed",
    "sole.ended",
    "sole.granted",
    "sole.over",
    "user.added",
    "user.changed",
    "user.disabled",
    "user.dormant",
    "user.enabled",
    "user.moved",
];

/// Why the events do not tell the figures.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum FoldError {
    /// Retention has taken away what would be needed.
    #[error("the audit does not tell the figures any more: of event {0} names or particulars have expired")]
    Expired(String),
    /// Nobody ever added the user.
    #[error("the audit does not tell the figures: event {0} is about {1}, whom no event has added")]
    Unknown(String, AccountId),
}

/// What the events have told of a user.
#[derive(Clone, Copy, Debug, Default)]
struct User {
    counts: Counted,
    roles: DaRoles,
    /// Whether they may check what they made.
    sole: bool,
    /// Smartcards that prove.
    proving: u64,
    /// Smartcards that were suspended or retired.
    stopped: u64,
    passkeys: u64,
}

impl User {
    fn figures(self) -> Figures {
        let (card, passkey) = (self.proving > 0, self.passkeys > 0);
        Figures::from(Counted { card, passkey, administrator: self.roles.any(), ..self.counts })
    }

    /// Whether they are there to make, or to check.
    fn able(self) -> bool {
        self.roles.any() && self.counts.status == Status::Active && has_two_factor(self.counts.state)
    }

    /// What becomes of the user by an event of `kind`; none where its particulars do not say it.
    fn after(mut self, kind: &str, detail: &Value) -> Option<Self> {
        let text = |value: &Value| value.as_str().map(str::to_owned);
        match kind {
            "user.moved" => self.counts.state = text(&detail["to"])?.parse().ok()?,
            "user.dormant" => self.counts.status = Status::Dormant,
            "user.disabled" => self.counts.status = Status::Disabled,
            "user.enabled" => self.counts.status = Status::Active,
            "user.changed" => {
                if let Some(status) = text(&detail["status"]["to"]) {
                    self.counts.status = status.parse().ok()?;
                }
                if let Some(roles) = text(&detail["da_roles"]["to"]) {
                    self.roles = DaRoles::parse(&roles).ok()?;
                }
            }
            "roles.changed" => self.roles = DaRoles::parse(&text(&detail["to"])?).ok()?,
            "sole.granted" => self.sole = true,
            "sole.ended" | "sole.over" => self.sole = false,
            "address.registered" | "address.changed" | "address.removed" | "mail.accepted" | "mail.cleared" => {
                self.counts.mail_refused = false;
            }
            "mail.refused" | "mail.bounced" => self.counts.mail_refused = true,
            "card.imported" | "card.bound" | "certificate.registered" => self.proving += 1,
            "card.suspended" | "card.retired" => self.stopped += std::mem::take(&mut self.proving),
            "card.restored" => self.proving += std::mem::take(&mut self.stopped),
            "passkey.added" => self.passkeys += 1,
            "passkey.removed" => self.passkeys = self.passkeys.saturating_sub(1),
            "setup.completed" => self.counts.by_mail_alone = text(&detail["proof"])? == Proof::Mailbox.name(),
            "login.completed" => self.counts.seen = true,
            _ => {}
        }
        Some(self)
    }
}

/// Somebody who is there to make or to check for a firm.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Able {
    /// Who.
    pub account: AccountId,
    /// What they may do.
    pub roles: DaRoles,
    /// Whether they may check what they made.
    pub sole: bool,
}

/// The figures as far as events have told them.
#[derive(Debug, Default)]
pub struct Fold {
    users: HashMap<AccountId, User>,
    /// Who ever administered each firm.
    administrators: HashMap<ParticipantCode, BTreeSet<AccountId>>,
    /// Who was there to make or to check for a firm, as each day ended on which that may have changed.
    pub able: BTreeMap<(ParticipantCode, Day), Vec<Able>>,
    /// Of each firm, now.
    pub firms: BTreeMap<ParticipantCode, Figures>,
    /// Of each firm, as each day ended on which something was told of it.
    pub history: BTreeMap<(ParticipantCode, Day), Figures>,
    /// What happened on each day.
    pub happenings: BTreeMap<(Day, Happening), u64>,
}

impl Fold {
    /// Takes in the next event, in the order of ids.
    ///
    /// # Errors
    /// [`FoldError`] says what is missing.
    pub fn take(&mut self, event: &Told) -> Result<(), FoldError> {
        let expired = || FoldError::Expired(event.id.clone());
        let firm = event.participant.as_ref();
        if firm.is_some_and(ParticipantCode::is_staff) && event.kind != "cards.decommissioned" {
            return Ok(());
        }
        let detail = event.detail.as_ref().ok_or_else(expired)?;
        let day = Day::of(event.at);
        if let Some(happening) = happening(&event.kind, firm, detail) {
            *self.happenings.entry((day, happening)).or_default() += 1;
        }
        match event.kind.as_str() {
            "participant.added" => {}
            "cards.decommissioned" => self.purge_cards(),
            kind => self.tell(event, event.account.as_ref().ok_or_else(expired)?, kind, detail)?,
        }
        match reach(&event.kind, firm, detail) {
            Reach::Nobody => {}
            Reach::Firm(firm) => {
                let figures = *self.firms.entry(firm.clone()).or_default();
                self.history.insert((firm, day), figures);
            }
            Reach::Everybody => {
                self.history.extend(self.firms.iter().map(|(firm, figures)| ((firm.clone(), day), *figures)));
            }
        }
        Ok(())
    }

    fn tell(&mut self, event: &Told, id: &AccountId, kind: &str, detail: &Value) -> Result<(), FoldError> {
        let firm = self.firms.entry(id.participant.clone()).or_default();
        let before = self.users.get(id).copied();
        let after = if kind == "user.added" {
            let status = detail["status"].as_str().and_then(|name| name.parse().ok());
            let roles = detail["da_roles"].as_str().and_then(|roles| DaRoles::parse(roles).ok());
            status.zip(roles).map(|(status, roles)| User {
                counts: Counted { status, ..Counted::default() },
                roles,
                ..User::default()
            })
        } else {
            let before = before.ok_or_else(|| FoldError::Unknown(event.id.clone(), id.clone()))?;
            *firm -= before.figures();
            before.after(kind, detail)
        };
        let after = after.ok_or_else(|| FoldError::Expired(event.id.clone()))?;
        *firm += after.figures();
        self.users.insert(id.clone(), after);
        if after.roles.any() || before.is_some_and(|before| before.roles.any()) {
            let administrators = self.administrators.entry(id.participant.clone()).or_default();
            administrators.insert(id.clone());
            let held = administrators.iter().filter_map(|id| Some((id, self.users.get(id)?)));
            let able = held.filter(|(_, user)| user.able());
            let able = able.map(|(id, user)| Able { account: id.clone(), roles: user.roles, sole: user.sole });
            self.able.insert((id.participant.clone(), Day::of(event.at)), able.collect());
        }
        Ok(())
    }

    /// Every smartcard is gone.
    fn purge_cards(&mut self) {
        for (id, user) in &mut self.users {
            let before = user.figures();
            (user.proving, user.stopped) = (0, 0);
            if let Some(firm) = self.firms.get_mut(&id.participant) {
                *firm -= before;
                *firm += user.figures();
            }
        }
    }

    /// What all firms came to as each day from `from` to `until` ended, both counted in; which have a working pair, the
    /// events do not tell.
    pub fn series(&self, from: Day, until: Day) -> BTreeMap<Day, House> {
        let mut by_day = BTreeMap::<Day, Vec<(&ParticipantCode, &Figures)>>::new();
        for ((firm, day), figures) in &self.history {
            by_day.entry(*day).or_default().push((firm, figures));
        }
        let mut firms = BTreeMap::new();
        let mut changes = by_day.into_iter().peekable();
        let mut series = BTreeMap::new();
        for day in (0..=from.days_until(until)).map(|later| from.later(later)) {
            while let Some((_, changed)) = changes.next_if(|(at, _)| *at <= day) {
                firms.extend(changed);
            }
            let mut house = House::default();
            firms.values().for_each(|figures| house.add(figures, true));
            series.insert(day, house);
        }
        series
    }
}
