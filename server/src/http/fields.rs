//! A form whose fields may repeat: checkboxes, rows of a table.

use axum::{
    body::Bytes,
    extract::{FromRequest, Request},
};

use super::guard::No;

/// The fields of a posted form, in their order.
#[derive(Debug, Default)]
pub struct Fields(Vec<(String, String)>);

impl Fields {
    /// The first field of that name; empty without one.
    pub fn one(&self, name: &str) -> &str {
        self.0.iter().find(|(held, _)| held == name).map_or("", |(_, value)| value)
    }

    /// Adds a field at the end.
    pub fn push(&mut self, name: String, value: String) {
        self.0.push((name, value));
    }

    /// Every field of that name.
    pub fn all(&self, name: &str) -> Vec<&str> {
        self.0.iter().filter(|(held, _)| held == name).map(|(_, value)| value.as_str()).collect()
    }

    /// Every field of that name that is a number.
    pub fn numbers(&self, name: &str) -> Vec<u64> {
        self.all(name).iter().filter_map(|value| value.parse().ok()).collect()
    }

    /// Whether a box of that name is ticked.
    pub fn ticked(&self, name: &str) -> bool {
        self.one(name) == "yes"
    }
}

impl<S: Send + Sync> FromRequest<S> for Fields {
    type Rejection = No;

    async fn from_request(request: Request, state: &S) -> Result<Self, Self::Rejection> {
        // The router bounds the body; one beyond it is refused before it is read to its end.
        let body = Bytes::from_request(request, state).await.map_err(|rejection| No::of(rejection.status()))?;
        Ok(Self(url::form_urlencoded::parse(&body).into_owned().collect()))
    }
}
