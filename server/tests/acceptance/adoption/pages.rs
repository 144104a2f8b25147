//! Every number that staff are shown, in files and on pages, beside a plain count.

use std::time::Duration;

use app::words::grouped;
use domain::{adoption::Day, reach::WhyBlocked};
use serde_json::{Map, Value, json};

use super::plain::{Counts, Log, STATES};
use crate::{
    monitor::beside,
    support::{Answer, Browser, TestServer, between, plain},
};

/// Days that views of what happened go back, and the others.
const DAYS: (i64, i64) = (30, 92);
/// Rows of a table on the first page, and firms.
const BRIEF: (usize, usize) = (14, 12);

/// A view that a count expects: its rows, and the numbers in its sentence.
struct Expected {
    name: &'static str,
    rows: Vec<Value>,
    says: Vec<u64>,
}

/// What is counted, as a day ended or now.
struct Counted<'a> {
    server: &'a TestServer,
    log: Log,
    day: Option<Day>,
    last: Day,
    house: Counts,
    /// Each day that there are figures of, as far as views go back.
    series: Vec<(Day, Counts)>,
    /// The day on which smartcards close.
    closes: Option<Day>,
}

/// Fails unless every number of all views and of the first page is what a plain count over the audit's rows gives, as
/// `day` ended or now. What is no matter of events is counted over accounts and mails.
pub async fn agree(server: &TestServer, viewer: &Browser, day: Option<Day>) {
    let counted = Counted::read(server, day).await;
    let page = viewer.get(&day.map_or("/monitor".to_owned(), |day| format!("/monitor?day={day}"))).await;
    assert_eq!(page.status, 200);
    let mut views = vec![counted.funnel(), counted.readiness(), counted.logins(), counted.firms(), counted.help()];
    views.push(counted.proofs());
    if day.is_none() {
        views.push(counted.blocked().await);
        views.push(counted.mail().await);
    }
    for view in &views {
        let told = counted.told(viewer, view.name).await;
        view.compare(&told);
        let takeaway = told["takeaway"].as_str().unwrap();
        let whole = view.name != "firms" || view.rows.len() <= BRIEF.1;
        assert!(!whole || page.words().contains(takeaway), "{takeaway}: {}", page.words());
        on_the_page(&page, view.name, &told);
    }
    counted.first_page(&page, &views).await;
    counted.charts(&page);
}

impl Expected {
    /// Every cell of the file that is not words is the one that is expected, and none is missing.
    fn compare(&self, told: &Value) {
        let name = self.name;
        let rows = told["rows"].as_array().unwrap();
        assert_eq!(rows.len(), self.rows.len(), "{name}: rows");
        for (told, expected) in rows.iter().zip(&self.rows) {
            let told = told.as_object().unwrap();
            let expected = expected.as_object().unwrap();
            let figures: Map<_, _> = told
                .iter()
                .filter(|(column, cell)| !cell.is_string() || expected.contains_key(*column))
                .map(|(column, cell)| (column.clone(), cell.clone()))
                .collect();
            assert_eq!(&figures, expected, "{name}: {told:?}");
        }
        assert_eq!(numbers(told["takeaway"].as_str().unwrap()), self.says, "{name}: {}", told["takeaway"]);
    }
}

