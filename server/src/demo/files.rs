//! What comes as files: the directory, the register of smartcards, the schedule.

use std::{collections::BTreeMap, io, io::Cursor};

use data_encoding::BASE64URL_NOPAD;
use domain::{
    account::AccountId,
    schedule::{Bilingual, Event, EventKind, EventState, Plan as EventPlan},
};
use p256::elliptic_curve::sec1::ToSec1Point as _;
use serde_cbor_2::Value;
use sha2::{Digest as _, Sha256};

use super::{DemoError, calendar::Calendar, names, past::Past, plan::Plan};
use crate::{
    audit::Scribe,
    random::Randomness,
    registration::import::{
        Options, Watch, What, import,
        reader::Sheet,
        verdict::{Line, Verdict},
    },
    schedule,
    store::{credentials::Kind, directory::User, events::Actor},
};

/// The make of the demonstration's cards.
pub const CARD: &str = "7a98c250-6808-11cf-b73b-00aa00b677a7";

/// Takes a file in, as the operator does at the command line.
///
/// # Errors
/// When a record of it is rejected.
pub async fn bring(past: &Past, what: What, name: &str, content: Vec<u8>, complete: bool) -> Result<(), DemoError> {
    let mut sheet = Sheet::new(name.to_owned(), Cursor::new(content), what.columns()).map_err(DemoError::script)?;
    let scribe: Scribe<'_> = past.scribe(Actor::Operator);
    let options = Options { dry_run: false, complete };
    import(&past.app, &scribe, what, &mut sheet, options, &mut Strict).await.map_err(DemoError::script)?;
    Ok(())
}

/// Ends an import whose file is not as it should be.
struct Strict;

impl Watch for Strict {
    fn line(&mut self, line: &Line) -> io::Result<()> {
        match line.verdict() {
            Verdict::Reject => Err(io::Error::other(format!("record {}: {}", line.record, line.why()))),
            _ => Ok(()),
        }
    }

    fn missing(&mut self, _: &User) -> io::Result<()> {
        Ok(())
    }

    fn progress(&mut self, _: u64, _: u64) {}
}

fn csv<const N: usize>(header: &[&str], rows: impl Iterator<Item = [String; N]>) -> Result<Vec<u8>, DemoError> {
    let mut file = csv::Writer::from_writer(Vec::new());
    file.write_record(header).map_err(DemoError::script)?;
    for row in rows {
        file.write_record(row).map_err(DemoError::script)?;
    }
    file.into_inner().map_err(DemoError::script)
}

/// The firms.
///
/// # Errors
/// Never, as long as there is memory.
pub fn participants(plan: &Plan) -> Result<Vec<u8>, DemoError> {
    let firms = (0..plan.size.participants).map(names::firm);
    let header = ["participant_code", "name_en", "name_zh", "category", "da_model", "call_back"];
    csv(&header, firms.map(|f| [f.code.to_string(), f.name_en, f.name_zh, f.category, f.da_model, f.call_back]))
}

/// The users as they stand on that day; without those that `left_out` says.
///
/// # Errors
/// As [`participants`].
pub fn users(plan: &Plan, number: u16, left_out: impl Fn(u32) -> bool) -> Result<Vec<u8>, DemoError> {
    let all = 0..u32::try_from(plan.people.len()).unwrap_or(u32::MAX);
    let rows = all.filter(|who| !left_out(*who)).map(|who| {
        let AccountId { participant, user } = plan.id(who);
        let (name_en, name_zh) = names::person(plan.person(who).name);
        let (status, da) = plan.standing(who, number);
        let da = if da.any() { da.to_string() } else { String::new() };
        [participant.to_string(), user.to_string(), name_en, name_zh, da, status.name().to_owned()]
    });
    csv(What::Users.columns(), rows)
}

/// The smartcards. All of them have one key, which nobody holds.
///
/// # Errors
/// As [`participants`].
pub fn cards(plan: &Plan, random: &dyn Randomness) -> Result<Vec<u8>, DemoError> {
    let key = BASE64URL_NOPAD.encode(&key(random)?);
    let holders = (0..).zip(&plan.people).filter(|(_, person)| person.card);
    let rows = holders.map(|(who, _)| {
        let AccountId { participant, user } = plan.id(who);
        let id = credential(plan, who, Kind::Card);
        [
            participant.to_string(),
            user.to_string(),
            id,
            key.clone(),
            CARD.to_owned(),
            "smart-card".to_owned(),
            String::new(),
            format!("VC {:08}", 20_000_000 + who),
        ]
    });
    csv(What::Cards.columns(), rows)
}

