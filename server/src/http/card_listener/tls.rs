//! TLS that asks for a certificate, whoever has issued it.

use std::sync::Arc;

use rustls::{
    CertificateError, DigitallySignedStruct, DistinguishedName, Error, ServerConfig, SignatureScheme,
    client::danger::HandshakeSignatureValid,
    crypto::{CryptoProvider, ring, verify_tls12_signature, verify_tls13_signature},
    pki_types::{CertificateDer, PrivateKeyDer, UnixTime, pem::PemObject as _},
    server::{
        NoServerSessionStorage,
        danger::{ClientCertVerified, ClientCertVerifier},
    },
};
use tokio_rustls::TlsAcceptor;

use crate::{certificate::Presented, config::CertificateCards};

/// TLS 1.2 and 1.3, HTTP/1.1. No session is resumed: each connection proves the card anew.
///
/// # Errors
/// Names the key of the configuration and the file that is wrong.
pub(super) fn acceptor(config: &CertificateCards, hints: Vec<DistinguishedName>) -> Result<TlsAcceptor, String> {
    let wrong = |key: &str, path: &std::path::Path, word: &dyn std::fmt::Display| {
        format!("smartcard.{key}: {}: {word}", path.display())
    };
    let not_ours = |error: &dyn std::fmt::Display| wrong("x509_certificate", &config.certificate, error);
    let chain = CertificateDer::pem_file_iter(&config.certificate).map_err(|error| not_ours(&error))?;
    let chain: Vec<_> = chain.collect::<Result<_, _>>().map_err(|error| not_ours(&error))?;
    let key = PrivateKeyDer::from_pem_file(&config.key).map_err(|error| wrong("x509_key", &config.key, &error))?;
    let provider = Arc::new(ring::default_provider());
    let verifier = AnyCertificate { hints, provider: Arc::clone(&provider) };
    let mut tls = ServerConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()
        .map_err(|error| not_ours(&error))?
        .with_client_cert_verifier(Arc::new(verifier))
        .with_single_cert(chain, key)
        .map_err(|error| not_ours(&format!("with {}: {error}", config.key.display())))?;
    tls.alpn_protocols = vec![b"http/1.1".to_vec()];
    tls.session_storage = Arc::new(NoServerSessionStorage {});
    tls.send_tls13_tickets = 0;
    Ok(TlsAcceptor::from(Arc::new(tls)))
}

/// Takes every certificate whose key the client proves to hold, and leaves the judgement to whoever can say why.
#[derive(Debug)]
struct AnyCertificate {
    /// The issuers by which browsers choose what to offer.
    hints: Vec<DistinguishedName>,
    provider: Arc<CryptoProvider>,
}

impl ClientCertVerifier for AnyCertificate {
    fn root_hint_subjects(&self) -> &[DistinguishedName] {
        &self.hints
    }

    fn verify_client_cert(
        &self,
        leaf: &CertificateDer<'_>,
        _: &[CertificateDer<'_>],
        _: UnixTime,
    ) -> Result<ClientCertVerified, Error> {
        match Presented::read(leaf, &[]) {
            Some(_) => Ok(ClientCertVerified::assertion()),
            None => Err(CertificateError::BadEncoding.into()),
        }
    }

    fn verify_tls12_signature(
        &self,
        message: &[u8],
        leaf: &CertificateDer<'_>,
        signed: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, Error> {
        verify_tls12_signature(message, leaf, signed, &self.provider.signature_verification_algorithms)
    }

    fn verify_tls13_signature(
        &self,
        message: &[u8],
        leaf: &CertificateDer<'_>,
        signed: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, Error> {
        verify_tls13_signature(message, leaf, signed, &self.provider.signature_verification_algorithms)
    }

    fn supported_verify_schemes(&self) -> Vec<SignatureScheme> {
        self.provider.signature_verification_algorithms.supported_schemes()
    }
}
