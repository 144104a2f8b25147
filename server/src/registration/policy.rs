//! Whether an address can be proposed for a user: the policies, one by one.

use app::ports::portal::AddressProblem;
use domain::{
    address::{AddressError, EmailAddress},
    life::Status,
    phase::{Act, Rule},
};
use sqlx::AnyConnection;

use super::import::addresses::Rules;
use crate::{
    app::App,
    approval::view,
    config::Policy,
    schedule,
    store::{StoreError, accounts, accounts::Account},
};

/// Whether an address can be proposed for `account`: the policies, one by one.
///
/// # Errors
/// When the database cannot be read. `Ok(Err(_))` says why not.
pub async fn judge(
    app: &App,
    db: &mut AnyConnection,
    account: &Account,
    typed: &str,
    confirmed: bool,
) -> Result<Result<EmailAddress, AddressProblem>, StoreError> {
    if typed.trim().is_empty() {
        return Ok(Err(AddressProblem::Empty));
    }
    let address = match EmailAddress::parse(typed) {
        Ok(address) => address,
        Err(AddressError::NotPlain) => return Ok(Err(AddressProblem::NotPlain)),
        Err(AddressError::NonAsciiMailbox) => return Ok(Err(AddressProblem::NonAscii)),
    };
    if account.status == Status::Disabled {
        return Ok(Err(AddressProblem::Disabled));
    }
    let dormant = account.status == Status::Dormant;
    if dormant && app.config.registration.dormant == Policy::Block {
        return Ok(Err(AddressProblem::Dormant));
    }
    let phase = schedule::phase_of(app, db, &account.id, app.clock.now()).await?;
    if phase.rule(Act::RegisterAddress) != Rule::Yes {
        return Ok(Err(AddressProblem::PhaseClosed));
    }
    if account.address.as_ref().is_some_and(|held| held.key() == address.key()) {
        return Ok(Err(AddressProblem::Already));
    }
    if !Rules::of(&app.config.registration).takes(&address) {
        return Ok(Err(AddressProblem::DomainRefused));
    }
    let shared = accounts::shares(db, &account.id, &address.key()).await?;
    let policy = app.config.registration.shared_address;
    if shared && policy == Policy::Block {
        return Ok(Err(AddressProblem::SharedRefused));
    }
    let known = view::known_domains(db, &account.id.participant).await?;
    let new_domain = (!known.is_empty() && !known.contains(address.domain())).then(|| address.domain().to_owned());
    let shared = shared && policy == Policy::Warn;
    if !confirmed && (new_domain.is_some() || shared) {
        return Ok(Err(AddressProblem::Confirm { new_domain, shared }));
    }
    Ok(Ok(address))
}
