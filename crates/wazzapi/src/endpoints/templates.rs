//! Templates: texts with `{{variables}}` that the organization keeps at the gateway. WhatsApp approves none of them, and they are WazzAPI's own.

mod change;
mod preview;
mod reading;

pub use change::{CreateTemplate, DeleteTemplate, UpdateTemplate};
pub use preview::{
    BuiltinVariable, BuiltinVariables, ListBuiltinVariables, PreviewTemplate, TemplatePreview,
};
pub use reading::{GetTemplate, ListTemplates, Template, TemplateList, TemplatePage};
