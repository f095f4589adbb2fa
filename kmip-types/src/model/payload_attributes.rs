//! The attributes of payloads, read and filled in the same way for every version.

use super::attribute_list::AttributeList;
use crate::*;

/// A getter for each form that a payload can have attributes in.
macro_rules! readable {
    ($($type:ident::$name:ident: $named:ident($field:ident) $(, $tagged:ident)?;)+) => {$(
        impl<'a> $type<'a> {
            /// The attributes that it carries, whichever wire form they have.
            #[must_use]
            pub fn $name(&self) -> AttributeList<'_, 'a> {
                AttributeList::new(readable!(@ $named self.$field), readable!(@ tagged $(self.$tagged)?))
            }
        }
    )+};
    (@ template $self:ident.$field:ident) => {
        $self.$field.as_ref().map(|template| template.named_attributes.as_slice()).unwrap_or_default()
    };
    (@ list $self:ident.$field:ident) => { &$self.$field };
    (@ one $self:ident.$field:ident) => {
        $self.$field.as_deref().map(core::slice::from_ref).unwrap_or_default()
    };
    (@ tagged) => { None };
    (@ tagged $self:ident.$field:ident) => { $self.$field.as_ref() };
}

readable! {
    CertifyRequest::attributes: template(template_attribute), attributes;
    CertifyResponse::attributes: template(template_attribute);
    CreateRequest::attributes: template(template_attribute), attributes;
    CreateResponse::attributes: template(template_attribute);
    CreateSplitKeyRequest::attributes: template(template_attribute), attributes;
    CreateSplitKeyResponse::attributes: template(template_attribute);
    DeriveKeyRequest::attributes: template(template_attribute), attributes;
    DeriveKeyResponse::attributes: template(template_attribute);
    JoinSplitKeyRequest::attributes: template(template_attribute), attributes;
    JoinSplitKeyResponse::attributes: template(template_attribute);
    ReCertifyRequest::attributes: template(template_attribute), attributes;
    ReCertifyResponse::attributes: template(template_attribute);
    ReKeyRequest::attributes: template(template_attribute), attributes;
    ReKeyResponse::attributes: template(template_attribute);
    RegisterRequest::attributes: template(template_attribute), attributes;
    RegisterResponse::attributes: template(template_attribute);
    CreateKeyPairRequest::common_attributes: template(common_template_attribute), common_attributes;
    CreateKeyPairRequest::private_key_attributes: template(private_key_template_attribute), private_key_attributes;
    CreateKeyPairRequest::public_key_attributes: template(public_key_template_attribute), public_key_attributes;
    CreateKeyPairResponse::private_key_attributes: template(private_key_template_attribute);
    CreateKeyPairResponse::public_key_attributes: template(public_key_template_attribute);
    ReKeyKeyPairRequest::common_attributes: template(common_template_attribute), common_attributes;
    ReKeyKeyPairRequest::private_key_attributes: template(private_key_template_attribute), private_key_attributes;
    ReKeyKeyPairRequest::public_key_attributes: template(public_key_template_attribute), public_key_attributes;
    ReKeyKeyPairResponse::private_key_attributes: template(private_key_template_attribute);
    ReKeyKeyPairResponse::public_key_attributes: template(public_key_template_attribute);
    ExportResponse::attributes: list(named_attributes), attributes;
    GetAttributesResponse::attributes: list(named_attributes), attributes;
    ImportRequest::attributes: list(named_attributes), attributes;
    KeyValueStructure::attributes: list(named_attributes), attributes;
    LocateRequest::attributes: list(named_attributes), attributes;
    NotifyRequest::attributes: list(named_attributes), attributes;
    PutRequest::attributes: list(named_attributes), attributes;
    AddAttributeRequest::new_attribute: one(named_attribute), new_attribute;
    AddAttributeResponse::new_attribute: one(named_attribute);
    DeleteAttributeResponse::deleted_attribute: one(named_attribute);
    ModifyAttributeRequest::new_attribute: one(named_attribute), new_attribute;
    ModifyAttributeResponse::new_attribute: one(named_attribute);
}

