use super::{
    DOMAINS, MAIL, SUPPRESSED, files, nothing, user_link,
    words::{fate_look, fate_words, kind_words, span_words, standing_words},
};
use crate::{
    components::{Chips, Choice, Frame, Problem, TextField, Time, fact, href, none_found, turn},
    markup::*,
    ports::mail_desk::{Asked, Fate, MailDesk, MailHealth, MailLine, Standing},
    render::Sheet,
    words::grouped,
};

/// `/monitor/mail`.
pub(crate) fn outbox(frame: &Frame, model: MailDesk) -> Sheet {
    let title = frame.get("maildesk-title");
    let problems: Vec<_> = model
        .wrong
        .map(|field| {
            let key = if field == "firm" { "maildesk-wrong-firm" } else { "maildesk-wrong-account" };
            Problem::at(field, frame.get(key))
        })
        .into_iter()
        .collect();
    let filtered = model.asked != Asked::default();
    let list = if model.lines.is_empty() {
        let key = match (model.wrong, filtered) {
            (Some(_), _) => "maildesk-nothing-asked",
            (None, true) => "maildesk-no-match",
            (None, false) => "maildesk-empty",
        };
        none_found(frame, key, filtered.then(|| MAIL.to_owned()))
    } else {
        view! { <List frame=frame.clone() model=model.clone() /> }
    };
    let body = view! {
        <h1>{title.clone()}</h1>
        <p class="muted as-of">{frame.with("as-of", &[("time", frame.when(model.as_of).into())])}</p>
        <Health frame=frame.clone() model=model.clone() />
        <h2>{frame.get("maildesk-outbox")}</h2>
        <Totals frame=frame.clone() model=model.clone() />
        <Filters frame=frame.clone() model problems=problems.clone() />
        {list}
    };
    Sheet { title, problems, islands: false, banner: false, body }
}

/// The page asked for, one filter set otherwise and from its newest mail on.
fn asked(asked: &Asked, path: &str, with: (&str, &str)) -> String {
    let hours = asked.hours.map(|hours| hours.to_string()).unwrap_or_default();
    let own = [
        ("state", asked.state.map_or("", Standing::name)),
        ("kind", &asked.kind),
        ("firm", &asked.firm),
        ("domain", &asked.domain),
        ("account", &asked.account),
        ("hours", &hours),
    ];
    let mut query: Vec<(&str, &str)> = own.into_iter().filter(|(name, _)| *name != with.0).collect();
    query.push(with);
    href(path, &query)
}

/// How mail fares at a glance.
#[component]
fn Health(
    /// Words and frame.
    frame: Frame,
    /// The page.
    model: MailDesk,
) -> impl IntoView {
    let MailHealth { p50, p95, measured, refused, refused_elsewhere, waiting, waiting_more, oldest } = model.health;
    let takeaway = match p50.zip(p95) {
        Some((half, most)) => frame.with(
            "maildesk-takeaway",
            &[
                ("half", span_words(&frame, half).into()),
                ("most", span_words(&frame, most).into()),
                ("count", measured.into()),
            ],
        ),
        None => frame.get("maildesk-takeaway-none"),
    };
    let many = |count: u64, more: bool| {
        if more { frame.with("maildesk-at-least", &[("count", count.into())]) } else { grouped(count) }
    };
    let oldest = oldest.map(|at| {
        let age = span_words(&frame, model.as_of.since(at));
        let since = frame.with("maildesk-oldest-since", &[("age", age.into()), ("time", frame.when(at).into())]);
        fact(frame.get("maildesk-oldest"), view! { <time datetime=at.to_string()>{since}</time> })
    });
    let queue = href(MAIL, &[("state", Standing::Queued.name())]);
    let (spared, more) = model.suppressed;
    let spared = view! { <a href=SUPPRESSED>{many(spared, more)}</a> };
    let (domains, users) = model.never;
    let never = frame.with("maildesk-never-count", &[("domains", domains.into()), ("users", users.into())]);
    let reports = match model.reports {
        Some((failed, late, unknown)) => {
            let counts = [("failed", failed.into()), ("late", late.into()), ("unknown", unknown.into())];
            frame.with("maildesk-reports-count", &counts)
        }
        None => frame.get("maildesk-reports-off"),
    };
    let refused = if refused.is_empty() {
        view! { <p>{frame.get("maildesk-none-refused")}</p> }
    } else {
        let rows = refused
            .into_iter()
            .map(|(domain, count)| {
                let url = href(MAIL, &[("state", Fate::Refused.name()), ("domain", &domain), ("hours", "168")]);
                let shown = if domain.is_empty() { frame.get("maildesk-domain-unknown") } else { domain };
                let link = view! { <a href=url>{grouped(count)}</a> };
                view! { <tr><th scope="row">{shown}</th><td class="number">{link}</td></tr> }
            })
            .collect_view();
        let elsewhere = (refused_elsewhere > 0).then(|| {
            view! { <p class="muted">{frame.with("maildesk-refused-elsewhere", &[("count", refused_elsewhere.into())])}</p> }
        });
        view! {
            <table>
                <caption>{frame.get("maildesk-refused-by-domain")}</caption>
                <thead>
                    <tr>
                        <th scope="col">{frame.get("maildesk-domain")}</th>
                        <th scope="col" class="number">{frame.get("maildesk-mails")}</th>
                    </tr>
                </thead>
                <tbody>{rows}</tbody>
            </table>
            {elsewhere}
        }
    };
    view! {
        <p class="lead">{takeaway}</p>
        <dl class="facts card">
            {fact(frame.get("maildesk-queue"), view! { <a href=queue>{many(waiting, waiting_more)}</a> })}
            {oldest}
            {fact(frame.get("maildesk-refusing"), spared)}
            {fact(frame.get("maildesk-never"), view! { <a href=DOMAINS>{never}</a> })}
            {fact(frame.get("maildesk-reports"), reports)}
        </dl>
        {refused}
    }
}

