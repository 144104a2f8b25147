use super::pass::{PassEntry, entry_path};
use crate::{
    components::{Frame, Notice, Problem, TextField, delivery_words, fact},
    islands::{Countdown, DeliveryStatus},
    markup::*,
    ports::login::{CodeForm, CodeRefusal},
    render::Sheet,
    server_functions::MailNews,
};

/// What a code is asked for.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Purpose {
    /// To log in.
    Login,
    /// To prove the mailbox, as the last step of set-up.
    SetUp,
    /// To pass the connectivity test.
    Test,
}

impl Purpose {
    /// Where this way begins.
    fn start(self) -> &'static str {
        match self {
            Self::Login => "/login",
            Self::SetUp => "/setup",
            Self::Test => "/connectivity",
        }
    }

    /// What the button says that sends the code.
    fn button(self) -> &'static str {
        match self {
            Self::Login => "log-in",
            Self::SetUp => "finish-set-up",
            Self::Test => "test-finish",
        }
    }
}

/// `/login/code`.
pub(crate) fn code(frame: &Frame, model: CodeForm) -> Sheet {
    code_sheet(frame, model, Purpose::Login)
}

/// The one-time code, at the login and at the end of set-up.
pub(crate) fn code_sheet(frame: &Frame, model: CodeForm, purpose: Purpose) -> Sheet {
    let pass = model.pass && purpose == Purpose::Login;
    let (title, step) = match purpose {
        Purpose::Login if pass => {
            (frame.get("pass-entry-title"), frame.with("login-step", &[("step", 2u8.into()), ("of", 2u8.into())]))
        }
        Purpose::Login => {
            (frame.get("code-title"), frame.with("login-step", &[("step", 2u8.into()), ("of", 2u8.into())]))
        }
        Purpose::SetUp => {
            (frame.get("code-title-set-up"), frame.with("set-up-step", &[("step", 3u8.into()), ("of", 3u8.into())]))
        }
        Purpose::Test => (frame.get("code-title"), frame.get("connectivity-title")),
    };
    let problems = model.problem.as_ref().map(|refusal| vec![problem(frame, &model, refusal)]).unwrap_or_default();
    let over = matches!(
        model.problem,
        Some(CodeRefusal::UsedUp | CodeRefusal::Paused | CodeRefusal::NotOpenYet | CodeRefusal::ClosedUntil(_))
    );
    let resent = (model.just_resent && problems.is_empty()).then(|| {
        view! { <Notice words=frame.with("code-resent", &[("reference", model.reference.to_string().into())]) /> }
    });
    let rest = if over {
        // Nothing typed here can be right any more: no field, but the next step.
        let again = !matches!(model.problem, Some(CodeRefusal::NotOpenYet));
        view! {
            <p class="act"><a class="button" href=if again { purpose.start() } else { "/" }>
                {frame.get(if again { "start-again" } else { "other-ways" })}
            </a></p>
        }
    } else if pass {
        view! { <PassEntry frame=frame.clone() model problems=problems.clone() /> }
    } else {
        view! { <CodeEntry frame=frame.clone() model purpose problems=problems.clone() /> }
    };
    let body = view! {
        <p class="step">{step}</p>
        <h1>{title.clone()}</h1>
        {resent}
        {rest}
    };
    Sheet { title, problems, islands: !over && !pass, banner: true, body }
}

/// The field, what is known of the mail, and the way to another mail.
#[component]
fn CodeEntry(
    /// Words and frame.
    frame: Frame,
    /// The login under way.
    model: CodeForm,
    /// What the code is asked for.
    purpose: Purpose,
    /// What is wrong.
    problems: Vec<Problem>,
) -> impl IntoView {
    let here = frame.chrome.here.clone();
    let now = frame.chrome.now.as_millis();
    let announce = vec![
        (300, frame.with("code-left", &[("minutes", 5u8.into())])),
        (60, frame.with("code-left", &[("minutes", 1u8.into())])),
        (0, frame.get("code-over")),
    ];
    let MailNews { words, settled } = delivery_words(frame.words, model.delivery);
    let reference = view! {
        <strong class="reference">{model.reference.to_string()}</strong>
        " "
        <span class="muted">{frame.get("reference-means")}</span>
    };
    let expires = view! {
        <time datetime=model.expires_at.to_string()>{frame.clock(model.expires_at)}</time>
        {frame.gap()}
        <Countdown
            until=model.expires_at.as_millis()
            now
            before=frame.get("countdown-before")
            after=frame.get("countdown-after")
            over=frame.get("countdown-over")
            announce
            button=None
        />
    };
    let pass = (purpose == Purpose::Login).then(|| {
        let url = entry_path(&model.login, true);
        view! { <p class="ways-on"><a href=url>{frame.get("pass-entry-link")}</a></p> }
    });
    let mail = view! { <DeliveryStatus login=model.login.clone() language=frame.language() words settled /> };
    view! {
        <p class="lead">{frame.with("code-sent-to", &[("digits", model.digits.into()), ("address", (&model.masked_address).into())])}</p>
        <form class="card" method="post" action=here.clone() novalidate=true>
            <input type="hidden" name="login" value=model.login.clone() />
            <TextField
                name="code"
                label=frame.get("code")
                hint=frame.with("code-hint", &[("digits", model.digits.into())])
                autocomplete="one-time-code"
                inputmode="numeric"
                look="code"
                problems
            />
            <button class="button" type="submit">{frame.get(purpose.button())}</button>
            <dl class="facts">
                {fact(frame.get("reference"), reference)}
                {fact(frame.get("code-expires"), expires)}
                {fact(frame.get("mail"), mail)}
            </dl>
        </form>
        <section class="no-mail" aria-labelledby="no-mail">
            <h2 id="no-mail">{frame.get("no-mail-title")}</h2>
            <ul>
                <li>{frame.with("no-mail-junk", &[("reference", model.reference.to_string().into())])}</li>
                <li>{frame.get("no-mail-address")}</li>
            </ul>
            <Resend frame=frame.clone() model here=here.clone() now />
            {pass}
            {(purpose == Purpose::Test).then(|| view! { <GiveUp frame=frame.clone() here /> })}
            <p class="ways-on"><a href=purpose.start()>{frame.get("start-again")}</a></p>
        </section>
    }
}

