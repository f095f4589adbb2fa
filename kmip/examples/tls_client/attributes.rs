//! Where 1.x and 2.x differ: attributes under names in a Template-Attribute, or under tags of their own.

use kmip::{Attribute, Attributes, NamedAttribute, ProtocolVersion, TemplateAttribute};

fn is_named(version: &ProtocolVersion<'_>) -> bool {
    version.protocol_version_major == 1
}

pub(crate) fn of_a_template<'a>(
    version: &ProtocolVersion<'_>,
    attributes: Vec<Attribute<'a>>,
    template: &mut Option<TemplateAttribute<'a>>,
    tagged: &mut Option<Attributes<'a>>,
) {
    if is_named(version) {
        let named = &mut template.get_or_insert_default().named_attributes;
        named.extend(attributes.into_iter().map(NamedAttribute::of));
    } else {
        *tagged = Some(attributes.into());
    }
}

pub(crate) fn of_a_search<'a>(
    version: &ProtocolVersion<'_>,
    attributes: Vec<Attribute<'a>>,
    named: &mut Vec<NamedAttribute<'a>>,
    tagged: &mut Option<Attributes<'a>>,
) {
    if is_named(version) {
        named.extend(attributes.into_iter().map(NamedAttribute::of));
    } else {
        *tagged = Some(attributes.into());
    }
}
