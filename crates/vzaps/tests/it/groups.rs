//! Groups.

use serde_json::{Value, json};
use wagate_sdk_core::Error;
use wagate_vzaps::groups::*;
use wiremock::{MockServer, ResponseTemplate};

use crate::gateway::*;

const GROUP: &str = "120363000000000001@g.us";
const QUERY: &str = "group_id=120363000000000001%40g.us";
const LINK: &str = "https://chat.whatsapp.com/ABC123XYZ";

#[tokio::test]
async fn a_group_is_made_once() {
    let create = || CreateGroup::new("Team", vec!["5511987650002".into()]);
    let made = json!({"group_id": GROUP, "group_name": "Team", "group_description": "Demo"});
    let (answer, asked) = golden(create(), enveloped(made)).await;
    let body = json!({"group_name": "Team", "participants": ["5511987650002"]});
    assert_eq!(asked, call("POST", "/group/create", body));
    let group = answer.data;
    assert_eq!((group.jid.as_deref(), group.name.as_deref()), (Some(GROUP), Some("Team")));
    assert_eq!(group.description.as_deref(), Some("Demo"));

    let mut whole = create();
    whole.group_description = Some("Demo".into());
    whole.group_image = Some("https://cdn.example.com/g.jpg".into());
    whole.delay_message = Some(2);
    let body = json!({
        "group_name": "Team", "participants": ["5511987650002"], "group_description": "Demo",
        "group_image": "https://cdn.example.com/g.jpg", "delay_message": 2
    });
    assert_eq!(golden(whole, json!({})).await.1.2, Some(body));
    assert_eq!(attempts(create()).await, 1);
}

#[tokio::test]
async fn a_group_is_read_with_a_frame_or_without() {
    let told = json!({
        "jid": GROUP, "name": "Team", "description": "Demo", "admin_only_message": true,
        "admin_only_settings": false,
        "participants": ["5511987650002", {"jid": "5511987650003@s.whatsapp.net"}, {"phone": "5511987650004"}, 7]
    });
    for answer in [told.clone(), enveloped(told)] {
        let (answer, asked) = golden(GetGroup::new(GROUP), answer).await;
        assert_eq!(asked, call("GET", &format!("/group/info?{QUERY}"), None));
        let group = answer.data;
        assert_eq!((group.jid.as_deref(), group.name.as_deref()), (Some(GROUP), Some("Team")));
        assert_eq!(group.description.as_deref(), Some("Demo"));
        assert_eq!((group.admin_only_message, group.admin_only_settings), (Some(true), Some(false)));
        let members: Vec<_> = group.participants.unwrap().into_iter().map(|member| member.jid).collect();
        let expected = ["5511987650002", "5511987650003@s.whatsapp.net", "5511987650004"];
        assert_eq!(members[..3], expected.map(|jid| Some(jid.to_owned())));
        assert_eq!(members[3], None);
    }
    assert!(attempts(GetGroup::new(GROUP)).await > 1);
}

#[tokio::test]
async fn a_group_in_another_shape_is_in_the_raw_answer() {
    let server = MockServer::start().await;
    let answer = enveloped(json!({"Name": "Team", "participants": {"count": 2}}));
    answers_all(&server, ResponseTemplate::new(200).set_body_json(&answer)).await;
    let told = line(&server).exchange(GetGroup::new(GROUP)).await.unwrap();
    assert!(told.value.data.name.is_none() && told.value.data.participants.is_none());
    assert_eq!(told.raw.json::<Value>().unwrap(), answer);
}

#[tokio::test]
async fn groups_are_listed_page_by_page() {
    let page = json!({"page": 1, "page_size": 20, "content": [{"jid": GROUP, "name": "Team", "size": 3}]});
    let (answer, asked) = golden(ListGroups::new(), enveloped(page)).await;
    assert_eq!(asked, call("GET", "/group/list", None));
    assert_eq!((answer.page, answer.size, answer.total), (Some(1), Some(20), None));
    let rows = answer.content.unwrap();
    assert_eq!((rows[0].value.jid.as_deref(), rows[0].value.name.as_deref()), (Some(GROUP), Some("Team")));
    assert_eq!(rows[0].raw.json::<Value>().unwrap()["size"], 3);

    let mut second = ListGroups::new();
    (second.page, second.page_size) = (Some(2), Some(50));
    let (_, asked) = golden(second, enveloped(json!(null))).await;
    assert_eq!(asked, call("GET", "/group/list?page=2&page_size=50", None));
    assert!(attempts(ListGroups::new()).await > 1);
}

