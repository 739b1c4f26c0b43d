//! The rules of the authentication documents.

use serde_json::json;
use wagate_sdk_core::{AccountClient, Error, InstanceClient, NewInstance, Outcome};
use wagate_vzaps::billing::{Cancel, CancelByDelete, ResumeSubscription, Subscribe};
use wagate_vzaps::chats::*;
use wagate_vzaps::contacts::*;
use wagate_vzaps::groups::*;
use wagate_vzaps::instances::{
    CreateInstance, DeleteInstance, GetInstance, ListInstances, ProvisionInstance, RestartInstance,
    SearchInstances, UpdateInstance,
};
use wagate_vzaps::messages::*;
use wagate_vzaps::profile::*;
use wagate_vzaps::queue::*;
use wagate_vzaps::token::FetchToken;
use wagate_vzaps::{AccountCredential, Vzaps};
use wiremock::{MockServer, ResponseTemplate};

use crate::gateway::*;

/// Calls every operation that takes a JWT only. What is answered does not matter here.
async fn call_all_jwt_only(account: &AccountClient<Vzaps>) {
    let _ = account.call(CreateInstance::new("Support line")).await;
    let _ = account.call(ListInstances::new()).await;
    let _ = account.call(Subscribe::new(ID)).await;
    let _ = account.call(ResumeSubscription::new(ID)).await;
    let _ = account.call(Cancel::new(ID)).await;
    let _ = account.call(CancelByDelete::new(ID)).await;
    let _ = account.call(GetInstance::new(ID)).await;
    let _ = account.call(SearchInstances::default()).await;
    let _ = account.call(ProvisionInstance::new("Support line")).await;
}

const JWT_ONLY: [(&str, &str); 9] = [
    ("PUT", "/instances/create"),
    ("POST", "/instances/list"),
    ("POST", "/instances/VZ4Q7M2XK9T1B6C8D0E3F5G7H9/subscribe"),
    ("POST", "/instances/VZ4Q7M2XK9T1B6C8D0E3F5G7H9/resume-subscription"),
    ("PUT", "/instances/VZ4Q7M2XK9T1B6C8D0E3F5G7H9/cancel"),
    ("DELETE", "/instances/VZ4Q7M2XK9T1B6C8D0E3F5G7H9/cancel"),
    ("POST", "/instances/get"),
    ("POST", "/instances/search"),
    ("PUT", "/instances/provision"),
];

/// Calls every operation of the slice that takes either credential.
async fn call_all_of_a_line(line: &InstanceClient<Vzaps>) {
    let _ = line.status().await;
    let _ = line.connect().await;
    let _ = line.pairing_code(&"5511987650002".parse().unwrap()).await;
    let _ = line.logout().await;
    let _ = line.send_text(&phone(), "Hello").await;
    let image = wagate_sdk_core::Message::image(wagate_sdk_core::Media::url("https://cdn.example.com/a.png"));
    let _ = line.send_image(&phone(), image).await;
    let _ = line.call(UpdateInstance::new()).await;
    let _ = line.call(RestartInstance::new()).await;
    let _ = line.call(DeleteInstance::new()).await;
    call_all_of_the_areas(line).await;
}

/// How many operations [`call_all_of_a_line`] calls.
const OF_A_LINE: usize = 9 + 55;

