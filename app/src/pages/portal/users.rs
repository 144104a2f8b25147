use domain::{life::Status, time};

use super::{
    USERS,
    sayings::{Marks, act_word, outcome, roles_word, show_words},
    user_path,
};
use crate::{
    components::{Chips, Choice, Contacts, Frame, Notice, Paging, Problem, TextField, href, none_found},
    markup::*,
    pages::standing::{Figures, Reach},
    ports::portal::{Blocker, Firm, Listing, Rights, Show, Sort, UserAct, UserRow, Users, UsersProblem},
    render::Sheet,
};

/// `/portal/users`.
pub(crate) fn users(frame: &Frame, model: Users) -> Sheet {
    let title = frame.with("users-title", &[("firm", (&model.firm.name).into())]);
    let problems = problem(frame, &model);
    let notice = model
        .notice
        .as_ref()
        .filter(|_| problems.is_empty())
        .map(|done| view! { <Notice words=outcome(frame, done) /> });
    let reach = Reach::of(&model.standing);
    let nobody = reach.active + model.standing.dormant + model.standing.disabled == 0;
    let figures = (reach.active > 0).then(|| {
        let left = reach.active - reach.able;
        let takeaway = frame.with("users-takeaway", &[("left", left.into()), ("active", reach.active.into())]);
        view! {
            <p class="lead">{takeaway}</p>
            <Figures frame=frame.clone() reach />
        }
    });
    let listing = if nobody {
        view! {
            <div class="empty">
                <p>{frame.get("users-empty")}</p>
                <Call frame=frame.clone() />
            </div>
        }
    } else {
        view! {
            <Search frame=frame.clone() listing=model.listing.clone() rights=model.rights />
            <List
                frame=frame.clone()
                listing=model.listing
                rows=model.rows
                rights=model.rights
                problems=problems.clone()
            />
        }
    };
    let body = view! {
        <h1>{title.clone()}</h1>
        <Participant frame=frame.clone() firm=model.firm />
        {notice}
        <Blockers frame=frame.clone() blockers=model.blockers />
        {figures}
        {listing}
        <h2>{frame.get("role-title")}</h2>
        <RightsWords frame=frame.clone() rights=model.rights />
        <p><a href="/portal/domains">{frame.get("domains-link")}</a></p>
    };
    Sheet { title, problems, islands: false, banner: true, body }
}

fn problem(frame: &Frame, model: &Users) -> Vec<Problem> {
    let Some(problem) = model.problem else { return vec![] };
    vec![match (problem, model.rows.first()) {
        (UsersProblem::NobodyChosen, Some(first)) => Problem::at(tick_id(first), frame.get("users-nobody-chosen")),
        (UsersProblem::NobodyChosen, None) => Problem::of_form(frame.get("users-nobody-chosen")),
        (UsersProblem::UnknownAct, _) => Problem::at("action", frame.get("users-no-act")),
        (UsersProblem::NotMaker, _) => Problem::at("action", frame.get("not-maker")),
    }]
}

fn tick_id(row: &UserRow) -> String {
    format!("user-{}", row.account.user.as_str())
}

/// Which firm it is, by its code.
#[component]
pub(super) fn Participant(
    /// Words and frame.
    frame: Frame,
    /// The firm.
    firm: Firm,
) -> impl IntoView {
    view! { <p class="muted under">{frame.with("participant-is", &[("participant", firm.participant.into())])}</p> }
}

/// What the reader may do.
#[component]
fn RightsWords(
    /// Words and frame.
    frame: Frame,
    /// The reader's rights.
    rights: Rights,
) -> impl IntoView {
    let roles = match (rights.maker, rights.checker) {
        (true, true) => frame.get("role-maker-checker"),
        (true, false) => frame.get("role-maker"),
        (false, true) => frame.get("role-checker"),
        (false, false) => frame.get("role-none"),
    };
    let sole = rights.sole_until.map(|until| {
        let said = frame.with("role-sole", &[("time", frame.when(until).into())]);
        view! { <p>{said}</p> }
    });
    view! {
        <p>{roles}</p>
        {sole}
    }
}

/// How to reach the clearing house, or where to look for it.
#[component]
fn Call(
    /// Words and frame.
    frame: Frame,
) -> impl IntoView {
    let support = &frame.chrome.support;
    if support.hotline.is_empty() && support.email.is_empty() {
        view! { <p>{frame.get("reach-nobody")}</p> }
    } else {
        view! { <ul class="reach"><Contacts frame=frame.clone() /></ul> }
    }
}

