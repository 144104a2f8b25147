use domain::adoption::Part;

use crate::{
    components::{Chips, Choice, Frame, TextField, href, none_found, turn},
    markup::*,
    pages::figures::users_path,
    ports::enquiry::{FirmLine, Firms, Show, firm_path},
    render::Sheet,
    words::grouped,
};

const FIRMS: &str = "/monitor/participants";

/// `/monitor/participants`.
pub(crate) fn firms(frame: &Frame, model: Firms) -> Sheet {
    let title = frame.get("firms-title");
    let list = if model.lines.is_empty() {
        let narrowed = model.all > 0;
        none_found(frame, if narrowed { "firms-no-match" } else { "monitor-empty" }, narrowed.then(|| FIRMS.to_owned()))
    } else {
        view! { <List frame=frame.clone() model=model.clone() /> }
    };
    let body = view! {
        <h1>{title.clone()}</h1>
        <p class="muted as-of">{frame.with("as-of", &[("time", frame.when(frame.chrome.now).into())])}</p>
        <p>{frame.get("firms-lead")} " " <a href="/monitor/readiness">{frame.get("firms-readiness")}</a></p>
        <Filters frame=frame.clone() model />
        {list}
    };
    Sheet { title, problems: vec![], islands: false, banner: false, body }
}

fn show_word(frame: &Frame, show: Show) -> String {
    frame.get(match show {
        Show::All => "firms-all",
        Show::Behind => "firms-behind",
        Show::NoPair => "firms-no-pair",
        Show::NeverCame => "firms-never-came",
        Show::Exception => "firms-exception",
        Show::Ready => "firms-ready",
    })
}

fn shown(show: Show) -> &'static str {
    if show == Show::All { "" } else { show.name() }
}

/// Search and filter, and what is set.
#[component]
fn Filters(
    /// Words and frame.
    frame: Frame,
    /// The page.
    model: Firms,
) -> impl IntoView {
    let options = Show::ALL.map(|show| (shown(show).to_owned(), show_word(&frame, show))).to_vec();
    let mut chips = Vec::new();
    if !model.q.is_empty() {
        let words = frame.with("users-chip-q", &[("q", (&model.q).into())]);
        chips.push((words, href(FIRMS, &[("show", shown(model.show))])));
    }
    if model.show != Show::All {
        chips.push((show_word(&frame, model.show), href(FIRMS, &[("q", &model.q)])));
    }
    view! {
        <form class="filters" method="get" action=FIRMS role="search">
            <TextField name="q" kind="search" label=frame.get("firms-search") value=model.q.clone() />
            <Choice
                name="show"
                label=frame.get("users-show")
                groups=vec![(String::new(), options)]
                chosen=shown(model.show)
            />
            <button class="button second" type="submit">{frame.get("listing-apply")}</button>
        </form>
        <Chips frame=frame.clone() chips />
    }
}

/// The firms found.
#[component]
fn List(
    /// Words and frame.
    frame: Frame,
    /// The page.
    model: Firms,
) -> impl IntoView {
    let show = shown(model.show);
    let first = model.begun.then(|| href(FIRMS, &[("q", &model.q), ("show", show)]));
    let next = model.next.as_ref().map(|key| href(FIRMS, &[("q", &model.q), ("show", show), ("after", key)]));
    let (first, next) = (first.map(|url| ("enquiry-first", url)), next.map(|url| ("listing-after", url)));
    let rows = model.lines.into_iter().map(|line| view! { <Line frame=frame.clone() line /> }).collect_view();
    let heads = ["firms-firm", "firms-active", "firms-registered", "firms-able", "firms-used", "firms-marks"]
        .map(|key| view! { <th scope="col">{frame.get(key)}</th> })
        .collect_view();
    view! {
        <table class="rows figures-of-firms">
            <caption>{frame.with("firms-found", &[("count", model.found.into())])}</caption>
            <thead>
                <tr>{heads}</tr>
            </thead>
            <tbody>{rows}</tbody>
        </table>
        {turn(&frame, first, next)}
        <p class="downloads hide-in-print">
            <a href=href("/monitor/participants.csv", &[("q", &model.q), ("show", show)])>{frame.get("download-csv")}</a>
            <a href=href("/monitor/participants.json", &[("q", &model.q), ("show", show)])>{frame.get("download-json")}</a>
        </p>
    }
}

/// One of them.
#[component]
fn Line(
    /// Words and frame.
    frame: Frame,
    /// The firm.
    line: FirmLine,
) -> impl IntoView {
    let figures = line.figures;
    let mark = |shown: bool, look: &'static str, key: &str| {
        shown.then(|| view! { <span class=look>{frame.get(key)}</span> " " })
    };
    let behind = frame.with("firms-behind-count", &[("count", figures.behind().into())]);
    let count = |part: Part| view! { <a href=users_path(&line.code, Some(part))>{grouped(part.of(&figures))}</a> };
    view! {
        <tr>
            <th scope="row">
                <a href=firm_path(&line.code)>{line.code.clone()}</a>
                <span class="second-line">{line.name}</span>
            </th>
            <td data-label=frame.get("firms-active")>{count(Part::ACTIVE)}</td>
            <td data-label=frame.get("firms-registered")>{count(Part::REGISTERED)}</td>
            <td data-label=frame.get("firms-able")>{count(Part::ABLE)}</td>
            <td data-label=frame.get("firms-used")>{count(Part::USED)}</td>
            <td data-label=frame.get("firms-marks")>
                {mark(!line.pair, "tag refused", "firms-no-pair")}
                {mark(figures.never_came(), "tag bad", "firms-never-came")}
                {(figures.behind() > 0).then(|| view! {
                    <a class="tag" href=users_path(&line.code, Some(Part::Behind))>{behind}</a> " "
                })}
                {mark(figures.is_ready(), "tag good", "firms-ready")}
                {mark(line.exception, "tag", "firms-exception")}
            </td>
        </tr>
    }
}
