use std::time::Duration;

use crate::{
    components::Frame,
    ports::mail_desk::{Fate, Standing},
    words::grouped,
};

/// How a mail stands.
pub(super) fn fate_words(frame: &Frame, fate: Fate) -> String {
    frame.get(match fate {
        Fate::Waiting => "maildesk-waiting",
        Fate::Deferred => "maildesk-deferred",
        Fate::Refused => "maildesk-refused",
        Fate::Sent => "maildesk-sent",
        Fate::Useless => "maildesk-useless",
        Fate::Suppressed => "maildesk-suppressed",
    })
}

/// Which mails are asked for.
pub(super) fn standing_words(frame: &Frame, standing: Standing) -> String {
    match standing {
        Standing::Queued => frame.get("maildesk-queued"),
        Standing::Each(fate) => fate_words(frame, fate),
    }
}

/// How that looks.
pub(super) const fn fate_look(fate: Fate) -> &'static str {
    match fate {
        Fate::Waiting => "tag",
        Fate::Deferred => "tag bad",
        Fate::Refused => "tag refused",
        Fate::Sent => "tag good",
        Fate::Useless | Fate::Suppressed => "tag off",
    }
}

/// A length of time in its largest unit: to the tenth of a second up to a minute, then whole.
pub(super) fn span_words(frame: &Frame, span: Duration) -> String {
    let seconds = span.as_secs();
    let (key, number) = match seconds {
        0..60 => ("maildesk-seconds", format!("{}.{}", seconds, span.subsec_millis() / 100)),
        60..3_600 => ("maildesk-minutes", grouped(seconds / 60)),
        3_600..172_800 => ("maildesk-hours", grouped(seconds / 3_600)),
        _ => ("maildesk-days", grouped(seconds / 86_400)),
    };
    frame.with(key, &[("number", number.into())])
}

/// What a mail is for; a kind that is not known yet is shown as it is.
pub(super) fn kind_words(frame: &Frame, kind: &str) -> String {
    let key = match kind {
        "code" => "mail-kind-code",
        "activation" => "mail-kind-activation",
        "login-paused" => "mail-kind-login-paused",
        "account-closed" => "mail-kind-account-closed",
        "password-changed" => "mail-kind-password-changed",
        "address-registered" => "mail-kind-address-registered",
        "address-left" => "mail-kind-address-left",
        "address-removed" => "mail-kind-address-removed",
        "access-reset" => "mail-kind-access-reset",
        "roles-changed" => "mail-kind-roles-changed",
        "account-disabled" => "mail-kind-account-disabled",
        "account-enabled" => "mail-kind-account-enabled",
        "card-suspended" => "mail-kind-card-suspended",
        "card-retired" => "mail-kind-card-retired",
        "card-restored" => "mail-kind-card-restored",
        "request-decided" => "mail-kind-request-decided",
        "requests-waiting" => "mail-kind-requests-waiting",
        "operator-acted" => "mail-kind-operator-acted",
        "card-bound" => "mail-kind-card-bound",
        "passkey-added" => "mail-kind-passkey-added",
        "passkey-removed" => "mail-kind-passkey-removed",
        "schedule-changed" => "mail-kind-schedule-changed",
        "event-held" => "mail-kind-event-held",
        "exception-granted" => "mail-kind-exception-granted",
        "briefing-confirmed" => "mail-kind-briefing-confirmed",
        "briefing-seat" => "mail-kind-briefing-seat",
        "briefing-reminder" => "mail-kind-briefing-reminder",
        "briefing-moved" => "mail-kind-briefing-moved",
        "briefing-called-off" => "mail-kind-briefing-called-off",
        "guide-version" => "mail-kind-guide-version",
        "pass-issued" => "mail-kind-pass-issued",
        "pass-used" => "mail-kind-pass-used",
        "call-back-changed" => "mail-kind-call-back-changed",
        "firm-reminder" => "mail-kind-firm-reminder",
        "campaign-reminder" => "mail-kind-campaign-reminder",
        "campaign-firm-digest" => "mail-kind-campaign-firm-digest",
        "campaign-house-digest" => "mail-kind-campaign-house-digest",
        "probe" => "mail-kind-probe",
        "audit-anchor" => "mail-kind-audit-anchor",
        unknown => return unknown.to_owned(),
    };
    frame.get(key)
}
