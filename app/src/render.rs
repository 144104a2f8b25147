//! From a model to a document.

use std::sync::Arc;

use hydration_context::SsrSharedContext;
use leptos::{
    nonce::{provide_nonce, use_nonce},
    prelude::*,
};

use crate::{
    components::{Announced, ErrorSummary, Frame, PhaseBanner, Problem, Shell},
    pages,
    ports::{
        Chrome,
        account::{Account, ChangePassword},
        approval, campaign,
        card::{CardBinding, CardLogin, SetUpReminder},
        ceremony::Ceremony,
        certificate::CertificateLogin,
        domains,
        login::{CodeForm, MethodChoice, PasswordForm},
        mailbox::CaughtMail,
        overview::Monitor,
        passkey::Passkeys,
        portal,
        refusal::Refusal,
        registry,
        setup::Setup,
        trail, upload,
    },
};

/// A page, and all that it shows.
#[derive(Clone, Debug)]
pub enum Page {
    /// `/`: the ways to log in.
    Methods(MethodChoice),
    /// `/login`: participant, user and password.
    Login(PasswordForm),
    /// `/login/code`: the one-time code.
    Code(CodeForm),
    /// `/login/smartcard`: who, then the card.
    CardLogin(CardLogin),
    /// `/login/smartcard?bind=1`: binding a card.
    CardBinding(CardBinding),
    /// `/login/certificate`, at the listener for cards with X.509 certificates.
    Certificate(CertificateLogin),
    /// The browser asks card or passkey.
    Ceremony(Ceremony),
    /// `/account/set-up`: set up now, or later.
    SetUpReminder(SetUpReminder),
    /// `/account/passkeys`.
    Passkeys(Passkeys),
    /// `/setup`, at one of its steps.
    Setup(Setup),
    /// `/account`.
    Account(Account),
    /// `/account/password`.
    ChangePassword(ChangePassword),
    /// `/portal/users`: the firm's users.
    Users(Box<portal::Users>),
    /// `/portal/users`, asking for confirmation.
    Confirm(Box<portal::Confirm>),
    /// `/portal/users/{user}`.
    User(Box<portal::UserPage>),
    /// `/portal/upload`.
    Upload(upload::UploadForm),
    /// `/portal/upload/{id}`.
    Preview(Box<upload::Preview>),
    /// `/portal/approvals` and `/monitor/approvals`.
    Queue(Box<approval::Queue>),
    /// One request.
    Request(Box<approval::Request>),
    /// `/monitor/approvals/new`.
    StaffProposal(approval::StaffProposal),
    /// `/portal/audit`.
    Trail(Box<trail::Trail>),
    /// `/portal/domains`.
    Domains(domains::Domains),
    /// `/monitor`: the first page of staff.
    Monitor(Monitor),
    /// `/monitor/cards`: the register of smartcards.
    Cards(Box<registry::Cards>),
    /// `/monitor/cards`, asking for confirmation.
    Suspension(Box<registry::Suspension>),
    /// `/monitor/cards/new`.
    CardProposal(registry::CardProposal),
    /// `/monitor/campaigns`.
    Campaigns(campaign::Campaigns),
    /// `/monitor/campaigns/new` and `/monitor/campaigns/{id}/edit`.
    CampaignForm(Box<campaign::CampaignForm>),
    /// `/monitor/campaigns/{id}`.
    Campaign(Box<campaign::CampaignPage>),
    /// `/monitor/announcements`.
    Announcements(Box<campaign::Announcements>),
    /// `/forgot-password`: what to do about it.
    ForgotPassword,
    /// `/help`.
    Help,
    /// `/demo/mail`: mail caught instead of sent, newest first.
    DemoMail(Vec<CaughtMail>),
    /// No page, and why.
    Refusal(Refusal),
}

impl Page {
    /// Whether it belongs to the pages that share one wide column, for the sake of their tables.
    const fn is_wide(&self) -> bool {
        matches!(
            self,
            Self::Users(_)
                | Self::Confirm(_)
                | Self::User(_)
                | Self::Upload(_)
                | Self::Preview(_)
                | Self::Queue(_)
                | Self::Request(_)
                | Self::Trail(_)
                | Self::Domains(_)
                | Self::Cards(_)
                | Self::Suspension(_)
                | Self::Campaigns(_)
                | Self::Campaign(_)
                | Self::Announcements(_)
        )
    }
}

