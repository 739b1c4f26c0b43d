use wagate::adapter::Provider;
use wagate::{AccountClient, Address, Disappearing, MuteFor, Operation};

use crate::bench::{Bench, on_every_gateway, phone, shown};
use crate::scene::Scene;

on_every_gateway! {
    a_chat_is_listed_and_found,
    a_history_is_read_to_its_end_newest_first,
    a_chat_is_archived_pinned_muted_and_back,
    a_chat_is_marked_as_read_and_as_unread,
    messages_of_a_chat_disappear_after_a_while,
    a_deleted_chat_is_gone,
    a_label_is_put_on_a_chat_and_taken_off,
}

async fn a_chat_is_listed_and_found<P: Provider>(bench: &Bench, account: AccountClient<P>) {
    let scene = Scene::of(bench, bench.online(&account, "sales").await).await;
    let line = &scene.line;
    if line.capabilities().supports(Operation::Chats) {
        let chats = shown(line.chats().all().await.unwrap());
        let found: Vec<_> =
            chats.iter().filter(|chat| chat.address.as_ref() == Some(&scene.contact)).collect();
        assert_eq!(found.len(), 1, "each chat once: {chats:?}");
        assert!(!found[0].raw.is_empty(), "all that was told is kept");
    }
    if line.capabilities().supports(Operation::Chat) {
        let chat = shown(line.chat(&scene.contact).await.unwrap());
        assert_eq!(chat.address.as_ref(), Some(&scene.contact));
    }
}

async fn a_history_is_read_to_its_end_newest_first<P: Provider>(bench: &Bench, account: AccountClient<P>) {
    let line = bench.online(&account, "sales").await;
    if !line.capabilities().supports(Operation::History) {
        return;
    }
    const MESSAGES: usize = 130;
    for number in 0..MESSAGES {
        bench
            .emulator
            .receive_message(bench.gateway, line.id(), "5511988887777", &format!("message {number}"))
            .unwrap();
        // Some of them within the same second.
        if number % 3 == 0 {
            bench.emulator.advance_clock(std::time::Duration::from_secs(1));
        }
    }
    let read = line.history(&phone()).all().await.unwrap();
    let texts: Vec<_> = read.iter().map(|message| message.text().unwrap_or_default().to_owned()).collect();
    let expected: Vec<_> = (0..MESSAGES).rev().map(|number| format!("message {number}")).collect();
    let mut sorted = (texts.clone(), expected.clone());
    sorted.0.sort();
    sorted.1.sort();
    assert_eq!(sorted.0, sorted.1, "each message once");
    // Within one second the order is the gateway's.
    let times: Vec<_> = read.iter().map(|message| message.at).collect();
    assert!(times.is_sorted_by(|a, b| a >= b), "newest first: {texts:?}");
    let first = shown(read.into_iter().next().unwrap());
    assert!(first.id.is_some() && first.at.is_some() && !first.raw.is_empty());
    assert_ne!(first.from_me, Some(true));
}

async fn a_chat_is_archived_pinned_muted_and_back<P: Provider>(bench: &Bench, account: AccountClient<P>) {
    let scene = Scene::of(bench, bench.online(&account, "sales").await).await;
    let (line, contact) = (&scene.line, &scene.contact);
    let chat = || bench.emulator.chat(bench.gateway, line.id(), "5511988887777").unwrap();
    let capabilities = line.capabilities();
    if capabilities.supports(Operation::ArchiveChat) {
        line.archive_chat(contact).await.unwrap();
        assert!(chat().archived);
        line.unarchive_chat(contact).await.unwrap();
        assert!(!chat().archived);
    }
    if capabilities.supports(Operation::PinChat) {
        line.pin_chat(contact).await.unwrap();
        assert!(chat().pinned);
        line.unpin_chat(contact).await.unwrap();
        assert!(!chat().pinned);
    }
    if capabilities.supports(Operation::MuteChat) {
        for lasting in MuteFor::ALL {
            if capabilities.takes(wagate::Detail::Mute(*lasting)) {
                line.mute_chat(contact, *lasting).await.unwrap();
                assert!(chat().muted, "{lasting:?}");
                line.unmute_chat(contact).await.unwrap();
                assert!(!chat().muted, "{lasting:?}");
            }
        }
    }
}

async fn a_chat_is_marked_as_read_and_as_unread<P: Provider>(bench: &Bench, account: AccountClient<P>) {
    let scene = Scene::of(bench, bench.online(&account, "sales").await).await;
    let (line, contact) = (&scene.line, &scene.contact);
    let chat = || bench.emulator.chat(bench.gateway, line.id(), "5511988887777").unwrap();
    assert!(chat().unread >= 1, "the contact wrote");
    if line.capabilities().supports(Operation::MarkChatRead) {
        line.mark_chat_read(contact).await.unwrap();
        assert_eq!(chat().unread, 0);
    }
    if line.capabilities().supports(Operation::MarkChatUnread) {
        line.mark_chat_unread(contact).await.unwrap();
        assert!(chat().marked_unread);
    }
}

async fn messages_of_a_chat_disappear_after_a_while<P: Provider>(bench: &Bench, account: AccountClient<P>) {
    let scene = Scene::of(bench, bench.online(&account, "sales").await).await;
    let group: Address = scene.group.clone().into();
    let capabilities = scene.line.capabilities();
    for chat in [&group, &scene.contact] {
        if capabilities.supports_with(Operation::SetDisappearing, chat.kind()) {
            for after in Disappearing::ALL {
                shown(scene.line.set_disappearing(chat, *after).await.unwrap());
            }
        }
    }
}

async fn a_deleted_chat_is_gone<P: Provider>(bench: &Bench, account: AccountClient<P>) {
    let scene = Scene::of(bench, bench.online(&account, "sales").await).await;
    if scene.line.capabilities().supports(Operation::DeleteChat) {
        scene.line.delete_chat(&scene.contact).await.unwrap();
        let messages = bench.emulator.messages(bench.gateway, scene.line.id(), "5511988887777");
        assert!(messages.is_empty());
    }
}

async fn a_label_is_put_on_a_chat_and_taken_off<P: Provider>(bench: &Bench, account: AccountClient<P>) {
    let scene = Scene::of(bench, bench.online(&account, "sales").await).await;
    let line = &scene.line;
    let chat = || bench.emulator.chat(bench.gateway, line.id(), "5511988887777").unwrap();
    if line.capabilities().supports(Operation::Labels) {
        let labels = shown(line.labels().await.unwrap());
        let found = labels.iter().find(|label| label.id == scene.label).expect("it is listed");
        assert_eq!(found.name.as_deref(), Some("New"));
    }
    if line.capabilities().supports(Operation::AssignLabel) {
        line.assign_label(&scene.contact, &scene.label).await.unwrap();
        assert_eq!(chat().labels, [scene.label.as_str()]);
        line.unassign_label(&scene.contact, &scene.label).await.unwrap();
        assert!(chat().labels.is_empty());
        let error = bench.silently(line.assign_label(&scene.contact, " ")).await.unwrap_err();
        assert!(matches!(error, wagate::Error::InvalidRequest(_)), "{error}");
    }
}
