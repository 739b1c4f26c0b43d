use crate::pipeline::Answer;
use crate::raw::Raw;

/// The answer to an operation that only acts: it was done.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Done {
    /// The whole answer; of an operation that takes several requests, the last one's.
    pub raw: Raw,
}

impl Done {
    /// It was done, and this was the answer.
    pub fn new(raw: Raw) -> Self {
        Self { raw }
    }
}

impl<T> From<Answer<T>> for Done {
    fn from(answer: Answer<T>) -> Self {
        Self::new(answer.raw)
    }
}
