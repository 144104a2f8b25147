//! Comparing what is kept with what the audit tells, and writing the latter.

use std::{
    collections::{BTreeMap, BTreeSet, HashMap},
    fmt,
    time::Duration,
};

use domain::{
    account::{AccountId, ParticipantCode},
    adoption::{Day, Figures, Happening},
    life::{State, Status},
    time::Instant,
};
use serde_json::json;
use sqlx::AnyConnection;

use super::{
    fold::{Fold, FoldError, KINDS},
    settle,
};
use crate::{
    app::App,
    audit::Scribe,
    registration::roster,
    store::{
        StoreError, Tx,
        accounts::Account,
        adoption::{self, Kept},
        directory::{self, BATCH},
        events,
    },
};

/// One figure that is not what it should be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Difference {
    /// Of which firm; none: of all together.
    pub firm: Option<ParticipantCode>,
    /// As which day ended; none: now.
    pub day: Option<Day>,
    /// Which figure.
    pub figure: String,
    /// What is kept; none: nothing.
    pub kept: Option<u64>,
    /// What it should be; none: nothing should be there.
    pub told: Option<u64>,
}

impl fmt::Display for Difference {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let number = |number: Option<u64>| number.map_or_else(|| "nothing".to_owned(), |number| number.to_string());
        let firm = self.firm.as_ref().map_or("all firms", ParticipantCode::as_str);
        let day = self.day.map_or_else(|| "now".to_owned(), |day| day.to_string());
        write!(f, "{firm}, {day}, {}: kept {}, told {}", self.figure, number(self.kept), number(self.told))
    }
}

