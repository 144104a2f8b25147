use domain::{
    approval::ChangeKind,
    life::{State, Status},
    time::Instant,
};

use super::{
    USERS,
    sayings::{Marks, act_means, act_when, act_word, diff_words, not_yours, outcome, roles_word, status_word, why_not},
};
use crate::{
    components::{Frame, Notice, Problem, Reason, TextArea, TextField, Tick, Time, fact, href, words_at},
    markup::*,
    pages::{
        readiness::of_user,
        registry::CardList,
        trail::{Particulars, Seconds, actor_words, event_words},
    },
    ports::{
        approval::DiffField,
        login::Delivery,
        portal::{ActivationState, AddressProblem, OtherProblem, UserAct, UserPage, WaitingChange},
        trail::Moment,
    },
    render::Sheet,
    words::grouped,
};

/// `/portal/users/{user}`.
pub(crate) fn user(frame: &Frame, model: UserPage) -> Sheet {
    let user = model.user.account.user.as_str().to_owned();
    let title = if model.user.name.is_empty() {
        user.clone()
    } else {
        frame.with("user-title", &[("name", (&model.user.name).into()), ("user", (&user).into())])
    };
    let problems = problems(frame, &model);
    let notice = model
        .notice
        .as_ref()
        .filter(|_| problems.is_empty())
        .map(|done| view! { <Notice words=outcome(frame, done) /> });
    let oneself = model.oneself.then(|| view! { <p class="inset">{frame.get("user-oneself")}</p> });
    let waiting = (!model.waiting.is_empty()).then(|| {
        let changes = model
            .waiting
            .iter()
            .map(|change| view! { <Waiting frame=frame.clone() change=change.clone() /> })
            .collect_view();
        view! {
            <h2>{frame.get("user-waiting-title")}</h2>
            {changes}
        }
    });
    let forms = if model.rights.maker {
        takes_address(&model).then(|| {
            view! { <AddressSection frame=frame.clone() model=model.clone() problems=problems.clone() /> }
        })
    } else {
        Some(view! { <p class="inset">{frame.get("user-not-maker")}</p> })
    };
    let acts = model
        .acts
        .iter()
        .filter(|act| offers(&model, **act))
        .map(|act| view! { <Act frame=frame.clone() act=*act model=model.clone() problems=problems.clone() /> })
        .collect_view();
    let roles = takes_roles(&model)
        .then(|| view! { <RolesForm frame=frame.clone() model=model.clone() problems=problems.clone() /> });
    let others = (roles.is_some() || !acts.is_empty()).then(|| {
        view! {
            <h2>{frame.get("user-acts-title")}</h2>
            <div class="acts" id="acts">
                {acts}
                {roles}
            </div>
        }
    });
    let body = view! {
        <p class="back"><a href=USERS>{frame.get("user-back")}</a></p>
        <h1>{title.clone()}</h1>
        {notice}
        <p class="lead">{next_words(frame, &model)}</p>
        {oneself}
        {waiting}
        <Facts frame=frame.clone() model=model.clone() />
        {forms}
        {others}
        <Timeline frame=frame.clone() timeline=model.timeline more=model.more user />
    };
    Sheet { title, problems, islands: false, banner: true, body }
}

/// Whether a change of that field waits for a decision.
fn waits(model: &UserPage, field: DiffField) -> bool {
    model.waiting.iter().any(|change| change.diffs.iter().any(|diff| diff.field == field))
}

/// Whether the form for an address is shown.
fn takes_address(model: &UserPage) -> bool {
    let waits = waits(model, DiffField::Address) && model.address_form.problem.is_none();
    model.rights.maker && model.user.status != Status::Disabled && !waits
}

/// Whether the form for the roles is shown.
fn takes_roles(model: &UserPage) -> bool {
    model.rights.maker && model.user.status != Status::Disabled && !waits(model, DiffField::Roles)
}

/// Whether an act is shown.
fn offers(model: &UserPage, act: UserAct) -> bool {
    model.acts.contains(&act) && (model.rights.maker || !act.proposes())
}

