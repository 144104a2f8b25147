//! How many users stand where: the figures of a firm, and of all.

use domain::{
    adoption::{Figures as Counts, Part},
    life::State,
};

use crate::{components::Frame, markup::*, pages::figures::users_path, ports::overview::Standing, words::grouped};

/// Three figures that are never mixed up: who has an address, who is able to log in, who has done so.
#[derive(Clone, Copy)]
pub(super) struct Reach {
    /// Active users.
    pub(super) active: u64,
    /// With a registered address or further.
    pub(super) registered: u64,
    /// With mailbox proved and password set, or further.
    pub(super) able: u64,
    /// Who have logged in with password and code.
    pub(super) used: u64,
}

impl From<&Counts> for Reach {
    fn from(users: &Counts) -> Self {
        Self { active: users.active(), registered: users.registered(), able: users.ready(), used: users.used() }
    }
}

impl Reach {
    pub(super) fn of(standing: &Standing) -> Self {
        let from = |least: State| {
            standing.by_state.iter().filter(|(state, _)| *state >= least).map(|(_, count)| count).sum::<u64>()
        };
        Self {
            active: from(State::Authorised),
            registered: from(State::Registered),
            able: from(State::Ready),
            used: from(State::TwoFactor),
        }
    }
}

/// The three figures side by side.
#[component]
pub(super) fn Figures(
    /// Words and frame.
    frame: Frame,
    /// The figures.
    reach: Reach,
    /// The lists behind them, in their order, where there are.
    #[prop(optional)]
    lists: Option<[String; 3]>,
) -> impl IntoView {
    let [registered, able, used] = lists.map_or([const { None }; 3], |lists| lists.map(Some));
    let figure = |key: &str, means: &str, count: u64, list: Option<String>| {
        let shown = match list {
            Some(url) => view! { <a href=url>{grouped(count)}</a> },
            None => grouped(count).into_any(),
        };
        let share =
            frame.with("share", &[("percent", percent(count, reach.active).into()), ("active", reach.active.into())]);
        view! {
            <div class="figure">
                <dt>{frame.get(key)}</dt>
                <dd>
                    <strong>{shown}</strong>
                    <Bar count of=reach.active />
                    <span>{share}</span>
                    <span class="muted">{frame.get(means)}</span>
                </dd>
            </div>
        }
    };
    view! {
        <dl class="figures">
            {figure("figure-registered", "figure-registered-means", reach.registered, registered)}
            {figure("figure-able", "figure-able-means", reach.able, able)}
            {figure("figure-used", "figure-used-means", reach.used, used)}
        </dl>
    }
}

/// A share as a bar, for the eye; the figures beside it say the same.
#[component]
fn Bar(
    /// The part.
    count: u64,
    /// The whole.
    of: u64,
) -> impl IntoView {
    let width = (count * 200).checked_div(of).unwrap_or(0);
    view! {
        <svg class="bar" viewBox="0 0 200 6" preserveAspectRatio="none" aria-hidden="true" focusable="false">
            <rect class="whole" width="200" height="6" />
            <rect class="part" width=width height="6" />
        </svg>
    }
}

/// A share in percent, never rounded up to all or down to none.
pub(super) fn percent(count: u64, of: u64) -> u64 {
    match (count, of) {
        (_, 0) | (0, _) => 0,
        (count, of) if count == of => 100,
        (count, of) => ((count * 200 + of) / (of * 2)).clamp(1, 99),
    }
}

/// What a state is called.
pub(super) fn state_key(state: State) -> &'static str {
    match state {
        State::Authorised => "state-authorised",
        State::Proposed => "state-proposed",
        State::Registered => "state-registered",
        State::Ready => "state-ready",
        State::Tested => "state-tested",
        State::TwoFactor => "state-two-factor",
        State::TwoFactorOnly => "state-two-factor-only",
    }
}

/// The table of states.
#[component]
pub(super) fn StandingTable(
    /// Words and frame.
    frame: Frame,
    /// What the table shows.
    caption: String,
    /// The users.
    standing: Standing,
    /// The code of the firm whose users they are.
    firm: String,
) -> impl IntoView {
    let row = |name: String, count: u64, part: Part| {
        view! {
            <tr>
                <th scope="row">{name}</th>
                <td><a href=users_path(&firm, Some(part))>{grouped(count)}</a></td>
            </tr>
        }
    };
    let row_of = |(state, count): &(State, u64)| row(frame.get(state_key(*state)), *count, Part::In(*state));
    let rows = standing.by_state.iter().map(row_of).collect_view();
    view! {
        <table>
            <caption>{caption}</caption>
            <thead>
                <tr>
                    <th scope="col">{frame.get("column-state")}</th>
                    <th scope="col">{frame.get("column-users")}</th>
                </tr>
            </thead>
            <tbody>
                {rows}
                {row(frame.get("state-dormant"), standing.dormant, Part::Dormant)}
                {row(frame.get("state-disabled"), standing.disabled, Part::Disabled)}
            </tbody>
        </table>
    }
}

#[cfg(test)]
mod tests {
    use super::percent;

    #[test]
    fn a_share_is_never_rounded_to_all_or_none() {
        let shown = [(0, 0), (0, 9), (1, 1_000), (1, 3), (999, 1_000), (9, 9)].map(|(count, of)| percent(count, of));
        assert_eq!(shown, [0, 0, 1, 33, 99, 100]);
    }
}
