//! The information package: what a firm's IT needs to know, drawn from the configuration, and the firm's word that it
//! has it and has passed it on.

use app::ports::readiness::{Host, Package, PackageStanding, Purpose, edition};
use domain::{
    account::ParticipantCode,
    approval::{Change, ChangeKind},
};
use serde_json::json;
use sha2::{Digest as _, Sha256};
use sqlx::AnyConnection;
use url::Url;

use crate::{
    audit::Scribe,
    config::{Attestation, Config},
    store::{
        StoreError, Tx,
        readiness::{self, Agreed},
        requests::{self, Request, Row, Subject},
    },
};

/// The package, as the configuration stands.
pub fn of(config: &Config) -> Package {
    let url = |text: &str| Url::parse(text).ok();
    let own = config.public_url().ok();
    let certificates = config.certificate_login().as_deref().and_then(url);
    let terminal = config.login.return_targets.iter().filter_map(|target| url(target));
    let mut hosts: Vec<Host> = own.into_iter().filter_map(|url| host(Purpose::Pages, &url)).collect();
    hosts.extend(certificates.and_then(|url| host(Purpose::Certificates, &url)));
    for terminal in terminal.filter_map(|url| host(Purpose::Terminal, &url)) {
        if !hosts.contains(&terminal) {
            hosts.push(terminal);
        }
    }
    let sender = config.mail.from.to_string();
    let code_minutes = config.login.code_lifetime.as_secs().div_ceil(60);
    let attestation =
        config.smartcard.attestation == Attestation::Required && !config.smartcard.attestation_ca.is_empty();
    let mut package = Package { version: 0, sender, code_minutes, hosts, attestation };
    package.version = version(&package);
    package
}

fn host(purpose: Purpose, url: &Url) -> Option<Host> {
    let (name, port) = (url.host_str()?.to_owned(), url.port_or_known_default()?);
    Some(Host { purpose, name, port, secure: url.scheme() == "https" })
}

/// The edition: a number drawn from all that the package says, so that whatever changes makes another.
fn version(package: &Package) -> u32 {
    let Package { version: _, sender, code_minutes, hosts, attestation } = package;
    let hosts: Vec<_> =
        hosts.iter().map(|host| json!([host.purpose as u8, host.name, host.port, host.secure])).collect();
    let hash = Sha256::digest(json!([sender, code_minutes, hosts, attestation]).to_string());
    u32::from_be_bytes([hash[0], hash[1], hash[2], hash[3]])
}

/// Where the package stands with `firm`.
///
/// # Errors
/// When the database cannot be read.
pub async fn standing(
    db: &mut AnyConnection,
    firm: &ParticipantCode,
    version: u32,
    named: impl Fn(&str) -> String,
) -> Result<PackageStanding, StoreError> {
    let held = readiness::packages(db, Some(firm)).await?.remove(firm);
    let waits = waits(db, firm, ChangeKind::Package).await?;
    let former = held.as_ref().is_some_and(|held| held.version != version);
    let has = held.filter(|held| held.version == version).map(|held| {
        let Agreed { at, maker, checker, .. } = held.agreed;
        (at, named(&maker), named(&checker))
    });
    Ok(PackageStanding { version, waits, has, former })
}

/// The request of `kind` about `firm` that waits.
///
/// # Errors
/// When the database cannot be read.
pub async fn waits(
    db: &mut AnyConnection,
    firm: &ParticipantCode,
    kind: ChangeKind,
) -> Result<Option<String>, StoreError> {
    let waiting = requests::waiting_for(db, &[firm.to_string()]).await?;
    Ok(waiting.into_iter().find(|(_, of, _)| *of == kind).map(|(.., request)| request))
}

/// Whether the row can still be carried out: the package is the same.
pub fn judge(config: &Config, row: &Row) -> bool {
    matches!(row.change, Change::Package { version } if version == of(config).version)
}

/// Notes that the firm has the package.
///
/// # Errors
/// When the database does not take it; the caller must not commit then.
pub async fn apply(tx: &mut Tx, scribe: &Scribe<'_>, request: &Request, row: &Row) -> Result<(), StoreError> {
    let (Change::Package { version }, Subject::Firm(firm)) = (&row.change, &row.subject) else { return Ok(()) };
    let agreed = agreed(scribe, request);
    let mut detail = request.told();
    detail["maker"] = json!(agreed.maker);
    detail["edition"] = json!(edition(*version));
    readiness::add_package(tx, firm, &readiness::Package { version: *version, agreed }).await?;
    scribe.firm_event(tx, "package.acknowledged", firm, detail).await
}

/// Who agreed on a request of the scribe's, and when.
pub fn agreed(scribe: &Scribe<'_>, request: &Request) -> Agreed {
    Agreed {
        at: scribe.now,
        maker: request.maker.as_ref().map_or_else(|| "operator".to_owned(), ToString::to_string),
        checker: scribe.actor.to_string(),
        request: request.id.clone(),
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use std::path::Path;

    use super::*;

    fn package(text: &str) -> Package {
        of(&Config::parse(text, Path::new(".")).unwrap())
    }

    #[test]
    fn whatever_a_firm_has_to_let_through_makes_another_edition() {
        let plain = "[server]\npublic_url = \"https://login.example\"\n";
        let edition = package(plain).version;
        assert_eq!(package(&format!("{plain}[support]\nhotline = \"+852 5555 0100\"")).version, edition);
        for more in [
            "[mail]\nfrom = \"login@login.example\"",
            "[login]\nreturn_targets = \"https://terminal.example:8443/desk\"",
            "[login]\ncode_lifetime = \"5m\"",
        ] {
            assert_ne!(package(&format!("{plain}{more}")).version, edition, "{more}");
        }
        assert_ne!(package("[server]\npublic_url = \"https://login.example:444\"").version, edition);
    }

    #[test]
    fn hosts_are_named_once_each_with_their_ports() {
        let text = "[server]\npublic_url = \"https://login.example\"\n\
                    [login]\nreturn_targets = \"https://t.example/a,https://t.example/b,https://u.example:8443/\"";
        let hosts: Vec<_> = package(text).hosts.into_iter().map(|host| (host.name, host.port)).collect();
        assert_eq!(
            hosts,
            [("login.example", 443), ("t.example", 443), ("u.example", 8443)].map(|(n, p)| (n.to_owned(), p))
        );
    }
}