/// Where the user stands and what comes next for them.
fn next_words(frame: &Frame, model: &UserPage) -> String {
    frame.get(match (model.user.status, model.user.state) {
        (Status::Disabled, _) => "user-next-disabled",
        (Status::Dormant, _) => "user-next-dormant",
        (Status::Active, State::Authorised) => "user-next-authorised",
        (Status::Active, State::Proposed) => "user-next-proposed",
        (Status::Active, State::Registered) if model.awaits_set_up => "user-next-awaits",
        (Status::Active, State::Registered) => "user-next-registered",
        (Status::Active, State::Ready) => "user-next-ready",
        (Status::Active, State::Tested) => "user-next-tested",
        (Status::Active, State::TwoFactor) => "user-next-two-factor",
        (Status::Active, State::TwoFactorOnly) => "user-next-two-factor-only",
    })
}

/// What is known of the user.
#[component]
fn Facts(
    /// Words and frame.
    frame: Frame,
    /// The page.
    model: UserPage,
) -> impl IntoView {
    let user = &model.user;
    let address = if user.address.is_empty() {
        frame.get("changed-nothing").into_any()
    } else {
        view! { <span class="mailbox">{user.address.clone()}</span> }
    };
    let roles = match roles_word(&frame, user.roles) {
        none if none.is_empty() => frame.get("roles-none"),
        roles => roles,
    };
    let login = match user.last_login {
        Some(at) => view! { <Time frame=frame.clone() at /> },
        None => frame.get("never").into_any(),
    };
    let (open, resting) = model.sessions;
    let sessions = frame.with("user-sessions", &[("count", open.into()), ("resting", resting.into())]);
    let cards = if model.cards.is_empty() {
        frame.get("user-cards-none").into_any()
    } else {
        view! { <CardList frame=frame.clone() cards=model.cards.clone() /> }
    };
    let activation = model
        .activation
        .clone()
        .map(|activation| fact(frame.get("activation"), view! { <Activation frame=frame.clone() activation /> }));
    let pauses = (!model.pauses.is_empty()).then(|| {
        let said = model
            .pauses
            .iter()
            .map(|until| match until {
                Some(until) => {
                    view! { <p>{frame.with("user-paused-until", &[("time", frame.when(*until).into())])}</p> }
                }
                None => view! { <p>{frame.get("user-paused-open")}</p> },
            })
            .collect_view();
        fact(frame.get("user-pauses"), said)
    });
    let exceptions = (!model.exceptions.is_empty()).then(|| {
        let lines = model.exceptions.iter().map(|(own, exception)| of_user(&frame, *own, *exception));
        let lines = lines.map(|line| view! { <p>{line}</p> }).collect_view();
        fact(frame.get("exceptions-title"), lines)
    });
    let other_name =
        (!model.other_name.is_empty()).then(|| fact(frame.get("user-other-name"), model.other_name.clone()));
    view! {
        <dl class="facts card">
            {fact(frame.get("column-state"), view! { <Marks frame=frame.clone() user=user.clone() /> })}
            {fact(frame.get("user-status"), status_word(&frame, user.status))}
            {fact(frame.get("user"), user.account.user.as_str().to_owned())}
            {other_name}
            {fact(frame.get("users-address"), address)}
            {activation}
            {pauses}
            {fact(frame.get("user-roles"), roles)}
            {fact(frame.get("users-last-login"), login)}
            {fact(frame.get("user-sessions-title"), sessions)}
            {fact(frame.get("user-cards"), cards)}
            {fact(frame.get("user-passkeys"), grouped(model.passkeys))}
            {exceptions}
        </dl>
    }
}

/// The activation that waits to be used.
#[component]
fn Activation(
    /// Words and frame.
    frame: Frame,
    /// Its state.
    activation: ActivationState,
) -> impl IntoView {
    let past = |at: Instant| at < frame.chrome.now;
    let mail = match activation.delivery {
        Delivery::Queued => frame.get("user-mail-queued"),
        Delivery::Sent(at) => frame.with("user-mail-sent", &[("time", frame.when(at).into())]),
        Delivery::Slow => frame.get("user-mail-slow"),
        Delivery::Refused => frame.get("user-mail-refused"),
    };
    let key = if past(activation.expires_at) { "user-activation-expired" } else { "user-activation-expires" };
    view! {
        <p>{frame.with("user-activation-sent", &[("time", frame.when(activation.sent_at).into())])}</p>
        <p>{frame.with(key, &[("time", frame.when(activation.expires_at).into())])}</p>
        <p class="muted">
            {mail + frame.gap() + &frame.get("reference")} " "
            <span class="reference">{activation.reference}</span>
        </p>
    }
}

