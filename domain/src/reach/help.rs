//! What helps somebody who is shut out of the terminal, and who does it.

use std::{fmt, str::FromStr, time::Duration};

use serde::{Deserialize, Serialize};

use super::{WhyBlocked, blocked, rests_on_mail};
use crate::{
    life::State,
    name::{UnknownName, lookup},
    schedule::{Exception, ExceptionKind, Terms},
    time::Instant,
};

/// What is to be done for somebody who is shut out: the first thing that gets them on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Help {
    /// The firm's maker registers an address.
    Register,
    /// Staff register one: the firm has no working pair of administrators.
    StaffRegister,
    /// The firm's checker agrees to the address.
    Approve,
    /// Staff agree to it: the firm has nobody who could.
    StaffApprove,
    /// The address refuses mail. The firm's maker registers the right one.
    Correct,
    /// The same, by staff: the firm has no working pair.
    StaffCorrect,
    /// No activation that works is out: an administrator sends one.
    Invite,
    /// Set-up is not open yet. The activation leaves by itself as it opens.
    Wait,
    /// The activation is out: the user sets up.
    SetUp,
    /// Staff issue a binding code for a smartcard.
    BindCard,
}

impl Help {
    /// Everything that helps, in the order of [`WhyBlocked::ALL`].
    pub const ALL: [Self; 10] = [
        Self::Register,
        Self::StaffRegister,
        Self::Approve,
        Self::StaffApprove,
        Self::Correct,
        Self::StaffCorrect,
        Self::Invite,
        Self::Wait,
        Self::SetUp,
        Self::BindCard,
    ];

    /// The name in addresses and files.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Register => "register",
            Self::StaffRegister => "staff-register",
            Self::Approve => "approve",
            Self::StaffApprove => "staff-approve",
            Self::Correct => "correct",
            Self::StaffCorrect => "staff-correct",
            Self::Invite => "invite",
            Self::Wait => "wait",
            Self::SetUp => "set-up",
            Self::BindCard => "bind-card",
        }
    }

    /// What is missing where it helps.
    #[must_use]
    pub const fn against(self) -> WhyBlocked {
        match self {
            Self::Register | Self::StaffRegister => WhyBlocked::NoAddress,
            Self::Approve | Self::StaffApprove => WhyBlocked::NotApproved,
            Self::Correct | Self::StaffCorrect | Self::Invite | Self::Wait | Self::SetUp => WhyBlocked::NotSetUp,
            Self::BindCard => WhyBlocked::NoCard,
        }
    }

    /// Whether it is the clearing house's own staff who do it.
    #[must_use]
    pub const fn is_by_staff(self) -> bool {
        matches!(self, Self::StaffRegister | Self::StaffApprove | Self::StaffCorrect | Self::BindCard)
    }

    /// Whether a mail that reminds the user, or the firm's administrators of the user, moves it.
    #[must_use]
    pub const fn takes_reminding(self) -> bool {
        !self.is_by_staff() && !matches!(self, Self::Wait)
    }
}

impl fmt::Display for Help {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.name())
    }
}

impl FromStr for Help {
    type Err = UnknownName;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        lookup("what helps", &Self::ALL, Self::name, text)
    }
}

/// How somebody's newest activation stands, as far as it was neither used nor revoked.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Invited {
    /// There is none.
    #[default]
    Never,
    /// It works no more.
    Expired,
    /// It works.
    Open,
}

/// How an active user stands, as far as what helps is concerned.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Case {
    /// How far the user has come.
    pub state: State,
    /// Whether they hold a smartcard that proves.
    pub card: bool,
    /// Whether they hold a passkey.
    pub passkey: bool,
    /// Whether the registered address refuses mail.
    pub mail_refused: bool,
    /// How their activation stands.
    pub invited: Invited,
}

/// What holds around the user.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Around {
    /// Whether the firm has a maker and another who checks, both able to log in.
    pub pair: bool,
    /// Whether the user may set up as things stand.
    pub set_up_open: bool,
    /// Whether mail is delayed for everybody.
    pub mail_delayed: bool,
}

/// What helps `case`, who is shut out because of `why`.
#[must_use]
pub const fn help(why: WhyBlocked, case: Case, around: Around) -> Help {
    match why {
        WhyBlocked::NoAddress if around.pair => Help::Register,
        WhyBlocked::NoAddress => Help::StaffRegister,
        WhyBlocked::NotApproved if around.pair => Help::Approve,
        WhyBlocked::NotApproved => Help::StaffApprove,
        WhyBlocked::NotSetUp if case.mail_refused && around.pair => Help::Correct,
        WhyBlocked::NotSetUp if case.mail_refused => Help::StaffCorrect,
        WhyBlocked::NotSetUp if !around.set_up_open => Help::Wait,
        WhyBlocked::NotSetUp if matches!(case.invited, Invited::Open) => Help::SetUp,
        WhyBlocked::NotSetUp => Help::Invite,
        WhyBlocked::NoCard => Help::BindCard,
    }
}

