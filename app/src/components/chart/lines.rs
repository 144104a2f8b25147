use std::fmt::Write as _;

use domain::adoption::Day;

use super::{
    Named, across,
    axis::{days, place, steps},
    image,
};
use crate::{components::Frame, markup::*, words::grouped};

/// The height, the room above for the topmost label, and the room below for days.
const HEIGHT: u32 = 260;
const ABOVE: f64 = 34.0;
const BELOW: f64 = 24.0;
/// How far apart the labels of lines stand at least.
const APART: f64 = 19.0;

/// One line.
#[derive(Clone, Debug)]
pub(crate) struct Line {
    /// What it is called, with its last value.
    pub(crate) label: String,
    /// Its class: colour and dashes.
    pub(crate) class: &'static str,
    /// Its values, by day.
    pub(crate) points: Vec<(Day, u64)>,
    /// Whether it is named on its way, and not at its end.
    pub(crate) on_its_way: bool,
}

/// Lines over days.
#[derive(Clone, Debug)]
pub(crate) struct Lines {
    /// The first day of the axis.
    pub(crate) from: Day,
    /// The last.
    pub(crate) until: Day,
    /// Whether values are shares in thousandths; else they are counts.
    pub(crate) share: bool,
    /// The lines.
    pub(crate) lines: Vec<Line>,
    /// A day that is marked, and how.
    pub(crate) mark: Option<(Day, String)>,
}

/// Draws lines, each named at its end.
pub(crate) fn lines(frame: &Frame, named: &Named, chart: &Lines) -> AnyView {
    let most = chart.lines.iter().flat_map(|line| &line.points).map(|(_, value)| *value).max().unwrap_or_default();
    let (top, step) = if chart.share { (1000, 250) } else { steps(most) };
    let depth = f64::from(HEIGHT) - ABOVE - BELOW;
    let height = |value: u64| ABOVE + depth * (1.0 - value as f64 / top as f64);
    let at = |day| place(chart.from, chart.until, day);
    let grid = (0..=top / step)
        .map(|number| {
            let (value, y) = (number * step, height(number * step));
            let words = if chart.share { format!("{}%", value / 10) } else { grouped(value) };
            view! {
                <line class=if number == 0 { "base" } else { "grid" } x1="0" x2="100%" y1=px(y) y2=px(y) />
                {(number > 0).then(|| view! { <text class="tick" x="0" y=px(y - 4.0)>{words}</text> })}
            }
        })
        .collect_view();
    let curves = chart
        .lines
        .iter()
        .map(|line| {
            let mut points = String::new();
            for (day, value) in &line.points {
                let _ = write!(points, "{:.1},{:.1} ", at(*day) * 1000.0, height(*value));
            }
            view! { <polyline class=format!("line {}", line.class) points=points.trim_end().to_owned() /> }
        })
        .collect_view();
    let mark = chart.mark.as_ref().map(|(day, words)| {
        let x = at(*day);
        let anchor = if x > 0.5 { "end" } else { "start" };
        view! {
            <line class="mark" x1=across(x) x2=across(x) y1="14" y2=px(f64::from(HEIGHT) - BELOW) />
            <text class="tick" x=across(x) y="10" text-anchor=anchor>{words.clone()}</text>
        }
    });
    let mut ends: Vec<(&Line, f64, f64)> = chart
        .lines
        .iter()
        .filter(|line| !line.on_its_way)
        .filter_map(|line| line.points.last().map(|end| (line, at(end.0), height(end.1))))
        .collect();
    ends.sort_by(|one, other| one.2.total_cmp(&other.2));
    let labels = ends
        .iter()
        .zip(spread(&ends.iter().map(|end| end.2).collect::<Vec<_>>(), f64::from(HEIGHT) - BELOW - 4.0))
        .map(|((line, x, y), label)| {
            // Curves rise: above its end a line leaves room.
            let (dx, dy, anchor) = if *x < 0.7 { ("10", "5", "start") } else { ("4", "-10", "end") };
            view! {
                <circle class=format!("dot {}", line.class) cx=across(*x) cy=px(*y) r="4" />
                <text class=format!("label {}", line.class) x=across(*x) y=px(label) dx=dx dy=dy text-anchor=anchor>
                    {line.label.clone()}
                </text>
            }
        })
        .collect_view();
    let on_its_way = chart
        .lines
        .iter()
        .filter(|line| line.on_its_way)
        .filter_map(|line| {
            let (day, value) = line.points.get(line.points.len() / 3)?;
            let (x, y) = (across(at(*day)), px(height(*value) - 8.0));
            let class = format!("label {}", line.class);
            Some(view! { <text class=class x=x y=y text-anchor="end">{line.label.clone()}</text> })
        })
        .collect_view();
    let drawing = view! {
        {grid}
        {days(frame, chart.from, chart.until, HEIGHT, at)}
        {mark}
        <svg x="0" y="0" width="100%" height=HEIGHT viewBox=format!("0 0 1000 {HEIGHT}") preserveAspectRatio="none">
            {curves}
        </svg>
        {labels}
        {on_its_way}
    };
    image(named, HEIGHT, drawing.into_any())
}

/// Heights from the top, moved apart so that labels at them do not cover each other, none below `lowest`.
fn spread(heights: &[f64], lowest: f64) -> Vec<f64> {
    let mut moved = heights.to_vec();
    for place in 1..moved.len() {
        moved[place] = moved[place].max(moved[place - 1] + APART);
    }
    let mut limit = lowest;
    for height in moved.iter_mut().rev() {
        *height = height.min(limit);
        limit = *height - APART;
    }
    moved
}

fn px(height: f64) -> String {
    format!("{height:.1}")
}

#[cfg(test)]
mod tests {
    use super::spread;

    #[test]
    fn labels_that_would_cover_each_other_are_moved_apart() {
        assert_eq!(spread(&[10.0, 100.0], 230.0), [10.0, 100.0]);
        assert_eq!(spread(&[50.0, 52.0, 53.0], 230.0), [50.0, 69.0, 88.0]);
        assert_eq!(spread(&[228.0, 229.0], 230.0), [211.0, 230.0]);
    }
}
