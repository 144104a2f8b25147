//! `/monitor/mail/suppressed`: whose address refuses mail, and clearing that.

use app::render::Page;
use axum::extract::Query;
use domain::account::AccountId;
use http::StatusCode;
use serde::Deserialize;

use super::{
    super::{
        super::{
            fields::Fields,
            guard::{Answer, No},
            visitor::Visitor,
        },
        portal::present_or_away,
        query, see_other,
    },
    export::{self, Format, cell, instant},
};
use crate::{
    mail::{
        desk::{sees_addresses, suppressed},
        suppression,
    },
    session::Present,
    store::accounts,
};

/// Where it is.
const HERE: &str = "/monitor/mail/suppressed";

/// What the URL may carry.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct Asked {
    after: String,
    cleared: String,
}

/// GET
pub async fn show(visitor: Visitor, Query(asked): Query<Asked>) -> Answer {
    let present = present_or_away!(visitor);
    page(&visitor, &present, &asked, false).await
}

async fn page(visitor: &Visitor, present: &Present, asked: &Asked, nothing: bool) -> Answer {
    let staff = present.staff().ok_or(No::FORBIDDEN)?;
    let language = visitor.language(Some(present));
    let after = suppressed::read(&asked.after);
    let mut reader = visitor.app.store.reader().await?;
    let mut page = suppressed::page(&visitor.app, &mut reader, staff, language, after.as_ref()).await?;
    drop(reader);
    page.cleared = asked.cleared.parse().ok();
    page.nothing = nothing;
    let status = if nothing { StatusCode::UNPROCESSABLE_ENTITY } else { StatusCode::OK };
    Ok(visitor.page(status, Some(present), Page::Suppressed(Box::new(page))))
}

/// POST: an address is written to again.
pub async fn submit(visitor: Visitor, Query(asked): Query<Asked>, fields: Fields) -> Answer {
    let present = present_or_away!(visitor);
    present.staff().and_then(|staff| staff.operator()).ok_or(No::FORBIDDEN)?;
    if fields.one("action") != "clear" {
        return Err(No::NOT_FOUND);
    }
    match cleared(&visitor, &present, fields.one("account")).await? {
        Some(id) => {
            let id = id.to_string();
            let mut back = vec![("cleared", id.as_str())];
            back.extend((!asked.after.is_empty()).then_some(("after", asked.after.as_str())));
            Ok(see_other(&format!("{HERE}?{}", query(&back)), []))
        }
        None => page(&visitor, &present, &asked, true).await,
    }
}

/// Clears it, if there is anything to clear.
async fn cleared(visitor: &Visitor, present: &Present, account: &str) -> Result<Option<AccountId>, No> {
    let Ok(id) = account.parse::<AccountId>() else { return Ok(None) };
    let mut tx = visitor.app.store.begin().await?;
    let Some(account) = accounts::find(&mut tx, &id).await? else { return Ok(None) };
    let done = suppression::clear(&mut tx, &visitor.scribe_of(present), &account).await?;
    tx.commit().await?;
    Ok(done.then_some(id))
}

/// GET `/monitor/mail/suppressed.csv`
pub async fn csv(visitor: Visitor) -> Answer {
    let present = present_or_away!(visitor);
    file(&visitor, &present, Format::Csv).await
}

/// GET `/monitor/mail/suppressed.json`
pub async fn json(visitor: Visitor) -> Answer {
    let present = present_or_away!(visitor);
    file(&visitor, &present, Format::Json).await
}

async fn file(visitor: &Visitor, present: &Present, format: Format) -> Answer {
    let staff = present.staff().ok_or(No::FORBIDDEN)?;
    let language = visitor.language(Some(present));
    let mut reader = visitor.app.store.reader().await?;
    let (lines, whole) = suppressed::export(&mut reader, staff, language).await?;
    drop(reader);
    let addresses = sees_addresses(staff);
    let mut head = vec!["account", "name", "since", "said_at", "said_by", "answer"];
    head.extend(addresses.then_some("recipient"));
    let lines = lines
        .into_iter()
        .map(|line| {
            let mut cells = vec![
                cell(line.account.to_string()),
                cell(line.name),
                instant(Some(line.since)),
                instant(Some(line.at)),
                cell(if line.reported { "report" } else { "relay" }),
                cell(line.answer),
            ];
            cells.extend(addresses.then(|| cell(line.recipient.unwrap_or_default())));
            cells
        })
        .collect();
    export::file("mail-suppressed", visitor.app.clock.now(), &head, lines, whole, format)
}
