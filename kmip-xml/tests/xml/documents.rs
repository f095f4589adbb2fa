//! Tests of what stands around the items.
//!
//! It is the prolog, comments, namespaces and the wrapper.

use kmip_xml::kmip_types::items::Node;
use kmip_xml::kmip_types::{ErrorKind, Tag};
use kmip_xml::{ReaderOptions, parse_all};

use crate::{accept, refuse, structure, tolerate};

fn empty() -> Node<'static> {
    structure(Tag::REQUEST_MESSAGE, [])
}

#[test]
fn prologs() {
    for prolog in [
        "",
        "\u{FEFF}",
        " \r\n\t",
        "<?xml version=\"1.0\"?>",
        "\u{FEFF}<?xml version='1.0' encoding='UTF-8'?>\n",
        "<?xml version='1.0' encoding='utf-8' standalone='yes'?>",
        "<?xml version='1.0' encoding='US-ASCII'?>",
        "<!-- a comment --><?pi some thing?><!---->",
    ] {
        accept(&format!("{prolog}<RequestMessage/>"), &empty());
        accept(&format!("{prolog}<RequestMessage/> <!-- behind --><?pi?>\n"), &empty());
    }
    for prolog in [
        "\u{FEFF}\u{FEFF}",
        " <?xml version='1.0'?>",
        "<!-- --><?xml version='1.0'?>",
        "<?xml version='1.1'?>",
        "<?xml version='2.0'?>",
        "<?xml?>",
        "<?xml encoding='UTF-8'?>",
        "<?xml version='1.0' encoding='UTF-16'?>",
        "<?xml version='1.0' encoding='ISO-8859-1'?>",
        "<?xml version='1.0' standalone='perhaps'?>",
        "<?xml version='1.0'?><?xml version='1.0'?>",
        "<?XML version='1.0'?>",
        "<?? >?>",
        "<? pi?>",
        "<?pi \u{1}?>",
        "<!-- \u{1} -->",
        "<!-- a -- b -->",
        "<!-- a --->",
        "text",
        "&lt;",
        "<![CDATA[]]>",
        "<!ELEMENT a>",
    ] {
        refuse(&format!("{prolog}<RequestMessage/>"), ErrorKind::Syntax);
    }
}

#[test]
fn comments_and_instructions_inside() {
    let text = "<RequestMessage><!-- <a> & --><?pi <b>?>\n <BatchItem> </BatchItem><!-- --></RequestMessage>";
    accept(text, &structure(Tag::REQUEST_MESSAGE, [structure(Tag::BATCH_ITEM, [])]));
    refuse("<RequestMessage><?xml version='1.0'?></RequestMessage>", ErrorKind::Syntax);
}

#[test]
fn document_types_are_refused() {
    for doctype in [
        "<!DOCTYPE RequestMessage>",
        "<!doctype RequestMessage>",
        "<!DOCTYPE r [<!ENTITY a \"b\"><!ENTITY c \"&a;&a;\">]>",
        "<!DOCTYPE r SYSTEM \"file:///etc/passwd\">",
        "<!DOCTYPE >",
        "<!DOCTYPE r [",
    ] {
        refuse(&format!("{doctype}<RequestMessage/>"), ErrorKind::Doctype);
        refuse(&format!("<RequestMessage>{doctype}</RequestMessage>"), ErrorKind::Doctype);
    }
    refuse("<Comment type='TextString' value='&a;'/>", ErrorKind::Syntax);
}

const URI: &str = "urn:oasis:tc:kmip:xmlns";

