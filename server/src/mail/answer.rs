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

/// Whether an SMTP answer with `code` says that the mailbox takes no mail, for good (RFC 5321 §4.2.3: 550 to 553). Other
/// answers of class 5 are about ourselves: that we did not prove who we are, that no mail is taken from here, that this
/// mail is not liked. Where there is an enhanced status, it decides (RFC 3463 §3): 5.1.x but for the sender's address,
/// 5.2.x, and 5.4.x, by which large hosts say that they know of no such recipient.
pub fn is_about_mailbox(code: u16, answer: &str) -> bool {
    let enhanced = answer.split_whitespace().find_map(|word| word.strip_prefix("5.").filter(|rest| is_detail(rest)));
    (550..=553).contains(&code)
        && enhanced.is_none_or(|rest| match rest.split_once('.') {
            Some(("1", detail)) => detail != "7" && detail != "8",
            Some((subject, _)) => subject == "2" || subject == "4",
            None => false,
        })
}

/// `subject.detail` of an enhanced status.
fn is_detail(text: &str) -> bool {
    let number = |text: &str| (1..=3).contains(&text.len()) && text.bytes().all(|b| b.is_ascii_digit());
    text.split_once('.').is_some_and(|(subject, detail)| number(subject) && number(detail))
}

#[cfg(test)]
mod tests {
    use super::{LONGEST, is_about_mailbox, without_addresses};

    #[test]
    fn an_answer_of_class_5_is_about_the_mailbox_or_about_ourselves() {
        for (code, answer, about_mailbox) in [
            (550, "permanent error (550): 5.1.1 no such user", true),
            (550, "not this recipient", true),
            (552, "5.2.2 mailbox full", true),
            (550, "5.4.1 Recipient address rejected: Access denied", true),
            (553, "5.1.8 Sender address rejected: Domain not found", false),
            (550, "5.7.1 Relaying denied", false),
            (550, "5.7.26 Unauthenticated mail is not accepted", false),
            (535, "5.7.8 Authentication credentials invalid", false),
            (530, "Must issue a STARTTLS command first", false),
            (554, "No SMTP service here", false),
            (451, "4.7.1 Try again later", false),
            // An address of the network is no status.
            (550, "blocked: 5.1.7.9 is not a host of ours", true),
        ] {
            assert_eq!(is_about_mailbox(code, answer), about_mailbox, "{code} {answer}");
        }
    }

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
