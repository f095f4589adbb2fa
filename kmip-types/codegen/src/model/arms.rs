//! Enums of the model: by wire type, by another field, by the tag.

use std::collections::BTreeMap;

use super::builder::{Builder, varies};
use crate::model::{Arm, ByType, Case};
use crate::names::type_name;
use crate::schema::{self, Arms};
use crate::types::Type;
use crate::versions::Versions;

impl Builder<'_> {
    /// One arm per wire type that some tag of the variant has in some version.
    pub(super) fn variant(&self, variant: &schema::ByType) -> Result<ByType, String> {
        let mut arms: Vec<Arm> = Vec::new();
        let mut all = Versions::default();
        for name in &variant.tags {
            let tag = self.schema.tag(name).ok_or_else(|| format!("no tag {name:?}"))?;
            let own = Versions::parse(&tag.versions)?;
            all = all.union(own);
            for form in tag.forms() {
                let versions = form.versions.as_deref().map_or(Ok(own), Versions::parse)?;
                if let Some(arm) = arms.iter_mut().find(|arm| arm.item_type == form.item_type) {
                    arm.versions = arm.versions.union(versions);
                    continue;
                }
                let value = self.value_type(name, &form)?;
                arms.push(Arm { rust: type_name(&form.item_type), item_type: form.item_type, value, versions });
            }
        }
        Ok(ByType {
            name: variant.name.clone(),
            rust: type_name(&variant.name),
            arms,
            versions: all,
            encode_by_hand: variant.encode_by_hand,
            compare_by_hand: variant.compare_by_hand,
            inline: variant.inline,
        })
    }

    /// The arms of an enum whose contents another field decides.
    pub(super) fn cases(&self, selection: &schema::BySelector) -> Result<Vec<Case>, String> {
        match selection.arms {
            Arms::Request => self.payloads("Request"),
            Arms::Response => self.payloads("Response"),
            Arms::Structures => self.selected(&selection.selector),
            Arms::Attributes => self.attributes(),
        }
    }

    fn payloads(&self, form: &str) -> Result<Vec<Case>, String> {
        let case = |o: &schema::Operation| {
            let rust = type_name(&o.name);
            Ok(Case {
                name: o.name.clone(),
                when: o.name.clone(),
                value: Type::Structure(format!("{rust}{form}")),
                rust,
                boxed: false,
                lazy: false,
                versions: Versions::parse(&o.versions)?,
                sections: o.sections.clone(),
            })
        };
        self.schema.operations.iter().map(case).collect()
    }

    fn selected(&self, selector: &str) -> Result<Vec<Case>, String> {
        let by = |s: &&schema::Structure| s.selected_by.clone().filter(|by| by.field == selector);
        let selected = self.schema.structures.iter().filter_map(|s| by(&s).map(|by| (s, by.value)));
        let case = |(s, when): (&schema::Structure, String)| {
            Ok(Case {
                name: when.clone(),
                rust: type_name(&when),
                when,
                value: Type::Structure(self.structure_name(&s.name)),
                boxed: false,
                lazy: false,
                versions: Versions::parse(&s.versions)?,
                sections: s.sections.clone(),
            })
        };
        selected.map(case).collect()
    }

    /// The attributes that have a tag.
    pub(super) fn attributes(&self) -> Result<Vec<Case>, String> {
        let with_tag = self.schema.attributes.iter().filter_map(|a| a.tag.as_ref().map(|tag| (a, tag)));
        let case = |(a, tag): (&schema::Attribute, &String)| {
            let forms = a.forms();
            let value = match forms.first() {
                Some(form) if !varies(&forms) => self.value_type(tag, form)?,
                _ => self.variant_type(tag)?,
            };
            Ok(Case {
                name: a.name.clone(),
                when: tag.clone(),
                rust: type_name(&a.name),
                value,
                boxed: false,
                lazy: false,
                versions: Versions::parse(&a.versions)?,
                sections: a.sections.clone(),
            })
        };
        with_tag.map(case).collect()
    }

    /// The structures that a choice is one of, in any payload.
    pub(super) fn choice(&self, name: &str) -> Result<Vec<Case>, String> {
        let mut members: BTreeMap<&str, Versions> = BTreeMap::new();
        for field in self.schema.payload_fields().filter(|f| f.choice.as_deref() == Some(name)) {
            for (tag, versions) in &field.members {
                let all = members.entry(tag).or_default();
                *all = all.union(Versions::parse(versions)?);
            }
        }
        let case = |(tag, versions): (&str, Versions)| {
            let structure = self.structure_under(tag)?;
            Ok(Case {
                name: tag.to_owned(),
                when: tag.to_owned(),
                rust: type_name(tag),
                value: Type::Structure(self.structure_name(&structure.name)),
                boxed: false,
                lazy: false,
                versions,
                sections: structure.sections.clone(),
            })
        };
        members.into_iter().map(case).collect()
    }
}
