//! What the tester sees.

use app::ports::connectivity::{Connectivity, TestForm, TestLogin};
use domain::connectivity::Check;

use super::run::Run;
use crate::{
    app::App,
    schedule,
    session::Present,
    store::{
        StoreError,
        connectivity::RunResult,
        credentials::{self, Credential},
        logins::Kind,
    },
};

/// What a page says beside what was found.
#[derive(Debug, Default)]
pub struct Besides {
    /// Names as typed, and what is wrong with them.
    pub form: Option<TestForm>,
    /// The test login that has ended.
    pub ended: Option<RunResult>,
    /// Whether a result was just kept.
    pub kept: bool,
    /// Whether the test login that was asked for is over.
    pub start_again: bool,
}

/// The page of a run, for anybody, in every phase.
///
/// # Errors
/// When the database cannot be read.
pub async fn show(
    app: &App,
    present: Option<&Present>,
    run: &Run,
    browser: String,
    origin: String,
    besides: Besides,
) -> Result<Connectivity, StoreError> {
    let held = match present {
        Some(present) => credentials::of_account(&mut *app.store.reader().await?, present.id()).await?,
        None => Vec::new(),
    };
    let usable = |card: bool| held.iter().any(|c: &Credential| c.kind.is_card() == card && c.state.proves());
    let findings = match &besides.ended {
        Some(result) => result.findings.clone(),
        None => run.findings(present),
    };
    let concerns = |check: &Check| match check {
        Check::Card => usable(true) || findings.of(*check).is_some(),
        Check::Passkey => usable(false) || findings.of(*check).is_some(),
        _ => true,
    };
    let rows = Check::ALL.into_iter().filter(concerns).map(|check| (check, findings.of(check))).collect();
    let standing = present.map(|present| present.account.standing()).unwrap_or_default();
    let phase = match present {
        Some(present) => present.phase,
        None => schedule::phase(app, &mut *app.store.reader().await?, app.clock.now()).await?,
    };
    let test = match (besides.ended, besides.form) {
        (Some(ended), _) => TestLogin::Ended { account: ended.account, at: ended.at, latency: ended.latency },
        (None, Some(form)) => TestLogin::Form(form),
        (None, None) if Kind::Test.is_open(phase, standing) => TestLogin::Form(names(present)),
        (None, None) => TestLogin::NotOpen,
    };
    let kept = besides.kept || matches!(test, TestLogin::Ended { .. });
    Ok(Connectivity { rows, started: run.started, browser, origin, test, kept, start_again: besides.start_again })
}

/// The names of whoever is logged in.
fn names(present: Option<&Present>) -> TestForm {
    present.map_or_else(TestForm::default, |present| TestForm {
        participant: present.id().participant.to_string(),
        user: present.id().user.as_str().to_owned(),
        problem: None,
    })
}
