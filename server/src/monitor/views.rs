//! What each view shows.

use std::collections::BTreeMap;

use app::ports::adoption::{AsAt, FiguresPage, Firm, Firms, Only, ViewData, ViewName};
use domain::{
    adoption::{Day, Happening},
    language::Language,
};
use sqlx::AnyConnection;

use super::{as_at, blocked, course, mail};
use crate::{
    adoption::{self, FirmLine, FirmQuery},
    app::App,
    schedule::view::standing,
    store::StoreError,
};

/// How many days views of what happened go back unless asked for others.
pub const DAYS: i64 = 30;
/// How many days the others go back in their tables.
const SERIES: i64 = 92;
/// How many days any goes back at most: two years.
const LONGEST: i64 = 731;
/// Firms on a page.
const PAGE: u64 = 100;

/// What of a view is asked for, as the URL says it.
#[derive(Clone, Debug, Default)]
pub struct Asked {
    /// `day`.
    pub day: String,
    /// `from`.
    pub from: String,
    /// `until`.
    pub until: String,
    /// `only`.
    pub only: String,
    /// `page`, from 1.
    pub page: u64,
}

/// The first day that is shown up to `as_at`.
pub fn first(as_at: AsAt) -> Day {
    let earliest = as_at.last().later(1 - LONGEST);
    as_at.began.map_or(as_at.last(), |began| began.max(earliest)).min(as_at.last())
}

/// A firm in the words of a language.
pub fn firm(line: FirmLine, language: Language) -> Firm {
    let FirmLine { code, name_en, name_zh, figures, has_pair } = line;
    let (name, other) = match language {
        Language::En => (name_en, name_zh),
        Language::ZhHk => (name_zh, name_en),
    };
    Firm { code: code.to_string(), name: if name.is_empty() { other } else { name }, figures, has_pair }
}

/// What happened from `from` to `until`, of what the view `name` shows.
///
/// # Errors
/// When the database cannot be read.
pub async fn happenings(db: &mut AnyConnection, name: ViewName, from: Day, until: Day) -> Result<ViewData, StoreError> {
    let logins = name == ViewName::Logins;
    let kinds: Vec<_> =
        Happening::ALL.into_iter().filter(|kind| matches!(kind, Happening::Login(_)) == logins).collect();
    let mut counted = BTreeMap::new();
    for (day, happening, count) in adoption::happenings(db, from, until).await? {
        *counted.entry((day, happening)).or_insert(0) += count;
    }
    let of_day =
        |day: Day| kinds.iter().map(|kind| (*kind, counted.get(&(day, *kind)).copied().unwrap_or(0))).collect();
    let days = (0..=from.days_until(until)).map(|later| from.later(later)).map(|day| (day, of_day(day))).collect();
    Ok(if logins { ViewData::Logins(days) } else { ViewData::Help(days) })
}

/// A view; with `whole` all of it, for a file, and else a page of what has pages.
///
/// # Errors
/// When the database cannot be read.
pub async fn view(
    app: &App,
    db: &mut AnyConnection,
    name: ViewName,
    asked: &Asked,
    whole: bool,
    language: Language,
) -> Result<FiguresPage, StoreError> {
    use app::ports::adoption::Of;
    let day = if name.of() == Of::Day { asked.day.as_str() } else { "" };
    let (as_at, found) = as_at(app, db, day).await?;
    let mut wrong = (!found).then_some("day");
    let span = match name.of() {
        Of::Days => {
            let (span, unread) = span(name, as_at, asked);
            wrong = unread;
            span
        }
        _ => (as_at.last(), as_at.last()),
    };
    let (from, until) = span;
    let data = match name {
        ViewName::Funnel => ViewData::Funnel(adoption::house(db, as_at.day).await?),
        ViewName::Readiness => {
            let course = course(as_at, &standing(app, db, as_at.instant).await?);
            ViewData::Readiness(adoption::series(db, from, until, None).await?, course)
        }
        ViewName::Proofs => ViewData::Proofs(adoption::series(db, from, until, None).await?),
        ViewName::Logins | ViewName::Help => happenings(db, name, from, until).await?,
        ViewName::Firms => ViewData::Firms(firms(db, as_at, asked, whole, language).await?),
        ViewName::Blocked => {
            let standing = standing(app, db, as_at.instant).await?;
            ViewData::Blocked(blocked(db, &standing, as_at.instant).await?)
        }
        ViewName::Mail => ViewData::Mail(mail(db, as_at.instant).await?),
    };
    Ok(FiguresPage { data, as_at, span, wrong })
}

