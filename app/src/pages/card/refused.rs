use crate::{components::Frame, ports::ceremony::CeremonyRefusal};

/// Where somebody stands whose card or passkey was refused.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Holder {
    /// Logging in by card.
    Card,
    /// Binding a card.
    Binding,
    /// Logging in by passkey.
    Passkey,
    /// Adding a passkey.
    Adding,
    /// In a set-up, which begins again with the activation code.
    SetUp,
}

/// What to say of a refusal: what happened, the next step, and the other way in.
pub(crate) fn refused(frame: &Frame, refusal: CeremonyRefusal, holder: Holder) -> String {
    use CeremonyRefusal as R;
    use Holder as H;
    let key = match (refusal, holder) {
        (R::Over, H::SetUp) => "proof-over",
        (R::Over, _) => "ceremony-over",

        (R::Unknown, H::Card | H::Binding) => "card-unknown",
        (R::Unknown, H::Passkey | H::Adding) => "passkey-unknown",
        (R::Unknown, H::SetUp) => "proof-unknown",

        (R::OtherUser, H::Card | H::Binding) => "card-other-user",
        (R::OtherUser, H::Passkey | H::Adding) => "passkey-other-user",
        (R::OtherUser, H::SetUp) => "proof-other-user",

        (R::Suspended, H::SetUp) => "proof-suspended",
        (R::Suspended, _) => "card-suspended",
        (R::Retired, H::SetUp) => "proof-retired",
        (R::Retired, _) => "card-retired",

        (R::NotVerified, H::Card | H::Binding) => "card-not-verified",
        (R::NotVerified, H::Passkey | H::Adding) => "passkey-not-verified",
        (R::NotVerified, H::SetUp) => "proof-not-verified",

        (R::Copied, H::Card | H::Binding) => "card-copied",
        (R::Copied, H::Passkey | H::Adding) => "passkey-copied",
        (R::Copied, H::SetUp) => "proof-copied",

        (R::NotGenuine, H::Card | H::Binding) => "card-not-genuine",
        (R::NotGenuine, H::Passkey | H::Adding) => "passkey-not-genuine",
        (R::NotGenuine, H::SetUp) => "proof-not-genuine",

        // Cards alone have issuers, and keys that must not leave them.
        (R::Untrusted, _) => "card-untrusted",
        (R::Synced, _) => "card-synced",

        (R::HeldAlready, H::Passkey | H::Adding) => "passkey-held-already",
        (R::HeldAlready, _) => "card-held-already",

        (R::NotAllowed, H::Card) => "card-not-allowed",
        (R::NotAllowed, H::Passkey) => "passkey-not-allowed",
        (R::NotAllowed, H::Binding | H::Adding) => "binding-not-allowed",
        (R::NotAllowed, H::SetUp) => "proof-not-allowed",

        (R::Closed, H::Card | H::Binding) => "card-closed",
        (R::Closed, H::Passkey | H::Adding) => "passkey-closed",
        (R::Closed, H::SetUp) => "set-up-not-open",
    };
    frame.get(key)
}
