//! All connections, each in a slot whose number epoll gives back.

use std::os::fd::OwnedFd;
use std::time::Duration;

use rustix::event::epoll::{self, EventData, EventFlags};
use rustix::io::Result;

use super::connection::{Connection, Fate};

#[derive(Debug)]
struct Slot {
    connection: Connection,
    /// What epoll was told to look for.
    interest: EventFlags,
}

#[derive(Debug)]
pub(super) struct Connections {
    epoll: OwnedFd,
    slots: Vec<Option<Slot>>,
    free: Vec<usize>,
}

impl Connections {
    pub(super) fn new(epoll: OwnedFd) -> Self {
        Self { epoll, slots: Vec::new(), free: Vec::new() }
    }

    pub(super) fn epoll(&self) -> &OwnedFd {
        &self.epoll
    }

    pub(super) fn len(&self) -> usize {
        self.slots.len() - self.free.len()
    }

    /// # Errors
    /// The system has no room for it.
    pub(super) fn add(&mut self, connection: Connection) -> Result<()> {
        let index = self.free.last().copied().unwrap_or(self.slots.len());
        let interest = EventFlags::IN;
        epoll::add(&self.epoll, &connection.stream, data(index), interest)?;
        let slot = Some(Slot { connection, interest });
        match self.free.pop() {
            Some(index) => self.slots[index] = slot,
            None => self.slots.push(slot),
        }
        Ok(())
    }

    /// Lets a connection do something, and closes it if that was its last.
    pub(super) fn visit(&mut self, index: usize, work: impl FnOnce(&mut Connection) -> Fate) {
        let Some(slot) = self.slots.get_mut(index).and_then(Option::as_mut) else { return };
        let fate = match work(&mut slot.connection) {
            Fate::Keep(interest) if interest != slot.interest => {
                slot.interest = interest;
                let told = epoll::modify(&self.epoll, &slot.connection.stream, data(index), interest);
                told.map_or(Fate::Close, |()| Fate::Keep(interest))
            }
            fate => fate,
        };
        if fate == Fate::Close {
            self.close(index);
        }
    }

    fn close(&mut self, index: usize) {
        // Closing the socket takes it from epoll: there is no copy of it.
        if self.slots.get_mut(index).and_then(Option::take).is_some() {
            self.free.push(index);
        }
    }

    /// Closes the connection that has been idle for the longest time. `false`: none is idle.
    pub(super) fn close_idlest(&mut self) -> bool {
        let idlest = self.idle().min_by_key(|(_, deadline)| *deadline).map(|(index, _)| index);
        if let Some(index) = idlest {
            self.close(index);
        }
        idlest.is_some()
    }

    pub(super) fn close_idle(&mut self) {
        let idle: Vec<usize> = self.idle().map(|(index, _)| index).collect();
        for index in idle {
            self.close(index);
        }
    }

    fn idle(&self) -> impl Iterator<Item = (usize, Duration)> {
        self.taken()
            .filter(|(_, connection)| connection.is_idle())
            .map(|(index, found)| (index, found.deadline))
    }

    /// Those whose time is up.
    pub(super) fn late(&self, now: Duration) -> Vec<usize> {
        self.taken().filter(|(_, connection)| connection.deadline <= now).map(|(index, _)| index).collect()
    }

    fn taken(&self) -> impl Iterator<Item = (usize, &Connection)> {
        let slots = self.slots.iter().enumerate();
        slots.filter_map(|(index, slot)| slot.as_ref().map(|slot| (index, &slot.connection)))
    }
}

fn data(index: usize) -> EventData {
    EventData::new_u64(u64::try_from(index).unwrap_or(u64::MAX))
}
