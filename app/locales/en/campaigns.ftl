### Campaigns and announcements, in English.

campaigns-link = Campaigns
campaigns-title = Campaigns
campaigns-lead = Reminders to users who still have something to do before an event of the schedule. Nobody who is done gets one.
campaigns-new = Draft a campaign
campaigns-empty = There is no campaign yet.
campaigns-table = Campaigns, newest first

campaign-name = Name
campaign-goal = To be reached
campaign-goal-fact = Reminds whoever has not
campaign-firm = For
campaign-all-firms = All participants
campaign-event = Before
campaign-no-date = No date set
campaign-stage = State
campaign-moved = Moved
campaign-moved-none = None yet
campaign-moved-of = { $reached } of { $sent }

campaign-goal-registered = a registered address
campaign-goal-ready = set up two-factor login
campaign-goal-tested = passed the connectivity test
campaign-goal-two-factor = logged in with two factors

campaign-stage-draft = Draft
campaign-stage-waiting = Waits for approval
campaign-stage-running = Running
campaign-stage-paused = Paused
campaign-stage-stopped = Stopped
campaign-stage-done = Finished

## Drafting

campaign-new-title = Draft a campaign
campaign-edit-title = Change the draft
campaign-back = Back
campaign-form-lead = Next you see exactly who gets which mail. Nothing is sent until a second person approves it.
campaign-choose = Choose
campaign-name-hint = Staff alone see it.
campaign-goal-ask = Remind those who have not
campaign-firm-hint = A participant code; empty for all.
campaign-event-ask = Before which event
campaign-event-at = { $title }: { $time }
campaign-days = Days before the event
campaign-days-hint = One to twelve numbers from 1 to 366, such as 60, 45, 30, 15, 7, 1.
campaign-administrators = Delegated Administrators also, from
campaign-administrators-hint = One of these days: from then on they get one digest a step. Users without a working address are told to them from the first step in any case. Empty: those alone.
campaign-staff = Staff also, from
campaign-staff-hint = One of these days: from then on operators and approvers get one digest a step. Empty: only of users of whom nobody else can be told.
campaign-daily = Mails a day at most
campaign-daily-hint = What is left over goes on the next day. Nobody gets more than one reminder a day, whatever campaigns run.
campaign-save = Save and preview
campaign-save-next = Nothing is sent yet.
campaign-problem-title = Give the campaign a name.
campaign-problem-goal = Choose what is to be reached.
campaign-problem-firm = There is no participant of that code.
campaign-problem-event = Choose an event that has a date.
campaign-problem-days = Give one to twelve different numbers from 1 to 366.
campaign-problem-administrators = Give one of the days above, or nothing.
campaign-problem-staff = Give one of the days above, or nothing.
campaign-problem-daily = Give a number from 1 to 1,000,000.

## One campaign

campaign-waits = It waits for a second person.
campaign-request = See the request
campaign-only-unreached = Only of users who cannot be reached otherwise
campaign-next = Next
campaign-next-at-once = { $step }: as soon as it is approved
campaign-next-at = { $step }: { $time }
campaign-made = Drafted
campaign-made-by = { $maker }, { $time }
campaign-days-before = { $days ->
    [one] { $days } day before
   *[other] { $days } days before
}
campaign-colon = {": "}

campaign-log-title = What was sent, and what it moved
campaign-takeaway = { $users ->
    [one] { $users } user was written to
   *[other] { $users } users were written to
}; { $reached ->
    [one] { $reached } has done it since.
   *[other] { $reached } have done it since.
}
campaign-takeaway-rest = { $waiting } still to leave, { $refused } refused by the receiving mail system.
campaign-log-table = Mails by step
campaign-step = Step
campaign-to = To
campaign-put-in = Put in
campaign-sent = Sent
campaign-refused = Refused
campaign-useless = Not needed or called off
campaign-waiting = To leave
campaign-reached = Done since
campaign-log-file = Download the log as CSV

