use std::{collections::BTreeMap, sync::Arc};

use rcgen::{KeyPair, PublicKeyData as _, SigningKey as _};
use serde_cbor_2::Value;
use sha2::{Digest as _, Sha256};
use uuid::Uuid;

use crate::{
    Attestation, Flaws, Issuer, Refusal, cose,
    options::Creation,
    statement::{self, Newborn},
};

/// Flags of authenticator data (WebAuthn Level 3, §6.1).
mod flag {
    pub(super) const PRESENT: u8 = 0x01;
    pub(super) const VERIFIED: u8 = 0x04;
    pub(super) const BACKUP_ELIGIBLE: u8 = 0x08;
    pub(super) const BACKED_UP: u8 = 0x10;
    pub(super) const CREDENTIAL: u8 = 0x40;
    pub(super) const EXTENSIONS: u8 = 0x80;
}

/// Our own authenticator, whose answers are as wrong as a test wants them.
#[derive(Clone, Debug)]
pub(crate) struct Forge {
    /// Who vouches for it; nobody for a passkey provider.
    pub issuer: Option<Issuer>,
    /// Whether its credentials are synchronised.
    pub synced: bool,
    keys: Vec<(Vec<u8>, Arc<KeyPair>)>,
}

impl Forge {
    pub(crate) const fn new(issuer: Option<Issuer>, synced: bool) -> Self {
        Self { issuer, synced, keys: Vec::new() }
    }

    /// Makes a credential: the attestation object.
    pub(crate) fn make(
        &mut self,
        rp_id: &str,
        client_data_hash: &[u8],
        creation: &Creation,
        flaws: &Flaws,
    ) -> Result<Vec<u8>, Refusal> {
        let key = KeyPair::generate()?;
        let id = match &flaws.credential_id {
            Some(other) => other.0.clone(),
            None => Sha256::digest(key.der_bytes()).to_vec(),
        };
        let length = u16::try_from(id.len()).map_err(|_| Refusal::NotSupported("an id of more than 65535 bytes"))?;
        // The predecessor of WebAuthn knew no models.
        let own = self.issuer.as_ref().filter(|_| flaws.attestation != Attestation::FidoU2f).map(Issuer::aaguid);
        let aaguid = flaws.aaguid.or(own).unwrap_or(Uuid::nil());
        let extensions = match creation.protection() {
            Some(level) => serde_cbor_2::to_vec(&Value::Map(BTreeMap::from([(
                Value::Text("credProtect".to_owned()),
                Value::Integer(level.into()),
            )])))?,
            None => Vec::new(),
        };
        let kinds = flag::CREDENTIAL | if extensions.is_empty() { 0 } else { flag::EXTENSIONS };
        let mut auth_data = self.head(rp_id, kinds, 0, flaws);
        auth_data.extend_from_slice(aaguid.as_bytes());
        auth_data.extend_from_slice(&length.to_be_bytes());
        auth_data.extend_from_slice(&id);
        auth_data.extend_from_slice(&cose::write(key.der_bytes())?);
        auth_data.extend_from_slice(&extensions);
        let rp_id_hash = &Sha256::digest(hashed(rp_id, flaws));
        let newborn = Newborn { auth_data: &auth_data, client_data_hash, rp_id_hash, id: &id, key: &key, aaguid };
        let object = statement::write(&newborn, self.issuer.as_ref(), flaws)?;
        self.keys.push((id, Arc::new(key)));
        Ok(object)
    }

    /// Signs with the credential `id`: authenticator data and signature.
    pub(crate) fn sign(
        &self,
        rp_id: &str,
        client_data_hash: &[u8],
        id: &[u8],
        counter: u32,
        flaws: &Flaws,
    ) -> Result<(Vec<u8>, Vec<u8>), Refusal> {
        let known = self.keys.iter().rev().find(|(known, _)| known == id);
        let (_, key) = known.ok_or_else(|| Refusal::Failed("a credential without a key".to_owned()))?;
        let auth_data = self.head(rp_id, 0, counter, flaws);
        let mut signed = [auth_data.as_slice(), client_data_hash].concat();
        if flaws.broken_signature {
            signed.push(0);
        }
        Ok((auth_data, key.sign(&signed)?))
    }

    /// Hash of the id, flags, counter.
    fn head(&self, rp_id: &str, kinds: u8, counter: u32, flaws: &Flaws) -> Vec<u8> {
        let mut flags = kinds;
        if !flaws.absent {
            flags |= flag::PRESENT;
        }
        if !flaws.unverified {
            flags |= flag::VERIFIED;
        }
        if flaws.synced || self.synced {
            flags |= flag::BACKUP_ELIGIBLE | flag::BACKED_UP;
        }
        if flaws.backed_up_only {
            flags = flags & !flag::BACKUP_ELIGIBLE | flag::BACKED_UP;
        }
        let mut head = Sha256::digest(hashed(rp_id, flaws)).to_vec();
        head.push(flags);
        // A key that is on several devices cannot count.
        let counter = flaws.counter.unwrap_or(if self.synced { 0 } else { counter });
        head.extend_from_slice(&counter.to_be_bytes());
        head
    }
}

/// The relying party's id as the authenticator hashes it.
fn hashed<'a>(rp_id: &'a str, flaws: &'a Flaws) -> &'a str {
    flaws.rp_id.as_deref().unwrap_or(rp_id)
}
