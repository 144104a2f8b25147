#![allow(clippy::unwrap_used)]

use proptest::prelude::*;

use super::*;
use crate::audit::chain::{Content, Record, Seal};

/// An export of three seals with four events each, made from nothing but the description. The last seal's first event
/// has an earlier id than those before it, and one event's particulars have expired.
fn export() -> Vec<String> {
    let mut lines = vec![Line::Header(Header::new("Harbour Clearing", Instant::from_millis(9_000), Some((1, 3))))];
    let (mut place, mut previous) = (0, None);
    for number in 1..=3 {
        let mut content = Content::default();
        for step in 0..4 {
            place += 1;
            let mut record = Record {
                place,
                id: format!("{:032x}", if number == 3 && step == 0 { 3 } else { place * 7 }),
                at: Instant::from_millis(1_795_331_109_000 + place),
                kind: "login.completed".to_owned(),
                participant: (step > 0).then(|| "CAAA".to_owned()),
                request: (step == 1).then(|| format!("{place:032x}")),
                account: (step > 0).then(|| "CAAA/CAAA001".to_owned()),
                actor: Some("operator".to_owned()),
                who_salt: Some(format!("{:032x}", place * 31)),
                who_hash: None,
                detail: Some(format!(r#"{{"method":"two-factor","名":{place}}}"#)),
                detail_salt: Some(format!("{:032x}", place * 37)),
                detail_hash: None,
                hash: String::new(),
            };
            record.hash = record.expected_hash().unwrap();
            content.add(&record.hash);
            if place == 6 {
                record.detail_hash = record.particulars();
                (record.detail, record.detail_salt) = (None, None);
            }
            lines.push(Line::Event(record));
        }
        let mut seal = Seal {
            number,
            at: Instant::from_millis(1_795_331_200_000 + number),
            first_place: place - 3,
            last_place: place,
            events: 4,
            previous: previous.take(),
            hash: String::new(),
        };
        seal.hash = seal.expected_hash(&content);
        previous = Some(seal.hash.clone());
        lines.push(Line::Seal(seal));
    }
    lines.iter().map(|line| line.written().unwrap()).collect()
}

fn check(lines: &[String]) -> Result<Proof, VerifyError> {
    verify(lines.concat().as_bytes(), &[])
}

fn wrong(lines: &[String]) -> (u64, Wrong) {
    match check(lines) {
        Err(VerifyError::Wrong { line, wrong, .. }) => (line, wrong),
        other => panic!("{other:?}"),
    }
}

/// The line with its event or seal changed.
fn changed(line: &str, change: impl FnOnce(&mut Line)) -> String {
    let mut line = Line::read(line.as_bytes()).unwrap();
    change(&mut line);
    line.written().unwrap()
}

fn event(line: &mut Line) -> &mut Record {
    let Line::Event(record) = line else { panic!("{line:?}") };
    record
}

fn seal(line: &mut Line) -> &mut Seal {
    let Line::Seal(seal) = line else { panic!("{line:?}") };
    seal
}

fn head(lines: &[String], number: i64) -> Anchor {
    let seals = lines.iter().filter_map(|line| match Line::read(line.as_bytes()) {
        Some(Line::Seal(seal)) => Some(seal),
        _ => None,
    });
    Anchor::from(&seals.into_iter().find(|seal| seal.number == number).unwrap())
}

#[test]
fn an_export_that_nobody_touched_holds() {
    let lines = export();
    let proof = check(&lines).unwrap();
    assert_eq!((proof.events, proof.seals, proof.expired), (12, 3, 1));
    assert_eq!((proof.first_seal, proof.last_seal), (Some(1), Some(3)));
    assert_eq!(proof.head, Some(head(&lines, 3).hash));
    assert_eq!(proof.from.unwrap().as_millis(), 1_795_331_109_001);
    assert_eq!(proof.until.unwrap().as_millis(), 1_795_331_109_012);
}

#[test]
fn an_export_of_nothing_holds() {
    let header = Line::Header(Header::new("", Instant::from_millis(0), None)).written().unwrap();
    assert_eq!(check(std::slice::from_ref(&header)).unwrap().seals, 0);
    let event = export().swap_remove(1);
    assert_eq!(wrong(&[header, event]), (2, Wrong::EventInserted));
}

#[test]
fn what_was_done_is_named_by_its_first_line() {
    let lines = export();
    // Lines from 1: the header, events 2 to 5, seal 6, events 7 to 10, seal 11, events 12 to 15, seal 16.
    let with = |change: &dyn Fn(&mut Vec<String>)| {
        let mut lines = lines.clone();
        change(&mut lines);
        wrong(&lines)
    };
    let alter = |at: usize, change: &dyn Fn(&mut Line)| {
        with(&|lines: &mut Vec<String>| lines[at - 1] = changed(&lines[at - 1], |line| change(line)))
    };
    let forged = |record: &mut Record| {
        record.kind = "login.refused".to_owned();
        record.hash = record.expected_hash().unwrap();
    };
    assert_eq!(alter(3, &|line| event(line).kind = "login.refused".to_owned()), (3, Wrong::EventAltered));
    assert_eq!(alter(3, &|line| event(line).account = None), (3, Wrong::EventAltered));
    assert_eq!(alter(3, &|line| forged(event(line))), (6, Wrong::SealAltered), "altered together with its hash");
    assert_eq!(with(&|lines| drop(lines.remove(2))), (3, Wrong::EventMissing));
    assert_eq!(with(&|lines| drop(lines.remove(4))), (5, Wrong::EventMissing), "the last one of a seal");
    assert_eq!(with(&|lines| lines.swap(2, 3)), (3, Wrong::EventMoved));
    assert_eq!(with(&|lines| lines.swap(2, 13)), (3, Wrong::EventMoved));
    assert_eq!(with(&|lines| lines.insert(3, lines[2].clone())), (4, Wrong::EventInserted));
    assert_eq!(with(&|lines| drop(lines.remove(5))), (10, Wrong::SealMissing));
    assert_eq!(with(&|lines| drop(lines.drain(1..6))), (2, Wrong::EventMissing), "a whole seal");
    assert_eq!(with(&|lines| lines.insert(6, lines[5].clone())), (7, Wrong::SealInserted));
    assert_eq!(alter(11, &|line| seal(line).at = Instant::from_millis(0)), (11, Wrong::SealAltered));
    assert_eq!(alter(11, &|line| seal(line).previous = None), (11, Wrong::SealAltered));
    assert_eq!(alter(11, &|line| seal(line).first_place = 4), (11, Wrong::SealAltered));
    assert_eq!(with(&|lines| lines.truncate(11)), (11, Wrong::CutOff));
    assert_eq!(with(&|lines| lines.truncate(13)), (13, Wrong::CutOff));
    assert_eq!(with(&|lines| lines.truncate(1)), (1, Wrong::CutOff));
    assert_eq!(with(&|lines| drop(lines.remove(0))), (1, Wrong::NoExport));
    assert_eq!(with(&|lines| lines[0] = lines[0].replace("Harbour", "Harbor")), (1, Wrong::HeaderAltered));
    assert_eq!(with(&|lines| lines[2] = lines[2].replace(r#""place":"#, r#""place": "#)), (3, Wrong::LineDamaged));
    assert_eq!(with(&|lines| lines[2] = lines[2].replace("login", r"\u006cogin")), (3, Wrong::LineDamaged));
}

/// An inserted event, with everything after it renumbered and the seal's counts raised.
#[test]
fn an_event_slipped_in_is_found_at_its_seal() {
    let mut lines = export();
    let mut slipped = Line::read(lines[2].as_bytes()).unwrap();
    event(&mut slipped).id.push('0');
    event(&mut slipped).hash = event(&mut slipped).expected_hash().unwrap();
    lines.insert(3, slipped.written().unwrap());
    for line in &mut lines[3..6] {
        *line = changed(line, |line| event(line).place += 1);
    }
    assert_eq!(wrong(&lines), (7, Wrong::EventInserted));
    lines[6] = changed(&lines[6], |line| {
        seal(line).events += 1;
        seal(line).last_place += 1;
    });
    assert_eq!(wrong(&lines), (7, Wrong::SealAltered));
}

#[test]
fn an_anchor_sees_what_the_chain_cannot() {
    let lines = export();
    let bytes = lines.concat();
    let anchors = [head(&lines, 2), head(&lines, 3)];
    assert_eq!(verify(bytes.as_bytes(), &anchors).unwrap().anchors, 2);

    // The last seal taken off, with a header that knows nothing of it.
    let mut short = lines.clone();
    short.truncate(11);
    short[0] =
        Line::Header(Header::new("Harbour Clearing", Instant::from_millis(9_000), Some((1, 2)))).written().unwrap();
    assert_eq!(check(&short).unwrap().seals, 2);
    let found = verify(short.concat().as_bytes(), &[head(&lines, 3)]).unwrap_err().to_string();
    assert_eq!(found, "line 11: the anchor's seal 3 is not in this export: it holds the seals 1 to 2");

    // Another chain, sound in itself.
    let other = Anchor { hash: "0".repeat(64), ..head(&lines, 2) };
    let found = verify(bytes.as_bytes(), &[other]).unwrap_err();
    assert!(matches!(found, VerifyError::Wrong { line: 11, wrong: Wrong::Anchor, .. }), "{found}");
}

#[test]
fn an_export_may_begin_later_and_is_tied_to_the_seal_before() {
    let lines = export();
    let mut late = lines[6..].to_vec();
    late.insert(0, Line::Header(Header::new("", Instant::from_millis(0), Some((2, 3)))).written().unwrap());
    let bytes = late.concat();
    let proof = verify(bytes.as_bytes(), &[head(&lines, 1), head(&lines, 3)]).unwrap();
    assert_eq!((proof.events, proof.first_seal, proof.anchors), (8, Some(2), 2));
    let other = Anchor { hash: "0".repeat(64), ..head(&lines, 1) };
    assert!(verify(bytes.as_bytes(), &[other]).is_err());
    late.remove(1);
    assert_eq!(wrong(&late), (5, Wrong::EventMissing));
}

#[test]
fn a_line_without_end_is_not_read_into_memory() {
    let endless = io::BufReader::new(io::repeat(b'x'));
    assert!(matches!(verify(endless, &[]), Err(VerifyError::Wrong { line: 1, wrong: Wrong::NoExport, .. })));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(600))]

    #[test]
    fn any_other_byte_anywhere_is_found(at in any::<prop::sample::Index>(), byte in any::<u8>()) {
        let mut bytes = export().concat().into_bytes();
        let at = at.index(bytes.len());
        prop_assume!(bytes[at] != byte);
        bytes[at] = byte;
        prop_assert!(verify(&bytes[..], &[]).is_err());
    }

    #[test]
    fn any_lost_or_added_byte_is_found(at in any::<prop::sample::Index>(), byte in any::<Option<u8>>()) {
        let mut bytes = export().concat().into_bytes();
        let at = at.index(bytes.len());
        match byte {
            Some(byte) => bytes.insert(at, byte),
            None => drop(bytes.remove(at)),
        }
        prop_assert!(verify(&bytes[..], &[]).is_err());
    }

    #[test]
    fn any_end_too_early_is_found(at in any::<prop::sample::Index>()) {
        let bytes = export().concat().into_bytes();
        prop_assert!(verify(&bytes[..at.index(bytes.len())], &[]).is_err());
    }

    #[test]
    fn any_line_removed_doubled_or_moved_is_found(
        one in any::<prop::sample::Index>(), other in any::<prop::sample::Index>(), act in 0..4,
    ) {
        let mut lines = export();
        let (one, other) = (one.index(lines.len()), other.index(lines.len()));
        match act {
            0 => drop(lines.remove(one)),
            1 => lines.insert(other, lines[one].clone()),
            2 => lines.swap(one, other),
            _ => {
                let line = lines.remove(one);
                lines.insert(other, line);
            }
        }
        prop_assume!(lines != export());
        prop_assert!(check(&lines).is_err());
    }
}