/// A change that waits for somebody's decision, old and new side by side.
#[component]
fn Waiting(
    /// Words and frame.
    frame: Frame,
    /// The change.
    change: WaitingChange,
) -> impl IntoView {
    let rows = change
        .diffs
        .iter()
        .map(|diff| {
            let (field, now, proposed) = diff_words(&frame, diff);
            let mark =
                |shown: bool, key: &str| shown.then(|| view! { " " <span class="tag bad">{frame.get(key)}</span> });
            view! {
                <tr>
                    <th scope="row">{field}</th>
                    <td data-label=frame.get("changed-now")>{now}</td>
                    <td data-label=frame.get("changed-proposed")>
                        <strong>{proposed}</strong>
                        {mark(diff.new_domain, "mark-new-domain")}
                        {mark(diff.shared, "mark-shared")}
                    </td>
                </tr>
            }
        })
        .collect_view();
    let by = frame.with("waiting-by", &[("maker", (&change.maker).into()), ("time", frame.when(change.at).into())]);
    let decide = match change.not_yours {
        Some(why) => not_yours(&frame, why),
        None => frame.get("decided-by-you"),
    };
    let link = frame.get(if change.not_yours.is_some() { "waiting-open" } else { "waiting-decide" });
    view! {
        <section class="card waiting">
            <table class="rows">
                <caption class="unseen">{frame.get("user-waiting-title")}</caption>
                <thead>
                    <tr>
                        <th scope="col">{frame.get("changed-field")}</th>
                        <th scope="col">{frame.get("changed-now")}</th>
                        <th scope="col">{frame.get("changed-proposed")}</th>
                    </tr>
                </thead>
                <tbody>{rows}</tbody>
            </table>
            <p>{by + frame.gap() + &decide}</p>
            {(!change.request.is_empty()).then(|| {
                view! { <p><a href=format!("/portal/approvals/{}", change.request)>{link}</a></p> }
            })}
        </section>
    }
}

/// The form that registers or changes the address.
#[component]
fn AddressSection(
    /// Words and frame.
    frame: Frame,
    /// The page.
    model: UserPage,
    /// What is wrong.
    problems: Vec<Problem>,
) -> impl IntoView {
    let has = !model.user.address.is_empty();
    let title = frame.get(if has { "address-change-title" } else { "address-register-title" });
    let ends = (has && model.sessions.1 > 0).then(|| {
        view! { <p class="inset">{frame.with("sessions-would-end-then", &[("count", model.sessions.1.into())])}</p> }
    });
    let form = model.address_form;
    let confirm = match form.problem {
        Some(AddressProblem::Confirm { new_domain, shared }) => {
            let domain = new_domain
                .map(|domain| view! { <li>{frame.with("address-new-domain", &[("domain", domain.into())])}</li> });
            let shared = shared.then(|| view! { <li>{frame.get("address-shared")}</li> });
            Some(view! {
                <div class="inset">
                    <p>{frame.get("address-look")}</p>
                    <ul>{domain} {shared}</ul>
                </div>
                <Tick
                    id="confirm".to_owned()
                    name="confirm"
                    value="yes"
                    label=frame.get("address-confirm")
                    problems=problems.clone()
                />
            })
        }
        _ => None,
    };
    view! {
        <h2>{title}</h2>
        <form class="card" method="post" action=frame.chrome.here.clone() novalidate=true>
            <TextField
                name="email"
                kind="email"
                inputmode="email"
                label=frame.get("address-label")
                hint=frame.get("address-hint")
                value=form.email
                problems=problems.clone()
            />
            <Reason frame=frame.clone() value=form.reason optional=true problems=problems.clone() />
            {ends}
            {confirm}
            <button class="button" type="submit" name="action" value="propose-address">
                {frame.get("address-propose")}
            </button>
            <p class="beside">{frame.get("works-when-approved")}</p>
        </form>
    }
}

