//! What a campaign has sent, and what it moved.

use super::{CAMPAIGNS, role, step};
use crate::{
    components::{Frame, Time},
    markup::*,
    ports::campaign::Tally,
    words::grouped,
};

/// The log, with a sentence that says what it comes to.
#[component]
pub(super) fn Log(
    /// Words and frame.
    frame: Frame,
    /// The campaign.
    id: String,
    /// Step by step.
    log: Vec<Tally>,
    /// Users whom a mail was sent to, and how many of them have reached the goal since.
    moved: (u64, u64),
) -> impl IntoView {
    let sum = |figure: fn(&Tally) -> u64| log.iter().map(figure).sum::<u64>();
    let (users, reached) = moved;
    let takeaway = frame.with("campaign-takeaway", &[("users", users.into()), ("reached", reached.into())]);
    let (waiting, refused) = (sum(|tally| tally.waiting), sum(|tally| tally.refused));
    let rest = (waiting + refused > 0).then(|| {
        view! { <p>{frame.with("campaign-takeaway-rest", &[("waiting", waiting.into()), ("refused", refused.into())])}</p> }
    });
    let heads = [
        "campaign-step",
        "campaign-to",
        "campaign-put-in",
        "campaign-sent",
        "campaign-refused",
        "campaign-useless",
        "campaign-waiting",
        "campaign-reached",
    ]
    .map(|key| view! { <th scope="col">{frame.get(key)}</th> })
    .into_iter()
    .collect_view();
    let rows = log
        .into_iter()
        .map(|tally| {
            let cell = |key: &str, figure: u64| view! { <td data-label=frame.get(key)>{grouped(figure)}</td> };
            view! {
                <tr>
                    <th scope="row">
                        {step(&frame, tally.step)}
                        <span class="second-line muted"><Time frame=frame.clone() at=tally.since /></span>
                    </th>
                    <td data-label=frame.get("campaign-to")>{role(&frame, tally.role)}</td>
                    {cell("campaign-put-in", tally.letters)}
                    {cell("campaign-sent", tally.sent)}
                    {cell("campaign-refused", tally.refused)}
                    {cell("campaign-useless", tally.useless)}
                    {cell("campaign-waiting", tally.waiting)}
                    {cell("campaign-reached", tally.reached)}
                </tr>
            }
        })
        .collect_view();
    view! {
        <h2>{frame.get("campaign-log-title")}</h2>
        <p><strong>{takeaway}</strong></p>
        {rest}
        <p class="muted">{frame.with("as-of", &[("time", frame.when(frame.chrome.now).into())])}</p>
        <table class="rows">
            <caption>{frame.get("campaign-log-table")}</caption>
            <thead><tr>{heads}</tr></thead>
            <tbody>{rows}</tbody>
        </table>
        <p><a href=format!("{CAMPAIGNS}/{id}/log.csv")>{frame.get("campaign-log-file")}</a></p>
    }
}
