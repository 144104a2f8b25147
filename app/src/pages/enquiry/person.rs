use domain::{approval::ChangeKind, connectivity::Outcome, life::Status, phase::Phase, role::StaffRole};

use super::{matters::Matters, timeline::Timeline};
use crate::{
    components::{Frame, Notice, Problem, Time, fact, href},
    markup::*,
    pages::{
        account::{last_used, method_name},
        connectivity::{browser_name, outcome_word, reason},
        portal::{act_means, act_word, roles_word, state_word, status_word, waits_word, why_not},
        readiness::{of_user, phase_word},
        registry::CardList,
    },
    ports::{
        enquiry::{Person, firm_path},
        login::Delivery,
        portal::UserAct,
    },
    render::Sheet,
};

/// `/monitor/users/{participant}/{user}`.
pub(crate) fn person(frame: &Frame, model: Person) -> Sheet {
    let user = model.account.to_string();
    let title = if model.name.is_empty() {
        user.clone()
    } else {
        frame.with("user-title", &[("name", (&model.name).into()), ("user", (&user).into())])
    };
    let problems: Vec<_> = model
        .problem
        .map(|(act, why)| {
            let values = [("act", act_word(frame, act).into()), ("why", why_not(frame, why).into())];
            Problem::of_form(frame.with("act-impossible", &values))
        })
        .into_iter()
        .collect();
    let notice = model.done.filter(|_| problems.is_empty()).and_then(|act| {
        let key = match act {
            UserAct::Invite => "done-invite",
            UserAct::Unlock => "done-unlock",
            UserAct::EndSessions => "done-end-sessions",
            _ => return None,
        };
        Some(view! { <Notice words=frame.with(key, &[("count", 1u8.into())]) /> })
    });
    let firm = (!model.firm.is_empty()).then(|| {
        let path = firm_path(model.account.participant.as_str());
        view! { <p class="under"><a href=path>{model.firm.clone()}</a></p> }
    });
    let body = view! {
        <p class="back"><a href="/monitor/users">{frame.get("enquiry-back")}</a></p>
        <h1>{title.clone()}</h1>
        {firm}
        {notice}
        <Matters frame=frame.clone() model=model.clone() />
        <Acts frame=frame.clone() model=model.clone() />
        <Facts frame=frame.clone() model=model.clone() />
        <Held frame=frame.clone() model=model.clone() />
        <Timeline frame=frame.clone() model />
    };
    Sheet { title, problems, islands: false, banner: false, body }
}

/// What the reader can do: at once, and by asking a second person.
#[component]
fn Acts(
    /// Words and frame.
    frame: Frame,
    /// The page.
    model: Person,
) -> impl IntoView {
    let here = frame.chrome.here.clone();
    let at_once = model
        .acts
        .iter()
        .map(|act| {
            view! {
                <details>
                    <summary>{act_word(&frame, *act)}</summary>
                    <form method="post" action=here.clone()>
                        <p>{act_means(&frame, *act)}</p>
                        <button class="button second" type="submit" name="action" value=act.name()>
                            {act_word(&frame, *act)}
                        </button>
                    </form>
                </details>
            }
        })
        .collect::<Vec<_>>();
    let links: Vec<_> = if model.proposes { proposals(&model) } else { Vec::new() };
    let links =
        links.into_iter().map(|(key, url)| view! { <li><a href=url>{frame.get(key)}</a></li> }).collect::<Vec<_>>();
    let nothing = at_once.is_empty() && links.is_empty();
    (!nothing).then(|| {
        view! {
            <h2>{frame.get("enquiry-acts")}</h2>
            {(!at_once.is_empty()).then(|| view! { <div class="acts" id="acts">{at_once}</div> })}
            {(!links.is_empty()).then(|| view! {
                <p>{frame.get("enquiry-two-people")}</p>
                <ul>{links}</ul>
            })}
        }
    })
}

/// What takes two people, with this account filled in.
fn proposals(model: &Person) -> Vec<(&'static str, String)> {
    let (participant, user) = (model.account.participant.as_str(), model.account.user.as_str());
    let whom = [("participant", participant), ("user", user)];
    let with = |path: &str, more: &[(&str, &str)]| href(path, &[more, &whom[..]].concat());
    let change = |kind: ChangeKind| with("/monitor/approvals/new", &[("kind", kind.name())]);
    let mut links = vec![("enquiry-propose-address", change(ChangeKind::Address))];
    if model.status == Status::Active {
        links.push(("enquiry-propose-reset", change(ChangeKind::Reset)));
    } else {
        links.push(("enquiry-propose-enable", change(ChangeKind::Enable)));
    }
    links.push(("enquiry-propose-pass", with("/monitor/contingency", &[])));
    links.push(("enquiry-propose-exception", with("/monitor/exceptions/new", &[("scope", "user")])));
    links.push(("enquiry-cards", with("/monitor/cards", &[])));
    if model.phase != Phase::TwoFactorOnly {
        links.push((
            "enquiry-propose-binding",
            with("/monitor/cards/new", &[("kind", ChangeKind::BindCard.name()), ("scope", "user")]),
        ));
    }
    links
}

