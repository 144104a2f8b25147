use domain::{
    account::AccountId,
    connectivity::{Check, Finding, Latency, TOLD},
    phase::Phase,
    time::Instant,
};
use leptos::nonce::use_nonce;

use super::{
    CONNECTIVITY,
    rows::Rows,
    ticket::Ticket,
    words::{browser_name, seconds},
};
use crate::{
    components::{Frame, Notice, PasswordField, Problem, TextField, Time, fact},
    islands::BundleProbe,
    markup::*,
    pages::login::{Purpose, code_sheet, password_problems},
    ports::{
        connectivity::{Connectivity, TestForm, TestLogin},
        login::{CodeForm, PasswordRefusal},
    },
    render::Sheet,
};

/// What a browser says of itself. Runs where the bundle does not.
const PROBE: &str = include_str!("probe.js");

/// The code of a test login.
pub(crate) fn test_code(frame: &Frame, model: CodeForm) -> Sheet {
    code_sheet(frame, model, Purpose::Test)
}

/// `/connectivity`.
pub(crate) fn connectivity(frame: &Frame, model: Connectivity) -> Sheet {
    let title = frame.get("connectivity-title");
    let problems = match &model.test {
        TestLogin::Form(form) => form.problem.as_ref().map(|problem| problems(frame, problem)).unwrap_or_default(),
        _ => vec![],
    };
    let ended = matches!(model.test, TestLogin::Ended { .. });
    let notice = match (model.start_again, model.kept) {
        _ if !problems.is_empty() => None,
        (true, _) => Some("notice-test-over"),
        (_, true) if !ended => Some("notice-test-kept"),
        _ => None,
    };
    let notice = notice.map(|key| view! { <Notice words=frame.get(key) /> });
    let test_open = !matches!(model.test, TestLogin::NotOpen);
    let begun = model.started || ended;
    let facts =
        begun.then(|| view! { <Facts frame=frame.clone() browser=model.browser.clone() site=model.origin.clone() /> });
    let ticket = begun.then(|| view! { <Ticket frame=frame.clone() model=model.clone() /> });
    let (ended, test) = match model.test {
        TestLogin::NotOpen => (None, Some(view! { <p>{frame.get("test-not-open")}</p> })),
        TestLogin::Form(form) if model.started || form.problem.is_some() => {
            (None, Some(view! { <Names frame=frame.clone() form problems=problems.clone() /> }))
        }
        TestLogin::Form(_) => (None, Some(view! { <p>{frame.get("test-first")}</p> })),
        TestLogin::Ended { account, at, latency } => {
            let passed = model.rows.contains(&(Check::Login, Some(Finding::Pass)));
            (Some(view! { <Ended frame=frame.clone() passed account at latency /> }), None)
        }
    };
    let start = test.is_some().then(|| view! { <Start frame=frame.clone() again=begun /> });
    let islands = start.is_some();
    let lead = ended.is_none().then(|| view! { <p class="lead">{frame.get("connectivity-lead")}</p> });
    let test = test.map(|test| {
        view! {
            <section aria-labelledby="test-login">
                <h2 id="test-login">{frame.get("check-login")}</h2>
                {test}
            </section>
        }
    });
    let body = view! {
        <div class="connectivity">
            <h1>{title.clone()}</h1>
            {notice}
            {lead}
            {ended}
            <p class="inset">{frame.get("connectivity-not-authorised")}</p>
            {start}
            {facts}
            <Rows frame=frame.clone() rows=model.rows test_open />
            {test}
            {ticket}
            <section aria-labelledby="next">
                <h2 id="next">{frame.get("next-title")}</h2>
                <p>{frame.get(next(frame.chrome.phase))}</p>
                <p><a href="/">{frame.get("other-ways")}</a></p>
            </section>
        </div>
    };
    Sheet { title, problems, islands, banner: true, body }
}

fn problems(frame: &Frame, problem: &PasswordRefusal) -> Vec<Problem> {
    match problem {
        PasswordRefusal::NotOpenYet => vec![Problem::of_form(frame.get("test-not-open"))],
        other => password_problems(frame, Some(other)),
    }
}