/// Calls the operations of messages, chats, contacts, profiles, groups and queues, each once.
async fn call_all_of_the_areas(line: &InstanceClient<Vzaps>) {
    macro_rules! call {
        ($($endpoint:expr),+ $(,)?) => { $( let _ = line.call($endpoint).await; )+ };
    }
    const TO: &str = "5511987650002";
    const GROUP: &str = "120363000000000001@g.us";
    const URL: &str = "https://cdn.example.com/a";
    let file = || EncryptedFile::new(URL, "a2V5", "image/png");
    let who = || vec![TO.to_owned()];
    call!(
        SendAudio::new(TO, URL),
        SendDocument::new(TO, URL),
        SendVideo::new(TO, URL),
        SendSticker::new(TO, URL),
        SendGif::new(TO, URL),
        SendLocation::new(TO, 1.0, 2.0),
        SendContact::new(TO, "Ana", TO),
        SendButtons::new(TO, "Choose", [Button::new("1", "One")]),
        SendList::new(TO, "Menu", "Pick", "Open", Vec::new()),
        SendLink::new(TO, "Look", URL, "Title", "About"),
        SendPoll::new(TO, "Which?", ["A".to_owned(), "B".to_owned()]),
        Vote::new(TO, "3EB0", who()),
        React::new(TO, "3EB0", "👍"),
        RemoveReaction::new(TO, "3EB0"),
    );
    call!(
        SendPresence::recording(TO),
        MarkMessagesRead::new(TO, who()),
        DownloadImage::new(file()),
        DownloadVideo::new(file()),
        DownloadAudio::new(file()),
        DownloadDocument::new(file()),
        EditMessage::new("3EB0", "Hello"),
        DeleteMessage::new("3EB0"),
        ListChats::new(),
        GetChat::new(TO),
        ArchiveChat::new(TO),
        UnarchiveChat::new(TO),
        MuteChat::new(TO),
        UnmuteChat::new(TO),
        PinChat::new(TO),
        UnpinChat::new(TO),
        MarkChatRead::new(TO),
        MarkChatUnread::new(TO),
        ClearChat::new(TO),
        DeleteChat::new(TO),
        SetExpiration::new(TO, Expiration::Off),
    );
    call!(
        GetUserInfo::new(who()),
        CheckNumbers::new(who()),
        GetAvatar::new(TO),
        ListUserContacts::new(),
        ListContacts::new(),
        AddContact::new(TO, "Ana", "Ana Demo"),
        ListGroups::new(),
        GetGroup::new(GROUP),
        GetInviteLink::new(GROUP),
        ResetInviteLink::new(GROUP),
        SetGroupPhoto::new(GROUP, URL),
        SetGroupName::new(GROUP, "Team"),
        SetGroupDescription::new(GROUP, "Demo"),
        CreateGroup::new("Team", who()),
        PromoteParticipants::new(GROUP, who()),
        DemoteParticipants::new(GROUP, who()),
        ListQueuedMessages::new(),
        PurgeQueuedMessages::new(),
        RemoveQueuedMessage::new("3EB0"),
        ListQueuedOperations::new(),
    );
}

#[tokio::test]
async fn a_client_token_and_a_client_secret_buy_a_jwt() {
    let server = MockServer::start().await;
    gives_jwt(&server).await;
    answers(&server, "POST", "/instances/list", 200, page(json!([]))).await;

    account(&server).verify().await.unwrap();

    let requests = arrived(&server).await;
    let (token, list) = (&requests[0], &requests[1]);
    assert_eq!((token.method.as_str(), token.url.path()), ("POST", "/token"));
    let body: serde_json::Value = serde_json::from_slice(&token.body).unwrap();
    assert_eq!(body, json!({"client_token": CLIENT_TOKEN, "client_secret": CLIENT_SECRET}));
    assert_eq!(credentials(list), [Some(bearer().as_str()), None, None]);
}

#[tokio::test]
async fn the_token_route_takes_no_credential_in_its_headers() {
    let server = MockServer::start().await;
    gives_jwt(&server).await;
    answers(&server, "POST", "/instances/list", 200, page(json!([]))).await;
    account(&server).verify().await.unwrap();
    assert_eq!(credentials(&arrived(&server).await[0]), [None, None, None]);
}

#[tokio::test]
async fn the_client_secret_goes_to_the_token_route_only() {
    let server = MockServer::start().await;
    gives_jwt(&server).await;
    let account = account(&server);
    call_all_jwt_only(&account).await;
    call_all_of_a_line(&account.instance(ID).unwrap()).await;

    let requests = calls(&server).await;
    assert_eq!(requests.len(), JWT_ONLY.len() + OF_A_LINE);
    for request in &requests {
        let written = format!("{}{:?}", request.url, String::from_utf8_lossy(&request.body));
        assert!(!written.contains(CLIENT_SECRET), "{}", request.url);
        assert!(request.headers.values().all(|value| !value.to_str().unwrap().contains(CLIENT_SECRET)));
    }
}

#[tokio::test]
async fn what_takes_a_jwt_only_carries_the_jwt_alone() {
    let server = MockServer::start().await;
    gives_jwt(&server).await;
    for account in [account(&server), account_with_jwt(&server)] {
        call_all_jwt_only(&account).await;
    }
    let requests = calls(&server).await;
    let seen: Vec<_> = requests.iter().map(|request| (request.method.as_str(), request.url.path())).collect();
    assert_eq!(seen, [JWT_ONLY, JWT_ONLY].concat());
    for request in &requests {
        assert_eq!(credentials(request), [Some(bearer().as_str()), None, None], "{}", request.url);
    }
}

#[tokio::test]
async fn every_route_of_an_instance_takes_its_owners_jwt_alone() {
    let server = MockServer::start().await;
    gives_jwt(&server).await;
    for account in [account(&server), account_with_jwt(&server)] {
        call_all_of_a_line(&account.instance(ID).unwrap()).await;
    }
    let requests = calls(&server).await;
    assert_eq!(requests.len(), 2 * OF_A_LINE);
    for request in &requests {
        assert_eq!(credentials(request), [Some(bearer().as_str()), None, None], "{}", request.url);
    }
}

