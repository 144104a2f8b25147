### Changes of the schedule and of what rests on it, as approvals name them, in English.

## Kinds of change

approval-kind-schedule = Change the schedule
approval-kind-arm = Arm an event
approval-kind-exception = { $count ->
    [one] Grant or end an exception
   *[other] Grant or end exceptions
}
approval-kind-campaign = Send reminders
approval-kind-one-time-pass = { $count ->
    [one] Issue a one-time pass
   *[other] Issue one-time passes
}
approval-kind-call-back = Change the number to call back
approval-kind-package = Confirm the information package
approval-kind-readiness = Declare readiness

## What approving does

approval-would-schedule = The schedule would change, and every firm’s Delegated Administrators would be told.
approval-would-arm = The event would happen by itself at its instant, unless more users are shut out by then.
approval-would-exception = { $count ->
    [one] Another phase would hold for { $count } firm or user between the two dates.
   *[other] Another phase would hold for { $count } firms or users between the two dates.
}
approval-would-campaign = Reminders would go out in the rhythm shown, to those who have not come far enough.
approval-would-one-time-pass = { $count ->
    [one] { $count } user would get a pass that replaces one e-mailed code, never the password.
   *[other] { $count } users would get a pass each that replaces one e-mailed code, never the password.
}
approval-would-call-back = One-time passes would be told over the new number.
approval-would-package = The clearing house would see that the firm has the package and has passed it on.
approval-would-readiness = The clearing house would see that the firm has declared itself ready.

## What a user or firm waits for

waits-schedule = Change of the schedule waits
waits-arm = Arming waits
waits-exception = Exception waits
waits-campaign = Campaign waits
waits-one-time-pass = One-time pass waits
waits-call-back = Number to call back waits
waits-package = Information package waits
waits-readiness = Declaration of readiness waits

## Old and new

agreed-kind = What happens
agreed-when = When
agreed-title = Title
agreed-text = Text
agreed-state = State
agreed-again = confirmed again, at the same time
agreed-at-once = as soon as it is approved
agreed-cancelled = will not happen
agreed-blocked = Shut out of the terminal
agreed-blocked-count = { $users ->
    [one] { $users } user
   *[other] { $users } users
} of { $firms ->
    [one] { $firms } firm
   *[other] { $firms } firms
}
approval-blocked-now = { $users ->
    [0] As things stand, nobody would be blocked.
    [one] As things stand, { $users } user of { $firms ->
        [one] { $firms } firm
       *[other] { $firms } firms
    } would be blocked.
   *[other] As things stand, { $users } users of { $firms ->
        [one] { $firms } firm
       *[other] { $firms } firms
    } would be blocked.
}
approval-campaign-look = See whom it addresses, and the mails
agreed-about-campaign = { $title } ({ $users ->
    [one] { $users } user
   *[other] { $users } users
} of { $firms ->
    [one] { $firms } firm
   *[other] { $firms } firms
})
agreed-campaign-users = Only these
agreed-campaign-chosen = { $count ->
    [one] { $count } user, chosen by name
   *[other] { $count } users, chosen by name
}
agreed-exception = Exception
agreed-exception-extension = The smartcard works on: { $from } to { $until }
agreed-exception-early-move = Two factors only: { $from } to { $until }
agreed-exception-none = ends now
agreed-both = { $en } / { $zh }

## Events of the schedule

event-registration = Registration of e-mail addresses
event-preparation = Preparation: briefing and set-up
event-user-guide = User guide
event-connectivity-test = Connectivity test
event-parallel-run = Parallel run: smartcard or two factors
event-two-factor-only = Two factors only
event-decommissioning = Smartcards decommissioned
