### Smartcards and passkeys: what their holders read.

## Methods, in a sentence

method-smartcard = smartcard
method-passkey = passkey
method-x509 = smartcard with certificate
method-one-time-pass = password and one-time pass

## Choice of method

smartcard-log-in = Log in with smartcard
card-set-up-link = Set up two-factor login with your card
two-factor-passkey = If you have added a passkey, it works in place of both.

## Login by smartcard

card-title = Log in with your smartcard
card-set-up-title = Set up two-factor login with your smartcard
card-lead = Insert your card into its reader before you continue.
card-extension-only = Smartcards open the terminal only for firms and users with an extension. Everybody else can set up two-factor login here: the card shows who you are.
card-closed-but = Smartcards no longer open the terminal. Your card can still show who you are, so that you can set up two-factor login here.
card-bound = Your smartcard is bound to your account. Log in with it now.
participant-optional = Participant code (optional)
user-optional = User ID (optional)
card-names-hint = Leave this and the user ID empty if your card finds you by itself.
card-continue = Continue with smartcard
card-next = Next, your browser asks for the card and its PIN.
card-other-way = Log in with password and code
card-needs-script = Smartcards need JavaScript, which is off in this browser. The other way in works without it:
binding-have = You received a binding code?
binding-link = Bind your smartcard
certificate-old = Your card has an older certificate?
certificate-link = Log in with its certificate
card-half-participant = Enter your participant code too, or leave both empty
card-half-user = Enter your user ID too, or leave both empty
card-no-such-names = No account can have this participant code and user ID. Check both, or leave both empty.
card-unavailable = Smartcards cannot be used at this address. Log in with password and code, and tell the clearing house.

## Binding a smartcard

binding-title = Bind your smartcard
binding-lead = Bind a new card to your account once. From then on you log in with it.
binding = Binding code
binding-hint = Three groups of four letters and digits. It was handed to you with the card.
binding-next = Next, your browser asks for the card and its PIN.
binding-none-title = No binding code?
binding-none = Your card may work without one: try to log in with it first. Otherwise ask your Delegated Administrator for a binding code.
binding-already = Log in with a card that is bound already
missing-binding = Enter the binding code
binding-shape = A binding code is three groups of four letters and digits. Check it and enter it again.
binding-refused = These three do not match, or the binding code was used or has expired. Check them, or ask your Delegated Administrator for a new code.
binding-closed = Smartcards can no longer be bound. Log in with password and code.
binding-unavailable = Smartcards cannot be bound here at the moment, and you can do nothing about it. Log in with password and code, and tell the clearing house.
binding-not-allowed = This account is not active. Ask your Delegated Administrator about it.
card-demonstration = This is a demonstration: the make of the card is not checked here, so any security key can stand in for a smartcard.

## The browser asks card or passkey

ceremony-card-title = Insert your smartcard and enter its PIN
ceremony-card-lead = Your browser opens a window of its own. Follow it, and enter the PIN there; this page never sees it.
ceremony-card-asking = Waiting for your smartcard…
ceremony-card-again = Ask for the card again
ceremony-card-not-allowed = The card did not answer: it was not found, the request was cancelled or took too long, or its PIN is blocked after too many wrong tries. Check card and reader, then ask again. If the PIN is blocked, ask your Delegated Administrator; meanwhile, log in with password and code.
ceremony-card-back = Back to the start of smartcard login
ceremony-binding-title = Bind your smartcard: insert it and enter its PIN
ceremony-binding-lead = Your browser opens a window of its own. If it offers several places, choose the smartcard or security key. Enter the PIN there; this page never sees it.
ceremony-binding-back = Back to the binding code
ceremony-proof-title = Show that it is you
ceremony-proof-lead = Use the smartcard or passkey that you have. Your browser opens a window of its own; what you enter there, this page never sees.
ceremony-proof-asking = Waiting for your smartcard or passkey…
ceremony-proof-again = Ask again
ceremony-proof-not-allowed = Nothing answered: no card or passkey was found, the request was cancelled or took too long, or the card’s PIN is blocked after too many wrong tries. Check it, then ask again. If the PIN is blocked or the card is lost, ask your Delegated Administrator.
ceremony-proof-back = Back to the activation code
ceremony-proof-other = Use a hand-over code from your Delegated Administrator
ceremony-passkey-title = Use your passkey
ceremony-passkey-lead = Your browser asks for your passkey. Confirm with PIN, finger or face, as you usually do on this device.
ceremony-passkey-asking = Waiting for your passkey…
ceremony-passkey-again = Ask for the passkey again
ceremony-passkey-not-allowed = No passkey answered: this device has none of yours, or the request was cancelled or took too long. Ask again, or log in with password and code.
ceremony-adding-title = Add a passkey
ceremony-adding-lead = Your browser asks where to keep the passkey. Confirm with PIN, finger or face.
ceremony-adding-asking = Waiting for your device…
ceremony-adding-again = Ask again
ceremony-adding-not-allowed = No passkey was made: this device cannot keep one, or the request was cancelled or took too long. Ask again, or go on with password and code as before.
ceremony-adding-back = Back to your passkeys
ceremony-sending = Checking the answer…
ceremony-for = For
ceremony-until = Possible until
ceremony-needs-script = This step needs JavaScript, which is off in this browser. Nothing was changed.
ceremony-asleep = If nothing happens, this browser does not run what this step needs (JavaScript and WebAssembly). Nothing was changed; go back with the links below.
ceremony-unsupported = This browser cannot ask for it here. Use a current version of Edge, Chrome, Firefox or Safari, or one of the other ways below.
ceremony-insecure = The browser refused to ask at this address. Check that you opened the address that your clearing house gave you, and that it begins with https. Otherwise use one of the other ways below.
ceremony-failed = Something went wrong between the browser and your device. Nothing was changed. Ask again, or use one of the other ways below.