#[test]
fn the_namespace_of_kmip() {
    let node = structure(Tag::REQUEST_MESSAGE, [structure(Tag::BATCH_ITEM, []), structure(Tag::BATCH_ITEM, [])]);
    for text in [
        format!("<RequestMessage xmlns='{URI}'><BatchItem/><BatchItem></BatchItem></RequestMessage>"),
        format!("<k:RequestMessage xmlns:k='{URI}'><k:BatchItem/><BatchItem/></k:RequestMessage>"),
        format!(
            "<RequestMessage><k:BatchItem xmlns:k='{URI}'/><k:BatchItem xmlns:k='{URI}'></k:BatchItem></RequestMessage>"
        ),
        format!("<RequestMessage xmlns=''><BatchItem xmlns='{URI}'/><BatchItem/></RequestMessage>"),
        format!("<k:RequestMessage xmlns:k='urn&#58;{}'><k:BatchItem/><k:BatchItem/></k:RequestMessage>", &URI[4..]),
    ] {
        accept(&text, &node);
    }
}

#[test]
fn other_namespaces() {
    let inner = structure(Tag::REQUEST_MESSAGE, [structure(Tag::BATCH_ITEM, [])]);
    for text in [
        "<RequestMessage xmlns='urn:other'><BatchItem/></RequestMessage>".to_owned(),
        "<k:RequestMessage><k:BatchItem/></k:RequestMessage>".to_owned(),
        "<k:RequestMessage xmlns:k='urn:other'><k:BatchItem/></k:RequestMessage>".to_owned(),
        "<RequestMessage xmlns:k='urn:other'><BatchItem/></RequestMessage>".to_owned(),
        format!("<k:RequestMessage xmlns:k='{URI}'><l:BatchItem/></k:RequestMessage>"),
        format!("<RequestMessage xmlns:k='{URI}'><k:BatchItem xmlns:k=''/></RequestMessage>"),
        format!("<RequestMessage xmlns='{URI} '><BatchItem/></RequestMessage>"),
    ] {
        tolerate(&text, ErrorKind::Namespace, &inner);
    }
    // A prefix ends with the element that declares it.
    let sibling = format!("<RequestMessage><k:BatchItem xmlns:k='{URI}'/><k:BatchItem/></RequestMessage>");
    let two = structure(Tag::REQUEST_MESSAGE, [structure(Tag::BATCH_ITEM, []), structure(Tag::BATCH_ITEM, [])]);
    tolerate(&sibling, ErrorKind::Namespace, &two);
    let after = sibling.replace("/><k:", "></k:BatchItem><k:");
    tolerate(&after, ErrorKind::Namespace, &two);
    let many: String = (0..20).map(|n| format!("<BatchItem xmlns:a{n}='{URI}'>")).collect();
    assert_eq!(crate::read(&many).unwrap_err().kind(), ErrorKind::Syntax);
}

#[test]
fn one_item_and_nothing_behind_it() {
    for text in [
        "<RequestMessage/><RequestMessage/>",
        "<RequestMessage></RequestMessage>text",
        "<RequestMessage/>&amp;",
        "<RequestMessage/><![CDATA[]]>",
        "<BatchCount type='Integer' value='1'/><BatchItem/>",
    ] {
        refuse(text, ErrorKind::TrailingData);
    }
    for text in ["", " \n", "<!-- -->", "<?xml version='1.0'?>"] {
        refuse(text, ErrorKind::Truncated);
    }
    refuse("<RequestMessage/></RequestMessage>", ErrorKind::Syntax);
    refuse("<RequestMessage></ResponseMessage>", ErrorKind::Syntax);
    refuse("<RequestMessage></RequestMessage a='b'>", ErrorKind::Syntax);
    refuse("</RequestMessage>", ErrorKind::Syntax);
}

fn roots(text: &str, options: &ReaderOptions<'_>) -> Result<Vec<(Tag, usize)>, ErrorKind> {
    use kmip_xml::kmip_types::format::{Document, Reader as _};
    let documents = parse_all(text, options).map_err(|error| error.kind())?;
    let root = |document: &Document<'_>| {
        let mut reader = document.reader();
        let item = reader.next();
        (item.tag(), reader.offset(item))
    };
    Ok(documents.iter().map(root).collect())
}

