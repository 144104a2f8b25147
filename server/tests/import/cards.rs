//! Files of smartcards, as card-management systems write them.

use std::collections::BTreeMap;

use data_encoding::{BASE64URL, BASE64URL_NOPAD, HEXLOWER};
use domain::card::CardState;
use serde_cbor_2::Value;
use server::{
    registration::import::{Options, What},
    store::credentials::{self, Credential, Kind},
};
use webauthn_rs::prelude::Credential as WebauthnCredential;

use crate::world::{Told, World, id, on_each_database};

const HEADER: &str = "participant_code,user_id,credential_id,public_key,aaguid,transports,counter,label";
const AAGUID: &str = "2fc0579f-8113-47ea-b116-bb5a8db9202a";

/// A COSE key of these parameters, in base64url.
fn cose(parameters: &[(i128, Value)]) -> String {
    let map: BTreeMap<Value, Value> =
        parameters.iter().map(|(name, value)| (Value::Integer(*name), value.clone())).collect();
    BASE64URL_NOPAD.encode(&serde_cbor_2::to_vec(&Value::Map(map)).unwrap())
}

fn hex(text: &str) -> Value {
    Value::Bytes(HEXLOWER.decode(text.as_bytes()).unwrap())
}

/// The generator of P-256: a point that is surely on it.
fn point() -> Vec<(i128, Value)> {
    vec![
        (1, Value::Integer(2)),
        (3, Value::Integer(-7)),
        (-1, Value::Integer(1)),
        (-2, hex("6b17d1f2e12c4247f8bce6e563a440f277037d812deb33a0f4a13945d898c296")),
        (-3, hex("4fe342e2fe1a7f9b8ee7eb4a7c0f9e162bce33576b315ececbb6406837bf51f5")),
    ]
}

fn es256() -> String {
    cose(&point())
}

fn eddsa() -> String {
    let x = hex("d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a");
    cose(&[(1, Value::Integer(1)), (3, Value::Integer(-8)), (-1, Value::Integer(6)), (-2, x)])
}

fn rs256(bytes: usize) -> String {
    let modulus = Value::Bytes(vec![0xC5; bytes]);
    cose(&[(1, Value::Integer(3)), (3, Value::Integer(-257)), (-1, modulus), (-2, Value::Bytes(vec![1, 0, 1]))])
}

/// The id of the card with that number.
fn card(number: u8) -> String {
    BASE64URL_NOPAD.encode(&[number; 32])
}

async fn import(world: &World, rows: &[String]) -> (server::registration::import::verdict::Summary, Told) {
    world.import(What::Cards, format!("{HEADER}\n{}\n", rows.join("\n"))).await
}

async fn found(world: &World, id: &str) -> Option<Credential> {
    credentials::find(&mut world.app.store.reader().await.unwrap(), id).await.unwrap()
}

