//! Attempt budgets. The rule stands in [`domain::budget`]; here one row is held while it is applied.

use domain::{
    budget::{Budget, BudgetRule, Closed},
    time::Instant,
};
use sqlx::AnyConnection;

use super::{Columns as _, StoreError, Tx};

/// How paying for an attempt ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Payment {
    /// Paid: evaluate.
    Paid,
    /// Not to be evaluated.
    Closed {
        /// Until when, or until somebody clears it.
        why: Closed,
        /// Whether this is the first refusal of this closing: its owner and the audit are to be told once.
        first: bool,
    },
}

/// Pays for one attempt on the budget `name` before it is evaluated. The row stays locked until the transaction ends,
/// so that as many attempts at once as there may be are counted one after the other.
///
/// # Errors
/// When the database does not take it.
pub async fn spend(tx: &mut Tx, name: &str, rule: &BudgetRule, now: Instant) -> Result<Payment, StoreError> {
    let held = hold(tx, name, now).await?;
    match rule.spend(Some(held.budget), now) {
        Ok(budget) => {
            write(tx, name, &budget, None).await?;
            Ok(Payment::Paid)
        }
        Err(why) => {
            let first = held.told_at != Some(held.budget.opened_at);
            if first {
                write(tx, name, &held.budget, Some(held.budget.opened_at)).await?;
            }
            Ok(Payment::Closed { why, first })
        }
    }
}

/// Gives the attempt back that succeeded, and ends the streak of failures.
///
/// # Errors
/// When the database does not take it.
pub async fn succeed(tx: &mut Tx, name: &str, rule: &BudgetRule, now: Instant) -> Result<(), StoreError> {
    let held = hold(tx, name, now).await?;
    write(tx, name, &rule.succeed(held.budget), None).await
}

/// Gives an attempt back that was never evaluated.
///
/// # Errors
/// When the database does not take it.
pub async fn refund(tx: &mut Tx, name: &str, now: Instant) -> Result<(), StoreError> {
    let mut budget = hold(tx, name, now).await?.budget;
    budget.spent = budget.spent.saturating_sub(1);
    budget.streak = budget.streak.saturating_sub(1);
    write(tx, name, &budget, None).await
}

/// Clears the budget `name` and those that known browsers have of their own beside it.
///
/// # Errors
/// When the database does not take it.
pub async fn clear(db: &mut AnyConnection, name: &str) -> Result<(), StoreError> {
    let own = format!("{name}:");
    // No LIKE: an account's name may hold what is a wildcard there.
    sqlx::query("DELETE FROM budgets WHERE name = $1 OR SUBSTR(name, 1, CAST($2 AS INTEGER)) = $3")
        .bind(name.to_owned())
        .bind(i64::try_from(own.chars().count()).unwrap_or(i64::MAX))
        .bind(own)
        .execute(db)
        .await?;
    Ok(())
}

/// Whether the budget `name` grants no attempt at present; nothing is paid.
///
/// # Errors
/// When the database cannot be read.
pub async fn closed(
    db: &mut AnyConnection,
    name: &str,
    rule: &BudgetRule,
    now: Instant,
) -> Result<Option<Closed>, StoreError> {
    let row = sqlx::query("SELECT opened_at, spent, streak FROM budgets WHERE name = $1")
        .bind(name.to_owned())
        .fetch_optional(db)
        .await?;
    let Some(row) = row else { return Ok(None) };
    let budget =
        Budget { opened_at: row.instant("opened_at")?, spent: row.count("spent")?, streak: row.count("streak")? };
    Ok(rule.spend(Some(budget), now).err())
}

/// Forgets budgets that have stood untouched since before `opened_before` and carry no streak.
///
/// # Errors
/// When the database does not take it.
pub async fn prune(db: &mut AnyConnection, opened_before: Instant) -> Result<(), StoreError> {
    sqlx::query("DELETE FROM budgets WHERE opened_at < $1 AND (streak = 0 OR name NOT LIKE 'code:%')")
        .bind(opened_before.as_millis())
        .execute(db)
        .await?;
    Ok(())
}

struct Held {
    budget: Budget,
    told_at: Option<Instant>,
}

async fn hold(tx: &mut Tx, name: &str, now: Instant) -> Result<Held, StoreError> {
    let row = sqlx::query(
        "INSERT INTO budgets (name, opened_at, spent, streak) VALUES ($1, $2, 0, 0)
         ON CONFLICT (name) DO UPDATE SET name = excluded.name
         RETURNING opened_at, spent, streak, told_at",
    )
    .bind(name.to_owned())
    .bind(now.as_millis())
    .fetch_one(&mut **tx)
    .await?;
    Ok(Held {
        budget: Budget {
            opened_at: row.instant("opened_at")?,
            spent: row.count("spent")?,
            streak: row.count("streak")?,
        },
        told_at: row.maybe_instant("told_at")?,
    })
}

async fn write(tx: &mut Tx, name: &str, budget: &Budget, told_at: Option<Instant>) -> Result<(), StoreError> {
    sqlx::query(
        "UPDATE budgets SET opened_at = $2, spent = $3, streak = $4, told_at = COALESCE($5, told_at) WHERE name = $1",
    )
    .bind(name.to_owned())
    .bind(budget.opened_at.as_millis())
    .bind(i64::from(budget.spent))
    .bind(i64::from(budget.streak))
    .bind(told_at.map(Instant::as_millis))
    .execute(&mut **tx)
    .await?;
    Ok(())
}
