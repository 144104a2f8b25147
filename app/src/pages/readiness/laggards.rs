use domain::{reach::WhyBlocked, time};

use super::{READINESS, why_word};
use crate::{
    components::{Chips, Choice, Frame, Paging, Problem, TextField, Tick, Time, href, words_at},
    markup::*,
    ports::readiness::{AtRisk, EventChoice, FirmReadiness, Laggard, Laggards, Nudge, NudgeConfirm},
    render::Sheet,
    words::grouped,
};

/// The id of the first box, which a problem with the choice leads to.
pub(super) fn first_tick(laggards: &Laggards) -> Option<String> {
    laggards.rows.first().map(tick_id)
}

fn tick_id(row: &Laggard) -> String {
    format!("user-{}", row.account.user.as_str())
}

/// What the page is asked for, some values set otherwise.
fn asked(model: &FirmReadiness, path: &str, with: &[(&str, &str)]) -> String {
    let wanted = &model.laggards.wanted;
    let why = wanted.why.map_or("", WhyBlocked::name);
    let own = [("event", model.event.as_str()), ("at", model.at.as_str()), ("q", wanted.q.as_str()), ("why", why)];
    let set = |name: &str| with.iter().find(|(held, _)| *held == name).map(|(_, value)| *value);
    let mut query: Vec<(&str, &str)> = own.map(|(name, value)| (name, set(name).unwrap_or(value))).into();
    query.extend(set("page").map(|page| ("page", page)));
    href(path, &query)
}

/// An event, as it is chosen.
pub(super) fn event_words(frame: &Frame, event: &EventChoice) -> String {
    let title = event.title.get(frame.language());
    let title = if title.is_empty() { frame.get("readiness-next-untitled") } else { title.to_owned() };
    frame.with("readiness-event", &[("title", title.into()), ("time", frame.when(event.at).into())])
}

/// Whom the instant shuts out: by what, with the cure; then each by name.
#[component]
pub(super) fn LaggardList(
    /// Words and frame.
    frame: Frame,
    /// The page.
    model: FirmReadiness,
    /// What is wrong.
    problems: Vec<Problem>,
) -> impl IntoView {
    let laggards = model.laggards.clone();
    let reasons = (laggards.blocked > 0).then(|| view! { <Reasons frame=frame.clone() model=model.clone() /> });
    let list = (laggards.blocked > 0)
        .then(|| view! { <List frame=frame.clone() model=model.clone() problems=problems.clone() /> });
    view! {
        <h2>{frame.get("readiness-look-title")}</h2>
        <Look frame=frame.clone() model=model.clone() problems />
        {reasons}
        {list}
        <Risks frame=frame.clone() at_risk=laggards.at_risk />
    }
}

/// What is looked at, and who is looked for.
#[component]
fn Look(
    /// Words and frame.
    frame: Frame,
    /// The page.
    model: FirmReadiness,
    /// What is wrong.
    problems: Vec<Problem>,
) -> impl IntoView {
    let first = (String::new(), frame.get("readiness-event-usual"));
    let events = model.choices.iter().map(|event| (event.id.clone(), event_words(&frame, event)));
    let any = (String::new(), frame.get("readiness-why-any"));
    let reasons = WhyBlocked::ALL.map(|why| (why.name().to_owned(), why_word(&frame, why)));
    let wanted = model.laggards.wanted.clone();
    let mut chips = Vec::new();
    if !model.at.is_empty() {
        let words = frame.with("readiness-chip-at", &[("at", (&model.at).into())]);
        chips.push((words, asked(&model, READINESS, &[("at", "")])));
    }
    if let Some(event) = model.choices.iter().find(|event| event.id == model.event && model.at.is_empty()) {
        chips.push((event_words(&frame, event), asked(&model, READINESS, &[("event", "")])));
    }
    if !wanted.q.is_empty() {
        let words = frame.with("readiness-chip-q", &[("q", (&wanted.q).into())]);
        chips.push((words, asked(&model, READINESS, &[("q", "")])));
    }
    if let Some(why) = wanted.why {
        chips.push((why_word(&frame, why), asked(&model, READINESS, &[("why", "")])));
    }
    view! {
        <form class="filters" method="get" action=READINESS role="search">
            <Choice
                name="event"
                label=frame.get("readiness-event-label")
                groups=vec![(String::new(), std::iter::once(first).chain(events).collect())]
                chosen=model.event.clone()
                problems=problems.clone()
            />
            <TextField
                name="at"
                label=frame.get("readiness-at-label")
                hint=frame.get("readiness-at-hint")
                value=model.at.clone()
                problems
            />
            <TextField name="q" kind="search" label=frame.get("readiness-q-label") value=wanted.q />
            <Choice
                name="why"
                label=frame.get("readiness-why-label")
                groups=vec![(String::new(), std::iter::once(any).chain(reasons).collect())]
                chosen=wanted.why.map_or("", WhyBlocked::name)
            />
            <button class="button second" type="submit">{frame.get("listing-apply")}</button>
        </form>
        <Chips frame chips />
    }
}

