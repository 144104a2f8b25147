//! The script of a demonstration: who does what on which day. The same size and seed give the same script; nothing is
//! done here.
//!
//! Firms begin at their own pace, few of them early; users follow with a delay of their own, reminders pull those who
//! have not come yet, and some never come. [`day`] says what a day brings.

pub mod day;
mod person;

use domain::{
    account::{AccountId, UserId},
    address::EmailAddress,
    adoption::Day,
    life::Status,
    role::DaRoles,
};

pub use person::{Leaving, Person};

use super::{
    calendar::{CLOSING, Calendar, MAIL_DOWN},
    dice::Dice,
    names,
};

/// The most users whose visits are played on a day: of more, everybody comes so much less often.
const VISITS_A_DAY: u64 = 5_000;

/// How large a demonstration is, and how far it has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Size {
    /// Clearing participants.
    pub participants: u32,
    /// Users of all of them together.
    pub users: u32,
    /// Begins another series.
    pub seed: u64,
    /// Days since registration began.
    pub days_in: u16,
    /// How many of a hundred visits are played: fewer for tests.
    pub visits: u32,
}

/// How a firm goes about it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Manner {
    Keen,
    Usual,
    /// Begins when it is reminded.
    Late,
    /// Has not come.
    Absent,
}

/// A firm.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Firm {
    /// The place of its first user among all.
    pub first: u32,
    /// How many users it has.
    pub users: u32,
    /// Days between which its mail server refuses the codes.
    pub refuses: Option<(u16, u16)>,
    /// From when it uses two factors only, before the others.
    pub early: Option<u16>,
    /// Whether it is granted to go on with smartcards for a while.
    pub extended: bool,
}

/// Everything that is going to happen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Plan {
    /// How large it is.
    pub size: Size,
    /// Its days.
    pub calendar: Calendar,
    /// The firms.
    pub firms: Vec<Firm>,
    /// The users of all firms, firm by firm.
    pub people: Vec<Person>,
}

impl Plan {
    /// Draws the plan of a demonstration in which it is `today`.
    pub fn draw(size: Size, today: Day) -> Self {
        let calendar = Calendar::new(today.later(-i64::from(size.days_in)));
        let reminders = calendar.reminders();
        let mut plan = Self { size, calendar, firms: Vec::new(), people: Vec::with_capacity(size.users as usize) };
        // One of those that are keen moves early, and some that are not get more time.
        let (mut moved, mut extended) = (false, 0);
        for number in 0..size.participants {
            let mut dice = Dice::of(size.seed, u64::from(number));
            let manner = match dice.below(100) {
                _ if number == 0 => Manner::Keen,
                0..12 => Manner::Keen,
                12..83 => Manner::Usual,
                83..97 => Manner::Late,
                _ => Manner::Absent,
            };
            let share = size.users / size.participants + u32::from(number < size.users % size.participants);
            let early = (manner == Manner::Keen && number > 0 && !moved).then(|| calendar.working(CLOSING - 21));
            moved |= early.is_some();
            let refuses = match dice.below(100) {
                _ if number == 0 => None,
                0..2 => Some((95, 95 + 10 + dice.days(25))),
                2..3 => Some((CLOSING - 30, u16::MAX)),
                _ => None,
            };
            let late = matches!(manner, Manner::Late | Manner::Absent);
            let firm = Firm {
                first: u32::try_from(plan.people.len()).unwrap_or(u32::MAX),
                users: share,
                refuses,
                early,
                extended: late && extended < 3,
            };
            extended += u32::from(firm.extended);
            let pace = person::Pace {
                firm: number,
                began: match manner {
                    Manner::Keen if number == 0 => Some(2),
                    Manner::Keen => Some(1 + dice.days(22)),
                    Manner::Usual => Some(14 + dice.days(70) + dice.days(70)),
                    Manner::Late => {
                        let reminder = reminders.get(dice.below(3) as usize).copied().unwrap_or(CLOSING);
                        Some(reminder + 1 + dice.days(9))
                    }
                    Manner::Absent => None,
                },
                gap: 2 + dice.days(8),
                lag: 6 + dice.days(if manner == Manner::Keen { 8 } else { 26 }),
                pair: match dice.below(100) {
                    _ if number == 0 => person::Pair::Two,
                    0..4 => person::Pair::OnePerson,
                    4..7 => person::Pair::OneAway,
                    _ => person::Pair::Two,
                },
            };
            for place in 1..=share {
                let drawn = Person::draw(&mut dice, calendar, &reminders, &firm, pace, place, size.days_in);
                plan.people.push(drawn);
            }
            plan.firms.push(firm);
        }
        plan.thin_out();
        plan
    }

    /// Lets everybody come less often where so many users would do nothing but log in.
    fn thin_out(&mut self) {
        let wanted: u64 = self.people.iter().map(|person| u64::from(person.visits)).sum::<u64>() / u64::from(u16::MAX);
        let share = (VISITS_A_DAY * 100 / wanted.max(1)).min(u64::from(self.size.visits));
        for person in &mut self.people {
            person.visits = u16::try_from(u64::from(person.visits) * share / 100).unwrap_or(u16::MAX);
        }
    }

    /// The user at that place among all.
    pub fn person(&self, who: u32) -> &Person {
        &self.people[who as usize]
    }

    /// What the user is called in the house.
    pub fn id(&self, who: u32) -> AccountId {
        let person = self.person(who);
        let participant = names::code(person.firm);
        let user = UserId::parse(&format!("{participant}{:03}", person.number))
            .unwrap_or_else(|_| unreachable!("letters and digits"));
        AccountId { participant, user }
    }

    /// The place of a user among all; none where there is no such user.
    pub fn find(&self, firm: u32, number: u32) -> Option<u32> {
        let firm = self.firms.get(firm as usize)?;
        (1..=firm.users).contains(&number).then(|| firm.first + number - 1)
    }

    /// The address that is registered for the user.
    pub fn address(&self, who: u32) -> EmailAddress {
        let AccountId { participant, user } = self.id(who);
        EmailAddress::parse(&format!("{user}@{participant}.example").to_ascii_lowercase())
            .unwrap_or_else(|_| unreachable!("letters, digits and one dot"))
    }

    /// Whether mail to the user is refused on that day.
    pub fn refuses(&self, who: u32, number: u16) -> bool {
        let person = self.person(who);
        let firm = self.firms[person.firm as usize].refuses;
        person.mistyped || firm.is_some_and(|(from, until)| (from..=until).contains(&number))
    }

    /// How long mail of that day takes to be taken, in milliseconds: `draw` is some number.
    pub fn latency(&self, number: u16, draw: u64) -> u64 {
        let slow = number == self.calendar.working(MAIL_DOWN);
        match draw % 100 {
            // Minutes, and still within the life of a code.
            _ if slow => 180_000 + draw % 390_000,
            0..70 => 700 + draw % 2_600,
            70..96 => 2_500 + draw % 9_000,
            _ => 15_000 + draw % 70_000,
        }
    }

    /// The users whose status and roles a file of that day has, with both.
    pub fn standing(&self, who: u32, number: u16) -> (Status, DaRoles) {
        let person = self.person(who);
        let left = person.leaves.filter(|(day, _)| *day <= number).map(|(_, leaving)| leaving.status());
        (left.unwrap_or(person.status), person.da)
    }
}
