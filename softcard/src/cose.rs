//! Public keys as authenticators write them: COSE_Key of ES256 (RFC 9053, §7.1.1).

use std::collections::BTreeMap;

use serde_cbor_2::Value;

use crate::Refusal;

/// The head of a `SubjectPublicKeyInfo` of a P-256 key; the point follows.
const SPKI: [u8; 26] = [
    0x30, 0x59, 0x30, 0x13, 0x06, 0x07, 0x2a, 0x86, 0x48, 0xce, 0x3d, 0x02, 0x01, 0x06, 0x08, 0x2a, 0x86, 0x48, 0xce,
    0x3d, 0x03, 0x01, 0x07, 0x03, 0x42, 0x00,
];

/// Writes the key of an uncompressed point.
pub(crate) fn write(point: &[u8]) -> Result<Vec<u8>, Refusal> {
    let Some((&[4], coordinates)) =
        point.split_at_checked(1).and_then(|(form, rest)| Some((form.first_chunk()?, rest)))
    else {
        return Err(Refusal::Failed("the key is no uncompressed point".to_owned()));
    };
    let (x, y) = coordinates.split_at(coordinates.len() / 2);
    let key = BTreeMap::from([
        (Value::Integer(1), Value::Integer(2)),
        (Value::Integer(3), Value::Integer(-7)),
        (Value::Integer(-1), Value::Integer(1)),
        (Value::Integer(-2), Value::Bytes(x.to_vec())),
        (Value::Integer(-3), Value::Bytes(y.to_vec())),
    ]);
    Ok(serde_cbor_2::to_vec(&Value::Map(key))?)
}

/// The `SubjectPublicKeyInfo` of a COSE key, which browsers give as well.
pub(crate) fn spki(key: &[u8]) -> Result<Vec<u8>, Refusal> {
    let Value::Map(map) = serde_cbor_2::from_slice(key)? else {
        return Err(Refusal::Failed("the key is no map".to_owned()));
    };
    let (Some(Value::Bytes(x)), Some(Value::Bytes(y))) = (map.get(&Value::Integer(-2)), map.get(&Value::Integer(-3)))
    else {
        return Err(Refusal::Failed("the key is not of a curve".to_owned()));
    };
    Ok([&SPKI, [4].as_slice(), x, y].concat())
}
