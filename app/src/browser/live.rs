//! Figures that keep themselves up.

use std::{cell::RefCell, rc::Rc};

use js_sys::Function;
use wasm_bindgen::{JsCast as _, closure::Closure};
use wasm_bindgen_futures::JsFuture;
use web_sys::{DomParser, EventSource, MessageEvent, Response, SupportedType};

use super::{document, element, listen};

/// Follows the server-sent events of `url` for as long as the page is seen: a page in the background holds no
/// connection. An event `over` ends it for good.
pub(crate) fn follow(url: &'static str, mut hear: impl FnMut(String) + 'static) {
    let source: Rc<RefCell<Option<EventSource>>> = Rc::default();
    let told = Closure::<dyn FnMut(MessageEvent)>::new(move |event: MessageEvent| {
        if let Some(text) = event.data().as_string() {
            hear(text);
        }
    });
    let told: Function = told.into_js_value().unchecked_into();
    let over = Rc::new(RefCell::new(false));
    let ended = Closure::<dyn FnMut()>::new({
        let (source, over) = (Rc::clone(&source), Rc::clone(&over));
        move || {
            over.replace(true);
            close(&source);
        }
    });
    let ended: Function = ended.into_js_value().unchecked_into();
    let look = move || {
        let seen = document().is_some_and(|document| !document.hidden());
        if !seen {
            close(&source);
        } else if source.borrow().is_none() && !*over.borrow() {
            *source.borrow_mut() = EventSource::new(url).ok().inspect(|source| {
                // Fails only for a listener that is no function.
                let _ = source.add_event_listener_with_callback("figures", &told);
                let _ = source.add_event_listener_with_callback("over", &ended);
            });
        }
    };
    look();
    if let Some(document) = document() {
        listen(&document, "visibilitychange", move |_| look());
    }
}

fn close(source: &RefCell<Option<EventSource>>) {
    if let Some(source) = source.take() {
        source.close();
    }
}

/// What a URL of ours answers, if it answers well.
pub(crate) async fn fetch_text(url: &str) -> Option<String> {
    let answer: Response = JsFuture::from(web_sys::window()?.fetch_with_str(url)).await.ok()?.dyn_into().ok()?;
    if !answer.ok() || answer.redirected() {
        return None;
    }
    JsFuture::from(answer.text().ok()?).await.ok()?.as_string()
}

/// Puts the region `id` of another copy of this page in the place of our own; what is unfolded stays so. Not while the
/// focus is in it, and not from a page in another language. Says whether it was done.
pub(crate) fn renew(id: &str, page: &str) -> bool {
    renewed(id, page).is_some()
}

fn renewed(id: &str, page: &str) -> Option<()> {
    let (document, region) = (document()?, element::<web_sys::HtmlElement>(id)?);
    if document.active_element().is_some_and(|focused| region.contains(Some(&focused))) {
        return None;
    }
    let copy = DomParser::new().ok()?.parse_from_string(page, SupportedType::TextHtml).ok()?;
    let language = |document: &web_sys::Document| document.document_element()?.get_attribute("lang");
    if language(&copy) != language(&document) {
        return None;
    }
    let new = copy.get_element_by_id(id)?;
    let open = region.query_selector_all("details[open]").ok()?;
    for place in 0..open.length() {
        let folded = open.get(place).and_then(|node| node.dyn_into::<web_sys::Element>().ok());
        if let Some(same) = folded.and_then(|details| copy.get_element_by_id(&details.id())) {
            // Fails only for a name that no attribute can have.
            let _ = same.set_attribute("open", "");
        }
    }
    region.set_inner_html(&new.inner_html());
    Some(())
}
