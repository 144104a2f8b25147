//! What each page says. Every function here is pure: from a model to a view, nothing looked up.

pub(crate) mod account;
pub(crate) mod advice;
pub(crate) mod approvals;
pub(crate) mod blocked;
pub(crate) mod briefing;
pub(crate) mod called;
pub(crate) mod campaign;
pub(crate) mod card;
pub(crate) mod certificate;
pub(crate) mod connectivity;
pub(crate) mod contingency;
pub(crate) mod demo_mail;
pub(crate) mod enquiry;
pub(crate) mod figures;
pub(crate) mod guide;
pub(crate) mod login;
pub(crate) mod mail;
pub(crate) mod monitor;
pub(crate) mod portal;
pub(crate) mod readiness;
pub(crate) mod refusal;
mod registry;
pub(crate) mod schedule;
pub(crate) mod setup;
mod standing;
mod trail;