/// A document, ready to be sent.
#[derive(Clone, Debug)]
pub struct Rendered {
    /// The HTML, from its doctype on.
    pub html: String,
    /// The nonce that its script carries, for the content security policy of the same answer.
    pub nonce: String,
}

/// What a page hands to the frame around it.
pub(crate) struct Sheet {
    /// The heading.
    pub(crate) title: String,
    /// What is wrong with its form; the summary and the title say so.
    pub(crate) problems: Vec<Problem>,
    /// Whether anything on it moves.
    pub(crate) islands: bool,
    /// Whether the line on the phase stands above it.
    pub(crate) banner: bool,
    /// The page, from its heading on.
    pub(crate) body: AnyView,
}

/// Renders a page. Takes a fraction of a millisecond, waits for nothing, and leaves nothing behind.
pub fn render(chrome: Chrome, page: Page) -> Rendered {
    let owner = Owner::new_root(Some(Arc::new(SsrSharedContext::new_islands())));
    let rendered = owner.with(|| {
        provide_nonce();
        let nonce = use_nonce().map(|nonce| nonce.to_string()).unwrap_or_default();
        let frame = Frame::new(chrome);
        let wide = page.is_wide();
        let desk = wide || matches!(page, Page::StaffProposal(_) | Page::CardProposal(_) | Page::CampaignForm(_));
        let Sheet { title, problems, islands, banner, body } = sheet(&frame, page);
        let erroneous = !problems.is_empty();
        let document = view! {
            <Shell frame=frame.clone() title erroneous islands wide desk>
                <Announced frame=frame.clone() />
                {banner.then(|| view! { <PhaseBanner frame=frame.clone() /> })}
                <ErrorSummary frame=frame.clone() problems />
                {body}
            </Shell>
        };
        Rendered { html: format!("<!DOCTYPE html>{}", document.to_html()), nonce }
    });
    owner.cleanup();
    rendered
}

fn sheet(frame: &Frame, page: Page) -> Sheet {
    match page {
        Page::Methods(model) => pages::login::methods(frame, model),
        Page::Login(model) => pages::login::password(frame, model),
        Page::Code(model) => pages::login::code(frame, model),
        Page::CardLogin(model) => pages::card::card_login(frame, model),
        Page::CardBinding(model) => pages::card::card_binding(frame, model),
        Page::Certificate(model) => pages::certificate::certificate(frame, model),
        Page::Ceremony(model) => pages::card::ceremony(frame, model),
        Page::SetUpReminder(model) => pages::card::set_up_reminder(frame, model),
        Page::Passkeys(model) => pages::account::passkeys(frame, model),
        Page::Setup(model) => pages::setup::setup(frame, model),
        Page::Account(model) => pages::account::account(frame, model),
        Page::ChangePassword(model) => pages::account::change_password(frame, model),
        Page::Users(model) => pages::portal::users(frame, *model),
        Page::Confirm(model) => pages::portal::confirm(frame, *model),
        Page::User(model) => pages::portal::user(frame, *model),
        Page::Upload(model) => pages::portal::upload(frame, model),
        Page::Preview(model) => pages::portal::preview(frame, *model),
        Page::Queue(model) => pages::approvals::queue(frame, *model),
        Page::Request(model) => pages::approvals::request(frame, *model),
        Page::StaffProposal(model) => pages::approvals::staff_proposal(frame, model),
        Page::Trail(model) => pages::portal::trail(frame, *model),
        Page::Domains(model) => pages::portal::domains(frame, model),
        Page::Monitor(model) => pages::monitor::monitor(frame, model),
        Page::Cards(model) => pages::monitor::cards(frame, *model),
        Page::Suspension(model) => pages::monitor::suspension(frame, *model),
        Page::CardProposal(model) => pages::monitor::card_proposal(frame, model),
        Page::Campaigns(model) => pages::campaign::campaigns(frame, model),
        Page::CampaignForm(model) => pages::campaign::form(frame, *model),
        Page::Campaign(model) => pages::campaign::campaign(frame, *model),
        Page::Announcements(model) => pages::campaign::announcements(frame, *model),
        Page::ForgotPassword => pages::advice::forgot_password(frame),
        Page::Help => pages::advice::help(frame),
        Page::DemoMail(mails) => pages::demo_mail::demo_mail(frame, mails),
        Page::Refusal(refusal) => pages::refusal::refusal(frame, refusal),
    }
}
