//! Visiting every node below the root, with what its parent says of it.

use super::super::error::StoreError;
use super::super::keys::Nonce;
use super::node::{Child, Node};
use super::pages::Pages;
use super::{Root, Tree};

/// The keys that may be below a node: from the first on, and below the second; `None`: to the end.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Span {
    pub(crate) from: Vec<u8>,
    pub(crate) to: Option<Vec<u8>>,
}

impl Span {
    /// All keys.
    pub(crate) fn all() -> Self {
        Self { from: Vec::new(), to: None }
    }

    pub(crate) fn contains(&self, key: &[u8]) -> bool {
        *self.from <= *key && self.to.as_deref().is_none_or(|to| key < to)
    }
}

/// A node on the way: its id and level, what is wrong with it if it cannot be read, and the keys that belong below it.
pub(crate) struct Visit<'a> {
    pub(crate) child: Child,
    pub(crate) span: &'a Span,
    pub(crate) node: Result<&'a Node, StoreError>,
}

impl Tree {
    /// Visits every node that the manifest's root leads to, parents first and leaves in the order of their keys. A
    /// node that cannot be read, or is not what its parent says, is passed as an error, and nothing below it is
    /// visited.
    pub(crate) fn walk<E: From<StoreError>>(
        pages: &Pages<'_>,
        root: &Root,
        next_id: i64,
        visit: &mut dyn FnMut(Visit<'_>) -> Result<(), E>,
    ) -> Result<(), E> {
        let tree = Self::open(*root, next_id, 0)?;
        tree.walk_below(pages, &root.child(), root.height - 1, &Span::all(), visit)
    }

    fn walk_below<E: From<StoreError>>(
        &self,
        pages: &Pages<'_>,
        child: &Child,
        level: u8,
        span: &Span,
        visit: &mut dyn FnMut(Visit<'_>) -> Result<(), E>,
    ) -> Result<(), E> {
        let read = self.read(pages, child, level).and_then(|node| expected(node, child, span));
        let node = match read {
            Ok(node) => node,
            Err(error) => return visit(Visit { child: *child, span, node: Err(error) }),
        };
        visit(Visit { child: *child, span, node: Ok(&node) })?;
        if level == 0 {
            return Ok(());
        }
        for (index, below) in node.children().enumerate() {
            let from = if index == 0 { span.from.clone() } else { node.key(index).to_vec() };
            let next = (index + 1 < node.len()).then(|| node.key(index + 1).to_vec());
            let span = Span { from, to: next.or_else(|| span.to.clone()) };
            self.walk_below(pages, &below, level - 1, &span, visit)?;
        }
        Ok(())
    }
}

/// Only a holder of the keys could have written anything else.
fn expected(node: Node, child: &Child, span: &Span) -> Result<Node, StoreError> {
    let is_within = node.entries().all(|(key, _)| span.contains(key));
    if is_within && node.total() == child.entries {
        Ok(node)
    } else {
        Err(StoreError::tampered(format!("node {} holds other entries than its parent says", child.id)))
    }
}

/// What a re-key made: the nonce of the root, and how many nodes there are.
pub(crate) struct Resealed {
    pub(crate) nonce: Nonce,
    pub(crate) nodes: u64,
}

impl Tree {
    /// Opens every node under the old keys and seals it under the new ones, in place, children first. `progress` is
    /// called with the number of entries of each leaf.
    pub(crate) fn reseal(
        (old, new): (&Pages<'_>, &Pages<'_>),
        root: &Root,
        (next_id, generation): (i64, i64),
        progress: &mut dyn FnMut(u64),
    ) -> Result<Resealed, StoreError> {
        let tree = Self::open(*root, next_id, generation)?;
        let mut nodes = 0;
        let nonce = tree.reseal_below((old, new), &root.child(), root.height - 1, &mut |entries| {
            nodes += 1;
            progress(entries);
        })?;
        Ok(Resealed { nonce, nodes })
    }

    fn reseal_below(
        &self,
        (old, new): (&Pages<'_>, &Pages<'_>),
        child: &Child,
        level: u8,
        each: &mut dyn FnMut(u64),
    ) -> Result<Nonce, StoreError> {
        let mut node = expected(self.read(old, child, level)?, child, &Span::all())?;
        if level > 0 {
            for index in 0..node.len() {
                let below = node.child(index);
                let nonce = self.reseal_below((old, new), &below, level - 1, each)?;
                node.set_child(index, Child { nonce, ..below });
            }
        }
        each(if level == 0 { child.entries } else { 0 });
        new.write(child.id, &mut node, self.generation)
    }
}
