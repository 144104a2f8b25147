//! Smartcards and passkeys, by the Web Authentication API (WebAuthn L3 §5.1). Its objects are reached by name: typed
//! bindings to all of them would weigh more than what they are used for.

use std::cell::RefCell;

use js_sys::{Array, Function, JSON, JsString, Object, Promise, Reflect};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;

use super::field;

/// The name of what went wrong in a browser that cannot be asked at all.
const UNSUPPORTED: &str = "unsupported";

thread_local! {
    /// The `AbortController` of the question that is open. A browser answers one at a time.
    static OPEN: RefCell<Option<JsValue>> = const { RefCell::new(None) };
}

fn window() -> JsValue {
    web_sys::window().into()
}

/// The class behind both methods; `undefined` in a browser, or at an address, that has none.
fn class() -> JsValue {
    field(&window(), "PublicKeyCredential")
}

/// Calls a method of an object with one argument, which those without parameters ignore.
fn call(object: &JsValue, method: &str, argument: &JsValue) -> Result<JsValue, JsValue> {
    field(object, method).dyn_into::<Function>()?.call1(object, argument)
}

/// Waits for a promise, or takes what is there already.
async fn settled(value: Result<JsValue, JsValue>) -> Result<JsValue, JsValue> {
    JsFuture::from(Promise::resolve(&value?)).await
}

const fn parser(creates: bool) -> &'static str {
    if creates { "parseCreationOptionsFromJSON" } else { "parseRequestOptionsFromJSON" }
}

fn supported(creates: bool) -> bool {
    let class = class();
    field(&class, parser(creates)).is_function() && field(&field(&class, "prototype"), "toJSON").is_function()
}

/// Whether the browser offers passkeys in a field of a form.
pub(crate) async fn offers_passkeys() -> bool {
    let offers = call(&class(), "isConditionalMediationAvailable", &JsValue::UNDEFINED);
    supported(false) && settled(offers).await.is_ok_and(|offers| offers.is_truthy())
}

/// Asks card or passkey. Its answer is JSON for the server. `in_field` waits, unseen, until somebody picks a passkey
/// that the browser offers in a field.
///
/// # Errors
/// The name of the exception; `unsupported` where the browser cannot be asked.
pub(crate) async fn ask_credential(options: &str, creates: bool, in_field: bool) -> Result<String, String> {
    if !supported(creates) {
        return Err(UNSUPPORTED.to_owned());
    }
    let answer = asked(options, creates, in_field).await;
    OPEN.set(None);
    answer.map(String::from).map_err(|exception| field(&exception, "name").as_string().unwrap_or_default())
}

async fn asked(options: &str, creates: bool, in_field: bool) -> Result<JsString, JsValue> {
    let controller = field(&window(), "AbortController").dyn_into::<Function>()?;
    let controller = Reflect::construct(&controller, &Array::new())?;
    let question = Object::new();
    let put = |name: &str, value: &JsValue| Reflect::set(&question, &JsValue::from_str(name), value);
    put("publicKey", &call(&class(), parser(creates), &JSON::parse(options)?)?)?;
    put("signal", &field(&controller, "signal"))?;
    if in_field {
        put("mediation", &JsValue::from_str("conditional"))?;
    }
    OPEN.set(Some(controller));
    let credentials = field(&field(&window(), "navigator"), "credentials");
    let credential = settled(call(&credentials, if creates { "create" } else { "get" }, &question)).await?;
    JSON::stringify(&call(&credential, "toJSON", &JsValue::UNDEFINED)?)
}

/// Calls off the question that is open; whether there was one.
pub(crate) fn call_off() -> bool {
    OPEN.take().is_some_and(|controller| call(&controller, "abort", &JsValue::UNDEFINED).is_ok())
}
