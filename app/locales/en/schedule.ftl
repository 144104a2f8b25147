### The schedule, what steers it, and who would be blocked, in English.

## Phases and what they allow

phase-name-registration = Registration
phase-name-preparation = Preparation
phase-name-connectivity-test = Connectivity test
phase-name-parallel-run = Parallel run
phase-name-two-factor-only = Two factors only
phase-act-smartcard = Smartcard login
phase-act-two-factor = Two-factor login
phase-act-register = Register addresses
phase-act-set-up = Set up two factors
phase-act-test = Test login
phase-rule-yes = Yes
phase-rule-test-only = Test only
phase-rule-no = No

## Events

event-state-tentative = Tentative
event-state-confirmed = Confirmed
event-state-held = On hold
event-state-done = Done
event-state-cancelled = Cancelled
event-held-by-hand = Staff put it on hold.
event-held-not-armed = Two people had not armed it in time.
event-held-grown = It would have blocked more users than was agreed on.
event-held-too-early = Smartcards must stop opening the terminal first.

## /schedule

schedule-link = Schedule
schedule-title = Schedule
schedule-lead = These events are announced. Times are Hong Kong time. Dates may change: each change is published here, and Delegated Administrators are told by mail.
schedule-in-force = In force now: { $phase }.
schedule-in-force-since = In force now: { $phase }, since { $time }.
schedule-empty = No schedule has been announced yet.
schedule-on-hold = This event is on hold. A new date will be announced.
schedule-phases = What each phase allows
schedule-phases-lead = This is about the terminal. Delegated Administrators reach their portal with two factors in every phase. A firm or user with an extension or an early move follows other dates.
schedule-phase = Phase
schedule-now = in force
schedule-calendar = In your calendar
schedule-calendar-how = Add this address to your calendar program as an internet calendar. It looks for changes by itself, every few hours.
schedule-calendar-link = Calendar file of the schedule
schedule-calendar-name = { $house }: two-factor login schedule
schedule-calendar-held = {"On hold: "}
schedule-calendar-tentative = Events without a date are not in the calendar. They appear there once they have one.

## /monitor/schedule

schedule-desk-title = Schedule and phases
schedule-fixed = The configuration fixes this phase (schedule.phase). Nothing of the schedule happens until that is taken out.
schedule-decommissioned = Smartcards are out of use for good. There is no way back to an earlier phase.
schedule-new = Add an event
schedule-empty-how = Add an event here, or import a file with “changeover import schedule”.
schedule-when = When
schedule-event = Event
schedule-state = State
schedule-arming = Arming
schedule-armed = Armed
schedule-armed-until = holds until { $time }
schedule-to-arm = To be armed
schedule-by-itself = Not needed
schedule-waits = Change waits
schedule-public-link = The schedule as everybody sees it
schedule-back-title = Way back
schedule-back-lead = If the change goes wrong, the parallel run can begin again as soon as a second person agrees. Smartcards then open the terminal as before.
schedule-back = Go back to the parallel run
schedule-back-event = Parallel run again
schedule-back-text = Smartcards open the terminal again, beside two factors. A new date for two factors only will be announced.

## One event

schedule-kind = What happens
schedule-held = On hold
schedule-needs-arming = Two people must arm it, in the 72 hours before its instant. Otherwise it is held.
schedule-armed-by = By { $by } at { $time }, on { $users ->
    [one] { $users } user
   *[other] { $users } users
} of { $firms ->
    [one] { $firms } firm
   *[other] { $firms } firms
}. It holds for an instant no later than { $until }.
schedule-and = {" and "}
schedule-request = Request
schedule-request-waits = A request waits for a second person
schedule-blocks = Rehearsal
schedule-just-held = The event is on hold. It happens only after two people have confirmed it again.
schedule-no-way-back-warning = There is no way back from this. Smartcards never work again, and the phase cannot go back.
schedule-change = Change this event
schedule-history = What became of it
schedule-history-request = Request
schedule-history-planned = Announced in words, without a date
schedule-history-dated = Set to { $to }
schedule-history-no-date = No date any more; it was { $from }
schedule-history-same = Changed; still { $to }
schedule-history-moved = Moved from { $from } to { $to }
schedule-history-armed = Armed on { $users ->
    [one] { $users } user
   *[other] { $users } users
} of { $firms ->
    [one] { $firms } firm
   *[other] { $firms } firms
}
schedule-history-happened = It happened, and blocked { $users ->
    [one] { $users } user
   *[other] { $users } users
} of { $firms ->
    [one] { $firms } firm
   *[other] { $firms } firms
}
schedule-history-held = Put on hold. { $why }
schedule-history-held-reason = Put on hold: { $reason }
schedule-history-cancelled = Cancelled
schedule-by-operator = the command line
schedule-by-system = the schedule itself

## Its form

