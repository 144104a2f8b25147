//! `/`: the choice of method.

use app::{ports::login::MethodChoice, render::Page};
use domain::phase::Act;
use http::StatusCode;

use super::super::{guard::Answer, visitor::Visitor};
use crate::passkey;

/// GET
pub async fn show(visitor: Visitor) -> Answer {
    let present = visitor.glance().await?;
    let phase = visitor.phase(present.as_ref());
    let choice = MethodChoice {
        smartcard: phase.rule(Act::SmartcardLogin),
        two_factor: phase.rule(Act::TwoFactorLogin),
        passkeys: passkey::are_taken(&visitor.app),
        set_up: phase.rule(Act::SetUpTwoFactor) == domain::phase::Rule::Yes,
    };
    Ok(visitor.page(StatusCode::OK, present.as_ref(), Page::Methods(choice)))
}
