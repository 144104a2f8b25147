use domain::life::Status;

use crate::{
    components::{Frame, Time, fact, href},
    markup::*,
    pages::{
        approvals::kind_word,
        connectivity::{reason, show_words},
        figures::users_path,
        portal::{roles_word, state_word, status_word},
        readiness::exception_words,
        standing::StandingTable,
        trail::{Particulars, Seconds, actor_words, event_words, paging},
    },
    ports::enquiry::{FirmFile, firm_path, user_path},
    render::Sheet,
    words::grouped,
};

/// `/monitor/participants/{code}`.
pub(crate) fn firm(frame: &Frame, model: FirmFile) -> Sheet {
    let title = frame.with("firm-title", &[("name", (&model.name).into()), ("code", (&model.code).into())]);
    let other = (model.other_name != model.name).then(|| view! { <p class="under">{model.other_name.clone()}</p> });
    let no_pair = (!model.pair).then(|| view! { <p class="inset warning">{frame.get("firm-no-pair")}</p> });
    let standing = model.standing.clone();
    let body = view! {
        <p class="back"><a href="/monitor/participants">{frame.get("firm-back")}</a></p>
        <h1>{title.clone()}</h1>
        {other}
        <p class="lead">{takeaway(frame, &model)}</p>
        {no_pair}
        <Acts frame=frame.clone() model=model.clone() />
        <Facts frame=frame.clone() model=model.clone() />
        <Administrators frame=frame.clone() model=model.clone() />
        <h2>{frame.get("firm-users-title")}</h2>
        <StandingTable frame=frame.clone() caption=frame.get("firm-users") standing firm=model.code.clone() />
        <Mail frame=frame.clone() model=model.clone() />
        <Tests frame=frame.clone() model=model.clone() />
        <Waiting frame=frame.clone() model=model.clone() />
        <History frame=frame.clone() model />
    };
    Sheet { title, problems: vec![], islands: false, banner: false, body }
}

/// The firm in one sentence: how many are able, and whom the next closing shuts out.
fn takeaway(frame: &Frame, model: &FirmFile) -> String {
    let able = |least| {
        model.standing.by_state.iter().filter(|(state, _)| *state >= least).map(|(_, users)| users).sum::<u64>()
    };
    let (active, ready) = (able(domain::life::State::Authorised), able(domain::life::State::Ready));
    let said = frame.with("firm-takeaway", &[("ready", ready.into()), ("active", active.into())]);
    match model.blocked {
        None => said,
        Some((blocked, at)) => {
            let values = [("count", blocked.into()), ("time", frame.when(at).into())];
            said + frame.gap() + &frame.with("firm-blocked", &values)
        }
    }
}

/// Where staff go from here.
#[component]
fn Acts(
    /// Words and frame.
    frame: Frame,
    /// The page.
    model: FirmFile,
) -> impl IntoView {
    let whom = [("participant", model.code.as_str())];
    let mut links = vec![("firm-act-people", users_path(&model.code, None))];
    if model.operator {
        links.extend([
            ("firm-act-call-back", format!("{}/call-back", firm_path(&model.code))),
            ("firm-act-exception", href("/monitor/exceptions/new", &[("scope", "firm"), whom[0]])),
            ("firm-act-campaign", href("/monitor/campaigns/new", &whom)),
            ("firm-act-propose", href("/monitor/approvals/new", &whom)),
        ]);
    }
    links.push(("firm-act-contingency", href("/monitor/contingency", &whom)));
    let links = links.into_iter().map(|(key, url)| view! { <li><a href=url>{frame.get(key)}</a></li> }).collect_view();
    view! {
        <nav aria-label=frame.get("enquiry-acts")>
            <ul class="states">{links}</ul>
        </nav>
    }
}

