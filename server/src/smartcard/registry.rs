//! The register of smartcards: what a card-management system says of a card, and stopping cards at once.

use domain::{account::AccountId, card::CardState, life::Status};
use serde_cbor_2::Value;
use serde_json::json;
use sqlx::AnyConnection;
use webauthn_rs::prelude::{
    AttestationFormat, AttestationMetadata, COSEAlgorithm, COSEKey, COSEKeyType, Credential, ECDSACurve,
    ParsedAttestation, ParsedAttestationData,
};
use webauthn_rs_core::proto::{RegisteredExtensions, UserVerificationPolicy};

use crate::{
    app::App,
    audit::Scribe,
    mail::{self, Kind},
    rights::Guardian,
    store::{
        StoreError, Tx,
        accounts::{self, Account},
        bindings, credentials, outbox, sessions,
    },
};

/// The shortest credential id, in bytes (Web Authentication, level 3: "at least 16 bytes").
const SHORTEST_ID: usize = 16;
/// The longest credential id, in bytes (Web Authentication, level 3).
const LONGEST_ID: usize = 1023;
/// The shortest RSA modulus, in bytes.
const SHORTEST_MODULUS: usize = 256;

/// Why what is said of a card is no credential.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum KeyError {
    /// Not the id of a credential.
    #[error("a credential id has 16 to 1023 bytes")]
    Id,
    /// Not a public key in the form and of an algorithm that cards sign by.
    #[error("the key is no COSE public key for ES256 or RS256")]
    Key,
}

/// The credential of a card that was registered elsewhere, as the ceremonies read it: from its id, its COSE key
/// (RFC 9052; Web Authentication, section 6.5.1.1, allows the parameters below and no other) and its counter. EdDSA is
/// refused: webauthn-rs verifies no signature by it. Of what the card is nothing is attested here: the card-management
/// system answers for it.
///
/// # Errors
/// [`KeyError`] says what is wrong.
pub fn imported_key(id: &[u8], cose: &[u8], counter: u32) -> Result<Credential, KeyError> {
    if !(SHORTEST_ID..=LONGEST_ID).contains(&id.len()) {
        return Err(KeyError::Id);
    }
    let value: Value = serde_cbor_2::from_slice(cose).map_err(|_| KeyError::Key)?;
    let key = COSEKey::try_from(&value).map_err(|_| KeyError::Key)?;
    let parameters: &[i128] = match (&key.key, key.type_) {
        (COSEKeyType::EC_EC2(point), COSEAlgorithm::ES256)
            if point.curve == ECDSACurve::SECP256R1 && point.x.len() == 32 && point.y.len() == 32 =>
        {
            &[1, 3, -1, -2, -3]
        }
        (COSEKeyType::RSA(rsa), COSEAlgorithm::RS256) if rsa.n.len() >= SHORTEST_MODULUS => &[1, 3, -1, -2],
        _ => return Err(KeyError::Key),
    };
    // Whatever else stands in it might be the private key.
    let Value::Map(map) = &value else { return Err(KeyError::Key) };
    if !map.keys().all(|name| matches!(name, Value::Integer(name) if parameters.contains(name))) {
        return Err(KeyError::Key);
    }
    Ok(Credential {
        cred_id: id.to_vec(),
        cred: key,
        counter,
        transports: None,
        user_verified: true,
        backup_eligible: false,
        backup_state: false,
        registration_policy: UserVerificationPolicy::Required,
        extensions: RegisteredExtensions::none(),
        attestation: ParsedAttestation { data: ParsedAttestationData::None, metadata: AttestationMetadata::None },
        attestation_format: AttestationFormat::None,
    })
}

/// Whether there is anything to suspend: a card that proves its holder, or a code with which one could be bound.
///
/// # Errors
/// When the database cannot be read.
pub async fn can_suspend(app: &App, db: &mut AnyConnection, account: &Account) -> Result<bool, StoreError> {
    // A card with a certificate may be out there that was never seen here.
    if app.config.certificate_login().is_some() && account.cards_stopped_at.is_none() {
        return Ok(true);
    }
    let account = &account.id;
    let states = credentials::card_states(db, &[account]).await?;
    let proves = states.values().flatten().any(|state| state.proves());
    Ok(proves || bindings::find_open(db, account).await?.is_some())
}

/// Stops every card of `account` at once: no login by it and no set-up that it proved goes on, its sessions end, and
/// codes to bind another with are void. Bringing them back takes two people.
///
/// # Errors
/// When the database does not take it; the caller must not commit then.
pub async fn suspend(tx: &mut Tx, scribe: &Scribe<'_>, account: &Account) -> Result<(), StoreError> {
    let id = &account.id;
    // A login under way would be the next one.
    accounts::set_cards_stopped(tx, id, Some(scribe.now)).await?;
    let proving: Vec<CardState> = CardState::ALL.into_iter().filter(|state| state.proves()).collect();
    let cards = credentials::move_cards(tx, id, &proving, CardState::Suspended, scribe.now).await?;
    bindings::revoke_open(tx, id, scribe.now).await?;
    // After the cards: whoever was logging in by one has either failed by now or is found here.
    let ended = sessions::revoke_cards(tx, id).await?;
    scribe.event(tx, "card.suspended", Some(id), json!({ "cards": cards, "sessions_ended": ended })).await?;
    if account.address.is_some() {
        outbox::add(tx, &mail::outbox::told(scribe, Kind::CardSuspended, id)).await?;
    }
    Ok(())
}

/// Stops every card of `id` at once, for a member of staff. False where there is nothing to stop, or no such user.
///
/// # Errors
/// When the database does not take it.
pub async fn suspend_by_staff(
    app: &App,
    scribe: &Scribe<'_>,
    by: Guardian<'_>,
    id: &AccountId,
) -> Result<bool, StoreError> {
    let mut tx = app.store.begin().await?;
    // The right may have gone since the request began.
    let held = accounts::find(&mut tx, &by.account().id).await?;
    let may = held.is_some_and(|held| {
        held.status == Status::Active && held.staff_role.is_some_and(domain::role::StaffRole::guards)
    });
    if !may {
        return Err(StoreError::Overtaken);
    }
    let account = accounts::find(&mut tx, id).await?.filter(|account| !account.id.is_staff());
    let Some(account) = account else { return Ok(false) };
    if !can_suspend(app, &mut tx, &account).await? {
        return Ok(false);
    }
    suspend(&mut tx, scribe, &account).await?;
    tx.commit().await?;
    app.outbox.ring();
    Ok(true)
}
