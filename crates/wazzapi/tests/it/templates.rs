//! Templates.

use serde_json::{Map, Value, json};
use wagate_sdk_core::{Error, Outcome};
use wagate_wazzapi::SortOrder;
use wagate_wazzapi::messages::MediaType;
use wagate_wazzapi::templates::{
    CreateTemplate, DeleteTemplate, GetTemplate, ListBuiltinVariables, ListTemplates, PreviewTemplate,
    Template, UpdateTemplate,
};
use wiremock::ResponseTemplate;

use super::contract::{golden, golden_of, golden_with, refused};
use super::{account, answering, json_of, target};

const TEMPLATE: &str = "9f3b6f0c-2a11-4b7e-8d54-6d1f0a2b3c4d";
const CONTENT: &str = "Hi {{name}}, code {{code}}";

fn names(names: &Option<Vec<String>>) -> Vec<&str> {
    names.as_ref().unwrap().iter().map(String::as_str).collect()
}

fn assert_row(template: &Template) {
    assert_eq!((template.id.as_str(), template.name.as_deref()), (TEMPLATE, Some("welcome")));
    assert_eq!(
        (template.category.as_deref(), template.content.as_deref()),
        (Some("marketing"), Some(CONTENT))
    );
    assert_eq!(names(&template.variables), ["name", "code"]);
    assert_eq!(names(&template.builtin_variables), ["name"]);
    assert_eq!(names(&template.custom_variables), ["code"]);
    assert!(template.media_type.is_none() && template.media_url.is_none());
    assert_eq!((template.times_used, template.last_used_at), (Some(0), None));
    assert!(template.created_at.is_some());
}

fn assert_template(template: &Template) {
    assert_row(template);
    assert_eq!(template.is_active, Some(true));
    assert!(template.updated_at.is_some());
}

#[tokio::test]
async fn templates_are_listed_with_every_filter() {
    let mut list = ListTemplates::new();
    list.limit = Some(20);
    list.offset = Some(0);
    list.category = Some("marketing".into());
    list.search = Some("wel".into());
    list.sort_by = Some("name".into());
    list.sort_order = Some(SortOrder::Descending);
    let (page, seen) = golden(list).await;
    assert_eq!(
        target(&seen),
        "GET /api/v1/templates?limit=20&offset=0&category=marketing&search=wel&sort_by=name&sort_order=desc"
    );
    assert_row(&page.data[0].value);
    assert!(page.data[0].raw.expose().contains("welcome"));
    let footer = page.pagination.unwrap();
    assert_eq!((footer.limit, footer.offset, footer.total), (Some(20), Some(0), Some(1)));
    assert_eq!(page.next_offset(0, 20), None);
}

#[tokio::test]
async fn the_foot_of_a_page_of_templates_may_be_anything() {
    let row = json!({ "id": TEMPLATE });
    for (footer, next) in [(json!({ "total": "3" }), Some(1)), (json!("x"), None), (Value::Null, None)] {
        let answer = json!({ "data": [row], "pagination": footer });
        let (page, _) = golden_of(ListTemplates::new(), answer).await;
        assert_eq!(page.next_offset(0, 20), next, "{footer}");
    }
}

