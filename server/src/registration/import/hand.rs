//! The database in the hand of an import: writing, or for a dry run only looking.

use sqlx::{Any, AnyConnection, pool::PoolConnection};

use crate::store::{Store, StoreError, Tx};

pub(super) enum Hand {
    Writing(Tx),
    Looking(PoolConnection<Any>),
}

impl Hand {
    /// A transaction; for a dry run a reader, which keeps nobody else from writing.
    pub(super) async fn take(store: &Store, dry_run: bool) -> Result<Self, StoreError> {
        Ok(if dry_run { Self::Looking(store.reader().await?) } else { Self::Writing(store.begin().await?) })
    }

    pub(super) fn look(&mut self) -> &mut AnyConnection {
        match self {
            Self::Writing(tx) => tx,
            Self::Looking(reader) => reader,
        }
    }

    /// The transaction to write in; none in a dry run.
    pub(super) fn write(&mut self) -> Option<&mut Tx> {
        match self {
            Self::Writing(tx) => Some(tx),
            Self::Looking(_) => None,
        }
    }

    pub(super) async fn finish(self) -> Result<(), StoreError> {
        match self {
            Self::Writing(tx) => tx.commit().await,
            Self::Looking(_) => Ok(()),
        }
    }
}