/// The id of an act's reason, and of what folds around it.
const fn ids(act: UserAct) -> (&'static str, &'static str) {
    match act {
        UserAct::Invite => ("invite", ""),
        UserAct::Unlock => ("unlock", ""),
        UserAct::EndSessions => ("end-sessions", ""),
        UserAct::Disable => ("disable", ""),
        UserAct::Dormant => ("dormant", ""),
        UserAct::SuspendCard => ("suspend-card", ""),
        UserAct::Reset => ("reset", "reason-reset"),
        UserAct::RemoveAddress => ("remove-address", "reason-remove-address"),
        UserAct::Enable => ("enable", "reason-enable"),
    }
}

/// Something that can be done with the user; it unfolds to say what it does, and to be done.
#[component]
fn Act(
    /// Words and frame.
    frame: Frame,
    /// What.
    act: UserAct,
    /// The page.
    model: UserPage,
    /// What is wrong.
    problems: Vec<Problem>,
) -> impl IntoView {
    let (id, reason) = ids(act);
    let open = words_at(&problems, reason).is_some() || words_at(&problems, id).is_some();
    let error = words_at(&problems, id).map(|words| view! { <p class="error">{words}</p> });
    let (all, resting) = model.sessions;
    let ended = match act {
        UserAct::EndSessions | UserAct::Disable | UserAct::Dormant => all,
        UserAct::Reset | UserAct::RemoveAddress => resting,
        UserAct::SuspendCard => model.card_sessions,
        UserAct::Invite | UserAct::Unlock | UserAct::Enable => 0,
    };
    let key = if act.proposes() { "sessions-would-end-then" } else { "sessions-would-end" };
    let sessions = (ended > 0).then(|| view! { <p>{frame.with(key, &[("count", ended.into())])}</p> });
    let reason = act.proposes().then(|| {
        view! { <TextArea id=reason name="reason" label=frame.get("reason") hint=frame.get("reason-hint") problems /> }
    });
    let button =
        if act.proposes() { frame.with("confirm-propose", &[("count", 1u8.into())]) } else { act_word(&frame, act) };
    view! {
        <details id=id open=open>
            <summary>{act_word(&frame, act)}</summary>
            <form method="post" action=frame.chrome.here.clone() novalidate=true>
                {error}
                <p>{act_means(&frame, act)}</p>
                {sessions}
                {reason}
                <p class="muted">{act_when(&frame, act)}</p>
                <button class="button second" type="submit" name="action" value=act.name()>{button}</button>
            </form>
        </details>
    }
}

/// The form that changes what the user may do as delegated administrator.
#[component]
fn RolesForm(
    /// Words and frame.
    frame: Frame,
    /// The page.
    model: UserPage,
    /// What is wrong.
    problems: Vec<Problem>,
) -> impl IntoView {
    let open = words_at(&problems, "maker").is_some() || words_at(&problems, "reason-roles").is_some();
    let roles = model.user.roles;
    let means = frame.get("roles-means");
    view! {
        <details id="roles" open=open>
            <summary>{frame.get("roles-title")}</summary>
            <form method="post" action=frame.chrome.here.clone() novalidate=true>
                <p id="roles-means">{means}</p>
                <fieldset aria-describedby="roles-means">
                    <legend>{frame.with("roles-legend", &[("user", model.user.account.user.as_str().into())])}</legend>
                    <Tick
                        id="maker".to_owned()
                        name="maker"
                        value="yes"
                        label=frame.get("roles-tick-maker")
                        checked=roles.maker
                        problems=problems.clone()
                    />
                    <Tick
                        id="checker".to_owned()
                        name="checker"
                        value="yes"
                        label=frame.get("roles-tick-checker")
                        checked=roles.checker
                    />
                </fieldset>
                <TextArea
                    id="reason-roles"
                    name="reason"
                    label=frame.get("reason")
                    hint=frame.get("reason-hint")
                    problems
                />
                <p class="muted">{frame.get("works-when-approved")}</p>
                <button class="button second" type="submit" name="action" value="propose-roles">
                    {frame.with("confirm-propose", &[("count", 1u8.into())])}
                </button>
            </form>
        </details>
    }
}