/// The button that asks for the mail again, and what limits it.
#[component]
fn Resend(
    /// Words and frame.
    frame: Frame,
    /// The login under way.
    model: CodeForm,
    /// The page's URL.
    here: String,
    /// The server's clock.
    now: i64,
) -> impl IntoView {
    if model.resends_left == 0 {
        return view! { <p id="resend">{frame.get("resend-none")}</p> };
    }
    let limits = [("left", model.resends_left.into()), ("wait", model.resend_wait.into())];
    view! {
        <form class="resend" method="post" action=here>
            <input type="hidden" name="login" value=model.login />
            <p id="resend-limits">{frame.get("resend-same") + frame.gap() + &frame.with("resend-limits", &limits)}</p>
            <button class="button second" id="resend" type="submit" name="action" value="resend" aria-describedby="resend-limits">
                {frame.get("resend")}
            </button>
            " "
            <Countdown
                until=model.resend_at.as_millis()
                now
                before=frame.get("resend-before")
                after=frame.get("resend-after")
                over=String::new()
                announce=vec![(0, frame.get("resend-now"))]
                button=Some("resend".to_owned())
            />
        </form>
    }
}

/// The button that ends a test whose mail does not come.
#[component]
fn GiveUp(
    /// Words and frame.
    frame: Frame,
    /// The page's URL.
    here: String,
) -> impl IntoView {
    view! {
        <form class="resend" method="post" action=here>
            <p id="give-up">{frame.get("test-give-up-means")}</p>
            <button class="button second" type="submit" name="action" value="give-up" aria-describedby="give-up">
                {frame.get("test-give-up")}
            </button>
        </form>
    }
}

fn problem(frame: &Frame, model: &CodeForm, refusal: &CodeRefusal) -> Problem {
    match refusal {
        CodeRefusal::Empty | CodeRefusal::Shape { .. } if model.pass => {
            Problem::at("code", frame.get("pass-entry-shape"))
        }
        CodeRefusal::PassRefused { left } => {
            Problem::at("code", frame.with("pass-entry-refused", &[("left", (*left).into())]))
        }
        CodeRefusal::Empty => Problem::at("code", frame.get("code-empty")),
        CodeRefusal::Shape { digits } => Problem::at("code", frame.with("code-shape", &[("digits", (*digits).into())])),
        CodeRefusal::Wrong { left } => {
            let values = [("left", (*left).into()), ("reference", model.reference.to_string().into())];
            Problem::at("code", frame.with("code-wrong", &values))
        }
        CodeRefusal::Expired if model.resends_left == 0 => Problem::at("code", frame.get("code-expired-start-again")),
        CodeRefusal::Expired => Problem::at("resend", frame.get("code-expired")),
        CodeRefusal::UsedUp => Problem::of_form(frame.get("code-used-up")),
        CodeRefusal::ClosedUntil(until) => {
            Problem::of_form(frame.with("code-closed-until", &[("time", frame.when(*until).into())]))
        }
        CodeRefusal::Paused => Problem::of_form(frame.get("code-paused")),
        CodeRefusal::ResendTooSoon(at) => {
            let time = domain::time::clock_seconds(*at, frame.language());
            Problem::at("resend", frame.with("resend-too-soon", &[("time", time.into())]))
        }
        CodeRefusal::NoMoreMails => Problem::at("code", frame.get("resend-no-more")),
        CodeRefusal::NotOpenYet => Problem::of_form(frame.get("login-not-open")),
    }
}
