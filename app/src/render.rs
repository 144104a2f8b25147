//! From a model to a document.

use std::sync::Arc;

use hydration_context::SsrSharedContext;
use leptos::{
    nonce::{provide_nonce, use_nonce},
    prelude::*,
};

use crate::{
    components::{Announced, ErrorSummary, Frame, PhaseBanner, Problem, Shell},
    pages::{
        self,
        called::{CallReference, called},
        contingency::MailDelayed,
    },
    ports::{
        Chrome,
        account::{Account, ChangePassword},
        adoption, approval, briefing, campaign,
        card::{CardBinding, CardLogin, SetUpReminder},
        ceremony::Ceremony,
        certificate::CertificateLogin,
        connectivity::{Connectivity, FirmResults},
        contingency, domains, enquiry, guide,
        login::{CodeForm, MethodChoice, PasswordForm},
        mail_desk,
        mailbox::CaughtMail,
        passkey::Passkeys,
        portal, readiness,
        refusal::Refusal,
        registry, rehearsal, schedule,
        setup::Setup,
        trail, upload,
    },
};

pub use pages::figures::{Cell, Column, Value, View};

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
    /// `/connectivity`: the connectivity test.
    Connectivity(Box<Connectivity>),
    /// `/connectivity`: the code of a test login.
    TestCode(CodeForm),
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
    /// `/monitor/audit`.
    StaffTrail(Box<trail::StaffTrail>),
    /// `/portal/connectivity`.
    FirmResults(Box<FirmResults>),
    /// `/portal/domains`.
    Domains(domains::Domains),
    /// `/monitor/contingency`.
    Contingency(Box<contingency::Contingency>),
    /// `/portal/contingency`.
    FirmContingency(Box<contingency::FirmContingency>),
    /// `/monitor/participants/{code}/call-back`.
    CallBack(contingency::CallBackForm),
    /// One-time passes of a request, this once.
    Passes(Box<contingency::PassList>),
    /// A firm's readiness, and every firm's.
    Readiness(readiness::Sheet),
    /// `/monitor/users`: whoever calls, found.
    Search(Box<enquiry::Search>),
    /// `/monitor/users/{participant}/{user}`.
    Person(Box<enquiry::Person>),
    /// `/monitor/participants`.
    Firms(Box<enquiry::Firms>),
    /// `/monitor/participants/{code}`.
    FirmFile(Box<enquiry::FirmFile>),
    /// `/monitor`: the first page of staff.
    Monitor(Box<adoption::Monitor>),
    /// `/monitor/figures/{view}`.
    Figures(Box<adoption::FiguresPage>),
    /// `/monitor/cards`: the register of smartcards.
    Cards(Box<registry::Cards>),
    /// `/monitor/cards`, asking for confirmation.
    Suspension(Box<registry::Suspension>),
    /// `/monitor/cards/new`.
    CardProposal(registry::CardProposal),
    /// `/briefings`: sessions to sign up for.
    Briefings(Box<briefing::Briefings>),
    /// `/monitor/briefings`.
    Calendar(briefing::Calendar),
    /// `/monitor/briefings/new` and `/monitor/briefings/{id}/change`.
    SessionForm(Box<briefing::SessionForm>),
    /// `/monitor/briefings/{id}`.
    Session(Box<briefing::SessionPage>),
    /// `/monitor/briefings/attendance`.
    Attendance(briefing::Attendance),
    /// `/guide`.
    Guide(guide::Guide),
    /// `/guide/{document}`.
    Document(Box<guide::DocumentPage>),
    /// `/monitor/guide`.
    Library(guide::Library),
    /// `/monitor/guide/{document}`.
    Readers(Box<guide::Readers>),
    /// A form with a PDF: `/monitor/guide/new` and `/monitor/briefings/{id}/materials`.
    PaperForm(Box<guide::PaperForm>),
    /// `/schedule`: the announced events.
    Schedule(Box<schedule::Schedule>),
    /// `/monitor/schedule`: the same with what steers it.
    ScheduleDesk(Box<schedule::ScheduleDesk>),
    /// `/monitor/schedule/{event}`.
    Event(Box<schedule::EventPage>),
    /// `/monitor/schedule/{event}`: what a change would do.
    EventCheck(Box<schedule::EventCheck>),
    /// `/monitor/blocked`.
    Rehearsal(Box<rehearsal::Rehearsal>),
    /// `/monitor/blocked`, asking before something is done for several.
    BlockedConfirm(Box<rehearsal::BlockedConfirm>),
    /// `/monitor/blocked/call-list`.
    CallList(Box<rehearsal::CallList>),
    /// `/monitor/campaigns`.
    Campaigns(campaign::Campaigns),
    /// `/monitor/campaigns/new` and `/monitor/campaigns/{id}/edit`.
    CampaignForm(Box<campaign::CampaignForm>),
    /// `/monitor/campaigns/{id}`.
    Campaign(Box<campaign::CampaignPage>),
    /// `/monitor/announcements`.
    Announcements(Box<campaign::Announcements>),
    /// `/monitor/mail`.
    MailDesk(Box<mail_desk::MailDesk>),
    /// `/monitor/mail/domains`.
    MailDomains(Box<mail_desk::MailDomains>),
    /// `/monitor/mail/suppressed`.
    Suppressed(Box<mail_desk::SuppressedList>),
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
                | Self::StaffTrail(_)
                | Self::FirmResults(_)
                | Self::Domains(_)
                | Self::Readiness(_)
                | Self::Cards(_)
                | Self::Search(_)
                | Self::Person(_)
                | Self::Firms(_)
                | Self::FirmFile(_)
                | Self::Suspension(_)
                | Self::Calendar(_)
                | Self::Session(_)
                | Self::Attendance(_)
                | Self::Library(_)
                | Self::Readers(_)
                | Self::Contingency(_)
                | Self::FirmContingency(_)
                | Self::Passes(_)
                | Self::Schedule(_)
                | Self::ScheduleDesk(_)
                | Self::Event(_)
                | Self::EventCheck(_)
                | Self::Rehearsal(_)
                | Self::BlockedConfirm(_)
                | Self::CallList(_)
                | Self::Campaigns(_)
                | Self::Campaign(_)
                | Self::Announcements(_)
                | Self::Monitor(_)
                | Self::Figures(_)
                | Self::MailDesk(_)
                | Self::MailDomains(_)
                | Self::Suppressed(_)
        )
    }

    /// Whether it waits for mail, or leads to a page that does; and then whether it sets up.
    const fn waits_for_mail(&self) -> Option<bool> {
        match self {
            Self::Methods(_) | Self::Login(_) | Self::Code(_) => Some(false),
            Self::Setup(_) => Some(true),
            _ => None,
        }
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
        let desk = wide
            || matches!(
                page,
                Page::StaffProposal(_)
                    | Page::CardProposal(_)
                    | Page::Briefings(_)
                    | Page::SessionForm(_)
                    | Page::Guide(_)
                    | Page::Document(_)
                    | Page::PaperForm(_)
                    | Page::CallBack(_)
                    | Page::CampaignForm(_)
            );
        let delayed = frame.chrome.mail_delay.zip(page.waits_for_mail());
        let called = called(&page).map(|called| view! { <CallReference frame=frame.clone() called /> });
        let Sheet { title, problems, islands, banner, body } = sheet(&frame, page);
        let erroneous = !problems.is_empty();
        let document = view! {
            <Shell frame=frame.clone() title erroneous islands wide desk>
                <Announced frame=frame.clone() />
                {banner.then(|| view! { <PhaseBanner frame=frame.clone() /> })}
                <ErrorSummary frame=frame.clone() problems />
                {called}
                {delayed.map(|(delay, set_up)| view! { <MailDelayed frame=frame.clone() delay set_up /> })}
                {body}
            </Shell>
        };
        Rendered { html: format!("<!DOCTYPE html>{}", document.to_html()), nonce }
    });
    owner.cleanup();
    rendered
}