/// What happens next, in a phase.
fn next(phase: Phase) -> &'static str {
    match phase {
        Phase::Registration => "test-next-registration",
        Phase::Preparation => "test-next-preparation",
        Phase::ConnectivityTest => "test-next-connectivity-test",
        Phase::ParallelRun => "test-next-parallel-run",
        Phase::TwoFactorOnly => "test-next-two-factor-only",
    }
}

/// The button that checks the browser, with fields for what the browser says of itself.
#[component]
fn Start(
    /// Words and frame.
    frame: Frame,
    /// Whether it was checked already.
    again: bool,
) -> impl IntoView {
    let fields = TOLD
        .into_iter()
        .map(|check| {
            let now = (check == Check::Clock).then(|| frame.chrome.now.as_millis());
            view! { <input type="hidden" id=format!("probe-{}", check.name()) name=check.name() data-now=now /> }
        })
        .collect_view();
    let (look, key) = if again { ("button second", "connectivity-again") } else { ("button", "connectivity-start") };
    view! {
        <form class="probe" method="post" action=frame.chrome.here.clone() autocomplete="off">
            <input type="hidden" name="action" value="start" />
            {fields}
            <p>{frame.get("connectivity-no-account")}</p>
            <button class=look type="submit">{frame.get(key)}</button>
            <p id="probing" role="status" hidden=true>{frame.get("connectivity-probing")}</p>
            <script nonce=use_nonce() inner_html=PROBE></script>
            <BundleProbe field="probe-webassembly".to_owned() />
        </form>
    }
}

/// What the result is about: by the request's id the server's log finds it.
#[component]
fn Facts(
    /// Words and frame.
    frame: Frame,
    /// The browser's family and system.
    browser: String,
    /// Where the page is.
    site: String,
) -> impl IntoView {
    let request = view! { <code>{frame.chrome.request_id.clone()}</code> };
    view! {
        <dl class="facts card">
            {fact(frame.get("ticket-time"), view! { <Time frame=frame.clone() at=frame.chrome.now /> })}
            {fact(frame.get("request-id-means"), request)}
            {fact(frame.get("ticket-browser"), browser_name(&frame, &browser))}
            {fact(frame.get("ticket-page"), site)}
        </dl>
    }
}

/// Names and password of the test login.
#[component]
fn Names(
    /// Words and frame.
    frame: Frame,
    /// What stands in it.
    form: TestForm,
    /// What is wrong.
    problems: Vec<Problem>,
) -> impl IntoView {
    view! {
        <p>{frame.get("test-lead")}</p>
        <form class="card" method="post" action=frame.chrome.here.clone() novalidate=true>
            <input type="hidden" name="action" value="log-in" />
            <TextField
                name="participant"
                label=frame.get("participant")
                hint=frame.get("participant-hint")
                value=form.participant
                autocomplete="organization"
                look="short"
                problems=problems.clone()
            />
            <TextField
                name="user"
                label=frame.get("user")
                value=form.user
                autocomplete="username"
                problems=problems.clone()
            />
            <PasswordField
                frame=frame.clone()
                name="password"
                label=frame.get("password")
                autocomplete="current-password"
                problems
            />
            <button class="button" type="submit">{frame.get("test-send")}</button>
        </form>
    }
}

/// How a test login ended.
#[component]
fn Ended(
    /// Words and frame.
    frame: Frame,
    /// Whether it passed.
    passed: bool,
    /// Whose it was.
    account: AccountId,
    /// When it ended.
    at: Instant,
    /// How long the mail took.
    latency: Latency,
) -> impl IntoView {
    let says = frame.get(if passed { "test-passed" } else { "test-failed" });
    view! {
        <p class:done=passed class:inset=!passed><strong>{says}</strong></p>
        <dl class="facts card">
            {fact(frame.get("user"), account.to_string())}
            {fact(frame.get("test-at"), view! { <Time frame=frame.clone() at /> })}
            {fact(frame.get("test-relay"), seconds(&frame, latency.relay))}
            {fact(frame.get("test-typed"), seconds(&frame, latency.typed))}
        </dl>
        <p>{frame.get("notice-test-kept")} {frame.gap()} <a href=CONNECTIVITY>{frame.get("test-another")}</a></p>
    }
}