campaign-preview-title = Who gets a mail
campaign-audience = { $users ->
    [one] { $users } user still has to do it
   *[other] { $users } users still have to do it
}, at { $firms ->
    [one] { $firms } participant.
   *[other] { $firms } participants.
}
campaign-unreachable = { $count ->
    [one] { $count } of them cannot be written to: their Delegated Administrators are told.
   *[other] { $count } of them cannot be written to: their Delegated Administrators are told.
}
campaign-step-count = { $all ->
    [one] { $all } mail
   *[other] { $all } mails
} – { $users } to users, { $administrators } to Delegated Administrators, { $staff } to staff.
campaign-preview-note = As things stand now. Everything is checked again when a mail is put in, and when it is written. An extension shifts the days for whoever has one.
campaign-by-firm = By participant
campaign-by-firm-table = Mails of this step by participant
campaign-anybody = Anybody
campaign-address = Address
campaign-found = { $count ->
    [one] { $count } mail
   *[other] { $count } mails
}
campaign-nobody-found = Nobody gets such a mail at this step.
campaign-recipients-file = Download all recipients of this step as CSV
campaign-mails-title = What the mails say
campaign-mails-note = In both languages, the reader’s own first. Dates, names and counts are examples.
campaign-role-user = User
campaign-role-administrator = Delegated Administrator
campaign-role-staff = Staff

campaign-edit = Change the draft
campaign-propose = Propose it
campaign-propose-lead = An approver decides on exactly what you see here. If many more users come to be addressed meanwhile, the request goes stale.
campaign-resume = Propose to go on
campaign-resume-lead = It takes two people to let it go on. What had not left goes then, as far as it is still needed.
campaign-stops = Pause or stop
campaign-pause = Pause the campaign
campaign-pause-means = Nothing leaves that has not left. Going on takes two people.
campaign-stop = Stop the campaign for good
campaign-stop-means = Nothing leaves that has not left. There is no way to go on.
campaign-problem-not-now = It does not stand so that this could be done. This is how it stands now.
campaign-problem-no-date = Its event has no date: nothing can be sent before it.
campaign-problem-nobody = Nobody is left to remind.
campaign-problem-changed = It has changed since you looked. This is how it stands now: look again, then propose it.

## Announcements

announced = Announcements
announcements-title = Announcements
announcements-lead = What is told above every page, for a time, to whomever it is for.
announcements-empty = Nothing was announced yet.
announcements-table = Announcements, newest first
announcement-text = Text
announcement-for = For
announcement-shown = Shown
announcement-state = State
announcement-on = Shown now
announcement-to-come = To come
announcement-over = Over
announcement-ended = Ended
announcement-end = End it
announcement-nothing-to-end = It is over already.
announcement-new = Make an announcement
announcement-english = Text in English
announcement-chinese = Text in Traditional Chinese
announcement-text-hint = One or two sentences, 400 characters at most.
announcement-for-everybody = Everybody
announcement-for-everybody-hint = Also those who are not logged in.
announcement-for-administrators = Delegated Administrators
announcement-for-administrators-hint = Of all participants, once they are logged in.
announcement-for-staff = Staff
announcement-for-staff-hint = The clearing house’s own, once they are logged in.
announcement-for-firm = One participant
announcement-for-firm-hint = All its users, once they are logged in.
announcement-firm-hint = Only for one participant: its code.
announcement-from = First day
announcement-until = Last day
announcement-until-hint = The whole of it, in Hong Kong time.
announcement-make = Announce
announcement-problem-english = Give the English text, of 400 characters at most.
announcement-problem-chinese = Give the Chinese text, of 400 characters at most.
announcement-problem-audience = Choose whom it is for.
announcement-problem-from = Give the first day.
announcement-problem-until = Give a last day that has not passed, not before the first, within a year of it.

## In the audit

event-announcement-ended = Announcement ended
event-announcement-made = Announcement made
event-campaign-done = Campaign finished
event-campaign-drafted = Campaign drafted
event-campaign-paused = Campaign paused
event-campaign-reminded = Reminders put in
event-campaign-resumed = Campaign goes on
event-campaign-started = Campaign started
event-campaign-stopped = Campaign stopped
family-announcement = Announcements
family-campaign = Campaigns
