### What mails say, in English. No mail holds a link; a code stands on the first line, and never in the subject.

mail-house-unnamed = Clearing house login
mail-fact = { $label }: { $value }
mail-label-reference = Reference
mail-label-asked = Asked for
mail-label-until = Works until
mail-label-account = User
mail-label-when = When
mail-call = Questions: hotline { $hotline }
mail-write = Questions: { $email }

mail-code-subject = One-time code asked for at { $time }, reference { $reference }
mail-code-purpose = This is your one-time code for { $house }. Type it on the page that shows the same reference.
mail-code-warning = Nobody from the clearing house or your firm will ever ask you for it. If you did not ask for a code, somebody knows your password: tell your Delegated Administrator at once.

mail-activation-subject = Set up your two-factor login, reference { $reference }
mail-activation-purpose = { $house }: your e-mail address has been registered for two-factor login. Above is your activation code.
mail-activation-how = Open the login page that your firm uses, as you always do, and choose “Set up two-factor login”. Type your participant code, your user ID and the activation code, then choose a password.
mail-activation-warning = If you do not know what this is about, tell your Delegated Administrator. Do not pass this mail on.

mail-paused-subject = Login attempts on your account are paused, { $time }
mail-paused-purpose = { $house }: too many wrong passwords were typed for your account. Further attempts from browsers that you have not used before are refused for up to { $minutes } minutes.
mail-paused-way = A browser in which you have logged in before still works. If this was not you, tell your Delegated Administrator.

mail-closed-subject = Your account is not active, { $time }
mail-closed-purpose = { $house }: somebody typed the right password for your account, but the account is not active.
mail-closed-way = If this was you, ask your Delegated Administrator to have it opened again. If it was not you, tell them that somebody knows your password.

mail-password-subject = Your password was changed, { $time }
mail-password-purpose = { $house }: the password of your account was changed.
mail-password-way = If this was not you, tell your Delegated Administrator and the clearing house at once.
