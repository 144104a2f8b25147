//! Whom a certificate names: exactly as configured, or nobody.

use domain::account::AccountId;
use x509_parser::{
    asn1_rs::{Error, Oid, TaggedExplicit, Utf8String, oid},
    certificate::X509Certificate,
    extensions::GeneralName,
    oid_registry::OID_X509_SERIALNUMBER,
    prelude::FromDer,
    x509::AttributeTypeAndValue,
};

use super::Presented;
use crate::config::CertificateUser;

/// The user principal name of Microsoft's smartcard log-on, among the other names (RFC 5280 §4.2.1.6).
const UPN: Oid<'static> = oid!(1.3.6.1.4.1.311.20.2.3);

/// The account that `presented` names. A name that stands there twice names nobody, and staff have no cards.
pub fn named(way: &CertificateUser, presented: &Presented) -> Option<AccountId> {
    read(way, presented).filter(|account| !account.is_staff())
}

fn read(way: &CertificateUser, presented: &Presented) -> Option<AccountId> {
    let (_, certificate) = X509Certificate::from_der(&presented.leaf).ok()?;
    let subject = certificate.subject();
    match way {
        CertificateUser::SubjectCn => joined(only(subject.iter_common_name())?),
        CertificateUser::SubjectSerial => joined(only(subject.iter_by_oid(&OID_X509_SERIALNUMBER))?),
        CertificateUser::SubjectOuCn => {
            AccountId::parse_parts(only(subject.iter_organizational_unit())?, only(subject.iter_common_name())?).ok()
        }
        CertificateUser::Upn(suffix) => principal(&upn(&certificate)?, suffix.as_deref()),
    }
}

/// The value of an attribute that stands there once.
fn only<'a>(mut values: impl Iterator<Item = &'a AttributeTypeAndValue<'a>>) -> Option<&'a str> {
    let first = values.next()?;
    if values.next().is_some() {
        return None;
    }
    first.as_str().ok()
}

/// `CAAA/CAAA001` or `CAAA-CAAA001`: a participant code has neither mark, a user ID may have hyphens.
fn joined(text: &str) -> Option<AccountId> {
    let (participant, user) = text.split_once(['/', '-'])?;
    AccountId::parse_parts(participant, user).ok()
}

/// `CAAA001@CAAA`, or `CAAA001@CAAA.suffix`.
fn principal(text: &str, suffix: Option<&str>) -> Option<AccountId> {
    let (user, realm) = text.split_once('@')?;
    let participant = match suffix {
        None => realm,
        Some(suffix) => {
            let (participant, rest) = realm.split_once('.')?;
            rest.eq_ignore_ascii_case(suffix).then_some(participant)?
        }
    };
    AccountId::parse_parts(participant, user).ok()
}

fn upn(certificate: &X509Certificate<'_>) -> Option<String> {
    let names = certificate.subject_alternative_name().ok()??;
    let mut principals = names.value.general_names.iter().filter_map(|name| match name {
        GeneralName::OtherName(kind, value) if *kind == UPN => Some(*value),
        _ => None,
    });
    let value = principals.next()?;
    if principals.next().is_some() {
        return None;
    }
    let (rest, text) = TaggedExplicit::<Utf8String<'_>, Error, 0>::from_der(value).ok()?;
    rest.is_empty().then(|| text.into_inner().string())
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use rcgen::{CertificateParams, DnType, KeyPair, OtherNameValue, SanType};

    use super::*;

    fn certificate(fill: impl FnOnce(&mut CertificateParams)) -> Presented {
        let mut params = CertificateParams::default();
        params.distinguished_name = rcgen::DistinguishedName::new();
        fill(&mut params);
        let made = params.self_signed(&KeyPair::generate().unwrap()).unwrap();
        Presented::read(made.der(), &[]).unwrap()
    }

    fn subject(kind: &DnType, text: &str) -> Presented {
        certificate(|params| params.distinguished_name.push(kind.clone(), text))
    }

    fn shown(way: &CertificateUser, presented: &Presented) -> Option<String> {
        named(way, presented).map(|account| account.to_string())
    }

    #[test]
    fn a_common_name_or_serial_number_is_participant_and_user() {
        for (kind, way) in [
            (DnType::CommonName, CertificateUser::SubjectCn),
            (DnType::from_oid(&[2, 5, 4, 5]), CertificateUser::SubjectSerial),
        ] {
            for (text, account) in [
                ("CAAA/CAAA001", Some("CAAA/CAAA001")),
                ("caaa-caaa001", Some("CAAA/CAAA001")),
                ("CAAA-CAAA-001", Some("CAAA/CAAA-001")),
                ("CAAA001", None),
                ("Chan Tai Man CAAA/CAAA001", None),
                ("CAAA/CAAA001/x", None),
                ("ＣＡＡＡ/CAAA001", None),
                ("/CAAA001", None),
                ("STAFF/OPERATOR", None),
            ] {
                assert_eq!(shown(&way, &subject(&kind, text)).as_deref(), account, "{text}");
            }
        }
    }

    #[test]
    fn what_stands_elsewhere_or_twice_names_nobody() {
        let elsewhere = subject(&DnType::OrganizationName, "CAAA/CAAA001");
        assert_eq!(named(&CertificateUser::SubjectCn, &elsewhere), None);
        let parts = certificate(|params| {
            params.distinguished_name.push(DnType::OrganizationalUnitName, "CAAA");
            params.distinguished_name.push(DnType::CommonName, "CAAA001");
        });
        assert_eq!(shown(&CertificateUser::SubjectOuCn, &parts).as_deref(), Some("CAAA/CAAA001"));
        assert_eq!(named(&CertificateUser::SubjectCn, &parts), None);
        let twice = certificate(|params| {
            for name in ["CAAA001@CAAA", "CAAA002@CAAA"] {
                let value = OtherNameValue::Utf8String(name.to_owned());
                params.subject_alt_names.push(SanType::OtherName((vec![1, 3, 6, 1, 4, 1, 311, 20, 2, 3], value)));
            }
        });
        assert_eq!(named(&CertificateUser::Upn(None), &twice), None);
    }

    #[test]
    fn a_principal_name_is_read_under_its_suffix_only() {
        let suffix = || CertificateUser::Upn(Some("cards.clearing.example".to_owned()));
        for (text, way, account) in [
            ("CAAA001@CAAA", CertificateUser::Upn(None), Some("CAAA/CAAA001")),
            ("CAAA001@CAAA.elsewhere.example", CertificateUser::Upn(None), None),
            ("CAAA001@CAAA.cards.clearing.example", suffix(), Some("CAAA/CAAA001")),
            ("caaa001@caaa.Cards.Clearing.example", suffix(), Some("CAAA/CAAA001")),
            ("CAAA001@CAAA", suffix(), None),
            ("CAAA001@CAAA.evil.example", suffix(), None),
            ("CAAA001@cards.clearing.example", suffix(), None),
            ("CAAA001@CAAA@x", CertificateUser::Upn(None), None),
        ] {
            let presented = certificate(|params| {
                let value = OtherNameValue::Utf8String(text.to_owned());
                params.subject_alt_names.push(SanType::OtherName((vec![1, 3, 6, 1, 4, 1, 311, 20, 2, 3], value)));
            });
            assert_eq!(shown(&way, &presented).as_deref(), account, "{text}");
        }
    }
}
