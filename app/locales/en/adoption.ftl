### The adoption in figures: the first page of staff and the views behind it.

## /monitor

figures-as-of = As of { $time } HKT
figures-seconds = · { $count } s ago
figures-minutes = · { $count } min ago
figures-refresh = Refresh
figures-table = The figures as a table
figures-none = There is nothing to show for these days.
as-of-now = As of
as-that-day-ended = As { $day } ended
past-left-out = What is only known now is left out: whom the next phase would block, mail, and what waits for staff.
day-before = ← { $day }
day-after = { $day } →
day-now = Back to now
day-title = Another day
day-label = Day
day-hint = From { $day } until yesterday.
day-show = Show this day
day-wrong = Choose a day that has figures
from-label = From
until-label = Until

board-phase = { $phase }.
board-coming = { $days ->
    [0] Today: { $event }.
    [one] 1 day left: { $event }.
   *[other] { $days } days left: { $event }.
}
board-coming-said = Next: { $event }, { $when }.
board-coming-unsaid = Next: { $event }. No date is confirmed.
board-nothing-comes = No further phase is announced.

## Three questions

tile-ready = Are we ready?
tile-ready-users = { $ready } of { $active } active users are ready.
tile-ready-firms = { $ready } of { $firms } firms are ready.
tile-behind = Who is not?
tile-behind-users = users are not ready.
tile-behind-firms = { $behind } of { $firms } firms are not.
tile-moves = What moves it?
tile-moves-week = ready users, against 7 days ago.
tile-moves-unknown = There are no figures of 7 days ago yet.
tile-moves-needed = { $count } a day are needed for all to be ready before { $day }.
lever-address = { $count ->
    [one] 1 needs an address from the firm
   *[other] { $count } need an address from their firm
}
lever-checker = { $count ->
    [one] 1 waits for the firm’s checker
   *[other] { $count } wait for their firm’s checker
}
lever-set-up = { $count ->
    [one] 1 has to set up
   *[other] { $count } have to set up
}
lever-remind = Remind them by a campaign
course-none = There is no target line: no date is confirmed for the end of smartcards.
course-ahead = The target for the day is { $target }%: { $users ->
    [0] just met.
    [one] 1 user ahead.
   *[other] { $users } users ahead.
}
course-behind = The target for the day is { $target }%: { $users ->
    [one] 1 user behind.
   *[other] { $users } users behind.
}

## To look after

facts-look-after = To look after
fact-without-pair = Firms without a working pair of DAs
fact-never-came = Firms whose DAs never came in
fact-mail-refused = Users whose address refuses mail
fact-mail-alone = Users set up by mail alone
fact-passkeys = Users with a passkey
fact-dormant = Dormant users, counted apart
fact-disabled = Disabled users, counted apart
facts-house = The house
fact-reconciled = Users last compared with the firms’ lists
fact-days-ago = { $days ->
    [0] today
    [one] 1 day ago
   *[other] { $days } days ago
}
fact-never-reconciled = never
fact-unacknowledged = The operator’s acts not acknowledged
fact-passes-open = One-time passes open
fact-passes-waiting = One-time passes to be passed on
fact-mail-delayed = Mail is said to be delayed since

## Views

