//! The table of a view.

use domain::time;

use super::{Cell, Value, View, now::span};
use crate::{components::Frame, markup::*, pages::standing::percent, words::grouped};

/// The whole table.
pub(crate) fn table(frame: &Frame, view: &View) -> AnyView {
    draw(frame, view, false)
}

/// Rows on the first page: of what happens by day as many as are drawn there.
const BRIEF: usize = 31;

/// As much of it as there is room for on the first page.
pub(crate) fn brief(frame: &Frame, view: &View) -> AnyView {
    draw(frame, view, true)
}

fn draw(frame: &Frame, view: &View, brief: bool) -> AnyView {
    let shown = |place: usize| !brief || view.columns.get(place).is_some_and(|column| column.brief);
    let heads = view
        .columns
        .iter()
        .enumerate()
        .filter(|(place, _)| shown(*place))
        .map(|(place, column)| {
            let number = view.rows.first().and_then(|row| row.get(place)).is_some_and(|cell| cell.value.is_number());
            view! { <th scope="col" class=number.then_some("num")>{column.title.clone()}</th> }
        })
        .collect_view();
    let rows = view
        .rows
        .iter()
        .take(if brief { BRIEF } else { usize::MAX })
        .map(|row| {
            let cells = row.iter().zip(&view.columns).enumerate().filter(|(place, _)| shown(*place));
            let cells = cells
                .map(|(place, (cell, column))| {
                    let words = linked(frame, cell);
                    let class = match cell.heat {
                        Some(heat) => Some(format!("num h{heat}")),
                        None => cell.value.is_number().then(|| "num".to_owned()),
                    };
                    if place == 0 {
                        view! { <th scope="row">{words}</th> }
                    } else {
                        view! { <td class=class data-label=column.title.clone()>{words}</td> }
                    }
                })
                .collect_view();
            view! { <tr>{cells}</tr> }
        })
        .collect_view();
    let class = format!("rows figures-table of-{}", view.name.name());
    view! {
        <div class="scrolls" role="region" tabindex="0" aria-label=view.title.clone()>
            <table class=class>
                <caption class="unseen">{view.title.clone()}</caption>
                <thead><tr>{heads}</tr></thead>
                <tbody>{rows}</tbody>
            </table>
        </div>
    }
}

fn linked(frame: &Frame, cell: &Cell) -> AnyView {
    let words = words(frame, &cell.value);
    match &cell.href {
        Some(href) => view! { <a href=href.clone()>{words}</a> },
        None => view! { <span>{words}</span> },
    }
}

/// What stands in a cell, as people read it.
fn words(frame: &Frame, value: &Value) -> String {
    match value {
        Value::Text(text) => text.clone(),
        Value::Count(count) => grouped(*count),
        Value::AtLeast(count) => frame.with("maildesk-at-least", &[("count", (*count).into())]),
        Value::Share(share) => format!("{}%", percent(*share, 1000)),
        Value::Millis(millis) => span(frame, *millis),
        Value::Day(day) => time::date(day.begins(), frame.language()),
        Value::Instant(at) => frame.when(*at),
        Value::Flag(true) => frame.get("flag-yes"),
        Value::Flag(false) => frame.get("flag-no"),
        Value::Nothing => "–".to_owned(),
    }
}

impl Value {
    /// Whether it is put in line with the numbers above and below.
    fn is_number(&self) -> bool {
        !matches!(self, Self::Text(_) | Self::Day(_) | Self::Instant(_))
    }

    /// As a program reads it; a share as a part of one, a span in seconds.
    #[must_use]
    pub fn plain(&self) -> String {
        match self {
            Self::Text(text) => text.clone(),
            Self::Count(count) => count.to_string(),
            Self::AtLeast(count) => format!(">={count}"),
            Self::Share(thousandths) | Self::Millis(thousandths) => {
                format!("{}.{:03}", thousandths / 1000, thousandths % 1000)
            }
            Self::Day(day) => day.to_string(),
            Self::Instant(at) => at.to_string(),
            Self::Flag(true) => "yes".to_owned(),
            Self::Flag(false) => "no".to_owned(),
            Self::Nothing => String::new(),
        }
    }
}
