//! The table of routes: what the router is built from, and what the test of roles and routes goes through.

use std::{convert::Infallible, sync::Arc};

use axum::{extract::DefaultBodyLimit, handler::Handler, routing::MethodRouter};
use http::Method;

use crate::app::App;

/// One path and what answers there.
pub struct Route {
    /// The path, with its parameters in braces.
    pub path: &'static str,
    /// The methods that it answers; none: any.
    pub methods: Vec<Method>,
    pub(super) router: MethodRouter<Arc<App>, Infallible>,
}

/// A route without a handler yet.
pub(super) fn at(path: &'static str) -> Route {
    Route { path, methods: Vec::new(), router: MethodRouter::new() }
}

impl Route {
    /// Answers GET, and HEAD with it.
    pub(super) fn get<H: Handler<T, Arc<App>>, T: 'static>(mut self, handler: H) -> Self {
        self.methods.push(Method::GET);
        Self { router: self.router.get(handler), ..self }
    }

    /// Answers POST.
    pub(super) fn post<H: Handler<T, Arc<App>>, T: 'static>(mut self, handler: H) -> Self {
        self.methods.push(Method::POST);
        Self { router: self.router.post(handler), ..self }
    }

    /// Answers every method.
    pub(super) fn any<H: Handler<T, Arc<App>>, T: 'static>(self, handler: H) -> Self {
        Self { router: axum::routing::any(handler), ..self }
    }

    /// Takes bodies of another size than other forms, in bytes. Comes after the handlers.
    pub(super) fn of_at_most(self, bytes: usize) -> Self {
        Self { router: self.router.layer(DefaultBodyLimit::max(bytes)), ..self }
    }
}
