use domain::method::Method;
use leptos::prelude::*;

use crate::{
    components::{Frame, Notice, Time, fact},
    ports::account::{Account, AccountNotice, SessionRow},
    render::Sheet,
};

/// `/account`.
pub(crate) fn account(frame: &Frame, model: Account) -> Sheet {
    let title = frame.get("account-title");
    let here = frame.chrome.here.clone();
    let person = frame.chrome.signed_in.clone();
    let notice = model.notice.map(|notice| {
        let key = match notice {
            AccountNotice::SessionEnded => "notice-session-ended",
            AccountNotice::PasswordChanged => "notice-password-changed-here",
        };
        view! { <Notice words=frame.get(key) /> }
    });
    let last_login = match model.last_login {
        Some((at, method)) => view! {
            <Time frame=frame.clone() at />
            <span class="muted">{frame.with("by-method", &[("method", method_name(frame, method).into())])}</span>
        }
        .into_any(),
        None => view! { {frame.get("last-login-none")} }.into_any(),
    };
    let who = person.map(|person| {
        [fact(frame.get("name"), person.name), fact(frame.get("user"), person.account.to_string())]
            .into_iter()
            .collect_view()
    });
    let firm = (!model.firm.is_empty()).then(|| fact(frame.get("firm"), model.firm.clone()));
    let address = view! { <span class="address">{model.masked_address.clone()}</span> };
    let chosen = model.password_since.map(|since| {
        let values = [("time", frame.when(since).into())];
        frame.with("password-since", &values) + frame.gap()
    });
    let password = view! {
        {chosen}
        <a href="/account/password">{frame.get("change-password-link")}</a>
    };
    let since = frame.get(if model.last_login.is_some() { "failures-since" } else { "failures-first" });
    let failures = frame.with("failures", &[("count", model.failures_since.into())]);
    let several = model.sessions.len() > 1;
    let rows = model
        .sessions
        .into_iter()
        .map(|row| view! { <Session frame=frame.clone() row here=here.clone() /> })
        .collect_view();
    let body = view! {
        <h1>{title.clone()}</h1>
        {notice}
        <p class="lead">{frame.get(if model.terminal { "terminal-yes" } else { "terminal-no" })}</p>
        <dl class="facts card">
            {who}
            {firm}
            {fact(frame.get("codes-go-to"), address)}
            {fact(frame.get("password"), password)}
            {fact(frame.get("last-login"), last_login)}
            {fact(since, failures)}
        </dl>
        {(model.failures_since > 0).then(|| view! { <p class="inset">{frame.get("failures-advice")}</p> })}
        <h2>{frame.get("sessions-title")}</h2>
        <p>{frame.get("sessions-lead")}</p>
        <ul class="sessions">{rows}</ul>
        {several.then(|| view! {
            <form method="post" action=here.clone()>
                <button class="button second" type="submit" name="action" value="end-all">{frame.get("end-all")}</button>
            </form>
        })}
    };
    Sheet { title, problems: vec![], islands: false, banner: true, body: body.into_any() }
}

#[component]
fn Session(
    /// Words and frame.
    frame: Frame,
    /// The session.
    row: SessionRow,
    /// The page's URL.
    here: String,
) -> impl IntoView {
    let name = if row.browser.is_empty() { frame.get("browser-unknown") } else { row.browser.clone() };
    let opened = frame.with(
        "session-opened",
        &[("time", frame.when(row.opened_at).into()), ("method", method_name(&frame, row.method).into())],
    );
    let label =
        frame.with("session-end-of", &[("browser", (&name).into()), ("time", frame.when(row.opened_at).into())]);
    view! {
        <li class="card">
            <div>
                <p>
                    <strong>{name.clone()}</strong>
                    {row.current.then(|| view! { " " <span class="tag">{frame.get("session-this")}</span> })}
                </p>
                <p class="muted">{opened}</p>
                <p class="muted">{frame.with("session-seen", &[("time", frame.when(row.last_seen_at).into())])}</p>
            </div>
            {(!row.current).then(|| view! {
                <form method="post" action=here>
                    <input type="hidden" name="session" value=row.id />
                    <button class="button second small" type="submit" name="action" value="end" aria-label=label>{frame.get("session-end")}</button>
                </form>
            })}
        </li>
    }
}

fn method_name(frame: &Frame, method: Method) -> String {
    frame.get(match method {
        Method::TwoFactor => "method-two-factor",
        Method::Smartcard => "method-smartcard",
        Method::Passkey => "method-passkey",
        Method::X509 => "method-x509",
        Method::OneTimePass => "method-one-time-pass",
    })
}
