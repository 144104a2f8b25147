//! `/`: the choice of method.

use app::{ports::login::MethodChoice, render::Page};
use domain::phase::{Act, Rule};
use http::StatusCode;

use super::super::{guard::Answer, visitor::Visitor};
use crate::{passkey, schedule};

/// GET
pub async fn show(visitor: Visitor) -> Answer {
    let present = visitor.glance().await?;
    let phase = visitor.phase(present.as_ref());
    let smartcard = phase.rule(Act::SmartcardLogin);
    let app = &visitor.app;
    let extensions =
        smartcard == Rule::No && schedule::cards_open(app, &mut *app.store.reader().await?, app.clock.now()).await?;
    let choice = MethodChoice {
        smartcard,
        extensions,
        two_factor: phase.rule(Act::TwoFactorLogin),
        passkeys: passkey::are_taken(&visitor.app),
        set_up: phase.rule(Act::SetUpTwoFactor) == Rule::Yes,
    };
    Ok(visitor.page(StatusCode::OK, present.as_ref(), Page::Methods(choice)))
}
