//! Pages without a form: help, the forgotten password, and a demonstration's mail.

use app::render::Page;
use http::StatusCode;

use super::super::{guard::Answer, visitor::Visitor};

/// GET `/forgot-password`
pub async fn forgot_password(visitor: Visitor) -> Answer {
    plain(visitor, Page::ForgotPassword).await
}

/// GET `/help`
pub async fn help(visitor: Visitor) -> Answer {
    plain(visitor, Page::Help).await
}

/// GET `/demo/mail`, while mail is caught.
pub async fn demo_mail(visitor: Visitor) -> Answer {
    let mails = visitor.app.caught.list();
    plain(visitor, Page::DemoMail(mails)).await
}

async fn plain(visitor: Visitor, page: Page) -> Answer {
    let present = visitor.glance().await?;
    Ok(visitor.page(StatusCode::OK, present.as_ref(), page))
}