/// The table on the first page says what the file does.
fn on_the_page(page: &Answer, name: &str, told: &Value) {
    let (columns, rows) = (told["columns"].as_array().unwrap(), told["rows"].as_array().unwrap());
    let most = if name == "firms" { BRIEF.1 } else { BRIEF.0 };
    let table = between(&page.body, &format!("figures-table of-{name}\""), "</table>");
    let Some(table) = table else { return assert_eq!(rows.len(), 0, "{name} is not on the page") };
    let body = between(table, "<tbody>", "</tbody>").unwrap();
    let lines: Vec<Vec<String>> = body
        .split("<tr>")
        .skip(1)
        .map(|line| {
            let cells = line.replace("<th", "<td");
            let cells = cells.split("<td").skip(1);
            cells.map(|cell| plain(cell.split_once('>').unwrap().1.split("</t").next().unwrap())).collect()
        })
        .collect();
    assert_eq!(lines.len(), rows.len().min(most), "{name}: {lines:?}");
    for (line, row) in lines.iter().zip(rows) {
        for (cell, column) in line.iter().zip(columns) {
            let words = match &row[column["name"].as_str().unwrap()] {
                Value::Number(number) if number.is_u64() => grouped(number.as_u64().unwrap()),
                Value::Number(share) if name != "mail" => format!("{}%", percent(share.as_f64().unwrap())),
                Value::Null => "–".to_owned(),
                _ => continue,
            };
            assert_eq!(*cell, words, "{name}, {}: {row}", column["name"]);
        }
    }
}

/// The numbers in a sentence.
fn numbers(text: &str) -> Vec<u64> {
    let text = text.replace(',', "");
    let digits = text.split(|letter: char| !letter.is_ascii_digit());
    digits.filter_map(|digits| digits.parse().ok()).collect()
}

/// A share as people read it: nothing and all are said of nothing and all alone.
fn percent(share: f64) -> u64 {
    let percent = (share * 100.0 + 1e-9).round() as u64;
    if share <= 0.0 {
        0
    } else if share >= 1.0 {
        100
    } else {
        percent.clamp(1, 99)
    }
}

fn percent_of(part: u64, whole: u64) -> u64 {
    if whole == 0 { 0 } else { percent(part as f64 / whole as f64) }
}

fn share(part: u64, whole: u64) -> Value {
    json!((part * 1000).checked_div(whole).map(|thousandths| thousandths as f64 / 1000.0))
}

/// The numbers with which a span of time is said.
fn span(millis: u64) -> Vec<u64> {
    match millis {
        ..10_000 => vec![millis / 1000, millis % 1000 / 100],
        10_000..120_000 => vec![millis / 1000],
        _ => vec![millis / 60_000],
    }
}

impl<'a> Counted<'a> {
    async fn read(server: &'a TestServer, day: Option<Day>) -> Self {
        let log = Log::read(server).await;
        let last = day.unwrap_or(Day::of(server.app.clock.now()));
        let first = log.began().max(last.later(1 - DAYS.1));
        let days = (0..=first.days_until(last)).map(|later| first.later(later));
        let series = days.map(|day| (day, log.house(day))).collect();
        let closes = "SELECT at FROM schedule_events WHERE kind = 'two-factor-only' AND state = 'confirmed'";
        let closes = server.rows(closes).await.concat().first().map(|at| super::plain::day_of(at));
        Self { server, house: log.house(last), log, day, last, series, closes }
    }

    /// What the file of a view says.
    async fn told(&self, viewer: &Browser, name: &str) -> Value {
        let of_days = ["readiness", "logins", "help", "proofs"].contains(&name);
        let query = self.day.map_or(String::new(), |day| match of_days {
            true => format!("?until={day}"),
            false => format!("?day={day}"),
        });
        let file = viewer.get(&format!("/monitor/figures/{name}.json{query}")).await;
        assert_eq!(file.status, 200, "{name}");
        serde_json::from_str(&file.body).unwrap()
    }

    /// The share in thousandths that should be ready as `day` ended: a straight line to the eve of the closing.
    fn target(&self, day: Day) -> Option<u64> {
        let began = self.log.began();
        let (whole, gone) = (began.days_until(self.closes?), began.days_until(day) + 1);
        Some(u64::try_from(gone * 1000 / whole.max(1)).unwrap().min(1000))
    }

    /// The numbers that say where the house stands beside the target.
    fn course(&self) -> Vec<u64> {
        let Some(target) = self.target(self.last) else { return Vec::new() };
        let wanted = (self.house.of("active") * target).div_ceil(1000);
        let lead = self.house.ready().abs_diff(wanted);
        [percent_of(target, 1000), lead].into_iter().take(if lead == 0 { 1 } else { 2 }).collect()
    }