/// How the newest mails stand; each figure a link to them.
#[component]
fn Totals(
    /// Words and frame.
    frame: Frame,
    /// The page.
    model: MailDesk,
) -> impl IntoView {
    let all: u64 = model.totals.iter().map(|(_, mails)| mails).sum();
    let link = |words: String, mails: u64, state: Option<Standing>| {
        let url = asked(&model.asked, MAIL, ("state", state.map_or("", Standing::name)));
        let current = (model.asked.state == state).then_some("true");
        view! { <li><a href=url aria-current=current>{words} " " <span class="count">{grouped(mails)}</span></a></li> }
    };
    let states = model
        .totals
        .iter()
        .filter(|(fate, mails)| *mails > 0 || model.asked.state == Some(Standing::Each(*fate)))
        .map(|(fate, mails)| link(fate_words(&frame, *fate), *mails, Some(Standing::Each(*fate))))
        .collect_view();
    let capped = (all >= model.counted).then(|| {
        view! { <p class="muted">{frame.with("maildesk-counted", &[("count", model.counted.into())])}</p> }
    });
    (all > 0).then(|| {
        view! {
            <nav aria-label=frame.get("maildesk-states")>
                <ul class="states">
                    {link(frame.get("maildesk-all"), all, None)}
                    {states}
                </ul>
            </nav>
            {capped}
        }
    })
}

/// What is shown of the outbox.
#[component]
fn Filters(
    /// Words and frame.
    frame: Frame,
    /// The page.
    model: MailDesk,
    /// What is wrong.
    problems: Vec<Problem>,
) -> impl IntoView {
    let Asked { state, kind, firm, domain, account, hours } = model.asked.clone();
    let mut kinds = vec![(String::new(), frame.get("maildesk-kind-all"))];
    kinds.extend(model.kinds.iter().map(|kind| ((*kind).to_owned(), kind_words(&frame, kind))));
    let mut states = vec![(String::new(), frame.get("maildesk-all"))];
    states.extend(Standing::all().map(|state| (state.name().to_owned(), standing_words(&frame, state))));
    let mut chips = Vec::new();
    let mut chip = |words: String, name: &str| chips.push((words, asked(&model.asked, MAIL, (name, ""))));
    if let Some(state) = state {
        chip(standing_words(&frame, state), "state");
    }
    if !kind.is_empty() {
        chip(kind_words(&frame, &kind), "kind");
    }
    if !firm.is_empty() {
        chip(frame.with("maildesk-chip-firm", &[("firm", (&firm).into())]), "firm");
    }
    if !domain.is_empty() {
        chip(frame.with("maildesk-chip-domain", &[("domain", (&domain).into())]), "domain");
    }
    if !account.is_empty() {
        chip(frame.with("maildesk-chip-account", &[("account", (&account).into())]), "account");
    }
    let within = hours.map(|hours| {
        chip(frame.with("maildesk-chip-hours", &[("count", hours.into())]), "hours");
        view! { <input type="hidden" name="hours" value=hours.to_string() /> }
    });
    view! {
        <form class="filters" method="get" action=MAIL role="search" novalidate=true>
            <Choice
                name="state"
                label=frame.get("maildesk-state")
                groups=vec![(String::new(), states)]
                chosen=state.map_or("", Standing::name)
            />
            <Choice name="kind" label=frame.get("maildesk-kind") groups=vec![(String::new(), kinds)] chosen=kind />
            <TextField name="firm" label=frame.get("participant") value=firm problems=problems.clone() />
            <TextField name="domain" label=frame.get("maildesk-domain") value=domain problems=problems.clone() />
            <TextField name="account" label=frame.get("maildesk-account") value=account problems />
            {within}
            <button class="button second" type="submit">{frame.get("listing-apply")}</button>
        </form>
        <Chips frame=frame.clone() chips />
    }
}

