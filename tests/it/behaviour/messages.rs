use std::time::{Duration, SystemTime};

use wagate::adapter::Provider;
use wagate::{
    AccountClient, Address, AddressKind, ContactCard, Error, ListSection, Media, MediaSource, Message,
    MessageKind, MessageRef, Outcome, SendMessage, SendOption, SendStatus, Sent,
};
use wagate_emulator::Gateway;

use crate::bench::{Bench, on_every_gateway, phone, report, shown, shown_error};
use crate::samples::{file_from, message, picture, sources};

on_every_gateway! {
    a_text_arrives,
    an_image_arrives,
    what_is_claimed_works_and_what_is_not_never_leaves,
    an_empty_message_never_leaves,
    a_send_while_offline_tells_the_truth,
    a_number_that_is_not_on_whatsapp_is_told,
    a_revoked_token_is_told,
}

async fn a_text_arrives<P: Provider>(bench: &Bench, account: AccountClient<P>) {
    let own = bench.online(&account, "sales").await;
    let owner = account.instance(own.id()).unwrap();
    for line in [own, owner] {
        let sent = shown(line.send_text(&phone(), "Your order — \"42\" — is ready ✓").await.unwrap());
        let entry = bench.ledger().pop().unwrap();
        assert_eq!(entry.message_id, sent.message_id.as_str());
        assert_eq!((entry.kind.as_str(), entry.to.as_str()), ("text", "5511988887777"));
        assert_eq!(entry.content["text"], "Your order — \"42\" — is ready ✓");
        assert_eq!(entry.instance, line.id());
        assert!(!sent.raw.is_empty(), "the whole answer is kept");
        let expected = match bench.gateway {
            Gateway::Ryze | Gateway::Evolution => SendStatus::Accepted,
            _ => SendStatus::Queued,
        };
        assert_eq!(sent.status, expected);
    }
    assert_eq!(bench.ledger().len(), 2);
}

async fn an_image_arrives<P: Provider>(bench: &Bench, account: AccountClient<P>) {
    let line = bench.online(&account, "sales").await;
    let by_url = Message::image(Media::url("https://example.com/receipt.png")).caption("Receipt");
    let sent = shown(line.send(&phone(), by_url).await.unwrap());
    let entry = bench.ledger().pop().unwrap();
    assert_eq!((entry.message_id.as_str(), entry.kind.as_str()), (sent.message_id.as_str(), "image"));
    assert_eq!(entry.content["caption"], "Receipt");
    assert_eq!(entry.media.unwrap().url.as_deref(), Some("https://example.com/receipt.png"));

    let carried = line.capabilities().carries(MessageKind::Image, AddressKind::Phone).unwrap();
    let mut arrived = Vec::new();
    for source in MediaSource::LOCAL.iter().filter(|source| carried.media().contains(source)) {
        let sent = line.send_image(&phone(), Message::image(file_from(*source))).await.unwrap();
        let entry = bench.ledger().pop().unwrap();
        assert_eq!(entry.message_id, sent.message_id.as_str());
        arrived.push(entry.media.unwrap());
    }
    assert!(arrived.iter().all(|file| *file == arrived[0]), "{arrived:?}");
    for file in arrived {
        assert_eq!(file.bytes_len, picture().as_bytes().map(bytes::Bytes::len));
        assert_eq!(file.content_type.as_deref(), Some("image/png"));
    }
}

