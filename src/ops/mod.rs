//! One use case per file: plain data in, plain data out; nothing is printed here.

pub mod check;
pub mod diff;
pub mod inspect;
