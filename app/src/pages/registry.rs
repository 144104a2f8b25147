//! What pages call smartcards and their states.

use domain::card::CardState;

use crate::{
    components::{Frame, Time},
    markup::*,
    ports::card::CardRow,
};

/// Where a card stands.
pub(super) fn state_word(frame: &Frame, state: CardState) -> String {
    frame.get(match state {
        CardState::Issued => "registry-issued",
        CardState::Bound => "registry-bound",
        CardState::Suspended => "registry-suspended",
        CardState::Retired => "registry-retired",
    })
}

/// The states of a user's cards as a change names them, or a code to bind one; empty for none.
pub(super) fn change_words(frame: &Frame, named: &str) -> String {
    if named == "binding-code" {
        return frame.get("registry-binding-code");
    }
    let words = named.split(',').map(str::trim).filter(|name| !name.is_empty()).map(|name| {
        let state = name.parse::<CardState>();
        state.map(|state| state_word(frame, state)).unwrap_or_else(|_| name.to_owned())
    });
    words.collect::<Vec<_>>().join(&frame.get("registry-and"))
}

/// What a card is called, and how it speaks.
#[component]
pub(super) fn CardName(
    /// Words and frame.
    frame: Frame,
    /// The card.
    card: CardRow,
) -> impl IntoView {
    let certificate = card.certificate.then(|| {
        view! { <span class="muted second-line">{frame.get("registry-certificate")}</span> }
    });
    view! {
        <span class="letters"><span>{card.name}</span></span>
        {certificate}
    }
}

/// A user's cards: each with where it stands, and when it was used last.
#[component]
pub(super) fn CardList(
    /// Words and frame.
    frame: Frame,
    /// The cards.
    cards: Vec<CardRow>,
) -> impl IntoView {
    let lines = cards
        .into_iter()
        .map(|card| {
            let used = match card.last_used {
                Some(at) => frame.with("registry-used", &[("time", frame.when(at).into())]),
                None => frame.get("registry-never-used"),
            };
            let since = card.since;
            let state = state_word(&frame, card.state);
            let look = if card.state.proves() { "tag good" } else { "tag off" };
            view! {
                <li>
                    <CardName frame=frame.clone() card />
                    " "
                    <span class=look>{state}</span>
                    <span class="muted second-line">
                        {frame.get("registry-since")} " " <Time frame=frame.clone() at=since />
                    </span>
                    <span class="muted second-line">{used}</span>
                </li>
            }
        })
        .collect_view();
    view! { <ul class="lines">{lines}</ul> }
}
