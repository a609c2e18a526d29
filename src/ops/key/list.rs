//! Listing keys.

use std::str::FromStr;

use clap::Args;

use super::order::{self, Cursor, Order, Position};
use super::pattern::NamePattern;
use crate::domain::key::{Key, Status};
use crate::domain::name::{Label, Owner, PlainName};
use crate::domain::rights::{Environment, ResourcePath, Scope};
use crate::domain::time::{Span, Timestamp};
use crate::error::{Error, Result};
use crate::store::{Flow, Stored, Transaction, Unlocked, Vault};

/// Which keys are wanted; what is absent does not matter.
#[derive(Debug, Clone, Default, PartialEq, Eq, Args)]
pub struct Filter {
    /// active, pending, retiring, disabled, expired or revoked; comma-separated, repeatable
    #[arg(long, value_name = "STATUS", value_delimiter = ',', value_parser = Status::from_str)]
    pub status: Vec<Status>,

    /// Only keys with this scope
    #[arg(long, value_name = "SCOPE")]
    pub scope: Option<Scope>,

    /// Only keys of this profile
    #[arg(long, value_name = "PROFILE")]
    pub profile: Option<PlainName>,

    /// Only keys bound to this resource or below it
    #[arg(long, value_name = "PATH")]
    pub resource: Option<ResourcePath>,

    /// Only keys bound to this environment
    #[arg(long, value_name = "ENV")]
    pub environment: Option<Environment>,

    /// Only keys of this owner
    #[arg(long, value_name = "WHO")]
    pub owner: Option<Owner>,

    /// Only keys with this label; repeatable
    #[arg(long, value_name = "K=V")]
    pub label: Vec<Label>,

    /// Only keys that expire within this time, such as 30 (days), 12h or 2w
    #[arg(long, value_name = "DURATION", allow_negative_numbers = true)]
    pub expiring_within: Option<Span>,

    /// Only live keys not used for this long according to imported logs; for unused keys, since their creation
    #[arg(long, value_name = "DURATION", allow_negative_numbers = true, value_parser = Span::parse_from_zero)]
    pub unused_for: Option<Span>,
}

impl Filter {
    /// Whether a key matches the filter.
    pub fn matches(&self, key: &Key, now: Timestamp) -> bool {
        let covers = |wanted: &ResourcePath| key.resource.as_ref().is_some_and(|bound| wanted.covers(bound));
        let ends = |span| key.ends_at().is_some_and(|end| end > now && end <= now.plus(span));
        let used_at = key.last_used_at.map_or(key.created_at, |used| used.max(key.created_at));
        let is_unused = |span| key.status(now).is_published() && used_at.plus(span) <= now;
        (self.status.is_empty() || self.status.contains(&key.status(now)))
            && self.scope.as_ref().is_none_or(|scope| key.scopes.contains(scope))
            && is(self.profile.as_ref(), Some(&key.profile))
            && self.resource.as_ref().is_none_or(covers)
            && is(self.environment.as_ref(), key.environment.as_ref())
            && is(self.owner.as_ref(), key.about.owner.as_ref())
            && self.label.iter().all(|label| key.about.labels.get(&label.key) == Some(&label.value))
            && self.unused_for.is_none_or(is_unused)
            && self.expiring_within.is_none_or(ends)
    }
}

/// Whether a value is the wanted one; `None`: any is.
fn is<T: PartialEq>(wanted: Option<&T>, value: Option<&T>) -> bool {
    wanted.is_none() || wanted == value
}

/// Which keys are listed, and how.
#[derive(Debug, Clone, Default)]
pub struct Request {
    /// The keys to list.
    pub filter: Filter,
    /// Only keys whose names are like this.
    pub pattern: Option<NamePattern>,
    /// Their order.
    pub order: Order,
    /// The maximum number of keys; `None`: unlimited.
    pub limit: Option<usize>,
    /// Continue after the page that returned this; `None`: from the first key.
    pub cursor: Option<Cursor>,
}

impl Request {
    fn matches(&self, key: &Key, now: Timestamp) -> bool {
        self.pattern.as_ref().is_none_or(|pattern| pattern.matches(key.name.as_str()))
            && self.filter.matches(key, now)
    }

