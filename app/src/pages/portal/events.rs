//! What the audit trail calls things, in plain words.

use domain::time;
use leptos::prelude::*;

use crate::{
    components::Frame,
    ports::trail::{Actor, Moment},
};

/// An event in plain words; a kind that is not known yet is shown as it is.
pub(super) fn event_words(frame: &Frame, kind: &str) -> String {
    let key = match kind {
        "access.reset" => "event-access-reset",
        "act.acknowledged" => "event-act-acknowledged",
        "activation.paused" => "event-activation-paused",
        "activation.refused" => "event-activation-refused",
        "activation.sent" => "event-activation-sent",
        "address.changed" => "event-address-changed",
        "address.registered" => "event-address-registered",
        "address.removed" => "event-address-removed",
        "audit.exported" => "event-audit-exported",
        "briefing.attendance" => "event-briefing-attendance",
        "briefing.called-off" => "event-briefing-called-off",
        "briefing.changed" => "event-briefing-changed",
        "briefing.created" => "event-briefing-created",
        "briefing.given-back" => "event-briefing-given-back",
        "briefing.material-added" => "event-briefing-material-added",
        "briefing.material-removed" => "event-briefing-material-removed",
        "briefing.moved-up" => "event-briefing-moved-up",
        "briefing.reminded" => "event-briefing-reminded",
        "briefing.signed-up" => "event-briefing-signed-up",
        "briefing.waiting" => "event-briefing-waiting",
        "card.binding-issued" => "event-card-binding-issued",
        "card.codes-refused" => "event-card-codes-refused",
        "card.codes-taken" => "event-card-codes-taken",
        "card.described" => "event-card-described",
        "card.imported" => "event-card-imported",
        "card.restored" => "event-card-restored",
        "card.retired" => "event-card-retired",
        "card.suspended" => "event-card-suspended",
        "change.approved" => "event-change-approved",
        "change.rejected" => "event-change-rejected",
        "change.stale" => "event-change-stale",
        "call-back.changed" => "event-call-back-changed",
        "code.paused" => "event-code-paused",
        "code.sent" => "event-code-sent",
        "code.wrong" => "event-code-wrong",
        "directory.imported" => "event-directory-imported",
        "domains.changed" => "event-domains-changed",
        "guide.acknowledged" => "event-guide-acknowledged",
        "guide.published" => "event-guide-published",
        "exception.ended" => "event-exception-ended",
        "exception.granted" => "event-exception-granted",
        "exception.over" => "event-exception-over",
        "hand-over.shown" => "event-hand-over-shown",
        "login.completed" => "event-login-completed",
        "login.paused" => "event-login-paused",
        "login.phase-closed" => "event-login-phase-closed",
        "login.refused" => "event-login-refused",
        "operator.acted" => "event-operator-acted",
        "other-firm.refused" => "event-other-firm-refused",
        "package.acknowledged" => "event-package-acknowledged",
        "participant.added" => "event-participant-added",
        "participant.changed" => "event-participant-changed",
        "pass.call-confirmed" => "event-pass-call-confirmed",
        "pass.issued" => "event-pass-issued",
        "pass.refused" => "event-pass-refused",
        "pass.shown" => "event-pass-shown",
        "pass.used" => "event-pass-used",
        "pass.wrong" => "event-pass-wrong",
        "password.changed" => "event-password-changed",
        "password.refused" => "event-password-refused",
        "pause.cleared" => "event-pause-cleared",
        "readiness.declared" => "event-readiness-declared",
        "reminder.sent" => "event-reminder-sent",
        "request.expired" => "event-request-expired",
        "request.proposed" => "event-request-proposed",
        "request.withdrawn" => "event-request-withdrawn",
        "roles.changed" => "event-roles-changed",
        "session.ended" => "event-session-ended",
        "sessions.ended" => "event-sessions-ended",
        "setup.begun" => "event-setup-begun",
        "setup.completed" => "event-setup-completed",
        "sole.ended" => "event-sole-ended",
        "sole.granted" => "event-sole-granted",
        "source.paused" => "event-source-paused",
        "staff.added" => "event-staff-added",
        "test.checked" => "event-test-checked",
        "test.failed" => "event-test-failed",
        "test.passed" => "event-test-passed",
        "upload.discarded" => "event-upload-discarded",
        "upload.previewed" => "event-upload-previewed",
        "upload.proposed" => "event-upload-proposed",
        "user.added" => "event-user-added",
        "user.changed" => "event-user-changed",
        "user.disabled" => "event-user-disabled",
        "user.dormant" => "event-user-dormant",
        "user.enabled" => "event-user-enabled",
        "user.looked-up" => "event-user-looked-up",
        "user.moved" => "event-user-moved",
        "binding.begun" => "event-binding-begun",
        "binding.paused" => "event-binding-paused",
        "binding.refused" => "event-binding-refused",
        "card.bound" => "event-card-bound",
        "certificate.paused" => "event-certificate-paused",
        "certificate.refused" => "event-certificate-refused",
        "certificate.registered" => "event-certificate-registered",
        "passkey.added" => "event-passkey-added",
        "passkey.refused" => "event-passkey-refused",
        "passkey.removed" => "event-passkey-removed",
        "passkey.renamed" => "event-passkey-renamed",
        "setup.proved" => "event-setup-proved",
        "setup.refused" => "event-setup-refused",
        "smartcard.refused" => "event-smartcard-refused",
        "announcement.ended" => "event-announcement-ended",
        "announcement.made" => "event-announcement-made",
        "campaign.done" => "event-campaign-done",
        "campaign.drafted" => "event-campaign-drafted",
        "campaign.paused" => "event-campaign-paused",
        "campaign.reminded" => "event-campaign-reminded",
        "campaign.resumed" => "event-campaign-resumed",
        "campaign.started" => "event-campaign-started",
        "campaign.stopped" => "event-campaign-stopped",
        "mail.accepted" => "event-mail-accepted",
        "mail.bounced" => "event-mail-bounced",
        "mail.cleared" => "event-mail-cleared",
        "mail.probed" => "event-mail-probed",
        "mail.refused" => "event-mail-refused",
        unknown => return unknown.to_owned(),
    };
    frame.get(key)
}