/// The mails, newest first.
#[component]
fn List(
    /// Words and frame.
    frame: Frame,
    /// The page.
    model: MailDesk,
) -> impl IntoView {
    let csv = asked(&model.asked, "/monitor/mail.csv", ("", ""));
    let json = asked(&model.asked, "/monitor/mail.json", ("", ""));
    let newest = model.begun.then(|| ("maildesk-newest", asked(&model.asked, MAIL, ("before", ""))));
    let older = model.older.as_ref().map(|key| ("maildesk-older", asked(&model.asked, MAIL, ("before", key))));
    let rows = model.lines.into_iter().map(|line| view! { <Row frame=frame.clone() line /> }).collect_view();
    let heads = ["maildesk-written", "maildesk-kind", "maildesk-account", "maildesk-state", "maildesk-answer"]
        .map(|key| view! { <th scope="col">{frame.get(key)}</th> })
        .into_iter()
        .collect_view();
    view! {
        <table class="rows mails">
            <caption>{frame.get("maildesk-caption")}</caption>
            <thead><tr>{heads}</tr></thead>
            <tbody>{rows}</tbody>
        </table>
        {turn(&frame, newest, older)}
        {files(&frame, csv, json)}
    }
}

/// One mail.
#[component]
fn Row(
    /// Words and frame.
    frame: Frame,
    /// The mail.
    line: MailLine,
) -> impl IntoView {
    let whom = match &line.account {
        Some(account) => user_link(account).into_any(),
        None => nothing(),
    };
    let where_to = line.recipient.clone().unwrap_or_else(|| line.domain.clone());
    let state = match line.reported_at {
        Some(_) => frame.get("maildesk-came-back"),
        None => fate_words(&frame, line.fate),
    };
    let took = line.latency.map(|span| {
        let words = frame.with("maildesk-took", &[("span", span_words(&frame, span).into())]);
        view! { <span class="second-line">{words}</span> }
    });
    let next = line.next_try.filter(|_| line.fate == Fate::Deferred).map(|at| {
        let words = frame.with("maildesk-next", &[("time", frame.when(at).into())]);
        view! { <span class="second-line">{words}</span> }
    });
    let answer = match (line.answer.is_empty(), line.relay.is_empty()) {
        (true, _) => nothing(),
        (false, true) => view! { <span>{line.answer.clone()}</span> },
        (false, false) => view! {
            <span>{line.answer.clone()}</span>
            <span class="second-line">{line.relay.clone()}</span>
        },
    };
    let tries = (line.tries > 1).then(|| {
        let words = frame.with("maildesk-tries", &[("count", line.tries.into())]);
        view! { <span class="second-line">{words}</span> }
    });
    view! {
        <tr>
            <td data-label=frame.get("maildesk-written")><Time frame=frame.clone() at=line.created_at /></td>
            <th scope="row">{kind_words(&frame, &line.kind)}</th>
            <td data-label=frame.get("maildesk-account")>
                <div>
                    {whom}
                    <span class="second-line">{where_to}</span>
                </div>
            </td>
            <td data-label=frame.get("maildesk-state")>
                <div>
                    <span class=fate_look(line.fate)>{state}</span>
                    {took}
                    {next}
                    {tries}
                </div>
            </td>
            <td data-label=frame.get("maildesk-answer")><div>{answer}</div></td>
        </tr>
    }
}
