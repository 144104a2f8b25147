//! The only code that touches the browser. Called from effects and event handlers alone, which never run on the server.

mod credential;
mod live;

pub(crate) use credential::{ask_credential, call_off, offers_passkeys};
pub(crate) use live::{fetch_text, follow, renew};

use js_sys::{JsString, Reflect};
use wasm_bindgen::{JsCast, JsValue, closure::Closure};
use wasm_bindgen_futures::JsFuture;
use web_sys::{
    Document, Event, EventTarget, HtmlButtonElement, HtmlDialogElement, HtmlElement, HtmlInputElement,
    PerformanceNavigationTiming, RequestInit, Response, UrlSearchParams,
};

fn document() -> Option<Document> {
    web_sys::window()?.document()
}

fn element<T: JsCast>(id: &str) -> Option<T> {
    document()?.get_element_by_id(id)?.dyn_into().ok()
}

/// Shows or hides what is typed into a password field, keeping the focus where it is.
pub(crate) fn set_revealed(id: &str, revealed: bool) {
    if let Some(field) = element::<HtmlInputElement>(id) {
        field.set_type(if revealed { "text" } else { "password" });
    }
}

/// Calls back at each keystroke in a field. The listener stays as long as the page does.
pub(crate) fn on_input(id: &str, callback: impl FnMut(Event) + 'static) {
    if let Some(field) = element::<HtmlInputElement>(id) {
        listen(&field, "input", callback);
    }
}

/// Calls back when the form that holds a field is submitted. The listener stays as long as the page does.
pub(crate) fn on_submit(id: &str, callback: impl FnMut(Event) + 'static) {
    if let Some(form) = element::<HtmlInputElement>(id).and_then(|field| field.form()) {
        listen(&form, "submit", callback);
    }
}

/// Fills in a hidden field.
pub(crate) fn fill(id: &str, value: &str) {
    if let Some(field) = element::<HtmlInputElement>(id) {
        field.set_value(value);
    }
}

/// Sends the form that holds a field, as if its button had been pressed.
pub(crate) fn send(id: &str) {
    if let Some(form) = element::<HtmlInputElement>(id).and_then(|field| field.form()) {
        // Fails only for a form that is no part of the page.
        let _ = form.request_submit();
    }
}

fn listen(target: &EventTarget, kind: &str, callback: impl FnMut(Event) + 'static) {
    let closure = Closure::<dyn FnMut(Event)>::new(callback);
    // Fails only for a listener that is no function.
    let _ = target.add_event_listener_with_callback(kind, closure.as_ref().unchecked_ref());
    closure.forget();
}

/// Makes a button pressable or not.
pub(crate) fn set_disabled(id: &str, disabled: bool) {
    if let Some(button) = element::<HtmlButtonElement>(id) {
        button.set_disabled(disabled);
    }
}

/// Opens a dialog over the page, or closes it.
pub(crate) fn set_open(id: &str, open: bool) {
    if let Some(dialog) = element::<HtmlDialogElement>(id) {
        if open && !dialog.open() {
            let _ = dialog.show_modal();
        } else if !open {
            dialog.close();
        }
    }
}

/// Moves the focus.
pub(crate) fn focus(id: &str) {
    if let Some(it) = element::<HtmlElement>(id) {
        // Fails only for what cannot be focused.
        let _ = it.focus();
    }
}

/// The browser's clock, in milliseconds since the Unix epoch. Often wrong: good for differences only.
pub(crate) fn wall_clock() -> i64 {
    js_sys::Date::now() as i64
}

/// Milliseconds since this page began to arrive (`responseStart`, Navigation Timing Level 2, section 4).
pub(crate) fn since_arrival() -> i64 {
    web_sys::window().and_then(|window| window.performance()).map_or(0, |performance| {
        let began = performance
            .get_entries_by_type("navigation")
            .get(0)
            .dyn_into::<PerformanceNavigationTiming>()
            .map_or(0.0, |page| page.response_start());
        (performance.now() - began) as i64
    })
}

/// What stands in a field: in Unicode's composed form (NFC), in which the server counts it, and in lower case. Empty
/// when there is no such field.
pub(crate) fn folded(id: &str) -> String {
    element::<HtmlInputElement>(id)
        .map(|field| JsString::from(field.value()).normalize("NFC").to_lower_case().into())
        .unwrap_or_default()
}

/// Asks the server something small: a form post to a URL of ours, answered in JSON. `None` when the server could not be
/// reached or did not answer that.
pub(crate) async fn ask(url: &str, form: &str) -> Option<JsValue> {
    let request = RequestInit::new();
    request.set_method("POST");
    request.set_body(&UrlSearchParams::new_with_str(form).ok()?.into());
    let answer = JsFuture::from(web_sys::window()?.fetch_with_str_and_init(url, &request)).await.ok()?;
    let answer: Response = answer.dyn_into().ok()?;
    if !answer.ok() {
        return None;
    }
    JsFuture::from(answer.json().ok()?).await.ok()
}

/// One field of an answer.
pub(crate) fn field(answer: &JsValue, name: &str) -> JsValue {
    Reflect::get(answer, &JsValue::from_str(name)).unwrap_or(JsValue::UNDEFINED)
}
