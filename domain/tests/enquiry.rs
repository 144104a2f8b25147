//! What is wrong when somebody calls: one rule, which agrees with the doors that the phases open.

use domain::{
    budget::Closed,
    card::CardState,
    connectivity::Reason,
    enquiry::{Answer, Caller, Cause, Failure, Flaw, Matter, Sent, Shut, answer, matters},
    life::{State, Status, has_two_factor},
    phase::{Door, Phase, Standing, two_factor_door},
    time::Instant,
};
use proptest::{collection::vec, option, prelude::*, sample::select};

fn any_instant() -> impl Strategy<Value = Instant> {
    (0_i64..2_000_000).prop_map(Instant::from_millis)
}

fn any_caller() -> impl Strategy<Value = Caller> {
    let stands = (
        select(&Status::ALL[..]),
        select(&State::ALL[..]),
        any::<(bool, bool)>(),
        select(&Phase::ALL[..]),
        any::<(bool, bool, bool)>(),
    );
    let around = (
        option::of(prop_oneof![Just(Closed::Paused), any_instant().prop_map(Closed::Until)]),
        option::of((any_instant(), any_instant())),
        vec(select(&CardState::ALL[..]), 0..3),
        option::of(select(&Failure::ALL[..])),
    );
    (stands, around).prop_map(|(stands, around)| {
        let (status, state, (delegated_administrator, staff), phase, (held, mail_refused, awaits_activation)) = stands;
        let (paused, activation, cards, failure) = around;
        Caller {
            status,
            state,
            standing: Standing { delegated_administrator, staff },
            phase,
            set_up: held && has_two_factor(state),
            mail_refused,
            paused,
            activation: activation.map(|(at, expires_at)| Sent { at, expires_at }),
            awaits_activation,
            cards,
            failure,
        }
    })
}

proptest! {
    #[test]
    fn there_is_always_something_to_say_and_nothing_is_said_twice(caller in any_caller(), now in any_instant()) {
        let said = matters(&caller, now);
        prop_assert!(!said.is_empty());
        prop_assert_eq!(said.contains(&Matter::Nothing), said == [Matter::Nothing]);
        for (place, matter) in said.iter().enumerate() {
            prop_assert!(!said[..place].contains(matter));
        }
    }

    #[test]
    fn what_is_said_agrees_with_what_login_answers(caller in any_caller(), now in any_instant()) {
        // The steps of a login with the right password, in their order.
        let expected = if caller.paused.is_some() {
            Answer::Closed
        } else if !caller.set_up || caller.status != Status::Active {
            Answer::Refused
        } else if two_factor_door(caller.phase, caller.standing) == Door::Closed {
            Answer::NotOpenYet
        } else {
            Answer::Code
        };
        prop_assert_eq!(answer(&matters(&caller, now)), expected);
    }

    #[test]
    fn an_activation_is_never_called_good_once_it_has_expired(caller in any_caller(), now in any_instant()) {
        for matter in matters(&caller, now) {
            match matter {
                Matter::ActivationSent(sent) => prop_assert!(sent.expires_at > now),
                Matter::ActivationExpired(sent) => prop_assert!(sent.expires_at <= now),
                _ => {}
            }
        }
    }

    #[test]
    fn who_is_out_of_use_hears_that_first(caller in any_caller(), now in any_instant()) {
        let first = matters(&caller, now).into_iter().next();
        match caller.status {
            Status::Disabled => prop_assert_eq!(first, Some(Matter::Disabled)),
            Status::Dormant => prop_assert_eq!(first, Some(Matter::Dormant)),
            Status::Active => prop_assert!(!matches!(first, Some(Matter::Disabled | Matter::Dormant))),
        }
    }

    #[test]
    fn any_event_is_read(kind in "\\PC{0,20}", said in "\\PC{0,20}") {
        let _ = Failure::of_event(&kind, |_| &said);
    }
}

#[test]
fn events_are_read_for_what_failed() {
    use Failure as F;
    for (kind, why, method, failure) in [
        ("login.refused", "wrong password", "", Some(F::WrongPassword)),
        ("login.refused", "not set up", "", Some(F::NotSetUp)),
        ("login.refused", "dormant", "", Some(F::OutOfUse)),
        ("login.refused", "disabled", "smartcard", Some(F::OutOfUse)),
        ("login.refused", "decommissioned", "x509", Some(F::CardsGone)),
        ("login.phase-closed", "", "smartcard", Some(F::CardsClosed)),
        ("login.phase-closed", "", "", Some(F::TwoFactorClosed)),
        ("login.turned-away", "too many failures", "", Some(F::TooMany)),
        ("code.wrong", "", "", Some(F::WrongCode)),
        ("code.refused", "expired", "", Some(F::CodeExpired)),
        ("code.refused", "used up", "", Some(F::CodeUsedUp)),
        ("code.refused", "never sent", "", Some(F::CodeNotSent)),
        ("code.refused", "too soon", "", Some(F::MailTooSoon)),
        ("code.refused", "no more mails", "", Some(F::NoMoreMails)),
        ("pass.wrong", "no such pass", "", Some(F::WrongPass(Flaw::Unknown))),
        ("pass.wrong", "used before", "", Some(F::WrongPass(Flaw::Used))),
        ("pass.wrong", "another took its place", "", Some(F::WrongPass(Flaw::Replaced))),
        ("pass.wrong", "not shown to anybody", "", Some(F::WrongPass(Flaw::NotShown))),
        ("pass.wrong", "expired", "", Some(F::WrongPass(Flaw::Expired))),
        ("pass.wrong", "from before a change", "", Some(F::WrongPass(Flaw::Outdated))),
        ("activation.refused", "", "", Some(F::WrongActivation)),
        ("activation.refused", "set-up not open", "", Some(F::SetUpClosed)),
        ("activation.refused", "certificate first", "", Some(F::CardFirst)),
        ("smartcard.refused", "suspended", "", Some(F::Credential(Cause::Suspended))),
        ("certificate.refused", "revoked", "", Some(F::Credential(Cause::Ended))),
        ("passkey.refused", "unknown", "", Some(F::Credential(Cause::Unknown))),
        ("setup.refused", "copied", "", Some(F::Credential(Cause::Doubtful))),
        ("binding.refused", "no such code", "", Some(F::WrongBinding)),
        ("binding.refused", "untrusted", "", Some(F::Credential(Cause::Doubtful))),
        ("test.failed", "", "", Some(F::Test(None))),
        ("page.refused", "not-found", "", Some(F::Page(Shut::NotFound))),
        ("page.refused", "forbidden", "", Some(F::Page(Shut::NotAllowed))),
        ("page.refused", "too-large", "", Some(F::Page(Shut::Unreadable))),
        ("page.refused", "failed", "", Some(F::Page(Shut::Ours))),
        ("login.completed", "", "two-factor", None),
        ("code.sent", "", "", None),
    ] {
        let said = |name: &str| match name {
            "why" => why,
            "method" => method,
            _ => "",
        };
        assert_eq!(Failure::of_event(kind, said), failure, "{kind} {why}");
    }
}

#[test]
fn a_test_that_failed_is_read_for_its_reason() {
    for reason in Reason::ALL {
        let said = |name: &str| if name == "reason" { reason.name() } else { "" };
        assert_eq!(Failure::of_event("test.failed", said), Some(Failure::Test(Some(reason))));
    }
}

#[test]
fn every_kind_that_tells_of_a_failure_is_read() {
    for kind in Failure::KINDS {
        assert!(Failure::of_event(kind, |_| "").is_some(), "{kind}");
    }
}