/// What blocks the firm, and what to do about it.
#[component]
fn Blockers(
    /// Words and frame.
    frame: Frame,
    /// What blocks it, most serious first.
    blockers: Vec<Blocker>,
) -> impl IntoView {
    (!blockers.is_empty()).then(|| {
        let items = blockers
            .into_iter()
            .map(|blocker| {
                let (grave, words, cure) = match blocker {
                    Blocker::NoMaker => (true, frame.get("blocker-no-maker"), None),
                    Blocker::NoChecker => (true, frame.get("blocker-no-checker"), None),
                    Blocker::MailRefused(count) => (
                        true,
                        frame.with("blocker-mail-refused", &[("count", count.into())]),
                        Some((
                            href(USERS, &[("show", Show::MailRefused.name())]),
                            frame.get("blocker-mail-refused-do"),
                        )),
                    ),
                    Blocker::WaitsForYou(count) => (
                        true,
                        frame.with("blocker-waits-you", &[("count", count.into())]),
                        Some(("/portal/approvals".to_owned(), frame.get("blocker-waits-you-do"))),
                    ),
                    Blocker::WaitsForFirm(count) => (
                        false,
                        frame.with("blocker-waits-firm", &[("count", count.into())]),
                        Some(("/portal/approvals".to_owned(), frame.get("blocker-waits-do"))),
                    ),
                    Blocker::WaitsForStaff(count) => (
                        false,
                        frame.with("blocker-waits-staff", &[("count", count.into())]),
                        Some(("/portal/approvals".to_owned(), frame.get("blocker-waits-do"))),
                    ),
                    Blocker::Guides(count) => (
                        false,
                        frame.with("blocker-guides", &[("count", count.into())]),
                        Some(("/guide".to_owned(), frame.get("blocker-guides-do"))),
                    ),
                };
                let cure = match cure {
                    Some((url, words)) => view! { <a href=url>{words}</a> },
                    None => view! { <Call frame=frame.clone() /> },
                };
                view! {
                    <li class:grave=grave>
                        <span>{words}</span>
                        " "
                        {cure}
                    </li>
                }
            })
            .collect_view();
        view! {
            <section class="blockers" aria-labelledby="blockers">
                <h2 id="blockers">{frame.get("blockers-title")}</h2>
                <ul>{items}</ul>
            </section>
        }
    })
}

/// What the list is asked for, as the URL says it.
fn asked(listing: &Listing, with: &[(&str, &str)]) -> String {
    let own = [
        ("q", listing.q.as_str()),
        ("show", if listing.show == Show::All { "" } else { listing.show.name() }),
        ("sort", if listing.sort == Sort::User { "" } else { listing.sort.name() }),
        ("order", if listing.descending { "down" } else { "" }),
    ];
    let query: Vec<_> = own
        .into_iter()
        .filter(|(name, _)| with.iter().all(|(other, _)| other != name))
        .chain(with.iter().copied())
        .collect();
    href(USERS, &query)
}

/// Search and filter, and what is set.
#[component]
fn Search(
    /// Words and frame.
    frame: Frame,
    /// What is shown.
    listing: Listing,
    /// The reader's rights.
    rights: Rights,
) -> impl IntoView {
    let options = |from: usize, to: usize| {
        Show::ALL[from..to]
            .iter()
            .map(|show| {
                (if *show == Show::All { String::new() } else { show.name().to_owned() }, show_words(&frame, *show))
            })
            .collect::<Vec<_>>()
    };
    let groups = vec![
        (String::new(), options(0, 6)),
        (frame.get("show-by-state"), options(6, 13)),
        (frame.get("show-apart"), options(13, Show::ALL.len())),
    ];
    let chosen = if listing.show == Show::All { "" } else { listing.show.name() };
    let mut chips = Vec::new();
    if !listing.q.is_empty() {
        chips.push((frame.with("users-chip-q", &[("q", (&listing.q).into())]), asked(&listing, &[("q", "")])));
    }
    if listing.show != Show::All {
        chips.push((show_words(&frame, listing.show), asked(&listing, &[("show", "")])));
    }
    let sort =
        (listing.sort != Sort::User).then(|| view! { <input type="hidden" name="sort" value=listing.sort.name() /> });
    let order = listing.descending.then(|| view! { <input type="hidden" name="order" value="down" /> });
    view! {
        <div class="above">
            <h2>{frame.get("users-list-title")}</h2>
            {rights.maker.then(|| view! { <a class="button small" href="/portal/upload">{frame.get("users-register-many")}</a> })}
        </div>
        <form class="filters" method="get" action=USERS role="search">
            <TextField name="q" kind="search" label=frame.get("users-search") value=listing.q.clone() />
            <Choice name="show" label=frame.get("users-show") groups chosen />
            {sort}
            {order}
            <button class="button second" type="submit">{frame.get("listing-apply")}</button>
        </form>
        <Chips frame=frame.clone() chips />
    }
}

