//! Codes: the same id gives the same code, another id or kind gives another, and typing is forgiven.

use domain::account::AccountId;
use domain::code::{
    ActivationCode, ActivationShape, CodeDigits, CodeKey, CodeShape, OneTimeCode, Reference, ReferenceError,
    RequestNumber, TypedActivation, TypedCode,
};
use domain::time::Instant;
use proptest::prelude::*;

const KEY: CodeKey = CodeKey::new([7; 32]);

fn six() -> CodeDigits {
    CodeDigits::default()
}

#[test]
fn a_derived_code_never_changes_between_releases() {
    // Computed apart from this crate; a change here would void every code in flight during an upgrade.
    assert_eq!(OneTimeCode::derive(&KEY, "challenge-1", six()).expose(), "379829");
    assert_eq!(ActivationCode::derive(&KEY, "activation-1").expose(), "8JBV-71HA-SD7S");
    assert_eq!(ActivationCode::pass(&KEY, "pass-1").expose(), "SQ9K-9QFB-TBJH");
}

#[test]
fn six_to_eight_digits_are_allowed() {
    let allowed: Vec<u8> = (0..=u8::MAX).filter(|digits| CodeDigits::new(*digits).is_ok()).collect();
    assert_eq!(allowed, [6, 7, 8]);
}

#[test]
fn a_code_may_be_typed_with_spaces_hyphens_and_full_width_digits() {
    let code = OneTimeCode::derive(&KEY, "challenge-1", six());
    let (head, tail) = code.expose().split_at(3);
    let wide: String = code.expose().chars().map(|c| char::from_u32(u32::from(c) + 0xFEE0).unwrap_or(c)).collect();
    for typed in [
        format!(" {head} {tail}\n"),
        format!("{head}-{tail}"),
        format!("{head}\u{A0}{tail}"),
        format!("{head}－{tail}　"),
        wide,
    ] {
        let typed = TypedCode::parse(&typed, six());
        assert!(typed.is_ok_and(|typed| code.matches(&typed)));
    }
}

#[test]
fn a_wrong_shape_is_explained() {
    let shape = |text| TypedCode::parse(text, six()).map(|_| ());
    assert_eq!(shape(" - "), Err(CodeShape::Empty));
    assert_eq!(shape("12345"), Err(CodeShape::WrongLength { found: 5 }));
    assert_eq!(shape("1234567"), Err(CodeShape::WrongLength { found: 7 }));
    assert_eq!(shape("12345O"), Err(CodeShape::NotDigits));
    assert_eq!(shape("١٢٣٤٥٦"), Err(CodeShape::NotDigits), "digits of other scripts are no digits of a code");

    let shape = |text| TypedActivation::parse(text).map(|_| ());
    assert_eq!(shape(""), Err(ActivationShape::Empty));
    assert_eq!(shape("7K3M-Q2XA"), Err(ActivationShape::WrongLength { found: 8 }));
    assert_eq!(shape("7K3M-Q2XA-9DTU"), Err(ActivationShape::NotSymbols));
}

#[test]
fn an_activation_code_may_be_typed_as_it_was_read() {
    // The first id whose code holds what people misread, so that the test means something.
    let code = (0..)
        .map(|n| ActivationCode::derive(&KEY, &n.to_string()))
        .find(|code| code.expose().contains('0') && code.expose().contains('1'));
    let code = code.expect("the numbers do not end before one has both");
    for misread in [
        code.expose().replace('0', "o").replace('1', "l"),
        code.expose().replace('0', "O").replace('1', "I").replace('-', " "),
        code.expose().to_lowercase().replace('-', ""),
    ] {
        assert!(TypedActivation::parse(&misread).is_ok_and(|typed| code.matches(&typed)), "{misread}");
    }
}

#[test]
fn references_are_short_and_forgiving() {
    assert_eq!(Reference::from_bits(0).to_string(), "0000");
    assert_eq!(Reference::from_bits(u32::MAX).to_string(), "ZZZZ");
    assert_eq!(Reference::parse("k7q2").map(|reference| reference.to_string()), Ok("K7Q2".to_owned()));
    for text in ["", "K7Q", "K7Q2X", "K7QU", "K7QÉ"] {
        assert_eq!(Reference::parse(text), Err(ReferenceError), "{text}");
    }
}

#[test]
fn debug_output_shows_no_secret() {
    let code = OneTimeCode::derive(&KEY, "challenge-1", six());
    let activation = ActivationCode::derive(&KEY, "activation-1");
    let shown = format!(
        "{KEY:?} {code:?} {activation:?} {:?} {:?}",
        TypedCode::parse(code.expose(), six()),
        TypedActivation::parse(activation.expose())
    );
    assert!(!shown.contains(code.expose()) && !shown.contains(activation.expose()) && !shown.contains('7'), "{shown}");
}

