//! Making, changing and removing templates.

use serde::Serialize;
use wagate_sdk_core::Error;
use wagate_sdk_core::adapter::Ignored;
use wagate_sdk_core::endpoint;

use super::Template;
use crate::Wazzapi;
use crate::messages::MediaType;

/// Makes a template.
///
/// `POST /api/v1/templates`. Source: the official SDKs (Python `wazzapi` 0.6.0 `resources/templates.py`, wazzapi-node
/// `src/resources/templates.ts`). Not repeated when its outcome is unknown: it may have made one.
#[derive(Debug, Clone, Serialize)]
#[non_exhaustive]
pub struct CreateTemplate {
    /// Its name.
    pub name: String,
    /// Its text with `{{variables}}`.
    pub content: String,
    /// Its category; `marketing` unless set.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub category: Option<String>,
    /// The kind of its file.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub media_type: Option<MediaType>,
    /// Its file, as a URL that the gateway can fetch.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub media_url: Option<String>,
}

impl CreateTemplate {
    /// A template with this name and text.
    pub fn new(name: impl Into<String>, content: impl Into<String>) -> Self {
        Self { name: name.into(), content: content.into(), category: None, media_type: None, media_url: None }
    }
}

endpoint! {
    Wazzapi: CreateTemplate => Template, "template.create", Shared, AtMostOnce,
    POST("/api/v1/templates"), json
}

/// Changes a template. What is not set stays as it is.
///
/// `PATCH /api/v1/templates/{template_id}`. Source: the official SDKs (Python `wazzapi` 0.6.0 `resources/templates.py`, wazzapi-node
/// `src/resources/templates.ts`). Idempotent.
///
/// # Errors
/// [`Error::InvalidRequest`] before anything leaves when nothing is changed; [`Error::NotFound`] when the organization has no such template.
#[derive(Debug, Clone, Serialize)]
#[non_exhaustive]
pub struct UpdateTemplate {
    /// The template's id, a UUID.
    #[serde(skip)]
    pub template_id: String,
    /// Its new name.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// Its new text with `{{variables}}`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub content: Option<String>,
    /// Its new category.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub category: Option<String>,
    /// Whether it may be sent.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub is_active: Option<bool>,
    /// The kind of its new file.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub media_type: Option<MediaType>,
    /// Its new file, as a URL that the gateway can fetch.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub media_url: Option<String>,
}

impl UpdateTemplate {
    /// A change of the template with this id; what changes goes into the other fields.
    pub fn new(template_id: impl Into<String>) -> Self {
        Self {
            template_id: template_id.into(),
            name: None,
            content: None,
            category: None,
            is_active: None,
            media_type: None,
            media_url: None,
        }
    }

    fn check(&self) -> Result<(), Error> {
        let changes = self.name.is_some()
            || self.content.is_some()
            || self.category.is_some()
            || self.is_active.is_some()
            || self.media_type.is_some()
            || self.media_url.is_some();
        if changes { Ok(()) } else { Err(Error::invalid("nothing of the template is changed")) }
    }
}

endpoint! {
    Wazzapi: UpdateTemplate => Template, "template.update", Shared, Idempotent,
    PATCH("/api/v1/templates/", template_id), checked
}

/// Removes a template.
///
/// `DELETE /api/v1/templates/{template_id}`. Source: the official SDKs (Python `wazzapi` 0.6.0 `resources/templates.py`, wazzapi-node
/// `src/resources/templates.ts`). Idempotent: a second time is answered with [`Error::NotFound`].
///
/// # Errors
/// [`Error::NotFound`] when the organization has no such template.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct DeleteTemplate {
    /// The template's id, a UUID.
    pub template_id: String,
}

impl DeleteTemplate {
    /// Removes the template with this id.
    pub fn new(template_id: impl Into<String>) -> Self {
        Self { template_id: template_id.into() }
    }
}

endpoint! {
    Wazzapi: DeleteTemplate => Ignored, "template.delete", Shared, Idempotent,
    DELETE("/api/v1/templates/", template_id)
}
