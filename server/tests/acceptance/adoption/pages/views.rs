//! What each view is to show.

use std::{
    collections::{BTreeMap, BTreeSet},
    time::Duration,
};

use domain::reach::WhyBlocked;
use serde_json::{Map, Value, json};

use super::{super::plain::STATES, CARDS, Counted, DAYS, Expected, percent_of, share, span};

/// The columns of logins, and the methods behind them.
const METHODS: [(&str, &str); 5] = [
    ("two_factor", "login by two-factor"),
    ("smartcard", "login by smartcard"),
    ("passkey", "login by passkey"),
    ("x509", "login by x509"),
    ("one_time_pass", "login by one-time-pass"),
];

/// The columns of help, and the events behind them.
const HELP: [(&str, &str); 3] = [("resets", "access.reset"), ("unlocks", "pause.cleared"), ("passes", "pass.issued")];

impl Counted<'_> {
    pub(super) fn funnel(&self) -> Expected {
        let house = &self.house;
        let mut rows: Vec<_> = STATES
            .iter()
            .enumerate()
            .map(|(at, state)| {
                let (reached, card) = (house.reached(at), house.of(&format!("with_card {state}")));
                let of = share(reached, house.of("active"));
                json!({ "users": house.of(state), "reached": reached, "share": of, "with_card": card })
            })
            .collect();
        rows.extend(
            ["dormant", "disabled"]
                .map(|status| json!({ "users": house.of(status), "reached": null, "share": null, "with_card": null })),
        );
        let says = vec![house.reached(2), house.ready(), house.reached(5), house.of("active")];
        Expected { name: "funnel", rows, says }
    }

    pub(super) fn readiness(&self) -> Expected {
        let rows = self.series.iter().rev().map(|(day, house)| {
            let (active, firms, ready) = (house.of("active"), house.of("firms"), house.of("firms_ready"));
            json!({
                "day": day.to_string(), "active": active, "registered": house.reached(2), "able": house.ready(),
                "used": house.reached(5), "able_share": share(house.ready(), active),
                "target_share": self.target(*day).map(|target| target as f64 / 1000.0),
                "firms": firms, "firms_ready": ready, "firms_share": share(ready, firms),
                "firms_without_pair": house.of("firms_without_pair"),
                "firms_never_came": house.of("firms_never_came"),
            })
        });
        let house = &self.house;
        let mut says = vec![house.ready(), house.of("active"), house.of("firms_ready"), house.of("firms")];
        says.extend(self.course());
        Expected { name: "readiness", rows: rows.collect(), says }
    }

    pub(super) fn proofs(&self) -> Expected {
        let figures = ["active", "with_passkey", "by_mail_alone", "mail_refused"];
        let rows = self.series.iter().rev().map(|(day, house)| {
            let mut row: Map<_, _> = figures.iter().map(|name| ((*name).to_owned(), json!(house.of(name)))).collect();
            row.insert("day".to_owned(), json!(day.to_string()));
            Value::Object(row)
        });
        let says = vec![self.house.of("with_passkey"), self.house.of("by_mail_alone")];
        Expected { name: "proofs", rows: rows.collect(), says }
    }

    /// What happened in the last so many days, and before them so many days left out.
    pub(super) fn happened(&self, whats: &[&str], days: i64, before: i64) -> u64 {
        let days = (before..before + days).map(|back| self.last.later(-back));
        days.map(|day| whats.iter().map(|what| self.log.times(day, what)).sum::<u64>()).sum()
    }

    /// Each day that views of what happened show, the newest first, with a column for each event.
    fn by_day(&self, columns: &[(&str, &str)], sum: bool) -> Vec<Value> {
        let days = (0..DAYS.0).map(|back| self.last.later(-back));
        days.map(|day| {
            let of = |what: &str| self.log.times(day, what);
            let mut row: Map<_, _> = columns.iter().map(|(name, what)| ((*name).to_owned(), json!(of(what)))).collect();
            if sum {
                row.insert("all".to_owned(), json!(columns.iter().map(|(_, what)| of(what)).sum::<u64>()));
            }
            row.insert("day".to_owned(), json!(day.to_string()));
            Value::Object(row)
        })
        .collect()
    }

    pub(super) fn logins(&self) -> Expected {
        let methods = METHODS.map(|(_, what)| what);
        let week = |before| {
            let (card, all) = (self.happened(&CARDS, 7, before), self.happened(&methods, 7, before));
            (percent_of(card, all), all)
        };
        let says = match (week(0), week(7)) {
            ((_, 0), _) => vec![7],
            ((percent, all), (_, 0)) => vec![7, percent, all],
            ((percent, all), (before, _)) => vec![7, percent, all, before, 7],
        };
        Expected { name: "logins", rows: self.by_day(&METHODS, true), says }
    }

    pub(super) fn help(&self) -> Expected {
        let mut says: Vec<u64> = HELP.iter().map(|(_, what)| self.happened(&[what], DAYS.0, 0)).collect();
        says.push(u64::try_from(DAYS.0).unwrap());
        Expected { name: "help", rows: self.by_day(&HELP, false), says }
    }

    pub(super) fn firms(&self) -> Expected {
        let mut firms: Vec<_> = self.log.firms(self.last).into_iter().collect();
        firms.sort_by_key(|(code, counts)| (std::cmp::Reverse(counts.behind()), code.clone()));
        let rows: Vec<_> = firms
            .iter()
            .map(|(code, counts)| {
                let figures = ["active", "dormant", "disabled", "with_passkey", "by_mail_alone", "mail_refused"];
                let figures = figures.into_iter().chain(["administrators", "administrators_seen"]).chain(STATES);
                let mut row: Map<_, _> = figures.map(|name| (name.to_owned(), json!(counts.of(name)))).collect();
                row.insert("participant_code".to_owned(), json!(code));
                row.insert("name".to_owned(), json!(self.log.name(code)));
                row.insert("able_share".to_owned(), share(counts.ready(), counts.of("active")));
                row.insert("has_pair".to_owned(), json!(counts.of("pairs") > 0));
                Value::Object(row)
            })
            .collect();
        let count = rows.len() as u64;
        Expected { name: "firms", rows, says: vec![count, count] }
    }

    /// Whom it would block if smartcards closed now: account by account, with the exception that holds for each.
    pub(super) async fn blocked(&self) -> Expected {
        let now = self.server.app.clock.now().as_millis();
        let holds = |subject: &str| {
            format!(
                "(SELECT kind FROM exceptions x WHERE x.subject = a.{subject} AND x.ended_at IS NULL
                  AND x.from_at <= {now} AND x.until_at > {now})"
            )
        };
        let text = format!(
            "SELECT a.participant, a.state, {}, {},
                    (SELECT COUNT(*) FROM credentials c WHERE c.account = a.account AND c.kind <> 'passkey'
                     AND c.state IN ('issued', 'bound'))
             FROM accounts a WHERE a.status = 'active' AND a.participant <> 'STAFF'",
            holds("account"),
            holds("participant")
        );
        let mut reasons = BTreeMap::<WhyBlocked, u64>::new();
        let mut firms = BTreeSet::new();
        for row in self.server.rows(&text).await {
            let [firm, state, own, of_firm, cards] = row.try_into().unwrap();
            let exception = if own.is_empty() { of_firm } else { own };
            let (extended, able) = (exception == "extension", STATES[3..].contains(&state.replace('-', "_").as_str()));
            let why = match (state.as_str(), extended && cards != "0") {
                (_, true) => None,
                _ if able => None,
                ("authorised", _) => Some(WhyBlocked::NoAddress),
                ("proposed", _) => Some(WhyBlocked::NotApproved),
                _ => Some(WhyBlocked::NotSetUp),
            };
            if let Some(why) = why {
                *reasons.entry(why).or_default() += 1;
                firms.insert(firm);
            }
        }
        let rows: Vec<_> = reasons.values().map(|users| json!({ "users": users })).collect();
        let users = reasons.values().sum();
        let says = if users == 0 { vec![] } else { vec![users, firms.len() as u64] };
        Expected { name: "blocked", rows, says }
    }

    /// How mail fares, from the outbox.
    pub(super) async fn mail(&self) -> Expected {
        let now = self.server.app.clock.now();
        let since = |days: u64| now.minus(Duration::from_secs(days * 86_400)).as_millis();
        let taken = format!(
            "SELECT settled_at - created_at FROM outbox WHERE kind = 'code' AND state = 'sent' AND created_at >= {}",
            since(1)
        );
        let mut taken: Vec<u64> =
            self.server.rows(&taken).await.concat().iter().map(|span| span.parse().unwrap()).collect();
        taken.sort_unstable();
        // The least that so many of a hundred do not exceed.
        let rank = |percent| {
            taken.iter().copied().find(|span| {
                let within = taken.iter().filter(|other| *other <= span).count();
                within * 100 >= taken.len() * percent
            })
        };
        let waits = format!("FROM outbox WHERE state = 'waiting' AND (tries > 0 OR due_at <= {})", now.as_millis());
        let waiting = self.server.count(&format!("SELECT COUNT(*) {waits}")).await;
        let oldest = self.server.rows(&format!("SELECT MIN(created_at) {waits}")).await.concat();
        assert_eq!((waiting == 0, oldest[0].is_empty()), (true, true), "nothing waits, and nothing is old");
        let refused = format!(
            "SELECT domain, COUNT(*) FROM outbox WHERE state = 'refused' AND created_at >= {} GROUP BY domain
             ORDER BY COUNT(*) DESC, domain",
            since(7)
        );
        let seconds = |millis: Option<u64>| json!({ "value": millis.map(|millis| millis as f64 / 1000.0) });
        let mut rows = vec![seconds(rank(50)), seconds(rank(95)), json!({ "value": taken.len() })];
        rows.extend([json!({ "value": waiting }), json!({ "value": null })]);
        for row in self.server.rows(&refused).await {
            let count: u64 = row[1].parse().unwrap();
            rows.push(json!({ "measure": format!("Refused by {}", row[0]), "value": count }));
        }
        let says = rank(50).zip(rank(95)).map(|(p50, p95)| [vec![24], span(p50), vec![95, 100], span(p95)].concat());
        Expected { name: "mail", rows, says: says.unwrap_or(vec![24]) }
    }
}
