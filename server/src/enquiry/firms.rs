//! All firms, as the help desk looks for one.

use app::ports::enquiry::{FirmLine, Firms, Show};
use domain::language::Language;

use crate::{
    adoption,
    app::App,
    store::{StoreError, enquiries},
};

/// Firms on a page.
const PAGE: u32 = 50;
/// What is read of a search, at most, in characters.
const LONGEST: usize = 80;

/// Firms found by `q` among those that `show` names, from after the code `after` on.
///
/// # Errors
/// When the database cannot be read.
pub async fn page(app: &App, q: &str, show: Show, after: &str, language: Language) -> Result<Firms, StoreError> {
    let db = &mut *app.store.reader().await?;
    let q = tidy(q);
    let now = app.clock.now();
    let asked = enquiries::Firms { search: &q, show, now };
    let all = enquiries::count_firms(db, &enquiries::Firms { search: "", show: Show::All, now }).await?;
    let found = enquiries::count_firms(db, &asked).await?;
    let mut lines = enquiries::firms(db, &asked, after, PAGE + 1).await?;
    let more = lines.len() > PAGE as usize;
    lines.truncate(PAGE as usize);
    let next = lines.last().filter(|_| more).map(|(last, _)| last.code.to_string());
    let lines = lines
        .into_iter()
        .map(|(line, exception)| FirmLine {
            name: match language {
                Language::ZhHk if !line.name_zh.is_empty() => line.name_zh,
                _ => line.name_en,
            },
            code: line.code.to_string(),
            figures: line.figures,
            pair: line.has_pair,
            exception,
        })
        .collect();
    Ok(Firms { show, all, found, lines, next, begun: !after.is_empty(), q })
}

/// Every firm found by `q` among those that `show` names, by code; and whether it or a user of it has an exception.
///
/// # Errors
/// When the database cannot be read.
pub async fn every(app: &App, q: &str, show: Show) -> Result<Vec<(adoption::FirmLine, bool)>, StoreError> {
    let db = &mut *app.store.reader().await?;
    let asked = enquiries::Firms { search: &tidy(q), show, now: app.clock.now() };
    enquiries::firms(db, &asked, "", u32::MAX).await
}

/// What is read of a search.
fn tidy(q: &str) -> String {
    q.trim().chars().filter(|c| !c.is_control()).take(LONGEST).collect()
}
