//! Attestation objects (WebAuthn Level 3, §6.5) and the authenticator data in them (§6.1).

use std::collections::BTreeMap;

use rcgen::{KeyPair, PublicKeyData as _, SigningKey as _};
use serde_cbor_2::Value;
use uuid::Uuid;

use crate::{Attestation, Flaws, Issuer, Refusal};

/// Where the signature counter stands in authenticator data: after the hash of the id and the flags.
const COUNTER: usize = 33;
/// Where the attested credential data begins: AAGUID, length of the id, id, key.
const CREDENTIAL: usize = 37;

/// A new credential, about to be vouched for.
pub(crate) struct Newborn<'a> {
    pub auth_data: &'a [u8],
    pub client_data_hash: &'a [u8],
    pub rp_id_hash: &'a [u8],
    pub id: &'a [u8],
    pub key: &'a KeyPair,
    pub aaguid: Uuid,
}

/// Writes the attestation object as `issuer`'s authenticators do, or as `flaws` will have it.
pub(crate) fn write(newborn: &Newborn<'_>, issuer: Option<&Issuer>, flaws: &Flaws) -> Result<Vec<u8>, Refusal> {
    let mut signed = [newborn.auth_data, newborn.client_data_hash].concat();
    if flaws.broken_signature {
        signed.push(0);
    }
    match (flaws.attestation, issuer) {
        (Attestation::None, _) | (Attestation::Own, None) => none(newborn.auth_data),
        (Attestation::Itself, _) => {
            object("packed", [algorithm(), signature(newborn.key.sign(&signed)?)], newborn.auth_data)
        }
        (Attestation::Own, Some(issuer)) => {
            let (leaf, key) = issuer.leaf(newborn.aaguid, flaws)?;
            let statement = [algorithm(), signature(key.sign(&signed)?), chain(leaf)];
            object("packed", statement, newborn.auth_data)
        }
        (Attestation::FidoU2f, Some(issuer)) => {
            let (leaf, key) = issuer.leaf(newborn.aaguid, flaws)?;
            let point = newborn.key.der_bytes();
            let signed = [&[0], newborn.rp_id_hash, newborn.client_data_hash, newborn.id, point].concat();
            object("fido-u2f", [signature(key.sign(&signed)?), chain(leaf)], newborn.auth_data)
        }
        (Attestation::FidoU2f, None) => Err(Refusal::NotSupported("a passkey has no issuer")),
    }
}

/// An attestation object that vouches for nothing.
pub(crate) fn none(auth_data: &[u8]) -> Result<Vec<u8>, Refusal> {
    object("none", [], auth_data)
}

fn algorithm() -> (Value, Value) {
    (text("alg"), Value::Integer(-7))
}

fn signature(bytes: Vec<u8>) -> (Value, Value) {
    (text("sig"), Value::Bytes(bytes))
}

fn chain(leaf: Vec<u8>) -> (Value, Value) {
    (text("x5c"), Value::Array(vec![Value::Bytes(leaf)]))
}

fn text(text: &str) -> Value {
    Value::Text(text.to_owned())
}

fn object<const N: usize>(format: &str, statement: [(Value, Value); N], auth_data: &[u8]) -> Result<Vec<u8>, Refusal> {
    let object = BTreeMap::from([
        (text("fmt"), text(format)),
        (text("attStmt"), Value::Map(BTreeMap::from(statement))),
        (text("authData"), Value::Bytes(auth_data.to_vec())),
    ]);
    Ok(serde_cbor_2::to_vec(&Value::Map(object))?)
}

/// The authenticator data of an attestation object.
pub(crate) fn auth_data(object: &[u8]) -> Result<Vec<u8>, Refusal> {
    let Value::Map(mut map) = serde_cbor_2::from_slice(object)? else { return Err(garbled()) };
    match map.remove(&text("authData")) {
        Some(Value::Bytes(bytes)) => Ok(bytes),
        _ => Err(garbled()),
    }
}

/// The signature counter of authenticator data.
pub(crate) fn counter(auth_data: &[u8]) -> Result<u32, Refusal> {
    let bytes = auth_data.get(COUNTER..).and_then(|rest| rest.first_chunk()).ok_or_else(garbled)?;
    Ok(u32::from_be_bytes(*bytes))
}

/// AAGUID, id and COSE key of the credential in authenticator data.
pub(crate) fn credential(auth_data: &[u8]) -> Result<(Uuid, Vec<u8>, Vec<u8>), Refusal> {
    let data = auth_data.get(CREDENTIAL..).ok_or_else(garbled)?;
    let (aaguid, data) = data.split_first_chunk::<16>().ok_or_else(garbled)?;
    let (length, data) = data.split_first_chunk::<2>().ok_or_else(garbled)?;
    let (id, data) = data.split_at_checked(usize::from(u16::from_be_bytes(*length))).ok_or_else(garbled)?;
    // Extensions may follow the key: the first item is the key.
    let mut items = serde_cbor_2::Deserializer::from_slice(data).into_iter::<Value>();
    let key = items.next().ok_or_else(garbled)??;
    Ok((Uuid::from_bytes(*aaguid), id.to_vec(), serde_cbor_2::to_vec(&key)?))
}

fn garbled() -> Refusal {
    Refusal::Failed("the attestation object is garbled".to_owned())
}
