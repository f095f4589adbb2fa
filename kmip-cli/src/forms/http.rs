//! The body of an HTTP request or response, as a proxy or `curl` writes it.

use std::borrow::Cow;

/// A message behind the headers of HTTP, which are taken off.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Body<'b> {
    /// The body, behind so many bytes of headers.
    Plain(Cow<'b, [u8]>, usize),
    /// The body is compressed.
    Compressed,
}

/// The body, if `bytes` begin like a request or a response of HTTP.
pub(crate) fn body(bytes: &[u8]) -> Option<Body<'_>> {
    let first = bytes.split(|byte| *byte == b'\n').next()?.trim_ascii_end();
    let is_http = first.starts_with(b"HTTP/") || (first.windows(6).any(|window| window == b" HTTP/"));
    let (end, gap) = [&b"\r\n\r\n"[..], b"\n\n"].into_iter().find_map(|gap| {
        let end = bytes.windows(gap.len()).position(|window| window == gap)?;
        Some((end, gap.len()))
    })?;
    let head = str::from_utf8(bytes.get(..end).filter(|_| is_http)?).ok()?.to_ascii_lowercase();
    let body = bytes.get(end.saturating_add(gap)..)?;
    let header = |name: &str| head.lines().find_map(|line| line.strip_prefix(name)?.trim_start().strip_prefix(':'));
    let encoding = header("content-encoding").map_or("identity", str::trim);
    if encoding != "identity" {
        return Some(Body::Compressed);
    }
    let chunked = header("transfer-encoding").is_some_and(|value| value.contains("chunked"));
    let body = if chunked { Cow::Owned(chunks(body)) } else { Cow::Borrowed(body) };
    Some(Body::Plain(body, end.saturating_add(gap)))
}

/// The chunks of a body put together, as far as they can be read.
fn chunks(mut body: &[u8]) -> Vec<u8> {
    let mut whole = Vec::new();
    while let Some(end) = body.iter().position(|byte| *byte == b'\n') {
        let (line, rest) = body.split_at_checked(end.saturating_add(1)).unwrap_or((body, &[]));
        let size = str::from_utf8(line).ok().and_then(|line| line.split(';').next());
        let size = size.and_then(|size| usize::from_str_radix(size.trim(), 16).ok());
        let Some(size) = size.filter(|size| *size > 0) else { break };
        let (chunk, rest) = rest.split_at_checked(size).unwrap_or((rest, &[]));
        whole.extend_from_slice(chunk);
        body = rest.trim_ascii_start();
    }
    whole
}

#[cfg(test)]
mod tests {
    use super::*;

    fn plain(bytes: &[u8]) -> Option<Vec<u8>> {
        match body(bytes)? {
            Body::Plain(body, _) => Some(body.into_owned()),
            Body::Compressed => None,
        }
    }

    #[test]
    fn headers_are_left_away() {
        let request = b"POST /kmip HTTP/1.1\r\nContent-Type: text/xml\r\n\r\n<KMIP/>";
        assert_eq!(plain(request).unwrap(), b"<KMIP/>");
        assert_eq!(plain(b"HTTP/1.1 200 OK\nServer: x\n\n{}").unwrap(), b"{}");
        assert_eq!(body(b"<KMIP/>\n\n"), None);
    }

    #[test]
    fn chunks_are_put_together() {
        let head = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n";
        let response = format!("{head}4;x=y\r\n<KMI\r\n3\r\nP/>\r\n0\r\n\r\n");
        assert_eq!(plain(response.as_bytes()).unwrap(), b"<KMIP/>");
        assert_eq!(plain(format!("{head}FFFFFFFFFFFFFFFF\r\n<KMI").as_bytes()).unwrap(), b"<KMI");
    }

    #[test]
    fn what_is_compressed_is_told() {
        assert_eq!(body(b"HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\n\r\n\x1F\x8B"), Some(Body::Compressed));
    }
}
