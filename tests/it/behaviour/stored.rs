//! What becomes of messages that exist.

use std::time::Duration;

use wagate::adapter::Provider;
use wagate::{AccountClient, DeliveryStatus, Destination, Error, MessageId, MessageRef, Operation};

use crate::bench::{Bench, on_disk, on_every_gateway, phone, shown, shown_error};
use crate::samples::picture;
use crate::scene::Scene;

on_every_gateway! {
    a_sent_text_is_edited_and_revoked,
    what_cannot_be_pointed_at_never_leaves,
    received_messages_are_marked_as_read,
    a_stored_message_is_read,
    how_far_a_message_came_is_told,
    a_received_file_is_downloaded_whole_or_not_at_all,
    typing_is_shown_until_it_is_stopped,
    what_waits_is_listed_and_taken_back,
    what_failed_is_sent_again,
}

async fn a_sent_text_is_edited_and_revoked<P: Provider>(bench: &Bench, account: AccountClient<P>) {
    let scene = Scene::of(bench, bench.online(&account, "sales").await).await;
    let (line, sent) = (&scene.line, &scene.sent);
    let on_phone = || {
        let messages = bench.emulator.messages(bench.gateway, line.id(), "5511988887777");
        messages.into_iter().find(|message| message.id == sent.id.as_str()).expect("it is in the history")
    };
    if line.capabilities().supports(Operation::Edit) {
        shown(line.edit(sent, "Not today").await.unwrap());
        assert_eq!((on_phone().text.as_deref(), on_phone().edited), (Some("Not today"), true));
    }
    if line.capabilities().supports(Operation::Revoke) {
        shown(line.revoke(sent).await.unwrap());
        assert!(on_phone().revoked);
    }
}

async fn what_cannot_be_pointed_at_never_leaves<P: Provider>(bench: &Bench, account: AccountClient<P>) {
    let scene = Scene::of(bench, bench.online(&account, "sales").await).await;
    let line = &scene.line;
    let unnamed = MessageRef::sent(phone(), " ");
    let nobodys = MessageRef::received(scene.group.clone().into(), "3EB0");
    let refused = async |result: Result<wagate::Done, Error>| {
        let error = result.unwrap_err();
        shown_error(&error);
        assert!(matches!(error, Error::InvalidRequest(_) | Error::Unsupported(_)), "{error}");
    };
    refused(bench.silently(line.edit(&scene.sent, " \n")).await).await;
    refused(bench.silently(line.edit(&scene.received, "theirs")).await).await;
    refused(bench.silently(line.edit(&unnamed, "x")).await).await;
    refused(bench.silently(line.revoke(&unnamed)).await).await;
    refused(bench.silently(line.revoke(&nobodys)).await).await;
    refused(bench.silently(line.mark_read(&[])).await).await;
    refused(bench.silently(line.mark_read(std::slice::from_ref(&scene.sent))).await).await;
    refused(bench.silently(line.mark_read(&[scene.received.clone(), nobodys])).await).await;
    refused(bench.silently(line.cancel(&MessageId::whatsapp(""))).await).await;
}

async fn received_messages_are_marked_as_read<P: Provider>(bench: &Bench, account: AccountClient<P>) {
    let scene = Scene::of(bench, bench.online(&account, "sales").await).await;
    let line = &scene.line;
    if !line.capabilities().supports(Operation::MarkRead) {
        return;
    }
    let (emulator, gateway) = (&bench.emulator, bench.gateway);
    let group = scene.group.to_string();
    let in_group =
        emulator.receive_group_message(gateway, line.id(), &group, "5511988887777", "All there?").unwrap();
    line.mark_read(std::slice::from_ref(&scene.received)).await.unwrap();
    let in_group = MessageRef::received(scene.group.clone().into(), in_group).by(phone());
    line.mark_read(&[in_group]).await.unwrap();
    for chat in ["5511988887777", &group] {
        let messages = emulator.messages(gateway, line.id(), chat);
        let last = messages.iter().rfind(|message| !message.from_me).unwrap();
        assert_eq!(last.status, "read", "{chat}: {last:?}");
    }
}

async fn a_stored_message_is_read<P: Provider>(bench: &Bench, account: AccountClient<P>) {
    let scene = Scene::of(bench, bench.online(&account, "sales").await).await;
    if !scene.line.capabilities().supports(Operation::Message) {
        return;
    }
    let stored = shown(scene.line.message(&scene.sent.id).await.unwrap());
    assert_eq!(stored.text(), Some("Yes"));
    assert_ne!(stored.from_me, Some(false));
    let received = shown(scene.line.message(&scene.received.id).await.unwrap());
    assert_eq!(received.text(), Some("Are you there?"));
    assert_eq!(received.chat.as_ref(), Some(&phone()));
    let error = scene.line.message(&MessageId::whatsapp("3EB0000000000000DEAD")).await.unwrap_err();
    shown_error(&error);
    assert!(matches!(error, Error::NotFound(_)), "{error:?}");
}

