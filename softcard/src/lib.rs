//! Smartcards in software, good and bad ones, for tests and benches.
