use std::fmt;
use std::pin::Pin;
use std::task::{Context, Poll};

use futures_core::Stream;
use futures_util::StreamExt;
use futures_util::stream::BoxStream;

use crate::error::Error;
use crate::instance::{Page, PageToken};

/// A list that is fetched page by page as it is read. It is a [`Stream`], and can be read without one by
/// [`Listing::next`]. After an error it ends.
pub struct Listing<T>(BoxStream<'static, Result<T, Error>>);

/// Where a listing stands.
enum Place {
    Start,
    At(PageToken),
    End,
}

impl<T: Send + 'static> Listing<T> {
    pub(crate) fn by_page<F, Fut>(fetch: F) -> Self
    where
        F: Fn(Option<PageToken>) -> Fut + Send + 'static,
        Fut: Future<Output = Result<Page<T>, Error>> + Send,
    {
        let pages = futures_util::stream::unfold((fetch, Place::Start), |(fetch, place)| async move {
            let token = match place {
                Place::Start => None,
                Place::At(token) => Some(token),
                Place::End => return None,
            };
            let result = fetch(token.clone()).await.map(|page| {
                // A gateway that answers with the same page for ever must not be asked for ever.
                let next = page.next.filter(|next| !page.items.is_empty() && Some(next) != token.as_ref());
                (page.items, next)
            });
            Some(match result {
                Ok((items, next)) => {
                    let items = items.into_iter().map(Ok).collect::<Vec<_>>();
                    (items, (fetch, next.map_or(Place::End, Place::At)))
                }
                Err(error) => (vec![Err(error)], (fetch, Place::End)),
            })
        });
        Self(pages.flat_map(futures_util::stream::iter).boxed())
    }

    /// The next item; `None` at the end.
    pub async fn next(&mut self) -> Option<Result<T, Error>> {
        self.0.next().await
    }

    /// All items.
    ///
    /// # Errors
    /// The first error.
    pub async fn all(mut self) -> Result<Vec<T>, Error> {
        let mut items = Vec::new();
        while let Some(item) = self.next().await {
            items.push(item?);
        }
        Ok(items)
    }
}

impl<T> Stream for Listing<T> {
    type Item = Result<T, Error>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        self.0.poll_next_unpin(context)
    }
}

impl<T> fmt::Debug for Listing<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Listing(..)")
    }
}
