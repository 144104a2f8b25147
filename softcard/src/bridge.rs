use std::{
    fs,
    io::{self, ErrorKind},
    path::Path,
};

use serde::Deserialize;
use serde_json::{Value, json};
use softcard::{Card, Flaws, Issuer, Kind, Refusal};

use crate::{Arguments, Play};

/// One line of input.
#[derive(Deserialize)]
struct Line {
    #[serde(default)]
    id: Value,
    #[serde(flatten)]
    operation: Operation,
}

#[derive(Deserialize)]
#[serde(tag = "op", rename_all = "kebab-case")]
enum Operation {
    Create(Ceremony),
    Get(Ceremony),
    Issuer,
    Credentials,
    Remove,
    Insert,
    Replace,
}

#[derive(Deserialize)]
struct Ceremony {
    origin: String,
    options: Value,
    #[serde(default)]
    flaws: Flaws,
}

/// One card, and what makes another.
pub(crate) struct Bridge {
    arguments: Arguments,
    issuer: Option<Issuer>,
    card: Card,
}

impl Bridge {
    pub(crate) fn new(arguments: Arguments) -> Result<Self, Box<dyn std::error::Error>> {
        let issuer = match arguments.kind {
            Play::Passkey => None,
            Play::Forge => Some(issuer(Kind::Forge, arguments.issuer.as_deref())?),
            Play::Token => Some(issuer(Kind::Token, arguments.issuer.as_deref())?),
        };
        let card = card(issuer.as_ref(), &arguments);
        Ok(Self { arguments, issuer, card })
    }

    /// Answers one line by one.
    pub(crate) fn answer(&mut self, line: &str) -> Value {
        let read: Result<Line, _> = serde_json::from_str(line);
        let (id, done) = match read {
            Ok(line) => (line.id, self.act(line.operation)),
            Err(error) => {
                let id = serde_json::from_str::<Value>(line).map_or(Value::Null, |line| line["id"].clone());
                (id, Err(Refusal::Options(error.to_string())))
            }
        };
        match done {
            Ok(ok) => json!({ "id": id, "ok": ok }),
            Err(refusal) => {
                json!({ "id": id, "error": { "name": refusal.name(), "message": refusal.to_string() } })
            }
        }
    }

    fn act(&mut self, operation: Operation) -> Result<Value, Refusal> {
        match operation {
            Operation::Create(asked) => return self.card.create(&asked.origin, &asked.options, &asked.flaws),
            Operation::Get(asked) => return self.card.get(&asked.origin, &asked.options, &asked.flaws),
            Operation::Issuer => {
                let issuer = self.issuer.as_ref().ok_or(Refusal::NotSupported("nobody vouches for a passkey"))?;
                return Ok(json!({ "pem": issuer.certificate_pem(), "aaguid": issuer.aaguid() }));
            }
            Operation::Credentials => return Ok(json!(self.card.exports())),
            Operation::Remove => self.card.insert(false),
            Operation::Insert => self.card.insert(true),
            Operation::Replace => self.card = card(self.issuer.as_ref(), &self.arguments),
        }
        Ok(Value::Null)
    }
}

fn card(issuer: Option<&Issuer>, arguments: &Arguments) -> Card {
    let mut card = issuer.map_or_else(Card::passkey, Issuer::card);
    if let Some(transports) = &arguments.transports {
        card = card.with_transports(transports.iter().cloned());
    }
    if arguments.without_counter { card.without_counter() } else { card }
}

/// The issuer of the file, or a new one that goes into it.
fn issuer(kind: Kind, file: Option<&Path>) -> Result<Issuer, Box<dyn std::error::Error>> {
    let Some(file) = file else { return Ok(Issuer::new(kind)?) };
    if !file.exists() {
        found(kind, file)?;
    }
    let issuer: Issuer = serde_json::from_slice(&fs::read(file)?)?;
    if issuer.kind() != kind {
        return Err(format!("{} is of another kind of issuer", file.display()).into());
    }
    Ok(issuer)
}

/// Writes a new issuer. Of several processes that do so at once the first wins: a link is made whole or not at all.
fn found(kind: Kind, file: &Path) -> Result<(), Box<dyn std::error::Error>> {
    let draft = file.with_extension(std::process::id().to_string());
    fs::write(&draft, serde_json::to_vec(&Issuer::new(kind)?)?)?;
    let linked = fs::hard_link(&draft, file).or_else(|error: io::Error| match error.kind() {
        ErrorKind::AlreadyExists => Ok(()),
        _ => Err(error),
    });
    fs::remove_file(&draft)?;
    Ok(linked?)
}
