use domain::time;

use super::{
    View, chart,
    firms::{only_words, parts_in_groups},
    table, view,
};
use crate::{
    components::{Choice, Frame, Paging, Problem, TextField, Time, href},
    markup::*,
    ports::adoption::{AsAt, FiguresPage, Firms, Of, Only, ViewData},
    render::Sheet,
};

/// `/monitor/figures/{name}`: a view in full.
pub(crate) fn figures(frame: &Frame, model: FiguresPage) -> Sheet {
    let view = view(frame, model.as_at, &model.data);
    let problems: Vec<_> = model.wrong.map(|field| Problem::at(field, frame.get("day-wrong"))).into_iter().collect();
    let paging = match &model.data {
        ViewData::Firms(found) => {
            let page = |page: u64| address(&model, "", Some(page));
            let urls = (page(found.page.0.saturating_sub(1)), page(found.page.0 + 1));
            Some(view! { <Paging frame=frame.clone() page=found.page urls /> })
        }
        _ => None,
    };
    let drawn = chart(frame, &view);
    let found = if view.rows.is_empty() {
        view! { <p class="empty">{frame.get("figures-none")}</p> }
    } else {
        view! {
            <div class="figure-drawn">{drawn}</div>
            {table(frame, &view)}
        }
    };
    let View { title, takeaway, .. } = view;
    let body = view! {
        <p class="back"><a href="/monitor">{frame.get("monitor-title")}</a></p>
        <h1>{title.clone()}</h1>
        {as_of(frame, model.as_at)}
        <p class="lead">{takeaway}</p>
        {ask(frame, &model, &problems)}
        {found}
        {paging}
        <p class="downloads hide-in-print">
            <a href=address(&model, ".csv", None)>{frame.get("download-csv")}</a>
            <a href=address(&model, ".json", None)>{frame.get("download-json")}</a>
        </p>
    };
    Sheet { title, problems, islands: false, banner: false, body }
}

/// The instant or the day that is shown.
pub(crate) fn as_of(frame: &Frame, as_at: AsAt) -> AnyView {
    let words = match as_at.day {
        Some(day) => frame.with("as-that-day-ended", &[("day", time::date(day.begins(), frame.language()).into())]),
        None => frame.get("as-of-now"),
    };
    view! {
        <p class="muted as-of">{words} {frame.gap()} {as_at.day.is_none().then(|| view! { <Time frame=frame.clone() at=as_at.instant /> })}</p>
    }
}

/// The URL of what is shown, as a page or as a file.
fn address(model: &FiguresPage, ending: &str, page: Option<u64>) -> String {
    let path = model.data.name().path() + ending;
    let text = |day: domain::adoption::Day| day.to_string();
    let day = model.as_at.day.map(text).unwrap_or_default();
    let (from, until) = (text(model.span.0), text(model.span.1));
    let page = page.filter(|page| *page > 1).map(|page| page.to_string()).unwrap_or_default();
    match &model.data {
        ViewData::Firms(Firms { only, .. }) => {
            href(&path, &[("only", only.map_or("", Only::name)), ("day", &day), ("page", &page)])
        }
        data => match data.name().of() {
            Of::Days => href(&path, &[("from", &from), ("until", &until)]),
            Of::Day => href(&path, &[("day", &day)]),
            Of::Now => path,
        },
    }
}

/// What is asked for.
fn ask(frame: &Frame, model: &FiguresPage, problems: &[Problem]) -> AnyView {
    let problems = problems.to_vec();
    let name = model.data.name();
    let date = |field: &'static str, key: &str, value: String| {
        let label = frame.get(key);
        view! { <TextField name=field kind="date" label value problems=problems.clone() /> }
    };
    let fields = match name.of() {
        Of::Now => return ().into_any(),
        Of::Day => {
            let only = match &model.data {
                ViewData::Firms(found) => {
                    let of_firms = Only::OF_FIRMS.map(|only| (only.name().to_owned(), only_words(frame, only)));
                    let all = std::iter::once((String::new(), frame.get("only-all"))).chain(of_firms).collect();
                    let groups = std::iter::once((String::new(), all)).chain(parts_in_groups(frame)).collect();
                    let chosen = found.only.map_or("", Only::name);
                    Some(view! { <Choice name="only" label=frame.get("only-label") groups chosen /> })
                }
                _ => None,
            };
            view! {
                {only}
                {date("day", "day-label", model.as_at.last().to_string())}
            }
        }
        Of::Days => view! {
            {date("from", "from-label", model.span.0.to_string())}
            {date("until", "until-label", model.span.1.to_string())}
        },
    };
    view! {
        <form class="filters hide-in-print" method="get" action=name.path()>
            {fields}
            <button class="button second" type="submit">{frame.get("listing-apply")}</button>
        </form>
    }
}
