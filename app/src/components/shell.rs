use domain::{
    language::Language,
    phase::Phase,
    schedule::{EventKind, ExceptionKind},
};
use leptos::{config::LeptosOptions, hydration::HydrationScripts, nonce::use_nonce};

use super::{Contacts, Frame, Navigation};
use crate::{
    islands::{SessionEnd, SessionWarning, SessionWords},
    markup::*,
    ports::{SignedIn, frame::Coming},
};

/// What keeps a form from being sent twice. Too small to wait for the bundle.
const ONCE: &str = include_str!("once.js");

/// The whole document around a page's content.
#[component]
pub fn Shell(
    /// Words and frame.
    frame: Frame,
    /// The page's heading, for the title.
    title: String,
    /// Whether a form of the page has a problem, which the title says first.
    erroneous: bool,
    /// Whether anything on the page moves.
    islands: bool,
    /// Whether the page holds tables that need the whole width.
    wide: bool,
    /// Whether it is a page of administrators or staff, with a style sheet of its own.
    desk: bool,
    /// What the page says.
    children: Children,
) -> impl IntoView {
    let chrome = frame.chrome.clone();
    let service = frame.get("service-name");
    let title = if erroneous {
        frame.with("title-error", &[("title", title.into()), ("service", service.into())])
    } else {
        frame.with("title", &[("title", title.into()), ("service", service.into())])
    };
    let signed_in = chrome.signed_in.clone();
    // The session warning is an island, and stands on every page of somebody who is logged in.
    let scripts = (islands || signed_in.is_some()).then(|| {
        let options = LeptosOptions::builder()
            .output_name("app")
            .site_root("")
            .site_pkg_dir(chrome.bundle.trim_start_matches('/'))
            .build();
        view! { <HydrationScripts options islands=true /> }
    });
    let navigation = signed_in.clone().map(|person| view! { <Navigation frame=frame.clone() person /> });
    let warning = signed_in.map(|person| view! { <Warning frame=frame.clone() person /> });
    view! {
        <html lang=frame.language().html_lang()>
            <head>
                <meta charset="utf-8" />
                <meta name="viewport" content="width=device-width, initial-scale=1" />
                <meta name="color-scheme" content="light dark" />
                <title>{title}</title>
                <link rel="stylesheet" href=chrome.style.clone() />
                {desk.then(|| view! { <link rel="stylesheet" href=chrome.desk_style.clone() /> })}
                <link rel="icon" href="data:," />
                <script nonce=use_nonce() inner_html=ONCE></script>
                {scripts}
            </head>
            <body>
                <a class="skip" href="#main">{frame.get("skip")}</a>
                <header class="top">
                    <div class="wide">
                        <a class="house" href="/">
                            <Mark />
                            <span>
                                <strong>{frame.house()}</strong>
                                <span class="service">{frame.get("service-name")}</span>
                            </span>
                        </a>
                        <LanguageSwitch frame=frame.clone() />
                    </div>
                </header>
                {navigation}
                <main id="main" tabindex="-1">
                    <div class="column" class:broad=wide>{children()}</div>
                </main>
                <footer class="foot">
                    <div class="wide">
                        <ul>
                            <li><a href="/help">{frame.get("help-link")}</a></li>
                            <li><a href="/guide">{frame.get("guide-link")}</a></li>
                            <li><a href="/schedule">{frame.get("schedule-link")}</a></li>
                            <Contacts frame=frame.clone() />
                            {chrome.demo_mail.then(|| view! { <li><a href="/demo/mail">{frame.get("demo-mail-link")}</a></li> })}
                        </ul>
                        <p>{frame.get("english-prevails")}</p>
                    </div>
                </footer>
                {warning}
            </body>
        </html>
    }
}

/// Two arrows that change over: the product's mark, drawn in the text's colour.
#[component]
fn Mark() -> impl IntoView {
    view! {
        <svg class="mark" viewBox="0 0 32 32" width="32" height="32" aria-hidden="true" focusable="false">
            <rect width="32" height="32" rx="7" />
            <path d="M8 12h13m-4-4.5 4.5 4.5-4.5 4.5M24 20H11m4-4.5L10.500 20l4.500 4.500" />
        </svg>
    }
}