    fn funnel(&self) -> Expected {
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

    fn readiness(&self) -> Expected {
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

    fn proofs(&self) -> Expected {
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
    fn happened(&self, whats: &[&str], days: i64, before: i64) -> u64 {
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

    fn logins(&self) -> Expected {
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

    fn help(&self) -> Expected {
        let mut says: Vec<u64> = HELP.iter().map(|(_, what)| self.happened(&[what], DAYS.0, 0)).collect();
        says.push(u64::try_from(DAYS.0).unwrap());
        Expected { name: "help", rows: self.by_day(&HELP, false), says }
    }

    fn firms(&self) -> Expected {
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
    async fn blocked(&self) -> Expected {
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
        let mut reasons = std::collections::BTreeMap::<WhyBlocked, u64>::new();
        let mut firms = std::collections::BTreeSet::new();
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
    async fn mail(&self) -> Expected {
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

    /// Everything on the first page that is no view.
    async fn first_page(&self, page: &Answer, views: &[Expected]) {
        let (house, words) = (&self.house, page.words());
        let (ready, active, behind) = (house.ready(), house.of("active"), house.behind());
        let (firms, firms_ready) = (house.of("firms"), house.of("firms_ready"));
        let mut said = vec![
            format!("Are we ready?\n{}%\n{ready} of {active} active users are ready.", percent_of(ready, active)),
            format!("{firms_ready} of {firms} firms are ready."),
            format!(
                "Who is not?\n{}\nusers are not ready. {} of {firms} firms are not.",
                grouped(behind),
                firms - firms_ready
            ),
        ];
        // The worst three.
        let worst = views.iter().find(|view| view.name == "firms").unwrap();
        for firm in worst.rows.iter().take(3) {
            let code = firm["participant_code"].as_str().unwrap();
            let behind = self.log.firms(self.last)[code].behind();
            if behind > 0 {
                said.push(format!("{code} {} {behind}", firm["name"].as_str().unwrap()));
            }
        }
        let week_ago = self.last.later(-7);
        let moved = i64::try_from(ready).unwrap() - i64::try_from(self.log.house(week_ago).ready()).unwrap();
        said.push(match (self.log.began() <= week_ago, moved) {
            (false, _) => "What moves it?\n–\n".to_owned(),
            (true, ..0) => format!("What moves it?\n−{}\n", -moved),
            (true, 0..) => format!("What moves it?\n+{moved}\n"),
        });
        if let Some(closes) = self.closes.filter(|closes| behind > 0 && *closes > self.last) {
            let days = u64::try_from(self.last.days_until(closes)).unwrap();
            said.push(format!("\n{} a day are needed", behind.div_ceil(days)));
        }
        for (state, one, many) in [
            ("authorised", "1 needs an address", "need an address"),
            ("proposed", "1 waits for", "wait for"),
            ("registered", "1 has to set up", "have to set up"),
        ] {
            match house.of(state) {
                0 => assert!(!words.contains(one) && !words.contains(many), "{state}: {words}"),
                1 => said.push(one.to_owned()),
                count => said.push(format!("\n{count} {many}")),
            }
        }
        for said in said {
            assert!(words.contains(&said), "{said:?}: {words}");
        }
        for (term, figure) in [
            ("Firms without a working pair of DAs", "firms_without_pair"),
            ("Firms whose DAs never came in", "firms_never_came"),
            ("Users whose address refuses mail", "mail_refused"),
            ("Users set up by mail alone", "by_mail_alone"),
            ("Users with a passkey", "with_passkey"),
            ("Dormant users, counted apart", "dormant"),
            ("Disabled users, counted apart", "disabled"),
        ] {
            assert_eq!(beside(page, term), house.of(figure).to_string(), "{term}");
        }
        if self.day.is_none() {
            self.of_now(page).await;
        }
    }

    /// What is known of now alone, and is no matter of events.
    async fn of_now(&self, page: &Answer) {
        let now = self.server.app.clock.now().as_millis();
        let acts = "SELECT COUNT(*) FROM operator_acts o
                    WHERE NOT EXISTS (SELECT 1 FROM acknowledgements a WHERE a.act = o.id)";
        let passes = format!(
            "SELECT COUNT(*) FROM passes p JOIN accounts a ON a.account = p.account WHERE a.status = 'active'
             AND a.epoch = p.epoch AND p.used_at IS NULL AND p.revoked_at IS NULL AND p.expires_at > {now}"
        );
        for (term, text) in [("The operator’s acts not acknowledged", acts), ("One-time passes open", &passes)] {
            assert_eq!(beside(page, term), self.server.count(text).await.to_string(), "{term}");
        }
        let reconciled = "SELECT value FROM marks WHERE name = 'directory.reconciled'";
        let reconciled = self.server.rows(reconciled).await.concat();
        let ago = reconciled.first().map(|at| super::plain::day_of(at).days_until(self.last));
        let said = beside(page, "Users last compared with the firms’ lists");
        let expected = match ago {
            None => "never".to_owned(),
            Some(0) => "today".to_owned(),
            Some(1) => "1 day ago".to_owned(),
            Some(days) => format!("{days} days ago"),
        };
        assert!(said.starts_with(&expected), "{said}, {expected}");
        if let Some(closes) = self.closes {
            let left = match self.last.days_until(closes) {
                1 => "1 day left".to_owned(),
                days => format!("{days} days left"),
            };
            assert!(page.words().contains(&left), "{left}: {}", page.words());
        }
    }

    /// The numbers that charts are labelled with.
    fn charts(&self, page: &Answer) {
        let house = &self.house;
        let days = DAYS.0;
        let mut said = vec![
            format!("Users {}%", thousandths(house.ready(), house.of("active"))),
            format!("Firms {}%", thousandths(house.of("firms_ready"), house.of("firms"))),
            format!("Passkeys: {}", house.of("with_passkey")),
            format!("Mail alone: {}", house.of("by_mail_alone")),
            format!("Password and code: {}", grouped(self.happened(&["login by two-factor"], days, 0))),
            format!("Smartcard: {}", grouped(self.happened(&CARDS, days, 0))),
            format!(
                "Passkey or one-time pass: {}",
                grouped(self.happened(&["login by passkey", "login by one-time-pass"], days, 0))
            ),
            format!("Resets: {}", self.happened(&["access.reset"], days, 0)),
            format!("Pauses cleared: {}", self.happened(&["pause.cleared"], days, 0)),
            format!("One-time passes: {}", self.happened(&["pass.issued"], days, 0)),
        ];
        for at in 0..STATES.len() {
            let reached = house.reached(at);
            said.push(format!("{} · {}%", grouped(reached), percent_of(reached, house.of("active"))));
        }
        for said in said {
            assert!(page.body.contains(&said), "{said}: {}", page.words());
        }
    }
}

/// A share that was rounded down to thousandths before it is said in percent.
fn thousandths(part: u64, whole: u64) -> u64 {
    percent_of((part * 1000).checked_div(whole).unwrap_or_default(), 1000)
}

/// The columns of logins, and the methods behind them.
const METHODS: [(&str, &str); 5] = [
    ("two_factor", "login by two-factor"),
    ("smartcard", "login by smartcard"),
    ("passkey", "login by passkey"),
    ("x509", "login by x509"),
    ("one_time_pass", "login by one-time-pass"),
];
const CARDS: [&str; 2] = ["login by smartcard", "login by x509"];

/// The columns of help, and the events behind them.
const HELP: [(&str, &str); 3] = [("resets", "access.reset"), ("unlocks", "pause.cleared"), ("passes", "pass.issued")];
