use std::marker::PhantomData;

use futures_util::StreamExt;
use http::Method;
use serde_json::Value;
use url::Url;

use super::destination::{ADDED, NotTaken, Sink};
use super::scan::{Broken, Scanner};
use super::{Destination, Downloaded, FileAt, told};
use crate::adapter::Adapter;
use crate::client::InstanceClient;
use crate::decode::{DecodeError, Ignored};
use crate::endpoint::{Endpoint, OnInstance, Path, Safety, Shared, TimeoutClass};
use crate::error::{Error, ErrorContext};
use crate::pipeline::{Answer, Call, Success};
use crate::raw::Raw;
use crate::transport::ResponseBody;

impl<P: Adapter> InstanceClient<P> {
    /// Calls an operation whose answer holds a file, and saves the file while the answer arrives. The memory that takes does not grow with the file,
    /// unless memory is its destination.
    ///
    /// Until the head of the answer came it is retried as any call. Afterwards nothing is: the caller may ask again, since such an operation only
    /// reads. A file that was begun on the disk is gone after an error, also when the future is dropped.
    ///
    /// # Errors
    /// As [`InstanceClient::call`]; [`Error::InvalidRequest`] before anything leaves when the destination cannot be written to; [`Error::Transport`]
    /// when the answer breaks off, and [`Error::Timeout`] when nothing more of it comes; [`Error::Decode`] when it holds no file, when the
    /// file is not in base64 or longer than the destination takes, and when it cannot be written to the disk.
    pub async fn fetch_file<E>(
        &self,
        endpoint: E,
        file: FileAt,
        to: Destination,
    ) -> Result<Answer<Downloaded>, Error>
    where
        E: Endpoint<Provider = P, Scope: OnInstance>,
    {
        let call = self.calling(&endpoint)?;
        receive(&call, file, to).await
    }

    /// Fetches a file from a URL that an event or an answer told, such as one of WhatsApp's servers or the gateway's storage. No credential goes
    /// with it, whatever the URL; its media type is the answer's. Retried and saved as by [`InstanceClient::fetch_file`].
    ///
    /// # Errors
    /// [`Error::InvalidRequest`] before anything leaves when the URL is neither `http` nor `https`; [`Error::Config`] when the server redirects to
    /// another URL, which is not followed; else as [`InstanceClient::fetch_file`].
    pub async fn fetch_url(&self, url: Url, to: Destination) -> Result<Answer<Downloaded>, Error> {
        let mut call = self.calling(&GetUrl(PhantomData))?;
        if !matches!(url.scheme(), "http" | "https") {
            return Err(call.at(Error::invalid("the file's URL is neither http nor https")));
        }
        // The credential is the gateway's alone.
        call.slot = None;
        call.path = Path::elsewhere(url);
        receive(&call, FileAt::BODY, to).await
    }
}

/// A file somewhere.
struct GetUrl<P>(PhantomData<fn() -> P>);

impl<P: Adapter> Endpoint for GetUrl<P> {
    type Provider = P;
    type Scope = Shared;
    type Response = Ignored;

    const NAME: &'static str = "fetch_url";
    const METHOD: Method = Method::GET;
    const SAFETY: Safety = Safety::ReadOnly;
    const TIMEOUT: TimeoutClass = TimeoutClass::Media;

    fn path(&self, _instance: &str, _path: &mut Path) {}
}

async fn receive(call: &Call<'_>, file: FileAt, to: Destination) -> Result<Answer<Downloaded>, Error> {
    let limit = to.limit();
    let sink = to.open().await.map_err(|error| {
        let context = ErrorContext::before_io("the file cannot be written there").caused_by(error);
        call.at(Error::InvalidRequest(Box::new(context)))
    })?;
    call.streamed(async |success, body| Receiving { call, success, file, limit }.run(body, sink).await).await
}

/// An answer that arrives.
struct Receiving<'a> {
    call: &'a Call<'a>,
    success: Success,
    file: FileAt,
    limit: Option<u64>,
}

impl Receiving<'_> {
    async fn run(mut self, mut body: ResponseBody, mut sink: Sink) -> Result<Answer<Downloaded>, Error> {
        let mut scanner = self.file.member.map(Scanner::new);
        while let Some(piece) = body.next().await {
            let piece = piece.map_err(|error| self.call.broken_off(error, &self.success))?;
            for part in piece.chunks(ADDED) {
                match &mut scanner {
                    Some(scanner) => {
                        scanner.feed(part, sink.buffer()).map_err(|broken| self.unreadable(broken))?;
                    }
                    None => sink.buffer().extend_from_slice(part),
                }
                sink.added().await.map_err(|why| self.not_taken(why))?;
            }
        }
        if let Some(scanner) = scanner {
            let beside = scanner.end().map_err(|broken| self.unreadable(broken))?;
            self.success.body = beside.json.into();
            if !beside.found {
                return Err(self.unreadable(Broken("it holds no file")));
            }
        }
        self.finish(sink).await
    }

    async fn finish(self, sink: Sink) -> Result<Answer<Downloaded>, Error> {
        let length = sink.len();
        if length == 0 {
            return Err(self.unreadable(Broken("the file is empty")));
        }
        let (file_name, media_type) = match self.file.member {
            None => (None, self.content_type()),
            Some(_) => {
                let about: Value = serde_json::from_slice(&self.success.body)
                    .map_err(|_| self.unreadable(Broken("it is not JSON")))?;
                (told(&about, self.file.name), told(&about, self.file.media_type))
            }
        };
        let about = Raw::new(self.success.body.clone());
        let saved = sink.finish().await.map_err(|error| self.not_taken(NotTaken::Failed(error)))?;
        let value = Downloaded { file_name, media_type, length, saved, about: about.clone() };
        Ok(self.call.answered_with(self.success, value))
    }

    fn content_type(&self) -> Option<String> {
        let told = self.success.headers.get(http::header::CONTENT_TYPE)?;
        told.to_str().ok().map(str::to_owned)
    }

    fn unreadable(&self, Broken(why): Broken) -> Error {
        let path = self.file.member.map_or_else(|| ".".to_owned(), |names| names.join("."));
        self.call.undecodable(&self.success, DecodeError::new(path, why))
    }

    fn not_taken(&self, why: NotTaken) -> Error {
        match why {
            NotTaken::TooLong => {
                let limit = self.limit.unwrap_or(u64::MAX);
                let why = DecodeError::new(".", format!("the file is longer than {limit} bytes"));
                self.call.undecodable(&self.success, why)
            }
            NotTaken::Failed(error) => {
                let why = DecodeError::new(".", format!("the file cannot be written: {error}"));
                self.call.undecodable(&self.success, why)
            }
        }
    }
}
