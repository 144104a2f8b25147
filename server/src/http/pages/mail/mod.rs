//! `/monitor/mail` and what lies below it: the outbox, the domains, and who refuses mail.

pub mod domains;
mod export;
pub mod suppressed;

use app::{
    ports::mail_desk::{Asked as AskedFor, MailLine, Standing},
    render::Page,
};
use axum::extract::Query;
use domain::address::EmailAddress;
use http::StatusCode;
use serde::Deserialize;

use self::export::{Format, Line, cell, instant, milliseconds};
use super::{
    super::{
        guard::{Answer, No},
        visitor::Visitor,
    },
    portal::present_or_away,
};
use crate::{
    mail::{Kind, desk},
    session::Present,
};

/// What is typed into one field, at most, in characters.
const LONGEST: usize = 253;

/// The most hours back that are asked for: a year.
const HOURS: u32 = 8_784;

/// What the URL may carry.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct Asked {
    state: String,
    kind: String,
    firm: String,
    domain: String,
    account: String,
    hours: String,
    before: String,
}

impl Asked {
    fn filters(&self) -> AskedFor {
        let typed = |text: &str| text.trim().chars().filter(|c| !c.is_control()).take(LONGEST).collect::<String>();
        AskedFor {
            state: Standing::parse(&self.state),
            kind: Kind::parse(&self.kind).map(|kind| kind.name().to_owned()).unwrap_or_default(),
            firm: typed(&self.firm).to_ascii_uppercase(),
            domain: domain(&typed(&self.domain)),
            account: typed(&self.account).to_ascii_uppercase(),
            hours: self.hours.parse().ok().filter(|hours| (1..=HOURS).contains(hours)),
        }
    }
}

/// A domain as addresses have it, in lower case and A-labels; what is none finds nothing.
fn domain(typed: &str) -> String {
    match EmailAddress::parse(&format!("a@{typed}")) {
        Ok(address) => address.domain().to_owned(),
        Err(_) => typed.to_owned(),
    }
}

/// GET `/monitor/mail`
pub async fn show(visitor: Visitor, Query(asked): Query<Asked>) -> Answer {
    let present = present_or_away!(visitor);
    let staff = present.staff().ok_or(No::FORBIDDEN)?;
    let is_id = !asked.before.is_empty() && asked.before.bytes().all(|byte| byte.is_ascii_hexdigit());
    let before = is_id.then_some(asked.before.as_str());
    let mut reader = visitor.app.store.reader().await?;
    let page = desk::page(&visitor.app, &mut reader, staff, asked.filters(), before).await?;
    drop(reader);
    let status = if page.wrong.is_some() { StatusCode::UNPROCESSABLE_ENTITY } else { StatusCode::OK };
    Ok(visitor.page(status, Some(&present), Page::MailDesk(Box::new(page))))
}

/// GET `/monitor/mail.csv`
pub async fn csv(visitor: Visitor, Query(asked): Query<Asked>) -> Answer {
    let present = present_or_away!(visitor);
    file(&visitor, &present, &asked, Format::Csv).await
}

/// GET `/monitor/mail.json`
pub async fn json(visitor: Visitor, Query(asked): Query<Asked>) -> Answer {
    let present = present_or_away!(visitor);
    file(&visitor, &present, &asked, Format::Json).await
}

async fn file(visitor: &Visitor, present: &Present, asked: &Asked, format: Format) -> Answer {
    let staff = present.staff().ok_or(No::FORBIDDEN)?;
    let filter =
        desk::filter(&asked.filters(), visitor.app.clock.now()).map_err(|_| No::of(StatusCode::BAD_REQUEST))?;
    let mut reader = visitor.app.store.reader().await?;
    let (lines, whole) = desk::export(&mut reader, staff, &filter).await?;
    drop(reader);
    let addresses = desk::sees_addresses(staff);
    let lines = lines.into_iter().map(|line| cells(line, addresses)).collect();
    export::file("mail", visitor.app.clock.now(), &head(addresses), lines, whole, format)
}

fn head(addresses: bool) -> Vec<&'static str> {
    let mut head = vec!["created_at", "kind", "account", "domain", "state", "tries", "next_try_at", "settled_at"];
    head.extend(["latency_ms", "relay", "answer", "reported_at"]);
    head.extend(addresses.then_some("recipient"));
    head
}

fn cells(line: MailLine, addresses: bool) -> Line {
    let mut cells = vec![
        instant(Some(line.created_at)),
        cell(line.kind),
        cell(line.account.map(|account| account.to_string()).unwrap_or_default()),
        cell(line.domain),
        cell(line.fate.name()),
        line.tries.into(),
        instant(line.next_try),
        instant(line.settled_at),
        milliseconds(line.latency),
        cell(line.relay),
        cell(line.answer),
        instant(line.reported_at),
    ];
    cells.extend(addresses.then(|| cell(line.recipient.unwrap_or_default())));
    cells
}
