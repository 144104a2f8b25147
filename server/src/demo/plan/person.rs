//! One user: what they do, and on which days.

use domain::{connectivity::Reason, life::Status, phase::Phase, role::DaRoles};

use crate::demo::{
    calendar::{Calendar, USER_GUIDE},
    dice::Dice,
};

/// Who of the first firm has parts of their own: see [`crate::demo::cast`].
pub(super) const NEWCOMER: u32 = 4;
pub(super) const CARDHOLDER: u32 = 5;

/// How somebody's use ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Leaving {
    /// Has not logged in for long.
    Dormant,
    /// Has left.
    Disabled,
}

impl Leaving {
    /// The status afterwards.
    pub const fn status(self) -> Status {
        match self {
            Self::Dormant => Status::Dormant,
            Self::Disabled => Status::Disabled,
        }
    }
}

/// Who administers a firm.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Pair {
    /// A maker and a checker.
    Two,
    /// One person alone.
    OnePerson,
    /// Two, one of whom is no more there.
    OneAway,
}

/// What the users of a firm have in common.
#[derive(Clone, Copy, Debug)]
pub(super) struct Pace {
    /// The number of the firm.
    pub firm: u32,
    /// The day of its first request; none: it does not come.
    pub began: Option<u16>,
    /// Days between two requests.
    pub gap: u16,
    /// Days that its users take to set up, on average.
    pub lag: u16,
    /// Who administers it.
    pub pair: Pair,
}

/// A user's life. Days are counted from the beginning of registration; what lies beyond today does not happen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Person {
    /// The number of the firm.
    pub firm: u32,
    /// The number within the firm, from 1.
    pub number: u32,
    /// What chooses the name.
    pub name: u32,
    /// As a delegated administrator.
    pub da: DaRoles,
    /// When the firm's list is imported.
    pub status: Status,
    /// Whether there is a smartcard.
    pub card: bool,
    /// Whether the registered address is of no mailbox.
    pub mistyped: bool,
    /// How often they come: in so many of 65,535 working days.
    pub visits: u16,
    /// The maker proposes an address.
    pub proposed: Option<u16>,
    /// The checker agrees.
    pub agreed: Option<u16>,
    /// Sets up.
    pub set_up: Option<u16>,
    /// Has read the user guide.
    pub read: Option<u16>,
    /// A connectivity test fails.
    pub failed: Option<(u16, Reason)>,
    /// One passes.
    pub tested: Option<u16>,
    /// Logs in by two factors.
    pub two_factor: Option<u16>,
    /// Adds a passkey.
    pub passkey: Option<u16>,
    /// Has forgotten the password, and sets up again.
    pub reset: Option<(u16, u16)>,
    /// Types so many wrong passwords that the way in is paused.
    pub paused: Option<u16>,
    /// Needs no more access.
    pub leaves: Option<(u16, Leaving)>,
}

/// Why tests fail, each as often as it stands here.
const FAILURES: [Reason; 8] = [
    Reason::MailMissing,
    Reason::MailMissing,
    Reason::MailLate,
    Reason::MailLate,
    Reason::WebAssemblyOff,
    Reason::JavaScriptOff,
    Reason::JavaScriptOff,
    Reason::MailMissing,
];

impl Person {
    pub(super) fn draw(
        dice: &mut Dice,
        calendar: Calendar,
        reminders: &[u16],
        firm: &super::Firm,
        pace: Pace,
        number: u32,
        today: u16,
    ) -> Self {
        let of = pace.firm;
        let ours = of == 0 && number <= CARDHOLDER;
        let da = match (number, pace.pair) {
            (1, Pair::OnePerson) => DaRoles { maker: true, checker: true },
            (1, _) => DaRoles { maker: true, checker: false },
            (2, Pair::Two | Pair::OneAway) => DaRoles { maker: false, checker: true },
            _ => DaRoles::default(),
        };
        let status = match dice.below(200) {
            _ if number == 2 && pace.pair == Pair::OneAway => Status::Dormant,
            _ if number <= 2 || ours => Status::Active,
            0..4 => Status::Disabled,
            4..10 => Status::Dormant,
            _ => Status::Active,
        };
        let often = if dice.chance(20) { 4_000 } else { 46_000 };
        let came = pace.began.is_some() || !da.any();
        let visits = if came { u16::try_from(dice.below(often)).unwrap_or_default() } else { 0 };
        let mut person = Self {
            firm: of,
            number,
            // The two administrators of a firm are not taken for one person.
            name: match number {
                1 => 2 * dice.below(128),
                2 => 2 * dice.below(128) + 1,
                _ => dice.below(256),
            },
            da,
            status,
            card: !(dice.chance(5) || of == 0 && [NEWCOMER, CARDHOLDER].contains(&number)),
            mistyped: dice.chance(1) && !ours,
            visits,
            proposed: None,
            agreed: None,
            set_up: None,
            read: None,
            failed: None,
            tested: None,
            two_factor: None,
            passkey: None,
            reset: None,
            paused: None,
            leaves: None,
        };
        person.register(dice, calendar, reminders, firm.users, pace, ours);
        person.come(dice, calendar, reminders, pace);
        person.wait_for_mail(dice, calendar, firm.refuses);
        person.need_help(dice);
        if of == 0 {
            person = person.with_a_part(calendar, today, firm.users);
        }
        if number > 2 && !ours && dice.chance(2) {
            let leaving = if dice.chance(50) { Leaving::Dormant } else { Leaving::Disabled };
            person.leaves = Some((30 + dice.days(170), leaving));
        }
        person.forget_after_leaving();
        person
    }

