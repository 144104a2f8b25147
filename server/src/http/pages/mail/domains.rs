//! `/monitor/mail/domains`: how mail fares at each domain, and probes.

use app::{
    ports::mail_desk::{Fate, NoProbe},
    render::Page,
};
use axum::extract::Query;
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
    export::{self, Format, cell, instant, milliseconds},
};
use crate::{
    mail::{desk::domains, probe},
    session::Present,
};

/// Where it is.
const HERE: &str = "/monitor/mail/domains";

/// What the URL may carry.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct Asked {
    after: String,
    probed: String,
}

/// GET
pub async fn show(visitor: Visitor, Query(asked): Query<Asked>) -> Answer {
    let present = present_or_away!(visitor);
    page(&visitor, &present, &asked, None).await
}

async fn page(visitor: &Visitor, present: &Present, asked: &Asked, problem: Option<NoProbe>) -> Answer {
    let staff = present.staff().ok_or(No::FORBIDDEN)?;
    let probed = (problem.is_none() && !asked.probed.is_empty()).then(|| asked.probed.clone());
    let after = domains::read(&asked.after);
    let mut reader = visitor.app.store.reader().await?;
    let page = domains::page(&visitor.app, &mut reader, staff, after.as_ref(), probed, problem).await?;
    drop(reader);
    let status = if problem.is_some() { StatusCode::UNPROCESSABLE_ENTITY } else { StatusCode::OK };
    Ok(visitor.page(status, Some(present), Page::MailDomains(Box::new(page))))
}

/// POST: sends a probe.
pub async fn submit(visitor: Visitor, Query(asked): Query<Asked>, fields: Fields) -> Answer {
    let present = present_or_away!(visitor);
    let by = present.staff().and_then(|staff| staff.operator()).ok_or(No::FORBIDDEN)?;
    if fields.one("action") != "probe" {
        return Err(No::NOT_FOUND);
    }
    let domain = fields.one("domain");
    match probe::probe(&visitor.app, &visitor.scribe_of(&present), by, domain).await? {
        Ok(_) => {
            let mut back = vec![("probed", domain)];
            back.extend((!asked.after.is_empty()).then_some(("after", asked.after.as_str())));
            Ok(see_other(&format!("{HERE}?{}", query(&back)), []))
        }
        Err(problem) => page(&visitor, &present, &asked, Some(problem)).await,
    }
}

/// GET `/monitor/mail/domains.csv`
pub async fn csv(visitor: Visitor) -> Answer {
    let present = present_or_away!(visitor);
    file(&visitor, &present, Format::Csv).await
}

/// GET `/monitor/mail/domains.json`
pub async fn json(visitor: Visitor) -> Answer {
    let present = present_or_away!(visitor);
    file(&visitor, &present, Format::Json).await
}

async fn file(visitor: &Visitor, present: &Present, format: Format) -> Answer {
    present.staff().ok_or(No::FORBIDDEN)?;
    let mut reader = visitor.app.store.reader().await?;
    let (lines, whole) = domains::export(&visitor.app, &mut reader).await?;
    drop(reader);
    let head = [
        "domain",
        "addresses",
        "largest_firm",
        "accepted_at",
        "accepted_after_ms",
        "refused_at",
        "refused_in_30_days",
        "probed_at",
        "probe_state",
        "probe_answer",
        "probe_latency_ms",
    ];
    let lines = lines
        .into_iter()
        .map(|line| {
            let probe = line.probe.as_ref();
            vec![
                cell(line.domain),
                line.users.into(),
                cell(line.largest.map(|firm| firm.to_string()).unwrap_or_default()),
                instant(line.accepted_at),
                milliseconds(line.accepted_after),
                instant(line.refused_at),
                line.refused.into(),
                instant(probe.map(|probe| probe.at)),
                cell(probe.and_then(|probe| probe.fate).map(Fate::name).unwrap_or_default()),
                cell(probe.map(|probe| probe.answer.clone()).unwrap_or_default()),
                milliseconds(probe.and_then(|probe| probe.latency)),
            ]
        })
        .collect();
    export::file("mail-domains", visitor.app.clock.now(), &head, lines, whole, format)
}
