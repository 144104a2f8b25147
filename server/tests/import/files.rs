//! Files in every form, and in none.

use std::io::Cursor;

use encoding_rs::{BIG5, Encoding};
use proptest::prelude::*;
use server::registration::import::{
    addresses::{Check, Rules},
    directory::Directory,
    reader::{FileError, MAX_RECORD, Sheet},
    verdict::Reason,
};

use crate::world::data;

const COLUMNS: &[&str] = &["participant_code", "user_id", "name_en", "name_zh", "da_roles", "status"];

fn open(bytes: &[u8]) -> Result<Sheet<Cursor<&[u8]>>, FileError> {
    Sheet::new("test.csv".to_owned(), Cursor::new(bytes), COLUMNS)
}

fn read(bytes: &[u8]) -> Result<Vec<Result<Vec<String>, Reason>>, FileError> {
    let mut sheet = open(bytes)?;
    let mut records = sheet.records()?;
    let mut rows = Vec::new();
    while let Some(record) = records.next_record()? {
        assert_eq!(record.number, rows.len() as u64 + 2);
        rows.push(record.sound().map(|()| (0..COLUMNS.len()).map(|column| record.cell(column).to_owned()).collect()));
    }
    assert_eq!(records.taken(), bytes.len() as u64);
    Ok(rows)
}

fn utf_16(text: &str, big_endian: bool) -> Vec<u8> {
    let order = |unit: u16| if big_endian { unit.to_be_bytes() } else { unit.to_le_bytes() };
    "\u{FEFF}".encode_utf16().chain(text.encode_utf16()).flat_map(order).collect()
}

fn encode(text: &str, encoding: &'static Encoding) -> Vec<u8> {
    let (bytes, _, lossy) = encoding.encode(text);
    assert!(!lossy);
    bytes.into_owned()
}

#[test]
fn every_encoding_separator_and_line_end_reads_the_same() {
    let plain = data("users.csv");
    let expected = read(&plain).unwrap();
    assert_eq!(expected.len(), 2603);
    for separator in [b',', b';', b'\t'] {
        for terminator in [csv::Terminator::CRLF, csv::Terminator::Any(b'\n')] {
            let mut writer =
                csv::WriterBuilder::new().delimiter(separator).terminator(terminator).from_writer(Vec::new());
            for record in csv::ReaderBuilder::new().has_headers(false).from_reader(plain.as_slice()).records() {
                writer.write_record(&record.unwrap()).unwrap();
            }
            let text = String::from_utf8(writer.into_inner().unwrap()).unwrap();
            for (name, bytes) in [
                ("UTF-8", text.clone().into_bytes()),
                ("UTF-8 with a mark", format!("\u{FEFF}{text}").into_bytes()),
                ("UTF-16LE", utf_16(&text, false)),
                ("UTF-16BE", utf_16(&text, true)),
                ("Big5", encode(&text, BIG5)),
            ] {
                assert!(read(&bytes).unwrap() == expected, "{name}, {}", char::from(separator));
            }
        }
    }
}

#[test]
fn a_file_can_be_read_again() {
    let bytes = data("users-excel-unicode.txt");
    let mut sheet = open(&bytes).unwrap();
    assert_eq!(sheet.form(), "UTF-16LE, tab");
    for _ in 0..2 {
        let mut records = sheet.records().unwrap();
        let mut count = 0;
        while records.next_record().unwrap().is_some() {
            count += 1;
        }
        assert_eq!(count, 40);
    }
}

#[test]
fn columns_are_found_in_any_order_and_case_and_others_passed_over() {
    let text = " Status ,NOTE,user_id,PARTICIPANT_CODE,name_zh,name_en,da_roles\nactive,x,U1,CAAA,一,One,da-maker\n";
    let rows = read(text.as_bytes()).unwrap();
    assert_eq!(rows, [Ok(["CAAA", "U1", "One", "一", "da-maker", "active"].map(str::to_owned).to_vec())]);
}