    /// In that of these orders which its cursor is of: what is listed to a program can be continued on a terminal,
    /// whose usual order is another.
    #[must_use]
    pub fn in_order_of_cursor(self, mut orders: impl Iterator<Item = Order>) -> Self {
        let Some(cursor) = &self.cursor else { return self };
        let order = orders.find(|order| cursor.listing == self.listing(*order));
        Self { order: order.unwrap_or(self.order), ..self }
    }

    /// Tells a listing in this order from others, whatever the page.
    fn listing(&self, order: Order) -> String {
        let Self { filter, pattern, order: _, limit: _, cursor: _ } = self;
        order::listing_of(&format!("{order:?} {pattern:?} {filter:?}"))
    }
}

/// How many keys are read at a time. Nothing is printed in the meantime: a slow reader of a listing must not keep the
/// vault from those who write to it.
const PIECE: usize = 4_096;
/// How many of the newest keys are looked at before all are: they may fill a page.
const NEWEST: usize = 10_000;

/// Visits the page's keys. Returns the cursor of the next page, if there is one. The vault is not held while one is
/// visited.
///
/// # Errors
/// The cursor is of another listing. All keys are wanted, and the vault's indexes do not match them.
pub fn list(
    vault: &Vault<Unlocked>,
    request: &Request,
    now: Timestamp,
    visit: &mut dyn FnMut(Key) -> Result<()>,
) -> Result<Option<Cursor>> {
    let mut listing = Listing::begin(vault, request, now)?;
    loop {
        let piece = listing.next_piece(vault)?;
        if piece.is_empty() {
            return Ok(listing.next_page());
        }
        piece.into_iter().try_for_each(&mut *visit)?;
    }
}

/// A page of keys, read piece by piece.
struct Listing<'r> {
    request: &'r Request,
    now: Timestamp,
    /// How many keys it may still have; `None`: any number.
    left: Option<usize>,
    rest: Rest,
    next: Option<Position>,
}

/// What is left of a page.
enum Rest {
    /// All after this key, in the order of the records; `None`: from the first one.
    After(Option<i64>),
    /// The keys of these records, in this order.
    Rows(std::vec::IntoIter<i64>),
    Nothing,
}

impl<'r> Listing<'r> {
    /// Begins a page.
    fn begin(vault: &Vault<Unlocked>, request: &'r Request, now: Timestamp) -> Result<Self> {
        let after = match &request.cursor {
            Some(cursor) if cursor.listing != request.listing(request.order) => {
                return Err(Error::usage(
                    "--cursor: it is of a listing in another order or with other filters",
                )
                .hint("repeat the options of the page before, or omit --cursor"));
            }
            cursor => cursor.as_ref().map(|cursor| cursor.after.clone()),
        };
        let left = request.limit;
        if left.is_none() && after.is_none() {
            vault.read(now, |transaction| transaction.check_keys().map(drop))?;
        }
        if request.order.is_by_row() {
            let rest = Rest::After(after.map(|after| after.row));
            return Ok(Self { request, now, left, rest, next: None });
        }
        let (rows, next) =
            vault.read(now, |transaction| sorted(transaction, request, after.as_ref(), now))?;
        let rest = Rest::Rows(rows.into_iter());
        Ok(Self { request, now, left, rest, next })
    }

    /// The next keys; none: it is at its end.
    fn next_piece(&mut self, vault: &Vault<Unlocked>) -> Result<Vec<Key>> {
        let most = self.left.map_or(PIECE, |left| left.min(PIECE));
        let mut keys = Vec::new();
        while keys.is_empty() {
            match &mut self.rest {
                Rest::Nothing => break,
                Rest::After(after) => {
                    let (request, now, start) = (self.request, self.now, *after);
                    let (found, next) =
                        vault.read(now, |transaction| by_row(transaction, request, start, most, now))?;
                    self.left = self.left.map(|left| left - found.len());
                    keys = found;
                    self.rest = match next {
                        Some(last) if self.left != Some(0) => Rest::After(Some(last)),
                        _ => Rest::Nothing,
                    };
                    self.next = next.map(Position::of_row);
                }
                Rest::Rows(rows) => {
                    let piece: Vec<i64> = rows.take(PIECE).collect();
                    if piece.is_empty() {
                        self.rest = Rest::Nothing;
                    }
                    // One that was deleted meanwhile is left out.
                    keys = vault.read(self.now, |transaction| {
                        let found = piece.iter().map(|row| transaction.get::<Key>(*row));
                        let found = found.filter_map(Result::transpose).collect::<Result<Vec<_>, _>>()?;
                        Ok(found.into_iter().map(|stored| stored.record).collect())
                    })?;
                }
            }
        }
        Ok(keys)
    }

