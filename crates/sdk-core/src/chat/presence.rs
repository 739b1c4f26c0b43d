/// What the other side of a chat sees this number do.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum ChatPresence {
    /// It is typing.
    Typing,
    /// It is recording a voice note.
    Recording,
    /// Neither any more.
    Paused,
}