/// The information package as a text file, in the language of `chrome`.
pub fn package_text(chrome: Chrome, package: &readiness::Package) -> String {
    pages::readiness::package_text(&Frame::new(chrome), package)
}

/// A view of the adoption in the language of `chrome`, for files.
pub fn view(chrome: Chrome, as_at: adoption::AsAt, data: &adoption::ViewData) -> View {
    pages::figures::view(&Frame::new(chrome), as_at, data)
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
        Page::Connectivity(model) => pages::connectivity::connectivity(frame, *model),
        Page::TestCode(model) => pages::connectivity::test_code(frame, model),
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
        Page::StaffTrail(model) => pages::monitor::trail(frame, *model),
        Page::FirmResults(model) => pages::connectivity::firm_results(frame, *model),
        Page::Domains(model) => pages::portal::domains(frame, model),
        Page::Contingency(model) => pages::contingency::contingency(frame, *model),
        Page::FirmContingency(model) => pages::contingency::firm_contingency(frame, *model),
        Page::CallBack(model) => pages::contingency::call_back(frame, model),
        Page::Passes(model) => pages::contingency::pass_list(frame, *model),
        Page::Readiness(model) => pages::readiness::sheet(frame, model),
        Page::Monitor(model) => pages::monitor::monitor(frame, *model),
        Page::Figures(model) => pages::figures::figures(frame, *model),
        Page::Search(model) => pages::enquiry::search(frame, *model),
        Page::Person(model) => pages::enquiry::person(frame, *model),
        Page::Firms(model) => pages::enquiry::firms(frame, *model),
        Page::FirmFile(model) => pages::enquiry::firm(frame, *model),
        Page::Cards(model) => pages::monitor::cards(frame, *model),
        Page::Suspension(model) => pages::monitor::suspension(frame, *model),
        Page::CardProposal(model) => pages::monitor::card_proposal(frame, model),
        Page::Briefings(model) => pages::briefing::briefings(frame, *model),
        Page::Calendar(model) => pages::briefing::calendar(frame, model),
        Page::SessionForm(model) => pages::briefing::session_form(frame, *model),
        Page::Session(model) => pages::briefing::session(frame, *model),
        Page::Attendance(model) => pages::briefing::attendance(frame, model),
        Page::Guide(model) => pages::guide::guide(frame, model),
        Page::Document(model) => pages::guide::document(frame, *model),
        Page::Library(model) => pages::guide::library(frame, model),
        Page::Readers(model) => pages::guide::readers(frame, *model),
        Page::PaperForm(model) => pages::guide::paper_form(frame, *model),
        Page::Schedule(model) => pages::schedule::schedule(frame, *model),
        Page::ScheduleDesk(model) => pages::schedule::desk(frame, *model),
        Page::Event(model) => pages::schedule::event(frame, *model),
        Page::EventCheck(model) => pages::schedule::check(frame, *model),
        Page::Rehearsal(model) => pages::blocked::rehearsal(frame, *model),
        Page::BlockedConfirm(model) => pages::blocked::confirm(frame, *model),
        Page::CallList(model) => pages::blocked::call_list(frame, *model),
        Page::Campaigns(model) => pages::campaign::campaigns(frame, model),
        Page::CampaignForm(model) => pages::campaign::form(frame, *model),
        Page::Campaign(model) => pages::campaign::campaign(frame, *model),
        Page::Announcements(model) => pages::campaign::announcements(frame, *model),
        Page::MailDesk(model) => pages::mail::outbox(frame, *model),
        Page::MailDomains(model) => pages::mail::domains(frame, *model),
        Page::Suppressed(model) => pages::mail::suppressed(frame, *model),
        Page::ForgotPassword => pages::advice::forgot_password(frame),
        Page::Help => pages::advice::help(frame),
        Page::DemoMail(mails) => pages::demo_mail::demo_mail(frame, mails),
        Page::Refusal(refusal) => pages::refusal::refusal(frame, refusal),
    }
}