#[tokio::test]
async fn a_template_is_made_read_and_changed() {
    let mut create = CreateTemplate::new("welcome", CONTENT);
    let (template, seen) = golden(create.clone()).await;
    assert_eq!(target(&seen), "POST /api/v1/templates");
    assert_eq!(json_of(&seen), json!({ "name": "welcome", "content": CONTENT }));
    assert_template(&template);
    create.category = Some("service".into());
    create.media_type = Some(MediaType::Image);
    create.media_url = Some("https://example.com/a.png".into());
    let (_, seen) = golden(create).await;
    let expected = json!({
        "name": "welcome", "content": CONTENT, "category": "service", "media_type": "image",
        "media_url": "https://example.com/a.png"
    });
    assert_eq!(json_of(&seen), expected);

    let (template, seen) = golden(GetTemplate::new(TEMPLATE)).await;
    assert_eq!(target(&seen), format!("GET /api/v1/templates/{TEMPLATE}"));
    assert_template(&template);

    let mut update = UpdateTemplate::new(TEMPLATE);
    refused(update.clone()).await;
    update.name = Some("welcome".into());
    update.content = Some("Hi".into());
    update.category = Some("service".into());
    update.is_active = Some(false);
    update.media_type = Some(MediaType::Video);
    update.media_url = Some("https://example.com/a.mp4".into());
    let (template, seen) = golden(update).await;
    assert_eq!(target(&seen), format!("PATCH /api/v1/templates/{TEMPLATE}"));
    let expected = json!({
        "name": "welcome", "content": "Hi", "category": "service", "is_active": false, "media_type": "video",
        "media_url": "https://example.com/a.mp4"
    });
    assert_eq!(json_of(&seen), expected);
    assert_template(&template);
}

#[tokio::test]
async fn a_template_is_removed() {
    let (_, seen) = golden_with(DeleteTemplate::new(TEMPLATE), ResponseTemplate::new(204)).await;
    assert_eq!(target(&seen), format!("DELETE /api/v1/templates/{TEMPLATE}"));
    assert!(seen.body.is_empty());
}

#[tokio::test]
async fn a_template_is_previewed_as_documented() {
    let mut preview = PreviewTemplate::of(TEMPLATE);
    let variables: Map<String, Value> = serde_json::from_value(json!({ "code": "WZ-1" })).unwrap();
    preview.custom_variables = Some(variables);
    preview.contact_id = Some("c-1".into());
    let (preview, seen) = golden(preview).await;
    assert_eq!(target(&seen), "POST /api/v1/templates/preview");
    let expected =
        json!({ "template_id": TEMPLATE, "custom_variables": { "code": "WZ-1" }, "contact_id": "c-1" });
    assert_eq!(json_of(&seen), expected);
    assert_eq!(preview.preview.as_deref(), Some("Hi Rina, code WZ-1"));
    assert_eq!(names(&preview.all_variables), ["name", "code"]);
    assert_eq!(names(&preview.builtin_variables), ["name"]);
    assert_eq!(names(&preview.custom_variables), ["code"]);
    assert!(names(&preview.missing_variables).is_empty());

    let (_, seen) = golden(PreviewTemplate::text(CONTENT)).await;
    assert_eq!(json_of(&seen), json!({ "content": CONTENT }));
    refused(PreviewTemplate::default()).await;
}

#[tokio::test]
async fn the_variables_that_the_gateway_fills_are_listed() {
    let (answer, seen) = golden(ListBuiltinVariables::new()).await;
    assert_eq!(target(&seen), "GET /api/v1/templates/builtin-variables");
    let variable = &answer.variables[0];
    assert_eq!((variable.name.as_deref(), variable.example.as_deref()), (Some("name"), Some("Rina")));
    assert_eq!(variable.description.as_deref(), Some("Contact name"));
}

#[tokio::test]
async fn a_template_that_is_not_there_is_refused() {
    let server = answering(404, &json!({ "detail": "Template not found" })).await;
    let mut update = UpdateTemplate::new(TEMPLATE);
    update.is_active = Some(true);
    for error in [
        account(&server).call(GetTemplate::new(TEMPLATE)).await.unwrap_err(),
        account(&server).call(update).await.unwrap_err(),
        account(&server).call(DeleteTemplate::new(TEMPLATE)).await.unwrap_err(),
    ] {
        assert!(matches!(error, Error::NotFound(_)) && error.outcome() == Outcome::Refused, "{error}");
    }
    let error = account(&server).call(CreateTemplate::new("a", "b")).await.unwrap_err();
    assert_eq!(error.outcome(), Outcome::Unknown, "a creation lists no 404");
}
