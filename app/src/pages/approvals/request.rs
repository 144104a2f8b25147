use domain::{
    account::AccountId,
    approval::{ChangeKind, ItemState},
};

use super::{
    diff,
    parts::{bar, figure, gap, no_default, pages, reason_field},
    words::{at, counted, decided, kind, not_yours, problem, sentences, state, why},
};
use crate::{
    components::{Frame, Notice, Problem, Time, fact, href, words_at},
    markup::*,
    pages::contingency::PassSection,
    ports::approval::{CodesFile, Desk, HandOver, Item, Look, MailProgress, Request},
    render::Sheet,
};

/// `/portal/approvals/{id}` and `/monitor/approvals/{id}`.
pub(crate) fn request(frame: &Frame, model: Request) -> Sheet {
    if let HandOver::Here(codes) = model.hand_over {
        return hand_over_codes(frame, &model.desk, &model.request.id, codes);
    }
    let title = kind(frame, model.request.kind, model.request.rows);
    let problems: Vec<_> = model.problem.map(|found| problem(frame, &model.desk, found, "rows")).into_iter().collect();
    let notice = model.notice.filter(|_| problems.is_empty()).and_then(|notice| decided(frame, notice));
    let just_proposed = (model.just_proposed && problems.is_empty()).then(|| {
        let left_out = (model.left_out > 0).then(|| counted(frame, "approval-left-out", model.left_out));
        let all: Vec<_> = std::iter::once(frame.get("approval-just-proposed")).chain(left_out).collect();
        view! { <Notice words=sentences(frame, &all) /> }
    });
    let mails = model.mails.filter(|mails| mails.all > 0);
    let mails = mails.map(|mails| view! { <Mails frame=frame.clone() desk=model.desk.clone() mails /> });
    let body = view! {
        <p class="step"><a href=model.desk.path()>{frame.get("approval-back")}</a></p>
        <h1>{title.clone()}</h1>
        {notice.map(|words| view! { <Notice words /> })}
        {just_proposed}
        <p class="lead">{takeaway(frame, &model)}</p>
        <Facts frame=frame.clone() model=model.clone() />
        {look(frame, &model.look)}
        {mails}
        <HandOverSection frame=frame.clone() model=model.clone() />
        <BindingCodes frame=frame.clone() codes=model.codes />
        <PassSection frame=frame.clone() passes=model.passes.clone() problems=problems.clone() />
        <h2 id="rows-title">{frame.get("approval-rows")}</h2>
        <Rows frame=frame.clone() model problems=problems.clone() />
    };
    Sheet { title, problems, islands: false, banner: true, body }
}

/// What approving would do, in a sentence or three.
fn takeaway(frame: &Frame, model: &Request) -> String {
    let waiting = model.request.waiting;
    if waiting == 0 {
        return frame.get("approval-nothing-waits");
    }
    let counts: Vec<(&str, u64)> = match (model.request.kind, model.totals) {
        (ChangeKind::Address, Some(totals)) => {
            vec![("approval-would-register", totals.registers), ("approval-would-change", totals.changes)]
        }
        (ChangeKind::Address, None) => vec![("approval-would-set", waiting)],
        (ChangeKind::RemoveAddress, _) => vec![("approval-would-remove", waiting)],
        (ChangeKind::Reset, _) => vec![("approval-would-reset", waiting)],
        (ChangeKind::Roles, _) => vec![("approval-would-roles", waiting)],
        (ChangeKind::Enable, _) => vec![("approval-would-enable", waiting)],
        (ChangeKind::Disable, _) => vec![("approval-would-disable", waiting)],
        (ChangeKind::Sole, _) => vec![("approval-would-sole", waiting)],
        (ChangeKind::Domains, _) => vec![("approval-would-domains", waiting)],
        (ChangeKind::BindCard, _) => vec![("approval-would-bind-card", waiting)],
        (ChangeKind::RetireCards, _) => vec![("approval-would-retire-cards", waiting)],
        (ChangeKind::RestoreCards, _) => vec![("approval-would-restore-cards", waiting)],
        (ChangeKind::Schedule, _) => vec![("approval-would-schedule", waiting)],
        (ChangeKind::Arm, _) => vec![("approval-would-arm", waiting)],
        (ChangeKind::Exception, _) => vec![("approval-would-exception", waiting)],
        (ChangeKind::Campaign, _) => vec![("approval-would-campaign", waiting)],
        (ChangeKind::OneTimePass, _) => vec![("approval-would-one-time-pass", waiting)],
        (ChangeKind::CallBack, _) => vec![("approval-would-call-back", waiting)],
        (ChangeKind::Package, _) => vec![("approval-would-package", waiting)],
        (ChangeKind::Readiness, _) => vec![("approval-would-readiness", waiting)],
    };
    let totals = model.totals.unwrap_or_default();
    let marks = [("approval-look-new-domain", totals.new_domain), ("approval-look-shared", totals.shared)];
    let sessions = [("approval-would-end", model.sessions)];
    let all: Vec<_> = counts
        .into_iter()
        .chain(marks)
        .chain(sessions)
        .filter(|(_, count)| *count > 0)
        .map(|(key, count)| counted(frame, key, count))
        .collect();
    sentences(frame, &all)
}

