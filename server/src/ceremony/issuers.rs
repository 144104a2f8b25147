//! The issuers whose cards are bound: `smartcard.attestation_ca`, a list of `FILE#AAGUID`.

use std::{collections::BTreeMap, fs};

use uuid::Uuid;
use webauthn_rs::prelude::{AttestationCaList, AttestationCaListBuilder};

use x509_parser::pem::parse_x509_pem;

use crate::config::Config;

/// Reads every issuer with the make of card that it may attest. Never without a make: another product of the same
/// manufacturer is no card of the clearing house.
///
/// # Errors
/// Names the entry and what is wrong with it.
pub fn read(config: &Config) -> Result<AttestationCaList, String> {
    let mut list = AttestationCaListBuilder::new();
    let mut subjects: BTreeMap<Vec<u8>, Vec<u8>> = BTreeMap::new();
    for entry in config.smartcard.attestation_ca.iter() {
        let wrong = |why: &str| format!("smartcard.attestation_ca: {:?}: {why}", &**entry);
        let (file, aaguid) = entry.rsplit_once('#').ok_or_else(|| wrong("write FILE#AAGUID"))?;
        let aaguid: Uuid = aaguid
            .trim()
            .parse()
            .map_err(|_| wrong("after # comes an AAGUID, as 01234567-89ab-cdef-0123-456789abcdef"))?;
        if aaguid.is_nil() {
            return Err(wrong("the AAGUID of zeros stands for authenticators that do not say what they are"));
        }
        let pem = fs::read(config.folder.join(file.trim())).map_err(|error| wrong(&error.to_string()))?;
        // Of two keys under one name only one would be found: the cards of the other would be refused one by one.
        let (_, found) = parse_x509_pem(&pem).map_err(|_| wrong("no certificate in PEM"))?;
        let certificate = found.parse_x509().map_err(|_| wrong("no X.509 certificate"))?;
        let key = certificate.public_key().raw.to_vec();
        if subjects.insert(certificate.subject().as_raw().to_vec(), key.clone()).is_some_and(|held| held != key) {
            return Err(wrong("another issuer of the list has the same name and another key: list one of the two"));
        }
        list.insert_device_pem(&pem, aaguid, "smartcard".to_owned(), BTreeMap::new())
            .map_err(|error| wrong(&format!("no certificate in PEM: {error:?}")))?;
    }
    Ok(list.build())
}
