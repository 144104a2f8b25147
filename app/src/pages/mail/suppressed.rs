use super::{SUPPRESSED, back, files, nothing, user_link};
use crate::{
    components::{Frame, Notice, Problem, Time, href, turn},
    markup::*,
    pages::approvals::gap,
    ports::mail_desk::{SuppressedLine, SuppressedList},
    render::Sheet,
};

/// `/monitor/mail/suppressed`.
pub(crate) fn suppressed(frame: &Frame, model: SuppressedList) -> Sheet {
    let title = frame.get("mailrefused-title");
    let problems: Vec<_> =
        model.nothing.then(|| Problem::of_form(frame.get("mailrefused-nothing"))).into_iter().collect();
    let cleared = model.cleared.as_ref().filter(|_| !model.nothing).map(|account| {
        let words = frame.with("mailrefused-cleared", &[("account", account.to_string().into())]);
        view! { <Notice words /> }
    });
    let (count, more) = model.all;
    let takeaway = match (count, more) {
        (0, _) => frame.get("mailrefused-empty"),
        (_, true) => frame.with("mailrefused-takeaway-more", &[("count", count.into())]),
        (_, false) => frame.with("mailrefused-takeaway", &[("count", count.into())]),
    };
    let list = (!model.lines.is_empty()).then(|| view! { <List frame=frame.clone() model=model.clone() /> });
    let body = view! {
        {back(frame)}
        <h1>{title.clone()}</h1>
        {cleared}
        <p class="muted as-of">{frame.with("as-of", &[("time", frame.when(model.as_of).into())])}</p>
        <p class="lead">{takeaway}</p>
        <p>{frame.with("mailrefused-means", &[("count", model.tried_a_day.into())])}</p>
        {list}
    };
    Sheet { title, problems, islands: false, banner: false, body }
}

/// Those who refuse mail, the newest first.
#[component]
fn List(
    /// Words and frame.
    frame: Frame,
    /// The page.
    model: SuppressedList,
) -> impl IntoView {
    let first = model.begun.then(|| ("maildesk-first", SUPPRESSED.to_owned()));
    let next = model.after.as_ref().map(|key| ("maildesk-next-page", href(SUPPRESSED, &[("after", key)])));
    let operator = model.operator;
    let rows = model.lines.into_iter().map(|line| view! { <Row frame=frame.clone() line operator /> }).collect_view();
    let heads = ["maildesk-account", "mailrefused-since", "mailrefused-by", "maildesk-answer"]
        .map(|key| view! { <th scope="col">{frame.get(key)}</th> })
        .into_iter()
        .collect_view();
    view! {
        <table class="rows refusing">
            <caption>{frame.get("mailrefused-caption")}</caption>
            <thead>
                <tr>
                    {heads}
                    {operator.then(|| view! { <td></td> })}
                </tr>
            </thead>
            <tbody>{rows}</tbody>
        </table>
        {turn(&frame, first, next)}
        {files(&frame, format!("{SUPPRESSED}.csv"), format!("{SUPPRESSED}.json"))}
    }
}

/// One of them.
#[component]
fn Row(
    /// Words and frame.
    frame: Frame,
    /// Whose address.
    line: SuppressedLine,
    /// Whether the reader clears.
    operator: bool,
) -> impl IntoView {
    let account = line.account.to_string();
    let recipient = line.recipient.map(|address| view! { <span class="second-line">{address}</span> });
    let by = frame.get(if line.reported { "mailrefused-by-report" } else { "mailrefused-by-relay" });
    let answer = if line.answer.is_empty() {
        nothing()
    } else {
        view! { <span>{line.answer}</span> }
    };
    let again = (line.at > line.since).then(|| {
        let words = frame.with("mailrefused-again", &[("time", frame.when(line.at).into())]);
        view! { <span class="second-line">{words}</span> }
    });
    let clear = operator.then(|| {
        view! {
            <td>
                <form method="post" action=frame.chrome.here.clone()>
                    <input type="hidden" name="account" value=account.clone() />
                    <button class="button second small" type="submit" name="action" value="clear">
                        {frame.get("mailrefused-clear")} {gap(&frame)} <span class="unseen">{account.clone()}</span>
                    </button>
                </form>
            </td>
        }
    });
    view! {
        <tr>
            <th scope="row">
                {user_link(&line.account)}
                <span class="second-line">{line.name}</span>
                {recipient}
            </th>
            <td data-label=frame.get("mailrefused-since")>
                <div><Time frame=frame.clone() at=line.since /> {again}</div>
            </td>
            <td data-label=frame.get("mailrefused-by")>{by}</td>
            <td data-label=frame.get("maildesk-answer")>{answer}</td>
            {clear}
        </tr>
    }
}
