use std::time::Duration;

use wagate::adapter::Provider;
use wagate::{AccountClient, ConnectionState, Error, Operation, Outcome, PairingEnd};

use crate::bench::{Bench, on_every_gateway, shown, shown_error};

on_every_gateway! {
    a_scanned_code_brings_the_instance_online,
    a_pairing_code_brings_the_instance_online,
    nobody_scans,
    a_paired_instance_says_so,
    waiting_for_an_instance_that_stays_offline_ends,
    an_instance_that_drops_is_not_online,
    a_logged_out_instance_is_not_online,
}

async fn a_scanned_code_brings_the_instance_online<P: Provider>(bench: &Bench, account: AccountClient<P>) {
    let own = bench.create(&account, "first").await.client;
    let owner = account.instance(bench.create(&account, "second").await.client.id()).unwrap();
    for line in [own, owner] {
        assert!(!shown(line.status().await.unwrap()).is_online());
        let mut codes = line.qr_codes().poll_every(Duration::from_millis(5));
        let code = shown(codes.next().await.unwrap().unwrap());
        assert!(code.to_terminal().unwrap().lines().count() > 10);
        assert!(!format!("{code:?}").contains("2@"), "a code is not shown");
        assert!(bench.emulator.scan(bench.gateway, line.id()));
        while let Some(code) = codes.next().await {
            code.unwrap();
        }
        assert_eq!(codes.end(), Some(PairingEnd::Paired));
        line.wait_until_online(Duration::from_secs(10)).await.unwrap();
        assert_eq!(line.status().await.unwrap(), ConnectionState::Online);
    }
}

async fn a_pairing_code_brings_the_instance_online<P: Provider>(bench: &Bench, account: AccountClient<P>) {
    let line = bench.create(&account, "sales").await.client;
    let code = shown(line.pairing_code(&"+55 11 97777-6666".parse().unwrap()).await.unwrap());
    assert_eq!(code.to_string().len(), 9);
    assert!(!format!("{code:?}").contains(code.as_str()), "a code is not shown");
    assert!(bench.emulator.scan(bench.gateway, line.id()));
    line.wait_until_online(Duration::from_secs(10)).await.unwrap();
}

async fn nobody_scans<P: Provider>(bench: &Bench, account: AccountClient<P>) {
    let line = bench.create(&account, "sales").await.client;
    let mut codes =
        line.qr_codes().poll_every(Duration::from_millis(5)).give_up_after(Duration::from_millis(100));
    let mut count = 0;
    while let Some(code) = codes.next().await {
        code.unwrap();
        count += 1;
    }
    assert!(count >= 1);
    assert_eq!(codes.end(), Some(PairingEnd::TimedOut));
    assert!(codes.next().await.is_none(), "it stays ended");
}

async fn a_paired_instance_says_so<P: Provider>(bench: &Bench, account: AccountClient<P>) {
    let line = bench.online(&account, "sales").await;
    assert!(shown(line.connect().await.unwrap()).is_paired());
    let mut codes = line.qr_codes();
    assert!(codes.next().await.is_none());
    assert_eq!(codes.end(), Some(PairingEnd::Paired));
    let info = account.get_instance(line.id()).await.unwrap();
    assert!(info.state.is_online(), "{:?}", info.state);
}

async fn waiting_for_an_instance_that_stays_offline_ends<P: Provider>(
    bench: &Bench,
    account: AccountClient<P>,
) {
    let line = bench.create(&account, "sales").await.client;
    let error = line.wait_until_online(Duration::from_millis(30)).await.unwrap_err();
    shown_error(&error);
    assert!(matches!(error, Error::InstanceOffline(_)), "{error}");
    assert_eq!(error.outcome(), Outcome::NotSent);
}

async fn an_instance_that_drops_is_not_online<P: Provider>(bench: &Bench, account: AccountClient<P>) {
    let line = bench.online(&account, "sales").await;
    assert!(bench.emulator.drop_connection(bench.gateway, line.id()));
    assert!(!shown(line.status().await.unwrap()).is_online());
}

async fn a_logged_out_instance_is_not_online<P: Provider>(bench: &Bench, account: AccountClient<P>) {
    let line = bench.online(&account, "sales").await;
    if !line.capabilities().supports(Operation::Logout) {
        let error = bench.silently(line.logout()).await.unwrap_err();
        shown_error(&error);
        assert!(matches!(error, Error::Unsupported(_)), "{error}");
        assert!(line.status().await.unwrap().is_online());
        return;
    }
    line.logout().await.unwrap();
    let state = line.status().await.unwrap();
    assert!(!state.is_online(), "{state:?}");
}