#[tokio::test]
async fn cards_are_issued_as_the_records_say_and_the_same_file_again_changes_nothing() {
    on_each_database("", async |world| {
        world.fill().await;
        let rows = [
            format!("CAAA,CAAA001,{},{},{AAGUID},usb;nfc,7,8852 0071", card(1), es256()),
            // As other systems write it: padding, blanks, capitals, no hyphens, nothing where nothing is known.
            format!(
                " caaa , caaa002 ,{}, {}= ,{},hybrid; smart-card ;x-new,,",
                BASE64URL.encode(&[2; 32]),
                es256(),
                AAGUID.replace('-', "").to_uppercase(),
            ),
            format!("CAAA,CAAA003,{},{},{AAGUID},,0,8852 0073", card(3), rs256(256)),
            // A second card of somebody.
            format!("CAAA,CAAA001,{},{},{AAGUID},usb,0,8852 0074", card(4), es256()),
        ];
        let dry_run = Options { dry_run: true, ..Options::default() };
        let before = world.counts().await;
        let file = format!("{HEADER}\n{}\n", rows.join("\n"));
        let (summary, told) = world.import_with(What::Cards, file.as_bytes(), dry_run).await;
        assert_eq!((summary.accept, summary.added), (4, 4), "{:?}", told.whys());
        assert_eq!(world.counts().await, before);
        assert!(found(world, &card(1)).await.is_none());

        let (summary, _) = import(world, &rows).await;
        assert_eq!((summary.accept, summary.added, summary.mails), (4, 4, 0));
        let one = found(world, &card(1)).await.unwrap();
        assert_eq!((one.account, one.kind, one.state), (id("CAAA/CAAA001"), Kind::Card, CardState::Issued));
        assert_eq!((&*one.name, &*one.aaguid, one.counter), ("8852 0071", AAGUID, 7));
        assert_eq!(one.transports, ["usb", "nfc"]);
        let two = found(world, &card(2)).await.unwrap();
        assert_eq!((&*two.aaguid, two.counter), (AAGUID, 0));
        assert_eq!(two.transports, ["hybrid", "smart-card", "x-new"]);
        assert!(two.id.ends_with(&two.name) && two.name.len() == 8, "{}", two.name);
        // As the ceremonies read it.
        let key: WebauthnCredential = serde_json::from_str(&one.key).unwrap();
        assert_eq!((BASE64URL_NOPAD.encode(&key.cred_id), key.counter), (card(1), 7));
        assert!(key.user_verified && !key.backup_eligible && !key.backup_state);
        assert_eq!(world.count("SELECT COUNT(*) FROM events WHERE kind = 'card.imported'").await, 4);
        assert_eq!(world.count("SELECT COUNT(*) FROM events WHERE kind = 'directory.imported'").await, 3);

        let events = world.count("SELECT COUNT(*) FROM events").await;
        // Meanwhile the card was used: that is no difference.
        let mut tx = world.app.store.begin().await.unwrap();
        assert!(credentials::note_use(&mut tx, &card(1), 7, 9, world.app.clock.now()).await.unwrap());
        tx.commit().await.unwrap();
        let (summary, told) = import(world, &rows).await;
        assert_eq!((summary.unchanged, summary.accept), (4, 0), "{:?}", told.whys());
        assert_eq!(world.count("SELECT COUNT(*) FROM events").await, events);
        let used = found(world, &card(1)).await.unwrap();
        assert_eq!((used.counter, used.state), (9, CardState::Bound));

        // Another number on the same card is taken over, and nothing else of it.
        let (summary, _) = import(world, &[rows[0].replace("8852 0071", "8852 9999")]).await;
        assert_eq!((summary.accept, summary.changed), (1, 1));
        let renamed = found(world, &card(1)).await.unwrap();
        assert_eq!((&*renamed.name, renamed.counter, renamed.state), ("8852 9999", 9, CardState::Bound));
    })
    .await;
}

#[tokio::test]
async fn one_card_is_never_two_peoples() {
    on_each_database("", async |world| {
        world.fill().await;
        let row = |user: &str, number| format!("CAAA,{user},{},{},{AAGUID},usb,0,A", card(number), es256());
        let (summary, told) = import(world, &[row("CAAA001", 1), row("CAAA002", 1), row("CAAA003", 3)]).await;
        assert_eq!((summary.reject, summary.added), (2, 1));
        assert_eq!(told.whys()[..2], ["two different records for one card"; 2]);
        // What somebody holds already, whatever for.
        let passkey = Credential {
            id: card(5),
            kind: Kind::Passkey,
            state: CardState::Bound,
            ..found(world, &card(3)).await.unwrap()
        };
        let mut tx = world.app.store.begin().await.unwrap();
        credentials::add(&mut tx, &passkey).await.unwrap();
        tx.commit().await.unwrap();
        let other_key = row("CAAA003", 3).replace(&es256(), &rs256(256));
        let (summary, told) =
            import(world, &[row("CAAA001", 3), row("CAAA003", 5), row("CAAA004", 4), row("CAAA004", 4)]).await;
        assert_eq!((summary.reject, summary.added, summary.skip), (2, 1, 1), "{:?}", told.whys());
        assert_eq!(told.whys()[..2], ["somebody else holds this credential, or it is no card"; 2]);
        let (_, told) = import(world, &[other_key]).await;
        assert_eq!(told.whys(), ["the card is known with another key or AAGUID"]);
        assert_eq!(found(world, &card(3)).await.unwrap().account, id("CAAA/CAAA003"));
    })
    .await;
}