/// Every kind × address × option × source: what the capabilities claim arrives, the rest is `Unsupported` with nothing on the wire.
async fn what_is_claimed_works_and_what_is_not_never_leaves<P: Provider>(
    bench: &Bench,
    account: AccountClient<P>,
) {
    let own = bench.online(&account, "sales").await;
    let owner = account.instance(own.id()).unwrap();
    let (mut claimed, mut refused) = (0, 0);
    for line in [own, owner] {
        let quoted = line.send_text(&phone(), "quoted").await.unwrap();
        for kind in MessageKind::ALL {
            for to in addresses() {
                let carried = line.capabilities().carries(*kind, to.kind());
                for media in sources(*kind) {
                    let takes =
                        carried.is_some_and(|c| media.is_none_or(|source| c.media().contains(&source)));
                    for option in std::iter::once(None).chain(SendOption::ALL.iter().copied().map(Some)) {
                        if matches!(option, Some(SendOption::Mentions | SendOption::MentionAll))
                            && !to.is_group()
                        {
                            continue;
                        }
                        let claims = takes
                            && option
                                .is_none_or(|option| carried.is_some_and(|c| c.options().contains(&option)));
                        let send = with(
                            line.send(&to, message(*kind, media, &to, &quoted.message_id)),
                            option,
                            &quoted,
                        );
                        if claims {
                            let case = format!("{kind:?} from {media:?} to {to} with {option:?}");
                            arrives(bench, send, *kind, option, &quoted, &case).await;
                            claimed += 1;
                        } else {
                            let error = bench.silently(async { send.await }).await.unwrap_err();
                            assert!(
                                matches!(error, Error::Unsupported(_)),
                                "{kind:?} {to} {option:?}: {error}"
                            );
                            assert_eq!(error.outcome(), Outcome::NotSent);
                            refused += 1;
                        }
                    }
                }
            }
        }
    }
    assert!(claimed >= 4 && refused >= 4);
    report(&format!(
        "{}: {claimed} claimed sends arrived, {refused} others never left",
        bench.gateway.name()
    ));
}

async fn arrives<P: Provider>(
    bench: &Bench,
    send: SendMessage<'_, P>,
    kind: MessageKind,
    option: Option<SendOption>,
    quoted: &Sent,
    case: &str,
) {
    let before = bench.ledger().len();
    let sent = send.await.unwrap_or_else(|error| panic!("{case}: {error}"));
    let ledger = bench.ledger();
    assert_eq!(ledger.len(), before + 1, "{case}");
    let entry = ledger.last().unwrap();
    assert_eq!(entry.message_id, sent.message_id.as_str(), "{case}");
    let feed = Address::StatusBroadcast.jid();
    assert_eq!(entry.kind, if entry.to == feed { "status" } else { ledger_kind(kind) }, "{case}");
    let content = &entry.content;
    match option {
        Some(SendOption::Quote) => {
            assert_eq!(content["quote"], quoted.message_id.as_str(), "{case}: {content}")
        }
        Some(SendOption::Mentions) => {
            assert!(content["mentions"].to_string().contains("5511988887777"), "{case}: {content}");
        }
        Some(SendOption::MentionAll) => assert_eq!(content["mention_all"], true, "{case}: {content}"),
        Some(SendOption::LinkPreview) => assert_eq!(content["link_preview"], false, "{case}: {content}"),
        // A gateway that counts in seconds rounds up.
        Some(SendOption::Delay) => {
            assert!(matches!(content["delay_ms"].as_u64(), Some(1 | 1000)), "{case}: {content}");
        }
        Some(SendOption::MessageId) => assert_eq!(sent.message_id.as_str(), "3EB0CA11AB1E00000001", "{case}"),
        Some(SendOption::Schedule) => assert_eq!(sent.status, SendStatus::Scheduled, "{case}"),
        _ => {}
    }
}

/// The emulator's word for a kind.
fn ledger_kind(kind: MessageKind) -> &'static str {
    match kind {
        MessageKind::Text => "text",
        MessageKind::Image => "image",
        MessageKind::Video => "video",
        MessageKind::Document => "document",
        MessageKind::Audio => "audio",
        MessageKind::Voice => "voice",
        MessageKind::VideoNote => "ptv",
        MessageKind::Sticker => "sticker",
        MessageKind::Location => "location",
        MessageKind::Contacts => "contact",
        MessageKind::Poll => "poll",
        MessageKind::Buttons => "buttons",
        MessageKind::List => "list",
        MessageKind::Reaction => "reaction",
        MessageKind::Gif => "gif",
        MessageKind::LinkCard => "link",
        other => panic!("no case for {other:?}"),
    }
}

