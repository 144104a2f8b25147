//! `/monitor/announcements`: what is told above people's pages.

use app::{
    ports::campaign::{AnnouncementProblem, AnnouncementRow, AnnouncementTyped, Announcements},
    render::Page,
};
use http::StatusCode;

use super::{
    super::{
        fields::Fields,
        guard::{Answer, No},
        visitor::Visitor,
    },
    portal::present_or_away,
    see_other,
};
use crate::{campaign::announcements, session::Present, store};

/// Where it is.
const HERE: &str = "/monitor/announcements";
/// Announcements on the page at most.
const LISTED: u32 = 100;

/// GET
pub async fn show(visitor: Visitor) -> Answer {
    let present = present_or_away!(visitor);
    page(&visitor, &present, AnnouncementTyped::default(), vec![], false).await
}

async fn page(
    visitor: &Visitor,
    present: &Present,
    typed: AnnouncementTyped,
    problems: Vec<AnnouncementProblem>,
    nothing_to_end: bool,
) -> Answer {
    let staff = present.staff().ok_or(No::FORBIDDEN)?;
    let held = store::announcements::list(&mut *visitor.app.store.reader().await?, LISTED).await?;
    let rows = held.into_iter().map(|held| AnnouncementRow {
        id: held.id,
        text: held.text,
        audience: held.audience.name(),
        firm: held.audience.firm().cloned(),
        from: held.from,
        until: held.until,
        ended_at: held.ended_at,
    });
    let refused = nothing_to_end || !problems.is_empty();
    let page = Announcements {
        operator: staff.operator().is_some(),
        guardian: staff.guardian().is_some(),
        rows: rows.collect(),
        typed,
        problems,
        nothing_to_end,
    };
    let status = if refused { StatusCode::UNPROCESSABLE_ENTITY } else { StatusCode::OK };
    Ok(visitor.page(status, Some(present), Page::Announcements(Box::new(page))))
}

/// POST: announces, or ends what is announced.
pub async fn submit(visitor: Visitor, fields: Fields) -> Answer {
    let present = present_or_away!(visitor);
    let staff = present.staff().ok_or(No::FORBIDDEN)?;
    let (app, scribe) = (&visitor.app, visitor.scribe_of(&present));
    match fields.one("action") {
        "announce" => {
            let by = staff.operator().ok_or(No::FORBIDDEN)?;
            let one = |name| fields.one(name).to_owned();
            let typed = AnnouncementTyped {
                text_en: one("text_en"),
                text_zh: one("text_zh"),
                audience: one("audience"),
                firm: one("firm"),
                from: one("from"),
                until: one("until"),
            };
            match announcements::announce(app, &scribe, by, &typed).await? {
                Ok(()) => Ok(see_other(HERE, [])),
                Err(problems) => page(&visitor, &present, typed, problems, false).await,
            }
        }
        "end" => {
            let by = staff.guardian().ok_or(No::FORBIDDEN)?;
            match announcements::end(app, &scribe, by, fields.one("announcement")).await? {
                true => Ok(see_other(HERE, [])),
                false => page(&visitor, &present, AnnouncementTyped::default(), vec![], true).await,
            }
        }
        _ => Err(No::NOT_FOUND),
    }
}