/// Whether an extension that holds at `at` would let in `case`, whom `terms` shut out then: their smartcard works on
/// with it.
#[must_use]
pub fn extension_helps(terms: Terms, at: Instant, case: Case) -> bool {
    let until = at.plus(Duration::from_millis(1));
    let extended = Terms { own: Some(Exception { kind: ExceptionKind::Extension, from: at, until }), ..terms };
    let why = |terms: Terms| blocked(terms.phase(at), case.state, case.card);
    why(terms).is_some() && why(extended).is_none()
}

/// Whether a one-time pass helps `case` at `at`: everything is there but the mail with the code, and nothing else lets
/// them in.
#[must_use]
pub fn pass_helps(terms: Terms, at: Instant, case: Case, around: Around) -> bool {
    (case.mail_refused || around.mail_delayed) && rests_on_mail(terms.phase(at), case.state, case.card, case.passkey)
}

#[cfg(test)]
mod tests {
    use proptest::{prelude::*, sample::select};

    use super::*;
    use crate::{
        life::has_two_factor,
        phase::{Act, Phase, Rule},
        schedule::Timeline,
    };

    const AT: Instant = Instant::from_millis(1_000);

    fn any_case() -> impl Strategy<Value = Case> {
        let invited = select(&[Invited::Never, Invited::Expired, Invited::Open][..]);
        (select(&State::ALL[..]), any::<(bool, bool, bool)>(), invited).prop_map(
            |(state, (card, passkey, mail_refused), invited)| Case { state, card, passkey, mail_refused, invited },
        )
    }

    fn any_around() -> impl Strategy<Value = Around> {
        any::<(bool, bool, bool)>().prop_map(|(pair, set_up_open, mail_delayed)| Around {
            pair,
            set_up_open,
            mail_delayed,
        })
    }

    fn in_phase(phase: Phase, decommissioned: bool) -> Terms {
        Terms::of(Timeline { phase, former: phase, since: AT, decommissioned })
    }

    #[test]
    fn the_first_thing_that_is_missing_says_what_helps() {
        let case =
            Case { state: State::Registered, card: false, passkey: false, mail_refused: false, invited: Invited::Open };
        let around = Around { pair: true, set_up_open: true, mail_delayed: false };
        let alone = Around { pair: false, ..around };
        let shut = Around { set_up_open: false, ..around };
        let refused = Case { mail_refused: true, ..case };
        for (why, case, around, wanted) in [
            (WhyBlocked::NoAddress, case, around, Help::Register),
            (WhyBlocked::NoAddress, case, alone, Help::StaffRegister),
            (WhyBlocked::NotApproved, case, around, Help::Approve),
            (WhyBlocked::NotApproved, case, alone, Help::StaffApprove),
            (WhyBlocked::NotSetUp, case, around, Help::SetUp),
            (WhyBlocked::NotSetUp, case, alone, Help::SetUp),
            (WhyBlocked::NotSetUp, Case { invited: Invited::Expired, ..case }, around, Help::Invite),
            (WhyBlocked::NotSetUp, Case { invited: Invited::Never, ..case }, around, Help::Invite),
            (WhyBlocked::NotSetUp, Case { invited: Invited::Never, ..case }, shut, Help::Wait),
            (WhyBlocked::NotSetUp, refused, shut, Help::Correct),
            (WhyBlocked::NotSetUp, refused, alone, Help::StaffCorrect),
            (WhyBlocked::NoCard, case, around, Help::BindCard),
        ] {
            assert_eq!(help(why, case, around), wanted, "{why} {case:?} {around:?}");
        }
        for help in Help::ALL {
            assert_eq!(help.name().parse(), Ok(help));
        }
    }

    proptest! {
        #[test]
        fn a_firm_without_a_working_pair_is_never_left_to_register_or_approve(
            why in select(&WhyBlocked::ALL[..]), case in any_case(), around in any_around(),
        ) {
            prop_assert_eq!(help(why, case, around).against(), why);
            let help = help(why, case, Around { pair: false, ..around });
            prop_assert!(!matches!(help, Help::Register | Help::Approve | Help::Correct));
        }

        #[test]
        fn an_extension_helps_holders_of_cards_once_cards_are_closed_and_before_they_are_gone_for_good(
            phase in select(&Phase::ALL[..]), gone in any::<bool>(), case in any_case(),
        ) {
            let closed = phase == Phase::TwoFactorOnly;
            let wanted = closed && !gone && case.card && !has_two_factor(case.state);
            prop_assert_eq!(extension_helps(in_phase(phase, gone), AT, case), wanted);
        }

        #[test]
        fn a_pass_helps_nobody_who_is_shut_out_and_nobody_with_another_way(
            phase in select(&Phase::ALL[..]), case in any_case(), around in any_around(),
        ) {
            let terms = in_phase(phase, false);
            let helps = pass_helps(terms, AT, case, around);
            if helps {
                prop_assert!(blocked(phase, case.state, case.card).is_none() && has_two_factor(case.state));
                prop_assert!(!case.passkey);
                prop_assert!(!case.card || phase.rule(Act::SmartcardLogin) != Rule::Yes);
                prop_assert!(case.mail_refused || around.mail_delayed);
            }
        }
    }
}
