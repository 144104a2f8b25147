### Briefings: what users, administrators and staff read.

## What is on

briefings-link = Briefings
briefings-title = Briefings
briefings-lead = Sessions at which the clearing house explains the change to two-factor login.
briefings-none = No session is planned at the moment. We announce new ones here.
briefings-past = Past sessions
briefings-staff = Staff do not take seats here.
briefings-staff-link = Manage the sessions
briefings-signed-up = Done: the seat is kept. A mail confirms it.
briefings-waits = Done: on the waiting list. A mail tells when a seat is free.
briefings-given-back = Done: the place is given back.
briefings-problem-full = { $left ->
    [0] No seat is left. Join the waiting list, or choose another session.
    [one] Only { $left } seat is left. Name fewer users, join the waiting list, or choose another session.
   *[other] Only { $left } seats are left. Name fewer users, join the waiting list, or choose another session.
}
briefings-problem-closed = That session has begun or was called off. Nothing was changed.
briefings-problem-too-often = You have signed up many times today. Try again tomorrow, or call the hotline.
briefings-problem-nobody = Enter at least one user ID
briefings-problem-too-many = Enter at most { $most } user IDs at a time
briefings-problem-unknown = { $user } is not a user of your firm who is in use. Check the user ID

## A session

briefing-session = Session
briefing-when = When
briefing-length = Length
briefing-minutes = { $count ->
    [one] { $count } minute
   *[other] { $count } minutes
}
briefing-place = Place
briefing-spoken = Language
briefing-seats = Seats
briefing-state = State
spoken-cantonese = Cantonese
spoken-english = English
spoken-putonghua = Putonghua
briefing-taken-of = { $taken } of { $capacity } taken
briefing-and-waiting = , { $count } waiting
briefing-left = { $left ->
    [0] None left of { $capacity }
   *[other] { $left } left of { $capacity }
}
briefing-none-left-waiting = None left, { $count } waiting
briefing-open = Open
briefing-full = Full
briefing-over = Begun or over
briefing-called-off = Called off
briefing-called-off-means = This session does not take place. Choose another one.
briefing-sign-up = Take a seat
briefing-wait = Join the waiting list
briefing-give-back = Give the seat back
briefing-leave-list = Leave the waiting list
briefing-button-of = { ": " }
briefing-full-way = Every seat is taken. If you join the waiting list, you get the next free seat in your turn.
briefing-yours = You have a seat.
briefing-you-wait = You are on the waiting list.
briefing-you-came = You attended.
briefing-you-did-not-come = You had a seat and were not recorded as present.
briefing-firm = { $count ->
    [0] Sign up users of your firm
    [one] Users of your firm: { $count } signed up
   *[other] Users of your firm: { $count } signed up
}
briefing-on-list = waiting
briefing-give-back-user = Give back
briefing-users = User IDs
briefing-users-hint = Users of your firm, separated by spaces. All of them get a seat, or none.
briefing-sign-up-users = Sign them up
briefing-wait-users = Put them on the waiting list
papers-title = Materials

## Staff: sessions

calendar-lead = Plan sessions, record who came, and add what participants can take home.
calendar-create = Plan a session
calendar-none = No session is planned.
calendar-coming = Sessions to come
calendar-past = Past sessions
session-new-title = Plan a session
session-change-title = Change a session
session-back = Back to the session
session-change-told = { $count ->
    [one] { $count } person has signed up. A mail tells of a new title, time, place or language.
   *[other] { $count } people have signed up. A mail tells them of a new title, time, place or language.
}
session-title-en = Title in English
session-title-zh = Title in Traditional Chinese
session-place-en = Place in English
session-place-zh = Place in Traditional Chinese
session-date = Day
session-time = Time
session-hong-kong = Hong Kong time
session-minutes = Length in minutes
session-capacity = Seats
session-create = Plan the session
session-save = Save the change
session-next = Everybody who is logged in sees the session at once.
session-missing-title-en = Enter the title in English
session-missing-title-zh = Enter the title in Traditional Chinese
session-missing-place-en = Enter the place in English
session-missing-place-zh = Enter the place in Traditional Chinese
session-missing-spoken = Choose the language that is spoken
session-wrong-date = Enter the day
session-wrong-time = Enter the time with hours and minutes, for example, 09:30
session-past = Choose a time that is still to come
session-wrong-minutes = Enter a length of { $least } to { $most } minutes
session-wrong-capacity = Enter { $least } to { $most } seats
session-taken = { $taken ->
    [one] { $taken } seat is taken already. Enter at least as many
   *[other] { $taken } seats are taken already. Enter at least as many
}
session-overtaken = Somebody else has changed this session meanwhile. Look at it again, then make your change.
session-closed = That session has begun or was called off, and cannot be changed any more.
session-change = Change the session
session-created = The session is planned. Everybody who is logged in sees it.
session-changed = The session is changed.
session-just-called-off = The session is called off. Those who had signed up are told by mail.
session-recorded = Attendance is recorded.
session-material-added = The PDF is added. Whoever is logged in can take it.
session-material-removed = The PDF is removed.
session-attendance-title = Attendance
session-nobody = Nobody has a seat.
session-seated = { $count ->
    [one] { $count } seat taken
   *[other] { $count } seats taken
}
session-came-column = Came
session-came = { $account } came
session-record = Record attendance
session-recorded-at = Recorded on { $time }. You can correct it at any time.
session-not-recorded = Not recorded yet.
session-not-begun = The session has not begun, or was called off. There is no attendance to record.
session-waiting-title = Waiting list, in order
session-materials-title = Materials
session-no-materials = No materials yet.
session-add-material = Add a PDF
session-remove = Remove
session-call-off-title = Call the session off
session-call-off = Call it off
session-call-off-confirm = { $count ->
    [0] Yes, call it off. Nobody has signed up.
    [one] Yes, call it off and tell the { $count } person who has signed up. This cannot be undone.
   *[other] Yes, call it off and tell the { $count } people who have signed up. This cannot be undone.
}
session-not-confirmed = Confirm that the session is called off
yes = Yes
no = No

## Staff: attendance by firm

attendance-link = Attendance by firm
attendance-title = Attendance by firm
attendance-csv = Attendance as a file (CSV)
attendance-lead = { $firms ->
    [one] Of { $absent } of { $firms } firm nobody has attended a session.
   *[other] Of { $absent } of { $firms } firms nobody has attended a session.
}
attendance-table = Firms
attendance-signed-up = Signed up
attendance-came = Came
attendance-none = nobody yet
attendance-none-only = Nobody came
attendance-show-none = Show only firms of which nobody came

## Audit trail

family-briefing = Briefings
event-briefing-attendance = Attendance at a briefing recorded
event-briefing-called-off = Briefing called off
event-briefing-changed = Briefing changed
event-briefing-created = Briefing planned
event-briefing-given-back = Place at a briefing given back
event-briefing-material-added = Material of a briefing added
event-briefing-material-removed = Material of a briefing removed
event-briefing-moved-up = Seat at a briefing given from the waiting list
event-briefing-reminded = Reminders of a briefing sent
event-briefing-signed-up = Signed up for a briefing
event-briefing-waiting = Waiting list of a briefing joined