schedule-held-form = This event is on hold. Whatever you propose here confirms it again, once a second person agrees.
schedule-kind-choose = Choose what happens
schedule-timing = When it happens
timing-confirmed = On a date
timing-confirmed-hint = It happens by itself at that instant.
timing-tentative = Tentative
timing-tentative-hint = Announced in words, such as “late Q2”. Nothing happens by itself.
timing-at-once = As soon as it is approved
timing-at-once-hint = Not for an event that closes a way in.
timing-cancelled = Not at all
timing-cancelled-hint = It is shown as cancelled, for good.
schedule-instant = Instant, in Hong Kong time
schedule-date = Date
schedule-date-hint = As 2027-06-25
schedule-time = Time
schedule-time-hint = As 18:00
schedule-words = When, in words
schedule-when-en = When, in English
schedule-when-zh = When, in Chinese
schedule-says = What people read
schedule-title-en = Title, in English
schedule-title-zh = Title, in Chinese
schedule-text-en = Text, in English
schedule-text-zh = Text, in Chinese
schedule-check = Check what it would do
schedule-check-next = Nothing changes until a second person agrees.
schedule-kind-missing = Choose what happens
schedule-timing-missing = Choose when it happens
schedule-date-wrong = Enter a date as 2027-06-25 and a time as 18:00
schedule-date-past = Enter an instant that has not passed
schedule-date-taken = Another event happens at that instant. Enter another one
schedule-when-missing = Enter when, in words
schedule-title-missing = Enter a title in this language too
schedule-text-missing = Enter the text in this language too
schedule-too-long = This is too long: 200 characters at most, 2,000 for a text
schedule-unprintable = There are characters in it that cannot be seen. Type it again
schedule-at-once-needs-arming = This event closes a way in. It needs a date, and two people who arm it
schedule-over = This event has happened or was cancelled. It cannot be changed any more.
schedule-no-way-back = Smartcards are out of use for good. There is no way back.
schedule-waits-already = A request about this event waits for a second person already.
schedule-changed = Somebody changed this event meanwhile. The page shows it as it is now; make your change again.
schedule-nothing = You have changed nothing.

## What a change would do

schedule-check-title = Check the change
schedule-check-lead = { $title } – { $kind }
schedule-check-changes = What changes
schedule-check-does = What it would do
schedule-begins = This is the first event. Until now the phase is “{ $phase }”. Once this is approved, the schedule says which phase is in force, and it begins with registration.
schedule-disarms = This event is armed. With this change it would have to be armed anew.
schedule-does-nothing = No phase changes by this. The new words are shown on the schedule.
schedule-does-at = At { $time }, as things stand:
schedule-does-at-once = As soon as a second person approves, as things stand:
schedule-does-keep = The phase stays as it is: { $phase }.
schedule-does-switch = The phase changes from “{ $before }” to “{ $after }”.
schedule-does-reason = { $why }: { $count }
schedule-does-need-arming = Two people must arm it in the 72 hours before. Otherwise it is held, and nothing changes.
schedule-would-block = { $users ->
    [0] Nobody would be blocked.
    [one] { $users } user of { $firms ->
        [one] { $firms } firm
       *[other] { $firms } firms
    } would be blocked.
   *[other] { $users } users of { $firms ->
        [one] { $firms } firm
       *[other] { $firms } firms
    } would be blocked.
}
schedule-firms-shut-out = { $count ->
    [one] { $count } firm would have no user left who can log in.
   *[other] { $count } firms would have no user left who can log in.
}
schedule-sessions-end = { $count ->
    [0] No open session would end.
    [one] { $count } open session would end.
   *[other] { $count } open sessions would end.
}
schedule-reason-hint = Why it changes. The approver reads it, and it stands in the history.
schedule-edit = Change something

## Arming and holding

schedule-arm-title = Arm this event
schedule-arm-means = This event closes a way in. It happens only if two people agree on whom it blocks, in the 72 hours before. They agree on the count below.
schedule-blocked-whom = See who
schedule-arm-tolerance = If more than { $count } users or firms are added until then, it is held.
schedule-administrators-without = { $count ->
    [one] { $count } Delegated Administrator has no passkey that they have used: if mail is down, they have no way in.
   *[other] { $count } Delegated Administrators have no passkey that they have used: if mail is down, they have no way in.
}
schedule-arm-too-early = It can be armed from { $time } on.
schedule-arm-staff = Every operator and approver needs a passkey, used at least once, so that somebody can act when mail is down. Missing: { $names }.
schedule-arm-waits = A request to arm it waits for a second person.
schedule-arm-count = How many users would be blocked?
schedule-arm-count-hint = Type the number from above. It shows that you have seen it.
schedule-arm-propose = Propose arming
schedule-arm-wrong-count = That is not the number of users who would be blocked. Look at it above and type it
schedule-arm-not-now = The event cannot be armed now.
schedule-hold-title = Put it on hold
schedule-hold-means = It takes you alone, and works at once. It takes two people to confirm the event again.
schedule-hold = Hold this event
schedule-hold-reason-missing = Enter why it is put on hold
schedule-hold-happened = The event has happened already.
schedule-hold-nothing = There is nothing to hold.

list-comma = {", "}
