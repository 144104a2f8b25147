//! Figures in a row: their names, and one after the other.

use super::{Figures, Part, STATES};
use crate::life::State;

/// How many figures there are of a firm.
const COUNT: usize = 2 * STATES + 7;

impl Figures {
    /// The name of each figure in the store and in files, in the order of [`Figures::values`].
    pub const NAMES: [&'static str; COUNT] = [
        "state_authorised",
        "state_proposed",
        "state_registered",
        "state_ready",
        "state_tested",
        "state_two_factor",
        "state_two_factor_only",
        "card_authorised",
        "card_proposed",
        "card_registered",
        "card_ready",
        "card_tested",
        "card_two_factor",
        "card_two_factor_only",
        "dormant",
        "disabled",
        "with_passkey",
        "by_mail_alone",
        "mail_refused",
        "administrators",
        "administrators_seen",
    ];

    /// Whom each figure counts, in the order of [`Figures::NAMES`].
    pub const PARTS: [Part; COUNT] = {
        let mut parts = [Part::Behind; COUNT];
        let mut state = 0;
        while state < STATES {
            parts[state] = Part::In(State::ALL[state]);
            parts[STATES + state] = Part::WithCard(State::ALL[state]);
            state += 1;
        }
        parts[2 * STATES] = Part::Dormant;
        parts[2 * STATES + 1] = Part::Disabled;
        parts[2 * STATES + 2] = Part::Passkey;
        parts[2 * STATES + 3] = Part::MailAlone;
        parts[2 * STATES + 4] = Part::MailRefused;
        parts[2 * STATES + 5] = Part::Administrators;
        parts[2 * STATES + 6] = Part::AdministratorsSeen;
        parts
    };

    /// Every figure, in the order of [`Figures::NAMES`].
    #[must_use]
    pub fn values(&self) -> [u64; COUNT] {
        let mut values = [0; COUNT];
        let (states, rest) = values.split_at_mut(STATES);
        let (cards, rest) = rest.split_at_mut(STATES);
        states.copy_from_slice(&self.by_state);
        cards.copy_from_slice(&self.with_card);
        rest.copy_from_slice(&[
            self.dormant,
            self.disabled,
            self.with_passkey,
            self.by_mail_alone,
            self.mail_refused,
            self.administrators,
            self.administrators_seen,
        ]);
        values
    }

    /// Of figures in the order of [`Figures::NAMES`].
    #[must_use]
    pub fn from_values(values: [u64; COUNT]) -> Self {
        let at = |number: usize| values[2 * STATES + number];
        Self {
            by_state: std::array::from_fn(|state| values[state]),
            with_card: std::array::from_fn(|state| values[STATES + state]),
            dormant: at(0),
            disabled: at(1),
            with_passkey: at(2),
            by_mail_alone: at(3),
            mail_refused: at(4),
            administrators: at(5),
            administrators_seen: at(6),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn figures_are_listed_whole_and_by_the_names_of_their_states() {
        let values = std::array::from_fn(|at| at as u64 + 1);
        assert_eq!(Figures::from_values(values).values(), values);
        for (at, state) in State::ALL.into_iter().enumerate() {
            let name = state.name().replace('-', "_");
            assert_eq!(Figures::NAMES[at], format!("state_{name}"));
            assert_eq!(Figures::NAMES[STATES + at], format!("card_{name}"));
        }
    }

    #[test]
    fn each_figure_is_the_number_of_those_whom_it_counts() {
        let figures = Figures::from_values(std::array::from_fn(|at| at as u64 + 1));
        assert_eq!(Figures::PARTS.map(|part| part.of(&figures)), figures.values());
    }
}
