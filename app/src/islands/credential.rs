use std::{cell::Cell, rc::Rc, time::Duration};

use leptos::{prelude::*, task::spawn_local};

use crate::browser;

/// How many ceremonies one page begins by itself: as long as a login page may stand open and still offer passkeys.
const OFFERS: u32 = 10;
/// How long before the end of a ceremony another is begun, in seconds: time to pick a passkey and to send its answer.
const SPARE: u64 = 60;

/// Asks smartcard or passkey as soon as the page is awake, and again at the press of its button.
#[island]
pub fn AskCredential(
    /// What the browser is asked, as JSON.
    options: String,
    /// Whether a credential is made, not asked.
    creates: bool,
    /// The id of the hidden field that takes the answer.
    field: String,
    /// What to say where the page never wakes: a browser without WebAssembly.
    asleep: String,
    /// What to say while card or passkey is asked.
    asking: String,
    /// What to say while the answer is on its way.
    sending: String,
    /// What to say of each exception, by its name; the last one of every other.
    refusals: Vec<(String, String)>,
    /// The button that asks again.
    again: String,
) -> impl IntoView {
    let awake = RwSignal::new(false);
    let news = RwSignal::new(String::new());
    let problem = RwSignal::new(String::new());
    let over = RwSignal::new(false);
    let said = StoredValue::new((options, field, asking, sending, refusals));
    let ask = move || {
        if browser::call_off() {
            // The question under way ends, and is asked again.
            over.set(true);
            return;
        }
        spawn_local(async move {
            let (options, field, asking, sending, refusals) = said.get_value();
            loop {
                problem.set(String::new());
                news.set(asking.clone());
                over.set(false);
                match browser::ask_credential(&options, creates, false).await {
                    Ok(credential) => {
                        news.set(sending);
                        browser::fill(&field, &credential);
                        return browser::send(&field);
                    }
                    Err(_) if over.get_untracked() => {}
                    Err(name) => {
                        let refusal = refusals.iter().find(|(known, _)| *known == name).or(refusals.last());
                        news.set(String::new());
                        return problem.set(refusal.map(|(_, words)| words.clone()).unwrap_or_default());
                    }
                }
            }
        });
    };
    Effect::new(move |_| {
        awake.set(true);
        ask();
    });
    view! {
        <p class="late" hidden=awake>{asleep}</p>
        <p role="status" class:news=move || !news.with(String::is_empty)>{news}</p>
        // Not red: somebody who cancelled has done nothing wrong.
        <p role="alert" class:inset=move || !problem.with(String::is_empty)>{problem}</p>
        <button type="button" class="button" hidden=move || !awake.get() on:click=move |_| ask()>{again}</button>
    }
}

/// Offers passkeys in the field of the user ID, where the browser can: picking one logs in. Whatever fails, fails
/// silently: the form and the button are there.
#[island]
pub fn PasskeyOffer(
    /// What the server is told when a ceremony begins: the target, as a form sends it.
    form: String,
    /// The id of a field of the form that calls the offer off when it is sent.
    beside: String,
    /// The ids of the hidden fields that take the ceremony's tag and the answer.
    fields: (String, String),
) -> impl IntoView {
    Effect::new(move |_| {
        browser::on_submit(&beside, |_| {
            browser::call_off();
        });
        spawn_local(offer(form.clone(), fields.clone()));
    });
}

async fn offer(form: String, (tag, credential): (String, String)) {
    if !browser::offers_passkeys().await {
        return;
    }
    let over = Rc::new(Cell::new(false));
    for _ in 0..OFFERS {
        let Some(answer) = browser::ask("/api/page/passkey-offer", &form).await else { return };
        let [ceremony, options] = ["ceremony", "options"].map(|name| browser::field(&answer, name).as_string());
        let (Some(ceremony), Some(options), Some(seconds)) =
            (ceremony, options, browser::field(&answer, "seconds").as_f64())
        else {
            return;
        };
        over.set(false);
        let end = Rc::clone(&over);
        set_timeout(
            move || {
                end.set(true);
                browser::call_off();
            },
            // Never sooner: a server that gives little time is no reason to ask it without pause.
            Duration::from_secs((seconds as u64).saturating_sub(SPARE).max(SPARE)),
        );
        match browser::ask_credential(&options, false, true).await {
            Ok(answered) => {
                browser::fill(&tag, &ceremony);
                browser::fill(&credential, &answered);
                return browser::send(&credential);
            }
            Err(_) if over.get() => {}
            Err(_) => return,
        }
    }
}
