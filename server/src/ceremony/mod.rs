//! WebAuthn ceremonies (WebAuthn L3 §7): the adapter of webauthn-rs, with what it leaves to its caller.
//!
//! What is ours: the state lives in the database for five minutes, is bound to one browser and taken out by the
//! statement that reads it; transports and hints are sent as browsers name them; the counter is compared and swapped;
//! nobody learns from a question which cards somebody holds.
//!
//! [`begin`] asks, [`finish`] takes the answer, [`options`] shapes what the browser is asked.

pub mod begin;
pub mod finish;
pub mod issuers;
mod options;

use std::time::Duration;

use app::ports::ceremony as page;
use webauthn_rs::{Webauthn, WebauthnBuilder, prelude::AttestationCaList};

use crate::{
    config::{Attestation, Config},
    store::ceremonies::{Ceremony, Purpose},
};

/// How long a ceremony may take: the least that WebAuthn L3 §15.1 recommends, and its default.
pub const LIFETIME: Duration = Duration::from_secs(300);

/// The relying party. Built once.
pub struct Ceremonies {
    webauthn: Webauthn,
    cards: CardPolicy,
}

/// Which cards are bound.
enum CardPolicy {
    /// Those of these issuers and makes.
    Issued(AttestationCaList),
    /// None: no issuer is configured.
    None,
    /// Any: a demonstration.
    Demonstration,
}

impl std::fmt::Debug for Ceremonies {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Ceremonies(…)")
    }
}

impl Ceremonies {
    /// The relying party of `config`: its id is the host of the public URL (WebAuthn L3 §5.1.2), which every credential
    /// is bound to. `None` where that is an address and no name: browsers run no ceremony there.
    ///
    /// # Errors
    /// Says which certificate of an issuer could not be taken.
    pub fn of(config: &Config) -> Result<Option<Self>, String> {
        let issuers = issuers::read(config)?;
        let Ok(url) = config.public_url() else { return Ok(None) };
        let Some(url::Host::Domain(host)) = url.host() else { return Ok(None) };
        let name = match config.organisation.name_en.as_ref() as &str {
            "" => "Changeover",
            name => name,
        };
        let built = WebauthnBuilder::new(host, &url)
            .and_then(|builder| builder.rp_name(name).timeout(LIFETIME).build())
            .map_err(|error| format!("server.public_url {url}: {error}"))?;
        let cards = match config.smartcard.attestation {
            Attestation::Demo => CardPolicy::Demonstration,
            Attestation::Required if issuers.is_empty() => CardPolicy::None,
            Attestation::Required => CardPolicy::Issued(issuers),
        };
        Ok(Some(Self { webauthn: built, cards }))
    }

    /// Whether cards can be bound: an issuer is configured, or it is a demonstration.
    pub fn binds_cards(&self) -> bool {
        !matches!(self.cards, CardPolicy::None)
    }

    /// Whether the make of a card is not asked for.
    pub fn is_demonstration(&self) -> bool {
        matches!(self.cards, CardPolicy::Demonstration)
    }
}

/// What the page of a ceremony under way shows.
pub fn page(ceremonies: &Ceremonies, ceremony: Ceremony) -> page::Ceremony {
    let errand: serde_json::Value = serde_json::from_str(&ceremony.errand).unwrap_or_default();
    let named = errand["named"].as_str().map(str::to_owned);
    page::Ceremony {
        tag: ceremony.tag,
        purpose: match ceremony.purpose {
            Purpose::CardLogin => page::Purpose::CardLogin,
            Purpose::CardBinding => page::Purpose::CardBinding,
            Purpose::Proof => page::Purpose::Proof,
            Purpose::PasskeyLogin => page::Purpose::PasskeyLogin,
            Purpose::PasskeyAdding => page::Purpose::PasskeyAdding,
        },
        options: ceremony.options,
        account: ceremony.account.map(|account| account.to_string()).or(named),
        expires_at: ceremony.expires_at,
        demonstration: ceremonies.is_demonstration() && ceremony.purpose == Purpose::CardBinding,
    }
}