    /// After the last piece: where the next page begins, if there is one.
    fn next_page(self) -> Option<Cursor> {
        let listing = self.request.listing(self.request.order);
        self.next.map(|after| Cursor { listing, after })
    }
}

/// So many keys after a record, in the order of the records or against it; if there are more, the last one's record.
fn by_row(
    transaction: &Transaction<'_>,
    request: &Request,
    start: Option<i64>,
    most: usize,
    now: Timestamp,
) -> Result<(Vec<Key>, Option<i64>)> {
    let (mut keys, mut last, mut more) = (Vec::new(), None, false);
    let mut visit = |stored: Stored<Key>| {
        if !request.matches(&stored.record, now) {
            return Ok(Flow::Continue);
        }
        if keys.len() == most {
            more = true;
            return Ok(Flow::Stop);
        }
        last = Some(stored.id);
        keys.push(stored.record);
        Ok(Flow::Continue)
    };
    if request.order.reverse {
        for stored in transaction.newest_before(start.unwrap_or(i64::MAX)) {
            if visit(stored?)? == Flow::Stop {
                break;
            }
        }
    } else {
        transaction.scan(start.unwrap_or(0), &mut visit)?;
    }
    Ok((keys, last.filter(|_| more)))
}

/// The records of the page's keys, in its order, and where the next page begins.
fn sorted(
    transaction: &Transaction<'_>,
    request: &Request,
    after: Option<&Position>,
    now: Timestamp,
) -> Result<(Vec<i64>, Option<Position>)> {
    let mut first = First::new(request);
    if newest(transaction, request, after, now, &mut first)? {
        return Ok(first.into_page());
    }
    first = First::new(request);
    transaction.scan::<Key>(0, &mut |stored| {
        if request.matches(&stored.record, now) {
            let position = request.order.position(&stored.record, stored.id, now);
            if after.is_none_or(|after| request.order.compare(after, &position).is_lt()) {
                first.add(position);
            }
        }
        Ok(Flow::Continue)
    })?;
    Ok(first.into_page())
}

/// Whether the newest keys fill a page in the order in which they come first. It usually is so, and then not all are
/// read.
fn newest(
    transaction: &Transaction<'_>,
    request: &Request,
    after: Option<&Position>,
    now: Timestamp,
    first: &mut First,
) -> Result<bool> {
    if request.order != Order::RECENT || !after.is_none_or(Position::is_of_live) {
        return Ok(false);
    }
    let start = after.map_or(i64::MAX, |after| after.row);
    for stored in transaction.newest_before::<Key>(start).take(NEWEST) {
        let stored = stored?;
        let position = request.order.position(&stored.record, stored.id, now);
        if position.is_of_live() && request.matches(&stored.record, now) {
            first.add(position);
            if first.is_full() {
                return Ok(true);
            }
        }
    }
    Ok(false)
}

/// The first keys in an order. Of each only its place is held, and of a page with a limit not many more than it has.
struct First {
    order: Order,
    most: Option<usize>,
    held: Vec<Position>,
}

impl First {
    fn new(request: &Request) -> Self {
        Self { order: request.order, most: request.limit, held: Vec::new() }
    }

    /// Whether there is a whole page and one key more.
    fn is_full(&self) -> bool {
        self.most.is_some_and(|most| self.held.len() > most)
    }

    fn add(&mut self, position: Position) {
        self.held.push(position);
        let Some(most) = self.most else { return };
        if self.held.len() >= most.saturating_mul(2).saturating_add(PIECE) {
            self.sort();
            self.held.truncate(most + 1);
        }
    }

    fn sort(&mut self) {
        let order = self.order;
        self.held.sort_unstable_by(|one, other| order.compare(one, other));
    }

    fn into_page(mut self) -> (Vec<i64>, Option<Position>) {
        self.sort();
        let is_full = self.is_full();
        if let Some(most) = self.most {
            self.held.truncate(most);
        }
        let rows = self.held.iter().map(|position| position.row).collect();
        (rows, self.held.pop().filter(|_| is_full))
    }
}
