//! Others can add a gateway: one that nobody has passes the behaviour suite for what it claims.

mod adapter;
mod loft;

use wagate::adapter::Provider;
use wagate::{
    AccountClient, AccountToken, Error, FileKind, InstanceClient, MessageId, MessageKind, MessageRef,
    Operation, Outcome, ReceivedFile, RetryPolicy, SendMessage, SendOption,
};

use self::adapter::Pigeon;
use self::loft::{Loft, Mood};
use crate::behaviour::{messages, operations};
use crate::bench::{Reached as _, phone, report, shown, shown_error};
use crate::scene::{OF_ACCOUNT, Scene};

const TOKEN: &str = "canary-pigeon-token";

async fn loft() -> (Loft, AccountClient<Pigeon>) {
    shown::record();
    shown::add_secret(TOKEN);
    let loft = Loft::open(TOKEN).await;
    let account = AccountClient::<Pigeon>::builder(AccountToken::new(TOKEN).unwrap())
        .base_url(&*loft.url)
        .retry(RetryPolicy::default().attempts(5))
        .build()
        .unwrap();
    (loft, shown(account))
}

#[tokio::test]
async fn it_passes_for_what_it_claims_typed() {
    let (loft, account) = loft().await;
    passes(&loft, account.instance("coop").unwrap()).await;
}

#[tokio::test]
async fn it_passes_for_what_it_claims_erased() {
    let (loft, account) = loft().await;
    passes(&loft, account.instance("coop").unwrap().erase()).await;
}

async fn passes<P: Provider>(loft: &Loft, line: InstanceClient<P>) {
    let mut claimed = 0;
    let scene = scene(line.clone());
    for operation in Operation::ALL.iter().filter(|operation| !OF_ACCOUNT.contains(operation)) {
        let id = &scene.sent.id;
        claimed +=
            usize::from(operations::operation_works_or_never_leaves(loft, &scene, *operation, id).await);
    }
    assert_eq!(claimed, 2, "status and send");

    let quoted = line.send_text(&phone(), "quoted").await.unwrap();
    let arrives =
        async |send: SendMessage<'_, P>, kind: MessageKind, option: Option<SendOption>, case: &str| {
            let sent = shown(send.await.unwrap_or_else(|error| panic!("{case}: {error}")));
            let flown = loft.flown();
            let last = flown.last().unwrap();
            assert_eq!(sent.message_id.as_str(), format!("pigeon-{}", flown.len()), "{case}");
            assert_eq!(last["picture"].is_string(), kind == MessageKind::Image, "{case}");
            assert_eq!(last["answers"].is_string(), option == Some(SendOption::Quote), "{case}");
        };
    let (arrived, others) = messages::every_send(loft, &line, &quoted, arrives).await;
    assert_eq!(
        arrived, 5,
        "a text with and without a quote to two kinds of address, and a picture by its URL"
    );
    report(&format!(
        "pigeon: {claimed} operations worked, {arrived} claimed sends arrived, {others} others never left"
    ));
}

#[tokio::test]
async fn a_lost_send_is_unknown_and_never_repeated() {
    let (loft, account) = loft().await;
    let line = account.instance("coop").unwrap();
    loft.set_mood(Mood::LosesAnswers);
    let error = line.send_text(&phone(), "Hello").await.unwrap_err();
    shown_error(&error);
    assert_eq!((error.outcome(), loft.flown().len()), (Outcome::Unknown, 1), "{error}");
    loft.set_mood(Mood::Refuses(500));
    let error = line.send_text(&phone(), "Hello").await.unwrap_err();
    shown_error(&error);
    assert_eq!((error.outcome(), loft.reached()), (Outcome::Unknown, 2), "{error}");
}

#[tokio::test]
async fn what_its_table_proves_is_refused() {
    let (loft, account) = loft().await;
    shown(account.verify().await.unwrap());
    let line = account.instance("coop").unwrap();
    for (status, is) in [
        (401, (|error| matches!(error, Error::Unauthorized(_))) as fn(&Error) -> bool),
        (422, |error| matches!(error, Error::RecipientInvalid(_))),
    ] {
        loft.set_mood(Mood::Refuses(status));
        let error = line.send_text(&phone(), "Hello").await.unwrap_err();
        shown_error(&error);
        assert!(is(&error), "{error}");
        assert_eq!(error.outcome(), Outcome::Refused);
        assert!(!error.to_string().contains(TOKEN), "the gateway repeated its token");
    }
    assert!(loft.flown().is_empty());
    assert_eq!(shown::leak(), None, "the token in the path is shown nowhere");
}

/// What the operations act on: nothing of it exists here.
fn scene<P: Provider>(line: InstanceClient<P>) -> Scene<P> {
    Scene {
        line,
        contact: phone(),
        other: "5511966665555".parse().unwrap(),
        received: MessageRef::received(phone(), "pigeon-0"),
        sent: MessageRef::sent(phone(), MessageId::gateway("pigeon-0")),
        group: "120363406289005073@g.us".parse().unwrap(),
        invite: "FgT7mQw2ZkR8sLx0VbNc3H".parse().unwrap(),
        label: "1".to_owned(),
        file: ReceivedFile::new(FileKind::Image),
    }
}