#[tokio::test]
async fn every_route_of_an_instance_takes_the_two_tokens_without_a_jwt() {
    let server = MockServer::start().await;
    call_all_of_a_line(&line(&server)).await;
    let requests = arrived(&server).await;
    assert_eq!(requests.len(), OF_A_LINE, "and no JWT was asked for");
    for request in &requests {
        assert_eq!(credentials(request), [None, Some(CLIENT_TOKEN), Some(INSTANCE_TOKEN)], "{}", request.url);
    }
}

#[tokio::test]
async fn changing_restarting_and_deleting_carry_whichever_credential_the_client_has() {
    let server = MockServer::start().await;
    for line in [account_with_jwt(&server).instance(ID).unwrap(), line(&server)] {
        let _ = line.call(UpdateInstance::new()).await;
        let _ = line.call(RestartInstance::new()).await;
        let _ = line.call(DeleteInstance::new()).await;
    }
    let requests = arrived(&server).await;
    let (owner, two) = requests.split_at(3);
    let expected = [("PATCH", route("")), ("POST", route("/restart")), ("DELETE", route(""))];
    for (requests, with_jwt) in [(owner, true), (two, false)] {
        for (request, (verb, path)) in requests.iter().zip(&expected) {
            assert_eq!((request.method.as_str(), request.url.path()), (*verb, path.as_str()));
            assert_eq!(credentials(request)[0].is_some(), with_jwt);
            assert_eq!(credentials(request)[2].is_some(), !with_jwt);
        }
    }
}

#[tokio::test]
async fn deleting_from_the_account_carries_its_jwt() {
    let server = MockServer::start().await;
    gives_jwt(&server).await;
    answers_all(&server, ResponseTemplate::new(204)).await;
    account(&server).delete_instance(ID).await.unwrap();
    assert_eq!(credentials(&calls(&server).await[0]), [Some(bearer().as_str()), None, None]);
}

#[tokio::test]
async fn a_jwt_of_the_callers_is_used_as_it_is_and_none_is_bought() {
    let server = MockServer::start().await;
    answers(&server, "POST", "/instances/list", 200, page(json!([]))).await;
    let verified = account_with_jwt(&server).verify().await.unwrap();
    assert_eq!(verified.credential.name(), "JWT");
    let requests = arrived(&server).await;
    assert_eq!(requests.len(), 1);
    assert_eq!(credentials(&requests[0]), [Some(bearer().as_str()), None, None]);
}

#[tokio::test]
async fn the_token_in_a_creations_answer_makes_a_client_with_two_tokens() {
    let server = MockServer::start().await;
    gives_jwt(&server).await;
    answers(&server, "PUT", "/instances/create", 200, instance()).await;
    answers(&server, "GET", &route("/session/status"), 200, enveloped(json!({"connected": false}))).await;

    let created = account(&server).create_instance(NewInstance::named("Support line")).await.unwrap();
    assert_eq!(created.token.unwrap().expose(), INSTANCE_TOKEN);
    created.client.status().await.unwrap();

    let status = &calls(&server).await[1];
    assert_eq!(credentials(status), [None, Some(CLIENT_TOKEN), Some(INSTANCE_TOKEN)]);
}

#[tokio::test]
async fn a_creation_without_a_known_client_token_or_without_a_token_acts_with_the_owners_jwt() {
    for (with_login, answer) in [(false, instance()), (true, instance_without(&["token"]))] {
        let server = MockServer::start().await;
        gives_jwt(&server).await;
        answers(&server, "PUT", "/instances/create", 200, answer).await;
        answers(&server, "GET", &route("/session/status"), 200, enveloped(json!({"connected": false}))).await;
        let account = if with_login { account(&server) } else { account_with_jwt(&server) };
        let created = account.create_instance(NewInstance::named("Support line")).await.unwrap();
        assert_eq!(created.token.is_some(), !with_login);
        created.client.status().await.unwrap();
        assert_eq!(credentials(&calls(&server).await[1]), [Some(bearer().as_str()), None, None]);
    }
}

#[tokio::test]
async fn wrong_client_credentials_are_unauthorized_and_the_call_never_leaves() {
    let server = MockServer::start().await;
    let echo = format!("unknown client {CLIENT_TOKEN} with {CLIENT_SECRET}");
    answers(&server, "POST", "/token", 401, json!({"message": echo})).await;
    answers_all(&server, ResponseTemplate::new(200).set_body_json(queued())).await;

    let line = account(&server).instance(ID).unwrap();
    let error = line.send_text(&phone(), "Hello").await.unwrap_err();

    assert!(matches!(error, Error::Unauthorized(_)), "{error}");
    assert_eq!(error.outcome(), Outcome::NotSent);
    assert_eq!(error.context().operation(), "message.send.text");
    assert!(error.to_string().contains("auth.token"), "{error}");
    assert!(error.context().hint().unwrap().contains("Security"));
    assert_eq!(error.provider_message(), Some("unknown client [secret] with [secret]"));
    assert_eq!((token_requests(&server).await, calls(&server).await.len()), (1, 0));
}

