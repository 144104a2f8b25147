//! Logging in by a card with an X.509 certificate, in every state.

use app::{
    ports::certificate::{CertificateLogin, CertificateRefusal},
    render::Page,
};
use domain::{language::Language, phase::Phase};

use super::{Exhibit, chrome, now};

/// The page in every state.
pub fn exhibits(language: Language) -> Vec<Exhibit> {
    let made = |name: &str, phase, problem| Exhibit {
        name: name.to_owned(),
        chrome: chrome(language, "/login/certificate?return_to=https://terminal.clearing.example/desk", phase),
        page: Page::Certificate(CertificateLogin {
            subject: "C=HK, O=Kestrel Securities Limited, CN=CAAA/CAAA001".to_owned(),
            issuer: "C=HK, O=Harbour Clearing House, CN=Harbour Card CA 2".to_owned(),
            ends_at: "2028-03-31T15:59:59Z".parse().expect("an instant"),
            account: match problem {
                Some(CertificateRefusal::NamesNobody) => None,
                _ => Some("CAAA/CAAA001".to_owned()),
            },
            pages: "https://login.clearing.example".to_owned(),
            problem,
        }),
    };
    let mut all = vec![made("certificate", Phase::ParallelRun, None)];
    all.extend(
        [
            ("expired", CertificateRefusal::Expired),
            ("not-yet-valid", CertificateRefusal::NotYetValid),
            ("revoked", CertificateRefusal::Revoked),
            ("foreign", CertificateRefusal::ForeignIssuer),
            ("unsuitable", CertificateRefusal::Unsuitable),
            ("unchecked", CertificateRefusal::Unchecked),
            ("names-nobody", CertificateRefusal::NamesNobody),
            ("unknown-user", CertificateRefusal::UnknownUser),
            ("other-user", CertificateRefusal::OtherUser),
            ("suspended", CertificateRefusal::Suspended),
            ("retired", CertificateRefusal::Retired),
            ("not-allowed", CertificateRefusal::NotAllowed),
            ("closed-until", CertificateRefusal::ClosedUntil(now().plus(std::time::Duration::from_secs(1800)))),
        ]
        .map(|(name, problem)| made(&format!("certificate-{name}"), Phase::ParallelRun, Some(problem))),
    );
    all.push(made("certificate-closed", Phase::TwoFactorOnly, Some(CertificateRefusal::Closed)));
    all
}
