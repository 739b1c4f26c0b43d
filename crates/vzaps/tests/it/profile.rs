//! What others show of themselves.

use serde_json::{Value, json};
use wagate_vzaps::profile::*;

use crate::gateway::*;

const PHONE: &str = "5511987650002";

#[tokio::test]
async fn a_picture_is_fetched_small_or_whole() {
    let answer = || enveloped(json!({"base64": "/9j/4AAQ", "mimetype": "image/jpeg"}));
    let (avatar, asked) = golden(GetAvatar::preview(PHONE), answer()).await;
    assert_eq!(asked, call("POST", "/user/avatar", json!({"phone": PHONE, "preview": true})));
    assert_eq!(
        (avatar.data.base64.as_deref(), avatar.data.mimetype.as_deref()),
        (Some("/9j/4AAQ"), Some("image/jpeg"))
    );
    assert!(!format!("{avatar:?}").contains("4AAQ"));
    let (_, asked) = golden(GetAvatar::new(PHONE), answer()).await;
    assert_eq!(asked.2, Some(json!({"phone": PHONE, "preview": false})));
    assert!(attempts(GetAvatar::new(PHONE)).await > 1);
}

#[tokio::test]
async fn users_are_looked_for_where_checked_numbers_are() {
    let users = json!({"users": [{
        "phone": PHONE, "jid": "5511987650002@s.whatsapp.net", "push_name": "ana", "business_name": "Demo Shop",
        "verified_name": "Demo Shop Ltda", "about": "Open", "profile_picture_id": 1_242_225_001,
        "profile_picture_url": "https://pps.example.net/p.jpg", "devices": 2
    }]});
    let ask = || GetUserInfo::new(vec![PHONE.into()]);
    let (answer, asked) = golden(ask(), enveloped(users)).await;
    assert_eq!(asked, call("POST", "/user/info", json!({"phone": [PHONE]})));
    let users = answer.data.users.unwrap();
    let user = &users[0].value;
    assert_eq!(
        (user.phone.as_deref(), user.push_name.as_deref(), user.about.as_deref()),
        (Some(PHONE), Some("ana"), Some("Open"))
    );
    assert_eq!(user.jid.as_deref(), Some("5511987650002@s.whatsapp.net"));
    assert_eq!(
        (user.business_name.as_deref(), user.verified_name.as_deref()),
        (Some("Demo Shop"), Some("Demo Shop Ltda"))
    );
    assert_eq!(user.profile_picture_id.as_deref(), Some("1242225001"));
    assert_eq!(user.profile_picture_url.as_deref(), Some("https://pps.example.net/p.jpg"));
    assert_eq!(users[0].raw.json::<Value>().unwrap()["devices"], 2);
    assert!(attempts(ask()).await > 1);
}

#[tokio::test]
async fn users_in_another_shape_are_in_the_raw_answer() {
    for answer in
        [json!({"Users": {PHONE: {}}}), enveloped(json!({"users": {PHONE: {}}})), json!({"users": 7})]
    {
        let server = wiremock::MockServer::start().await;
        answers_all(&server, wiremock::ResponseTemplate::new(200).set_body_json(&answer)).await;
        let told = line(&server).exchange(GetUserInfo::new(vec![PHONE.into()])).await.unwrap();
        assert!(told.value.data.users.is_none());
        assert_eq!(told.raw.json::<Value>().unwrap(), answer);
    }
}
