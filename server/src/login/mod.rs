//! Logging in: password, code, budgets.

pub mod begin;
pub mod budget;
pub mod challenge;
pub mod code;
pub mod enter;
pub mod hasher;
pub mod password;
pub mod return_to;
pub mod view;

use std::net::IpAddr;

use crate::{random::Token, store::StoreError};

/// Why a step did not go on.
#[derive(Debug, thiserror::Error)]
pub enum Failure<R: std::fmt::Debug> {
    /// Refused, for the reason that the page gives.
    #[error("refused: {0:?}")]
    Refused(R),
    /// There is no such login under way in this browser, or it is over: start again.
    #[error("no such login under way")]
    StartAgain,
    /// Too many passwords wait to be hashed.
    #[error("too many passwords wait to be verified")]
    Busy,
    /// The hashing library failed.
    #[error("argon2: {0}")]
    Hash(String),
    /// The library of ceremonies failed.
    #[error("webauthn: {0}")]
    Library(String),
    /// The database could not do it; nothing is half done.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl<R: std::fmt::Debug> Failure<R> {
    /// The same failure in the words of another step.
    pub fn map<S: std::fmt::Debug>(self, words: impl FnOnce(R) -> S) -> Failure<S> {
        match self {
            Self::Refused(why) => Failure::Refused(words(why)),
            Self::StartAgain => Failure::StartAgain,
            Self::Busy => Failure::Busy,
            Self::Hash(word) => Failure::Hash(word),
            Self::Library(word) => Failure::Library(word),
            Self::Store(error) => Failure::Store(error),
        }
    }
}

impl<R: std::fmt::Debug> From<hasher::HashError> for Failure<R> {
    fn from(error: hasher::HashError) -> Self {
        match error {
            hasher::HashError::Busy => Self::Busy,
            hasher::HashError::Library(word) => Self::Hash(word),
        }
    }
}

/// The browser that a step comes from.
#[derive(Clone, Debug)]
pub struct Browser {
    /// Where it is, as far as proxies that are trusted say.
    pub source: IpAddr,
    /// Its token, if it has completed a login before.
    pub token: Option<Token>,
    /// Its family and system, for its owner to recognise.
    pub label: String,
}

/// What a browser shows of a login under way: the tag in the page's URL, the secret in its cookie.
#[derive(Clone, Debug)]
pub struct Ticket {
    /// Public name of the login.
    pub tag: String,
    /// The secret that proves the browser.
    pub secret: Token,
}
