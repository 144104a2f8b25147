use domain::{
    adoption::{House, Part},
    life::State,
};

use super::{Cell, Chart, Column, Value, View, all_users_url};
use crate::{
    components::{Frame, chart::Bar},
    pages::standing::{percent, state_key},
    ports::adoption::{AsAt, ViewName},
    words::grouped,
};

/// How far somebody has come who is at least in `state`.
pub(super) fn reached(frame: &Frame, state: State) -> String {
    frame.get(match state {
        State::Authorised => "reached-authorised",
        State::Proposed => "reached-proposed",
        State::Registered => "reached-registered",
        State::Ready => "reached-ready",
        State::Tested => "reached-tested",
        State::TwoFactor => "reached-two-factor",
        State::TwoFactorOnly => "reached-two-factor-only",
    })
}

/// How far users have come; dormant and disabled ones apart.
pub(super) fn funnel(frame: &Frame, as_at: AsAt, house: &House) -> View {
    let users = &house.users;
    let active = users.active();
    let columns = vec![
        Column::new("state", frame.get("column-state")),
        Column::new("users", frame.get("column-users")),
        Column::new("reached", frame.get("column-reached")),
        Column::new("share", frame.get("column-share")),
        Column::new("with_card", frame.get("column-with-card")),
    ];
    let linked = |part: Part| Cell::count(part.of(users)).to(all_users_url(as_at, part));
    let mut rows: Vec<_> = State::ALL
        .into_iter()
        .map(|state| {
            vec![
                Cell::text(frame.get(state_key(state))),
                linked(Part::In(state)),
                linked(Part::Reached(state)),
                Cell::share(users.at_least(state), active),
                linked(Part::WithCard(state)),
            ]
        })
        .collect();
    for (key, part) in [("state-dormant", Part::Dormant), ("state-disabled", Part::Disabled)] {
        let nothing = || Cell::new(Value::Nothing);
        rows.push(vec![Cell::text(frame.get(key)), linked(part), nothing(), nothing(), nothing()]);
    }
    let bars = State::ALL.map(|state| {
        let count = users.at_least(state);
        let value = [("count", grouped(count).into()), ("percent", percent(count, active).into())];
        Bar { label: reached(frame, state), value: frame.with("count-and-share", &value), count }
    });
    let says = [
        ("registered", users.registered().into()),
        ("able", users.ready().into()),
        ("used", users.used().into()),
        ("active", active.into()),
    ];
    View {
        name: ViewName::Funnel,
        title: frame.get("view-funnel"),
        takeaway: frame.with("view-funnel-says", &says),
        chart: Chart::Bars(bars.into(), active),
        columns,
        rows,
    }
}
