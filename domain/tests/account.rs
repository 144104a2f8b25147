//! Which accounts are understood, and that no look-alike is another's name.

use domain::account::{AccountError, AccountId, ParticipantCode, UserId};
use proptest::prelude::*;

#[test]
fn case_and_surrounding_spaces_are_forgiven() {
    let account = AccountId::parse_parts(" caaa\t", "\u{3000}caaa001\u{A0}");
    assert_eq!(account.map(|a| a.to_string()), Ok("CAAA/CAAA001".to_owned()));
    assert_eq!(UserId::parse("j.o_h-n").map(String::from), Ok("J.O_H-N".to_owned()));
}

#[test]
fn look_alikes_are_refused_not_repaired() {
    let spellings = [
        "ＣＡＡＡ",
        "C\u{200B}AAA",
        "\u{FEFF}CAAA",
        "СAAA",
        "CÀAA",
        "CA\u{301}AA",
        "CA AA",
        "CAAA.",
        "CAAA\0",
        "ca\u{131}a",
    ];
    for spelling in spellings {
        assert_eq!(ParticipantCode::parse(spelling), Err(AccountError::Participant), "{spelling:?}");
    }
    for spelling in ["", " ", "ＣＡＡＡ001", "CAAA001\u{200D}", "CAAA\n001", "CAAA/001", "CAAA001\u{2024}", "\u{212A}"]
    {
        assert_eq!(UserId::parse(spelling), Err(AccountError::User), "{spelling:?}");
    }
}

#[test]
fn lengths_are_bounded() {
    assert!(ParticipantCode::parse("A").is_err());
    assert!(ParticipantCode::parse("ABCDEFGH").is_ok());
    assert!(ParticipantCode::parse("ABCDEFGHI").is_err());
    assert!(UserId::parse(&"A".repeat(32)).is_ok());
    assert!(UserId::parse(&"A".repeat(33)).is_err());
}

#[test]
fn staff_have_a_code_of_their_own() {
    assert_eq!(ParticipantCode::parse("staff"), Ok(ParticipantCode::staff()));
    assert!("staff/ann".parse::<AccountId>().is_ok_and(|account| account.is_staff()));
    assert!("CAAA/STAFF".parse::<AccountId>().is_ok_and(|account| !account.is_staff()));
}

#[test]
fn an_account_needs_its_slash() {
    assert_eq!("CAAA".parse::<AccountId>(), Err(AccountError::Form));
    assert_eq!("CAAA/A/B".parse::<AccountId>(), Err(AccountError::User));
}

proptest! {
    #[test]
    fn any_text_is_survived_and_what_is_read_is_read_back(participant in "\\PC{0,10}", user in "\\PC{0,40}") {
        if let Ok(account) = AccountId::parse_parts(&participant, &user) {
            prop_assert_eq!(account.to_string().parse(), Ok(account));
        }
    }

    #[test]
    fn sound_accounts_are_read_back(participant in "[A-Z0-9]{2,8}", user in "[A-Z0-9._-]{1,32}") {
        let account = AccountId::parse_parts(&participant.to_lowercase(), &user.to_lowercase());
        prop_assert_eq!(account.map(|a| a.to_string()), Ok(format!("{participant}/{user}")));
    }
}
