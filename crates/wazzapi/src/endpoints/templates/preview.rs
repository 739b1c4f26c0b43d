//! What a template becomes, and the variables that the gateway fills by itself.

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use wagate_sdk_core::Error;
use wagate_sdk_core::endpoint;
use wagate_sdk_core::wire;

use crate::Wazzapi;

/// Fills the variables of a template, or of a text, without sending it.
///
/// `POST /api/v1/templates/preview`. Source: <https://docs.wazzapi.com/api-reference/templates/preview-template-endpoint>, documented.
/// Read-only, although it is a `POST`.
///
/// # Errors
/// [`Error::InvalidRequest`] before anything leaves when there is neither text nor template.
#[derive(Debug, Clone, Default, Serialize)]
#[non_exhaustive]
pub struct PreviewTemplate {
    /// A text with `{{variables}}`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub content: Option<String>,
    /// The id of a template, a UUID.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub template_id: Option<String>,
    /// The values of its variables.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub custom_variables: Option<Map<String, Value>>,
    /// The id of the contact that the built-in variables are filled from, a UUID.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub contact_id: Option<String>,
}

impl PreviewTemplate {
    /// The template with this id.
    pub fn of(template_id: impl Into<String>) -> Self {
        Self { template_id: Some(template_id.into()), ..Self::default() }
    }

    /// A text with `{{variables}}`.
    pub fn text(content: impl Into<String>) -> Self {
        Self { content: Some(content.into()), ..Self::default() }
    }

    fn check(&self) -> Result<(), Error> {
        if self.content.is_none() && self.template_id.is_none() {
            return Err(Error::invalid("a preview wants `content` or `template_id`"));
        }
        Ok(())
    }
}

endpoint! {
    Wazzapi: PreviewTemplate => TemplatePreview, "template.preview", Shared, ReadOnly,
    POST("/api/v1/templates/preview"), checked
}

/// The answer to [`PreviewTemplate`].
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
#[non_exhaustive]
pub struct TemplatePreview {
    /// The text with its variables filled.
    #[serde(deserialize_with = "wire::text")]
    pub preview: Option<String>,
    /// The names of all variables.
    #[serde(deserialize_with = "wire::lenient")]
    pub all_variables: Option<Vec<String>>,
    /// Those that the gateway fills from the contact.
    #[serde(deserialize_with = "wire::lenient")]
    pub builtin_variables: Option<Vec<String>>,
    /// Those that a send brings.
    #[serde(deserialize_with = "wire::lenient")]
    pub custom_variables: Option<Vec<String>>,
    /// Those without a value.
    #[serde(deserialize_with = "wire::lenient")]
    pub missing_variables: Option<Vec<String>>,
}

/// Lists the variables that the gateway fills by itself.
///
/// `GET /api/v1/templates/builtin-variables`. Source: the official SDKs (Python `wazzapi` 0.6.0 `resources/templates.py`, wazzapi-node
/// `src/resources/templates.ts`). Read-only.
#[derive(Debug, Clone, Copy, Default)]
#[non_exhaustive]
pub struct ListBuiltinVariables {}

impl ListBuiltinVariables {
    /// All of them.
    pub fn new() -> Self {
        Self {}
    }
}

endpoint! {
    Wazzapi: ListBuiltinVariables => BuiltinVariables, "template.builtin_variables", Shared, ReadOnly,
    GET("/api/v1/templates/builtin-variables")
}

/// The answer to [`ListBuiltinVariables`].
#[derive(Debug, Clone, Deserialize)]
#[non_exhaustive]
pub struct BuiltinVariables {
    /// The variables.
    #[serde(deserialize_with = "wire::list")]
    pub variables: Vec<BuiltinVariable>,
}

/// A variable that the gateway fills by itself.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
#[non_exhaustive]
pub struct BuiltinVariable {
    /// Its name, as it stands between the braces.
    #[serde(deserialize_with = "wire::text")]
    pub name: Option<String>,
    /// What it is filled with.
    #[serde(deserialize_with = "wire::text")]
    pub description: Option<String>,
    /// What it may become.
    #[serde(deserialize_with = "wire::text")]
    pub example: Option<String>,
}
