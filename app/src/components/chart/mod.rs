//! Charts, drawn on the server as SVG.
//!
//! A chart is as wide as its place and never scaled: what lies across is in percent, what stands up in pixels, so that
//! words keep their size at any width and any zoom. Curves alone are stretched, in a drawing of their own within. Colours
//! come from classes; a chart is one image with a name and a description, and the table of its view says the same.

mod axis;
mod bars;
mod lines;
mod strips;

pub(crate) use bars::{Bar, bars};
pub(crate) use lines::{Line, Lines, lines};
pub(crate) use strips::{Strip, strips};

use crate::markup::*;

/// What a chart is called, and what it shows in a sentence.
#[derive(Clone, Debug)]
pub(crate) struct Named {
    /// What its ids begin with; unique on a page.
    pub(crate) id: &'static str,
    /// Its name.
    pub(crate) title: String,
    /// Its takeaway.
    pub(crate) takeaway: String,
}

/// The image around a drawing that is `height` pixels high.
fn image(named: &Named, height: u32, drawing: AnyView) -> AnyView {
    let (title, desc) = (format!("{}-chart", named.id), format!("{}-says", named.id));
    let (labelled, described) = (title.clone(), desc.clone());
    view! {
        <svg class="chart" role="img" width="100%" height=height aria-labelledby=labelled aria-describedby=described>
            <title id=title>{named.title.clone()}</title>
            <desc id=desc>{named.takeaway.clone()}</desc>
            {drawing}
        </svg>
    }
}

/// A place across, in percent.
fn across(place: f64) -> String {
    format!("{:.2}%", place * 100.0)
}