/// The public key (RFC 9052, ES256) of a pair that is forgotten at once.
///
/// # Errors
/// As [`participants`].
pub fn key(random: &dyn Randomness) -> Result<Vec<u8>, DemoError> {
    let secret = loop {
        let mut bytes = [0; 32];
        random.fill(&mut bytes);
        // Almost every number is one.
        if let Ok(secret) = p256::SecretKey::from_slice(&bytes) {
            break secret;
        }
    };
    let point = secret.public_key().to_sec1_point(false);
    let coordinate = |bytes: Option<&[u8]>| Value::Bytes(bytes.unwrap_or_default().to_vec());
    let (x, y) = (coordinate(point.x().map(|x| &x[..])), coordinate(point.y().map(|y| &y[..])));
    let parameters = [(1, Value::Integer(2)), (3, Value::Integer(-7)), (-1, Value::Integer(1)), (-2, x), (-3, y)];
    let map: BTreeMap<Value, Value> =
        parameters.into_iter().map(|(name, value)| (Value::Integer(name), value)).collect();
    serde_cbor_2::to_vec(&Value::Map(map)).map_err(DemoError::script)
}

/// The id of somebody's card or passkey.
pub fn credential(plan: &Plan, who: u32, kind: Kind) -> String {
    BASE64URL_NOPAD.encode(&Sha256::digest(format!("{} {who} {}", plan.size.seed, kind.name())))
}

/// What is announced before anything has a date but the beginning of registration.
///
/// # Errors
/// As [`participants`].
pub fn schedule(calendar: Calendar) -> Result<Vec<u8>, DemoError> {
    let events: Vec<Event> = EventKind::ALL
        .into_iter()
        .map(|kind| Event {
            id: kind.name().to_owned(),
            plan: event(calendar, kind),
            state: EventState::Tentative,
            armed: None,
            held: None,
            happened_at: None,
            version: 0,
        })
        .collect();
    let mut file = Vec::new();
    schedule::import::write(&events, &mut file).map_err(DemoError::script)?;
    Ok(file)
}

/// An event as it is announced first.
pub fn event(calendar: Calendar, kind: EventKind) -> EventPlan {
    let (title, text) = match kind {
        EventKind::Registration => (
            ("Registration of e-mail addresses", "登記電郵地址"),
            (
                "Delegated Administrators register an e-mail address for each user of their firm, themselves included.",
                "授權管理人為所屬機構每名用戶（包括自己）登記電郵地址。",
            ),
        ),
        EventKind::Preparation => (
            ("Briefings and set-up", "簡介會及設定"),
            (
                "Briefings are held, and users whose address is registered set up two-factor login.",
                "舉行簡介會，已登記地址的用戶可設定雙重認證登入。",
            ),
        ),
        EventKind::UserGuide => (("User guide", "用戶指南"), ("", "")),
        EventKind::ConnectivityTest => (
            ("Connectivity test", "連線測試"),
            (
                "Users test browser and mail, and make a test login that opens no terminal.",
                "用戶測試瀏覽器及郵件，並作一次不會開啟終端機的測試登入。",
            ),
        ),
        EventKind::ParallelRun => (
            ("Parallel run begins", "並行運作開始"),
            ("The terminal opens by smartcard or by two factors.", "用戶可以智能卡或雙重認證登入終端機。"),
        ),
        EventKind::TwoFactorOnly => (
            ("Parallel run ends", "並行運作結束"),
            ("The terminal opens by two factors only.", "用戶只可以雙重認證登入終端機。"),
        ),
        EventKind::Decommissioning => (
            ("Smartcards are decommissioned", "智能卡停用"),
            ("Smartcards are taken out of use for good.", "智能卡永久停用。"),
        ),
    };
    let both = |(en, zh): (&str, &str)| Bilingual { en: en.to_owned(), zh: zh.to_owned() };
    let at = (kind == EventKind::Registration).then(|| calendar.at(0, Calendar::hour(kind)));
    let when = if at.is_some() { Bilingual::default() } else { calendar.words(kind) };
    EventPlan { kind, at, when, title: both(title), text: both(text) }
}