/// By what users are shut out, and what helps.
#[component]
fn Reasons(
    /// Words and frame.
    frame: Frame,
    /// The page.
    model: FirmReadiness,
) -> impl IntoView {
    let rows = model
        .laggards
        .reasons
        .iter()
        .map(|(why, count)| {
            let (cure, link) = match why {
                WhyBlocked::NoAddress => ("lagging-no-address-cure", Some(("/portal/upload", "upload-link"))),
                WhyBlocked::NotApproved => ("lagging-not-approved-cure", Some(("/portal/approvals", "approvals-link"))),
                WhyBlocked::NotSetUp => ("lagging-not-set-up-cure", None),
                WhyBlocked::NoCard => ("lagging-no-card-cure", None),
            };
            let link = link.map(|(path, words)| view! { " " <a href=path>{frame.get(words)}</a> });
            let url = asked(&model, READINESS, &[("why", why.name())]);
            view! {
                <tr>
                    <th scope="row"><a href=url>{why_word(&frame, *why)}</a></th>
                    <td data-label=frame.get("column-users")>{grouped(*count)}</td>
                    <td data-label=frame.get("readiness-cure")>{frame.get(cure)} {link}</td>
                </tr>
            }
        })
        .collect_view();
    view! {
        <table class="rows">
            <caption>{frame.get("readiness-reasons")}</caption>
            <thead>
                <tr>
                    <th scope="col">{frame.get("readiness-why-label")}</th>
                    <th scope="col">{frame.get("column-users")}</th>
                    <th scope="col">{frame.get("readiness-cure")}</th>
                </tr>
            </thead>
            <tbody>{rows}</tbody>
        </table>
    }
}

/// Each by name, to be written to.
#[component]
fn List(
    /// Words and frame.
    frame: Frame,
    /// The page.
    model: FirmReadiness,
    /// What is wrong.
    problems: Vec<Problem>,
) -> impl IntoView {
    let laggards = model.laggards.clone();
    if laggards.rows.is_empty() {
        return view! { <p class="empty">{frame.get("readiness-no-match")}</p> };
    }
    let first = first_tick(&laggards).unwrap_or_default();
    let error = words_at(&problems, &first);
    let wrong = error.is_some();
    let error = error.map(|words| view! { <p class="error" id=format!("{first}-error")>{words}</p> });
    let rows = laggards
        .rows
        .iter()
        .enumerate()
        .map(|(place, row)| view! { <Row frame=frame.clone() row=row.clone() wrong=wrong && place == 0 /> })
        .collect_view();
    let caption = frame.with("readiness-found", &[("count", laggards.found.into())]);
    let heads = ["user", "name", "readiness-why-label", "users-last-login"]
        .map(|key| view! { <th scope="col">{frame.get(key)}</th> })
        .into_iter()
        .collect_view();
    let all = (laggards.found > laggards.rows.len() as u64).then(|| {
        let label = frame.with("nudge-all", &[("count", laggards.found.into())]);
        view! { <Tick id="all".to_owned() name="all" value="yes" label /> }
    });
    let acts = vec![
        (String::new(), frame.get("users-act-none")),
        (Nudge::Remind.name().to_owned(), frame.get("nudge-remind")),
        (Nudge::Invite.name().to_owned(), frame.get("nudge-invite")),
    ];
    let page = |page: u64| asked(&model, READINESS, &[("page", &page.to_string())]);
    let (page_now, pages) = laggards.page;
    let urls = (page(page_now.saturating_sub(1)), page(page_now + 1));
    view! {
        <form class="list" method="post" action=frame.chrome.here.clone()>
            {error}
            <table class="rows users">
                <caption>{caption}</caption>
                <thead>
                    <tr>
                        <td class="tick-cell"></td>
                        {heads}
                    </tr>
                </thead>
                <tbody>{rows}</tbody>
            </table>
            {all}
            <p class="muted">{frame.get("nudge-rule")}</p>
            <div class="bulk">
                <Choice name="action" label=frame.get("users-act") groups=vec![(String::new(), acts)] problems />
                <button class="button second" type="submit">{frame.get("continue")}</button>
            </div>
        </form>
        <Paging frame=frame.clone() page=(page_now, pages) urls />
        <p><a href=asked(&model, "/portal/readiness.csv", &[])>{frame.get("readiness-export")}</a></p>
    }
}

/// One user who is shut out.
#[component]
fn Row(
    /// Words and frame.
    frame: Frame,
    /// The user.
    row: Laggard,
    /// Whether the box is what a problem is about.
    wrong: bool,
) -> impl IntoView {
    let id = tick_id(&row);
    let user = row.account.user.as_str().to_owned();
    let label = frame.with("users-choose", &[("user", (&user).into())]);
    view! {
        <tr>
            <td class="tick-cell">
                <input
                    id=id.clone()
                    type="checkbox"
                    name="user"
                    value=user.clone()
                    aria-invalid=wrong.then_some("true")
                    aria-describedby=wrong.then(|| format!("{id}-error"))
                />
                <label class="unseen" for=id>{label}</label>
            </td>
            <th scope="row"><a href=format!("/portal/users/{user}")>{user.clone()}</a></th>
            <td data-label=frame.get("name")>
                {row.name.clone()}
                {row.administrator.then(|| view! {
                    <span class="muted second-line">{frame.get("readiness-administrator")}</span>
                })}
            </td>
            <td data-label=frame.get("readiness-why-label")>
                {why_word(&frame, row.why)}
                {row.mail_refused.map(|_| view! { " " <span class="tag bad">{frame.get("readiness-mail-refused")}</span> })}
            </td>
            <td data-label=frame.get("users-last-login")>{last_login(&frame, &row)}</td>
        </tr>
    }
}