view-funnel = How far users have come
view-funnel-says = { $registered } are registered, { $able } are able to log in with two factors, { $used } have done so, of { $active } active users.
view-readiness = Ready users and firms
view-readiness-says = { $ready } of { $active } users and { $firms_ready } of { $firms } firms are ready.
view-logins = Logins by method
view-logins-none = Nobody logged in during the last 7 days.
view-logins-says-first = In the last 7 days { $percent }% of { $all } logins were by smartcard.
view-logins-says = In the last 7 days { $percent }% of { $all } logins were by smartcard, after { $before }% in the 7 days before.
view-firms = Firms by state
view-firms-says = { $count } of { $firms } firms, those with the most users not ready first.
view-firms-behind = { $count } of { $firms } firms have users who are not ready, most first.
view-firms-only = { $count } of { $firms } firms: { $what }.
view-blocked = If the next phase came now
view-blocked-says = { $phase }: if it began now, { $users } users of { $firms ->
    [one] 1 firm
   *[other] { $firms } firms
} would be blocked.
view-blocked-nobody = { $phase }: if it began now, nobody would be blocked.
view-blocked-says-now = { $phase }: { $users } users of { $firms ->
    [one] 1 firm
   *[other] { $firms } firms
} are blocked now.
view-blocked-nobody-now = { $phase }: nobody is blocked now.
view-help = Help given
view-help-says = { $resets } resets, { $unlocks } pauses cleared and { $passes } one-time passes in { $days ->
    [one] 1 day
   *[other] { $days } days
}.
view-mail = Mail
view-mail-says = Half of the codes of the last 24 hours were with the relay within { $p50 }, 95 of 100 within { $p95 }.
view-mail-none = No codes were sent in the last 24 hours.
view-proofs = Passkeys and set-up by mail alone
view-proofs-says = { $passkeys } users hold a passkey; { $alone } proved no more than their mailbox.
days-none = There are no figures for these days.

## Charts

line-users = Users { $percent }%
line-firms = Firms { $percent }%
line-target = Target
line-passkeys = Passkeys: { $count }
line-mail-alone = Mail alone: { $count }
mark-closes = { $date }: smartcards close
strip-two-factor = Password and code: { $count }
strip-card = Smartcard: { $count }
strip-other = Passkey or one-time pass: { $count }
strip-resets = Resets: { $count }
strip-unlocks = Pauses cleared: { $count }
strip-passes = One-time passes: { $count }
count-and-share = { $count } · { $percent }%
span-tenths = { $seconds } s
span-seconds = { $count } s
span-minutes = { $count } min
span-hours = { $count } h
span-days = { $count } days
reached-authorised = Authorised
reached-proposed = Address proposed
reached-registered = Registered
reached-ready = Able: set up
reached-tested = Tested, or further
reached-two-factor = Used two factors
reached-two-factor-only = Two factors only

## Columns

column-reached = Came so far or further
column-share = Ready, share
column-with-card = Of these, with a card
column-day = Day
column-active = Active
column-target = Target
column-firms = Firms
column-firms-ready = Firms ready
column-firms-share = Firms ready, share
column-all = All
column-resets = Resets
column-unlocks = Pauses cleared
column-passes = One-time passes
column-firm = Firm
column-name = Name
column-administrators = DAs
column-administrators-seen = DAs who came in
column-pair = Working pair
column-measure = What
column-value = Figure
short-authorised = No address
short-proposed = Waits for checker
short-registered = Not set up
short-ready = Set up
short-tested = Tested
short-two-factor = Used
short-two-factor-only = Card retired
short-dormant = Dormant
short-disabled = Disabled
flag-yes = yes
flag-no = no
mail-p50 = Half of the codes within
mail-p95 = 95 of 100 codes within
mail-measured = Codes measured
mail-age = Age of the oldest mail waiting
mail-refused-by = Refused by { $domain }

## What firms are looked at for

only-label = Firms with
only-all = All firms
only-behind = Not ready
only-ready = All users ready
only-without-pair = No working pair
only-never-came = DAs never came in
only-passkey = Passkey
only-mail-alone = By mail alone
only-mail-refused = Mail refused
only-with-card = { $state }, with a card
only-administrators = DAs
only-group-in = Now at
only-group-reached = So far or further
only-group-card = With a card
only-group-others = Others

## Files

download-csv = Download as CSV
download-json = Download as JSON

## Navigation of staff

monitor-overview-link = Overview
nav-schedule = Schedule
nav-schedule-events = Events
nav-people = Firms and users
nav-participants = Firms
nav-users = Users
nav-telling = Messages
nav-announcements = Announcements
nav-mail = Mail
nav-control = Approvals and audit
