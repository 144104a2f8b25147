//! Smartcards and passkeys in software, good and bad ones, for tests and benches.
//!
//! A [`Card`] plays authenticator and browser at once: it takes the options of `navigator.credentials` as JSON and
//! answers with what `PublicKeyCredential.toJSON()` gives ([WebAuthn Level 3, §5.1]). [`Flaws`] say what is wrong with
//! one answer, so that a test meets every refusal of a relying party. An [`Issuer`] is a manufacturer of cards: a
//! certificate authority and an AAGUID.
//!
//! | file | topic |
//! | --- | --- |
//! | [`card`](Card), [`issuer`](Issuer) | the card as its holder's browser sees it; who made it |
//! | [`flaws`](Flaws) | what may be wrong |
//! | `options`, `client_data` | what the relying party asks; what the browser has signed |
//! | `forge`, `statement`, `cose` | our own authenticator, its attestation and its keys |
//! | `token` | `SoftToken` of webauthn-authenticator-rs, an authenticator that is not ours |
//!
//! A forged card can be wrong in every way; a token only in what the browser adds, and is there because a server that
//! is tested with its own authors' authenticator alone is tested with one reading of the standard.
//!
//! [WebAuthn Level 3, §5.1]: https://www.w3.org/TR/webauthn-3/#iface-pkcredential

mod bytes;
mod card;
mod client_data;
mod cose;
mod flaws;
mod forge;
mod issuer;
mod options;
mod refusal;
mod statement;
mod token;

pub use bytes::Bytes;
pub use card::{Attachment, Card, Export};
pub use flaws::{Attestation, Flaws, UserHandle};
pub use issuer::{Issuer, Kind};
pub use refusal::Refusal;
