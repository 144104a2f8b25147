//! `/monitor/blocked`: who would be blocked if the phase changed at an instant.

use app::{ports::rehearsal::Supposed, render::Page};
use axum::extract::Query;
use domain::{account::ParticipantCode, time::Instant};
use http::StatusCode;
use serde::Deserialize;

use super::super::{
    super::{
        guard::{Answer, No},
        visitor::Visitor,
    },
    portal::{present_or_away, trail::attachment},
};
use crate::{
    registration::import::result::formula_safe,
    schedule::{
        blocked,
        rehearsal::{self, Supposition},
    },
};

/// What the URL may carry: [`Supposed`]; or the instant as `at` in RFC 3339, for programs.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Asked {
    event: String,
    at: String,
    date: String,
    time: String,
    phase: String,
    firm: String,
    reason: String,
    firms: String,
    after: String,
}

impl Asked {
    fn supposed(self) -> Supposed {
        let at = self.at.parse::<Instant>().ok().map(domain::time::typed_in_hong_kong);
        let (date, time) = at.unwrap_or((self.date, self.time));
        Supposed {
            event: self.event.trim().to_owned(),
            date: date.trim().to_owned(),
            time: time.trim().to_owned(),
            phase: self.phase,
            firm: self.firm.trim().to_ascii_uppercase(),
            reason: self.reason.parse().ok(),
            all_firms: self.firms == "all",
            after: self.after,
        }
    }
}

/// GET `/monitor/blocked`
pub async fn show(visitor: Visitor, Query(asked): Query<Asked>) -> Answer {
    let present = present_or_away!(visitor);
    present.staff().ok_or(No::FORBIDDEN)?;
    let app = &visitor.app;
    let language = visitor.language(Some(&present));
    let mut reader = app.store.reader().await?;
    let page = rehearsal::rehearse(app, &mut reader, asked.supposed(), language, app.clock.now()).await?;
    drop(reader);
    let status = if page.wrong.is_some() { StatusCode::UNPROCESSABLE_ENTITY } else { StatusCode::OK };
    Ok(visitor.page(status, Some(&present), Page::Rehearsal(Box::new(page))))
}

/// GET `/monitor/blocked.csv`: everybody whom the page counts, or those of the firm and for the reason chosen there.
pub async fn export(visitor: Visitor, Query(asked): Query<Asked>) -> Answer {
    let present = present_or_away!(visitor);
    present.staff().ok_or(No::FORBIDDEN)?;
    let app = &visitor.app;
    let now = app.clock.now();
    let mut asked = asked.supposed();
    let malformed = |_| No::of(StatusCode::BAD_REQUEST);
    let firm = match &*asked.firm {
        "" => None,
        code => Some(ParticipantCode::parse(code).map_err(|_| No::of(StatusCode::BAD_REQUEST))?),
    };
    let mut reader = app.store.reader().await?;
    let Supposition { timeline, at } =
        rehearsal::supposed(app, &mut reader, &mut asked, now).await?.map_err(malformed)?;
    let mut shut = blocked::list(&mut reader, firm.as_ref(), timeline, at).await?;
    drop(reader);
    shut.retain(|shut| asked.reason.is_none_or(|reason| shut.why == reason));
    let mut csv = csv::Writer::from_writer(vec![0xEF, 0xBB, 0xBF]);
    let head = ["participant_code", "user_id", "name_en", "name_zh", "missing", "state", "administrator"];
    let rest = ["mail_refused_at", "last_login_at", "at", "counted_at"];
    csv.write_record(head.iter().chain(&rest)).map_err(No::failed)?;
    for shut in shut {
        let member = shut.member;
        let instant = |at: Option<Instant>| at.map(|at| at.to_string()).unwrap_or_default();
        let cells = [
            member.id.participant.to_string(),
            member.id.user.to_string(),
            member.name.0,
            member.name.1,
            shut.why.to_string(),
            member.state.name().to_owned(),
            if member.administrator { "yes" } else { "no" }.to_owned(),
            instant(member.mail_refused_at),
            instant(member.last_login_at),
            at.to_string(),
            now.to_string(),
        ];
        csv.write_record(cells.iter().map(|cell| formula_safe(cell).into_owned())).map_err(No::failed)?;
    }
    let body = csv.into_inner().map_err(|error| No::failed(error.error()))?;
    Ok(attachment("blocked.csv", body))
}