/// Everything that happened, newest first.
#[component]
fn Timeline(
    /// Words and frame.
    frame: Frame,
    /// What happened.
    timeline: Vec<Moment>,
    /// Whether there is more.
    more: bool,
    /// The user's ID.
    user: String,
) -> impl IntoView {
    if timeline.is_empty() {
        return view! {
            <h2>{frame.get("timeline-title")}</h2>
            <p class="empty">{frame.get("timeline-empty")}</p>
        };
    }
    let moments = timeline
        .into_iter()
        .map(|moment| {
            let who = actor_words(&frame, &moment.actor);
            view! {
                <li>
                    <Seconds frame=frame.clone() at=moment.at />
                    <div>
                        <p><strong>{event_words(&frame, &moment.kind)}</strong> <span class="muted">" · " {who}</span></p>
                        <Particulars frame=frame.clone() moment />
                    </div>
                </li>
            }
        })
        .collect_view();
    let more = more.then(|| {
        let url = href("/portal/audit", &[("user", &user)]);
        view! { <p><a href=url>{frame.get("timeline-more")}</a></p> }
    });
    view! {
        <h2>{frame.get("timeline-title")}</h2>
        <ol class="timeline">{moments}</ol>
        {more}
    }
}

fn problems(frame: &Frame, model: &UserPage) -> Vec<Problem> {
    // Where the form is gone, nothing on the page helps.
    let at = |field: &'static str, there: bool, words: String| {
        if there { Problem::at(field, words) } else { Problem::of_form(words) }
    };
    let address = model.address_form.problem.as_ref().map(|problem| {
        let (field, words) = address_problem(frame, problem);
        at(field.unwrap_or_default(), field.is_some() && takes_address(model), words)
    });
    let other = model.other_problem.map(|problem| match problem {
        OtherProblem::Act(act, why) => {
            let values = [("act", act_word(frame, act).into()), ("why", why_not(frame, why).into())];
            at(ids(act).0, offers(model, act), frame.with("act-impossible", &values))
        }
        OtherProblem::ReasonMissing(kind) => {
            let (field, there) = match kind {
                ChangeKind::Reset => (ids(UserAct::Reset).1, offers(model, UserAct::Reset)),
                ChangeKind::RemoveAddress => (ids(UserAct::RemoveAddress).1, offers(model, UserAct::RemoveAddress)),
                ChangeKind::Enable => (ids(UserAct::Enable).1, offers(model, UserAct::Enable)),
                ChangeKind::Roles => ("reason-roles", takes_roles(model)),
                _ => ("reason", takes_address(model)),
            };
            at(field, there, frame.get("reason-missing"))
        }
        OtherProblem::SameRoles => at("maker", takes_roles(model), frame.get("roles-same")),
        OtherProblem::RolesWait => Problem::of_form(frame.get("roles-wait")),
        OtherProblem::NotMaker => Problem::of_form(frame.get("not-maker")),
    });
    address.into_iter().chain(other).collect()
}

/// Why an address was not proposed, and the field that helps, if any.
fn address_problem(frame: &Frame, problem: &AddressProblem) -> (Option<&'static str>, String) {
    let (field, key) = match problem {
        AddressProblem::Empty => (Some("email"), "address-empty"),
        AddressProblem::NotPlain => (Some("email"), "address-not-plain"),
        AddressProblem::NonAscii => (Some("email"), "address-non-ascii"),
        AddressProblem::DomainRefused => (Some("email"), "address-domain-refused"),
        AddressProblem::SharedRefused => (Some("email"), "address-shared-refused"),
        AddressProblem::Confirm { .. } => (Some("confirm"), "address-unconfirmed"),
        AddressProblem::Already => (Some("email"), "address-already"),
        AddressProblem::Waits => (Some("email"), "address-waits"),
        AddressProblem::Disabled => (None, "why-disabled"),
        AddressProblem::Dormant => (None, "staff-proposal-dormant"),
        AddressProblem::PhaseClosed => (None, "phase-closed"),
    };
    (field, frame.get(key))
}