#[tokio::test]
async fn wrong_cards_are_rejected_one_by_one() {
    on_each_database("", async |world| {
        world.fill().await;
        let mut private = point();
        private.push((-4, Value::Bytes(vec![7; 32])));
        let mut wrong_curve = point();
        wrong_curve[2].1 = Value::Integer(2);
        let row = |user: &str, id: &str, key: &str, rest: &str| format!("CAAA,{user},{id},{key},{rest}");
        let usual = format!("{AAGUID},usb,0,A");
        let (key, one) = (es256(), card(1));
        let long = format!("{AAGUID},usb,0,{}", "x".repeat(201));
        let (_, told) = import(
            world,
            &[
                row("NOBODY", &one, &key, &usual),
                row("A B", &one, &key, &usual),
                format!("STAFF,ANN,{one},{key},{usual}"),
                format!("ZZZZ,ZZZZ001,{one},{key},{usual}"),
                row("CAAA001", "", &key, &usual),
                row("CAAA001", "not/base64url+", &key, &usual),
                row("CAAA001", &BASE64URL_NOPAD.encode(&[1; 15]), &key, &usual),
                row("CAAA001", &BASE64URL_NOPAD.encode(&[1; 1024]), &key, &usual),
                row("CAAA001", &one, "", &usual),
                row("CAAA001", &one, "AAAA", &usual),
                row("CAAA001", &one, &format!("{key}AA"), &usual),
                row("CAAA001", &one, &cose(&private), &usual),
                row("CAAA001", &one, &cose(&wrong_curve), &usual),
                row("CAAA001", &one, &rs256(128), &usual),
                row("CAAA001", &one, &eddsa(), &usual),
                row("CAAA001", &one, &key, ",usb,0,A"),
                row("CAAA001", &one, &key, "2fc0579f-8113,usb,0,A"),
                row("CAAA001", &one, &key, &format!("{AAGUID},usb nfc,0,A")),
                row("CAAA001", &one, &key, &format!("{AAGUID},usb,-1,A")),
                row("CAAA001", &one, &key, &format!("{AAGUID},usb,4294967296,A")),
                row("CAAA001", &one, &key, &long),
                row("CAAA001", &one, &key, &format!("{AAGUID},usb,0,A\u{202E}B")),
                ",,,,,,,".to_owned(),
                format!("CAAA,CAAA001,{one}"),
                row("CAAA001", &one, &key, &usual),
            ],
        )
        .await;
        insta::allow_duplicates! {
        insta::assert_snapshot!(told.whys().join("\n"), @r"
        unknown user
        not a user id: 1 to 32 of A-Z, 0-9, dot, underscore and hyphen
        staff are not imported from files
        unknown user
        not a credential id: 16 to 1023 bytes in base64url
        not a credential id: 16 to 1023 bytes in base64url
        not a credential id: 16 to 1023 bytes in base64url
        not a credential id: 16 to 1023 bytes in base64url
        not a public COSE key for ES256 or RS256 in base64url
        not a public COSE key for ES256 or RS256 in base64url
        not a public COSE key for ES256 or RS256 in base64url
        not a public COSE key for ES256 or RS256 in base64url
        not a public COSE key for ES256 or RS256 in base64url
        not a public COSE key for ES256 or RS256 in base64url
        not a public COSE key for ES256 or RS256 in base64url
        not an AAGUID: 32 hexadecimal digits, with or without hyphens
        not an AAGUID: 32 hexadecimal digits, with or without hyphens
        not a list of transports, joined by semicolons
        the counter is no number from 0 to 4294967295
        the counter is no number from 0 to 4294967295
        a cell is too long
        control or invisible characters in a name
        an empty row
        a cell is missing
        added
        ");
        }
        assert_eq!(world.count("SELECT COUNT(*) FROM credentials").await, 1);
    })
    .await;
}
