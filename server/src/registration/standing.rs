//! How far users have come.

use app::ports::overview::Standing;
use domain::{
    account::ParticipantCode,
    life::{State, Status},
};
use sqlx::AnyConnection;

use crate::store::{StoreError, accounts};

/// Counts the users of one firm, or of all; dormant and disabled ones apart.
///
/// # Errors
/// When the database cannot be read.
pub async fn count(db: &mut AnyConnection, participant: Option<&ParticipantCode>) -> Result<Standing, StoreError> {
    let mut standing =
        Standing { by_state: State::ALL.iter().map(|state| (*state, 0)).collect(), ..Standing::default() };
    for (status, state, users) in accounts::count_by_standing(db, participant).await? {
        match status {
            Status::Dormant => standing.dormant += users,
            Status::Disabled => standing.disabled += users,
            Status::Active => {
                standing.by_state.iter_mut().filter(|(s, _)| *s == state).for_each(|(_, count)| *count += users);
            }
        }
    }
    Ok(standing)
}
