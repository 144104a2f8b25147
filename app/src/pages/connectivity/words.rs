//! What checks, findings and results are called.

use domain::{
    connectivity::{Check, Finding, Outcome, Party, Reason, Verdict},
    time,
};

use crate::{components::Frame, ports::connectivity::Show};

/// A check by its name.
pub(in crate::pages) fn check_name(frame: &Frame, check: Check) -> String {
    frame.get(match check {
        Check::Tls => "check-tls",
        Check::Clock => "check-clock",
        Check::Cookies => "check-cookies",
        Check::JavaScript => "check-javascript",
        Check::WebAssembly => "check-webassembly",
        Check::WebAuthn => "check-webauthn",
        Check::Card => "check-card",
        Check::Passkey => "check-passkey",
        Check::Mail => "check-mail",
        Check::Login => "check-login",
    })
}

/// What became of a check, in a word.
pub(super) fn verdict_word(frame: &Frame, finding: Option<Finding>) -> String {
    frame.get(match finding.map(Finding::verdict) {
        Some(Verdict::Pass) => "verdict-pass",
        Some(Verdict::Warn) => "verdict-warn",
        Some(Verdict::Fail) => "verdict-fail",
        None => "verdict-none",
    })
}

/// What a check that passed has shown.
pub(super) fn passed(frame: &Frame, check: Check) -> String {
    frame.get(match check {
        Check::Tls => "pass-tls",
        Check::Clock => "pass-clock",
        Check::Cookies => "pass-cookies",
        Check::JavaScript => "pass-javascript",
        Check::WebAssembly => "pass-webassembly",
        Check::WebAuthn => "pass-webauthn",
        Check::Card => "pass-card",
        Check::Passkey => "pass-passkey",
        Check::Mail => "pass-mail",
        Check::Login => "pass-login",
    })
}

/// What is wrong, and what cures it.
pub(in crate::pages) fn reason(frame: &Frame, reason: Reason) -> (String, String) {
    let (says, cure) = match reason {
        Reason::PlainConnection => ("reason-plain-connection", "cure-plain-connection"),
        Reason::ClockDrifts => ("reason-clock-drifts", "cure-clock"),
        Reason::ClockWrong => ("reason-clock-wrong", "cure-clock"),
        Reason::CookiesBlocked => ("reason-cookies-blocked", "cure-cookies-blocked"),
        Reason::JavaScriptOff => ("reason-javascript-off", "cure-javascript-off"),
        Reason::WebAssemblyOff => ("reason-webassembly-off", "cure-webassembly-off"),
        Reason::NoPlatform => ("reason-no-platform", "cure-no-platform"),
        Reason::WebAuthnMissing => ("reason-webauthn-missing", "cure-webauthn-missing"),
        Reason::MailSlow => ("reason-mail-slow", "cure-mail-slow"),
        Reason::MailLate => ("reason-mail-late", "cure-mail-slow"),
        Reason::MailWaits => ("reason-mail-waits", "cure-mail-waits"),
        Reason::MailRefused => ("reason-mail-refused", "cure-mail-refused"),
        Reason::MailMissing => ("reason-mail-missing", "cure-mail-missing"),
        Reason::CodeWrong => ("reason-code-wrong", "cure-code-wrong"),
        Reason::CodeClosed => ("reason-code-closed", "cure-code-closed"),
    };
    (frame.get(says), frame.get(cure))
}

/// Whose job a cure is.
pub(super) fn party(frame: &Frame, party: Party) -> String {
    frame.get(match party {
        Party::User => "party-user",
        Party::Administrator => "party-administrator",
        Party::FirmIt => "party-firm-it",
        Party::House => "party-house",
    })
}

/// What a check that was not made yet waits for. `script` says whether the browser was found to run none.
pub(super) fn unchecked(frame: &Frame, check: Check, script_off: bool, test_open: bool) -> String {
    match check {
        Check::Clock => {
            let time = time::clock_seconds(frame.chrome.now, frame.language());
            frame.with("unchecked-clock", &[("time", time.into())])
        }
        Check::Card => frame.get("unchecked-card"),
        Check::Passkey => frame.get("unchecked-passkey"),
        Check::Mail | Check::Login if test_open => frame.get("unchecked-login"),
        Check::Mail | Check::Login => frame.get("unchecked-not-open"),
        _ if script_off => frame.get("unchecked-script"),
        _ => frame.get("unchecked-browser"),
    }
}

/// A span in whole seconds; the shortest is less than one.
pub(super) fn seconds(frame: &Frame, span: Option<std::time::Duration>) -> String {
    match span {
        Some(span) => frame.with("test-seconds", &[("count", span.as_secs().into())]),
        None => frame.get("test-not-measured"),
    }
}

/// The newest result of a user, in a word.
pub(in crate::pages) fn outcome_word(frame: &Frame, outcome: Option<Outcome>) -> String {
    frame.get(match outcome {
        Some(Outcome::Passed) => "tests-passed",
        Some(Outcome::Partly) => "tests-partly",
        Some(Outcome::Failed) => "tests-failed",
        None => "tests-never",
    })
}

/// What a filter shows.
pub(in crate::pages) fn show_words(frame: &Frame, show: Show) -> String {
    match show {
        Show::All => frame.get("tests-all"),
        Show::Outcome(outcome) => outcome_word(frame, Some(outcome)),
        Show::Never => outcome_word(frame, None),
    }
}

/// The browser by its family and system.
pub(in crate::pages) fn browser_name(frame: &Frame, label: &str) -> String {
    if label.is_empty() { frame.get("browser-unknown") } else { label.to_owned() }
}
