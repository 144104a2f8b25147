## Smartcards and passkeys: what their holders read.
