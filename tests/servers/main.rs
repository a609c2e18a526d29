//! Real servers on loopback that load what the real binary writes.
#![allow(missing_docs)]

mod haproxy;