## What was refused

ceremony-over = That took longer than five minutes, or was finished already. Nothing is lost: begin again here.
card-unknown = We do not know this card. Check that it is the right one. If you received a binding code, bind the card first; otherwise ask your Delegated Administrator, or log in with password and code.
card-other-user = This card is not of the participant code and user ID that you entered. Check both, or use your own card.
card-suspended = This card is suspended and does not log anybody in. Log in with password and code, and ask your Delegated Administrator about the card.
card-retired = This card has been taken out of use. Log in with password and code.
card-not-verified = The card did not ask for your PIN. Try again and enter the PIN when the browser asks, or log in with password and code.
card-copied = This card may have been copied, so we did not accept it. Tell your Delegated Administrator at once, and log in with password and code.
card-not-genuine = We could not verify what the card said. Try again; if it fails again, log in with password and code, and tell the clearing house.
card-untrusted = This is not a card that the clearing house trusts. Use the card that you were given, or log in with password and code.
card-synced = Keys kept there are copied to other devices, so it is no smartcard. Choose your smartcard when the browser asks where, or log in with password and code.
card-held-already = This card is registered already. If it is yours, log in with it; if not, ask your Delegated Administrator.
card-not-allowed = The card is right, but its account is not active. Ask your Delegated Administrator to have it opened again.
card-closed = Smartcards no longer log you in. Log in with password and code.
passkey-unknown = We do not know this passkey; it may have been removed here. Log in with password and code, and delete it from your device.
passkey-other-user = This passkey belongs to another account. Choose your own, or log in with password and code.
passkey-not-verified = Your device did not ask for PIN, finger or face. Set up a screen lock and try again, or log in with password and code.
passkey-copied = This passkey may have been copied, so we did not accept it. Log in with password and code, remove the passkey, and tell your Delegated Administrator.
passkey-not-genuine = We could not verify what the passkey said. Try again, or log in with password and code.
passkey-held-already = This device already keeps a passkey for your account. You can use that one.
passkey-not-allowed = This account cannot log in with a passkey now. Log in with password and code; if that fails too, ask your Delegated Administrator.
passkey-closed = A passkey does not open the terminal for you yet. Log in with your smartcard until your clearing house announces the date.
proof-over = That took longer than five minutes, or was finished already. Enter your activation code to begin again.
proof-unknown = We do not know this card or passkey. Enter your activation code and use the one you have logged in with, or ask your Delegated Administrator for a hand-over code.
proof-other-user = This card or passkey belongs to somebody else. Enter your activation code to begin again, and use your own.
proof-suspended = This card is suspended and proves nothing. Ask your Delegated Administrator about it, or for a hand-over code.
proof-retired = This card has been taken out of use. Ask your Delegated Administrator for a hand-over code.
proof-not-verified = Neither PIN, finger nor face was asked for. Enter your activation code to begin again, and enter the PIN when the browser asks.
proof-copied = This card or passkey may have been copied, so we did not accept it. Tell your Delegated Administrator at once, and ask for a hand-over code.
proof-not-genuine = We could not verify what the card or passkey said. Enter your activation code to begin again, or ask your Delegated Administrator for a hand-over code.
proof-not-allowed = This account cannot be set up now. Ask your Delegated Administrator about it.