/// How the account stands.
#[component]
fn Facts(
    /// Words and frame.
    frame: Frame,
    /// The page.
    model: Person,
) -> impl IntoView {
    let state = match model.status {
        Status::Active => state_word(&frame, model.state),
        status => status_word(&frame, status),
    };
    let address = match &model.masked_address {
        None => frame.get("changed-nothing"),
        Some(_) if !model.sees_address => frame.get("enquiry-address-hidden"),
        Some(masked) => masked.clone(),
    };
    let refused = model.mail_refused_at.map(|at| {
        let words = frame.with("enquiry-refused-since", &[("time", frame.when(at).into())]);
        view! { <strong class="second-line">{words}</strong> }
    });
    let roles = match (model.staff_role, roles_word(&frame, model.roles)) {
        (Some(role), _) => frame.get(match role {
            StaffRole::Viewer => "enquiry-viewer",
            StaffRole::Operator => "enquiry-operator",
            StaffRole::Approver => "enquiry-approver",
        }),
        (None, none) if none.is_empty() => frame.get("roles-none"),
        (None, roles) => roles,
    };
    let login = match model.last_login {
        Some((at, method)) => view! {
            <Time frame=frame.clone() at />
            <span class="muted second-line">{method_name(&frame, method)}</span>
        },
        None => frame.get("never").into_any(),
    };
    let activation = model.activation.clone().map(|sent| {
        let mail = frame.get(match sent.delivery {
            Delivery::Queued => "user-mail-queued",
            Delivery::Sent(_) => "enquiry-mail-accepted",
            Delivery::Slow => "user-mail-slow",
            Delivery::Refused => "user-mail-refused",
        });
        let expires =
            if sent.expires_at < frame.chrome.now { "user-activation-expired" } else { "user-activation-expires" };
        fact(
            frame.get("activation"),
            view! {
                <p>{frame.with("user-activation-sent", &[("time", frame.when(sent.sent_at).into())])}</p>
                <p>{frame.with(expires, &[("time", frame.when(sent.expires_at).into())])}</p>
                <p class="muted">
                    {mail + frame.gap() + &frame.get("reference")} " " <span class="reference">{sent.reference}</span>
                </p>
            },
        )
    });
    let waiting = (!model.waiting.is_empty()).then(|| {
        let lines = model.waiting.iter().map(|(kind, request)| {
            let url = format!("/monitor/approvals/{request}");
            view! { <li><a href=url>{waits_word(&frame, *kind)}</a></li> }
        });
        fact(frame.get("user-waiting-title"), view! { <ul class="lines">{lines.collect_view()}</ul> })
    });
    let exceptions = (!model.exceptions.is_empty()).then(|| {
        let lines = model.exceptions.iter().map(|(own, exception)| of_user(&frame, *own, *exception));
        fact(frame.get("exceptions-title"), lines.map(|line| view! { <p>{line}</p> }).collect_view())
    });
    let other = (!model.other_name.is_empty()).then(|| fact(frame.get("user-other-name"), model.other_name.clone()));
    view! {
        <h2>{frame.get("enquiry-stands")}</h2>
        <dl class="facts card">
            {fact(frame.get("column-state"), state)}
            {other}
            {fact(frame.get("user-roles"), roles)}
            {fact(frame.get("enquiry-phase"), phase_word(&frame, model.phase))}
            {fact(frame.get("users-address"), view! { <span class="mailbox">{address}</span> {refused} })}
            {fact(frame.get("users-last-login"), login)}
            {activation}
            {waiting}
            {exceptions}
        </dl>
    }
}

/// What the user holds and has open, and what their tests found.
#[component]
fn Held(
    /// Words and frame.
    frame: Frame,
    /// The page.
    model: Person,
) -> impl IntoView {
    let cards = if model.cards.is_empty() {
        frame.get("user-cards-none").into_any()
    } else {
        view! { <CardList frame=frame.clone() cards=model.cards /> }
    };
    let passkeys = if model.passkeys.is_empty() {
        frame.get("enquiry-none").into_any()
    } else {
        let lines = model.passkeys.into_iter().map(|passkey| {
            view! { <li>{passkey.name} <span class="muted second-line">{last_used(&frame, passkey.last_used)}</span></li> }
        });
        view! { <ul class="lines">{lines.collect_view()}</ul> }
    };
    let sessions = if model.sessions.is_empty() {
        frame.get("enquiry-none").into_any()
    } else {
        let lines = model.sessions.into_iter().map(|session| {
            let values = [
                ("time", frame.when(session.opened_at).into()),
                ("method", method_name(&frame, session.method).into()),
            ];
            view! {
                <li>
                    {frame.with("enquiry-session", &values)}
                    <span class="muted second-line">{browser_name(&frame, &session.browser)}</span>
                </li>
            }
        });
        view! { <ul class="lines">{lines.collect_view()}</ul> }
    };
    let results = if model.results.is_empty() {
        frame.get("enquiry-none").into_any()
    } else {
        let lines = model.results.into_iter().map(|result| {
            let look = match result.outcome {
                Outcome::Passed => "tag good",
                Outcome::Failed => "tag refused",
                Outcome::Partly => "tag",
            };
            let cure = result.reason.map(|why| {
                let (says, cure) = reason(&frame, why);
                view! { <span class="second-line">{says + frame.gap() + &cure}</span> }
            });
            view! {
                <li>
                    <span class=look>{outcome_word(&frame, Some(result.outcome))}</span>
                    " "
                    <Time frame=frame.clone() at=result.at />
                    {cure}
                </li>
            }
        });
        view! { <ul class="lines">{lines.collect_view()}</ul> }
    };
    view! {
        <h2>{frame.get("enquiry-held")}</h2>
        <dl class="facts card">
            {fact(frame.get("user-cards"), cards)}
            {fact(frame.get("user-passkeys"), passkeys)}
            {fact(frame.get("user-sessions-title"), sessions)}
            {fact(frame.get("tests-title"), results)}
        </dl>
    }
}
