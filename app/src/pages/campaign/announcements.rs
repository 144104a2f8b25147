use super::CAMPAIGNS;
use crate::{
    components::{Frame, Problem, TextArea, TextField, Time},
    markup::*,
    pages::approvals::radios,
    ports::campaign::{AnnouncementProblem, AnnouncementRow, Announcements},
    render::Sheet,
};

/// `/monitor/announcements`.
pub(crate) fn announcements(frame: &Frame, model: Announcements) -> Sheet {
    let title = frame.get("announcements-title");
    let mut problems: Vec<Problem> = model.problems.iter().map(|found| problem(frame, *found)).collect();
    problems.extend(model.nothing_to_end.then(|| Problem::of_form(frame.get("announcement-nothing-to-end"))));
    let list = if model.rows.is_empty() {
        view! { <p class="empty">{frame.get("announcements-empty")}</p> }
    } else {
        view! { <List frame=frame.clone() rows=model.rows guardian=model.guardian /> }
    };
    let typed = model.typed;
    let new = model.operator.then(|| {
        let audiences = [
            ("everybody", "announcement-for-everybody", "announcement-for-everybody-hint"),
            ("administrators", "announcement-for-administrators", "announcement-for-administrators-hint"),
            ("staff", "announcement-for-staff", "announcement-for-staff-hint"),
            ("firm", "announcement-for-firm", "announcement-for-firm-hint"),
        ];
        view! {
            <h2>{frame.get("announcement-new")}</h2>
            <form class="card" method="post" action=frame.chrome.here.clone() novalidate=true>
                <TextArea
                    id="text_en"
                    name="text_en"
                    label=frame.get("announcement-english")
                    hint=frame.get("announcement-text-hint")
                    value=typed.text_en
                    problems=problems.clone()
                />
                <TextArea
                    id="text_zh"
                    name="text_zh"
                    label=frame.get("announcement-chinese")
                    value=typed.text_zh
                    problems=problems.clone()
                />
                {radios(frame, "audience", "announcement-for", &audiences, &typed.audience, &problems)}
                <TextField
                    name="firm"
                    label=frame.get("participant")
                    hint=frame.get("announcement-firm-hint")
                    value=typed.firm
                    look="short"
                    problems=problems.clone()
                />
                <TextField
                    name="from"
                    kind="date"
                    label=frame.get("announcement-from")
                    value=typed.from
                    look="short"
                    problems=problems.clone()
                />
                <TextField
                    name="until"
                    kind="date"
                    label=frame.get("announcement-until")
                    hint=frame.get("announcement-until-hint")
                    value=typed.until
                    look="short"
                    problems=problems.clone()
                />
                <button class="button" type="submit" name="action" value="announce">{frame.get("announcement-make")}</button>
            </form>
        }
    });
    let body = view! {
        <p class="step"><a href=CAMPAIGNS>{frame.get("campaigns-title")}</a></p>
        <h1>{title.clone()}</h1>
        <p class="lead">{frame.get("announcements-lead")}</p>
        {list}
        {new}
    };
    Sheet { title, problems, islands: false, banner: false, body }
}

fn problem(frame: &Frame, found: AnnouncementProblem) -> Problem {
    let (field, key) = match found {
        AnnouncementProblem::English => ("text_en", "announcement-problem-english"),
        AnnouncementProblem::Chinese => ("text_zh", "announcement-problem-chinese"),
        AnnouncementProblem::Audience => ("audience", "announcement-problem-audience"),
        AnnouncementProblem::Firm => ("firm", "campaign-problem-firm"),
        AnnouncementProblem::From => ("from", "announcement-problem-from"),
        AnnouncementProblem::Until => ("until", "announcement-problem-until"),
    };
    Problem::at(field, frame.get(key))
}

#[component]
fn List(
    /// Words and frame.
    frame: Frame,
    /// The announcements.
    rows: Vec<AnnouncementRow>,
    /// Whether the reader ends them.
    guardian: bool,
) -> impl IntoView {
    let heads = ["announcement-text", "announcement-for", "announcement-shown", "announcement-state"]
        .map(|key| view! { <th scope="col">{frame.get(key)}</th> })
        .into_iter()
        .collect_view();
    let now = frame.chrome.now;
    let rows = rows
        .into_iter()
        .map(|row| {
            let over = row.ended_at.is_some() || row.until <= now;
            let (look, state) = match row.ended_at {
                Some(_) => ("tag off", "announcement-ended"),
                None if row.until <= now => ("tag off", "announcement-over"),
                None if row.from > now => ("tag", "announcement-to-come"),
                None => ("tag good", "announcement-on"),
            };
            let whom = match (row.audience, &row.firm) {
                (_, Some(firm)) => firm.to_string(),
                ("administrators", _) => frame.get("announcement-for-administrators"),
                ("staff", _) => frame.get("announcement-for-staff"),
                _ => frame.get("announcement-for-everybody"),
            };
            let end = (guardian && !over).then(|| {
                view! {
                    <form method="post" action=frame.chrome.here.clone()>
                        <input type="hidden" name="announcement" value=row.id.clone() />
                        <button class="plain" type="submit" name="action" value="end">
                            {frame.get("announcement-end")}
                            <span class="unseen">{row.text.get(frame.language()).to_owned()}</span>
                        </button>
                    </form>
                }
            });
            view! {
                <tr>
                    <th scope="row">
                        <span lang="en-HK">{row.text.en.clone()}</span>
                        <span class="second-line" lang="zh-Hant-HK">{row.text.zh.clone()}</span>
                    </th>
                    <td data-label=frame.get("announcement-for")>{whom}</td>
                    <td data-label=frame.get("announcement-shown")>
                        <div>
                            <Time frame=frame.clone() at=row.from />
                            " – "
                            <Time frame=frame.clone() at=row.until />
                        </div>
                    </td>
                    <td data-label=frame.get("announcement-state")>
                        <span class=look>{frame.get(state)}</span>
                        {end}
                    </td>
                </tr>
            }
        })
        .collect_view();
    view! {
        <table class="rows announcements">
            <caption>{frame.get("announcements-table")}</caption>
            <thead><tr>{heads}</tr></thead>
            <tbody>{rows}</tbody>
        </table>
    }
}