/// Why there is no comparison.
#[derive(Debug, thiserror::Error)]
pub enum CheckError {
    /// The events do not tell the figures.
    #[error(transparent)]
    Fold(#[from] FoldError),
    /// The database could not do it.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// Both sides of the comparison.
struct Sides {
    kept: Kept,
    fold: Fold,
    /// Whether each firm has a working pair: by its accounts, since the audit has neither names nor mailboxes.
    pairs: BTreeMap<ParticipantCode, bool>,
    /// Whoever was there to make or to check for a firm, as they are now.
    persons: HashMap<AccountId, Account>,
    now: Instant,
}

impl Sides {
    async fn read(app: &App, db: &mut AnyConnection) -> Result<Self, CheckError> {
        let mut fold = Fold::default();
        let mut failed = None;
        events::each_of(db, &KINDS, |event| {
            failed = fold.take(&event).err();
            failed.is_none()
        })
        .await?;
        if let Some(error) = failed {
            return Err(error.into());
        }
        let mut pairs = BTreeMap::new();
        let firms: Vec<ParticipantCode> = fold.firms.keys().cloned().collect();
        for some in firms.chunks(BATCH) {
            let administrators = adoption::administrators(db, some).await?;
            for firm in some {
                let working = administrators.get(firm).map_or((0, 0), |some| roster::working(some, app.clock.now()));
                pairs.insert(firm.clone(), working.0 > 0 && working.1 > 0);
            }
        }
        let able: BTreeSet<&AccountId> = fold.able.values().flatten().map(|one| &one.account).collect();
        let mut persons = HashMap::new();
        for some in able.into_iter().collect::<Vec<_>>().chunks(BATCH) {
            persons.extend(directory::accounts(db, some).await?);
        }
        Ok(Self { kept: adoption::kept(db).await?, fold, pairs, persons, now: app.clock.now() })
    }

    fn differences(&self) -> Vec<Difference> {
        let mut found = Vec::new();
        let firms: BTreeSet<_> = self.kept.firms.keys().chain(self.fold.firms.keys()).collect();
        for firm in firms {
            let kept = self.kept.firms.get(firm);
            compare(&mut found, Some(firm), None, kept.map(|kept| &kept.0), self.fold.firms.get(firm));
            if let (Some((_, kept)), Some(told)) = (kept, self.pairs.get(firm)) {
                number(&mut found, Some(firm), None, "has_pair", Some(u64::from(*kept)), Some(u64::from(*told)));
            }
        }
        for key in self.days_of_firms() {
            let kept = self.kept.history.get(key).map(|kept| &kept.0);
            compare(&mut found, Some(&key.0), Some(key.1), kept, self.fold.history.get(key));
        }
        for key in self.happenings() {
            let (kept, told) = (self.kept.happenings.get(key), self.fold.happenings.get(key));
            number(&mut found, None, Some(key.0), key.1.name(), kept.copied(), told.copied());
        }
        let days = self.kept.totals.keys().next().zip(self.kept.totals.keys().next_back());
        let series = days.map(|(from, until)| self.fold.series(*from, *until)).unwrap_or_default();
        for (day, kept) in &self.kept.totals {
            let told = series.get(day).copied().unwrap_or_default();
            compare(&mut found, None, Some(*day), Some(&kept.users), Some(&told.users));
            for (name, kept, told) in [
                ("firms", kept.firms, told.firms),
                ("firms_ready", kept.firms_ready, told.firms_ready),
                ("firms_never_came", kept.firms_never_came, told.firms_never_came),
            ] {
                number(&mut found, None, Some(*day), name, Some(kept), Some(told));
            }
        }
        found
    }

    fn days_of_firms(&self) -> BTreeSet<&(ParticipantCode, Day)> {
        self.kept.history.keys().chain(self.fold.history.keys()).collect()
    }

    fn happenings(&self) -> BTreeSet<&(Day, Happening)> {
        self.kept.happenings.keys().chain(self.fold.happenings.keys()).collect()
    }

    /// Whether `firm` had a working pair as `day` ended: as is kept of it, or else by who was there to make and to check,
    /// as far as they bear the names and have the mailboxes that they have now.
    fn pair(&self, firm: &ParticipantCode, day: Day) -> bool {
        if let Some((_, had)) = self.kept.history.get(&(firm.clone(), day)) {
            return *had;
        }
        let until_then = (firm.clone(), Day::from_number(i64::MIN))..=(firm.clone(), day);
        let able = self.fold.able.range(until_then).next_back().map(|(_, able)| &able[..]).unwrap_or_default();
        let as_they_were: Vec<Account> = able
            .iter()
            .filter_map(|one| {
                let mut account = self.persons.get(&one.account)?.clone();
                (account.status, account.state, account.da) = (Status::Active, State::Ready, one.roles);
                account.sole_until = one.sole.then(|| self.now.plus(Duration::from_secs(1)));
                Some(account)
            })
            .collect();
        let (makers, checkers) = roster::working(&as_they_were, self.now);
        makers > 0 && checkers > 0
    }

    /// Writes what is told wherever something else is kept.
    async fn write(&self, db: &mut AnyConnection) -> Result<(), StoreError> {
        for (firm, figures) in &self.fold.firms {
            let has_pair = self.pairs.get(firm).copied().unwrap_or_default();
            if self.kept.firms.get(firm) != Some(&(*figures, has_pair)) {
                let newest = self.fold.history.range(..=(firm.clone(), Day::from_number(i64::MAX))).next_back();
                let day = newest.map_or(Day::from_number(0), |((_, day), _)| *day);
                adoption::put_firm(db, firm, day, figures, has_pair).await?;
            }
        }
        for firm in self.kept.firms.keys().filter(|firm| !self.fold.firms.contains_key(firm)) {
            adoption::remove_firm(db, firm).await?;
        }
        for key @ (firm, day) in self.days_of_firms() {
            let (kept, told) = (self.kept.history.get(key).map(|kept| &kept.0), self.fold.history.get(key));
            match told {
                Some(told) if kept != Some(told) => {
                    adoption::put_history(db, firm, *day, told, self.pair(firm, *day)).await?;
                }
                Some(_) => {}
                None => adoption::remove_history(db, firm, *day).await?,
            }
        }
        for key in self.happenings() {
            let (kept, told) = (self.kept.happenings.get(key).copied(), self.fold.happenings.get(key).copied());
            if kept != told {
                adoption::put_happening(db, key.0, key.1, told).await?;
            }
        }
        adoption::unsettle(db).await
    }
}

fn number(
    found: &mut Vec<Difference>,
    firm: Option<&ParticipantCode>,
    day: Option<Day>,
    figure: &str,
    kept: Option<u64>,
    told: Option<u64>,
) {
    if kept != told {
        found.push(Difference { firm: firm.cloned(), day, figure: figure.to_owned(), kept, told });
    }
}

fn compare(
    found: &mut Vec<Difference>,
    firm: Option<&ParticipantCode>,
    day: Option<Day>,
    kept: Option<&Figures>,
    told: Option<&Figures>,
) {
    let (kept, told) = (kept.map(Figures::values), told.map(Figures::values));
    match (kept, told) {
        (Some(kept), Some(told)) => {
            for (at, name) in Figures::NAMES.into_iter().enumerate() {
                number(found, firm, day, name, Some(kept[at]), Some(told[at]));
            }
        }
        (kept, told) => {
            let sum = |values: Option<[u64; Figures::NAMES.len()]>| values.map(|values| values.iter().sum());
            number(found, firm, day, "all", sum(kept), sum(told));
        }
    }
}

/// What differs between the figures that are kept and those that the audit tells. Both are read as of one moment.
///
/// # Errors
/// [`CheckError`] says why they cannot be compared.
pub async fn check(app: &App) -> Result<Vec<Difference>, CheckError> {
    let mut snapshot = app.store.snapshot().await?;
    Ok(Sides::read(app, &mut snapshot).await?.differences())
}

/// Writes the figures that the audit tells, in one transaction, and gives what differed. Whoever writes meanwhile
/// waits, and is counted afterwards.
///
/// # Errors
/// [`CheckError`] says why nothing was written.
pub async fn rebuild(app: &App, scribe: &Scribe<'_>) -> Result<Vec<Difference>, CheckError> {
    let mut tx: Tx = app.store.begin().await?;
    adoption::hold_all(&mut tx, app.store.backend()).await?;
    let sides = Sides::read(app, &mut tx).await?;
    let differences = sides.differences();
    if !differences.is_empty() {
        sides.write(&mut tx).await?;
    }
    let detail = json!({ "differences": differences.len() });
    scribe.event(&mut tx, "adoption.rebuilt", None, detail).await?;
    tx.commit().await?;
    while settle::round(app).await? {}
    Ok(differences)
}
