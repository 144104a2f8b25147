use domain::{card::CardState, time};

use crate::{
    components::{Choice, Frame, Notice, Paging, Problem, TextField, href},
    markup::*,
    pages::{
        approvals::gap,
        registry::{CardList, CardName, state_word},
    },
    ports::registry::{CardLine, Cards, Found, Suspension},
    render::Sheet,
    words::grouped,
};

/// The register.
const CARDS: &str = "/monitor/cards";

/// `/monitor/cards`.
pub(crate) fn cards(frame: &Frame, model: Cards) -> Sheet {
    let title = frame.get("registry-title");
    let problems: Vec<_> =
        model.problem.map(|_| Problem::of_form(frame.get("registry-nothing-to-stop"))).into_iter().collect();
    let all: u64 = model.counts.iter().map(|(_, count)| count).sum();
    let notice = model.suspended.filter(|_| problems.is_empty()).map(|account| {
        let words = frame.with("registry-just-suspended", &[("account", account.to_string().into())]);
        view! { <Notice words /> }
    });
    let propose = model.operator.then(|| {
        view! { <p class="act"><a class="button second" href="/monitor/cards/new">{frame.get("registry-propose")}</a></p> }
    });
    let list = if all == 0 {
        view! { <p class="empty">{frame.get("registry-empty")}</p> }
    } else {
        view! {
            <States frame=frame.clone() found=model.found.clone() counts=model.counts all />
            <Search frame=frame.clone() found=model.found.clone() />
            <List frame=frame.clone() found=model.found lines=model.lines guardian=model.guardian />
        }
    };
    let body = view! {
        <h1>{title.clone()}</h1>
        {notice}
        <p class="lead">{frame.with("registry-lead", &[("count", all.into())])}</p>
        {propose}
        {list}
    };
    Sheet { title, problems, islands: false, banner: true, body }
}

/// How many cards stand in each state; each a link to them.
#[component]
fn States(
    /// Words and frame.
    frame: Frame,
    /// What is shown.
    found: Found,
    /// The counts.
    counts: Vec<(CardState, u64)>,
    /// All of them.
    all: u64,
) -> impl IntoView {
    let link = |words: String, count: u64, state: Option<CardState>| {
        let url = href(CARDS, &[("state", state.map_or("", CardState::name))]);
        let current = (found.state == state).then_some("true");
        view! { <li><a href=url aria-current=current>{words} " " <span class="count">{grouped(count)}</span></a></li> }
    };
    let states =
        counts.into_iter().map(|(state, count)| link(state_word(&frame, state), count, Some(state))).collect_view();
    view! {
        <nav aria-label=frame.get("registry-states")>
            <ul class="states">
                {link(frame.get("registry-all"), all, None)}
                {states}
            </ul>
        </nav>
    }
}

/// Whose cards are searched for.
#[component]
fn Search(
    /// Words and frame.
    frame: Frame,
    /// What is searched for.
    found: Found,
) -> impl IntoView {
    let states = CardState::ALL.map(|state| (state.name().to_owned(), state_word(&frame, state)));
    let any = (String::new(), frame.get("registry-all"));
    let groups = vec![(String::new(), std::iter::once(any).chain(states).collect())];
    let clear = (!found.participant.is_empty() || !found.user.is_empty() || found.state.is_some()).then(|| {
        view! { <p><a href=CARDS>{frame.get("listing-clear-all")}</a></p> }
    });
    view! {
        <form class="filters" method="get" action=CARDS role="search">
            <TextField name="participant" label=frame.get("participant") value=found.participant />
            <TextField name="user" label=frame.get("user") value=found.user />
            <Choice
                name="state"
                label=frame.get("registry-state")
                groups
                chosen=found.state.map_or("", CardState::name)
            />
            <button class="button second" type="submit">{frame.get("listing-apply")}</button>
        </form>
        {clear}
    }
}

