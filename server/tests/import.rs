//! Imports, through the functions that the command and the portal call, on SQLite and on PostgreSQL.

#![allow(clippy::unwrap_used, missing_docs, reason = "a test that cannot go on should say where")]

#[path = "import/world.rs"]
#[allow(dead_code, reason = "some of it is another suite's")]
mod world;

#[path = "import/addresses.rs"]
mod addresses;
#[path = "import/cards.rs"]
mod cards;
#[path = "import/command.rs"]
mod command;
#[path = "import/files.rs"]
mod files;
#[path = "import/schedule.rs"]
mod schedule;
#[path = "import/users.rs"]
mod users;