/// When somebody logged in last.
fn last_login(frame: &Frame, row: &Laggard) -> AnyView {
    match row.last_login {
        Some(at) => {
            view! { <time datetime=at.to_string() title=frame.when(at)>{time::date(at, frame.language())}</time> }
        }
        None => view! { <span class="muted">{frame.get("never")}</span> },
    }
}

/// Users who are shut out, to be read only.
#[component]
pub(super) fn ShutTable(
    /// Words and frame.
    frame: Frame,
    /// What the table shows.
    caption: String,
    /// The users.
    rows: Vec<Laggard>,
) -> impl IntoView {
    let rows = rows
        .iter()
        .map(|row| {
            view! {
                <tr>
                    <th scope="row">{row.account.to_string()}</th>
                    <td data-label=frame.get("name")>{row.name.clone()}</td>
                    <td data-label=frame.get("readiness-why-label")>{why_word(&frame, row.why)}</td>
                    <td data-label=frame.get("users-last-login")>{last_login(&frame, row)}</td>
                </tr>
            }
        })
        .collect_view();
    let heads = ["user", "name", "readiness-why-label", "users-last-login"]
        .map(|key| view! { <th scope="col">{frame.get(key)}</th> })
        .into_iter()
        .collect_view();
    view! {
        <table class="rows">
            <caption>{caption}</caption>
            <thead>
                <tr>{heads}</tr>
            </thead>
            <tbody>{rows}</tbody>
        </table>
    }
}

/// Who reach the terminal by codes alone that do not arrive.
#[component]
fn Risks(
    /// Words and frame.
    frame: Frame,
    /// The users.
    at_risk: Vec<AtRisk>,
) -> impl IntoView {
    (!at_risk.is_empty()).then(|| {
        let rows = at_risk
            .into_iter()
            .map(|user| {
                let id = user.account.user.as_str().to_owned();
                view! {
                    <tr>
                        <th scope="row"><a href=format!("/portal/users/{id}")>{id.clone()}</a></th>
                        <td data-label=frame.get("name")>{user.name}</td>
                        <td data-label=frame.get("readiness-refused-since")>
                            <Time frame=frame.clone() at=user.since />
                        </td>
                    </tr>
                }
            })
            .collect_view();
        view! {
            <h2>{frame.get("readiness-risk-title")}</h2>
            <p>{frame.get("readiness-risk-lead")}</p>
            <table class="rows">
                <caption class="unseen">{frame.get("readiness-risk-title")}</caption>
                <thead>
                    <tr>
                        <th scope="col">{frame.get("user")}</th>
                        <th scope="col">{frame.get("name")}</th>
                        <th scope="col">{frame.get("readiness-refused-since")}</th>
                    </tr>
                </thead>
                <tbody>{rows}</tbody>
            </table>
        }
    })
}

/// `/portal/readiness`, asking whether to write to many.
pub(super) fn confirm(frame: &Frame, model: NudgeConfirm) -> Sheet {
    let key = match model.nudge {
        Nudge::Remind => "nudge-confirm-remind",
        Nudge::Invite => "nudge-confirm-invite",
    };
    let title = frame.with(key, &[("count", model.count.into())]);
    let means = match model.nudge {
        Nudge::Remind => "nudge-remind-means",
        Nudge::Invite => "act-invite-means",
    };
    let whom = if model.users.is_empty() {
        view! { <input type="hidden" name="all" value="yes" /> }
    } else {
        model
            .users
            .iter()
            .map(|user| view! { <input type="hidden" name="user" value=user.clone() /> })
            .collect_view()
            .into_any()
    };
    let users = (!model.users.is_empty()).then(|| view! { <p>{model.users.join(", ")}</p> });
    let button = frame.get(match model.nudge {
        Nudge::Remind => "nudge-remind",
        Nudge::Invite => "nudge-invite",
    });
    let body = view! {
        <h1>{title.clone()}</h1>
        <p class="lead">{frame.get(means)}</p>
        {users}
        <form class="card" method="post" action=frame.chrome.here.clone()>
            {whom}
            <input type="hidden" name="action" value=model.nudge.name() />
            <input type="hidden" name="confirmed" value=model.count.to_string() />
            <p>{frame.get("nudge-rule")}</p>
            <button class="button" type="submit">{button}</button>
        </form>
        <p class="ways-on"><a href=READINESS>{frame.get("readiness-back")}</a></p>
    };
    Sheet { title, problems: vec![], islands: false, banner: false, body }
}