/// A setter for each payload that a program fills with attributes.
macro_rules! fillable {
    ($($type:ident::$name:ident($field:ident);)+) => {$(
        impl<'a> $type<'a> {
            /// The same with these attributes; pushed into a message of 1.x they get the form that it has for them.
            #[must_use]
            pub fn $name(mut self, attributes: impl Into<Attributes<'a>>) -> Self {
                self.$field = Some(attributes.into());
                self
            }
        }
    )+};
}

fillable! {
    CertifyRequest::with_attributes(attributes);
    CreateRequest::with_attributes(attributes);
    CreateSplitKeyRequest::with_attributes(attributes);
    DeriveKeyRequest::with_attributes(attributes);
    JoinSplitKeyRequest::with_attributes(attributes);
    ReCertifyRequest::with_attributes(attributes);
    ReKeyRequest::with_attributes(attributes);
    RegisterRequest::with_attributes(attributes);
    CreateKeyPairRequest::with_common_attributes(common_attributes);
    CreateKeyPairRequest::with_private_key_attributes(private_key_attributes);
    CreateKeyPairRequest::with_public_key_attributes(public_key_attributes);
    ReKeyKeyPairRequest::with_common_attributes(common_attributes);
    ReKeyKeyPairRequest::with_private_key_attributes(private_key_attributes);
    ReKeyKeyPairRequest::with_public_key_attributes(public_key_attributes);
    ExportResponse::with_attributes(attributes);
    GetAttributesResponse::with_attributes(attributes);
    ImportRequest::with_attributes(attributes);
    KeyValueStructure::with_attributes(attributes);
    LocateRequest::with_attributes(attributes);
    NotifyRequest::with_attributes(attributes);
    PutRequest::with_attributes(attributes);
}

/// A setter for each payload that is about one attribute.
macro_rules! about_one {
    ($($type:ident)+) => {$(
        impl<'a> $type<'a> {
            /// The same with this attribute; pushed into a message of 1.x it gets the form that it has for it.
            #[must_use]
            pub fn with_attribute(mut self, attribute: impl Into<Attribute<'a>>) -> Self {
                self.new_attribute = Some(Attributes::from([attribute.into()]));
                self
            }
        }
    )+};
}

about_one! { AddAttributeRequest ModifyAttributeRequest }

/// References to attributes, by name in 1.x.
macro_rules! referring {
    ($($type:ident)+) => {$(
        impl<'a> $type<'a> {
            /// The same with references to these attributes, by their tags; 1.x has their names.
            #[must_use]
            pub fn with_attribute_references<R: Into<AttributeReference<'a>>>(
                mut self,
                references: impl IntoIterator<Item = R>,
            ) -> Self {
                self.attribute_references = references.into_iter().map(Into::into).collect();
                self
            }

            /// The attributes that it refers to, whichever wire form it has.
            ///
            /// The iterator gives [`NotInVersion`](ErrorKind::NotInVersion) for a name of 1.x that is neither of the
            /// standard nor custom.
            pub fn attribute_references(&self) -> impl Iterator<Item = Result<AttributeReference<'a>, Error>> {
                let names = self.attribute_names.iter().map(|name| AttributeReference::from_name(name));
                names.chain(self.attribute_references.iter().cloned().map(Ok))
            }
        }
    )+};
}

referring! { GetAttributesRequest GetAttributeListResponse KeyWrappingSpecification }

impl<'a> DeleteAttributeRequest<'a> {
    /// The same for every instance of the attribute with this tag, or for that of a vendor; 1.x has its name.
    ///
    /// ```
    /// use kmip_types::{DeleteAttributeRequest, Tag};
    ///
    /// let delete = DeleteAttributeRequest::with_id("5d0c8f1e").with_attribute_reference(Tag::CONTACT_INFORMATION);
    /// assert!(delete.attribute_reference.is_some());
    /// ```
    #[must_use]
    pub fn with_attribute_reference(mut self, reference: impl Into<AttributeReference<'a>>) -> Self {
        self.attribute_reference = Some(reference.into());
        self
    }
}
