//! What the audit is told, the figures follow.

use std::collections::{BTreeMap, BTreeSet};

use domain::{
    account::ParticipantCode,
    adoption::{Day, Happening},
    method::Method,
    time::Instant,
};
use serde_json::Value;
use sqlx::AnyConnection;

use crate::{
    registration::roster,
    store::{StoreError, adoption, directory::BATCH, events::Event},
};

/// Over how many rows what happens on a day is spread.
const SHARDS: u8 = 8;

/// Whose figures an event can move.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Reach {
    /// Nobody's.
    Nobody,
    /// One firm's.
    Firm(ParticipantCode),
    /// Every firm's.
    Everybody,
}

/// Whose figures an event of `kind`, in the trail of `firm`, can move.
pub(super) fn reach(kind: &str, firm: Option<&ParticipantCode>, detail: &Value) -> Reach {
    let moves = match kind {
        "cards.decommissioned" => return Reach::Everybody,
        // The directory's own; it names the firm among its particulars.
        "participant.added" => {
            let code = detail["participant"].as_str().and_then(|code| ParticipantCode::parse(code).ok());
            return code.filter(|code| !code.is_staff()).map_or(Reach::Nobody, Reach::Firm);
        }
        "login.completed" => detail["first"] == true,
        "user.added" | "user.changed" | "user.moved" | "user.dormant" | "user.disabled" | "user.enabled" => true,
        "roles.changed" | "sole.granted" | "sole.ended" | "sole.over" => true,
        "address.registered" | "address.changed" | "address.removed" => true,
        "mail.refused" | "mail.bounced" | "mail.accepted" | "mail.cleared" => true,
        "card.imported" | "card.bound" | "card.suspended" | "card.retired" | "card.restored" => true,
        "certificate.registered" | "passkey.added" | "passkey.removed" | "setup.completed" => true,
        _ => false,
    };
    firm.filter(|firm| moves && !firm.is_staff()).cloned().map_or(Reach::Nobody, Reach::Firm)
}

/// What an event of `kind`, in the trail of `firm`, counts as on its day.
pub(super) fn happening(kind: &str, firm: Option<&ParticipantCode>, detail: &Value) -> Option<Happening> {
    firm.filter(|firm| !firm.is_staff())?;
    let method: Option<Method> = detail["method"].as_str().and_then(|name| name.parse().ok());
    Happening::of_event(kind, method)
}

/// What a transaction has told the audit, as far as figures follow it.
#[derive(Debug, Default)]
pub struct Marks {
    firms: BTreeSet<ParticipantCode>,
    everybody: bool,
    at: Option<Instant>,
    happenings: BTreeMap<(Day, Happening, u8), u64>,
}

impl Marks {
    /// Takes in an event.
    pub fn hear(&mut self, event: &Event<'_>) {
        match reach(event.kind, event.participant, &event.detail) {
            Reach::Nobody => {}
            Reach::Firm(firm) => self.firm(firm, event.at),
            Reach::Everybody => self.everybody(event.at),
        }
        if let Some(happening) = happening(event.kind, event.participant, &event.detail) {
            // The end of an id is random: who write at once mostly write to different rows.
            let shard = event.id.bytes().last().unwrap_or_default() % SHARDS;
            *self.happenings.entry((Day::of(event.at), happening, shard)).or_default() += 1;
        }
    }

    /// The figures of `firm` may have changed at `at`.
    pub fn firm(&mut self, firm: ParticipantCode, at: Instant) {
        self.firms.insert(firm);
        self.at = self.at.max(Some(at));
    }

    /// The figures of every firm may have changed at `at`.
    pub fn everybody(&mut self, at: Instant) {
        self.everybody = true;
        self.at = self.at.max(Some(at));
    }

    /// Lets the figures follow: the last that a transaction does. Firms are held, in order, and then counted: in a
    /// statement of its own, so that it sees what whoever held them before has written.
    ///
    /// # Errors
    /// When the database does not take it; the transaction must not be committed then.
    pub(crate) async fn follow(self, db: &mut AnyConnection) -> Result<(), StoreError> {
        if let Some(at) = self.at {
            let firms = if self.everybody { adoption::every_firm(db).await? } else { self.firms.into_iter().collect() };
            for some in firms.chunks(BATCH) {
                recount(db, some, at).await?;
            }
        }
        let happenings: Vec<_> = self.happenings.into_iter().collect();
        for some in happenings.chunks(BATCH) {
            adoption::add_happenings(db, some).await?;
        }
        Ok(())
    }
}

/// Counts firms anew, at most [`BATCH`] of them and in order.
async fn recount(db: &mut AnyConnection, firms: &[ParticipantCode], at: Instant) -> Result<(), StoreError> {
    let held = adoption::hold(db, firms, Day::of(at)).await?;
    let administrators = adoption::administrators(db, firms).await?;
    for (firm, had_pair) in &held {
        let (makers, checkers) = administrators.get(firm).map_or((0, 0), |some| roster::working(some, at));
        let has_pair = makers > 0 && checkers > 0;
        if has_pair != *had_pair {
            adoption::set_pair(db, firm, has_pair).await?;
        }
    }
    adoption::recount(db, firms).await
}