## Passkeys

use-passkey = Use a passkey
passkeys-title = Passkeys
passkeys-what = A passkey logs you in with your device’s PIN, finger or face, in place of password and code. It cannot be typed into a false page, and needs no mail.
passkeys-lose = If you lose your last passkey, nothing is lost: password and code always work.
passkeys-yours = Your passkeys
passkeys-empty = You have no passkey yet.
passkeys-none = You have none yet. A passkey is safer than password and code, and needs no mail.
passkeys-lead = Each logs you in by itself. Losing the last one never locks you out: password and code go on working.
passkeys-add-link = Add a passkey
passkeys-manage-link = Add, rename or remove passkeys
passkey-added = Added { $time }
never-used = Not used yet
passkey-add-title = Add a passkey
passkey-add = Add passkey
passkey-add-next = Next, your browser asks where to keep the passkey.
passkey-name = Name
passkey-name-hint = So that you know later which one it is, such as the device that keeps it.
passkey-current-hint = To be sure that it is you who adds it.
passkey-needs-script = Adding a passkey needs JavaScript, which is off in this browser. Naming and removing work without it.
passkey-rename = Rename
passkey-rename-of = Rename { $name }
passkey-new-name = New name
passkey-remove = Remove
passkey-remove-of = Remove { $name }
passkey-remove-means = It stops logging you in at once. Then delete it from the device that keeps it, too.
missing-passkey-name = Enter a name for the passkey
passkey-name-too-long = { $max ->
    [one] The name is too long. Use at most { $max } character.
   *[other] The name is too long. Use at most { $max } characters.
}
notice-passkey-added = Your passkey is added. You can log in with it from now on.
notice-passkey-renamed = The passkey has its new name.
notice-passkey-removed = The passkey is removed here. Delete it from your device as well.
passkeys-not-ready = Set up password and code first; then you can add a passkey.
passkeys-policy = Your clearing house does not take passkeys. Log in with password and code.
passkeys-too-many = You have as many passkeys as one account may have. Remove one to add another.
passkeys-unavailable = Passkeys cannot be used at this address. Log in with password and code as before.

## Account

address-none = No address registered yet: ask your Delegated Administrator.
password-none = None yet
account-set-up = Your card has shown who you are, so you need no activation code. You choose a password and prove that you receive our mail.
failures-advice-card = If those tries were not yours, tell your Delegated Administrator.
own-cards-title = Smartcards
own-cards-lead = If a card is lost, tell your Delegated Administrator at once: one person can stop it.
own-card-issued = Works; not used here yet
own-card-bound = Works
own-card-suspended = Suspended: does not log you in. Ask your Delegated Administrator.
own-card-retired = Taken out of use
own-card-certificate = certificate
own-card-since = Known here since { $time }

## Set-up, now or later

reminder-title = Set up two-factor login now?
reminder-days = { $days ->
    [0] Smartcards stop opening the terminal today.
    [one] Smartcards stop opening the terminal in { $days } day.
   *[other] Smartcards stop opening the terminal in { $days } days.
}
reminder-some-day = Smartcards will stop opening the terminal. Your clearing house will announce the date.
reminder-how = Your card has shown who you are, so it takes two short steps: choose a password, and prove that you receive our mail.
reminder-no-address = No e-mail address is registered for you yet, so you cannot set up now. Ask your Delegated Administrator to register one.
reminder-now = Set up two-factor login now
reminder-later = Not now
reminder-go-on = Continue
reminder-again = { $days ->
    [0] We ask again at your next login by smartcard.
    [one] We ask again in { $days } day.
   *[other] We ask again in { $days } days.
}

## Help

help-card-title = Smartcards
help-card = Insert the card before you log in with it, and enter its PIN in the window of your browser. After too many wrong tries a card blocks its PIN: your Delegated Administrator can help, and password and code work without it.
help-passkey-title = Passkeys
help-passkey = A passkey logs you in with your device’s PIN, finger or face. You add it under “Your account”. Password and code go on working beside it.
set-up-certificate-first = You hold a smartcard, so show it first: log in with its certificate, at “Log in with your smartcard”, and set up from there. If you no longer have it, type the hand-over code from your Delegated Administrator beside the activation code.
