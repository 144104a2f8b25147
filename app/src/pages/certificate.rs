//! `/login/certificate`: a card with an X.509 certificate logs in.

use crate::{
    components::{Frame, Problem, Time, fact},
    markup::*,
    ports::certificate::{CertificateLogin, CertificateRefusal},
    render::Sheet,
};

pub(crate) fn certificate(frame: &Frame, model: CertificateLogin) -> Sheet {
    let title = frame.get("certificate-title");
    let problems = model.problem.map(|refusal| vec![Problem::of_form(words(frame, refusal))]).unwrap_or_default();
    let account = model.account.map(|account| fact(frame.get("certificate-user"), account));
    let facts = view! {
        <dl class="facts">
            {account}
            {fact(frame.get("certificate-subject"), model.subject)}
            {fact(frame.get("certificate-issuer"), model.issuer)}
            {fact(frame.get("certificate-ends"), view! { <Time frame=frame.clone() at=model.ends_at /> })}
        </dl>
    };
    let here = frame.chrome.here.clone();
    let act = match model.problem {
        None => view! {
            <p class="lead">{frame.get("certificate-lead")}</p>
            <form class="card" method="post" action=here>
                {facts}
                <button class="button" type="submit">{frame.get("certificate-log-in")}</button>
            </form>
        },
        // The same again would get the same answer: facts, and the way on.
        Some(_) => view! {
            <div class="card">{facts}</div>
            <p class="act"><a class="button" href=here>{frame.get("certificate-again")}</a></p>
        },
    };
    let body = view! {
        <h1>{title.clone()}</h1>
        {act}
        <p>{frame.get("certificate-other-card")}</p>
        <p class="ways-on"><a href=format!("{}/", model.pages)>{frame.get("other-ways")}</a></p>
    };
    Sheet { title, problems, islands: false, banner: true, body }
}

fn words(frame: &Frame, refusal: CertificateRefusal) -> String {
    let key = match refusal {
        CertificateRefusal::Expired => "certificate-expired",
        CertificateRefusal::NotYetValid => "certificate-not-yet-valid",
        CertificateRefusal::Revoked => "certificate-revoked",
        CertificateRefusal::ForeignIssuer => "certificate-foreign",
        CertificateRefusal::Unsuitable => "certificate-unsuitable",
        CertificateRefusal::Unchecked => "certificate-unchecked",
        CertificateRefusal::NamesNobody => "certificate-names-nobody",
        CertificateRefusal::UnknownUser => "certificate-unknown-user",
        CertificateRefusal::OtherUser => "certificate-other-user",
        CertificateRefusal::Suspended => "certificate-suspended",
        CertificateRefusal::Retired => "certificate-retired",
        CertificateRefusal::NotAllowed => "certificate-not-allowed",
        CertificateRefusal::Closed => "certificate-closed",
        CertificateRefusal::ClosedUntil(until) => {
            return frame.with("certificate-closed-until", &[("time", frame.when(until).into())]);
        }
    };
    frame.get(key)
}