#[tokio::test]
async fn a_401_for_the_callers_jwt_is_unauthorized_at_once() {
    let server = MockServer::start().await;
    answers_all(&server, ResponseTemplate::new(401).set_body_json(json!({"error": "jwt expired"}))).await;
    let account = account_with_jwt(&server);
    let error = account.verify().await.unwrap_err();
    assert!(matches!(error, Error::Unauthorized(_)), "{error}");
    assert_eq!((error.outcome(), error.context().attempts()), (Outcome::Refused, 1));
    assert!(error.context().hint().unwrap().contains("expired"));

    let error = account.instance(ID).unwrap().send_text(&phone(), "Hello").await.unwrap_err();
    assert!(matches!(error, Error::Unauthorized(_)), "{error}");
    assert_eq!((error.outcome(), arrived(&server).await.len()), (Outcome::Refused, 2));
}

#[tokio::test]
async fn a_401_for_the_two_tokens_is_unauthorized_at_once() {
    let server = MockServer::start().await;
    answers_all(&server, ResponseTemplate::new(401).set_body_json(json!({"error": "bad token"}))).await;
    let error = line(&server).send_text(&phone(), "Hello").await.unwrap_err();
    assert!(matches!(error, Error::Unauthorized(_)), "{error}");
    assert_eq!((error.outcome(), error.provider_message()), (Outcome::Refused, Some("bad token")));
    assert_eq!(arrived(&server).await.len(), 1);
}

#[tokio::test]
async fn forbidden_says_to_check_whose_the_instance_is_and_renews_nothing() {
    let server = MockServer::start().await;
    gives_jwt(&server).await;
    answers_all(&server, ResponseTemplate::new(403).set_body_json(json!({"message": "Forbidden"}))).await;
    let owner = account(&server).instance(ID).unwrap();
    for line in [owner, line(&server)] {
        let error = line.send_text(&phone(), "Hello").await.unwrap_err();
        assert!(matches!(error, Error::Forbidden(_)), "{error}");
        assert_eq!(error.outcome(), Outcome::Refused);
        let text = error.to_string();
        assert!(
            text.contains("belongs to the user of the JWT, or to the owner of the X-Client-Token"),
            "{text}"
        );
    }
    assert_eq!((token_requests(&server).await, calls(&server).await.len()), (1, 2));
}

#[tokio::test]
async fn the_token_route_can_be_called_for_a_jwt_to_hand_on() {
    let server = MockServer::start().await;
    gives_jwt(&server).await;
    let token = account_with_jwt(&server).call(FetchToken::new(login())).await.unwrap();
    assert_eq!(token.access_token.expose(), JWT);
    assert_eq!(token.expires_in.unwrap().as_secs(), 3600);
    assert!(!format!("{token:?}{:?}", FetchToken::new(login())).contains("cs_demo"));
}

#[tokio::test]
async fn another_credential_replaces_the_one_that_died() {
    let server = MockServer::start().await;
    gives_jwt(&server).await;
    answers(&server, "POST", "/instances/list", 200, page(json!([]))).await;
    let account = account_with_jwt(&server);
    account.replace_credential(AccountCredential::jwt(secret("second.jwt"))).unwrap();
    account.verify().await.unwrap();
    account.replace_credential(login()).unwrap();
    account.verify().await.unwrap();
    let requests = calls(&server).await;
    assert_eq!(header(&requests[0], "authorization"), Some("Bearer second.jwt"));
    assert_eq!(header(&requests[1], "authorization"), Some(bearer().as_str()));
}

#[tokio::test]
async fn no_credential_is_shown() {
    let server = MockServer::start().await;
    gives_jwt(&server).await;
    answers(&server, "PUT", "/instances/create", 200, instance()).await;
    let account = account(&server);
    let created = account.create_instance(NewInstance::named("Support line")).await.unwrap();
    let native = account.call(CreateInstance::new("Support line")).await.unwrap();
    let shown =
        format!("{account:?}{created:?}{native:?}{:?}{:?}", login(), AccountCredential::from(login()));
    for secret in [CLIENT_TOKEN, CLIENT_SECRET, INSTANCE_TOKEN, JWT] {
        assert!(!shown.contains(secret), "{shown}");
    }
}