/// The days asked for, within those that have figures; and the field that could not be read.
fn span(name: ViewName, as_at: AsAt, asked: &Asked) -> ((Day, Day), Option<&'static str>) {
    let read = |text: &str| if text.is_empty() { Ok(None) } else { text.parse::<Day>().map(Some) };
    let happens = matches!(name, ViewName::Logins | ViewName::Help);
    let back = if happens { DAYS } else { SERIES };
    let until = read(&asked.until).map(|until| until.unwrap_or(as_at.today).min(as_at.today));
    let last = until.unwrap_or(as_at.today);
    let from = read(&asked.from).map(|from| from.unwrap_or_else(|| last.later(1 - back)));
    let earliest = if happens { last.later(1 - LONGEST) } else { first(AsAt { day: Some(last), ..as_at }) };
    let wrong = match (from, until) {
        (Err(_), _) => Some("from"),
        (_, Err(_)) => Some("until"),
        (Ok(from), _) if from > last => Some("from"),
        _ => None,
    };
    let from = from.ok().filter(|from| *from <= last).unwrap_or_else(|| last.later(1 - back));
    ((from.max(earliest).min(last), last), wrong)
}

async fn firms(
    db: &mut AnyConnection,
    as_at: AsAt,
    asked: &Asked,
    whole: bool,
    language: Language,
) -> Result<Firms, StoreError> {
    let query = FirmQuery { day: as_at.day, limit: u32::MAX, ..FirmQuery::default() };
    let lines = adoption::firms(db, &query).await?;
    let all = lines.len() as u64;
    let only = Only::parse(&asked.only);
    let mut rows: Vec<Firm> = lines.into_iter().map(|line| firm(line, language)).collect();
    if let Some(only) = only {
        rows.retain(|firm| only.of(&firm.figures, firm.has_pair) > 0);
        rows.sort_by_key(|firm| std::cmp::Reverse(only.of(&firm.figures, firm.has_pair)));
    }
    let found = rows.len() as u64;
    let pages = if whole { 1 } else { found.div_ceil(PAGE).max(1) };
    let page = asked.page.clamp(1, pages);
    if !whole {
        let skipped = usize::try_from((page - 1) * PAGE).unwrap_or(usize::MAX).min(rows.len());
        rows.drain(..skipped);
        rows.truncate(usize::try_from(PAGE).unwrap_or(usize::MAX));
    }
    Ok(Firms { only, rows, found, all, page: (page, pages) })
}

#[cfg(test)]
mod tests {
    use domain::time::Instant;

    use super::*;

    #[test]
    fn a_span_stays_within_the_days_that_have_figures_and_what_cannot_be_read_is_named() {
        let day = |text: &str| text.parse::<Day>().unwrap();
        let today = day("2026-11-22");
        let as_at = AsAt { instant: Instant::from_millis(0), today, day: None, began: Some(day("2026-11-01")) };
        let of = |name, from: &str, until: &str| {
            let asked = Asked { from: from.to_owned(), until: until.to_owned(), ..Asked::default() };
            let ((from, until), wrong) = span(name, as_at, &asked);
            (from.to_string(), until.to_string(), wrong)
        };
        let span = |from: &str, until: &str, wrong| (from.to_owned(), until.to_owned(), wrong);
        assert_eq!(of(ViewName::Readiness, "", ""), span("2026-11-01", "2026-11-22", None));
        assert_eq!(of(ViewName::Logins, "", ""), span("2026-10-24", "2026-11-22", None));
        assert_eq!(of(ViewName::Readiness, "2026-11-03", "2026-11-09"), span("2026-11-03", "2026-11-09", None));
        assert_eq!(of(ViewName::Readiness, "", "2030-01-01"), span("2026-11-01", "2026-11-22", None));
        assert_eq!(of(ViewName::Readiness, "x", ""), span("2026-11-01", "2026-11-22", Some("from")));
        assert_eq!(of(ViewName::Readiness, "", "x"), span("2026-11-01", "2026-11-22", Some("until")));
        assert_eq!(of(ViewName::Help, "2026-11-09", "2026-11-03"), span("2026-10-05", "2026-11-03", Some("from")));
    }
}
