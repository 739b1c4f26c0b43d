use std::io;

use async_compression::tokio::bufread::GzipDecoder;
use futures_util::TryStreamExt;
use tokio_util::io::{ReaderStream, StreamReader};

use crate::transport::{ResponseBody, TransportError, TransportFailure};

/// How much is decoded at once, in bytes.
const PIECE: usize = 16 * 1024;

/// The body that another one is the gzip of.
pub(super) fn decoded(body: ResponseBody) -> ResponseBody {
    let mut decoder = GzipDecoder::new(StreamReader::new(body.map_err(io::Error::other)));
    // Several that follow each other are one, as for every other reader of gzip.
    decoder.multiple_members(true);
    let pieces = ReaderStream::with_capacity(decoder, PIECE);
    ResponseBody::new(pieces.map_err(|error| TransportError::new(TransportFailure::Broken, error)))
}