/// What else is to be looked at before deciding.
fn look(frame: &Frame, look: &Look) -> Option<AnyView> {
    let (words, url, link) = match look {
        Look::Nothing => return None,
        Look::Blocked { event, now } => {
            let figures = [("users", now.users.into()), ("firms", now.firms.into())];
            let url = href("/monitor/blocked", &[("event", event)]);
            (frame.with("approval-blocked-now", &figures), url, "schedule-blocked-whom")
        }
        Look::Campaign(id) => (String::new(), format!("/monitor/campaigns/{id}"), "approval-campaign-look"),
    };
    Some(view! { <p class="inset">{words} {gap(frame)} <a href=url>{frame.get(link)}</a></p> })
}

/// Who asks for it, when, why, until when.
#[component]
fn Facts(
    /// Words and frame.
    frame: Frame,
    /// The page.
    model: Request,
) -> impl IntoView {
    let Request { desk, request, reason, .. } = model;
    let at = view! { <Time frame=frame.clone() at=request.at /> };
    let until = (request.waiting > 0).then(|| {
        let time = view! { <Time frame=frame.clone() at=request.expires_at /> };
        fact(frame.get("approval-column-expires"), time)
    });
    let firm = matches!(desk, Desk::Monitor { .. }) && !request.participant.is_empty();
    let reason = if reason.is_empty() {
        view! { <span class="muted">{frame.get("approval-no-reason")}</span> }
    } else {
        reason.into_any()
    };
    view! {
        <dl class="facts card pairs">
            {firm.then(|| fact(frame.get("participant"), request.participant))}
            {(!request.about.is_empty()).then(|| fact(frame.get("approval-column-about"), request.about))}
            {fact(frame.get("approval-column-maker"), request.maker)}
            {fact(frame.get("approval-column-at"), at)}
            {until}
            <div class="whole">
                <dt>{frame.get("approval-reason")}</dt>
                <dd>{reason}</dd>
            </div>
        </dl>
    }
}

/// How far the mails have come.
#[component]
fn Mails(
    /// Words and frame.
    frame: Frame,
    /// Whose page.
    desk: Desk,
    /// The mails.
    mails: MailProgress,
) -> impl IntoView {
    let all = [("sent", mails.sent.into()), ("all", mails.all.into())];
    let rest: Vec<_> = [
        (mails.waiting, "approval-mails-waiting"),
        (mails.later, "approval-mails-later"),
        (mails.refused, "approval-mails-refused"),
    ]
    .into_iter()
    .filter(|(count, _)| *count > 0)
    .map(|(count, key)| counted(&frame, key, count))
    .collect();
    let rest = sentences(&frame, &rest);
    let whom = (mails.refused > 0 && matches!(desk, Desk::Portal { .. })).then(|| {
        view! { {gap(&frame)} <a href="/portal/users?show=mail-refused">{frame.get("approval-mails-whom")}</a> }
    });
    let reload = (mails.waiting > 0)
        .then(|| view! { {gap(&frame)} <a href=frame.chrome.here.clone()>{frame.get("approval-mails-reload")}</a> });
    view! {
        <section class="card mails" aria-labelledby="mails-title">
            <h2 id="mails-title">{frame.get("approval-mails")}</h2>
            {bar(mails.sent, mails.all)}
            <p><strong>{frame.with("approval-mails-sent", &all)}</strong>{gap(&frame)}{rest}{whom}</p>
            <p class="muted">{frame.with("as-of", &[("time", frame.when(frame.chrome.now).into())])}{reload}</p>
        </section>
    }
}

