//! A list of keys as text, of which only the first are named.

use std::convert::Infallible;
use std::fmt::{self, Display, Formatter};

use crate::domain::words::first_of;

/// How many keys are named.
const NAMED: usize = 20;

/// Keys, the first of them with their names.
#[derive(Default)]
pub(in crate::ops) struct Named {
    names: Vec<String>,
    count: usize,
}

impl Named {
    pub(in crate::ops) fn add(&mut self, name: impl FnOnce() -> String) {
        let Ok(()) = self.try_add(|| Ok::<_, Infallible>(name()));
    }

    pub(super) fn try_add<E>(&mut self, name: impl FnOnce() -> Result<String, E>) -> Result<(), E> {
        if self.names.len() < NAMED {
            self.names.push(name()?);
        }
        self.count += 1;
        Ok(())
    }

    pub(super) fn is_empty(&self) -> bool {
        self.count == 0
    }
}

impl Display for Named {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        f.write_str(&first_of(&self.names, NAMED, self.count))
    }
}
