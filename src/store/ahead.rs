//! Reading records in their order. The JSON of keys, of which there may be millions, is read on a second thread, some
//! leaves ahead, because that takes longer than opening the leaves that it is in.

use std::sync::mpsc::{SendError, sync_channel};
use std::thread;

use zeroize::Zeroizing;

use super::error::StoreError;
use super::pieces;
use super::read::read;
use super::record::Record;
use super::schema::Table;
use super::tree::Leaf;
use super::tuple::{KeyRange, last_number};
use super::tx::{Flow, Stored, Transaction};
use crate::error::Error;

/// After how many leaves of keys a thread is worth its start.
const ALONE: usize = 16;
/// How many leaves are on their way to the thread, and from it.
const AHEAD: usize = 4;

/// The JSON of a leaf's records, with their numbers.
type Leafful = Vec<(i64, Zeroizing<Vec<u8>>)>;

/// The leaves of a range, in their order, up to the first that cannot be read.
struct Leaves<'t, 'v> {
    transaction: &'t Transaction<'v>,
    range: Option<KeyRange>,
}

impl Iterator for Leaves<'_, '_> {
    type Item = Result<Leafful, StoreError>;

    fn next(&mut self) -> Option<Self::Item> {
        let mut range = self.range.take()?;
        let Leaf { node, next } = match self.transaction.leaf(&range) {
            Ok(leaf) => leaf,
            Err(error) => return Some(Err(error)),
        };
        let values = (node.rank(&range.from)..node.rank(&range.to)).map(|index| {
            let (key, value) = (node.key(index), node.value(index));
            let json = match pieces::length(value) {
                Some(_) => self.transaction.whole(key, value)?,
                None => Zeroizing::new(value.to_vec()),
            };
            Ok((last_number(key).unwrap_or(0), json))
        });
        let values = values.collect();
        if let Some(next) = next.filter(|next| *next < range.to) {
            range.from = next;
            self.range = Some(range);
        }
        Some(values)
    }
}

/// Its records, each unless it cannot be read.
type Records<R> = Vec<Result<Stored<R>, StoreError>>;

fn decode<R: Record>(leafful: Leafful) -> Records<R> {
    let decoded = leafful.into_iter().map(|(id, json)| Ok(Stored { id, record: read(R::TABLE, id, &json)? }));
    decoded.collect()
}

/// Passes the records of a range in the order of their numbers.
pub(super) fn scan<R: Record>(
    transaction: &Transaction<'_>,
    range: KeyRange,
    visit: &mut dyn FnMut(Stored<R>) -> Result<Flow, Error>,
) -> Result<(), Error> {
    let mut leaves = Leaves { transaction, range: Some(range) };
    let mut each = |records: Records<R>| {
        for record in records {
            if visit(record?)? == Flow::Stop {
                return Ok(Flow::Stop);
            }
        }
        Ok(Flow::Continue)
    };
    let mut left = ALONE;
    while left > 0 {
        let Some(leafful) = leaves.next() else { return Ok(()) };
        if each(decode(leafful?))? == Flow::Stop {
            return Ok(());
        }
        // No others are worth a thread, nor the code of one.
        left -= usize::from(R::TABLE == Table::Keys);
    }
    scan_ahead(leaves, &mut each)
}

fn scan_ahead<R: Record>(
    mut leaves: Leaves<'_, '_>,
    each: &mut dyn FnMut(Records<R>) -> Result<Flow, Error>,
) -> Result<(), Error> {
    // The thread ends before this function does: a program that starts others may rely on being alone.
    thread::scope(|scope| {
        let (work, leaffuls) = sync_channel::<Leafful>(AHEAD);
        let (done, decoded) = sync_channel(AHEAD);
        let thread = move || {
            for leafful in leaffuls {
                if done.send(decode::<R>(leafful)).is_err() {
                    return;
                }
            }
        };
        // Without one, nothing can be sent.
        if thread::available_parallelism().is_ok_and(|cores| cores.get() > 1) {
            let _ = thread::Builder::new().name("json".into()).spawn_scoped(scope, thread);
        } else {
            drop(thread);
        }
        let (mut under_way, mut failed) = (0, None);
        loop {
            let records = match leaves.next() {
                Some(Ok(leafful)) => match work.send(leafful) {
                    Ok(()) => {
                        under_way += 1;
                        if under_way <= AHEAD {
                            continue;
                        }
                        decoded.recv().ok()
                    }
                    Err(SendError(leafful)) => Some(decode(leafful)),
                },
                Some(Err(error)) => {
                    failed = Some(error);
                    continue;
                }
                None if under_way == 0 => return failed.map_or(Ok(()), |error| Err(error.into())),
                None => decoded.recv().ok(),
            };
            under_way = usize::saturating_sub(under_way, 1);
            let records = records.ok_or(StoreError::Defect("the thread that reads records"))?;
            if each(records)? == Flow::Stop {
                return Ok(());
            }
        }
    })
}
