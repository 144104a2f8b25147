//! Every event that the audit knows, and the keys of what it is called.
//!
//! To add a kind of event: its line here, its words, and its writer. The server refuses in tests to write a kind that is
//! not known here, and a test of its sources finds those that no test writes.

macro_rules! words {
    ($($name:literal => $key:literal,)*) => {
        &[$(($name, $key)),*]
    };
}

/// Every kind, as `family.happening`, and the key of its words.
pub const EVENTS: &[(&str, &str)] = {
    words! {
        "access.reset" => "event-access-reset",
        "act.acknowledged" => "event-act-acknowledged",
        "activation.paused" => "event-activation-paused",
        "activation.refused" => "event-activation-refused",
        "activation.sent" => "event-activation-sent",
        "address.changed" => "event-address-changed",
        "address.registered" => "event-address-registered",
        "address.removed" => "event-address-removed",
        "adoption.rebuilt" => "event-adoption-rebuilt",
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
        "code.refused" => "event-code-refused",
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
        "login.turned-away" => "event-login-turned-away",
        "operator.acted" => "event-operator-acted",
        "other-firm.refused" => "event-other-firm-refused",
        "package.acknowledged" => "event-package-acknowledged",
        "page.refused" => "event-page-refused",
        "participant.added" => "event-participant-added",
        "participant.changed" => "event-participant-changed",
        "participant.looked-up" => "event-participant-looked-up",
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
        "sole.over" => "event-sole-over",
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
        "users.searched" => "event-users-searched",
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
        "audit.expired" => "event-audit-expired",
        "cards.decommissioned" => "event-cards-decommissioned",
        "closing.pack" => "event-closing-pack",
        "mail-delay.announced" => "event-mail-delay-announced",
        "mail-delay.ended" => "event-mail-delay-ended",
        "report.sent" => "event-report-sent",
        "schedule.armed" => "event-schedule-armed",
        "schedule.changed" => "event-schedule-changed",
        "schedule.happened" => "event-schedule-happened",
        "schedule.held" => "event-schedule-held",
        "schedule.sessions-ended" => "event-schedule-sessions-ended",
        "mail.accepted" => "event-mail-accepted",
        "mail.bounced" => "event-mail-bounced",
        "mail.cleared" => "event-mail-cleared",
        "mail.probed" => "event-mail-probed",
        "mail.refused" => "event-mail-refused",
    }
};

/// Every family, and the key of its words.
pub const FAMILIES: &[(&str, &str)] = {
    words! {
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
        "page" => "family-page",
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
        "users" => "family-users",
        "binding" => "family-binding",
        "certificate" => "family-certificate",
        "passkey" => "family-passkey",
        "smartcard" => "family-smartcard",
        "announcement" => "family-announcement",
        "campaign" => "family-campaign",
        "cards" => "family-cards",
        "closing" => "family-closing",
        "mail-delay" => "family-mail-delay",
        "report" => "family-report",
        "schedule" => "family-schedule",
        "adoption" => "family-adoption",
        "mail" => "family-mail",
    }
};

/// The kind of that name.
pub fn known(kind: &str) -> Option<&'static str> {
    EVENTS.iter().map(|(name, _)| *name).find(|name| *name == kind)
}

/// The kinds of a family; none where there is no such family.
pub fn kinds_of(family: &str) -> Vec<&'static str> {
    EVENTS.iter().map(|(kind, _)| *kind).filter(|kind| family_of(kind) == family).collect()
}

/// The family of a kind.
pub fn family_of(kind: &str) -> &str {
    kind.split('.').next().unwrap_or(kind)
}

#[cfg(test)]
mod tests {
    use super::{EVENTS, FAMILIES, family_of, kinds_of};

    #[test]
    fn every_kind_stands_once_and_its_family_too() {
        for table in [EVENTS, FAMILIES] {
            let mut names: Vec<_> = table.iter().map(|(name, _)| name).collect();
            names.sort_unstable();
            let all = names.len();
            names.dedup();
            assert_eq!(names.len(), all, "one stands twice");
        }
        for (kind, _) in EVENTS {
            assert!(FAMILIES.iter().any(|(family, _)| *family == family_of(kind)), "{kind} has no family");
        }
        for (family, _) in FAMILIES {
            assert!(!kinds_of(family).is_empty(), "{family} has no kind");
        }
    }
}
