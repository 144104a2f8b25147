//! The schedule from a file. What a record says and whether it may be so stands in [`crate::schedule::import`].

use std::{
    collections::HashSet,
    io::{Read, Seek},
};

use serde_json::json;

use super::{
    ImportError, Job,
    hand::Hand,
    ledger::{Ledger, hash, seed},
    tell,
    verdict::{Line, Reason},
};
use crate::{
    schedule::{
        import::{Becoming, moved, name, planned},
        plan, settle, view,
    },
    store::schedule,
};

pub(super) async fn import<S: Read + Seek + Send>(job: &mut Job<'_, S>, hand: &mut Hand) -> Result<(), ImportError> {
    let seed = seed(job.scribe.random);
    let mut ledger = Ledger::default();
    job.survey(|record| {
        let key = name(record).map_or(0, |name| hash(seed, &[&name]));
        ledger.note(key, planned(record).map(|plan| hash(seed, &[&json!(plan).to_string()])));
    })
    .await?;
    ledger.settle(Reason::TwoEvents);

    let by_schedule = job.app.config.schedule.phase.0.is_none();
    if let Some(tx) = hand.write() {
        schedule::hold_timeline(tx).await?;
        // What is due has happened, though nobody has settled it yet.
        if by_schedule {
            settle::settle(job.app, tx, job.scribe).await?;
        }
    }
    let (timeline, events) = view::standing(job.app, hand.look(), job.scribe.now).await?;
    let mut becoming = Becoming::new(events, timeline, job.scribe.now);
    let backward = backward(job, &ledger, &becoming)?;
    let mut records = job.sheet.records()?;
    let mut index = 0;
    while let Some(record) = records.next_record()? {
        let reason = ledger.finding(index);
        index += 1;
        let mut line = Line { record: record.number, reason, effect: None, cells: record.cells() };
        if let (None, Ok(id), Ok(plan)) = (reason, name(&record), planned(&record)) {
            let former = becoming.plan(&id).cloned();
            match if backward.contains(&id) { Err(Reason::WayBack) } else { becoming.take(&id, &plan) } {
                Ok(effect) => {
                    line.effect = Some(effect);
                    job.facts.push((id.clone(), moved(former.as_ref(), &plan)));
                    if let Some(tx) = hand.write() {
                        plan::set(tx, job.scribe, &id, plan, false, None, json!({ "by": "import" })).await?;
                    }
                }
                Err(reason) => line.reason = Some(reason),
            }
        }
        tell(job.watch, &mut job.summary, &line)?;
    }
    // A first schedule tells of what has happened too.
    if let Some(tx) = hand.write().filter(|_| becoming.is_first() && by_schedule) {
        settle::settle(job.app, tx, job.scribe).await?;
    }
    Ok(())
}

/// The events that the file would plan, or move, so that they lead back to an earlier phase: judged by the whole file,
/// since a record alone may pass another that moves too.
fn backward<S: Read + Seek>(
    job: &mut Job<'_, S>,
    ledger: &Ledger,
    before: &Becoming,
) -> Result<HashSet<String>, ImportError> {
    let mut becoming = before.clone();
    let mut moved = HashSet::new();
    let mut records = job.sheet.records()?;
    let mut index = 0;
    while let Some(record) = records.next_record()? {
        let reason = ledger.finding(index);
        index += 1;
        if let (None, Ok(id), Ok(plan)) = (reason, name(&record), planned(&record)) {
            let stays = before.plan(&id).is_some_and(|former| (former.kind, former.at) == (plan.kind, plan.at));
            if becoming.take(&id, &plan).is_ok() && !stays {
                moved.insert(id);
            }
        }
    }
    moved.retain(|id| becoming.backward().contains(&id.as_str()));
    Ok(moved)
}
