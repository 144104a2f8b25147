use super::{CAMPAIGNS, goal, look, scope, stage};
use crate::{
    components::{Frame, Time},
    markup::*,
    ports::campaign::{CampaignRow, Campaigns},
    render::Sheet,
};

/// `/monitor/campaigns`.
pub(crate) fn campaigns(frame: &Frame, model: Campaigns) -> Sheet {
    let title = frame.get("campaigns-title");
    let new = model.operator.then(|| {
        let url = format!("{CAMPAIGNS}/new");
        view! { <p class="act"><a class="button" href=url>{frame.get("campaigns-new")}</a></p> }
    });
    let list = if model.rows.is_empty() {
        view! { <p class="empty">{frame.get("campaigns-empty")}</p> }
    } else {
        view! { <List frame=frame.clone() rows=model.rows /> }
    };
    let body = view! {
        <h1>{title.clone()}</h1>
        <p class="lead">{frame.get("campaigns-lead")}</p>
        {new}
        {list}
        <p class="ways-on"><a href="/monitor/announcements">{frame.get("announcements-title")}</a></p>
    };
    Sheet { title, problems: vec![], islands: false, banner: true, body }
}

#[component]
fn List(
    /// Words and frame.
    frame: Frame,
    /// The campaigns.
    rows: Vec<CampaignRow>,
) -> impl IntoView {
    let heads =
        ["campaign-name", "campaign-goal", "campaign-firm", "campaign-event", "campaign-stage", "campaign-moved"]
            .map(|key| view! { <th scope="col">{frame.get(key)}</th> })
            .into_iter()
            .collect_view();
    let rows = rows
        .into_iter()
        .map(|row| {
            let event = match row.event {
                Some((title, at)) => view! {
                    {title.get(frame.language()).to_owned()}
                    <span class="second-line muted"><Time frame=frame.clone() at /></span>
                },
                None => view! { <span class="muted">{frame.get("campaign-no-date")}</span> },
            };
            let (sent, reached) = row.moved;
            let moved = match sent {
                0 => frame.get("campaign-moved-none"),
                _ => frame.with("campaign-moved-of", &[("reached", reached.into()), ("sent", sent.into())]),
            };
            view! {
                <tr>
                    <th scope="row"><a href=format!("{CAMPAIGNS}/{}", row.id)>{row.title}</a></th>
                    <td data-label=frame.get("campaign-goal")>{goal(&frame, row.goal)}</td>
                    <td data-label=frame.get("campaign-firm")>{scope(&frame, row.firm.as_ref())}</td>
                    <td data-label=frame.get("campaign-event")><div>{event}</div></td>
                    <td data-label=frame.get("campaign-stage")>
                        <span class=look(row.stage)>{stage(&frame, row.stage, row.waits)}</span>
                    </td>
                    <td data-label=frame.get("campaign-moved")>{moved}</td>
                </tr>
            }
        })
        .collect_view();
    view! {
        <table class="rows">
            <caption>{frame.get("campaigns-table")}</caption>
            <thead><tr>{heads}</tr></thead>
            <tbody>{rows}</tbody>
        </table>
    }
}
