//! `/monitor/closing-pack`: the closing pack, once smartcards are decommissioned.

use axum::response::{IntoResponse as _, Response};
use http::{HeaderValue, header};

use super::{
    super::{
        guard::{Answer, No},
        visitor::Visitor,
    },
    portal::present_or_away,
};
use crate::{audit::export::ExportError, decommission::pack, store::events::Actor};

/// POST: the file itself. That it was taken stands in the audit.
pub async fn submit(visitor: Visitor) -> Answer {
    let present = present_or_away!(visitor);
    present.staff().and_then(|staff| staff.guardian()).ok_or(No::FORBIDDEN)?;
    let mut file = Vec::new();
    match pack::export(&visitor.app, Actor::Account(present.id().clone()), &mut file).await {
        Ok(Some(_)) => {}
        Ok(None) => return Err(No::NOT_FOUND),
        Err(ExportError::Store(error)) => return Err(error.into()),
        Err(error) => return Err(No::failed(error)),
    }
    let mut response: Response = file.into_response();
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("application/jsonl"));
    let name = HeaderValue::from_static("attachment; filename=\"closing-pack.jsonl\"");
    headers.insert(header::CONTENT_DISPOSITION, name);
    Ok(response)
}
