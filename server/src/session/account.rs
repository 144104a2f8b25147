//! What `/account` shows.

use app::ports::account::{Account as Page, AccountNotice, SessionRow};
use domain::{
    language::Language,
    life::{State, has_two_factor},
    phase::Door,
    time::Instant,
};

use super::Present;
use crate::{
    app::App,
    guide::acknowledge,
    passkey,
    registration::setup,
    smartcard::desk,
    store::{StoreError, credentials, events, logins::Kind, participants, sessions},
};

/// One's own account, as the page shows it.
///
/// # Errors
/// When the database cannot be read.
pub async fn show(
    app: &App,
    present: &Present,
    language: Language,
    notice: Option<AccountNotice>,
) -> Result<Page, StoreError> {
    let mut reader = app.store.reader().await?;
    let account = &present.account;
    let firm = participants::find(&mut reader, &account.id.participant).await?;
    let since = account.previous_login.as_ref().map_or(Instant::from_millis(0), |(at, _)| *at);
    let mut failures_since = 0;
    for kind in ["login.refused", "code.wrong"] {
        failures_since += events::count_since(&mut reader, &account.id, kind, since).await?;
    }
    let held = credentials::of_account(&mut reader, &account.id).await?;
    let now = app.clock.now();
    let sessions = sessions::list(&mut reader, &account.id).await?;
    let open = sessions.into_iter().filter(|s| s.ends_at > now && s.last_seen_at.plus(*app.config.session.idle) > now);
    Ok(Page {
        firm: firm.map(|f| firm_name(&f, language)).filter(|_| !account.id.is_staff()).unwrap_or_default(),
        masked_address: account.address.as_ref().map(|a| a.masked()).unwrap_or_default(),
        password_since: account.password_at,
        last_login: account.previous_login.as_ref().map(|(at, method)| (*at, *method)),
        failures_since,
        guides: acknowledge::waiting(&mut reader, account).await?,
        sessions: open
            .map(|s| SessionRow {
                current: s.id == present.session.id,
                id: s.id,
                method: s.method,
                opened_at: s.opened_at,
                last_seen_at: s.last_seen_at,
                browser: s.browser,
            })
            .collect(),
        passkeys: passkey::rows(&held),
        cards: held.into_iter().filter(|credential| credential.kind.is_card()).map(desk::row).collect(),
        may_have_passkeys: passkey::are_taken(app) && has_two_factor(account.state),
        may_set_up: setup::is_open_by_card(present),
        may_test: has_two_factor(account.state)
            && account.state < State::Tested
            && Kind::Test.is_open(present.phase, account.standing()),
        terminal: present.door == Door::Terminal,
        notice,
    })
}

/// A firm's name in `language`.
pub fn firm_name(firm: &participants::Participant, language: Language) -> String {
    match language {
        Language::ZhHk if !firm.name_zh.is_empty() => firm.name_zh.clone(),
        _ => firm.name_en.clone(),
    }
}