#[tokio::test]
async fn a_group_is_changed_one_thing_at_a_time() {
    let ok = || json!({"status": "ok"});
    let (_, asked) = golden(SetGroupName::new(GROUP, "Team"), ok()).await;
    assert_eq!(asked, call("POST", "/group/name", json!({"group_id": GROUP, "name": "Team"})));
    let (_, asked) = golden(SetGroupDescription::new(GROUP, "Demo"), ok()).await;
    assert_eq!(asked, call("POST", "/group/description", json!({"group_id": GROUP, "description": "Demo"})));
    let (_, asked) = golden(SetGroupPhoto::new(GROUP, "https://cdn.example.com/g.jpg"), ok()).await;
    let body = json!({"group_id": GROUP, "image": "https://cdn.example.com/g.jpg"});
    assert_eq!(asked, call("POST", "/group/photo", body));

    let mut settings = SetGroupSettings::new(GROUP);
    settings.admin_only_message = Some(true);
    let (_, asked) = golden(settings.clone(), ok()).await;
    assert_eq!(
        asked,
        call("POST", "/group/settings", json!({"group_id": GROUP, "admin_only_message": true}))
    );
    settings.admin_only_settings = Some(false);
    let body = json!({"group_id": GROUP, "admin_only_message": true, "admin_only_settings": false});
    assert_eq!(golden(settings.clone(), ok()).await.1.2, Some(body));

    assert!(attempts(SetGroupName::new(GROUP, "Team")).await > 1);
    assert!(attempts(SetGroupDescription::new(GROUP, "Demo")).await > 1);
    assert!(attempts(SetGroupPhoto::new(GROUP, "https://cdn.example.com/g.jpg")).await > 1);
    assert!(attempts(settings).await > 1);
}

#[tokio::test]
async fn admins_are_made_and_unmade() {
    let who = || vec!["5511987650002".to_owned(), "5511987650003".to_owned()];
    let body = || json!({"group_id": GROUP, "participants": who()});
    let (_, asked) = golden(PromoteParticipants::new(GROUP, who()), enveloped(json!({}))).await;
    assert_eq!(asked, call("POST", "/group/add-admin", body()));
    let (_, asked) = golden(DemoteParticipants::new(GROUP, who()), enveloped(json!({}))).await;
    assert_eq!(asked, call("POST", "/group/remove-admin", body()));
    assert!(attempts(PromoteParticipants::new(GROUP, who())).await > 1);
    assert!(attempts(DemoteParticipants::new(GROUP, who())).await > 1);
}

#[tokio::test]
async fn a_change_of_nothing_does_not_leave() {
    let server = MockServer::start().await;
    let line = line(&server);
    let errors = [
        line.call(SetGroupSettings::new(GROUP)).await.unwrap_err(),
        line.call(PromoteParticipants::new(GROUP, Vec::new())).await.unwrap_err(),
        line.call(DemoteParticipants::new(GROUP, Vec::new())).await.unwrap_err(),
    ];
    for error in errors {
        assert!(matches!(error, Error::InvalidRequest(_)), "{error:?}");
    }
    assert!(arrived(&server).await.is_empty());
}

#[tokio::test]
async fn an_invite_link_is_found_wherever_it_stands() {
    for answer in [
        json!({"link": LINK}),
        enveloped(json!({"invite_link": LINK})),
        enveloped(json!([true, 1, -1, 1.5, null, {"a": {"b": LINK}}])),
        json!(LINK),
    ] {
        let (answer, asked) = golden(GetInviteLink::new(GROUP), answer).await;
        assert_eq!(asked, call("GET", &format!("/group/invitelink?{QUERY}"), None));
        assert_eq!(answer.link.as_deref(), Some(LINK));
        assert!(!format!("{answer:?}").contains("ABC123"));
    }
    let (answer, _) = golden(GetInviteLink::new(GROUP), enveloped(json!({"link": "see the app"}))).await;
    assert_eq!(answer.link, None);
}

#[tokio::test]
async fn an_invite_link_is_reset_once_and_read_as_often_as_need_be() {
    let (answer, asked) = golden(ResetInviteLink::new(GROUP), enveloped(json!({"link": LINK}))).await;
    assert_eq!(asked, call("GET", &format!("/group/invitelink?{QUERY}&reset=true"), None));
    assert_eq!(answer.link.as_deref(), Some(LINK));
    assert_eq!(
        attempts(ResetInviteLink::new(GROUP)).await,
        1,
        "a second call would end the first one's link"
    );
    assert!(attempts(GetInviteLink::new(GROUP)).await > 1);
}
