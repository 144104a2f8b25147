//! Which addresses are taken, and that what is taken is one mailbox and stays what it is.

use domain::address::{AddressError, EmailAddress};
use proptest::prelude::*;

fn parse(text: &str) -> Result<String, AddressError> {
    EmailAddress::parse(text).map(String::from)
}

#[test]
fn plain_addresses_are_taken_as_typed() {
    for (typed, stored) in [
        ("  anna@caaa.example ", "anna@caaa.example"),
        ("Carl@CAAA.EXAMPLE", "Carl@caaa.example"),
        ("=1+1@firm.example", "=1+1@firm.example"),
        ("o'neill+otp@a-b.example", "o'neill+otp@a-b.example"),
        ("suk.yee.kwok.1@kestrel-001.example", "suk.yee.kwok.1@kestrel-001.example"),
        ("a@1.2.example", "a@1.2.example"),
        ("a@x--y.example", "a@x--y.example"),
    ] {
        assert_eq!(parse(typed), Ok(stored.to_owned()), "{typed}");
    }
}

#[test]
fn international_domains_are_stored_as_a_labels() {
    for (typed, stored) in [
        ("chan@公司.example", "chan@xn--55qx5d.example"),
        ("chan@公司.香港", "chan@xn--55qx5d.xn--j6w193g"),
        ("chan@XN--55QX5D.example", "chan@xn--55qx5d.example"),
        ("a@bücher.example", "a@xn--bcher-kva.example"),
        ("a@BÜCHER.example", "a@xn--bcher-kva.example"),
        ("a@straße.example", "a@xn--strae-oqa.example"),
    ] {
        assert_eq!(parse(typed), Ok(stored.to_owned()), "{typed}");
    }
}

#[test]
fn anything_but_one_plain_address_is_refused() {
    let long_local = format!("{}@b.example", "l".repeat(65));
    let long_label = format!("a@{}.example", "d".repeat(64));
    let long_whole =
        format!("{}@{}.example", "l".repeat(64), ["d".repeat(60), "e".repeat(60), "f".repeat(62)].join("."));
    let refused = [
        "",
        "no-at-sign",
        "a@",
        "@b.example",
        "a b@c.example",
        "a@b..example",
        "a@-b.example",
        "a@b-.example",
        "zhang＠firm.example",
        "x@[127.0.0.1]",
        "x@127.0.0.1",
        "a@b.example,c@d.example",
        "a@b.example;c@d.example",
        "line\nBcc: z@evil.example@b.example",
        "a@b.example\r\nBcc: z@evil.example",
        "nul\0@b.example",
        "zero\u{200B}width@b.example",
        "rtl\u{202E}@b.example",
        "soft\u{AD}@b.example",
        "a\u{FE0F}@b.example",
        ".a@b.example",
        "a.@b.example",
        "a..b@c.example",
        "\"a\"@b.example",
        "a(c)@b.example",
        "Ann <a@b.example>",
        "<a@b.example>",
        "a@b",
        "a@b.example.",
        "a@.b.example",
        "a@b_c.example",
        "a@b@c.example",
        "a@b.1",
        "a@é",
        "a@b.example\u{A0}",
        "mailto:a@b.example",
        "a@b.exa mple",
        "a@%62.example",
        &long_local,
        &long_label,
        &long_whole,
    ];
    for typed in refused {
        assert_eq!(parse(typed), Err(AddressError::NotPlain), "{typed:?}");
    }
}

#[test]
fn a_domain_that_would_be_mapped_is_refused() {
    for typed in [
        "a@ｆirm.example",          // full-width letter
        "a@firm。example",          // ideographic full stop
        "a@firm．example",          // full-width full stop
        "a@\u{212A}estrel.example", // Kelvin sign
        "a@o\u{FB03}ce.example",    // ligature
        "a@fi\u{200B}rm.example",   // zero-width space
        "a@fi\u{AD}rm.example",     // soft hyphen
        "a@bu\u{308}cher.example",  // decomposed
        "a@①.example",              // circled digit
        "a@\u{130}x.example",       // capital whose lower case is ASCII and a mark
        "a@\u{2064}.example",       // invisible plus
        "a@☃.example",              // symbol
        "a@xn--n3h.example",        // the same symbol, as an A-label
        "a@xn--a.example",          // no punycode
        "a@xn--.example",
    ] {
        assert_eq!(parse(typed), Err(AddressError::NotPlain), "{typed:?}");
    }
}