    /// When the firm proposes an address for them, and agrees.
    fn register(&mut self, dice: &mut Dice, calendar: Calendar, reminders: &[u16], users: u32, pace: Pace, ours: bool) {
        let Some(began) = pace.began.filter(|_| self.status == Status::Active) else { return };
        // The administrators first, then a few requests of many.
        let wave = match self.number {
            ..=2 => 0,
            number => 1 + u16::try_from((number - 3) * 4 / users.max(1)).unwrap_or_default(),
        };
        let mut proposed = began + wave * pace.gap;
        let slow = !ours && self.number > 2 && dice.chance(8);
        if slow {
            // Forgotten, until a reminder shows it; or for good.
            let Some(reminder) = reminders.iter().find(|reminder| **reminder > proposed + dice.days(60)) else {
                return;
            };
            proposed = reminder + 1 + dice.days(4);
        }
        if self.number > 2 && !ours && dice.chance(2) {
            return;
        }
        let proposed = calendar.working(proposed);
        self.proposed = Some(proposed);
        self.agreed = Some(calendar.working(proposed + 1 + dice.wait(1)));
    }

    /// When they set up, test, and log in by two factors.
    fn come(&mut self, dice: &mut Dice, calendar: Calendar, reminders: &[u16], pace: Pace) {
        let Some(agreed) = self.agreed.filter(|_| !self.mistyped) else { return };
        let open = if self.da.any() { 0 } else { calendar.opens(Phase::Preparation) };
        let from = agreed.max(open) + 1;
        let lag = if self.da.any() { 4 } else { pace.lag };
        let wait = dice.wait(lag);
        // Administrators do not let their activation expire.
        let mut day = from + if self.da.any() { wait.min(9) } else { wait };
        for reminder in reminders.iter().filter(|reminder| **reminder >= from) {
            if day > *reminder && dice.chance(45) {
                day = reminder + dice.days(3);
            }
        }
        let set_up = calendar.working(day);
        self.set_up = Some(set_up);
        self.read = dice.chance(60).then(|| calendar.working(set_up.max(USER_GUIDE) + dice.wait(6)));
        if dice.chance(85) {
            let open = calendar.opens(Phase::ConnectivityTest) + 1;
            let tested = calendar.working(set_up.max(open) + 2 + dice.wait(9));
            self.tested = Some(tested);
            let fails = tested - 1;
            if dice.chance(16) && fails > set_up {
                self.failed = Some((fails, FAILURES[dice.below(8) as usize]));
            }
        }
        if dice.chance(93) {
            let first = set_up.max(calendar.opens(Phase::ParallelRun)) + 1 + dice.wait(8);
            let first = calendar.working(if self.tested == Some(first) { first + 1 } else { first });
            self.two_factor = Some(if self.tested == Some(first) { first + 1 } else { first });
        }
        self.passkey = self.two_factor.filter(|_| dice.chance(4)).map(|first| first + 3 + dice.wait(6));
    }