async fn how_far_a_message_came_is_told<P: Provider>(bench: &Bench, account: AccountClient<P>) {
    let scene = Scene::of(bench, bench.online(&account, "sales").await).await;
    let line = &scene.line;
    if !line.capabilities().supports(Operation::MessageStatus) {
        return;
    }
    let whatsapp = bench.emulator.messages(bench.gateway, line.id(), "5511988887777").pop().unwrap().id;
    for wanted in [DeliveryStatus::Delivered, DeliveryStatus::Read] {
        let came = if wanted == DeliveryStatus::Read {
            bench.emulator.read(bench.gateway, line.id(), &whatsapp)
        } else {
            bench.emulator.deliver(bench.gateway, line.id(), &whatsapp)
        };
        assert!(came);
        let delivery = shown(line.message_status(&scene.sent.id).await.unwrap());
        assert!(delivery.status.reached(&wanted), "{:?} is not {wanted:?}", delivery.status);
    }
}

async fn a_received_file_is_downloaded_whole_or_not_at_all<P: Provider>(
    bench: &Bench,
    account: AccountClient<P>,
) {
    let scene = Scene::of(bench, bench.online(&account, "sales").await).await;
    let line = &scene.line;
    if !line.capabilities().supports(Operation::Download) {
        return;
    }
    let expected = picture().as_bytes().cloned().unwrap();
    let saved = shown(line.download(&scene.file, Destination::memory()).await.unwrap());
    assert_eq!(saved.saved.bytes(), Some(&expected));
    assert_eq!(saved.length, expected.len() as u64);
    assert_eq!(saved.media_type.as_deref(), Some("image/png"));

    let path = on_disk(&format!("download-{}-{}", bench.gateway.name(), fastrand::u64(..)), b"old");
    line.download(&scene.file, Destination::file(&path)).await.unwrap();
    assert_eq!(std::fs::read(&path).unwrap(), expected);

    let too_long = line.download(&scene.file, Destination::file(&path).at_most(8)).await.unwrap_err();
    shown_error(&too_long);
    assert!(matches!(too_long, Error::Decode(_)), "{too_long}");
    assert_eq!(std::fs::read(&path).unwrap(), expected, "what was there stays");
    std::fs::remove_file(&path).unwrap();

    let unknown = wagate::ReceivedFile::new(wagate::FileKind::Image);
    let error = bench.silently(line.download(&unknown, Destination::memory())).await.unwrap_err();
    assert!(matches!(error, Error::InvalidRequest(_)), "{error}");
}

async fn typing_is_shown_until_it_is_stopped<P: Provider>(bench: &Bench, account: AccountClient<P>) {
    let scene = Scene::of(bench, bench.online(&account, "sales").await).await;
    let line = &scene.line;
    if !line.capabilities().supports(Operation::Presence) {
        return;
    }
    let asked = || bench.emulator.requests().len();
    let before = asked();
    let typing = shown(line.typing(&phone(), Duration::from_secs(600)).unwrap());
    bench.emulator.until(|_| asked() > before).await;
    typing.stop().await.unwrap();
    assert!(asked() >= before + 2, "shown, and ended");

    let before = asked();
    line.recording(&phone(), Duration::from_millis(20)).unwrap().done().await.unwrap();
    assert!(asked() >= before + 2, "shown, and ended when its time was over");

    let before = asked();
    drop(line.typing(&phone(), Duration::from_secs(600)).unwrap());
    bench.emulator.until(|_| asked() > before).await;
}

async fn what_waits_is_listed_and_taken_back<P: Provider>(bench: &Bench, account: AccountClient<P>) {
    let scene = Scene::of(bench, bench.online(&account, "sales").await).await;
    let line = &scene.line;
    if !line.capabilities().supports(Operation::Pending) {
        return;
    }
    let id = scene.prepare(bench, Operation::Pending).await;
    let waiting = shown(line.pending().all().await.unwrap());
    let found: Vec<_> = waiting.iter().filter(|message| message.id == id).collect();
    assert_eq!(found.len(), 1, "{waiting:?}");
    line.cancel(&id).await.unwrap();
    let waiting = line.pending().all().await.unwrap();
    assert!(!waiting.iter().any(|message| message.id == id), "{waiting:?}");
    let error = line.cancel(&id).await.unwrap_err();
    shown_error(&error);
}

async fn what_failed_is_sent_again<P: Provider>(bench: &Bench, account: AccountClient<P>) {
    let scene = Scene::of(bench, bench.online(&account, "sales").await).await;
    if !scene.line.capabilities().supports(Operation::Retry) {
        return;
    }
    let failed = scene.prepare(bench, Operation::Retry).await;
    let status = scene.line.message_status(&failed).await.unwrap().status;
    assert_eq!(status, DeliveryStatus::Failed);
    shown(scene.line.retry(&failed).await.unwrap());
    let status = scene.line.message_status(&failed).await.unwrap().status;
    assert!(status.reached(&DeliveryStatus::Sent), "{status:?}");
}
