//! The demonstration: its script, and what it leaves behind, on SQLite and on PostgreSQL.

#![allow(clippy::unwrap_used, missing_docs, reason = "a test that cannot go on should say where")]

#[path = "import/world.rs"]
#[allow(dead_code, reason = "files are another suite's")]
mod world;

#[path = "demo/curves.rs"]
mod curves;
#[path = "demo/dump.rs"]
mod dump;
#[path = "demo/house.rs"]
mod house;
#[path = "demo/steps.rs"]
mod steps;
