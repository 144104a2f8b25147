//! Where the firm's declaration and its information package stand.

use super::laggards::event_words;
use crate::{
    components::{Frame, Problem, TextArea, words_at},
    markup::*,
    ports::readiness::{Declaration, Declared, PackageStanding, edition},
};

/// What was declared, in words.
fn declared_words(frame: &Frame, declared: &Declared) -> String {
    let values = [
        ("time", frame.when(declared.at).into()),
        ("maker", (&declared.maker).into()),
        ("checker", (&declared.checker).into()),
        ("count", declared.blocked.into()),
    ];
    frame.with("declaration-declared", &values)
}

/// A link to a request that waits.
pub(super) fn waits(frame: &Frame, words: &str, request: &str) -> AnyView {
    view! {
        <p class="inset">
            {frame.get(words) + frame.gap()} <a href=format!("/portal/approvals/{request}")>{frame.get("waiting-open")}</a>
        </p>
    }
}

/// The firm's declaration that it is ready for what closes next.
#[component]
pub(super) fn DeclarationSection(
    /// Words and frame.
    frame: Frame,
    /// Where it stands.
    declaration: Declaration,
    /// Whether the reader proposes.
    maker: bool,
    /// The reason as typed.
    reason: String,
    /// What is wrong.
    problems: Vec<Problem>,
) -> impl IntoView {
    let Declaration { event, blocked, waits: waiting, declared, void } = declaration;
    let error = words_at(&problems, "declaration");
    let wrong = error.is_some();
    let stands = declared.as_ref().map(|declared| view! { <p>{declared_words(&frame, declared)}</p> });
    let void = void.map(|void| {
        let values = [("time", frame.when(void.at).into()), ("event", frame.when(void.event_at).into())];
        view! { <p class="inset">{frame.with("declaration-void", &values)}</p> }
    });
    let none = (stands.is_none() && waiting.is_none()).then(|| view! { <p>{frame.get("declaration-none")}</p> });
    // What was declared with as many or more does not need saying again.
    let again = declared.as_ref().is_none_or(|declared| declared.blocked != blocked);
    let form = match waiting {
        Some(request) => Some(waits(&frame, "declaration-waits", &request)),
        None if !again => None,
        None if !maker => Some(view! { <p class="inset">{frame.get("user-not-maker")}</p> }),
        None => Some(view! {
            <form class="card" method="post" action=frame.chrome.here.clone() novalidate=true>
                <input type="hidden" name="event" value=event.id.clone() />
                <input type="hidden" name="at" value=event.at.to_string() />
                <input type="hidden" name="blocked" value=blocked.to_string() />
                <p>{frame.with("declaration-says", &[("count", blocked.into())])}</p>
                <TextArea
                    id="reason"
                    name="reason"
                    label=frame.get("declaration-remark")
                    hint=frame.get("declaration-remark-hint")
                    value=reason
                />
                <button class="button" type="submit" name="action" value="declare">
                    {frame.get("declaration-propose")}
                </button>
                <p class="beside">{frame.get("works-when-approved")}</p>
            </form>
        }),
    };
    view! {
        <h2>{frame.get("declaration-title")}</h2>
        <div id="declaration" class:wrong=wrong>
            {error.map(|error| view! { <p class="error">{error}</p> })}
            <p>{frame.with("declaration-for", &[("event", event_words(&frame, &event).into())])}</p>
        </div>
        {void}
        {none}
        {stands}
        {form}
    }
}

/// Whether the firm has the information package, in words.
pub(super) fn package_words(frame: &Frame, package: &PackageStanding) -> String {
    match (&package.has, package.former) {
        (Some((at, maker, checker)), _) => {
            let values = [("time", frame.when(*at).into()), ("maker", maker.into()), ("checker", checker.into())];
            frame.with("package-has", &values)
        }
        (None, true) => frame.get("package-former"),
        (None, false) => frame.get("package-not-yet"),
    }
}

/// The information package, as the page of readiness tells of it.
#[component]
pub(super) fn PackageSection(
    /// Words and frame.
    frame: Frame,
    /// Where it stands.
    package: PackageStanding,
) -> impl IntoView {
    let waiting = package.waits.as_ref().map(|request| waits(&frame, "package-waits", request));
    let said = package_words(&frame, &package);
    let link = frame.with("package-link", &[("edition", edition(package.version).into())]);
    view! {
        <h2>{frame.get("package-title")}</h2>
        <p>{said}</p>
        {waiting}
        <p><a href="/portal/package">{link}</a></p>
    }
}
