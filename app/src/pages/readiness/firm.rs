use super::{
    EXCEPTIONS, exception_words,
    laggards::{LaggardList, first_tick},
    phase_word,
    standing::{DeclarationSection, PackageSection},
};
use crate::{
    components::{Frame, Notice, Problem, Time, fact},
    markup::*,
    ports::readiness::{FirmReadiness, LookProblem, Nudge, Nudged, ReadinessProblem},
    render::Sheet,
};

/// `/portal/readiness`.
pub(super) fn firm(frame: &Frame, model: FirmReadiness) -> Sheet {
    let title = frame.with("readiness-title", &[("firm", (&model.firm.name).into())]);
    let problems: Vec<_> = model.problem.map(|found| problem(frame, found, &model)).into_iter().collect();
    let notice = model
        .nudged
        .filter(|_| problems.is_empty())
        .map(|nudged| view! { <Notice words=nudged_words(frame, nudged) /> });
    let declaration = model.declaration.clone().map(|declaration| {
        view! {
            <DeclarationSection
                frame=frame.clone()
                declaration
                maker=model.rights.maker
                reason=model.reason.clone()
                problems=problems.clone()
            />
        }
    });
    let body = view! {
        <h1>{title.clone()}</h1>
        <p class="muted under">
            {frame.with("participant-is", &[("participant", (&model.firm.participant).into())])}
        </p>
        {notice}
        <p class="lead">{takeaway(frame, &model)}</p>
        <Facts frame=frame.clone() model=model.clone() />
        <LaggardList frame=frame.clone() model=model.clone() problems=problems.clone() />
        {declaration}
        <PackageSection frame=frame.clone() package=model.package />
        <h2>{frame.get("exceptions-title")}</h2>
        <p>{frame.get("readiness-exceptions-lead")}</p>
        <p><a href=EXCEPTIONS>{frame.get("exceptions-link")}</a></p>
    };
    Sheet { title, problems, islands: false, banner: false, body }
}

/// Everything in one sentence.
fn takeaway(frame: &Frame, model: &FirmReadiness) -> String {
    let laggards = &model.laggards;
    let key = match (laggards.active, laggards.blocked, &model.looked.event) {
        (0, ..) => return frame.get("readiness-nobody"),
        (_, 0, None) if model.looked.two_factor_only => "readiness-all-supposed",
        (_, _, None) if model.looked.two_factor_only => "readiness-blocked-supposed",
        (_, 0, None) => "readiness-all-at",
        (_, 0, Some(_)) => "readiness-all-after",
        (_, _, None) => "readiness-blocked-at",
        (_, _, Some(_)) => "readiness-blocked-after",
    };
    let values = [
        ("time", frame.when(model.looked.at).into()),
        ("active", laggards.active.into()),
        ("blocked", laggards.blocked.into()),
    ];
    frame.with(key, &values)
}

/// Which phase holds for the firm, and what comes next.
#[component]
fn Facts(
    /// Words and frame.
    frame: Frame,
    /// The page.
    model: FirmReadiness,
) -> impl IntoView {
    let exception = model.exception.map(|exception| {
        fact(frame.get("readiness-exception"), view! { <a href=EXCEPTIONS>{exception_words(&frame, exception)}</a> })
    });
    let next = match model.coming {
        Some(coming) => {
            let days = coming.at.since(frame.chrome.now).as_secs() / 86_400;
            let title = coming.title.get(frame.language()).to_owned();
            let title = if title.is_empty() { frame.get("readiness-next-untitled") } else { title };
            view! {
                {title}
                <span class="second-line"><Time frame=frame.clone() at=coming.at /></span>
                <span class="muted second-line">{frame.with("readiness-days", &[("days", days.into())])}</span>
            }
        }
        None => frame.get("readiness-next-none").into_any(),
    };
    view! {
        <dl class="facts card">
            {fact(frame.get("readiness-phase"), phase_word(&frame, model.phase))}
            {exception}
            {fact(frame.get("readiness-next"), next)}
        </dl>
    }
}

fn problem(frame: &Frame, problem: ReadinessProblem, model: &FirmReadiness) -> Problem {
    match problem {
        ReadinessProblem::Look(LookProblem::NotInstant) => Problem::at("at", frame.get("readiness-at-wrong")),
        ReadinessProblem::Look(LookProblem::Past) => Problem::at("at", frame.get("readiness-at-past")),
        ReadinessProblem::Look(LookProblem::NoEvent) => Problem::at("event", frame.get("readiness-no-event")),
        ReadinessProblem::NobodyChosen => match first_tick(&model.laggards) {
            Some(tick) => Problem::at(tick, frame.get("users-nobody-chosen")),
            None => Problem::of_form(frame.get("users-nobody-chosen")),
        },
        ReadinessProblem::UnknownAct => Problem::at("action", frame.get("users-no-act")),
        ReadinessProblem::NotMaker => Problem::of_form(frame.get("not-maker")),
        ReadinessProblem::Changed => Problem::at("declaration", frame.get("declaration-changed")),
        ReadinessProblem::Waits => Problem::at("declaration", frame.get("declaration-waits")),
    }
}

/// What was just sent.
fn nudged_words(frame: &Frame, nudged: Nudged) -> String {
    let key = match nudged.nudge {
        Nudge::Remind => "nudge-done-remind",
        Nudge::Invite => "nudge-done-invite",
    };
    let said = frame.with(key, &[("count", nudged.sent.into())]);
    if nudged.left == 0 {
        return said;
    }
    said + frame.gap() + &frame.with("nudge-left", &[("count", nudged.left.into())])
}
