//! Taking away what may not be kept for ever, without breaking the chain.

use crate::store::{StoreError, Tx, seals};

/// What of an event expires.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    /// Whom it concerns and who did it.
    Who,
    /// Its particulars.
    Detail,
}

impl Part {
    /// The name in the audit.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Who => "who",
            Self::Detail => "particulars",
        }
    }
}

/// Takes `part` of the sealed event `id` away and leaves its hash. False if there is no such event, if it is not sealed
/// yet, or if the part has expired already.
///
/// # Errors
/// When the database does not take it.
pub async fn expire(tx: &mut Tx, id: &str, part: Part) -> Result<bool, StoreError> {
    let Some(record) = seals::find(tx, id).await? else { return Ok(false) };
    match part {
        Part::Who if record.who_hash.is_none() => {
            let Some(hash) = record.who() else { return Ok(false) };
            seals::forget_who(tx, id, &hash).await?;
        }
        Part::Detail if record.detail_hash.is_none() => {
            let Some(hash) = record.particulars() else { return Ok(false) };
            seals::forget_detail(tx, id, &hash).await?;
        }
        Part::Who | Part::Detail => return Ok(false),
    }
    Ok(true)
}