/// The link to the same page in the other language, written in that language.
#[component]
fn LanguageSwitch(
    /// Words and frame.
    frame: Frame,
) -> impl IntoView {
    let (other, name) = match frame.language() {
        Language::En => (Language::ZhHk, "繁體中文"),
        Language::ZhHk => (Language::En, "English"),
    };
    view! {
        <a class="tongue" href=frame.in_language(other) lang=other.html_lang() hreflang=other.html_lang()>
            {name}
        </a>
    }
}

/// The warning ahead of the session's end.
#[component]
fn Warning(
    /// Words and frame.
    frame: Frame,
    /// Who is logged in.
    person: SignedIn,
) -> impl IntoView {
    let clock = SessionEnd {
        now: frame.chrome.now.as_millis(),
        ends_at: person.ends_at.as_millis(),
        at_limit: person.at_absolute_limit,
    };
    let words = SessionWords {
        title: frame.get("session-title"),
        left: frame.get("session-left"),
        extendable: frame.get("session-extendable"),
        limit: frame.get("session-limit"),
        stay: frame.get("session-stay"),
        understood: frame.get("session-understood"),
        failed: frame.get("session-failed"),
        over_title: frame.get("session-over-title"),
        over: frame.get("session-over"),
        log_in: frame.get("session-log-in"),
    };
    view! { <SessionWarning clock words /> }
}

/// What staff tell the reader for a time, in one block.
#[component]
pub fn Announced(
    /// Words and frame.
    frame: Frame,
) -> impl IntoView {
    let language = frame.language();
    let told = frame.chrome.announcements.iter().map(|text| view! { <p>{text.get(language).to_owned()}</p> });
    let told: Vec<_> = told.collect();
    (!told.is_empty()).then(|| {
        view! { <section class="announced" aria-label=frame.get("announced")>{told}</section> }
    })
}

/// One neutral block on the phase in force for the reader, and what comes next.
#[component]
pub fn PhaseBanner(
    /// Words and frame.
    frame: Frame,
) -> impl IntoView {
    let key = match frame.chrome.phase {
        Phase::Registration => "phase-registration",
        Phase::Preparation => "phase-preparation",
        Phase::ConnectivityTest => "phase-connectivity-test",
        Phase::ParallelRun => "phase-parallel-run",
        Phase::TwoFactorOnly => "phase-two-factor-only",
    };
    let exception = frame.chrome.exception.map(|exception| {
        let key = match exception.kind {
            ExceptionKind::Extension => "phase-extension",
            ExceptionKind::EarlyMove => "phase-early-move",
        };
        frame.with(key, &[("until", frame.when(exception.until).into())])
    });
    let coming = frame.chrome.coming.clone().map(|coming| view! { <ComingUp frame=frame.clone() coming /> });
    view! {
        <div class="phase">
            {coming}
            <p>{frame.get(key)}</p>
            {exception.map(|exception| view! { <p>{exception}</p> })}
        </div>
    }
}

/// The next event: its date, the days until then, what it is, and what to do before.
#[component]
fn ComingUp(
    /// Words and frame.
    frame: Frame,
    /// The event.
    coming: Coming,
) -> impl IntoView {
    let days = coming.at.since(frame.chrome.now).as_secs() / 86_400;
    let left = match days {
        0 => frame.get("phase-coming-soon"),
        days => frame.with("phase-coming", &[("days", days.into())]),
    };
    let gap = Some(frame.gap()).filter(|gap| !gap.is_empty());
    let to_do = match coming.kind {
        EventKind::TwoFactorOnly => Some("phase-do-set-up"),
        EventKind::Decommissioning => Some("phase-do-last"),
        _ => None,
    };
    let to_do = to_do.map(|key| view! { <p>{frame.get(key)}</p> });
    view! {
        <p class="coming">
            <time datetime=coming.at.to_string()>{frame.when(coming.at)}</time>
            {left}
            {gap}
            <a href="/schedule">{coming.title.get(frame.language()).to_owned()}</a>
        </p>
        {to_do}
    }
}
