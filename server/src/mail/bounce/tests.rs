#![allow(clippy::unwrap_used)]

use proptest::prelude::*;

use super::{Action, Malformed, Report};

const MAIL: &str = "019a2b3c4d5e7f60a1b2c3d4e5f60718";
const POSTFIX: &str = include_str!("../../../tests/data/bounces/postfix.eml");
const EXCHANGE: &str = include_str!("../../../tests/data/bounces/exchange.eml");
const EXIM: &str = include_str!("../../../tests/data/bounces/exim.eml");
const DELAYED: &str = include_str!("../../../tests/data/bounces/delayed.eml");

fn filled(sample: &str) -> String {
    sample.replace("{recipient}", "Ann.Lee@firm.example").replace("{mail}", MAIL)
}

fn read(sample: &str) -> Report {
    Report::parse(filled(sample).as_bytes()).unwrap()
}

#[test]
fn every_dialect_says_whom_what_and_about_which_mail() {
    for (sample, action, status, said) in [
        (POSTFIX, Action::Failed, "5.1.1", "550 5.1.1 <recipient>: Recipient address rejected: User unknown"),
        (
            EXCHANGE,
            Action::Failed,
            "5.1.10",
            "550 5.1.10 RESOLVER.ADR.RecipientNotFound; Recipient <recipient> not found by SMTP address lookup",
        ),
        (EXIM, Action::Failed, "5.0.0", "550 mailbox closed"),
        (DELAYED, Action::Delayed, "4.4.1", ""),
    ] {
        let report = read(sample);
        assert_eq!(report.mail.as_deref(), Some(MAIL), "{status}");
        let [recipient] = report.recipients.as_slice() else { panic!("{status}: {:?}", report.recipients) };
        assert_eq!(recipient.address().as_str(), "Ann.Lee@firm.example");
        assert_eq!(
            (recipient.action, recipient.status.as_str(), recipient.diagnostic.as_str()),
            (action, status, said)
        );
    }
}

#[test]
fn what_answers_our_mail_without_returning_it_is_about_it() {
    let whole = filled(EXCHANGE);
    let (head, _) = whole.split_once("Content-Type: message/rfc822").unwrap();
    assert_eq!(Report::parse(head.as_bytes()).unwrap().mail.as_deref(), Some(MAIL));
}

#[test]
fn a_message_id_of_others_names_no_mail() {
    let foreign = filled(POSTFIX).replace(MAIL, "CAF0-12345");
    assert_eq!(Report::parse(foreign.as_bytes()).unwrap().mail, None);
}

#[test]
fn the_senders_own_words_for_the_recipient_come_first() {
    let forwarded = filled(POSTFIX)
        .replace("Final-Recipient: rfc822; Ann.Lee@firm.example", "Final-Recipient: rfc822; box7@elsewhere.example");
    let report = Report::parse(forwarded.as_bytes()).unwrap();
    let named: Vec<_> = report.recipients[0].addresses.iter().map(|address| address.as_str()).collect();
    assert_eq!(named, ["Ann.Lee@firm.example", "box7@elsewhere.example"]);
}

#[test]
fn a_report_within_a_returned_mail_is_somebody_elses_word() {
    let inner = filled(POSTFIX);
    let outer = format!(
        "Content-Type: multipart/report; report-type=delivery-status; boundary=b\n\n--b\n\nhello\n--b\n\
         Content-Type: message/rfc822\n\n{inner}\n--b--\n"
    );
    assert_eq!(Report::parse(outer.as_bytes()).unwrap_err(), Malformed::NoStatus);
}

#[test]
fn what_is_wrong_is_said() {
    let postfix = filled(POSTFIX);
    let with = |from: &str, to: &str| {
        assert!(postfix.contains(from), "{from}");
        postfix.replace(from, to)
    };
    for (mail, wanted) in [
        (String::new(), Malformed::NoMail),
        ("hello".to_owned(), Malformed::NoReport),
        ("Content-Type: text/plain\n\nhello".to_owned(), Malformed::NoReport),
        (with("multipart/report", "multipart/mixed"), Malformed::NoReport),
        (with("message/delivery-status", "text/plain"), Malformed::NoStatus),
        (with("Final-Recipient:", "X-Recipient:"), Malformed::NoRecipient),
        (with("Final-Recipient: rfc822; Ann.Lee@firm.example", "Final-Recipient: rfc822; Ann"), Malformed::Recipient),
        (with("Final-Recipient: rfc822;", "Final-Recipient: x400;"), Malformed::Recipient),
        (with("Action: failed", "Action: lost"), Malformed::Action),
        (with("Action: failed\n", ""), Malformed::Action),
        (with("Status: 5.1.1", "Status: 2.0.0"), Malformed::Status),
        (with("Status: 5.1.1", "Status: 5.1"), Malformed::Status),
        (with("Status: 5.1.1", "Status: 5.x.y"), Malformed::Status),
        (with("Action: failed", "Action: delayed"), Malformed::Status),
    ] {
        assert_eq!(Report::parse(mail.as_bytes()).unwrap_err(), wanted);
    }
    let many = "\nFinal-Recipient: rfc822; a@b.example\nAction: failed\nStatus: 5.1.1\n".repeat(101);
    let crowded = with("Final-Recipient: rfc822; Ann", &format!("{many}\nFinal-Recipient: rfc822; Ann"));
    assert_eq!(Report::parse(crowded.as_bytes()).unwrap_err(), Malformed::TooMany);
}

proptest! {
    #[test]
    fn any_bytes_are_read_or_refused(bytes in proptest::collection::vec(any::<u8>(), 0..2_000)) {
        let _ = Report::parse(&bytes);
    }

    /// A true report, cut and with some of its bytes replaced: read or refused, and never of anybody who is not named.
    #[test]
    fn a_damaged_report_is_read_or_refused(
        sample in prop::sample::select(vec![POSTFIX, EXCHANGE, EXIM, DELAYED]),
        cut in 0..4_000_usize,
        changes in proptest::collection::vec((0..4_000_usize, any::<u8>()), 0..20),
    ) {
        let mut bytes = filled(sample).into_bytes();
        bytes.truncate(cut);
        for (place, byte) in changes {
            if let Some(held) = bytes.get_mut(place) {
                *held = byte;
            }
        }
        if let Ok(report) = Report::parse(&bytes) {
            prop_assert!(!report.recipients.is_empty());
            for recipient in &report.recipients {
                prop_assert!(!recipient.addresses.is_empty() && !recipient.diagnostic.contains('@'));
            }
        }
    }
}