#[test]
fn several_messages_in_a_wrapper() {
    let strict = ReaderOptions::default();
    let text = "\u{FEFF}<?xml version='1.0'?>\n<KMIP>\n <RequestMessage/><!-- --><ResponseMessage>\n</ResponseMessage></KMIP>\n";
    let expected = [
        (Tag::REQUEST_MESSAGE, text.find("<RequestMessage").unwrap()),
        (Tag::RESPONSE_MESSAGE, text.find("<ResponseMessage").unwrap()),
    ];
    assert_eq!(roots(text, &strict).unwrap(), expected);
    assert_eq!(roots(" <RequestMessage/>", &strict).unwrap(), [(Tag::REQUEST_MESSAGE, 1)]);
    assert_eq!(roots("<KMIP/>", &strict), Ok(vec![]));
    assert_eq!(roots("<k:KMIP xmlns:k='urn:oasis:tc:kmip:xmlns'></k:KMIP>", &strict), Ok(vec![]));
    assert_eq!(roots("<KMIP><RequestMessage/>", &strict), Err(ErrorKind::Truncated));
    assert_eq!(roots("<KMIP>", &strict), Err(ErrorKind::Truncated));
    assert_eq!(roots("", &strict), Err(ErrorKind::Truncated));
    assert_eq!(roots("<KMIP/><KMIP/>", &strict), Err(ErrorKind::TrailingData));
    assert_eq!(roots("<KMIP/><RequestMessage/>", &strict), Err(ErrorKind::TrailingData));
    assert_eq!(roots("<RequestMessage/><RequestMessage/>", &strict), Err(ErrorKind::TrailingData));
    assert_eq!(roots("<RequestMessage/><KMIP/>", &strict), Err(ErrorKind::TrailingData));
    assert_eq!(roots("<KMIP><KMIP/></KMIP>", &strict), Err(ErrorKind::UnknownName));
    assert_eq!(roots("<KMIP type='Structure' foo='1'/>", &strict), Err(ErrorKind::Syntax));
}

#[test]
fn each_message_of_a_wrapper_starts_afresh() {
    let named = "<RequestMessage><AttributeName type='TextString' value='Cryptographic Algorithm'/>\
                 <AttributeValue type='Enumeration' value='AES'/></RequestMessage>";
    let bare = "<RequestMessage><AttributeValue type='Enumeration' value='AES'/></RequestMessage>";
    assert_eq!(
        roots(&format!("<KMIP>{named}{named}</KMIP>"), &ReaderOptions::default()).map(|roots| roots.len()),
        Ok(2)
    );
    assert_eq!(roots(&format!("<KMIP>{named}{bare}</KMIP>"), &ReaderOptions::default()), Err(ErrorKind::UnknownName));
    let text = format!("<KMIP>{named}<ResponseMessage/></KMIP>");
    let documents = parse_all(&text, &ReaderOptions::default()).unwrap();
    let last = Node::read_all(&mut documents[1].reader()).unwrap();
    assert_eq!(last, [structure(Tag::RESPONSE_MESSAGE, [])]);
}

#[test]
fn text_between_messages() {
    for text in [
        "<KMIP># TIME 0\n<RequestMessage/></KMIP>",
        "<KMIP><RequestMessage/>\n# TIME 1 &amp; more\n</KMIP>",
        "# first\n<KMIP><RequestMessage/></KMIP># last",
        "# first\n<RequestMessage/>",
    ] {
        assert!(matches!(roots(text, &ReaderOptions::default()), Err(ErrorKind::Syntax | ErrorKind::TrailingData)));
        assert_eq!(roots(text, &ReaderOptions::lenient()).map(|roots| roots.len()), Ok(1), "{text}");
    }
    let inside = "<KMIP><RequestMessage># TIME 0</RequestMessage></KMIP>";
    assert_eq!(roots(inside, &ReaderOptions::lenient()), Err(ErrorKind::Syntax));
    let scalar = "<KMIP><BatchCount type='Integer' value='1'># TIME 0</BatchCount></KMIP>";
    assert_eq!(roots(scalar, &ReaderOptions::lenient()), Err(ErrorKind::Syntax));
    let section = "<KMIP><![CDATA[]]></KMIP>";
    assert_eq!(roots(section, &ReaderOptions::lenient()), Err(ErrorKind::Syntax));
}