/// What is known of the firm as a whole.
#[component]
fn Facts(
    /// Words and frame.
    frame: Frame,
    /// The page.
    model: FirmFile,
) -> impl IntoView {
    let call_back = model.call_back.as_deref().map(|number| match number {
        "" => view! { <span class="tag bad">{frame.get("firm-no-number")}</span> },
        number => view! { <span class="number">{number.to_owned()}</span> },
    });
    let exceptions = if model.exceptions.is_empty() {
        frame.get("enquiry-none").into_any()
    } else {
        let lines = model.exceptions.iter().map(|(user, exception)| {
            let whose = match user {
                Some(user) => view! { <a href=user_path(user)>{user.user.as_str().to_owned()}</a> },
                None => frame.get("firm-whole").into_any(),
            };
            view! { <li>{whose} " " {exception_words(&frame, *exception)}</li> }
        });
        view! { <ul class="lines">{lines.collect_view()}</ul> }
    };
    let declared = match &model.declared {
        Some(declared) => {
            let values = [
                ("time", frame.when(declared.at).into()),
                ("maker", (&declared.maker).into()),
                ("checker", (&declared.checker).into()),
                ("count", declared.blocked.into()),
            ];
            frame.with("declaration-declared", &values)
        }
        None => frame.get("firm-not-declared"),
    };
    let package = match model.package {
        Some(at) => frame.with("firm-package", &[("time", frame.when(at).into())]),
        None => frame.get("firm-no-package"),
    };
    let guides = (!model.guides.is_empty()).then(|| {
        let lines = model.guides.iter().map(|(document, version, at)| {
            let values = [("document", document.into()), ("version", version.into()), ("time", frame.when(*at).into())];
            view! { <li>{frame.with("firm-guide", &values)}</li> }
        });
        fact(frame.get("guide-link"), view! { <ul class="lines">{lines.collect_view()}</ul> })
    });
    let briefings = (!model.briefings.is_empty()).then(|| {
        let lines = model.briefings.iter().map(|briefing| {
            let values = [("seats", briefing.seats.into()), ("came", briefing.attended.into())];
            view! {
                <li>
                    <a href=format!("/monitor/briefings/{}", briefing.id)>{briefing.title.clone()}</a>
                    " "
                    <Time frame=frame.clone() at=briefing.at />
                    <span class="muted second-line">{frame.with("firm-briefing", &values)}</span>
                </li>
            }
        });
        fact(frame.get("briefings-link"), view! { <ul class="lines">{lines.collect_view()}</ul> })
    });
    let model_word = frame.get(if model.sole { "firm-sole" } else { "firm-pair" });
    view! {
        <dl class="facts card">
            {fact(frame.get("firm-category"), model.category.clone())}
            {fact(frame.get("firm-model"), model_word)}
            {call_back.map(|number| fact(frame.get("firm-call-back"), number))}
            {fact(frame.get("exceptions-title"), exceptions)}
            {fact(frame.get("declaration-title"), declared)}
            {fact(frame.get("package-title"), package)}
            {guides}
            {briefings}
        </dl>
    }
}

/// Who can act for the firm.
#[component]
fn Administrators(
    /// Words and frame.
    frame: Frame,
    /// The page.
    model: FirmFile,
) -> impl IntoView {
    let rows = model
        .administrators
        .into_iter()
        .map(|one| {
            let (word, look) = match (one.status, one.able) {
                (Status::Active, true) => (frame.get("firm-able"), "tag good"),
                (Status::Active, false) => (state_word(&frame, one.state), "tag bad"),
                (status, _) => (status_word(&frame, status), "tag off"),
            };
            let login = match one.last_login {
                Some(at) => view! { <Time frame=frame.clone() at /> },
                None => view! { <span class="tag bad">{frame.get("never")}</span> },
            };
            view! {
                <tr>
                    <th scope="row"><a href=user_path(&one.account)>{one.account.user.as_str().to_owned()}</a></th>
                    <td data-label=frame.get("name")>{one.name}</td>
                    <td data-label=frame.get("user-roles")>{roles_word(&frame, one.roles)}</td>
                    <td data-label=frame.get("column-state")><span class=look>{word}</span></td>
                    <td data-label=frame.get("users-last-login")>{login}</td>
                </tr>
            }
        })
        .collect::<Vec<_>>();
    let table = if rows.is_empty() {
        view! { <p class="empty">{frame.get("firm-no-administrators")}</p> }
    } else {
        view! {
            <table class="rows">
                <caption class="unseen">{frame.get("firm-administrators")}</caption>
                <thead>
                    <tr>
                        <th scope="col">{frame.get("user")}</th>
                        <th scope="col">{frame.get("name")}</th>
                        <th scope="col">{frame.get("user-roles")}</th>
                        <th scope="col">{frame.get("column-state")}</th>
                        <th scope="col">{frame.get("users-last-login")}</th>
                    </tr>
                </thead>
                <tbody>{rows}</tbody>
            </table>
        }
    };
    let pair = model.pair.then(|| view! { <p>{frame.get("firm-has-pair")}</p> });
    view! {
        <h2>{frame.get("firm-administrators")}</h2>
        {pair}
        {table}
    }
}

