//! What the portal calls things, and the marks beside a user.

use domain::{
    approval::{ChangeKind, NotYours},
    life::{State, Status},
    role::DaRoles,
};

use crate::{
    components::Frame,
    markup::*,
    pages::registry::change_words,
    ports::{
        approval::{Diff, DiffField},
        portal::{Done, Outcome, Show, UserAct, UserRow, WhyNot},
    },
};

/// How far a user is, in a word or two.
pub(in crate::pages) fn state_word(frame: &Frame, state: State) -> String {
    frame.get(match state {
        State::Authorised => "stage-authorised",
        State::Proposed => "stage-proposed",
        State::Registered => "stage-registered",
        State::Ready => "stage-ready",
        State::Tested => "stage-tested",
        State::TwoFactor => "stage-two-factor",
        State::TwoFactorOnly => "stage-two-factor-only",
    })
}

/// Whether an account is in use.
pub(in crate::pages) fn status_word(frame: &Frame, status: Status) -> String {
    frame.get(match status {
        Status::Active => "status-active",
        Status::Dormant => "status-dormant",
        Status::Disabled => "status-disabled",
    })
}

/// What a delegated administrator may do; empty for others.
pub(in crate::pages) fn roles_word(frame: &Frame, roles: DaRoles) -> String {
    match (roles.maker, roles.checker) {
        (true, true) => frame.get("roles-both"),
        (true, false) => frame.get("roles-maker"),
        (false, true) => frame.get("roles-checker"),
        (false, false) => String::new(),
    }
}

/// What a list shows.
pub(super) fn show_words(frame: &Frame, show: Show) -> String {
    match show {
        Show::All => frame.get("show-all"),
        Show::NotReady => frame.get("show-not-ready"),
        Show::NoAddress => frame.get("show-no-address"),
        Show::MailRefused => frame.get("show-mail-refused"),
        Show::Waiting => frame.get("show-waiting"),
        Show::Administrators => frame.get("show-administrators"),
        Show::State(state) => state_word(frame, state),
        Show::Status(status) => status_word(frame, status),
    }
}

/// An act, as its button says it.
pub(in crate::pages) fn act_word(frame: &Frame, act: UserAct) -> String {
    frame.get(match act {
        UserAct::Invite => "act-invite",
        UserAct::Unlock => "act-unlock",
        UserAct::EndSessions => "act-end-sessions",
        UserAct::Disable => "act-disable",
        UserAct::Dormant => "act-dormant",
        UserAct::SuspendCard => "act-suspend-card",
        UserAct::Reset => "act-reset",
        UserAct::RemoveAddress => "act-remove-address",
        UserAct::Enable => "act-enable",
    })
}

/// What an act does, in plain words.
pub(in crate::pages) fn act_means(frame: &Frame, act: UserAct) -> String {
    frame.get(match act {
        UserAct::Invite => "act-invite-means",
        UserAct::Unlock => "act-unlock-means",
        UserAct::EndSessions => "act-end-sessions-means",
        UserAct::Disable => "act-disable-means",
        UserAct::Dormant => "act-dormant-means",
        UserAct::SuspendCard => "act-suspend-card-means",
        UserAct::Reset => "act-reset-means",
        UserAct::RemoveAddress => "act-remove-address-means",
        UserAct::Enable => "act-enable-means",
    })
}

/// Whether somebody else has to agree to an act.
pub(super) fn act_when(frame: &Frame, act: UserAct) -> String {
    frame.get(if act.proposes() { "works-when-approved" } else { "works-at-once" })
}

/// Why something cannot be done with a user.
pub(in crate::pages) fn why_not(frame: &Frame, why: WhyNot) -> String {
    frame.get(match why {
        WhyNot::NoAddress => "why-no-address",
        WhyNot::Disabled => "why-disabled",
        WhyNot::Active => "why-active",
        WhyNot::NotSetUp => "why-not-set-up",
        WhyNot::SetUpClosed => "why-set-up-closed",
        WhyNot::NotPaused => "why-not-paused",
        WhyNot::NoSession => "why-no-session",
        WhyNot::Already => "why-already",
        WhyNot::Waits => "why-waits",
        WhyNot::Capped => "why-capped",
        WhyNot::Oneself => "why-oneself",
        WhyNot::NoCard => "why-no-card",
    })
}

/// Why a change that waits is not the reader's to decide.
pub(super) fn not_yours(frame: &Frame, why: NotYours) -> String {
    frame.get(match why {
        NotYours::OwnAccount => "decided-own-account",
        NotYours::OwnRequest => "decided-own-request",
        NotYours::SamePerson => "decided-same-person",
        NotYours::ForFirm => "decided-for-firm",
        NotYours::ForStaff => "decided-for-staff",
        NotYours::NoRight => "decided-no-right",
    })
}

