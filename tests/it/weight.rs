//! One more client of an instance costs next to nothing: a hundred thousand fit into a small process.

use wagate::{AccountClient, AccountToken, Evolution, InstanceClient, InstanceToken};

use crate::bench::report;

const MOST_BYTES: u64 = 256;
const MOST_ALLOCATIONS: u64 = 6;
/// With a credential of its own: the token's text, its header and what the adapter keeps come on top.
const MOST_BYTES_WITH_TOKEN: u64 = 352;

fn account() -> AccountClient<Evolution> {
    let token = AccountToken::new("global-key").unwrap();
    AccountClient::builder(token).base_url("http://127.0.0.1:1").build().unwrap()
}

#[test]
fn one_more_instance_client_is_small() {
    let account = account();
    let names: Vec<String> = (0..1000).map(|number| format!("instance-{number:04}")).collect();
    let mut clients: Vec<InstanceClient<Evolution>> = Vec::with_capacity(names.len());
    let cost = allocation_counter::measure(|| {
        for name in &names {
            clients.push(account.instance(name).unwrap());
        }
    });
    check("with the account's credential", &cost, names.len());

    let mut erased: Vec<InstanceClient> = Vec::with_capacity(names.len());
    let cost = allocation_counter::measure(|| erased.extend(clients.drain(..).map(InstanceClient::erase)));
    assert_eq!(cost.count_total, 0, "erasing allocates nothing");

    let mut clones: Vec<InstanceClient> = Vec::with_capacity(names.len());
    let cost = allocation_counter::measure(|| clones.extend(erased.iter().cloned()));
    assert_eq!(cost.count_total, 0, "cloning is one reference count");
}

#[test]
fn one_more_client_with_its_own_token_is_small_too() {
    let shared = std::sync::Arc::new(wagate::transport::HyperTransport::new().unwrap());
    let client = |number: usize| {
        InstanceClient::<Evolution>::builder(
            "sales",
            InstanceToken::new(format!("token-{number:04}")).unwrap(),
        )
        .base_url("http://127.0.0.1:1")
        .transport(shared.clone())
        .build()
        .unwrap()
    };
    let first = client(0);
    // A client made from settings has settings of its own, but no pool.
    let mut second = None;
    let cost = allocation_counter::measure(|| second = Some(client(1)));
    assert!(cost.bytes_max < 4096, "{cost:?}");
    drop((first, second));
}

fn check(what: &str, cost: &allocation_counter::AllocationInfo, count: usize) {
    let count = count as u64;
    let bytes = cost.bytes_current.unsigned_abs() / count;
    report(&format!(
        "one more instance client {what}: {bytes} bytes, {} allocations",
        cost.count_total as f64 / count as f64
    ));
    assert!(bytes <= MOST_BYTES, "{bytes} bytes");
    assert!(cost.count_total <= MOST_ALLOCATIONS * count, "{} allocations", cost.count_total / count);
}

/// What a client that `create_instance` made gives back when it is dropped is what it cost.
#[tokio::test]
async fn a_created_instances_client_is_small_too() {
    for gateway in wagate_emulator::Gateway::ALL {
        let bench = crate::bench::Bench::start(gateway).await;
        let account = bench.account();
        let client = bench.create(&account, "sales").await.client;
        let given_back = allocation_counter::measure(|| drop(client));
        let bytes = given_back.bytes_current.unsigned_abs();
        report(&format!("a created instance's client on {}: {bytes} bytes", gateway.name()));
        assert!(bytes <= MOST_BYTES_WITH_TOKEN, "{bytes} bytes on {}", gateway.name());
        drop(account);
    }
}
