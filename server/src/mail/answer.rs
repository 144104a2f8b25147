//! What mail servers say, as it may be kept and shown: on one line, of a sane length, without addresses.

/// The most characters of an answer that are kept.
const LONGEST: usize = 300;

/// What stands in place of an address.
const IN_PLACE: &str = "<recipient>";

/// `answer` without control characters and without anything that could be an address: servers like to repeat the
/// recipient, and the outbox, the logs and the audit do not.
pub fn without_addresses(answer: &str) -> String {
    let plain: String = answer.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
    let words: Vec<String> = plain.split_whitespace().map(without_address).collect();
    words.join(" ").chars().take(LONGEST).collect()
}

/// A word without the address in it, if there is one: as far to both sides of an `@` as one may reach.
fn without_address(word: &str) -> String {
    let belongs = |c: char| !"<>()[]{},;:\"'`|=".contains(c);
    let mut kept = String::new();
    let mut rest = word;
    while let Some(at) = rest.find('@') {
        let before = rest[..at].trim_end_matches(belongs);
        let after = rest[at..].trim_start_matches(belongs);
        kept.push_str(before.strip_suffix('<').unwrap_or(before));
        kept.push_str(IN_PLACE);
        rest = after.strip_prefix('>').unwrap_or(after);
    }
    kept + rest
}

#[cfg(test)]
mod tests {
    use super::{LONGEST, without_addresses};

    #[test]
    fn an_answer_keeps_its_words_and_loses_its_addresses() {
        for (given, wanted) in [
            ("250 queued as 4F2A", "250 queued as 4F2A"),
            ("550 5.1.1 <Ann.Lee@CAAA.example>: no such user", "550 5.1.1 <recipient>: no such user"),
            ("no mailbox ann@caaa.example", "no mailbox <recipient>"),
            ("rcpt=ann@a.example,bob@b.example;x", "rcpt=<recipient>,<recipient>;x"),
            ("a@@b @ \"ann lee\"@c.example", "<recipient> <recipient> \"ann lee\"<recipient>"),
            ("550\r\n5.1.1\tgone\0", "550 5.1.1 gone"),
            ("", ""),
        ] {
            assert_eq!(without_addresses(given), wanted, "{given:?}");
        }
        assert_eq!(without_addresses(&"字".repeat(LONGEST + 9)).chars().count(), LONGEST);
    }

    proptest::proptest! {
        #[test]
        fn no_answer_has_an_at_sign(given in ".{0,400}") {
            proptest::prop_assert!(!without_addresses(&given).contains('@'));
        }
    }
}