async fn an_empty_message_never_leaves<P: Provider>(bench: &Bench, account: AccountClient<P>) {
    let line = bench.online(&account, "sales").await;
    let url = |url: &str| Message::from(Message::image(Media::url(url)));
    for message in [
        Message::text(" \n"),
        Message::image(Media::bytes(bytes::Bytes::new())).into(),
        url("receipt.png"),
        url("ftp://example.com/a.png"),
        url("file:///etc/passwd"),
        Message::image(Media::url("https://example.com/a").of_type("png")).into(),
        Message::location(91.0, 0.0).into(),
        Message::location(f64::NAN, 0.0).into(),
        Message::poll("When?", ["Today"]).into(),
        Message::poll("When?", ["Today", "Today"]).into(),
        Message::poll("When?", ["Today", "Tomorrow"]).choose(3).into(),
        Message::buttons("Sure?", []).into(),
        Message::list("Choose", "Menu", [ListSection::new("Numbers", [])]).into(),
        Message::contact(ContactCard::new(" ", "+55 11 97777-6666".parse().unwrap())).into(),
        Message::reaction(MessageRef::sent(phone(), ""), "x"),
        Message::reaction(MessageRef::sent("5511900000000".parse().unwrap(), "3EB0"), "x"),
    ] {
        let error = bench.silently(async { line.send(&phone(), message).await }).await.unwrap_err();
        shown_error(&error);
        assert!(matches!(error, Error::InvalidRequest(_)), "{error}");
        assert_eq!(error.outcome(), Outcome::NotSent);
    }
    let error =
        bench.silently(async { line.send_text(&phone(), "x").mention_all().await }).await.unwrap_err();
    assert!(matches!(error, Error::InvalidRequest(_) | Error::Unsupported(_)), "{error}");
}

async fn a_send_while_offline_tells_the_truth<P: Provider>(bench: &Bench, account: AccountClient<P>) {
    let line = bench.online(&account, "sales").await;
    bench.emulator.drop_connection(bench.gateway, line.id());
    let before = bench.ledger().len();
    match line.send_text(&phone(), "Hello").await {
        // A gateway with a queue takes it.
        Ok(sent) => assert_eq!(sent.status, SendStatus::Queued),
        Err(error) => {
            shown_error(&error);
            assert_ne!(error.outcome(), Outcome::Accepted);
            assert_eq!(bench.ledger().len(), before);
            if bench.gateway != Gateway::Evolution {
                assert!(matches!(error, Error::InstanceOffline(_)), "{error}");
                assert_eq!(error.outcome(), Outcome::Refused);
            } else {
                // 400 "Connection Closed" does not prove that nothing went out.
                assert_eq!(error.outcome(), Outcome::Unknown);
            }
        }
    }
}

async fn a_number_that_is_not_on_whatsapp_is_told<P: Provider>(bench: &Bench, account: AccountClient<P>) {
    let line = bench.online(&account, "sales").await;
    bench.emulator.set_not_on_whatsapp("5511988887777");
    match line.send_text(&phone(), "Hello").await {
        Ok(sent) => assert_eq!(sent.status, SendStatus::Queued, "a queue finds out later"),
        Err(error) => {
            shown_error(&error);
            assert!(matches!(error, Error::RecipientInvalid(_)), "{error:?}");
            assert_eq!(error.outcome(), Outcome::Refused);
            assert!(bench.ledger().is_empty());
        }
    }
}

async fn a_revoked_token_is_told<P: Provider>(bench: &Bench, account: AccountClient<P>) {
    let created = bench.create(&account, "sales").await;
    let Some(token) = &created.token else { return };
    bench.emulator.revoke(token.expose());
    let error = created.client.send_text(&phone(), "Hello").await.unwrap_err();
    shown_error(&error);
    assert!(matches!(error, Error::Unauthorized(_)), "{error:?}");
    assert_eq!(error.outcome(), Outcome::Refused);
    assert!(bench.ledger().is_empty());
}

fn with<'a, P: Provider>(
    send: SendMessage<'a, P>,
    option: Option<SendOption>,
    quoted: &Sent,
) -> SendMessage<'a, P> {
    match option {
        None => send,
        Some(SendOption::Quote) => send.quote(&quoted.message_id),
        Some(SendOption::Mentions) => send.mention(&phone()),
        Some(SendOption::MentionAll) => send.mention_all(),
        Some(SendOption::LinkPreview) => send.link_preview(false),
        Some(SendOption::Delay) => send.delay(Duration::from_millis(1)),
        Some(SendOption::MessageId) => send.message_id("3EB0CA11AB1E00000001"),
        Some(SendOption::Schedule) => send.schedule(SystemTime::now() + Duration::from_secs(3600)),
        Some(other) => panic!("no case for {other:?}"),
    }
}

fn addresses() -> Vec<Address> {
    [
        "5511988887777",
        "199789077627112@lid",
        "120363406289005073@g.us",
        "120363422585881117@newsletter",
        "status@broadcast",
        "1400000000@broadcast",
    ]
    .iter()
    .map(|text| text.parse().unwrap())
    .collect()
}
