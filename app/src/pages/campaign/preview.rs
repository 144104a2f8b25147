//! Whom a step addresses, and what the mails say.

use domain::campaign::{Plan, Role};

use super::{CAMPAIGNS, role, step};
use crate::{
    components::{Choice, Frame, Paging, TextField, href},
    markup::*,
    ports::campaign::{Preview, Recipient, SampleMail, Shown},
    words::grouped,
};

/// Whom a step addresses, as things stand.
#[component]
pub(super) fn Recipients(
    /// Words and frame.
    frame: Frame,
    /// The campaign.
    id: String,
    /// What is planned.
    plan: Plan,
    /// The preview.
    preview: Preview,
) -> impl IntoView {
    let Preview { shown, audience: (users, firms), unreachable, roles, firms: by_firm, lines, mails, .. } = preview;
    let all: u64 = roles.iter().sum();
    let [to_users, to_administrators, to_staff] = roles;
    let count = [
        ("all", all.into()),
        ("users", to_users.into()),
        ("administrators", to_administrators.into()),
        ("staff", to_staff.into()),
    ];
    let audience = [("users", users.into()), ("firms", firms.into())];
    let cannot = (unreachable > 0)
        .then(|| view! { <p>{frame.with("campaign-unreachable", &[("count", unreachable.into())])}</p> });
    let url = format!("{CAMPAIGNS}/{id}");
    let file = href(&format!("{url}/recipients.csv"), &[("step", &shown.step.to_string())]);
    let list = if lines.is_empty() {
        view! { <p class="empty">{frame.get("campaign-nobody-found")}</p> }
    } else {
        view! { <Lines frame=frame.clone() url=url.clone() shown=shown.clone() lines /> }
    };
    let firms = (!by_firm.is_empty()).then(|| {
        let rows = by_firm
            .into_iter()
            .map(|(firm, roles)| {
                let cells = roles
                    .into_iter()
                    .zip(Role::ALL)
                    .map(|(count, of)| view! { <td data-label=role(&frame, of)>{grouped(count)}</td> })
                    .collect_view();
                view! { <tr><th scope="row">{firm.to_string()}</th>{cells}</tr> }
            })
            .collect_view();
        let heads = Role::ALL.map(|of| view! { <th scope="col">{role(&frame, of)}</th> }).into_iter().collect_view();
        view! {
            <details class="by-firm">
                <summary>{frame.get("campaign-by-firm")}</summary>
                <table class="rows">
                    <caption>{frame.get("campaign-by-firm-table")}</caption>
                    <thead><tr><th scope="col">{frame.get("participant")}</th>{heads}</tr></thead>
                    <tbody>{rows}</tbody>
                </table>
            </details>
        }
    });
    view! {
        <h2>{frame.get("campaign-preview-title")}</h2>
        <p><strong>{frame.with("campaign-audience", &audience)}</strong></p>
        {cannot}
        <p>{step(&frame, shown.step)}{frame.get("campaign-colon")}{frame.with("campaign-step-count", &count)}</p>
        <p class="muted">{frame.get("campaign-preview-note")}</p>
        {firms}
        <Filter frame=frame.clone() url plan shown />
        {list}
        <p><a href=file>{frame.get("campaign-recipients-file")}</a></p>
        <Mails frame=frame.clone() mails />
    }
}

/// Which step, to whom, of which firm.
#[component]
fn Filter(
    /// Words and frame.
    frame: Frame,
    /// The campaign's page.
    url: String,
    /// What is planned.
    plan: Plan,
    /// What is shown.
    shown: Shown,
) -> impl IntoView {
    let steps = plan.rhythm.days().iter().map(|day| (day.to_string(), step(&frame, *day))).collect();
    let any = (String::new(), frame.get("campaign-anybody"));
    let roles = std::iter::once(any).chain(Role::ALL.map(|of| (of.name().to_owned(), role(&frame, of)))).collect();
    let clear = (shown.role.is_some() || !shown.firm.is_empty()).then(|| {
        let url = href(&url, &[("step", &shown.step.to_string())]);
        view! { <p><a href=url>{frame.get("listing-clear-all")}</a></p> }
    });
    view! {
        <form class="filters" method="get" action=url.clone() role="search">
            <Choice
                name="step"
                label=frame.get("campaign-step")
                groups=vec![(String::new(), steps)]
                chosen=shown.step.to_string()
            />
            <Choice
                name="role"
                label=frame.get("campaign-to")
                groups=vec![(String::new(), roles)]
                chosen=shown.role.map_or("", Role::name)
            />
            <TextField name="firm" label=frame.get("participant") value=shown.firm.clone() />
            <button class="button second" type="submit">{frame.get("listing-apply")}</button>
        </form>
        {clear}
    }
}

#[component]
fn Lines(
    /// Words and frame.
    frame: Frame,
    /// The campaign's page.
    url: String,
    /// What is shown.
    shown: Shown,
    /// The recipients.
    lines: Vec<Recipient>,
) -> impl IntoView {
    let rows = lines
        .into_iter()
        .map(|line| {
            view! {
                <tr>
                    <th scope="row">{line.account.to_string()}</th>
                    <td data-label=frame.get("name")>{line.name}</td>
                    <td data-label=frame.get("campaign-address")><span class="mailbox">{line.address}</span></td>
                    <td data-label=frame.get("campaign-to")>{role(&frame, line.role)}</td>
                </tr>
            }
        })
        .collect_view();
    let heads = ["user", "name", "campaign-address", "campaign-to"]
        .map(|key| view! { <th scope="col">{frame.get(key)}</th> })
        .into_iter()
        .collect_view();
    let page = |page: u64| {
        let (step, page) = (shown.step.to_string(), page.to_string());
        let role = shown.role.map_or("", Role::name);
        href(&url, &[("step", &step), ("role", role), ("firm", &shown.firm), ("page", &page)])
    };
    let urls = (page(shown.page.saturating_sub(1)), page(shown.page + 1));
    view! {
        <table class="rows">
            <caption>{frame.with("campaign-found", &[("count", shown.found.into())])}</caption>
            <thead><tr>{heads}</tr></thead>
            <tbody>{rows}</tbody>
        </table>
        <Paging frame=frame.clone() page=(shown.page, shown.pages) urls />
    }
}

/// The mails as they read.
#[component]
fn Mails(
    /// Words and frame.
    frame: Frame,
    /// The mails.
    mails: Vec<SampleMail>,
) -> impl IntoView {
    (!mails.is_empty()).then(|| {
        let mails = mails
            .into_iter()
            .map(|mail| {
                view! {
                    <details>
                        <summary>{role(&frame, mail.role)}{frame.get("campaign-colon")}{mail.subject}</summary>
                        <pre>{mail.text}</pre>
                    </details>
                }
            })
            .collect_view();
        view! {
            <h2>{frame.get("campaign-mails-title")}</h2>
            <p class="muted">{frame.get("campaign-mails-note")}</p>
            <div class="acts samples">{mails}</div>
        }
    })
}
