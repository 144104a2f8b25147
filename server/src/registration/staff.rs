//! The clearing house's own staff: accounts of participant `STAFF`.

use domain::{
    account::{AccountError, AccountId, ParticipantCode},
    address::{AddressError, EmailAddress},
    life::{Status, Step},
    role::{DaRoles, StaffRole},
};
use serde_json::json;

use super::{
    invite::{self, InviteError},
    life, operator,
};
use crate::{
    app::App,
    audit::Scribe,
    store::{
        StoreError,
        accounts::{self, Particulars},
        activations::Activation,
        participants::{self, Participant},
    },
};

/// Why nobody was added.
#[derive(Debug, thiserror::Error)]
pub enum StaffError {
    /// The ID has not the form of one.
    #[error(transparent)]
    Id(#[from] AccountError),
    /// The address is none.
    #[error(transparent)]
    Address(#[from] AddressError),
    /// Somebody has that ID.
    #[error("{0} is there already")]
    Taken(AccountId),
    /// The activation could not be written.
    #[error(transparent)]
    Invite(#[from] InviteError),
    /// The database could not do it.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// Adds a member of staff, registers the address and posts an activation.
///
/// # Errors
/// [`StaffError`] says why nobody was added.
pub async fn add(
    app: &App,
    scribe: &Scribe<'_>,
    id: &str,
    address: &str,
    role: StaffRole,
) -> Result<(AccountId, Activation), StaffError> {
    let id = AccountId::parse_parts(ParticipantCode::staff().as_str(), id)?;
    let address = EmailAddress::parse(address)?;
    let mut tx = app.store.begin().await?;
    if accounts::find(&mut tx, &id).await?.is_some() {
        return Err(StaffError::Taken(id));
    }
    let facts = [("user", id.to_string()), ("role", role.name().to_owned()), ("address", address.masked())];
    // Before the new one counts: who is added second is part of the start.
    operator::acted(&mut tx, scribe, "staff-added", facts.map(|(label, fact)| (label.to_owned(), fact)).into()).await?;
    let names = &app.config.organisation;
    let house = Participant::house(names.name_en.to_string(), names.name_zh.to_string());
    participants::put(&mut tx, &house, scribe.now).await?;
    let new = Particulars {
        id: id.clone(),
        name_en: id.user.to_string(),
        name_zh: String::new(),
        da: DaRoles::default(),
        staff_role: Some(role),
        status: Status::Active,
    };
    accounts::add(&mut tx, &new, scribe.now).await?;
    accounts::set_address(&mut tx, &id, Some(&address)).await?;
    let detail = json!({ "role": role.name(), "address": address.masked() });
    scribe.event(&mut tx, "staff.added", Some(&id), detail).await?;
    let account = accounts::find(&mut tx, &id).await?.ok_or_else(|| InviteError::Unknown(id.clone()))?;
    life::step(&mut tx, scribe, &account, Step::Register).await?;
    let activation = invite::activate(app, &mut tx, scribe, &account).await?;
    tx.commit().await?;
    app.outbox.ring();
    Ok((id, activation))
}
