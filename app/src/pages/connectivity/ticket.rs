use domain::connectivity::Finding;

use super::words::{browser_name, check_name, party, reason, verdict_word};
use crate::{components::Frame, markup::*, ports::connectivity::Connectivity};

/// The result as plain text, to be copied into a ticket.
#[component]
pub(super) fn Ticket(
    /// Words and frame.
    frame: Frame,
    /// The page.
    model: Connectivity,
) -> impl IntoView {
    view! {
        <section class="ticket" aria-labelledby="ticket">
            <h2 id="ticket">{frame.get("ticket-title")}</h2>
            <p>{frame.get("ticket-lead")}</p>
            <pre>{text(&frame, &model)}</pre>
        </section>
    }
}

fn text(frame: &Frame, model: &Connectivity) -> String {
    let line =
        |label: String, value: String| frame.with("ticket-line", &[("label", label.into()), ("value", value.into())]);
    let mut lines = vec![
        frame.with("title", &[("title", frame.get("connectivity-title").into()), ("service", frame.house().into())]),
        line(frame.get("ticket-time"), frame.when(frame.chrome.now)),
        line(frame.get("request-id-means"), frame.chrome.request_id.clone()),
        line(frame.get("ticket-browser"), browser_name(frame, &model.browser)),
        line(frame.get("ticket-page"), model.origin.clone()),
        String::new(),
    ];
    for (check, finding) in &model.rows {
        lines.push(line(check_name(frame, *check), verdict_word(frame, *finding)));
        if let Some(Finding::Because(why)) = finding {
            let (says, cure) = reason(frame, *why);
            lines.push(format!("  {says}"));
            lines.push(format!("  {}{}{cure}", party(frame, why.party()), frame.gap()));
        }
    }
    lines.push(String::new());
    lines.push(frame.get("connectivity-not-authorised"));
    lines.join("\n")
}