#[test]
fn a_damaged_byte_rejects_its_record_alone() {
    let header = COLUMNS.join(",");
    let mut bytes = format!("{header}\nCAAA,U1,One,郭淑儀,,active\nCAAA,U2,Tw").into_bytes();
    bytes.push(0xFF);
    bytes.extend_from_slice("o,,,active\nCAAA,U3,Three,吳凱琳,,active\n".as_bytes());
    let rows = read(&bytes).unwrap();
    assert_eq!(rows[0].as_ref().unwrap()[3], "郭淑儀");
    assert_eq!(rows[1], Err(Reason::Undecodable));
    assert_eq!(rows[2].as_ref().unwrap()[3], "吳凱琳");
}

#[test]
fn a_refused_file_says_why() {
    let told = |bytes: &[u8]| read(bytes).unwrap_err().to_string();
    assert_eq!(told(b""), "test.csv is empty: record 1 must be the header");
    assert_eq!(
        told(b"participant_code;user_id;mail\nCAAA;CAAA001;a@b.example\n"),
        "test.csv: record 1 must name the columns participant_code, user_id, name_en, name_zh, da_roles, status; \
         missing: name_en, name_zh, da_roles, status; found: participant_code, user_id, mail"
    );
    let twice = format!("{},STATUS\n", COLUMNS.join(","));
    assert_eq!(told(twice.as_bytes()), "test.csv: record 1 names the column status twice");
    let unclosed = format!("{}\nA,B,C,D,E,F\nA,\"B\n{}", COLUMNS.join(","), "C,D,E,F\n".repeat(MAX_RECORD));
    assert_eq!(told(unclosed.as_bytes()), "test.csv: record 3 is longer than 64 KiB; is a quotation mark not closed?");
    let nowhere = Sheet::open(std::path::Path::new("/no/such/file.csv"), COLUMNS).unwrap_err();
    assert!(nowhere.to_string().starts_with("/no/such/file.csv: "));
}

#[test]
fn a_long_file_is_read_however_its_records_fall_into_pieces() {
    for length in [1, 7, 100, 1000, 20_000] {
        let text = format!("{}\n{}", COLUMNS.join(","), format!("A,B,{},郭,,active\n", "漢".repeat(length)).repeat(40));
        let rows = read(text.as_bytes()).unwrap();
        assert!(rows.len() == 40 && rows.iter().all(|row| row.as_ref().unwrap()[3] == "郭"));
        assert_eq!(read(&utf_16(&text, false)).unwrap(), rows);
    }
}

proptest! {
    #[test]
    fn any_bytes_are_read_or_refused(bytes in proptest::collection::vec(any::<u8>(), 0..2000)) {
        let _ = read_any(&bytes);
    }

    #[test]
    fn any_rows_get_one_verdict_each(rows in proptest::collection::vec("[ -~\r\n\t\"，,;@a漢]{0,40}", 0..40)) {
        let text = format!("{}\n{}\n", COLUMNS.join(";"), rows.join("\n"));
        let directory = Directory::new(0, Vec::new()).sorted();
        let rules = Rules::of(&server::config::Registration::default());
        let mut check = Check::new(&directory, &rules);
        let mut sheet = open(text.as_bytes()).unwrap();
        let mut records = sheet.records().unwrap();
        let mut count = 0;
        while let Some(record) = records.next_record().unwrap() {
            check.note(&record);
            count += 1;
        }
        let ledger = check.settle();
        prop_assert!((0..count).all(|index| ledger.finding(index).is_some()), "nobody is known here");
        prop_assert!(ledger.finding(count).is_none());
    }
}

/// Random bytes are hardly ever a header, so one is put before them.
fn read_any(bytes: &[u8]) -> Result<(), FileError> {
    let _ = read(bytes);
    let mut whole = format!("{}\n", COLUMNS.join(",")).into_bytes();
    whole.extend_from_slice(bytes);
    read(&whole).map(|_| ())
}