/// The cards found.
#[component]
fn List(
    /// Words and frame.
    frame: Frame,
    /// What is shown.
    found: Found,
    /// The cards.
    lines: Vec<CardLine>,
    /// Whether the reader stops cards.
    guardian: bool,
) -> impl IntoView {
    if lines.is_empty() {
        return view! { <p class="empty">{frame.get("registry-no-match")}</p> };
    }
    let rows = lines.into_iter().map(|line| view! { <Row frame=frame.clone() line guardian /> }).collect_view();
    let heads = ["user", "name", "registry-card", "registry-state", "registry-since", "registry-last-used"]
        .map(|key| view! { <th scope="col">{frame.get(key)}</th> })
        .into_iter()
        .collect_view();
    let page = |page: u64| {
        let page = page.to_string();
        let state = found.state.map_or("", CardState::name);
        href(CARDS, &[("participant", &found.participant), ("user", &found.user), ("state", state), ("page", &page)])
    };
    let urls = (page(found.page.saturating_sub(1)), page(found.page + 1));
    view! {
        <table class="rows">
            <caption>{frame.with("registry-found", &[("count", found.count.into())])}</caption>
            <thead>
                <tr>
                    {heads}
                    {guardian.then(|| view! { <td></td> })}
                </tr>
            </thead>
            <tbody>{rows}</tbody>
        </table>
        <Paging frame=frame.clone() page=(found.page, found.pages) urls />
    }
}

/// One card.
#[component]
fn Row(
    /// Words and frame.
    frame: Frame,
    /// The card and its holder.
    line: CardLine,
    /// Whether the reader stops cards.
    guardian: bool,
) -> impl IntoView {
    let CardLine { account, holder, card } = line;
    let day = |at: time::Instant| {
        view! { <time datetime=at.to_string() title=frame.when(at)>{time::date(at, frame.language())}</time> }
    };
    let used = match card.last_used {
        Some(at) => day(at).into_any(),
        None => view! { <span class="muted">{frame.get("never")}</span> },
    };
    let proves = card.state.proves();
    let account = account.to_string();
    let stop = guardian.then(|| {
        let form = proves.then(|| {
            let of = frame.with("registry-suspend-of", &[("account", (&account).into())]);
            view! {
                <form method="post" action=frame.chrome.here.clone()>
                    <input type="hidden" name="account" value=account.clone() />
                    <button class="button second small" type="submit" name="action" value="suspend">
                        {frame.get("registry-suspend")} {gap(&frame)} <span class="unseen">{of}</span>
                    </button>
                </form>
            }
        });
        view! { <td>{form}</td> }
    });
    view! {
        <tr class:off=!proves>
            <th scope="row">{account.clone()}</th>
            <td data-label=frame.get("name")>{holder}</td>
            <td data-label=frame.get("registry-card")><CardName frame=frame.clone() card=card.clone() /></td>
            <td data-label=frame.get("registry-state")>
                <span class=if proves { "tag good" } else { "tag off" }>{state_word(&frame, card.state)}</span>
            </td>
            <td data-label=frame.get("registry-since")>{day(card.since)}</td>
            <td data-label=frame.get("registry-last-used")>{used}</td>
            {stop}
        </tr>
    }
}

/// `/monitor/cards`, asking whether to stop a user's cards.
pub(crate) fn suspension(frame: &Frame, model: Suspension) -> Sheet {
    let account = model.account.to_string();
    let title = frame.with("registry-suspend-title", &[("account", (&account).into())]);
    let sessions = (model.sessions > 0).then(|| {
        view! { <p class="inset">{frame.with("sessions-would-end", &[("count", model.sessions.into())])}</p> }
    });
    let cards = if model.cards.is_empty() {
        view! { <p>{frame.get("registry-suspend-code-only")}</p> }
    } else {
        view! { <CardList frame=frame.clone() cards=model.cards /> }
    };
    let body = view! {
        <h1>{title.clone()}</h1>
        <p class="lead">{model.holder}</p>
        <p>{frame.get("act-suspend-card-means")}</p>
        {sessions}
        {cards}
        <form class="card" method="post" action=frame.chrome.here.clone()>
            <input type="hidden" name="account" value=account />
            <input type="hidden" name="action" value="suspend" />
            <input type="hidden" name="confirmed" value="yes" />
            <p>{frame.get("works-at-once")}</p>
            <button class="button" type="submit">{frame.get("registry-suspend")}</button>
        </form>
        <p class="ways-on"><a href=CARDS>{frame.get("registry-suspend-back")}</a></p>
    };
    Sheet { title, problems: vec![], islands: false, banner: false, body }
}
