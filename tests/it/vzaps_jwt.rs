//! VZaps' JWT: one fetch however many wait, one renewal when it dies.

use std::time::Duration;

use futures_util::future::join_all;
use wagate_emulator::Gateway;

use crate::bench::{Bench, phone};

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_thousand_tasks_fetch_one_jwt() {
    let bench = Bench::start(Gateway::Vzaps).await;
    let id = bench.create(&bench.account(), "sales").await.info.id;
    let before = bench.emulator.vzaps_token_requests();
    let line = bench.account().instance(id).unwrap();
    let tasks = (0..1000).map(|_| {
        let line = line.clone();
        tokio::spawn(async move { line.status().await })
    });
    for result in join_all(tasks).await {
        result.unwrap().unwrap();
    }
    assert_eq!(bench.emulator.vzaps_token_requests() - before, 1);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_jwt_that_dies_is_renewed_once_and_nothing_is_sent_twice() {
    let bench = Bench::start(Gateway::Vzaps).await;
    let account = bench.account();
    let id = bench.online(&account, "sales").await.id().to_owned();
    // Acts with the owner's JWT.
    let line = account.instance(id).unwrap();
    line.status().await.unwrap();
    let before = bench.emulator.vzaps_token_requests();
    bench.emulator.expire_vzaps_jwts();
    let sends = (0..50).map(|number| {
        let line = line.clone();
        tokio::spawn(async move { line.send_text(&phone(), format!("message {number}")).await })
    });
    for result in join_all(sends).await {
        result.unwrap().unwrap();
    }
    assert_eq!(bench.emulator.vzaps_token_requests() - before, 1, "one renewal");
    let mut texts: Vec<_> =
        bench.ledger().iter().map(|entry| entry.content["text"].as_str().unwrap().to_owned()).collect();
    texts.sort();
    texts.dedup();
    assert_eq!((texts.len(), bench.ledger().len()), (50, 50));
}

#[tokio::test]
async fn a_short_life_is_not_a_fetch_a_call() {
    let bench =
        Bench::start_with(Gateway::Vzaps, |builder| builder.vzaps_jwt_lifetime(Duration::from_secs(50)))
            .await;
    let account = bench.account();
    for _ in 0..20 {
        account.verify().await.unwrap();
    }
    assert_eq!(bench.emulator.vzaps_token_requests(), 1);
}

#[tokio::test]
async fn wrong_client_credentials_are_asked_about_once_for_all_that_wait() {
    let bench = Bench::start(Gateway::Vzaps).await;
    let account = wagate::connect_account(&bench.url(), Bench::wrong_secrets()).unwrap();
    let results = join_all((0..200).map(|_| account.verify())).await;
    assert!(results.iter().all(|result| matches!(result, Err(wagate::Error::Unauthorized(_)))));
    assert_eq!(bench.emulator.vzaps_token_requests(), 1);
}
