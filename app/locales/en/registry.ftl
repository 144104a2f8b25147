### The register of smartcards: what staff and administrators read.

## Cards

registry-link = Smartcards
registry-title = Smartcards
registry-lead = { $count ->
    [0] The register holds no smartcards.
    [one] The register holds { $count } smartcard.
   *[other] The register holds { $count } smartcards.
}
registry-empty = No smartcard is known yet. The operator of this system imports the records of the card-management system; users bind other cards with a binding code.
registry-issued = Issued
registry-bound = In use
registry-suspended = Suspended
registry-retired = Retired
registry-binding-code = A code to bind a smartcard
registry-and = , { "" }
registry-certificate = By certificate
registry-used = Last used on { $time }
registry-never-used = Never used
registry-states = Smartcards by state
registry-all = All
registry-state = State
registry-card = Smartcard
registry-since = Since
registry-last-used = Last used
registry-found = { $count ->
    [one] { $count } smartcard found
   *[other] { $count } smartcards found
}
registry-no-match = No smartcard matches.

## Stopping cards

registry-suspend = Suspend
registry-suspend-of = all smartcards of { $account }
registry-suspend-title = Suspend the smartcards of { $account }?
registry-suspend-code-only = No smartcard is bound. The code to bind one stops working.
registry-suspend-back = Back to the smartcards, without a change
registry-just-suspended = The smartcards of { $account } are suspended.
registry-nothing-to-stop = Nothing was done: that user holds no smartcard that works.
act-suspend-card = Suspend smartcards
act-suspend-card-means = The user cannot log in by smartcard any more, what a smartcard is logged in to closes, and codes to bind one stop working. The clearing house can bring smartcards back, if two people there agree.
why-no-card = The user holds no smartcard that works.
done-suspend-card = { $count ->
    [one] The smartcards of { $count } user are suspended.
   *[other] The smartcards of { $count } users are suspended.
}
confirm-suspend-card = { $count ->
    [one] Suspend the smartcards of { $count } user?
   *[other] Suspend the smartcards of { $count } users?
}

## What staff propose

registry-propose = Propose a change
registry-proposal-title = Propose a change to smartcards
registry-proposal-lead = Binding codes, retirement and return of smartcards. An approver decides; nothing changes before.
registry-propose-bind = Issue codes to bind smartcards
registry-propose-bind-hint = For active users without a smartcard that works. Once approved, the codes are a file for delivery by post.
registry-propose-retire = Retire smartcards
registry-propose-retire-hint = The smartcards stop working. This can be reversed until smartcards are decommissioned.
registry-propose-restore = Bring smartcards back into use
registry-propose-restore-hint = For smartcards that are suspended or retired.
registry-scope = For whom?
registry-scope-user = One user
registry-scope-user-hint = Enter the participant code and the user ID.
registry-scope-firm = A participant
registry-scope-firm-hint = Everybody there whom it fits. Enter the participant code.
registry-scope-administrators = All Delegated Administrators
registry-scope-administrators-hint = Of every participant, for binding codes only.
registry-scope-everybody = Everybody
registry-scope-everybody-hint = Of every participant, but not for binding codes.
registry-scope-missing = Choose for whom it is
registry-scope-unfit = Choose another: binding codes are not for everybody at once, and the other changes not for Delegated Administrators alone
registry-participant-hint = For one user or a participant, for example, CAAA
registry-user-hint = For one user
registry-unknown-firm = There is no such participant. Check the code
monitor-decommissioned = Smartcards were decommissioned { $time }. There is no way back.
closing-pack-link = Download the closing pack
registry-decommissioned = Smartcards are decommissioned. Nothing can be done with them any more.
registry-nobody = This fits none of these users, or the same change waits for each of them already. Nothing was proposed.

## Approvals

approval-kind-bind-card = { $count ->
    [one] Issue a code to bind a smartcard
   *[other] Issue codes to bind smartcards
}
approval-kind-retire-cards = { $count ->
    [one] Retire a user’s smartcards
   *[other] Retire users’ smartcards
}
approval-kind-restore-cards = { $count ->
    [one] Bring a user’s smartcards back into use
   *[other] Bring users’ smartcards back into use
}
approval-field-cards = Smartcards
approval-would-bind-card = { $count ->
    [one] { $count } user would get a code to bind a smartcard. An earlier code would stop working.
   *[other] { $count } users would get a code each to bind a smartcard. Earlier codes would stop working.
}
approval-would-retire-cards = { $count ->
    [one] { $count } user could no longer log in by smartcard.
   *[other] { $count } users could no longer log in by smartcard.
}
approval-would-restore-cards = { $count ->
    [one] { $count } user could log in by smartcard again.
   *[other] { $count } users could log in by smartcard again.
}
approval-left-out = { $count ->
    [one] { $count } user was left out, because it does not fit or waits already.
   *[other] { $count } users were left out, because it does not fit or waits already.
}
approvals-all-firms = All participants
binding-codes = Binding codes
binding-codes-lead = { $count ->
    [one] { $count } code is ready for delivery by post.
   *[other] { $count } codes are ready for delivery by post, those of Delegated Administrators first.
}
binding-codes-once = The file can be taken only once. Keep it only until the letters are printed.
binding-codes-take = Take the file (CSV)
binding-codes-taken = The file was taken on { $time }, and cannot be taken again. If it is lost, propose the codes again: those of the lost file then stop working.
binding-codes-again = The file was taken before. If it is lost, propose the codes again: those of the lost file then stop working.
binding-codes-none = There is no file of codes here. It is made once every change of the request is decided.
binding-codes-own = One of the codes is for somebody with your own mailbox. Somebody else takes the file.

## Portal

changed-cards = Smartcards
waits-bind-card = Binding code waits
waits-retire-cards = Retirement of smartcards waits
waits-restore-cards = Return of smartcards waits
user-cards = Smartcards
user-cards-none = None
user-passkeys = Passkeys


## Audit trail

family-card = Smartcards
event-card-binding-issued = Code to bind a smartcard issued
event-card-codes-refused = File of binding codes refused
event-card-codes-taken = File of binding codes taken
event-card-described = Smartcard described anew
event-card-imported = Smartcard imported
event-card-restored = Smartcards back in use
event-card-retired = Smartcards retired
event-card-suspended = Smartcards suspended

event-binding-begun = Binding of a smartcard begun
event-binding-paused = Binding codes paused after failures
event-binding-refused = Binding of a smartcard refused
event-card-bound = Smartcard bound
event-certificate-paused = Logins by certificate paused after failures
event-certificate-refused = Login by certificate refused
event-certificate-registered = Card with a certificate registered
event-passkey-added = Passkey added
event-passkey-refused = Passkey refused
event-passkey-removed = Passkey removed
event-passkey-renamed = Passkey renamed
event-setup-proved = Set-up proved by card or passkey
event-setup-refused = Proof of a set-up refused
event-smartcard-refused = Login by smartcard refused

family-binding = Binding of smartcards
family-certificate = Cards with certificates
family-passkey = Passkeys
family-smartcard = Logins by smartcard
