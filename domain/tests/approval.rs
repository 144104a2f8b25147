//! Who may decide what.
#![allow(clippy::unwrap_used, missing_docs, reason = "a test that cannot go on should say where")]

use domain::approval::{Change, ChangeKind, ItemState, NotYours, Party, may_decide};
use proptest::prelude::*;

fn party(account: &str, mailbox: &str, name: &str, sole: bool) -> Party {
    Party {
        account: account.parse().unwrap(),
        mailbox: (!mailbox.is_empty()).then(|| mailbox.to_owned()),
        becomes: None,
        name: (name.to_owned(), String::new()),
        sole,
    }
}

fn any_party() -> impl Strategy<Value = Party> {
    (
        prop::sample::select(&["CAAA/A", "CAAA/B", "CAAA/C", "CAAB/A", "STAFF/A"][..]),
        0..3_usize,
        0..3_usize,
        any::<bool>(),
    )
        .prop_map(|(account, mailbox, name, sole)| {
            let mailbox = ["", "one@firm.example", "two@firm.example"][mailbox];
            party(account, mailbox, ["Ann", "Ben", "Cat"][name], sole)
        })
}

#[test]
fn another_person_with_the_right_may_decide() {
    let (ann, ben, cat) = (
        party("CAAA/A", "a@x.example", "Ann", false),
        party("CAAA/B", "b@x.example", "Ben", false),
        party("CAAA/C", "", "Cat", false),
    );
    assert_eq!(may_decide(&ben, Some(&ann), Some(&cat)), Ok(()));
    assert_eq!(may_decide(&ben, Some(&ann), Some(&ann)), Ok(()), "the maker's own record may be checked by another");
    assert_eq!(may_decide(&ben, Some(&ann), Some(&ben)), Err(NotYours::OwnAccount));
    assert_eq!(may_decide(&ann, Some(&ann), Some(&cat)), Err(NotYours::OwnRequest));
    assert_eq!(may_decide(&ben, None, Some(&cat)), Ok(()), "the operator's proposals are anybody's to check");
}

#[test]
fn a_second_account_of_the_maker_checks_nothing() {
    let ann = party("CAAA/A", "a@x.example", "Ann", false);
    let cat = party("CAAA/C", "", "Cat", false);
    assert_eq!(
        may_decide(&party("CAAA/B", "a@x.example", "Ben", true), Some(&ann), Some(&cat)),
        Err(NotYours::SamePerson)
    );
    assert_eq!(may_decide(&party("CAAA/B", "", "Ann", true), Some(&ann), Some(&cat)), Err(NotYours::SamePerson));
    assert_eq!(
        may_decide(&party("CAAB/A", "", "Ann", false), Some(&ann), Some(&cat)),
        Ok(()),
        "namesakes of two firms"
    );
}

#[test]
fn nobody_gives_their_own_mailbox_to_another_user() {
    let (ann, ben) = (party("CAAA/A", "a@x.example", "Ann", false), party("CAAA/B", "b@x.example", "Ben", false));
    let cat = Party { becomes: ben.mailbox.clone(), ..party("CAAA/C", "c@x.example", "Cat", false) };
    assert_eq!(may_decide(&ben, Some(&ann), Some(&cat)), Err(NotYours::SamePerson));
    let sole = Party { sole: true, ..ben };
    assert_eq!(may_decide(&sole, Some(&sole), Some(&cat)), Err(NotYours::SamePerson));
}

#[test]
fn names_are_read_back() {
    for kind in ChangeKind::ALL {
        assert_eq!(kind.name().parse(), Ok(kind));
    }
    for state in ItemState::ALL {
        assert_eq!(state.name().parse(), Ok(state));
    }
    let change = Change::Sole { until: None };
    assert_eq!(change.kind(), ChangeKind::Sole);
}

proptest! {
    #[test]
    fn nobody_decides_on_themselves_whatever_exception_they_hold(
        checker in any_party(), maker in proptest::option::of(any_party()), other in any_party(),
    ) {
        let own = Party { mailbox: other.mailbox, ..checker.clone() };
        prop_assert_eq!(may_decide(&checker, maker.as_ref(), Some(&own)), Err(NotYours::OwnAccount));
    }

    #[test]
    fn maker_is_checker_only_for_a_sole_proprietor(checker in any_party(), subject in proptest::option::of(any_party())) {
        let maker = checker.clone();
        if may_decide(&checker, Some(&maker), subject.as_ref()).is_ok() {
            prop_assert!(checker.sole);
        }
    }

    #[test]
    fn one_person_in_two_accounts_never_decides_their_own(
        checker in any_party(), maker in any_party(), subject in proptest::option::of(any_party()),
    ) {
        let decided = may_decide(&checker, Some(&maker), subject.as_ref());
        if checker.is_same_person(&maker) && checker.account != maker.account {
            prop_assert!(decided.is_err());
        }
        if subject.is_some_and(|subject| checker.shares_mailbox(&subject)) {
            prop_assert!(decided.is_err());
        }
    }
}
