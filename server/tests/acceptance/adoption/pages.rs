//! Every number that staff are shown, in files and on pages, beside a plain count.

mod board;
mod views;

use app::words::grouped;
use domain::adoption::Day;
use serde_json::{Map, Value, json};

use super::plain::{Counts, Log, day_of};
use crate::support::{Answer, Browser, TestServer, between, plain};

/// Days that views of what happened go back, and the others.
const DAYS: (i64, i64) = (30, 92);
/// Rows of a table on the first page, and firms.
const BRIEF: (usize, usize) = (31, 12);

/// Logins by smartcard.
const CARDS: [&str; 2] = ["login by smartcard", "login by x509"];

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
        let closes = server.rows(closes).await.concat().first().map(|at| day_of(at));
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
}
