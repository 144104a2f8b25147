//! `/monitor/readiness`: which firms are ready, and which cannot help themselves.

use app::{
    ports::readiness::{Sheet, Show},
    render::Page,
};
use axum::extract::Query;
use http::StatusCode;
use serde::Deserialize;

use super::{
    super::{
        super::{
            guard::{Answer, No},
            visitor::Visitor,
        },
        files::csv_file,
        portal::present_or_away,
    },
    numbered, searched,
};
use crate::readiness::{
    Sight,
    overview::{self, Wanted},
};

/// What the URL may carry.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct Asked {
    q: String,
    show: String,
    page: String,
}

impl Asked {
    fn wanted(&self) -> Wanted {
        Wanted { q: searched(&self.q), show: Show::parse(&self.show), page: numbered(&self.page) }
    }
}

/// GET `/monitor/readiness`
pub async fn show(visitor: Visitor, Query(asked): Query<Asked>) -> Answer {
    let present = present_or_away!(visitor);
    present.staff().ok_or(No::FORBIDDEN)?;
    let app = &visitor.app;
    let language = visitor.language(Some(&present));
    let mut reader = app.store.reader().await?;
    let sight = Sight::of(app, &mut reader, app.clock.now()).await?;
    let page = overview::page(app, &mut reader, &sight, asked.wanted(), language).await?;
    drop(reader);
    Ok(visitor.page(StatusCode::OK, Some(&present), Page::Readiness(Sheet::Overview(Box::new(page)))))
}

/// GET `/monitor/readiness.csv`: every firm that is found.
pub async fn export(visitor: Visitor, Query(asked): Query<Asked>) -> Answer {
    let present = present_or_away!(visitor);
    present.staff().ok_or(No::FORBIDDEN)?;
    let app = &visitor.app;
    let language = visitor.language(Some(&present));
    let mut reader = app.store.reader().await?;
    let sight = Sight::of(app, &mut reader, app.clock.now()).await?;
    let firms = overview::firms(app, &mut reader, &sight, language).await?;
    drop(reader);
    let (event, at) = sight.closing().map(|(event, at)| (event.id.clone(), at.to_string())).unwrap_or_default();
    let wanted = asked.wanted();
    let head = [
        "participant_code",
        "name_en",
        "name_zh",
        "working_pair",
        "active_users",
        "blocked_users",
        "event",
        "event_at",
        "declared_at",
        "declared_blocked",
        "declared_by",
        "declared_with",
        "package_at",
    ];
    let yes_no = |yes: bool| if yes { "yes" } else { "no" }.to_owned();
    let found = firms.into_iter().filter(|(firm, row)| overview::is_wanted(firm, row, &wanted));
    let rows = found.map(|(firm, row)| {
        let declared = row.declared.as_ref();
        [
            row.participant,
            firm.name_en,
            firm.name_zh,
            yes_no(row.pair),
            row.active.to_string(),
            row.blocked.to_string(),
            event.clone(),
            at.clone(),
            declared.map(|declared| declared.at.to_string()).unwrap_or_default(),
            declared.map(|declared| declared.blocked.to_string()).unwrap_or_default(),
            declared.map(|declared| declared.maker.clone()).unwrap_or_default(),
            declared.map(|declared| declared.checker.clone()).unwrap_or_default(),
            row.package.map(|at| at.to_string()).unwrap_or_default(),
        ]
    });
    csv_file("readiness.csv", head, rows)
}