/// A kind of change that waits.
pub(in crate::pages) fn waits_word(frame: &Frame, kind: ChangeKind) -> String {
    frame.get(match kind {
        ChangeKind::Address => "waits-address",
        ChangeKind::RemoveAddress => "waits-remove-address",
        ChangeKind::Reset => "waits-reset",
        ChangeKind::Roles => "waits-roles",
        ChangeKind::Enable => "waits-enable",
        ChangeKind::Disable => "waits-disable",
        ChangeKind::Sole => "waits-sole",
        ChangeKind::Domains => "waits-domains",
        ChangeKind::BindCard => "waits-bind-card",
        ChangeKind::RetireCards => "waits-retire-cards",
        ChangeKind::RestoreCards => "waits-restore-cards",
        ChangeKind::Schedule => "waits-schedule",
        ChangeKind::Arm => "waits-arm",
        ChangeKind::Exception => "waits-exception",
        ChangeKind::Campaign => "waits-campaign",
        ChangeKind::OneTimePass => "waits-one-time-pass",
        ChangeKind::CallBack => "waits-call-back",
        ChangeKind::Package => "waits-package",
        ChangeKind::Readiness => "waits-readiness",
    })
}

/// What was just done.
pub(super) fn outcome(frame: &Frame, outcome: &Outcome) -> String {
    let key = match outcome.act {
        Done::Act(UserAct::Invite) => "done-invite",
        Done::Act(UserAct::Unlock) => "done-unlock",
        Done::Act(UserAct::EndSessions) => "done-end-sessions",
        Done::Act(UserAct::Disable) => "done-disable",
        Done::Act(UserAct::Dormant) => "done-dormant",
        Done::Act(UserAct::SuspendCard) => "done-suspend-card",
        Done::Act(UserAct::Reset | UserAct::RemoveAddress | UserAct::Enable) | Done::Proposed(_) => "done-proposed",
    };
    let said = frame.with(key, &[("count", outcome.count.into())]);
    if outcome.left_out == 0 {
        return said;
    }
    said + frame.gap() + &frame.with("done-left-out", &[("count", outcome.left_out.into())])
}

/// A field of a change, its value now and the value proposed.
pub(super) fn diff_words(frame: &Frame, diff: &Diff) -> (String, String, String) {
    let field = frame.get(match diff.field {
        DiffField::Address => "changed-address",
        DiffField::Password => "changed-password",
        DiffField::Roles => "changed-roles",
        DiffField::Status => "changed-status",
        DiffField::Sole => "changed-sole",
        DiffField::Domains => "changed-domains",
        DiffField::Cards => "changed-cards",
        DiffField::Said(key) => key,
    });
    let value = |text: &str| match diff.field {
        DiffField::Roles => {
            DaRoles::parse(text).map(|roles| roles_word(frame, roles)).unwrap_or_else(|_| text.to_owned())
        }
        DiffField::Status => text.parse().map(|status| status_word(frame, status)).unwrap_or_else(|_| text.to_owned()),
        DiffField::Sole => text.parse().map(|until| frame.when(until)).unwrap_or_else(|_| text.to_owned()),
        DiffField::Cards => change_words(frame, text),
        DiffField::Address | DiffField::Password | DiffField::Domains | DiffField::Said(_) => text.to_owned(),
    };
    if diff.field == DiffField::Password {
        return (field, frame.get("changed-password-now"), frame.get("changed-password-proposed"));
    }
    let [now, proposed] = [&diff.now, &diff.proposed].map(|text| {
        let words = value(text);
        if words.is_empty() { frame.get("changed-nothing") } else { words }
    });
    (field, now, proposed)
}

/// Where a user stands, and what stands out about them.
#[component]
pub(super) fn Marks(
    /// Words and frame.
    frame: Frame,
    /// The user.
    user: UserRow,
) -> impl IntoView {
    let able = user.status == Status::Active && user.state >= State::Ready;
    let (word, look) = match user.status {
        Status::Active => (state_word(&frame, user.state), if able { "tag good" } else { "tag" }),
        status => (status_word(&frame, status), "tag off"),
    };
    // A first address that waits is what the state says already.
    let told = |kind: ChangeKind| kind == ChangeKind::Address && user.state == State::Proposed;
    let waits = user.waits.as_ref().map(|(kind, _)| *kind).filter(|kind| !told(*kind));
    let warn = |shown: bool, key: &str| shown.then(|| view! { " " <span class="tag bad">{frame.get(key)}</span> });
    view! {
        <span class="marks">
            <span class=look>{word}</span>
            {waits.map(|kind| view! { " " <span class="tag">{waits_word(&frame, kind)}</span> })}
            {warn(user.mail_refused, "mark-mail-refused")}
            {warn(user.paused, "mark-paused")}
        </span>
    }
}

/// The users that something concerns, each with where they stand.
#[component]
pub(super) fn People(
    /// Words and frame.
    frame: Frame,
    /// The users, and what to say of each.
    people: Vec<(UserRow, Option<String>)>,
) -> impl IntoView {
    let people = people
        .into_iter()
        .map(|(user, said)| {
            let href = super::user_path(&user.account);
            let said = match said {
                Some(said) => view! { <span class="muted">{said}</span> },
                None => view! { <Marks frame=frame.clone() user=user.clone() /> },
            };
            view! {
                <li>
                    <a href=href>{user.account.user.as_str().to_owned()}</a>
                    <span class="name">{user.name}</span>
                    {said}
                </li>
            }
        })
        .collect_view();
    view! { <ul class="people">{people}</ul> }
}
