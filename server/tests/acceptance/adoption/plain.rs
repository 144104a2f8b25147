//! The figures as anybody would count them who had the audit's rows and nothing else: of each user, the last event of a
//! kind. Names and mailboxes, which the audit does not hold, are those of the accounts.

use std::collections::BTreeMap;

use domain::{adoption::Day, time::Instant};
use serde_json::Value;

use crate::support::TestServer;

/// The states, in the order of progress, by the names of their columns.
pub const STATES: [&str; 7] =
    ["authorised", "proposed", "registered", "ready", "tested", "two_factor", "two_factor_only"];

/// A row of the audit.
struct Row {
    day: Day,
    kind: String,
    detail: Value,
}

impl Row {
    fn text(&self, place: &str) -> Option<String> {
        self.detail.pointer(place).and_then(Value::as_str).map(str::to_owned)
    }
}

/// How a user stood when a day ended.
#[derive(Debug)]
struct User {
    status: String,
    state: String,
    maker: bool,
    checker: bool,
    card: bool,
    passkey: bool,
    by_mail_alone: bool,
    mail_refused: bool,
    seen: bool,
    sole: bool,
}

impl User {
    /// How the rows of one user tell it; none: nobody had added them yet.
    fn told(rows: &[&Row]) -> Option<Self> {
        let count = |kind: &str| rows.iter().filter(|row| row.kind == kind).count();
        let last = |kinds: &[&str]| rows.iter().rev().find(|row| kinds.contains(&row.kind.as_str()));
        let is = |kind: &str, of: &[&str]| last(of).is_some_and(|row| row.kind == kind);
        if count("user.added") == 0 {
            return None;
        }
        let status = rows.iter().rev().find_map(|row| match row.kind.as_str() {
            "user.added" => row.text("/status"),
            "user.changed" => row.text("/status/to"),
            "user.dormant" => Some("dormant".to_owned()),
            "user.disabled" => Some("disabled".to_owned()),
            "user.enabled" => Some("active".to_owned()),
            _ => None,
        });
        let roles = rows.iter().rev().find_map(|row| match row.kind.as_str() {
            "user.added" => row.text("/da_roles"),
            "user.changed" => row.text("/da_roles/to"),
            "roles.changed" => row.text("/to"),
            _ => None,
        });
        let roles = roles.unwrap();
        let state = last(&["user.moved"]).map_or("authorised".to_owned(), |row| row.text("/to").unwrap());
        let given = ["card.imported", "card.bound", "certificate.registered", "card.restored"];
        let cards = [&given[..], &["card.suspended", "card.retired"]].concat();
        let addresses = ["address.registered", "address.changed", "address.removed", "mail.accepted", "mail.cleared"];
        let mails = [&addresses[..], &["mail.refused", "mail.bounced"]].concat();
        let soles = ["sole.granted", "sole.ended", "sole.over"];
        Some(Self {
            status: status.unwrap(),
            maker: roles.contains("da-maker"),
            checker: roles.contains("da-checker"),
            card: last(&cards).is_some_and(|row| given.contains(&row.kind.as_str())),
            passkey: count("passkey.added") > count("passkey.removed"),
            by_mail_alone: last(&["setup.completed"])
                .is_some_and(|row| row.text("/proof").as_deref() == Some("mailbox")),
            mail_refused: last(&mails).is_some_and(|row| !addresses.contains(&row.kind.as_str())),
            seen: count("login.completed") > 0,
            sole: is("sole.granted", &soles),
            state: state.replace('-', "_"),
        })
    }

    /// Whether somebody is there to make and to check.
    fn able(&self) -> bool {
        self.status == "active" && STATES[3..].contains(&self.state.as_str())
    }
}

/// Figures by the names of their columns; what is not there is nothing.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Counts(BTreeMap<String, u64>);

impl Counts {
    fn add(&mut self, name: impl Into<String>) {
        *self.0.entry(name.into()).or_default() += 1;
    }

    pub fn of(&self, name: &str) -> u64 {
        self.0.get(name).copied().unwrap_or_default()
    }

    fn join(&mut self, other: &Self) {
        other.0.iter().for_each(|(name, count)| *self.0.entry(name.clone()).or_default() += count);
    }

    /// Who has come so far or further.
    pub fn reached(&self, state: usize) -> u64 {
        STATES[state..].iter().map(|state| self.of(state)).sum()
    }

    pub fn ready(&self) -> u64 {
        self.reached(3)
    }

    pub fn behind(&self) -> u64 {
        self.of("active") - self.ready()
    }
}

/// The audit, user by user.
pub struct Log {
    firms: BTreeMap<String, Day>,
    users: BTreeMap<(String, String), Vec<Row>>,
    /// Of each user who is taken for whom: the name, and the mailbox.
    persons: BTreeMap<String, (String, String)>,
    /// Of each firm both of its names.
    names: BTreeMap<String, (String, String)>,
    /// What happened on which day: the event's kind, and the method of a login.
    happened: BTreeMap<(Day, String), u64>,
}

pub fn day_of(millis: &str) -> Day {
    Day::of(Instant::from_millis(millis.parse().unwrap()))
}

