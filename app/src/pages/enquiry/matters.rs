//! What is wrong, and what to say to the caller.

use domain::enquiry::{Cause, Failure, Flaw, Matter, Shut};

use crate::{components::Frame, markup::*, pages::connectivity, ports::enquiry::Person};

/// The key of the words for what failed.
fn failure_key(failure: Failure) -> &'static str {
    match failure {
        Failure::WrongPassword => "failure-wrong-password",
        Failure::NotSetUp => "failure-not-set-up",
        Failure::OutOfUse => "failure-out-of-use",
        Failure::TooMany => "failure-too-many",
        Failure::TwoFactorClosed => "failure-two-factor-closed",
        Failure::CardsClosed => "failure-cards-closed",
        Failure::CardsGone => "failure-cards-gone",
        Failure::WrongCode => "failure-wrong-code",
        Failure::CodeExpired => "failure-code-expired",
        Failure::CodeUsedUp => "failure-code-used-up",
        Failure::CodeNotSent => "failure-code-not-sent",
        Failure::MailTooSoon => "failure-mail-too-soon",
        Failure::NoMoreMails => "failure-no-more-mails",
        Failure::WrongPass(Flaw::Unknown) => "failure-wrong-pass",
        Failure::WrongPass(Flaw::Used) => "failure-pass-used",
        Failure::WrongPass(Flaw::Replaced) => "failure-pass-replaced",
        Failure::WrongPass(Flaw::NotShown) => "failure-pass-not-shown",
        Failure::WrongPass(Flaw::Expired) => "failure-pass-expired",
        Failure::WrongPass(Flaw::Outdated) => "failure-pass-outdated",
        Failure::WrongActivation => "failure-wrong-activation",
        Failure::SetUpClosed => "failure-set-up-closed",
        Failure::CardFirst => "failure-card-first",
        Failure::Credential(Cause::Unknown) => "failure-unknown",
        Failure::Credential(Cause::OtherUser) => "failure-other-user",
        Failure::Credential(Cause::Suspended) => "failure-suspended",
        Failure::Credential(Cause::Retired) => "failure-retired",
        Failure::Credential(Cause::NotVerified) => "failure-not-verified",
        Failure::Credential(Cause::Over) => "failure-over",
        Failure::Credential(Cause::Closed) => "failure-closed",
        Failure::Credential(Cause::Ended) => "failure-ended",
        Failure::Credential(Cause::Doubtful) => "failure-doubtful",
        Failure::WrongBinding => "failure-wrong-binding",
        Failure::Test(_) => "failure-test",
        Failure::Page(Shut::NotFound) => "failure-page-not-found",
        Failure::Page(Shut::NotAllowed) => "failure-page-not-allowed",
        Failure::Page(Shut::Unreadable) => "failure-page-unreadable",
        Failure::Page(Shut::Ours) => "failure-page-ours",
    }
}

/// The key of what to say where that failed.
fn failure_say(failure: Failure) -> &'static str {
    match failure {
        Failure::WrongPassword => "say-wrong-password",
        Failure::NotSetUp => "say-not-set-up",
        Failure::OutOfUse => "say-out-of-use",
        Failure::TooMany => "say-too-many",
        Failure::TwoFactorClosed => "say-two-factor-closed",
        Failure::CardsClosed => "say-cards-closed",
        Failure::CardsGone => "say-cards-gone",
        Failure::WrongCode => "say-wrong-code",
        Failure::CodeExpired => "say-code-expired",
        Failure::CodeUsedUp => "say-code-used-up",
        Failure::CodeNotSent => "say-code-not-sent",
        Failure::MailTooSoon => "say-mail-too-soon",
        Failure::NoMoreMails => "say-no-more-mails",
        Failure::WrongPass(Flaw::Unknown) => "say-wrong-pass",
        Failure::WrongPass(Flaw::Used) => "say-pass-used",
        Failure::WrongPass(Flaw::Replaced) => "say-pass-replaced",
        Failure::WrongPass(Flaw::NotShown) => "say-pass-not-shown",
        Failure::WrongPass(Flaw::Expired) => "say-pass-expired",
        Failure::WrongPass(Flaw::Outdated) => "say-pass-outdated",
        Failure::WrongActivation => "say-wrong-activation",
        Failure::SetUpClosed => "say-set-up-closed",
        Failure::CardFirst => "say-card-first",
        Failure::Credential(Cause::Unknown) => "say-unknown",
        Failure::Credential(Cause::OtherUser) => "say-other-user",
        Failure::Credential(Cause::Suspended) => "say-suspended",
        Failure::Credential(Cause::Retired) => "say-retired",
        Failure::Credential(Cause::NotVerified) => "say-not-verified",
        Failure::Credential(Cause::Over) => "say-over",
        Failure::Credential(Cause::Closed) => "say-closed",
        Failure::Credential(Cause::Ended) => "say-ended",
        Failure::Credential(Cause::Doubtful) => "say-doubtful",
        Failure::WrongBinding => "say-wrong-binding",
        Failure::Test(_) => "say-test",
        Failure::Page(Shut::NotFound) => "say-page-not-found",
        Failure::Page(Shut::NotAllowed) => "say-page-not-allowed",
        Failure::Page(Shut::Unreadable) => "say-page-unreadable",
        Failure::Page(Shut::Ours) => "say-page-ours",
    }
}

