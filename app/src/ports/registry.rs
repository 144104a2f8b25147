//! The register of smartcards as staff see it: `/monitor/cards` and `/monitor/cards/new`.

use domain::{account::AccountId, card::CardState};

use super::card::CardRow;

/// `/monitor/cards`. In the URL: [`Found`]. Its forms post `account` and `action=suspend`; the page that asks for
/// confirmation, [`Suspension`], posts them again with `confirmed=yes`.
#[derive(Clone, Debug, Default)]
pub struct Cards {
    /// Whether the reader proposes what to do with cards.
    pub operator: bool,
    /// Whether the reader stops cards.
    pub guardian: bool,
    /// How many cards stand in each state, of all.
    pub counts: Vec<(CardState, u64)>,
    /// What is shown of them.
    pub found: Found,
    /// The cards shown, 50 at most.
    pub lines: Vec<CardLine>,
    /// Whose cards were just stopped.
    pub suspended: Option<AccountId>,
    /// Whether there was nothing to stop.
    pub problem: Option<NothingToStop>,
}

/// The user holds no card that works, or there is no such user.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NothingToStop;

/// What is searched for. In the URL: `participant`, `user`, `state`, `page` (from 1).
#[derive(Clone, Debug, Default)]
pub struct Found {
    /// The participant code as typed; empty: any.
    pub participant: String,
    /// The user ID as typed; empty: any.
    pub user: String,
    /// The state; none: any.
    pub state: Option<CardState>,
    /// The page, from 1.
    pub page: u64,
    /// How many pages there are.
    pub pages: u64,
    /// How many cards are found.
    pub count: u64,
}

/// One card.
#[derive(Clone, Debug)]
pub struct CardLine {
    /// Whose it is.
    pub account: AccountId,
    /// The holder's name in the page's language.
    pub holder: String,
    /// The card; `since` is when its state changed last.
    pub card: CardRow,
}

/// `/monitor/cards`, asking whether to stop a user's cards.
#[derive(Clone, Debug)]
pub struct Suspension {
    /// Whose.
    pub account: AccountId,
    /// The holder's name in the page's language.
    pub holder: String,
    /// The cards that would stop; none where only a code to bind one would.
    pub cards: Vec<CardRow>,
    /// How many sessions would end.
    pub sessions: u64,
}

/// `/monitor/cards/new`: an operator's proposal. Fields: `kind` (`bind-card`, `retire-cards`, `restore-cards`),
/// `scope` ([`Scope`]), `participant`, `user`, `reason`.
#[derive(Clone, Debug, Default)]
pub struct CardProposal {
    /// What was typed.
    pub typed: CardTyped,
    /// Why it was not taken.
    pub problem: Option<CardProblem>,
}

/// What was typed into a proposal about cards.
#[derive(Clone, Debug, Default)]
pub struct CardTyped {
    /// `kind`; empty: not chosen.
    pub kind: String,
    /// `scope`; empty: not chosen.
    pub scope: String,
    /// `participant`
    pub participant: String,
    /// `user`
    pub user: String,
    /// `reason`
    pub reason: String,
}

/// For whom: the value of `scope`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scope {
    /// One user.
    User,
    /// A firm.
    Firm,
    /// Every delegated administrator: binding codes only.
    Administrators,
    /// Every user: not binding codes.
    Everybody,
}

impl Scope {
    /// Every scope, in the order in which the page offers them.
    pub const ALL: [Self; 4] = [Self::User, Self::Firm, Self::Administrators, Self::Everybody];

    /// The value in the form.
    pub const fn name(self) -> &'static str {
        match self {
            Self::User => "user",
            Self::Firm => "firm",
            Self::Administrators => "administrators",
            Self::Everybody => "everybody",
        }
    }

    /// The scope of that name.
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|scope| scope.name() == name)
    }
}

/// Why a proposal about cards was not taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CardProblem {
    /// Smartcards are out of use for good.
    Decommissioned,
    /// No kind was chosen.
    KindMissing,
    /// Not said for whom.
    ScopeMissing,
    /// That kind is not for so many.
    ScopeUnfit,
    /// No such firm.
    UnknownFirm,
    /// No such user.
    UnknownUser,
    /// The reason is missing.
    ReasonMissing,
    /// It fits nobody of them, or waits for each of them already.
    Nobody,
}
