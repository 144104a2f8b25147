use domain::time;

use super::{exception_words, laggards::event_words};
use crate::{
    components::{Chips, Choice, Frame, Paging, TextField, href},
    markup::*,
    ports::readiness::{FirmRow, Overview, Show, Totals, edition},
    render::Sheet,
    words::grouped,
};

const OVERVIEW: &str = "/monitor/readiness";

fn show_word(frame: &Frame, show: Show) -> String {
    frame.get(match show {
        Show::All => "overview-all",
        Show::NoPair => "overview-no-pair",
        Show::NotDeclared => "overview-not-declared",
        Show::NoPackage => "overview-no-package",
        Show::Blocked => "overview-blocked",
    })
}

/// What the page is asked for, one value set otherwise.
fn asked(model: &Overview, path: &str, with: (&str, &str)) -> String {
    let show = if model.show == Show::All { "" } else { model.show.name() };
    let own = [("q", model.q.as_str()), ("show", show)];
    let mut query: Vec<(&str, &str)> = own.into_iter().filter(|(name, _)| *name != with.0).collect();
    query.push(with);
    href(path, &query)
}

/// `/monitor/readiness`.
pub(super) fn overview(frame: &Frame, model: Overview) -> Sheet {
    let title = frame.get("overview-title");
    let Totals { firms, declared, package, no_pair, blocked } = model.totals;
    let takeaway = match &model.closing {
        Some(event) => {
            let values =
                [("declared", declared.into()), ("firms", firms.into()), ("event", event_words(frame, event).into())];
            frame.with("overview-takeaway", &values)
        }
        None => frame.get("overview-nothing-closes"),
    };
    let counts = [
        (Show::All, firms),
        (Show::NoPair, no_pair),
        (Show::NotDeclared, firms - declared),
        (Show::NoPackage, firms - package),
        (Show::Blocked, blocked),
    ];
    let links = counts
        .into_iter()
        .map(|(show, count)| {
            let url = asked(&model, OVERVIEW, ("show", if show == Show::All { "" } else { show.name() }));
            let current = (model.show == show).then_some("true");
            view! { <li><a href=url aria-current=current>{show_word(frame, show)} " " <span class="count">{grouped(count)}</span></a></li> }
        })
        .collect_view();
    let edition = frame.with("package-link", &[("edition", edition(model.version).into())]);
    let body = view! {
        <h1>{title.clone()}</h1>
        <p class="muted as-of">{frame.with("as-of", &[("time", frame.when(frame.chrome.now).into())])}</p>
        <p class="lead">{takeaway}</p>
        <p>{edition}</p>
        <p><a href="/monitor/exceptions">{frame.get("exceptions-title")}</a></p>
        <nav aria-label=frame.get("overview-show")>
            <ul class="states">{links}</ul>
        </nav>
        <List frame=frame.clone() model />
    };
    Sheet { title, problems: vec![], islands: false, banner: true, body }
}

/// The firms found.
#[component]
fn List(
    /// Words and frame.
    frame: Frame,
    /// The page.
    model: Overview,
) -> impl IntoView {
    let shows = Show::ALL.map(|show| (show.name().to_owned(), show_word(&frame, show)));
    let mut chips = Vec::new();
    if !model.q.is_empty() {
        let words = frame.with("readiness-chip-q", &[("q", (&model.q).into())]);
        chips.push((words, asked(&model, OVERVIEW, ("q", ""))));
    }
    if model.show != Show::All {
        chips.push((show_word(&frame, model.show), asked(&model, OVERVIEW, ("show", ""))));
    }
    let filters = view! {
        <form class="filters" method="get" action=OVERVIEW role="search">
            <TextField name="q" kind="search" label=frame.get("overview-q") value=model.q.clone() />
            <Choice
                name="show"
                label=frame.get("overview-show")
                groups=vec![(String::new(), shows.into())]
                chosen=model.show.name()
            />
            <button class="button second" type="submit">{frame.get("listing-apply")}</button>
        </form>
        <Chips frame=frame.clone() chips />
    };
    if model.rows.is_empty() {
        let words = if model.totals.firms == 0 { "monitor-empty" } else { "overview-no-match" };
        return view! {
            {filters}
            <p class="empty">{frame.get(words)}</p>
        };
    }
    let rows = model.rows.iter().map(|row| view! { <Row frame=frame.clone() row=row.clone() /> }).collect_view();
    let heads = ["overview-firm", "overview-pair", "overview-shut-out", "declaration-title", "package-title"]
        .map(|key| view! { <th scope="col">{frame.get(key)}</th> })
        .into_iter()
        .collect_view();
    let page = |page: u64| asked(&model, OVERVIEW, ("page", &page.to_string()));
    let urls = (page(model.page.0.saturating_sub(1)), page(model.page.0 + 1));
    view! {
        {filters}
        <table class="rows">
            <caption>{frame.with("overview-found", &[("count", model.found.into())])}</caption>
            <thead>
                <tr>{heads}</tr>
            </thead>
            <tbody>{rows}</tbody>
        </table>
        <Paging frame=frame.clone() page=model.page urls />
        <p><a href=asked(&model, "/monitor/readiness.csv", ("page", ""))>{frame.get("readiness-export")}</a></p>
    }
}

/// One firm.
#[component]
fn Row(
    /// Words and frame.
    frame: Frame,
    /// The firm.
    row: FirmRow,
) -> impl IntoView {
    let day = |at: time::Instant| {
        view! { <time datetime=at.to_string() title=frame.when(at)>{time::date(at, frame.language())}</time> }
    };
    let pair = match row.pair {
        true => view! { <span class="tag good">{frame.get("overview-pair-yes")}</span> },
        false => view! { <span class="tag refused">{frame.get("overview-pair-no")}</span> },
    };
    let blocked = frame.with("overview-count", &[("blocked", row.blocked.into()), ("active", row.active.into())]);
    let declared = match &row.declared {
        Some(declared) => {
            let said = frame.with("overview-declared", &[("count", declared.blocked.into())]);
            let by = [("maker", (&declared.maker).into()), ("checker", (&declared.checker).into())];
            view! {
                {day(declared.at)}
                <span class="second-line">{said}</span>
                <span class="muted second-line">{frame.with("overview-by", &by)}</span>
            }
        }
        None if row.void => frame.get("overview-void").into_any(),
        None => view! { <span class="muted">{frame.get("overview-not-yet")}</span> },
    };
    let package = match row.package {
        Some(at) => day(at).into_any(),
        None => view! { <span class="muted">{frame.get("overview-not-yet")}</span> },
    };
    let exception = row
        .exception
        .map(|exception| view! { <span class="muted second-line">{exception_words(&frame, exception)}</span> });
    view! {
        <tr>
            <th scope="row">
                {row.participant.clone()}
                <span class="muted second-line">{row.name.clone()}</span>
                {exception}
            </th>
            <td data-label=frame.get("overview-pair")>{pair}</td>
            <td data-label=frame.get("overview-shut-out")>{blocked}</td>
            <td data-label=frame.get("declaration-title")>{declared}</td>
            <td data-label=frame.get("package-title")>{package}</td>
        </tr>
    }
}
