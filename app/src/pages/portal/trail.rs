use super::users::Participant;
use crate::{
    components::{Frame, Problem, none_found},
    markup::*,
    pages::trail::{Export, Field, Filters, Moments, Way, asked, family_words, paging},
    ports::trail::Trail,
    render::Sheet,
};

const AUDIT: &str = "/portal/audit";

/// `/portal/audit`.
pub(crate) fn trail(frame: &Frame, model: Trail) -> Sheet {
    let title = frame.get("trail-title");
    let problems: Vec<Problem> = model
        .wrong
        .map(|field| {
            Problem::at(field, frame.get(if field == "user" { "trail-wrong-user" } else { "trail-wrong-date" }))
        })
        .into_iter()
        .collect();
    let fields = fields(frame, &model);
    let filtered = fields.iter().any(|field| !field.value.is_empty());
    let table = if model.listed.moments.is_empty() {
        let key = match (model.wrong, filtered) {
            (Some(_), _) => "trail-nothing-asked",
            (None, true) => "trail-no-match",
            (None, false) => "trail-empty",
        };
        none_found(frame, key, filtered.then(|| AUDIT.to_owned()))
    } else {
        let newest = model.listed.begun.then(|| asked(AUDIT, &fields, ("before", "")));
        let older = model.listed.older.as_ref().map(|key| asked(AUDIT, &fields, ("before", key)));
        view! {
            <Moments frame=frame.clone() moments=model.listed.moments />
            {paging(frame, newest, older)}
            <Export frame=frame.clone() />
            <p class="muted">{frame.get("trail-seal-means")}</p>
        }
    };
    let body = view! {
        <h1>{title.clone()}</h1>
        <Participant frame=frame.clone() firm=model.firm />
        <p class="lead">{frame.get("trail-lead")}</p>
        <Filters frame=frame.clone() path=AUDIT fields problems=problems.clone() />
        {table}
    };
    Sheet { title, problems, islands: false, banner: false, body }
}

/// What the firm's trail can be asked for.
fn fields(frame: &Frame, model: &Trail) -> Vec<Field> {
    let mut families = vec![(String::new(), frame.get("trail-family-all"))];
    families.extend(model.families.iter().map(|family| (family.clone(), family_words(frame, family))));
    let date = || Way::Line("date", String::new());
    vec![
        Field {
            name: "user",
            label: frame.get("user"),
            value: model.user.clone(),
            chip: frame.with("trail-chip-user", &[("user", (&model.user).into())]),
            way: Way::Line("text", String::new()),
        },
        Field {
            name: "family",
            label: frame.get("trail-family"),
            value: model.family.clone(),
            chip: family_words(frame, &model.family),
            way: Way::Choice(vec![(String::new(), families)]),
        },
        Field {
            name: "from",
            label: frame.get("trail-from"),
            value: model.from.clone(),
            chip: frame.with("trail-chip-from", &[("date", (&model.from).into())]),
            way: date(),
        },
        Field {
            name: "until",
            label: frame.get("trail-until"),
            value: model.until.clone(),
            chip: frame.with("trail-chip-until", &[("date", (&model.until).into())]),
            way: date(),
        },
    ]
}