    /// What needs a mail comes after the firm's mail server has been mended.
    fn wait_for_mail(&mut self, dice: &mut Dice, calendar: Calendar, refuses: Option<(u16, u16)>) {
        let Some((from, until)) = refuses else { return };
        let down = |day: Option<u16>| day.is_some_and(|day| (from..=until).contains(&day));
        if down(self.failed.map(|(day, _)| day)) {
            self.failed = None;
        }
        if until == u16::MAX {
            let cut = |day: Option<u16>| day.filter(|_| !down(day));
            self.set_up = cut(self.set_up);
            if self.set_up.is_none() {
                *self = self.clone().without_two_factor();
            }
            (self.tested, self.two_factor) = (cut(self.tested), cut(self.two_factor));
            self.passkey = self.passkey.filter(|_| self.two_factor.is_some());
            return;
        }
        let mut moved = until;
        for day in [&mut self.set_up, &mut self.tested, &mut self.two_factor] {
            if down(*day) || day.is_some_and(|day| day <= moved && moved > until) {
                moved = calendar.working(moved + 1 + dice.days(3));
                *day = Some(moved);
            }
        }
        self.failed = self.failed.filter(|(day, _)| Some(*day) > self.set_up && Some(*day) < self.tested);
        self.read = self.read.max(self.set_up.filter(|_| self.read.is_some()));
        self.passkey = self.passkey.max(self.two_factor.filter(|_| self.passkey.is_some()).map(|first| first + 3));
    }

    /// Some forget a password, some type it wrong once too often.
    fn need_help(&mut self, dice: &mut Dice) {
        let Some(set_up) = self.set_up else { return };
        if dice.chance(5) {
            let forgot = set_up + 8 + dice.days(60);
            let again = forgot + 2 + dice.days(2);
            let busy = [self.tested, self.two_factor, self.passkey, self.failed.map(|(day, _)| day)];
            if !busy.into_iter().flatten().any(|day| (forgot..=again).contains(&day)) {
                self.reset = Some((forgot, again));
            }
        } else if dice.chance(3) {
            self.paused = self.two_factor.map(|first| first + 2 + dice.days(30));
        }
    }

    /// Those of the first firm who have a part of their own.
    fn with_a_part(mut self, calendar: Calendar, today: u16, users: u32) -> Self {
        match self.number {
            // These log in by the password that is printed.
            1..=3 => {
                let Some(agreed) = self.agreed else { return self };
                let open = if self.da.any() { 0 } else { calendar.opens(Phase::Preparation) };
                let set_up = agreed.max(open) + 1;
                let tested = set_up.max(calendar.opens(Phase::ConnectivityTest)) + 2;
                let two_factor = Some(tested.max(calendar.opens(Phase::ParallelRun)) + 2);
                let read = Some(set_up.max(USER_GUIDE) + 1);
                Self {
                    set_up: Some(set_up),
                    read,
                    tested: Some(tested),
                    two_factor,
                    leaves: None,
                    ..self.without_two_factor()
                }
            }
            // Set-up and binding are left to whoever looks at the demonstration.
            NEWCOMER | CARDHOLDER => {
                let proposed = today.saturating_sub(4);
                self = Self { proposed: Some(proposed), agreed: Some(proposed + 1), set_up: None, ..self };
                self.without_two_factor()
            }
            // They have joined just now: there is something to propose, and to decide.
            number if number > CARDHOLDER && number + 3 > users => {
                Self { proposed: None, agreed: None, set_up: None, leaves: None, ..self }.without_two_factor()
            }
            _ => self,
        }
    }

    fn without_two_factor(self) -> Self {
        Self {
            read: None,
            failed: None,
            tested: None,
            two_factor: None,
            passkey: None,
            reset: None,
            paused: None,
            ..self
        }
    }

    /// Whoever has left does nothing any more.
    fn forget_after_leaving(&mut self) {
        let Some((left, _)) = self.leaves else { return };
        let before = |day: Option<u16>| day.filter(|day| *day < left);
        if self.agreed.is_some_and(|day| day >= left) {
            // What the firm has asked for is decided first.
            self.leaves = None;
            return;
        }
        self.set_up = before(self.set_up);
        self.read = before(self.read);
        self.failed = self.failed.filter(|(day, _)| *day < left);
        self.tested = before(self.tested);
        self.two_factor = before(self.two_factor);
        self.passkey = before(self.passkey);
        self.paused = before(self.paused);
        self.reset = self.reset.filter(|(_, again)| *again < left);
    }

    /// Whether they are in use on that day.
    pub fn is_there(&self, number: u16) -> bool {
        self.status == Status::Active && self.leaves.is_none_or(|(left, _)| number < left)
    }

    /// Whether they have a password that they know on that day.
    pub fn knows_password(&self, number: u16) -> bool {
        let forgot = self.reset.is_some_and(|(forgot, again)| (forgot..=again).contains(&number));
        self.set_up.is_some_and(|day| day < number) && !forgot
    }

    /// Whether they log in by password and code, so that a one-time pass helps them on that day.
    pub fn needs_pass(&self, number: u16) -> bool {
        self.is_there(number) && self.knows_password(number) && self.two_factor.is_some_and(|first| first < number)
    }
}
