//! A program that dies and comes back with its file.

use std::path::PathBuf;

use serde_json::Value;
use wagate_sdk_core::Error;
use wagate_wazzapi::{EventSources, FileStore, PullStore};

use super::gateway::{self, Gateway, TOKEN};
use super::{OTHER, id, is_quiet, item, stream, until};
use crate::DEVICE;

/// A file of this test's own, in a folder that goes with it.
struct Place(PathBuf);

impl Place {
    fn new(name: &str) -> Self {
        let folder = std::env::temp_dir().join(format!("wagate-{name}-{}", std::process::id()));
        std::fs::create_dir_all(&folder).unwrap();
        Self(folder)
    }

    fn file(&self) -> PathBuf {
        self.0.join("events.json")
    }

    fn kept(&self) -> Value {
        serde_json::from_str(&std::fs::read_to_string(self.file()).unwrap()).unwrap()
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

/// Each life is a runtime of its own that is torn down between two events, so that no task of it says farewell.
#[test]
fn killed_between_two_events_nothing_is_lost_and_nothing_comes_twice() {
    let place = Place::new("killed");
    let world = tokio::runtime::Runtime::new().unwrap();
    let (gateway, _, url) = world.block_on(Gateway::start_at());
    let mut told = Vec::new();
    for life in 0..4 {
        let runtime = tokio::runtime::Runtime::new().unwrap();
        runtime.block_on(async {
            let account = gateway::account(&url);
            let source = account.event_source(FileStore::new(place.file())).await.unwrap();
            let mut events = stream(&account, DEVICE).await;
            for n in 0..3 {
                gateway.happens(DEVICE, &format!("{life}-{n}"));
            }
            for _ in 0..2 {
                told.push(id(&mut events).await);
            }
            events.ack();
            let handled = told.len() as u64 + 1;
            until(|| place.kept()["offset"] == handled).await;
            // What dies now says farewell to nobody.
            std::mem::forget((events, source));
        });
        runtime.shutdown_background();
    }
    let all: Vec<_> = (0..4).flat_map(|life| (0..3).map(move |n| format!("{life}-{n}"))).collect();
    assert_eq!(told, all[..told.len()]);
    let book = gateway.book();
    assert_eq!((book.made, book.deleted, book.pollers.len()), (1, 0, 1), "it is the same poller");
}

#[tokio::test]
async fn what_was_given_and_not_handled_comes_again() {
    let place = Place::new("given");
    let (gateway, account, url) = Gateway::start_at().await;
    let source = account.event_source(FileStore::new(place.file())).await.unwrap();
    let (mut one, mut other) = (stream(&account, DEVICE).await, stream(&account, OTHER).await);
    gateway.happens(DEVICE, "d1");
    gateway.happens(OTHER, "o1");
    gateway.happens(DEVICE, "d2");
    assert_eq!((id(&mut one).await, id(&mut one).await), ("d1".to_owned(), "d2".to_owned()));
    one.ack();
    assert_eq!(id(&mut other).await, "o1");
    // The other still works on the second event, so that is how far all are.
    until(|| place.kept()["offset"] == 2).await;
    drop((one, other, source));

    // The devices of before are waited for, in whatever order they come back.
    let account = gateway::account(&url);
    let _source = account.event_source(FileStore::new(place.file())).await.unwrap();
    let mut one = stream(&account, DEVICE).await;
    assert_eq!(id(&mut one).await, "d2", "handled, but after what the other had not");
    let mut other = stream(&account, OTHER).await;
    assert_eq!(id(&mut other).await, "o1");
    assert!(is_quiet(&mut one).await && is_quiet(&mut other).await);
    until(|| place.kept()["offset"] == 4).await;
}

#[tokio::test]
async fn the_file_is_its_owners_and_nothing_shows_the_token() {
    let place = Place::new("rights");
    let (_gateway, account, _) = Gateway::start_at().await;
    let _source = account.event_source(FileStore::new(place.file())).await.unwrap();
    assert_eq!(
        (place.kept()["token"].as_str(), place.kept()["subscription"].as_str()),
        (Some(TOKEN), Some("sub-1"))
    );
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        let mode = std::fs::metadata(place.file()).unwrap().permissions().mode();
        assert_eq!(mode & 0o777, 0o600);
    }
    let store = FileStore::new(place.file());
    let state = store.load().await.unwrap().unwrap();
    assert_eq!(state.subscription.as_ref().unwrap().1.expose(), TOKEN);
    assert!(!format!("{state:?} {store:?} {account:?}").contains(TOKEN));
    assert_eq!(std::fs::read_dir(&place.0).unwrap().count(), 1, "nothing is left beside it");
}

#[tokio::test]
async fn a_file_that_cannot_be_read_or_written_is_told_and_leaves_nothing_at_the_gateway() {
    let place = Place::new("broken");
    let (gateway, account, _) = Gateway::start_at().await;
    let nowhere = FileStore::new(place.0.join("missing").join("events.json"));
    let error = account.event_source(nowhere).await.unwrap_err();
    assert!(matches!(error, Error::Config(_)), "{error}");
    assert_eq!((gateway.book().made, gateway.book().deleted), (1, 1));

    std::fs::write(place.file(), format!("{{\"token\": \"{TOKEN}")).unwrap();
    let error = account.event_source(FileStore::new(place.file())).await.unwrap_err();
    assert!(matches!(error, Error::Config(_)), "{error}");
    assert!(!format!("{error} {error:?}").contains(TOKEN));
    assert_eq!(gateway.book().made, 1);
}

#[tokio::test]
async fn a_disk_that_fails_ends_the_stream_before_more_is_taken() {
    let place = Place::new("full");
    let (gateway, account, _) = Gateway::start_at().await;
    let _source = account.event_source(FileStore::new(place.file())).await.unwrap();
    let mut events = stream(&account, DEVICE).await;
    gateway.happens(DEVICE, "d1");
    assert_eq!(id(&mut events).await, "d1");
    std::fs::remove_dir_all(&place.0).unwrap();
    gateway.happens(DEVICE, "d2");
    let error = item(&mut events).await.unwrap_err();
    assert!(matches!(error, Error::Config(_)), "{error}");
    assert!(gateway.book().acknowledged <= 1);
}
