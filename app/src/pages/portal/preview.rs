use crate::{
    components::{Frame, Notice, Paging, Problem, Reason, Tick, href, none_found, words_at},
    markup::*,
    ports::upload::{Finding, Preview, PreviewProblem, RecordReason, RecordRow},
    render::Sheet,
    words::grouped,
};

/// `/portal/upload/{id}`.
pub(crate) fn preview(frame: &Frame, model: Preview) -> Sheet {
    let title = frame.with("preview-title", &[("file", (&model.file).into())]);
    let problems = problems(frame, &model);
    let notice =
        (model.corrected && problems.is_empty()).then(|| view! { <Notice words=frame.get("preview-corrected") /> });
    let refused = count(&model, Finding::Reject);
    let would = [("registers", model.registers.into()), ("changes", model.changes.into())];
    let mut takeaway = vec![frame.with("preview-takeaway", &would)];
    if refused > 0 {
        takeaway.push(frame.with("preview-takeaway-refused", &[("count", refused.into())]));
    }
    takeaway.push(frame.get("preview-nothing-yet"));
    let takeaway = takeaway.join(frame.gap());
    let about = frame.with("preview-about", &[("records", model.records.into()), ("form", (&model.form).into())]);
    let result = format!("/portal/upload/{}/result.csv", model.id);
    let table = if model.rows.is_empty() {
        none_found(frame, "preview-no-match", model.show.is_some().then(|| path(&model)))
    } else {
        view! { <Records frame=frame.clone() model=model.clone() problems=problems.clone() /> }
    };
    let body = view! {
        <p class="back"><a href="/portal/upload">{frame.get("preview-back")}</a></p>
        <h1>{title.clone()}</h1>
        {notice}
        <p class="lead">{takeaway}</p>
        <p class="muted under">{about} " " <a href=result download>{frame.get("preview-result")}</a></p>
        <Counts frame=frame.clone() model=model.clone() />
        {table}
        <Propose frame=frame.clone() model=model.clone() problems=problems.clone() />
        <form class="discard" method="post" action=frame.chrome.here.clone()>
            <p>{frame.get("preview-discard-means")}</p>
            <button class="button second" type="submit" name="action" value="discard">
                {frame.get("preview-discard")}
            </button>
        </form>
    };
    Sheet { title, problems, islands: false, banner: false, body }
}

fn count(model: &Preview, finding: Finding) -> u64 {
    model.counts.iter().filter(|(found, _)| *found == finding).map(|(_, count)| count).sum()
}

fn path(model: &Preview) -> String {
    format!("/portal/upload/{}", model.id)
}

/// What the records would do, in a word.
fn finding_word(frame: &Frame, finding: Finding) -> String {
    frame.get(match finding {
        Finding::Accept => "finding-accept",
        Finding::Unchanged => "finding-unchanged",
        Finding::Warn => "finding-warn",
        Finding::Skip => "finding-skip",
        Finding::Reject => "finding-reject",
    })
}

/// Why a record is not simply taken, and what to do.
fn reason_words(frame: &Frame, reason: RecordReason) -> String {
    frame.get(match reason {
        RecordReason::Unchanged => "record-unchanged",
        RecordReason::EmptyRow => "record-empty",
        RecordReason::Repeated => "record-repeated",
        RecordReason::Shared => "record-shared",
        RecordReason::SharedRefused => "record-shared-refused",
        RecordReason::Undecodable => "record-undecodable",
        RecordReason::CellMissing => "record-cell-missing",
        RecordReason::CellTooMany => "record-cell-too-many",
        RecordReason::NotYours => "record-not-yours",
        RecordReason::Disabled => "record-disabled",
        RecordReason::Dormant => "record-dormant",
        RecordReason::NotPlainAddress => "record-not-plain",
        RecordReason::NonAsciiMailbox => "record-non-ascii",
        RecordReason::DomainNotListed => "record-domain",
        RecordReason::TwoAddresses => "record-two-addresses",
        RecordReason::Waits => "record-waits",
    })
}

/// How many records have each finding; each number leads to its records.
#[component]
fn Counts(
    /// Words and frame.
    frame: Frame,
    /// The preview.
    model: Preview,
) -> impl IntoView {
    let item = |words: String, count: u64, show: Option<Finding>| {
        let url = href(&path(&model), &[("show", show.map_or("", Finding::name))]);
        let current = (model.show == show).then_some("true");
        view! { <li><a href=url aria-current=current>{words} " " <strong>{grouped(count)}</strong></a></li> }
    };
    let findings = Finding::ALL
        .into_iter()
        .map(|finding| (finding, count(&model, finding)))
        .filter(|(finding, count)| *count > 0 || model.show == Some(*finding))
        .map(|(finding, count)| item(finding_word(&frame, finding), count, Some(finding)))
        .collect_view();
    view! {
        <nav class="counts" aria-label=frame.get("preview-counts")>
            <ul>
                {item(frame.get("preview-all"), model.records, None)}
                {findings}
            </ul>
        </nav>
    }
}