#[test]
fn letters_beyond_ascii_in_an_otherwise_sound_mailbox_are_told_apart() {
    for typed in ["陳@firm.example", "jürgen@firm.example", "ju\u{308}rgen@firm.example", "陳.大文@公司.example"]
    {
        assert_eq!(parse(typed), Err(AddressError::NonAsciiMailbox), "{typed}");
    }
    for typed in [
        "陳@",
        "陳 大文@firm.example",
        "陳..大文@firm.example",
        "陳\u{200B}@firm.example",
        "陳@-b.example",
        "\u{3164}@b.example",
    ] {
        assert_eq!(parse(typed), Err(AddressError::NotPlain), "{typed:?}");
    }
}

#[test]
fn limits_are_reached_but_not_passed() {
    let local = "l".repeat(64);
    let domain = |last: usize| ["d".repeat(63), "e".repeat(63), "f".repeat(last)].join(".");
    assert!(parse(&format!("{local}@b.example")).is_ok());
    assert_eq!(format!("{local}@{}", domain(61)).len(), 254);
    assert!(parse(&format!("{local}@{}", domain(61))).is_ok());
    assert!(parse(&format!("{local}@{}", domain(62))).is_err());
    assert!(parse(&format!("a@{}", "公".repeat(100_000))).is_err());
}

#[test]
fn case_does_not_make_another_mailbox() {
    let keys =
        ["Desk@Firm.example", "desk@FIRM.EXAMPLE"].map(|typed| EmailAddress::parse(typed).map(|address| address.key()));
    assert_eq!(keys[0], keys[1]);
    assert_eq!(keys[0], Ok("desk@firm.example".to_owned()));
}

#[test]
fn masks_and_debug_output_hide_the_mailbox() {
    for (typed, masked) in [
        ("suk.yee@kestrel-001.example", "s•••@kestrel-001.example"),
        ("s@kestrel-001.example", "•••@kestrel-001.example"),
    ] {
        let address = EmailAddress::parse(typed);
        assert_eq!(address.as_ref().map(EmailAddress::masked), Ok(masked.to_owned()));
        assert!(!format!("{address:?}").contains(typed));
    }
}

#[test]
fn json_goes_through_the_same_parser() {
    let read = serde_json::from_str::<EmailAddress>(r#""A@B.example""#);
    assert!(read.is_ok_and(|address| address.local() == "A" && address.domain() == "b.example"));
    assert!(serde_json::from_str::<EmailAddress>(r#""a@b.example, c@d.example""#).is_err());
}

proptest! {
    #[test]
    fn any_text_is_survived_and_what_is_read_is_read_back(text in "\\PC{0,60}|[a-z.]{1,8}@\\PC{0,12}[.]\\PC{1,12}") {
        if let Ok(address) = EmailAddress::parse(&text) {
            prop_assert_eq!(EmailAddress::parse(address.as_str()), Ok(address));
        }
    }

    #[test]
    fn what_is_taken_can_break_no_mail(text in any::<String>().prop_map(|text| format!("a{text}@b.example")), place in 0usize..12) {
        for candidate in [text.clone(), { let mut moved: Vec<char> = text.chars().collect(); moved.rotate_left(place % text.chars().count()); moved.into_iter().collect() }] {
            if let Ok(address) = EmailAddress::parse(&candidate) {
                prop_assert!(address.as_str().bytes().all(|b| b.is_ascii_graphic() && !b"\"(),:;<>[\\]".contains(&b)));
                prop_assert_eq!(address.as_str().matches('@').count(), 1);
                prop_assert!(address.as_str().len() <= 254);
            }
        }
    }

    #[test]
    fn sound_addresses_are_taken(local in "[a-zA-Z0-9+=_-]{1,20}(\\.[a-z0-9]{1,10}){0,3}", domain in "([a-z0-9]{1,20}\\.){1,3}[a-z]{2,10}") {
        let typed = format!("{local}@{domain}");
        prop_assert_eq!(parse(&typed), Ok(typed));
    }

    #[test]
    fn a_domain_in_any_script_is_stored_as_what_it_shows_or_refused(
        label in "[a-z]{0,2}[^\\x00-\\x7F]{1,4}[a-z]{0,2}|\\p{L}{0,3}\\p{Lo}",
    ) {
        if let Ok(address) = EmailAddress::parse(&format!("a@{label}.example")) {
            let (shown, sound) = idna::domain_to_unicode(address.domain());
            prop_assert!(sound.is_ok() && address.domain().starts_with("xn--"), "{label:?} became {address}");
            prop_assert_eq!(shown, format!("{}.example", label.to_lowercase()));
        }
    }

    #[test]
    fn the_key_ignores_case_alone(local in "[a-zA-Z]{1,10}", other in "[a-zA-Z]{1,10}") {
        let key = |local: &str| EmailAddress::parse(&format!("{local}@firm.example")).map(|address| address.key());
        prop_assert_eq!(key(&local) == key(&other), local.eq_ignore_ascii_case(&other));
    }
}
