use std::collections::HashSet;

use super::not_empty;
use crate::address::Address;
use crate::error::Error;

/// A poll.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Poll {
    /// The question.
    pub question: String,
    /// The answers, at least two and all different. Gateways take 10 or 12 at most.
    pub answers: Vec<String>,
    /// How many answers may be chosen; `None` for as many as there are.
    pub choose: Option<u32>,
}

impl Poll {
    /// Lets so many answers be chosen. One unless set.
    #[must_use]
    pub fn choose(mut self, count: u32) -> Self {
        self.choose = Some(count);
        self
    }

    /// Lets any number of answers be chosen.
    #[must_use]
    pub fn choose_any(mut self) -> Self {
        self.choose = None;
        self
    }

    pub(super) fn check(&self, _to: &Address) -> Result<(), Error> {
        not_empty("the poll's question", &self.question)?;
        self.answers.iter().try_for_each(|answer| not_empty("an answer of the poll", answer))?;
        if self.answers.len() < 2 {
            return Err(Error::invalid("a poll needs two answers"));
        }
        if self.answers.iter().collect::<HashSet<_>>().len() < self.answers.len() {
            return Err(Error::invalid("two answers of the poll are the same"));
        }
        if self.choose.is_some_and(|choose| choose == 0 || choose as usize > self.answers.len()) {
            return Err(Error::invalid("so many answers of the poll cannot be chosen"));
        }
        Ok(())
    }
}
