use crate::{components::Frame, markup::*, ports::card::SetUpReminder, render::Sheet};

/// `/account/set-up`: set up two-factor login now, or later. One button on, one back.
pub(crate) fn set_up_reminder(frame: &Frame, model: SetUpReminder) -> Sheet {
    let title = frame.get("reminder-title");
    let can = model.masked_address.is_some();
    let closing = match model.days_left {
        Some(days) => frame.with("reminder-days", &[("days", days.into())]),
        None => frame.get("reminder-some-day"),
    };
    let address = match &model.masked_address {
        Some(address) => frame.with("codes-will-go-to", &[("address", address.into())]),
        None => frame.get("reminder-no-address"),
    };
    let wrong = can.then(|| view! { <p>{frame.get("not-your-address")}</p> });
    let now = can.then(|| {
        view! {
            <form method="post" action="/setup">
                <button class="button" type="submit" name="action" value="card">{frame.get("reminder-now")}</button>
            </form>
        }
    });
    let (look, later) = if can { ("button second", "reminder-later") } else { ("button", "reminder-go-on") };
    let body = view! {
        <h1>{title.clone()}</h1>
        <p class="lead">{closing}</p>
        {can.then(|| view! { <p>{frame.get("reminder-how")}</p> })}
        <div class="inset">
            <p>{address}</p>
            {wrong}
        </div>
        <div class="pair">
            {now}
            <form method="post" action="/account/set-up">
                <input type="hidden" name="return_to" value=model.return_to />
                <button class=look type="submit" name="action" value="later">{frame.get(later)}</button>
            </form>
        </div>
        <p class="muted">{frame.with("reminder-again", &[("days", model.again_in.into())])}</p>
    };
    Sheet { title, problems: vec![], islands: false, banner: true, body }
}