/// A family of events in plain words; one that is not known yet is shown as it is.
pub(super) fn family_words(frame: &Frame, family: &str) -> String {
    let key = match family {
        "access" => "family-access",
        "act" => "family-act",
        "activation" => "family-activation",
        "address" => "family-address",
        "audit" => "family-audit",
        "briefing" => "family-briefing",
        "card" => "family-card",
        "change" => "family-change",
        "code" => "family-code",
        "directory" => "family-directory",
        "domains" => "family-domains",
        "guide" => "family-guide",
        "exception" => "family-exception",
        "hand-over" => "family-hand-over",
        "login" => "family-login",
        "operator" => "family-operator",
        "other-firm" => "family-other-firm",
        "package" => "family-package",
        "participant" => "family-participant",
        "pass" => "family-pass",
        "call-back" => "family-call-back",
        "password" => "family-password",
        "pause" => "family-pause",
        "readiness" => "family-readiness",
        "reminder" => "family-reminder",
        "request" => "family-request",
        "roles" => "family-roles",
        "session" => "family-session",
        "sessions" => "family-sessions",
        "setup" => "family-setup",
        "sole" => "family-sole",
        "source" => "family-source",
        "staff" => "family-staff",
        "test" => "family-test",
        "upload" => "family-upload",
        "user" => "family-user",
        "binding" => "family-binding",
        "certificate" => "family-certificate",
        "passkey" => "family-passkey",
        "smartcard" => "family-smartcard",
        "announcement" => "family-announcement",
        "campaign" => "family-campaign",
        "mail" => "family-mail",
        unknown => return unknown.to_owned(),
    };
    frame.get(key)
}

/// Who did something.
pub(super) fn actor_words(frame: &Frame, actor: &Actor) -> String {
    match actor {
        Actor::Account(account, name) if name.is_empty() => account.user.as_str().to_owned(),
        Actor::Account(account, name) => {
            frame.with("actor-account", &[("name", name.into()), ("user", account.user.as_str().into())])
        }
        Actor::Staff => frame.get("actor-staff"),
        Actor::Anonymous => frame.get("actor-anonymous"),
        Actor::Operator => frame.get("actor-operator"),
        Actor::System => frame.get("actor-system"),
    }
}

/// Date and time to the second, with the zone.
#[component]
pub(super) fn Seconds(
    /// Words and frame.
    frame: Frame,
    /// When.
    at: time::Instant,
) -> impl IntoView {
    let (date, clock) = (time::date(at, frame.language()), time::clock_seconds(at, frame.language()));
    view! {
        <time datetime=at.to_string()>
            <span class="day">{date}</span>
            " "
            <span class="clock">{clock}</span>
        </time>
    }
}

/// Particulars of an event, as the audit has them, and the request that did it.
#[component]
pub(super) fn Particulars(
    /// Words and frame.
    frame: Frame,
    /// The event.
    moment: Moment,
) -> impl IntoView {
    let request = (!moment.request.is_empty()).then(|| {
        let url = format!("/portal/approvals/{}", moment.request);
        view! { <li><a href=url>{frame.get("trail-request")}</a></li> }
    });
    (request.is_some() || !moment.detail.is_empty()).then(|| {
        let detail = moment
            .detail
            .into_iter()
            .map(|(label, value)| {
                view! { <li><span class="muted">{label}": "</span>{value}</li> }
            })
            .collect_view();
        view! {
            <ul class="particulars">
                {detail}
                {request}
            </ul>
        }
    })
}