/// The way to the hand-over codes, or where they have gone.
#[component]
fn HandOverSection(
    /// Words and frame.
    frame: Frame,
    /// The page.
    model: Request,
) -> impl IntoView {
    let rest = match model.hand_over {
        HandOver::None | HandOver::Here(_) => return None,
        HandOver::Shown(shown) => view! {
            <p>{at(&frame, "approval-codes-shown", shown)}</p>
        },
        HandOver::ToShow(count) => view! {
            <p>{counted(&frame, "approval-codes-need", count)}</p>
            <p>{frame.get("approval-codes-once")}</p>
            <form method="post" action=frame.chrome.here.clone()>
                <input type="hidden" name="seen" value=model.seen />
                <button class="button" type="submit" name="action" value="hand-over">{counted(&frame, "approval-codes-show", count)}</button>
            </form>
        },
    };
    Some(view! {
        <section class="card codes" aria-labelledby="codes-title">
            <h2 id="codes-title">{frame.get("approval-codes")}</h2>
            {rest}
        </section>
    })
}

/// The way to the file of binding codes, or when it was taken.
#[component]
fn BindingCodes(
    /// Words and frame.
    frame: Frame,
    /// The file.
    codes: CodesFile,
) -> impl IntoView {
    let rest = match codes {
        CodesFile::None => return None,
        CodesFile::Taken(taken) => view! { <p>{at(&frame, "binding-codes-taken", taken)}</p> },
        CodesFile::ToTake(count) => view! {
            <p>{counted(&frame, "binding-codes-lead", count)}</p>
            <p>{frame.get("binding-codes-once")}</p>
            <form method="post" action=frame.chrome.here.clone()>
                <button class="button" type="submit" name="action" value="take-codes">{frame.get("binding-codes-take")}</button>
            </form>
        },
    };
    Some(view! {
        <section class="card codes" aria-labelledby="binding-codes-title">
            <h2 id="binding-codes-title">{frame.get("binding-codes")}</h2>
            {rest}
        </section>
    })
}

/// Hand-over codes, this once, to be printed.
fn hand_over_codes(frame: &Frame, desk: &Desk, id: &str, codes: Vec<(AccountId, String, String)>) -> Sheet {
    let title = frame.get("approval-codes");
    let count = codes.len() as u64;
    let head = |key: &str| view! { <th scope="col">{frame.get(key)}</th> };
    let rows = codes
        .into_iter()
        .map(|(account, name, code)| {
            view! {
                <tr>
                    <th scope="row">{account.to_string()}</th>
                    <td data-label=frame.get("name")>{name}</td>
                    <td data-label=frame.get("approval-column-code")><span class="hand">{code}</span></td>
                </tr>
            }
        })
        .collect_view();
    let body = view! {
        <h1>{title.clone()}</h1>
        <p class="lead">{counted(frame, "approval-codes-here", count)}</p>
        <p class="inset warning">{frame.get("approval-codes-keep")}</p>
        <ol class="how">
            <li>{frame.get("approval-codes-how-hand")}</li>
            <li>{frame.get("approval-codes-how-user")}</li>
            <li>{frame.get("approval-codes-how-destroy")}</li>
        </ol>
        <table class="ledger codes-table" aria-label=title.clone()>
            <thead>
                <tr>{head("user")}{head("name")}{head("approval-column-code")}</tr>
            </thead>
            <tbody>{rows}</tbody>
        </table>
        <ul class="ways-on">
            <li><a href=format!("{}/{id}", desk.path())>{frame.get("approval-codes-back")}</a></li>
        </ul>
    };
    Sheet { title, problems: vec![], islands: false, banner: false, body }
}

