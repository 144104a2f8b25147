//! The views behind the first page of staff: one model that page, table, CSV and JSON all come from.

mod days;
mod firms;
mod now;
mod page;
mod states;
mod table;

pub(crate) use days::course_words;
pub(crate) use firms::{part_words, parts_in_groups};
pub(crate) use now::{blocked_url, blocked_words};
pub(crate) use page::{as_of, figures};
pub(crate) use table::{brief, table};

use domain::{
    adoption::{Day, Part},
    time::Instant,
};

use crate::{
    components::{
        Frame,
        chart::{Bar, Lines, Named, Strip, bars, lines, strips},
        href,
    },
    markup::*,
    ports::adoption::{AsAt, Only, ViewData, ViewName},
};

/// A view in the words of a language: everything that its page, its table and its files show.
#[derive(Clone, Debug)]
pub struct View {
    /// Which.
    pub name: ViewName,
    /// What it is called.
    pub title: String,
    /// What it says, in a sentence.
    pub takeaway: String,
    /// What is drawn.
    pub(crate) chart: Chart,
    /// The columns of its table.
    pub columns: Vec<Column>,
    /// Its rows, a cell for each column.
    pub rows: Vec<Vec<Cell>>,
}

/// A column.
#[derive(Clone, Debug)]
pub struct Column {
    /// Its name in files.
    pub name: &'static str,
    /// Its heading.
    pub title: String,
    /// Whether there is room for it on the first page too.
    pub(crate) brief: bool,
}

/// A cell.
#[derive(Clone, Debug)]
pub struct Cell {
    /// What stands in it.
    pub value: Value,
    /// The list behind it.
    pub(crate) href: Option<String>,
    /// How much of its row it is, from 0 to 5, where the table is a heat map.
    pub(crate) heat: Option<u8>,
}

/// What stands in a cell.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Value {
    /// Words, a name, a code.
    Text(String),
    /// A number.
    Count(u64),
    /// A number where there may be more.
    AtLeast(u64),
    /// A share in thousandths.
    Share(u64),
    /// A span of time in milliseconds.
    Millis(u64),
    /// A day.
    Day(Day),
    /// An instant.
    Instant(Instant),
    /// Yes or no.
    Flag(bool),
    /// What does not apply.
    Nothing,
}

/// What is drawn of a view.
#[derive(Clone, Debug)]
pub(crate) enum Chart {
    /// Lines over days.
    Lines(Lines),
    /// Small bars by day.
    Strips(Vec<Strip>),
    /// Bars across, and what the whole is.
    Bars(Vec<Bar>, u64),
    /// The table is the picture.
    Table,
}

impl Column {
    fn new(name: &'static str, title: String) -> Self {
        Self { name, title, brief: true }
    }

    /// The same, for the view alone.
    fn full(self) -> Self {
        Self { brief: false, ..self }
    }
}

impl Cell {
    fn new(value: Value) -> Self {
        Self { value, href: None, heat: None }
    }

    fn text(text: impl Into<String>) -> Self {
        Self::new(Value::Text(text.into()))
    }

    fn count(count: u64) -> Self {
        Self::new(Value::Count(count))
    }

    /// The part that `count` is of `of`.
    fn share(count: u64, of: u64) -> Self {
        Self::new((count * 1000).checked_div(of).map_or(Value::Nothing, Value::Share))
    }

    fn to(self, href: impl Into<String>) -> Self {
        Self { href: Some(href.into()), ..self }
    }
}

/// The view of `data` in the words of the frame's language.
pub(crate) fn view(frame: &Frame, as_at: AsAt, data: &ViewData) -> View {
    match data {
        ViewData::Funnel(house) => states::funnel(frame, as_at, house),
        ViewData::Readiness(series, course) => days::readiness(frame, as_at, series, *course),
        ViewData::Proofs(series) => days::proofs(frame, as_at, series),
        ViewData::Logins(happenings) => days::logins(frame, happenings),
        ViewData::Help(happenings) => days::help(frame, happenings),
        ViewData::Firms(found) => firms::firms(frame, as_at, found),
        ViewData::Blocked(blocked) => now::blocked(frame, blocked),
        ViewData::Mail(health) => now::mail(frame, health),
    }
}

/// What is drawn of it.
pub(crate) fn chart(frame: &Frame, view: &View) -> AnyView {
    let named = Named { id: view.name.name(), title: view.title.clone(), takeaway: view.takeaway.clone() };
    match &view.chart {
        _ if view.rows.is_empty() => ().into_any(),
        Chart::Lines(chart) => lines(frame, &named, chart),
        Chart::Strips(chart) => strips(frame, &named, chart),
        Chart::Bars(chart, whole) => bars(&named, chart, *whole),
        Chart::Table => ().into_any(),
    }
}

/// The list of firms, as they stood on the day shown.
pub(crate) fn firms_url(as_at: AsAt, only: Option<Only>) -> String {
    let day = as_at.day.map(|day| day.to_string()).unwrap_or_default();
    href(&ViewName::Firms.path(), &[("only", only.map_or("", Only::name)), ("day", &day)])
}

/// The URL of a view with every day that is drawn of it.
pub(crate) fn whole_url(as_at: AsAt, view: &View) -> String {
    let first = view.rows.last().and_then(|row| row.first()).and_then(|cell| match cell.value {
        Value::Day(day) => Some(day.to_string()),
        _ => None,
    });
    match first {
        Some(first) => {
            let until = as_at.day.map(|day| day.to_string()).unwrap_or_default();
            href(&view.name.path(), &[("from", &first), ("until", &until)])
        }
        None => view_url(as_at, view.name),
    }
}

/// The list of those whom a figure counts as things stand: of a firm, or of all where the code is empty.
pub(crate) fn users_path(firm: &str, part: Option<Part>) -> String {
    href("/monitor/users", &[("participant", firm), ("only", part.map_or("", Part::name))])
}

/// The same on the day shown; none of a day that is over: who they were then is not kept.
pub(crate) fn users_url(as_at: AsAt, firm: &str, part: Part) -> Option<String> {
    as_at.day.is_none().then(|| users_path(firm, Some(part)))
}

/// The list of those whom a figure of the whole house counts; on a day that is over, of the firms that had them.
pub(crate) fn all_users_url(as_at: AsAt, part: Part) -> String {
    users_url(as_at, "", part).unwrap_or_else(|| firms_url(as_at, Some(Only::Users(part))))
}

/// A view's URL, on the day shown.
pub(crate) fn view_url(as_at: AsAt, name: ViewName) -> String {
    let day = as_at.day.map(|day| day.to_string()).unwrap_or_default();
    let field = match name.of() {
        crate::ports::adoption::Of::Days => "until",
        _ => "day",
    };
    href(&name.path(), &[(field, &day)])
}
