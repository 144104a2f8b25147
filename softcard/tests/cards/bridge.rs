use std::{
    io::{BufRead as _, BufReader, Write as _},
    path::Path,
    process::{Child, ChildStdin, ChildStdout, Command, Stdio},
};

use serde_json::{Value, json};
use softcard::{Flaws, Issuer, Kind};

use crate::relying_party::{HOLDER, ORIGIN, RelyingParty, creation, options, registered, trust};

struct Bridge {
    child: Child,
    input: Option<ChildStdin>,
    output: BufReader<ChildStdout>,
}

impl Bridge {
    fn start(arguments: &[&str]) -> Self {
        let mut command = Command::new(env!("CARGO_BIN_EXE_softcard"));
        let mut child = command.args(arguments).stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().unwrap();
        let (input, output) = (child.stdin.take(), BufReader::new(child.stdout.take().unwrap()));
        Self { child, input, output }
    }

    fn ask(&mut self, line: &str) -> Value {
        writeln!(self.input.as_mut().unwrap(), "{line}").unwrap();
        let mut answer = String::new();
        self.output.read_line(&mut answer).unwrap();
        serde_json::from_str(&answer).unwrap()
    }

    fn done(&mut self, line: Value) -> Value {
        let mut answer = self.ask(&line.to_string());
        assert_eq!(answer["id"], line["id"]);
        assert_eq!(answer["error"], Value::Null, "{line}");
        answer["ok"].take()
    }

    fn end(mut self) {
        drop(self.input.take());
        assert!(self.child.wait().unwrap().success(), "it ends with its input");
    }
}

#[test]
fn a_bridge_registers_and_logs_in() {
    let relying_party = RelyingParty::new();
    for kind in ["forge", "token"] {
        let mut bridge = Bridge::start(&["--kind", kind, "--transports", "smart-card,usb"]);
        let issuer = bridge.done(json!({ "id": "a", "op": "issuer" }));
        let mut list = webauthn_rs::prelude::AttestationCaListBuilder::new();
        let (pem, aaguid) = (issuer["pem"].as_str().unwrap(), issuer["aaguid"].as_str().unwrap());
        list.insert_device_pem(pem.as_bytes(), aaguid.parse().unwrap(), "card".to_owned(), Default::default()).unwrap();
        let begun =
            relying_party.0.start_attested_passkey_registration(HOLDER, "holder", "Holder", None, list.build(), None);
        let (challenge, state) = begun.unwrap();
        let asked = json!({ "id": 1, "op": "create", "origin": ORIGIN, "options": creation(challenge) });
        let answer = bridge.done(asked);
        assert_eq!(answer["response"]["transports"], json!(["smart-card", "usb"]));
        let card = relying_party.0.finish_attested_passkey_registration(&registered(answer), &state).unwrap();

        let (challenge, state) = relying_party.0.start_discoverable_authentication().unwrap();
        let asked = json!({ "id": 2, "op": "get", "origin": ORIGIN, "options": options(challenge), "flaws": {} });
        let answer = serde_json::from_value(bridge.done(asked)).unwrap();
        relying_party.0.finish_discoverable_authentication_v2(&answer, state, &card).unwrap();

        let exports = bridge.done(json!({ "id": 3, "op": "credentials" }));
        assert_eq!(exports[0]["counter"], 1);
        assert_eq!(exports[0]["aaguid"], issuer["aaguid"]);
        bridge.end();
    }
}

#[test]
fn a_bridge_refuses_by_the_names_of_browsers() {
    let mut bridge = Bridge::start(&[]);
    let get = json!({ "id": 1, "op": "get", "origin": ORIGIN, "options": { "challenge": "AAAA" } });
    let create = json!({ "id": 2, "op": "create", "origin": ORIGIN, "flaws": { "userHandle": null }, "options": {
        "rp": { "name": "x" }, "user": { "id": "AQID", "name": "x", "displayName": "x" }, "challenge": "AAAA",
        "pubKeyCredParams": [{ "type": "public-key", "alg": -7 }], "authenticatorSelection": { "residentKey": "required" },
    } });
    let name = |answer: Value| answer["error"]["name"].clone();
    assert_eq!(name(bridge.ask(&get.to_string())), "NotAllowedError");
    bridge.done(create.clone());
    bridge.done(get.clone());
    bridge.done(json!({ "id": 3, "op": "remove" }));
    assert_eq!(name(bridge.ask(&get.to_string())), "NotAllowedError", "no card");
    bridge.done(json!({ "id": 4, "op": "insert" }));
    bridge.done(get.clone());
    bridge.done(json!({ "id": 5, "op": "replace" }));
    assert_eq!(name(bridge.ask(&get.to_string())), "NotAllowedError", "another card");

    assert_eq!(name(bridge.ask("nonsense")), "TypeError");
    let unknown = bridge.ask(r#"{"id":6,"op":"steal"}"#);
    assert_eq!((&unknown["id"], &unknown["error"]["name"]), (&json!(6), &json!("TypeError")));
    let mut slip = create;
    slip["flaws"] = json!({ "unverifed": true });
    assert_eq!(name(bridge.ask(&slip.to_string())), "TypeError");
    bridge.end();

    let mut passkey = Bridge::start(&["--kind", "passkey"]);
    assert_eq!(name(passkey.ask(r#"{"id":1,"op":"issuer"}"#)), "NotSupportedError");
    passkey.end();
}

#[test]
fn several_bridges_have_one_issuer_by_a_file() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("issuer.json");
    let arguments = ["--issuer", file.to_str().unwrap()];
    let mut bridges: Vec<_> = (0..4).map(|_| Bridge::start(&arguments)).collect();
    let issuers: Vec<_> = bridges.iter_mut().map(|bridge| bridge.done(json!({ "id": 1, "op": "issuer" }))).collect();
    bridges.into_iter().for_each(Bridge::end);
    let read: Issuer = serde_json::from_slice(&std::fs::read(Path::new(&file)).unwrap()).unwrap();
    assert!(issuers.iter().all(|issuer| issuer["pem"] == read.certificate_pem()));
    assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 1, "no drafts are left");
    assert_eq!(trust(&read).len(), 1);
    RelyingParty::new().register(&read, &mut read.card(), &Flaws::default()).unwrap();

    let mut other = Bridge::start(&["--kind", "token", "--issuer", file.to_str().unwrap()]);
    assert!(!other.child.wait().unwrap().success(), "a file of another kind of issuer");
    assert_eq!(read.kind(), Kind::Forge);
}
