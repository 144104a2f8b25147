//! Cards with X.509 certificates, good and bad ones, as files: for browsers and curl.

use std::{error::Error, fs, io::Write as _, path::PathBuf, process::ExitCode};

use clap::Parser;
use rcgen::{
    BasicConstraints, CertificateParams, CertificateRevocationListParams, DistinguishedName, DnType,
    ExtendedKeyUsagePurpose, IsCa, Issuer, KeyIdMethod, KeyPair, KeyUsagePurpose, RevokedCertParams, SerialNumber,
    date_time_ymd,
};

/// Writes into FOLDER, as PEM: the issuer `ca.pem` and its list `cards.crl`; the listener's `tls.pem` and `tls.key`,
/// for localhost; and cards that name NAME: `card`, `revoked`, `expired`, and `foreign` of an issuer of the same name.
#[derive(Parser)]
#[command(version)]
struct Arguments {
    /// Where to, made where it is missing.
    folder: PathBuf,
    /// Whom the cards name in their common name, as `CAAA/CAAA001`.
    name: String,
}

/// The serial number of the card that is revoked.
const REVOKED: u64 = 1002;

fn main() -> ExitCode {
    match write(&Arguments::parse()) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            let _ = writeln!(std::io::stderr(), "certificates: {error}");
            ExitCode::FAILURE
        }
    }
}

fn write(arguments: &Arguments) -> Result<(), Box<dyn Error>> {
    let put = |name: &str, text: &str| fs::write(arguments.folder.join(name), text);
    fs::create_dir_all(&arguments.folder)?;
    let (ca, issuer) = authority("Example Card CA")?;
    let (_, foreign) = authority("Example Card CA")?;
    let (_, own) = authority("Example TLS CA")?;
    put("ca.pem", &ca)?;
    put("cards.crl", &list(&issuer)?)?;
    let name = &arguments.name;
    let card = |serial, year, issuer| leaf(name, serial, year, ExtendedKeyUsagePurpose::ClientAuth, issuer);
    for (file, (certificate, key)) in [
        ("card", card(1001, 2090, &issuer)?),
        ("revoked", card(REVOKED, 2090, &issuer)?),
        ("expired", card(1003, 2021, &issuer)?),
        ("foreign", card(1004, 2090, &foreign)?),
        ("tls", leaf("localhost", 1005, 2090, ExtendedKeyUsagePurpose::ServerAuth, &own)?),
    ] {
        put(&format!("{file}.pem"), &certificate)?;
        put(&format!("{file}.key"), &key)?;
    }
    Ok(())
}

fn named(name: &str) -> CertificateParams {
    let mut params = CertificateParams::default();
    params.distinguished_name = DistinguishedName::new();
    params.distinguished_name.push(DnType::CommonName, name);
    params.not_before = date_time_ymd(2020, 1, 1);
    params
}

fn authority(name: &str) -> Result<(String, Issuer<'static, KeyPair>), rcgen::Error> {
    let key = KeyPair::generate()?;
    let mut params = named(name);
    params.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
    params.key_usages = vec![KeyUsagePurpose::KeyCertSign, KeyUsagePurpose::CrlSign];
    params.not_after = date_time_ymd(2090, 1, 1);
    let certificate = params.self_signed(&key)?.pem();
    Ok((certificate, Issuer::new(params, key)))
}

fn leaf(
    name: &str,
    serial: u64,
    until: i32,
    purpose: ExtendedKeyUsagePurpose,
    issuer: &Issuer<'static, KeyPair>,
) -> Result<(String, String), rcgen::Error> {
    let key = KeyPair::generate()?;
    let mut params = named(name);
    if purpose == ExtendedKeyUsagePurpose::ServerAuth {
        params.subject_alt_names = CertificateParams::new([name.to_owned()])?.subject_alt_names;
    }
    params.serial_number = Some(SerialNumber::from(serial));
    params.not_after = date_time_ymd(until, 1, 1);
    params.extended_key_usages = vec![purpose];
    Ok((params.signed_by(&key, issuer)?.pem(), key.serialize_pem()))
}

/// A list that is due long after any test.
fn list(issuer: &Issuer<'static, KeyPair>) -> Result<String, rcgen::Error> {
    let params = CertificateRevocationListParams {
        this_update: date_time_ymd(2020, 1, 1),
        next_update: date_time_ymd(2089, 1, 1),
        crl_number: SerialNumber::from(7),
        issuing_distribution_point: None,
        revoked_certs: vec![RevokedCertParams {
            serial_number: SerialNumber::from(REVOKED),
            revocation_time: date_time_ymd(2021, 1, 1),
            reason_code: None,
            invalidity_date: None,
        }],
        key_identifier_method: KeyIdMethod::Sha256,
    };
    params.signed_by(issuer)?.pem()
}
