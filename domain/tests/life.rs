//! A user's way: who can go where, and that nothing can be skipped.

use domain::life::{NotAllowed, State, Status, Step, has_two_factor, may_set_up};
use proptest::{prelude::*, sample::select};

fn walk(steps: &[Step]) -> Result<State, NotAllowed> {
    steps.iter().try_fold(State::Authorised, |state, step| state.after(*step))
}

fn any_steps() -> impl Strategy<Value = Vec<Step>> {
    proptest::collection::vec(select(&Step::ALL[..]), 0..40)
}

/// The states and steps of a walk that passes over what is not allowed.
fn trail(steps: &[Step]) -> Vec<(State, Step, State)> {
    let mut at = State::Authorised;
    let mut trail = Vec::new();
    for step in steps {
        if let Ok(next) = at.after(*step) {
            trail.push((at, *step, next));
            at = next;
        }
    }
    trail
}

#[test]
fn the_announced_way_leads_from_smartcard_to_two_factor_only() {
    use Step::{PassTest, Propose, Register, RetireCard, SetUp, UseTwoFactor};
    assert_eq!(walk(&[Propose, Register, SetUp, PassTest, UseTwoFactor, RetireCard]), Ok(State::TwoFactorOnly));
    assert_eq!(
        walk(&[Register, SetUp, UseTwoFactor]),
        Ok(State::TwoFactor),
        "staff register, and the test may be skipped"
    );
}

#[test]
fn every_allowed_step_stands_here() {
    use State::{Authorised, Proposed, Ready, Registered, Tested, TwoFactor, TwoFactorOnly};
    let none = None;
    let expected: [(Step, [Option<State>; 7]); 11] = [
        (Step::Propose, [Some(Proposed), Some(Proposed), none, none, none, none, none]),
        (Step::Withdraw, [none, Some(Authorised), none, none, none, none, none]),
        (Step::Register, [Some(Registered), Some(Registered), Some(Registered), none, none, none, none]),
        (
            Step::ChangeAddress,
            [none, none, Some(Registered), Some(Registered), Some(Registered), Some(Registered), Some(Registered)],
        ),
        (
            Step::RemoveAddress,
            [none, none, Some(Authorised), Some(Authorised), Some(Authorised), Some(Authorised), Some(Authorised)],
        ),
        (Step::SetUp, [none, none, Some(Ready), Some(Ready), Some(Tested), Some(TwoFactor), Some(TwoFactorOnly)]),
        (Step::Reset, [none, none, none, Some(Registered), Some(Registered), Some(Registered), Some(Registered)]),
        (Step::PassTest, [none, none, none, Some(Tested), Some(Tested), Some(TwoFactor), Some(TwoFactorOnly)]),
        (
            Step::UseTwoFactor,
            [none, none, none, Some(TwoFactor), Some(TwoFactor), Some(TwoFactor), Some(TwoFactorOnly)],
        ),
        (Step::RetireCard, [none, none, none, none, none, Some(TwoFactorOnly), none]),
        (Step::RestoreCard, [none, none, none, none, none, none, Some(TwoFactor)]),
    ];
    for (step, row) in expected {
        for (state, after) in State::ALL.into_iter().zip(row) {
            assert_eq!(state.after(step), after.ok_or(NotAllowed { state, step }), "{state} {}", step.name());
        }
    }
}

#[test]
fn names_are_read_back_and_stand_in_order() {
    assert!(State::ALL.is_sorted());
    for state in State::ALL {
        assert_eq!(state.name().parse(), Ok(state));
        assert_eq!(serde_json::to_string(&state).ok(), Some(format!("\"{state}\"")));
    }
    for status in Status::ALL {
        assert_eq!(status.name().parse(), Ok(status));
    }
    for step in Step::ALL {
        assert_eq!(serde_json::to_string(&step).ok(), Some(format!("\"{}\"", step.name())));
    }
    assert!("Ready".parse::<State>().is_err());
}

#[test]
fn a_refused_step_says_what_and_where() {
    let said = State::Authorised.after(Step::SetUp).map_err(|refusal| refusal.to_string());
    assert_eq!(said, Err("set-up is not possible for a user who is authorised".to_owned()));
}

proptest! {
    #[test]
    fn nobody_has_two_factors_without_a_registered_address_and_a_set_up(steps in any_steps()) {
        for (before, step, after) in trail(&steps) {
            if has_two_factor(after) && !has_two_factor(before) {
                prop_assert_eq!((before, step), (State::Registered, Step::SetUp));
            }
        }
    }

    #[test]
    fn nobody_loses_the_card_without_having_used_two_factors(steps in any_steps()) {
        for (before, step, after) in trail(&steps) {
            if after == State::TwoFactorOnly && before != after {
                prop_assert_eq!((before, step), (State::TwoFactor, Step::RetireCard));
            }
        }
    }

    #[test]
    fn a_new_or_missing_address_always_has_to_be_proved_again(state in select(&State::ALL[..])) {
        for step in [Step::ChangeAddress, Step::RemoveAddress, Step::Reset] {
            if let Ok(after) = state.after(step) {
                prop_assert!(!has_two_factor(after));
            }
        }
    }

    #[test]
    fn a_step_of_progress_repeated_changes_nothing(state in select(&State::ALL[..])) {
        for step in [Step::Propose, Step::Register, Step::SetUp, Step::PassTest, Step::UseTwoFactor] {
            if let Ok(after) = state.after(step) {
                prop_assert_eq!(after.after(step), Ok(after));
                prop_assert!(after >= state);
            }
        }
    }

    #[test]
    fn whoever_has_two_factors_may_set_up_again(state in select(&State::ALL[..])) {
        prop_assert_eq!(may_set_up(state), state >= State::Registered);
        prop_assert!(!has_two_factor(state) || may_set_up(state));
    }
}