/// Where the firm's mail goes, and whether it is taken.
#[component]
fn Mail(
    /// Words and frame.
    frame: Frame,
    /// The page.
    model: FirmFile,
) -> impl IntoView {
    let rows = model
        .domains
        .into_iter()
        .map(|line| {
            let look = if line.refused > 0 { "tag refused" } else { "tag good" };
            let new = (!line.agreed).then(|| view! { " " <span class="tag bad">{frame.get("mark-new-domain")}</span> });
            view! {
                <tr>
                    <th scope="row">{line.domain} {new}</th>
                    <td data-label=frame.get("column-users")>{grouped(line.users)}</td>
                    <td data-label=frame.get("firm-refused")><span class=look>{grouped(line.refused)}</span></td>
                </tr>
            }
        })
        .collect::<Vec<_>>();
    let table = if rows.is_empty() {
        view! { <p class="empty">{frame.get("firm-no-domains")}</p> }
    } else {
        view! {
            <table class="rows">
                <caption class="unseen">{frame.get("firm-domains")}</caption>
                <thead>
                    <tr>
                        <th scope="col">{frame.get("firm-domain")}</th>
                        <th scope="col">{frame.get("column-users")}</th>
                        <th scope="col">{frame.get("firm-refused")}</th>
                    </tr>
                </thead>
                <tbody>{rows}</tbody>
            </table>
        }
    };
    view! {
        <h2>{frame.get("firm-domains")}</h2>
        {table}
    }
}

/// How the firm's users fared in the connectivity test.
#[component]
fn Tests(
    /// Words and frame.
    frame: Frame,
    /// The page.
    model: FirmFile,
) -> impl IntoView {
    let counts =
        model.tests.iter().map(|(show, users)| fact(show_words(&frame, *show), grouped(*users))).collect_view();
    let failed = model
        .failed
        .into_iter()
        .map(|failed| {
            let says = failed.reason.map(|why| {
                let (says, cure) = reason(&frame, why);
                view! { <span class="second-line">{says + frame.gap() + &cure}</span> }
            });
            view! {
                <li>
                    <a href=user_path(&failed.account)>{failed.account.user.as_str().to_owned()}</a>
                    " "
                    {failed.name}
                    " "
                    <Time frame=frame.clone() at=failed.at />
                    {says}
                </li>
            }
        })
        .collect::<Vec<_>>();
    let failed = (!failed.is_empty()).then(|| {
        view! {
            <h3>{frame.get("firm-failed")}</h3>
            <ul class="lines">{failed}</ul>
        }
    });
    view! {
        <h2>{frame.get("tests-title")}</h2>
        <dl class="facts card">{counts}</dl>
        {failed}
    }
}

/// What waits for somebody's decision.
#[component]
fn Waiting(
    /// Words and frame.
    frame: Frame,
    /// The page.
    model: FirmFile,
) -> impl IntoView {
    let lines = model
        .waiting
        .into_iter()
        .map(|request| {
            let staff = (request.staff > 0).then(|| {
                let words = frame.with("firm-for-staff", &[("count", request.staff.into())]);
                view! { " " <span class="tag bad">{words}</span> }
            });
            view! {
                <li>
                    <a href=format!("/monitor/approvals/{}", request.id)>
                        {kind_word(&frame, request.kind, request.rows)}
                    </a>
                    " "
                    <Time frame=frame.clone() at=request.at />
                    {staff}
                </li>
            }
        })
        .collect::<Vec<_>>();
    let list = if lines.is_empty() {
        view! { <p>{frame.get("firm-nothing-waits")}</p> }
    } else {
        view! { <ul class="lines">{lines}</ul> }
    };
    view! {
        <h2>{frame.get("firm-waiting")}</h2>
        {list}
    }
}

/// What has happened, newest first.
#[component]
fn History(
    /// Words and frame.
    frame: Frame,
    /// The page.
    model: FirmFile,
) -> impl IntoView {
    let path = firm_path(&model.code);
    let newest = model.begun.then(|| path.clone());
    let older = model.older.as_ref().map(|key| href(&path, &[("before", key)]));
    let lines = model
        .history
        .into_iter()
        .map(|moment| {
            let who = actor_words(&frame, &moment.actor);
            let whom = moment.account.as_ref().map(|account| {
                view! { " " <a href=user_path(account)>{account.user.as_str().to_owned()}</a> }
            });
            view! {
                <li>
                    <Seconds frame=frame.clone() at=moment.at />
                    <div>
                        <p>
                            <strong>{event_words(&frame, &moment.kind)}</strong>
                            {whom}
                            " "
                            <span class="muted">"· " {who}</span>
                        </p>
                        <Particulars frame=frame.clone() moment />
                    </div>
                </li>
            }
        })
        .collect::<Vec<_>>();
    let list = if lines.is_empty() {
        view! { <p class="empty">{frame.get("timeline-empty")}</p> }
    } else {
        view! { <ol class="timeline">{lines}</ol> }
    };
    let all = href("/monitor/audit", &[("participant", &model.code)]);
    view! {
        <h2>{frame.get("timeline-title")}</h2>
        {list}
        {paging(&frame, newest, older)}
        <p><a href=all>{frame.get("firm-audit")}</a></p>
    }
}