/// The users found, and what can be done with them.
#[component]
fn List(
    /// Words and frame.
    frame: Frame,
    /// What is shown.
    listing: Listing,
    /// The users.
    rows: Vec<UserRow>,
    /// The reader's rights.
    rights: Rights,
    /// What is wrong.
    problems: Vec<Problem>,
) -> impl IntoView {
    if rows.is_empty() {
        return none_found(&frame, "users-no-match", Some(USERS.to_owned()));
    }
    let first = tick_id(&rows[0]);
    let nobody = crate::components::words_at(&problems, &first);
    let error = nobody.clone().map(|words| view! { <p class="error" id=format!("{first}-error")>{words}</p> });
    let lines = rows
        .into_iter()
        .enumerate()
        .map(|(place, row)| {
            let wrong = place == 0 && nobody.is_some();
            view! { <Row frame=frame.clone() row wrong /> }
        })
        .collect_view();
    let caption = frame.with("users-found", &[("count", listing.found.into())]);
    let heads = [
        (Some(Sort::User), "user"),
        (Some(Sort::Name), "name"),
        (None, "users-address"),
        (Some(Sort::State), "column-state"),
        (Some(Sort::LastLogin), "users-last-login"),
    ]
    .map(|(sort, key)| view! { <Head frame=frame.clone() listing=listing.clone() sort words=frame.get(key) /> })
    .into_iter()
    .collect_view();
    let page = |page: u64| asked(&listing, &[("page", &page.to_string())]);
    let urls = (page(listing.page.saturating_sub(1)), page(listing.page + 1));
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
                <tbody>{lines}</tbody>
            </table>
            <Bulk frame=frame.clone() rights problems />
        </form>
        <Paging frame=frame.clone() page=(listing.page, listing.pages) urls />
    }
}

/// The heading of a column, by which the list may be sorted.
#[component]
fn Head(
    /// Words and frame.
    frame: Frame,
    /// What is shown.
    listing: Listing,
    /// What sorts by it.
    sort: Option<Sort>,
    /// Its words.
    words: String,
) -> impl IntoView {
    let Some(sort) = sort else {
        return view! { <th scope="col">{words}</th> };
    };
    let now = sort == listing.sort;
    let name = if sort == Sort::User { "" } else { sort.name() };
    let order = if now && !listing.descending { "down" } else { "" };
    let url = asked(&listing, &[("sort", name), ("order", order)]);
    let sorted = now.then_some(if listing.descending { "descending" } else { "ascending" });
    view! {
        <th scope="col" aria-sort=sorted>
            <a href=url>
                {words}
                <svg viewBox="0 0 10 14" width="10" height="14" aria-hidden="true" focusable="false">
                    <path class="up" d="M5 1 9 6H1z" />
                    <path class="down" d="M5 13 1 8h8z" />
                </svg>
                <span class="unseen">{frame.get(if order.is_empty() { "sort-up" } else { "sort-down" })}</span>
            </a>
        </th>
    }
}

/// One user.
#[component]
fn Row(
    /// Words and frame.
    frame: Frame,
    /// The user.
    row: UserRow,
    /// Whether the first box is what a problem is about.
    wrong: bool,
) -> impl IntoView {
    let id = tick_id(&row);
    let user = row.account.user.as_str().to_owned();
    let label = frame.with("users-choose", &[("user", (&user).into())]);
    let roles = roles_word(&frame, row.roles);
    let login = match row.last_login {
        Some(at) => {
            view! { <time datetime=at.to_string() title=frame.when(at)>{time::date(at, frame.language())}</time> }
        }
        None => view! { <span class="muted">{frame.get("never")}</span> },
    };
    let address = match row.address.as_str() {
        "" => view! { <span class="muted">{frame.get("changed-nothing")}</span> },
        address => view! { <span class="mailbox">{address.to_owned()}</span> },
    };
    view! {
        <tr class:off=row.status != Status::Active>
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
            <th scope="row"><a href=user_path(&row.account)>{user}</a></th>
            <td data-label=frame.get("name")>
                {row.name.clone()}
                {(!roles.is_empty()).then(|| view! { <span class="muted second-line">{roles}</span> })}
            </td>
            <td data-label=frame.get("users-address")>{address}</td>
            <td data-label=frame.get("column-state")><Marks frame=frame.clone() user=row.clone() /></td>
            <td data-label=frame.get("users-last-login")>{login}</td>
        </tr>
    }
}

/// What can be done with the users that are ticked.
#[component]
fn Bulk(
    /// Words and frame.
    frame: Frame,
    /// The reader's rights.
    rights: Rights,
    /// What is wrong.
    problems: Vec<Problem>,
) -> impl IntoView {
    let acts = |proposes: bool| {
        UserAct::ALL
            .into_iter()
            .filter(|act| act.proposes() == proposes)
            .map(|act| (act.name().to_owned(), act_word(&frame, act)))
            .collect::<Vec<_>>()
    };
    let mut groups = vec![
        (String::new(), vec![(String::new(), frame.get("users-act-none"))]),
        (frame.get("users-acts-at-once"), acts(false)),
    ];
    if rights.maker {
        groups.push((frame.get("users-acts-proposed"), acts(true)));
    }
    view! {
        <div class="bulk">
            <Choice name="action" label=frame.get("users-act") groups problems />
            <button class="button second" type="submit">{frame.get("continue")}</button>
        </div>
    }
}