/// The records, to be corrected or left out.
#[component]
fn Records(
    /// Words and frame.
    frame: Frame,
    /// The preview.
    model: Preview,
    /// What is wrong.
    problems: Vec<Problem>,
) -> impl IntoView {
    let correctable = model.rows.iter().any(editable);
    let caption = match model.show {
        None => frame.get("preview-caption"),
        Some(finding) => frame.with("preview-caption-of", &[("finding", finding_word(&frame, finding).into())]),
    };
    let page =
        |page: u64| href(&path(&model), &[("show", model.show.map_or("", Finding::name)), ("page", &page.to_string())]);
    let urls = (page(model.page.0.saturating_sub(1)), page(model.page.0 + 1));
    let rows = model
        .rows
        .iter()
        .map(|row| view! { <Record frame=frame.clone() row=row.clone() problems=problems.clone() /> })
        .collect_view();
    view! {
        <form method="post" action=frame.chrome.here.clone() novalidate=true>
            // What Enter in a field does: never the first button of the bar, which may leave records out.
            {correctable.then(|| view! {
                <button class="unseen" type="submit" name="action" value="correct" tabindex="-1" aria-hidden="true">
                    {frame.get("preview-correct")}
                </button>
            })}
            <table class="rows records">
                <caption>{caption}</caption>
                <thead>
                    <tr>
                        <td class="tick-cell"></td>
                        <th scope="col">{frame.get("record")}</th>
                        <th scope="col">{frame.get("user")}</th>
                        <th scope="col">{frame.get("record-now")}</th>
                        <th scope="col">{frame.get("record-proposed")}</th>
                        <th scope="col">{frame.get("record-finding")}</th>
                    </tr>
                </thead>
                <tbody>{rows}</tbody>
            </table>
            <div class="bulk">
                {correctable.then(|| view! {
                    <button class="button second" type="submit" name="action" value="correct">
                        {frame.get("preview-correct")}
                    </button>
                })}
                <button class="button second" type="submit" name="action" value="drop">
                    {frame.get("preview-drop")}
                </button>
            </div>
        </form>
        <Paging frame=frame.clone() page=model.page urls />
    }
}

/// Whether a record can be corrected here.
fn editable(row: &RecordRow) -> bool {
    matches!(row.finding, Finding::Reject | Finding::Warn)
}

/// One record.
#[component]
fn Record(
    /// Words and frame.
    frame: Frame,
    /// The record.
    row: RecordRow,
    /// What is wrong.
    problems: Vec<Problem>,
) -> impl IntoView {
    let number = row.record;
    let named = |key: &str| frame.with(key, &[("record", number.into())]);
    let (user_field, email_field, tick) =
        (format!("user-{number}"), format!("email-{number}"), format!("record-{number}"));
    let error = words_at(&problems, &email_field);
    let wrong = error.is_some();
    let why = format!("why-{number}");
    let described = match (row.reason.is_some(), wrong) {
        (false, false) => None,
        (true, false) => Some(why.clone()),
        (false, true) => Some(format!("{email_field}-error")),
        (true, true) => Some(format!("{email_field}-error {why}")),
    };
    let may_drop = matches!(row.finding, Finding::Reject | Finding::Warn | Finding::Accept);
    let cell = |text: &str| {
        if text.is_empty() { frame.get("changed-nothing") } else { text.to_owned() }
    };
    let user = if editable(&row) && row.user_editable {
        view! {
            <label class="unseen" for=user_field.clone()>{named("record-user-of")}</label>
            <input
                id=user_field.clone()
                name=user_field
                type="text"
                value=row.user.clone()
                autocomplete="off"
                autocapitalize="none"
                spellcheck="false"
                aria-describedby=row.reason.map(|_| why.clone())
            />
        }
    } else {
        cell(&row.user).into_any()
    };
    let email = if editable(&row) {
        view! {
            {error.map(|error| view! { <p class="error" id=format!("{email_field}-error")>{error}</p> })}
            <label class="unseen" for=email_field.clone()>{named("record-email-of")}</label>
            <input
                id=email_field.clone()
                name=email_field
                type="text"
                inputmode="email"
                value=row.email.clone()
                autocomplete="off"
                autocapitalize="none"
                spellcheck="false"
                aria-describedby=described
                aria-invalid=wrong.then_some("true")
            />
        }
    } else {
        view! { <span class="mailbox">{cell(&row.email)}</span> }
    };
    let look = match row.finding {
        Finding::Reject => "tag refused",
        Finding::Warn => "tag bad",
        Finding::Accept => "tag good",
        Finding::Unchanged | Finding::Skip => "tag",
    };
    let word = match (row.finding, row.now.is_empty()) {
        (Finding::Accept, true) => frame.get("finding-registers"),
        (Finding::Accept, false) => frame.get("finding-changes"),
        (finding, _) => finding_word(&frame, finding),
    };
    let foreign = (!row.participant.is_empty())
        .then(|| view! { <span class="muted second-line">{row.participant.clone()}</span> });
    view! {
        <tr>
            <td class="tick-cell">
                {may_drop.then(|| view! {
                    <input id=tick.clone() type="checkbox" name="record" value=number.to_string() />
                    <label class="unseen" for=tick>{named("record-choose")}</label>
                })}
            </td>
            <th scope="row" data-label=frame.get("record")>{grouped(number)}</th>
            <td data-label=frame.get("user")>
                {user}
                {if row.name.is_empty() { foreign.into_any() } else {
                    view! { <span class="muted second-line">{row.name.clone()}</span> }
                }}
            </td>
            <td data-label=frame.get("record-now")><span class="mailbox">{cell(&row.now)}</span></td>
            <td data-label=frame.get("record-proposed")>{email}</td>
            <td data-label=frame.get("record-finding")>
                <span class="marks">
                    <span class=look>{word}</span>
                    {row.new_domain.then(|| view! { " " <span class="tag bad">{frame.get("mark-new-domain")}</span> })}
                </span>
                {row.reason.map(|reason| {
                    view! { <span class="second-line" id=why>{reason_words(&frame, reason)}</span> }
                })}
            </td>
        </tr>
    }
}