/// The rows, and the form that decides on them.
#[component]
fn Rows(
    /// Words and frame.
    frame: Frame,
    /// The page.
    model: Request,
    /// What is wrong.
    problems: Vec<Problem>,
) -> impl IntoView {
    let base = format!("{}/{}", model.desk.path(), model.request.id);
    let filters = filters(&frame, &model, &base);
    let shown = model.show;
    let turn = pages(&frame, model.page, |page| match shown {
        Some(show) => format!("{base}?show={}&page={page}", show.name()),
        None => format!("{base}?page={page}"),
    });
    let (waiting, yours) = (model.request.waiting, model.request.yours);
    let withdrawing = model.request.mine && waiting > 0;
    let deciding = yours > 0;
    // A single row needs no choosing.
    let single = waiting <= 1;
    let choosing = !single && (withdrawing || deciding);
    let whose = (waiting > 0).then(|| whose(&frame, &model)).flatten();
    let error = words_at(&problems, "rows");
    let table = if model.items.is_empty() {
        let all = view! { {gap(&frame)} <a href=base.clone()>{frame.get("approval-show-all")}</a> };
        view! { <p class="empty" id="rows">{frame.get("approval-no-match")}{all}</p> }
    } else {
        let rows = model
            .items
            .iter()
            .map(|item| {
                let choose =
                    choosing.then(|| item.state == ItemState::Waiting && (withdrawing || item.not_yours.is_none()));
                row(&frame, &model.desk, model.request.mine, item, choose)
            })
            .collect_view();
        let head = |key: &str| view! { <th scope="col">{frame.get(key)}</th> };
        view! {
            <table class="ledger changes" id="rows" tabindex=error.is_some().then_some("-1") aria-labelledby="rows-title">
                <thead>
                    <tr>
                        {choosing.then(|| view! { <th scope="col"><span class="unseen">{frame.get("approval-column-choose")}</span></th> })}
                        {head("approval-column-user")}
                        {head("approval-column-field")}
                        {head("approval-column-now")}
                        {head("approval-column-would")}
                        {head("approval-column-state")}
                    </tr>
                </thead>
                {rows}
            </table>
        }
    };
    let decision = deciding.then(|| {
        let hint = frame.get("approval-reason-hint");
        let buttons = if single {
            view! {
                <button class="button" type="submit" name="action" value="approve-all">{frame.get("approval-approve")}</button>
                <button class="button second" type="submit" name="action" value="reject-all">{frame.get("approval-reject")}</button>
            }
        } else {
            view! {
                <button class="button" type="submit" name="action" value="approve">{frame.get("approval-approve-chosen")}</button>
                <button class="button second" type="submit" name="action" value="reject">{frame.get("approval-reject-chosen")}</button>
                <span class="all">
                    <button class="button second" type="submit" name="action" value="approve-all">{counted(&frame, "approval-approve-all", yours)}</button>
                    <button class="button second" type="submit" name="action" value="reject-all">{counted(&frame, "approval-reject-all", yours)}</button>
                </span>
            }
        };
        view! {
            <div class="card decide">
                <h3>{frame.get("approval-decide")}</h3>
                {(!single).then(|| view! { <p class="muted">{frame.get("approval-decide-means")}</p> })}
                {reason_field(frame.get("approval-reason-yours"), hint, &model.typed_reason, &problems)}
                <div class="buttons">{buttons}</div>
            </div>
        }
    });
    let withdrawal = withdrawing.then(|| {
        let chosen = (!single).then(|| {
            view! { <button class="button second" type="submit" name="action" value="withdraw">{frame.get("approval-withdraw-chosen")}</button> }
        });
        let all = if single { frame.get("approval-withdraw") } else { counted(&frame, "approval-withdraw-all", waiting) };
        view! {
            <div class="card decide">
                <h3>{frame.get("approval-take-back")}</h3>
                <p class="muted">{frame.get("approval-take-back-means")}</p>
                <div class="buttons">
                    {chosen}
                    <button class="button second" type="submit" name="action" value="withdraw-all">{all}</button>
                </div>
            </div>
        }
    });
    let table = view! {
        {whose.map(|words| view! { <p>{words}</p> })}
        {filters}
        {error.map(|error| view! { <p class="error" id="rows-error">{error}</p> })}
        {table}
        {turn}
    };
    if deciding || withdrawing {
        view! {
            <form class="deciding" method="post" action=frame.chrome.here.clone() novalidate=true>
                {no_default()}
                <input type="hidden" name="seen" value=model.seen />
                {table}
                {decision}
                {withdrawal}
            </form>
        }
    } else {
        view! { <div class="deciding">{table}</div> }
    }
}

/// How much of what waits is the reader's to decide, or why nothing is.
fn whose(frame: &Frame, model: &Request) -> Option<String> {
    let (waiting, yours) = (model.request.waiting, model.request.yours);
    if let Some(why) = model.not_yours {
        return Some(not_yours(frame, &model.desk, why));
    }
    let values = [("yours", yours.into()), ("waiting", waiting.into())];
    (yours < waiting).then(|| frame.with("approval-yours-of", &values))
}

