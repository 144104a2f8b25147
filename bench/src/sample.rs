//! Medians, and how far rounds lie apart.

use std::time::Duration;

/// A figure and the range of the rounds that it is taken from.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Spread {
    /// The figure.
    pub value: f64,
    /// The least and the most of the rounds.
    pub range: Option<(f64, f64)>,
}

impl From<f64> for Spread {
    fn from(value: f64) -> Self {
        Self { value, range: None }
    }
}

impl Spread {
    /// All of `parts` over all of `wholes`, and the range of the quotients round by round.
    pub fn quotient(rounds: impl IntoIterator<Item = (f64, f64)>) -> Self {
        let (mut part, mut whole, mut low, mut high) = (0.0, 0.0, f64::INFINITY, f64::NEG_INFINITY);
        for (round_part, round_whole) in rounds {
            part += round_part;
            whole += round_whole;
            low = f64::min(low, round_part / round_whole);
            high = f64::max(high, round_part / round_whole);
        }
        Self { value: part / whole, range: Some((low, high)) }
    }

    /// The median of what was found round by round, and its range. One round that was disturbed moves it little.
    pub fn median(rounds: impl IntoIterator<Item = f64>) -> Self {
        let rounds: Vec<f64> = rounds.into_iter().collect();
        let low = rounds.iter().copied().fold(f64::INFINITY, f64::min);
        let high = rounds.iter().copied().fold(f64::NEG_INFINITY, f64::max);
        Self { value: quantile(rounds, 0.5), range: Some((low, high)) }
    }
}

/// The value below which a `share` of them lies; not a number where there is none.
pub fn quantile(mut values: Vec<f64>, share: f64) -> f64 {
    values.sort_by(f64::total_cmp);
    let last = values.len().saturating_sub(1) as f64;
    let place = last * share;
    let at = |index: f64| values.get(index as usize).copied().unwrap_or(f64::NAN);
    let (below, above) = (at(place.floor()), at(place.ceil()));
    below + (above - below) * place.fract()
}

/// In milliseconds.
pub fn millis(duration: Duration) -> f64 {
    duration.as_secs_f64() * 1e3
}

/// How likely one drawn from `a` is above one drawn from `b`, ties counted half: the effect size of Mann and Whitney's
/// test. 0.5 says that neither tends to be larger.
pub fn superiority(a: &[f64], b: &[f64]) -> f64 {
    let mut all: Vec<(f64, bool)> = a.iter().map(|x| (*x, true)).chain(b.iter().map(|x| (*x, false))).collect();
    all.sort_by(|x, y| x.0.total_cmp(&y.0));
    // The sum of a's ranks, those of equal values shared out evenly.
    let mut ranks = 0.0;
    let mut begin = 0;
    while begin < all.len() {
        let end = begin + all[begin..].iter().take_while(|(value, _)| *value == all[begin].0).count();
        let of_a = all[begin..end].iter().filter(|(_, is_a)| *is_a).count();
        ranks += of_a as f64 * (begin + 1 + end) as f64 / 2.0;
        begin = end;
    }
    let (n, m) = (a.len() as f64, b.len() as f64);
    (ranks - n * (n + 1.0) / 2.0) / (n * m)
}

/// How far [`superiority`] strays from 0.5 by chance alone in 19 of 20 runs.
pub fn chance(n: usize, m: usize) -> f64 {
    let (n, m) = (n as f64, m as f64);
    1.96 * ((n + m + 1.0) / (12.0 * n * m)).sqrt()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn medians_lie_in_the_middle() {
        assert_eq!(quantile(vec![3.0, 1.0, 2.0], 0.5), 2.0);
        assert_eq!(quantile(vec![1.0, 2.0, 3.0, 4.0], 0.5), 2.5);
        assert!(quantile(Vec::new(), 0.5).is_nan());
    }

    #[test]
    fn quotients_are_of_sums_and_keep_their_range() {
        let spread = Spread::quotient([(1.0, 1.0), (3.0, 1.0)]);
        assert_eq!(spread, Spread { value: 2.0, range: Some((1.0, 3.0)) });
    }

    #[test]
    fn superiority_counts_pairs() {
        assert_eq!(superiority(&[2.0, 3.0], &[0.0, 1.0]), 1.0);
        assert_eq!(superiority(&[1.0, 2.0], &[1.0, 2.0]), 0.5);
        assert_eq!(superiority(&[1.0], &[1.0, 2.0]), 0.25);
    }
}