proptest! {
    #[test]
    fn a_code_has_its_digits_and_matches_itself(id in "\\PC{0,40}", digits in 6u8..=8, key in any::<[u8; 32]>()) {
        let digits = CodeDigits::new(digits).map_err(|error| TestCaseError::fail(error.to_string()))?;
        let code = OneTimeCode::derive(&CodeKey::new(key), &id, digits);
        prop_assert_eq!(code.expose().len(), usize::from(digits.get()));
        let typed = TypedCode::parse(code.expose(), digits);
        prop_assert!(typed.is_ok_and(|typed| code.matches(&typed)));
        let again = OneTimeCode::derive(&CodeKey::new(key), &id, digits);
        prop_assert_eq!(again.expose(), code.expose());
    }

    #[test]
    fn no_other_code_matches(typed in "[0-9]{6}") {
        let code = OneTimeCode::derive(&KEY, "challenge-1", six());
        let matched = TypedCode::parse(&typed, six()).is_ok_and(|typed| code.matches(&typed));
        prop_assert_eq!(matched, typed == code.expose());
    }

    #[test]
    fn codes_of_another_length_never_match(id in "[a-z0-9]{1,20}") {
        let eight = CodeDigits::new(8).map_err(|error| TestCaseError::fail(error.to_string()))?;
        let long = OneTimeCode::derive(&KEY, &id, eight);
        let short = OneTimeCode::derive(&KEY, &id, six());
        prop_assert!(TypedCode::parse(short.expose(), six()).is_ok_and(|typed| !long.matches(&typed)));
    }

    #[test]
    fn another_id_or_key_gives_another_activation_code(one in "[a-z0-9]{1,20}", other in "[a-z0-9]{1,20}", key in any::<[u8; 32]>()) {
        let code = ActivationCode::derive(&KEY, &one);
        prop_assert_eq!(code.expose() == ActivationCode::derive(&KEY, &other).expose(), one == other);
        prop_assume!(key != [7; 32]);
        let under_another_key = ActivationCode::derive(&CodeKey::new(key), &one);
        prop_assert_ne!(code.expose(), under_another_key.expose());
    }

    #[test]
    fn no_two_kinds_of_code_give_the_same_for_one_id(id in "[a-z0-9]{1,40}", version in any::<i64>(), key in any::<[u8; 32]>()) {
        let key = CodeKey::new(key);
        let account: AccountId = "CAAA/CAAA001".parse().map_err(|_| TestCaseError::fail("an account"))?;
        let kinds = [
            ActivationCode::derive(&key, &id),
            ActivationCode::binding(&key, &id),
            ActivationCode::pass(&key, &id),
            ActivationCode::hand_over(&key, &account, version),
            // The id that a hand-over code is derived from is no way into another kind.
            ActivationCode::pass(&key, &format!("{account}:{version}")),
        ];
        let codes: std::collections::BTreeSet<_> = kinds.iter().map(ActivationCode::expose).collect();
        prop_assert_eq!(codes.len(), kinds.len());
        // Nor is a pass ever taken for a one-time code, or a one-time code for a pass.
        for digits in 6..=8 {
            let digits = CodeDigits::new(digits).map_err(|error| TestCaseError::fail(error.to_string()))?;
            prop_assert!(TypedCode::parse(kinds[2].expose(), digits).is_err());
            prop_assert!(TypedActivation::parse(OneTimeCode::derive(&key, &id, digits).expose()).is_err());
        }
    }

    #[test]
    fn an_activation_code_is_three_groups_and_matches_itself(id in "\\PC{0,40}") {
        let code = ActivationCode::derive(&KEY, &id);
        prop_assert_eq!(code.expose().split('-').map(str::len).collect::<Vec<_>>(), vec![4, 4, 4]);
        prop_assert!(TypedActivation::parse(code.expose()).is_ok_and(|typed| code.matches(&typed)));
    }

    #[test]
    fn references_are_read_back(bits in any::<u32>()) {
        let reference = Reference::from_bits(bits);
        prop_assert_eq!(Reference::parse(&reference.to_string()), Ok(reference));
        prop_assert_eq!(reference, Reference::from_bits(bits & 0xF_FFFF));
    }

    #[test]
    fn request_numbers_are_read_back_and_say_when(second in 0..=u32::MAX, drawn in any::<u32>()) {
        let at = Instant::from_millis(i64::from(second) * 1000);
        let number = RequestNumber::new(at, drawn);
        let text = number.to_string();
        prop_assert_eq!(text.split('-').map(str::len).collect::<Vec<_>>(), vec![6, 6]);
        prop_assert_eq!(number.at(), at);
        // As somebody writes it down who has heard it.
        let heard = text.to_lowercase().replace('-', " ").replace('0', "o").replace('1', "l");
        prop_assert_eq!(RequestNumber::parse(&heard), Ok(number));
        prop_assert_eq!(RequestNumber::parse(&text), Ok(number));
    }

    #[test]
    fn any_text_is_survived(text in any::<String>()) {
        let _ = TypedCode::parse(&text, six());
        let _ = TypedActivation::parse(&text);
        let _ = Reference::parse(&text);
        let _ = RequestNumber::parse(&text);
    }
}