/// Links that show the rows of one state.
fn filters(frame: &Frame, model: &Request, base: &str) -> Option<AnyView> {
    if model.counts.len() < 2 && model.show.is_none() {
        return None;
    }
    let link = |words: String, count: u64, show: Option<ItemState>| {
        let href = show.map_or_else(|| base.to_owned(), |show| format!("{base}?show={}", show.name()));
        let current = (model.show == show).then_some("true");
        view! { <li><a href=href aria-current=current>{words} " " {figure(count)}</a></li> }
    };
    let states = model.counts.iter().map(|(of, count)| link(state(frame, *of), *count, Some(*of))).collect_view();
    Some(view! {
        <nav aria-label=frame.get("approval-filters")>
            <ul class="states">
                {link(frame.get("approval-all"), model.request.rows, None)}
                {states}
            </ul>
        </nav>
    })
}

/// One row: as many lines as it changes fields. `choose` says whether the table has checkboxes, and this row one.
fn row(frame: &Frame, desk: &Desk, mine: bool, item: &Item, choose: Option<bool>) -> AnyView {
    let lines = item.diffs.len().max(1).to_string();
    let id = format!("row-{}", item.number);
    let who = match &item.account {
        Some(account) => view! {
            <strong>{item.name.clone()}</strong>
            " "
            <span class="id">{account.to_string()}</span>
        },
        None => view! { <strong>{frame.get("approval-whole-firm")}</strong> },
    };
    let pick = choose.map(|choose| {
        let input = choose.then(|| {
            view! { <input type="checkbox" id=id.clone() name="row" value=item.number.to_string() /> }
        });
        view! { <td class="pick" rowspan=lines.clone()>{input}</td> }
    });
    let who = if choose == Some(true) {
        view! { <label for=id>{who}</label> }
    } else {
        who
    };
    let mut rest = item.diffs.iter().map(|one| {
        view! {
            <td data-label=frame.get("approval-column-field")>{diff::field(frame, one.field)}</td>
            <td data-label=frame.get("approval-column-now")>{diff::now(frame, one)}</td>
            <td data-label=frame.get("approval-column-would")>{diff::proposed(frame, one)}</td>
        }
    });
    let first = rest.next();
    let rest = rest.map(|cells| view! { <tr>{cells}</tr> }).collect_view();
    view! {
        <tbody>
            <tr>
                {pick}
                <th scope="rowgroup" rowspan=lines.clone()>{who}</th>
                {first.unwrap_or_else(|| view! { <td></td><td></td><td></td> })}
                <td rowspan=lines data-label=frame.get("approval-column-state")>{standing(frame, desk, mine, item)}</td>
            </tr>
            {rest}
        </tbody>
    }
}

/// Where a row stands, who saw to it, and what follows.
fn standing(frame: &Frame, desk: &Desk, mine: bool, item: &Item) -> AnyView {
    let line = |words: String| view! { <p class="muted">{words}</p> };
    let waits = item.state == ItemState::Waiting;
    let look = match item.state {
        ItemState::Done => "ok",
        ItemState::Stale | ItemState::Expired => "look",
        _ => "",
    };
    // What holds for all that waits stands above the table.
    let said_above = mine && item.not_yours == Some(domain::approval::NotYours::OwnRequest);
    let theirs = item.not_yours.filter(|_| waits && !said_above).map(|why| line(not_yours(frame, desk, why)));
    let ends = (waits && item.sessions > 0).then(|| line(counted(frame, "approval-row-ends", item.sessions)));
    let by = item.decided.as_ref().map(|(who, when)| {
        view! {
            {line(who.clone())}
            <p class="muted"><Time frame=frame.clone() at=*when /></p>
        }
    });
    let again = matches!(item.state, ItemState::Stale | ItemState::Expired)
        .then(|| frame.get(if mine { "approval-again-yours" } else { "approval-again" }));
    let why: Vec<_> = why(frame, &item.why).into_iter().chain(again).collect();
    let why = (!why.is_empty()).then(|| view! { <p>{sentences(frame, &why)}</p> });
    view! {
        <strong class=look>{state(frame, item.state)}</strong>
        {ends}
        {theirs}
        {by}
        {why}
    }
}
