//! One client's requests and their answers, as bytes: no socket and no clock.

use super::answer::{Answer, Refusal};
use super::head::{Head, find_end};

/// Answers wait to be sent up to about here before more requests are read.
const MAX_PENDING: usize = 16 * 1024;
const CONTINUE: &[u8] = b"HTTP/1.1 100 Continue\r\n\r\n";

/// Who answers.
pub(super) trait Respond {
    /// The name of the header with the client's address, if one is configured.
    fn address_header(&self) -> Option<&str>;

    /// The answer to a request that has arrived whole.
    fn respond(&self, head: &Head<'_>) -> Answer<'_>;
}

/// What a conversation waits for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Waiting {
    /// For another request.
    Idle,
    /// For the rest of a head.
    Head,
    /// For the rest of a body.
    Body,
    /// For nothing: it ends once the answers are sent.
    End,
}

#[derive(Debug, Default)]
pub(super) struct Conversation {
    /// A request as far as it has arrived, and what came after it. Empty while it is idle, and then without memory.
    input: Vec<u8>,
    /// How much of it was searched for the end of a head.
    scanned: usize,
    /// The body that is arriving.
    body: Option<Body>,
    /// Answers that are not sent yet.
    output: Vec<u8>,
    has_ended: bool,
    /// How many were answered.
    requests: u64,
}

/// A body, dropped as it arrives, while its head is kept: the request is decided when it is whole, so that no answer is
/// older than the file in force.
#[derive(Debug, Clone, Copy)]
struct Body {
    /// The length of the head.
    head: usize,
    /// How much is still to come.
    left: u64,
}

impl Body {
    /// Drops what has arrived of it.
    fn take_from(&mut self, input: &mut Vec<u8>) {
        let arrived = input.len() - self.head;
        let taken = usize::try_from(self.left).unwrap_or(usize::MAX).min(arrived);
        input.drain(self.head..self.head + taken);
        self.left -= u64::try_from(taken).unwrap_or(u64::MAX);
    }
}

impl Conversation {
    /// Takes what the client sent. `is_last`: this server is about to end, so an answer ends the conversation.
    pub(super) fn receive(&mut self, bytes: &[u8], respond: &impl Respond, is_last: bool) {
        self.input.extend_from_slice(bytes);
        self.proceed(respond, is_last);
    }

    /// Answers what has arrived whole, as long as not too many answers wait to be sent.
    pub(super) fn proceed(&mut self, respond: &impl Respond, is_last: bool) {
        while !self.has_ended && self.output.len() < MAX_PENDING {
            match self.step(respond, is_last) {
                Ok(true) => {}
                Ok(false) => break,
                Err(refusal) => self.refuse(refusal),
            }
        }
        if self.has_ended || self.input.is_empty() {
            self.input = Vec::new();
        }
    }

    /// Whether something was done.
    fn step(&mut self, respond: &impl Respond, is_last: bool) -> Result<bool, Refusal> {
        let length = match &mut self.body {
            Some(body) => {
                body.take_from(&mut self.input);
                if body.left > 0 {
                    return Ok(false);
                }
                body.head
            }
            None => match find_end(&self.input, &mut self.scanned)? {
                Some(length) => length,
                None => return Ok(false),
            },
        };
        let head = Head::parse(&self.input[..length], respond.address_header())?;
        if self.body.is_none() && head.body > 0 {
            if head.waits {
                self.output.extend_from_slice(CONTINUE);
            }
            self.body = Some(Body { head: length, left: head.body });
            return Ok(true);
        }
        let keeps_alive = head.keep_alive && !is_last;
        respond.respond(&head).write(&mut self.output, keeps_alive);
        self.input.drain(..length);
        (self.scanned, self.body) = (0, None);
        self.requests += 1;
        self.has_ended = !keeps_alive;
        Ok(true)
    }

    /// Ends it with a refusal.
    pub(super) fn refuse(&mut self, refusal: Refusal) {
        Answer::Refused(refusal).write(&mut self.output, false);
        self.has_ended = true;
        self.input = Vec::new();
    }

    /// Ends it because the client did not send the rest of a request in time, or this server ends. White space after a
    /// request is not the beginning of another: an answer to it might be taken for one to the next request.
    pub(super) fn time_out(&mut self) {
        if self.input.iter().all(u8::is_ascii_whitespace) {
            self.has_ended = true;
        } else {
            self.refuse(Refusal::Late);
        }
    }

    /// Answers that are to be sent.
    pub(super) fn output(&self) -> &[u8] {
        &self.output
    }

    /// Forgets answers that were sent.
    pub(super) fn sent(&mut self, count: usize) {
        if count >= self.output.len() {
            self.output = Vec::new();
        } else {
            self.output.drain(..count);
        }
    }

    /// How many requests were answered, those that ended it by a refusal not counted.
    pub(super) fn requests(&self) -> u64 {
        self.requests
    }

    pub(super) fn waits_for(&self) -> Waiting {
        match (self.has_ended, self.input.is_empty(), self.body) {
            (true, ..) => Waiting::End,
            (_, true, _) => Waiting::Idle,
            (_, _, Some(_)) => Waiting::Body,
            (_, _, None) => Waiting::Head,
        }
    }
}

#[cfg(test)]
#[path = "conversation_tests.rs"]
mod tests;