/// The form that proposes what the file would do.
#[component]
fn Propose(
    /// Words and frame.
    frame: Frame,
    /// The preview.
    model: Preview,
    /// What is wrong.
    problems: Vec<Problem>,
) -> impl IntoView {
    let changes = model.registers + model.changes;
    if changes == 0 {
        return view! {
            <h2 id="propose">{frame.get("preview-propose-title")}</h2>
            <p>{frame.get("preview-nothing")}</p>
        };
    }
    let warned = count(&model, Finding::Warn);
    let domains = (!model.new_domains.is_empty()).then(|| {
        let items = model
            .new_domains
            .iter()
            .map(|(domain, count)| {
                view! { <li>{frame.with("preview-domain", &[("domain", domain.into()), ("count", (*count).into())])}</li> }
            })
            .collect_view();
        view! {
            <p>{frame.get("preview-new-domains")}</p>
            <ul>{items}</ul>
        }
    });
    let warned_words =
        (warned > 0).then(|| view! { <p>{frame.with("preview-warned", &[("count", warned.into())])}</p> });
    let asks = domains.is_some() || warned_words.is_some();
    let look = asks.then(|| {
        view! {
            <div class="inset">{domains} {warned_words}</div>
            <Tick
                id="confirm".to_owned()
                name="confirm"
                value="yes"
                label=frame.get("preview-confirm")
                problems=problems.clone()
            />
        }
    });
    let told = [("preview-refused-stay", count(&model, Finding::Reject)), ("sessions-would-end-then", model.sessions)]
        .into_iter()
        .filter(|(_, count)| *count > 0)
        .map(|(key, count)| view! { <li>{frame.with(key, &[("count", count.into())])}</li> })
        .collect_view();
    view! {
        <h2 id="propose">{frame.get("preview-propose-title")}</h2>
        <form class="card" method="post" action=frame.chrome.here.clone() novalidate=true>
            {(!told.is_empty()).then(|| view! { <ul>{told}</ul> })}
            {look}
            <Reason frame=frame.clone() value=model.reason optional=true />
            <button class="button" type="submit" name="action" value="propose">
                {frame.with("confirm-propose", &[("count", changes.into())])}
            </button>
            <p class="beside">{frame.get("works-when-approved")}</p>
        </form>
    }
}

fn problems(frame: &Frame, model: &Preview) -> Vec<Problem> {
    let Some(problem) = model.problem else { return vec![] };
    vec![match problem {
        PreviewProblem::NothingToPropose => Problem::at("propose", frame.get("preview-nothing")),
        PreviewProblem::Confirm => Problem::at("confirm", frame.get("preview-unconfirmed")),
        PreviewProblem::PhaseClosed => Problem::of_form(frame.get("phase-closed")),
        PreviewProblem::Cell(record) => {
            let words = frame.with("preview-cell", &[("record", record.into())]);
            if model.rows.iter().any(|row| row.record == record && editable(row)) {
                Problem::at(format!("email-{record}"), words)
            } else {
                Problem::of_form(words)
            }
        }
    }]
}