impl Log {
    pub async fn read(server: &TestServer) -> Self {
        let mut log = Self {
            firms: BTreeMap::new(),
            users: BTreeMap::new(),
            persons: BTreeMap::new(),
            names: BTreeMap::new(),
            happened: BTreeMap::new(),
        };
        let text = "SELECT at, kind, participant, account, detail FROM events ORDER BY id";
        for row in server.rows(text).await {
            let [at, kind, firm, account, detail] = row.try_into().unwrap();
            let (day, detail) = (day_of(&at), serde_json::from_str::<Value>(&detail).unwrap());
            assert_ne!(kind, "cards.decommissioned", "it is about everybody, and not counted here");
            if kind == "participant.added" {
                let code = detail["participant"].as_str().unwrap().to_owned();
                log.firms.entry(code).or_insert(day);
                continue;
            }
            if firm.is_empty() || firm == "STAFF" {
                continue;
            }
            let method = detail["method"].as_str().filter(|_| kind == "login.completed");
            let what = method.map_or(kind.clone(), |method| format!("login by {method}"));
            *log.happened.entry((day, what)).or_default() += 1;
            log.users.entry((firm, account)).or_default().push(Row { day, kind, detail });
        }
        for row in server.rows("SELECT account, name_en, name_zh, email FROM accounts").await {
            let [account, name_en, name_zh, email] = row.try_into().unwrap();
            log.persons.insert(account, (format!("{name_en} {name_zh}"), email.to_lowercase()));
        }
        for row in server.rows("SELECT code, name_en, name_zh FROM participants WHERE code <> 'STAFF'").await {
            let [code, name_en, name_zh] = row.try_into().unwrap();
            log.names.insert(code, (name_en, name_zh));
        }
        log
    }

    /// The first day that tells of a firm.
    pub fn began(&self) -> Day {
        *self.firms.values().min().unwrap()
    }

    /// The firm's name on a page in English.
    pub fn name(&self, firm: &str) -> &str {
        let (en, zh) = &self.names[firm];
        if en.is_empty() { zh } else { en }
    }

    /// How often it happened on `day`.
    pub fn times(&self, day: Day, what: &str) -> u64 {
        self.happened.get(&(day, what.to_owned())).copied().unwrap_or_default()
    }

    /// How often it happened at all.
    pub fn ever(&self, what: &str) -> u64 {
        self.happened.iter().filter(|((_, kind), _)| kind == what).map(|(_, times)| times).sum()
    }

    /// Each firm as `day` ended.
    pub fn firms(&self, day: Day) -> BTreeMap<String, Counts> {
        let mut firms: BTreeMap<String, Counts> = self
            .firms
            .iter()
            .filter(|(_, added)| **added <= day)
            .map(|(firm, _)| (firm.clone(), Counts::default()))
            .collect();
        let mut administrators = BTreeMap::<&str, Vec<(&str, User)>>::new();
        for ((firm, account), rows) in &self.users {
            let rows: Vec<&Row> = rows.iter().take_while(|row| row.day <= day).collect();
            let Some(user) = User::told(&rows) else { continue };
            let counts = firms.get_mut(firm).unwrap();
            if user.status != "active" {
                counts.add(&user.status);
                continue;
            }
            counts.add("active");
            counts.add(&user.state);
            let administrator = user.maker || user.checker;
            for (name, is) in [
                (format!("with_card {}", user.state).as_str(), user.card),
                ("with_passkey", user.passkey),
                ("by_mail_alone", user.by_mail_alone && user.able()),
                ("mail_refused", user.mail_refused),
                ("administrators", administrator),
                ("administrators_seen", administrator && user.seen),
            ] {
                if is {
                    counts.add(name);
                }
            }
            if administrator && user.able() {
                administrators.entry(firm).or_default().push((account, user));
            }
        }
        for (firm, able) in administrators {
            let pairs = able
                .iter()
                .filter(|(_, user)| user.maker)
                .flat_map(|maker| able.iter().filter(|(_, user)| user.checker).map(move |checker| (maker, checker)));
            let works = |((maker, _), (checker, user)): (&(&str, User), &(&str, User))| match maker == checker {
                true => user.sole,
                false => {
                    let ((name, mailbox), (other_name, other_mailbox)) =
                        (&self.persons[*maker], &self.persons[*checker]);
                    name != other_name && (mailbox != other_mailbox || mailbox.is_empty())
                }
            };
            if pairs.into_iter().any(works) {
                firms.get_mut(firm).unwrap().add("pairs");
            }
        }
        firms
    }

    /// All firms together as `day` ended.
    pub fn house(&self, day: Day) -> Counts {
        let mut house = Counts::default();
        for counts in self.firms(day).values() {
            house.join(counts);
            house.add("firms");
            for (name, is) in [
                ("firms_ready", counts.of("active") > 0 && counts.behind() == 0),
                ("firms_without_pair", counts.of("pairs") == 0),
                ("firms_never_came", counts.of("administrators") > 0 && counts.of("administrators_seen") == 0),
            ] {
                if is {
                    house.add(name);
                }
            }
        }
        house
    }
}