/// What failed, in plain words, and what to say to the caller. A test's reason has words of its own.
pub(super) fn failure_words(frame: &Frame, failure: Failure) -> (String, String) {
    if let Failure::Test(Some(reason)) = failure {
        let (found, cure) = connectivity::reason(frame, reason);
        return (frame.with("failure-test-because", &[("reason", found.into())]), cure);
    }
    (frame.get(failure_key(failure)), frame.get(failure_say(failure)))
}

/// What is wrong, and what to say.
fn words(frame: &Frame, matter: Matter) -> (String, String) {
    let get = |wrong: &str, say: &str| (frame.get(wrong), frame.get(say));
    match matter {
        Matter::Disabled => get("matter-disabled", "say-disabled"),
        Matter::Dormant => get("matter-dormant", "say-dormant"),
        Matter::NoAddress => get("matter-no-address", "say-no-address"),
        Matter::AddressWaits => get("matter-address-waits", "say-address-waits"),
        Matter::SetUpNotOpen => get("matter-set-up-not-open", "say-set-up-not-open"),
        Matter::ActivationComing => get("matter-activation-coming", "say-activation-coming"),
        Matter::ActivationMissing => get("matter-activation-missing", "say-activation-missing"),
        Matter::ActivationSent(sent) => {
            let values = [("sent", frame.when(sent.at).into()), ("until", frame.when(sent.expires_at).into())];
            (frame.with("matter-activation-sent", &values), frame.get("say-activation-sent"))
        }
        Matter::ActivationExpired(sent) => {
            let values = [("time", frame.when(sent.expires_at).into())];
            (frame.with("matter-activation-expired", &values), frame.get("say-activation-expired"))
        }
        Matter::Paused(Some(until)) => {
            (frame.with("matter-paused", &[("time", frame.when(until).into())]), frame.get("say-paused"))
        }
        Matter::Paused(None) => get("matter-paused-open", "say-paused-open"),
        Matter::AddressRefuses => get("matter-address-refuses", "say-address-refuses"),
        Matter::TwoFactorNotOpen => get("matter-two-factor-not-open", "say-two-factor-not-open"),
        Matter::CardsStopped => get("matter-cards-stopped", "say-cards-stopped"),
        Matter::Failed(failure) => failure_words(frame, failure),
        Matter::Nothing => get("matter-nothing", "say-nothing"),
    }
}

/// The card on top: the weightiest reason, what to say, and whatever else is wrong.
#[component]
pub(super) fn Matters(
    /// Words and frame.
    frame: Frame,
    /// The page.
    model: Person,
) -> impl IntoView {
    let mut matters = model.matters.into_iter().map(|matter| words(&frame, matter));
    let (wrong, say) = matters.next().unwrap_or_default();
    let more = matters
        .map(|(wrong, say)| view! { <li><strong>{wrong}</strong> " " <span class="say">{say}</span></li> })
        .collect::<Vec<_>>();
    let more = (!more.is_empty()).then(|| {
        view! {
            <h3>{frame.get("enquiry-also")}</h3>
            <ul>{more}</ul>
        }
    });
    view! {
        <section class="card matters" aria-labelledby="matters">
            <h2 id="matters">{frame.get("enquiry-wrong")}</h2>
            <p class="lead">{wrong}</p>
            <h3>{frame.get("enquiry-say")}</h3>
            <p class="say">{say}</p>
            {more}
        </section>
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn every_failure_has_words_of_its_own() {
        let keys: BTreeSet<_> =
            Failure::ALL.into_iter().flat_map(|failure| [failure_key(failure), failure_say(failure)]).collect();
        assert_eq!(keys.len(), 2 * Failure::ALL.len());
    }
}
