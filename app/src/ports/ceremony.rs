//! WebAuthn in the browser: the step between a form and its answer, for smartcards and passkeys alike.

use domain::time::Instant;

/// The step at which the browser asks card or passkey. The page's form posts to its own URL: hidden `ceremony` (the
/// tag) and `credential` (what the browser answered, as JSON of WebAuthn L3 §5.1), filled by the island.
#[derive(Clone, Debug)]
pub struct Ceremony {
    /// Its tag, in the page's URL.
    pub tag: String,
    /// What it is for.
    pub purpose: Purpose,
    /// What the browser is asked, as JSON: `PublicKeyCredentialRequestOptionsJSON`, or `…CreationOptionsJSON` where
    /// [`Purpose::creates`].
    pub options: String,
    /// Whose, where that is known: `CAAA/CAAA001`.
    pub account: Option<String>,
    /// Until when it can be finished.
    pub expires_at: Instant,
    /// Whether the make of a card is not asked for: a demonstration, which the page must say.
    pub demonstration: bool,
}

/// What a ceremony is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Purpose {
    /// Log in by smartcard.
    CardLogin,
    /// Bind a smartcard.
    CardBinding,
    /// Prove oneself by card or passkey in a set-up.
    Proof,
    /// Log in by passkey.
    PasskeyLogin,
    /// Add a passkey.
    PasskeyAdding,
}

impl Purpose {
    /// Whether a credential is made (`navigator.credentials.create`), not asked (`get`).
    pub const fn creates(self) -> bool {
        matches!(self, Self::CardBinding | Self::PasskeyAdding)
    }

    /// Where this way begins: the page to go back to.
    pub const fn start(self) -> &'static str {
        match self {
            Self::CardLogin => "/login/smartcard",
            Self::CardBinding => "/login/smartcard?bind=1",
            Self::Proof => "/setup",
            Self::PasskeyLogin => "/login",
            Self::PasskeyAdding => "/account/passkeys",
        }
    }
}

/// Why what the browser brought back was refused. Cancelled and timed-out ceremonies never reach the server.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CeremonyRefusal {
    /// It took longer than five minutes, was finished already, or belongs to another browser: begin again.
    Over,
    /// Nobody's: neither card nor passkey is known here.
    Unknown,
    /// Of somebody else than the participant and user ID that were typed.
    OtherUser,
    /// The card is suspended: its holder, or an administrator, stopped it.
    Suspended,
    /// The card is retired.
    Retired,
    /// PIN, finger or face was not asked for.
    NotVerified,
    /// The authenticator counted backwards: it may have been copied.
    Copied,
    /// What it said could not be verified.
    NotGenuine,
    /// Not a card of the issuers that are trusted here: no or another attestation.
    Untrusted,
    /// The keys can leave the device, as those of synced passkeys do: no card.
    Synced,
    /// Somebody, perhaps this user, has registered it already.
    HeldAlready,
    /// The account cannot log in: not active, or not set up where it has to be.
    NotAllowed,
    /// In this phase it opens nothing for this person.
    Closed,
}

impl CeremonyRefusal {
    /// The name in the audit.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Over => "over",
            Self::Unknown => "unknown",
            Self::OtherUser => "other-user",
            Self::Suspended => "suspended",
            Self::Retired => "retired",
            Self::NotVerified => "not-verified",
            Self::Copied => "copied",
            Self::NotGenuine => "not-genuine",
            Self::Untrusted => "untrusted",
            Self::Synced => "synced",
            Self::HeldAlready => "held-already",
            Self::NotAllowed => "not-allowed",
            Self::Closed => "closed",
        }
    }
}
