//! Messages by version: what is the same for all of them.

use kmip::{
    Attribute, Attributes, DateTime, Name, NameStructure, NameType, NamedAttribute, ProtocolVersion, RequestMessage,
    RequestPayload, ResponseBatchItem, ResponseMessage, ResponsePayload, ResultStatus, TemplateAttribute,
};

use crate::vector::{Subject, VERSIONS, Vector, request, response};

/// The object that most messages speak of.
pub(crate) const ID: &str = "5d0c8f1e-3b27-4a69-8e14-c2f7a6b09d35";
/// Another one.
pub(crate) const OTHER_ID: &str = "e83a17c4-90bd-4f52-a7d6-1b5c64f2e0a9";
/// The time at which responses are made.
pub(crate) const NOW: DateTime = DateTime(1_700_000_000);

/// A version, and the group of the vectors that are made.
#[derive(Clone, Debug)]
pub(crate) struct Make {
    pub(crate) group: &'static str,
    pub(crate) version: &'static str,
    pub(crate) protocol: ProtocolVersion<'static>,
}

impl Make {
    pub(crate) fn all(group: &'static str) -> [Self; 3] {
        VERSIONS.map(|version| {
            let (major, minor) = version.split_once('.').unwrap();
            let protocol = ProtocolVersion::new(major.parse().unwrap(), minor.parse().unwrap());
            Self { group, version, protocol }
        })
    }

    /// Returns whether attributes stand under their names.
    pub(crate) fn is_1_x(&self) -> bool {
        self.version.starts_with("1.")
    }

    pub(crate) fn is_3_0(&self) -> bool {
        self.version == "3.0"
    }

    /// A request of one operation.
    #[track_caller]
    pub(crate) fn request<'a>(&self, id: &str, purpose: &str, payload: impl Into<RequestPayload<'a>>) -> Vector {
        let mut message = RequestMessage::new(self.protocol.clone());
        message.push(payload);
        Vector::message(self.group, &format!("{id}-request"), Subject::Operation, purpose, &[], request(&message))
    }

    /// A successful response to one operation.
    #[track_caller]
    pub(crate) fn response<'a>(&self, id: &str, purpose: &str, payload: impl Into<ResponsePayload<'a>>) -> Vector {
        let mut message = ResponseMessage::new(self.protocol.clone(), NOW);
        message.push(success(payload));
        Vector::message(self.group, &format!("{id}-response"), Subject::Operation, purpose, &[], response(&message))
    }

    /// The attribute Name.
    pub(crate) fn name<'a>(&self, name: &'a str) -> Attribute<'a> {
        let structure = NameStructure::new(name, NameType::UNINTERPRETED_TEXT_STRING);
        Attribute::Name(if self.is_3_0() { Name::TextString(name.into()) } else { Name::Structure(structure) })
    }

    /// Attributes of an object to be made, as 1.x has them; `None` later.
    pub(crate) fn template<'a>(&self, attributes: &[Attribute<'a>]) -> Option<TemplateAttribute<'a>> {
        let mut template = TemplateAttribute::default();
        template.named_attributes = self.named(attributes);
        self.is_1_x().then_some(template)
    }

    /// Attributes under their names; none after 1.x.
    pub(crate) fn named<'a>(&self, attributes: &[Attribute<'a>]) -> Vec<NamedAttribute<'a>> {
        let attributes = if self.is_1_x() { attributes } else { &[] };
        attributes.iter().cloned().map(NamedAttribute::standard).collect()
    }

    /// Attributes under their own tags; `None` in 1.x.
    pub(crate) fn attributes<'a>(&self, attributes: &[Attribute<'a>]) -> Option<Attributes<'a>> {
        (!self.is_1_x()).then(|| Attributes::from(attributes.to_vec()))
    }
}

/// The batch item of a successful operation.
pub(crate) fn success<'a>(payload: impl Into<ResponsePayload<'a>>) -> ResponseBatchItem<'a> {
    let payload = payload.into();
    let mut item = ResponseBatchItem::new(ResultStatus::SUCCESS);
    item.operation = Some(payload.selector());
    item.response_payload = Some(payload);
    item
}
