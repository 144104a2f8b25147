use rcgen::{
    BasicConstraints, CertificateParams, CustomExtension, DistinguishedName, DnType, DnValue, IsCa, KeyPair,
    KeyUsagePurpose, PublicKeyData as _, date_time_ymd,
};
use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};
use uuid::Uuid;
use webauthn_authenticator_rs::softtoken::{AAGUID, SoftToken};
use x509_cert::der::{EncodePem as _, pem::LineEnding};

use crate::{Bytes, Card, Flaws, Refusal};

/// The extension id-fido-gen-ce-aaguid.
const AAGUID_EXTENSION: [u64; 10] = [1, 3, 6, 1, 4, 1, 45724, 1, 1, 4];

/// Who builds the authenticator.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Kind {
    /// We do: every flaw is possible.
    Forge,
    /// webauthn-authenticator-rs does: flaws of the browser only.
    Token,
}

/// A manufacturer of cards: a certificate authority of the test's own, and an AAGUID.
///
/// It is data and holds its secret: written to a file, several processes make cards of one issuer.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Issuer {
    certificate: String,
    aaguid: Uuid,
    secret: Secret,
}

/// What makes cards.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
enum Secret {
    Forge {
        /// The authority's key, PKCS #8 in PEM.
        key: String,
        /// The authority's common name.
        name: String,
    },
    /// A token without credentials, in CBOR; its copies are cards of one maker.
    Token(Bytes),
}

impl Issuer {
    /// Founds one with a key of its own. The AAGUID is drawn from the key, or the one of every `SoftToken`.
    ///
    /// # Errors
    ///
    /// [`Refusal::Failed`], if no key or certificate can be made.
    pub fn new(kind: Kind) -> Result<Self, Refusal> {
        match kind {
            Kind::Forge => Self::forge(None),
            Kind::Token => Self::token(),
        }
    }

    /// Founds another of the same name, with a key and an AAGUID of its own: an impostor, or the authority after it
    /// changed its key.
    ///
    /// # Errors
    ///
    /// [`Refusal::NotSupported`] for a token's; [`Refusal::Failed`], if no key or certificate can be made.
    pub fn namesake(&self) -> Result<Self, Refusal> {
        let Secret::Forge { name, .. } = &self.secret else {
            return Err(Refusal::NotSupported("a token names its own authority"));
        };
        Self::forge(Some(name))
    }

    fn forge(named: Option<&str>) -> Result<Self, Refusal> {
        let key = KeyPair::generate()?;
        let digest = u128::from_be_bytes(*Sha256::digest(key.der_bytes()).first_chunk().unwrap_or(&[1; 16]));
        let aaguid = Uuid::from_u128(digest);
        let common = named.map_or_else(|| format!("Cards in Software {}", aaguid.simple()), str::to_owned);
        let mut authority = CertificateParams::default();
        authority.distinguished_name = name(&common, "Certification");
        authority.is_ca = IsCa::Ca(BasicConstraints::Constrained(0));
        authority.key_usages = vec![KeyUsagePurpose::KeyCertSign, KeyUsagePurpose::CrlSign];
        (authority.not_before, authority.not_after) = (date_time_ymd(2015, 1, 1), date_time_ymd(2099, 1, 1));
        Ok(Self {
            certificate: authority.self_signed(&key)?.pem(),
            aaguid,
            secret: Secret::Forge { key: key.serialize_pem(), name: common },
        })
    }

    fn token() -> Result<Self, Refusal> {
        let failed = |error| Refusal::Failed(format!("{error:?}"));
        let (token, authority) = SoftToken::new(true).map_err(failed)?;
        let certificate = authority.to_pem(LineEnding::LF).map_err(|error| Refusal::Failed(error.to_string()))?;
        Ok(Self { certificate, aaguid: AAGUID, secret: Secret::Token(token.to_cbor().map_err(failed)?.into()) })
    }

    /// The certificate of the authority that signs the cards' attestations.
    #[must_use]
    pub fn certificate_pem(&self) -> &str {
        &self.certificate
    }

    /// The model of the cards.
    #[must_use]
    pub const fn aaguid(&self) -> Uuid {
        self.aaguid
    }

    /// Who builds the cards.
    #[must_use]
    pub const fn kind(&self) -> Kind {
        match self.secret {
            Secret::Forge { .. } => Kind::Forge,
            Secret::Token(_) => Kind::Token,
        }
    }

    /// Makes a card without credentials.
    #[must_use]
    pub fn card(&self) -> Card {
        match &self.secret {
            Secret::Forge { .. } => Card::forged(Some(self.clone())),
            Secret::Token(token) => Card::of_token(token.clone()),
        }
    }

    /// A certificate for attestations (WebAuthn Level 3, §8.2.1), with its key.
    pub(crate) fn leaf(&self, aaguid: Uuid, flaws: &Flaws) -> Result<(Vec<u8>, KeyPair), Refusal> {
        let authority = if flaws.foreign_ca { self.namesake()? } else { self.clone() };
        let Secret::Forge { key: secret, .. } = &authority.secret else {
            return Err(Refusal::NotSupported("a token makes its own certificates"));
        };
        let signer = rcgen::Issuer::from_ca_cert_pem(&authority.certificate, KeyPair::from_pem(secret)?)?;
        let key = KeyPair::generate()?;
        let mut leaf = CertificateParams::default();
        leaf.distinguished_name =
            name("Card", flaws.certificate_unit.as_deref().unwrap_or("Authenticator Attestation"));
        leaf.is_ca = IsCa::ExplicitNoCa;
        leaf.use_authority_key_identifier_extension = true;
        let end = if flaws.expired { 2021 } else { 2098 };
        (leaf.not_before, leaf.not_after) = (date_time_ymd(2020, 1, 1), date_time_ymd(end, 1, 1));
        if !flaws.no_certificate_aaguid {
            let model = flaws.certificate_aaguid.unwrap_or(aaguid);
            let octets = [&[0x04, 0x10], model.as_bytes().as_slice()].concat();
            leaf.custom_extensions.push(CustomExtension::from_oid_content(&AAGUID_EXTENSION, octets));
        }
        Ok((leaf.signed_by(&key, &signer)?.der().to_vec(), key))
    }
}

/// A name with all four parts that attestation certificates must have.
fn name(common: &str, unit: &str) -> DistinguishedName {
    let mut name = DistinguishedName::new();
    // Two letters of ISO 3166 are printable, and must be encoded so.
    if let Ok(country) = "HK".try_into() {
        name.push(DnType::CountryName, DnValue::PrintableString(country));
    }
    name.push(DnType::OrganizationName, "Changeover Test Cards");
    name.push(DnType::OrganizationalUnitName, unit);
    name.push(DnType::CommonName, common);
    name
}
