//! Addresses of articles, told apart from other ways of writing them.

use url::Url;

use crate::text;

/// Parts of a query that say where a reader came from, not what is read.
const TRACKING: [&str; 9] = ["fbclid", "gclid", "mc_cid", "mc_eid", "igshid", "ref", "cmpid", "smid", "ocid"];

/// Equal for addresses of one article, whatever the scheme, `www.` in front, a slash at the end, a fragment, marks of
/// where the reader came from, or an archive of the web that it was taken from. `None` for what is no web address, and
/// for a site's front page: pages that name it mean the site.
pub fn key(address: &str) -> Option<u64> {
    let address = archived(address.trim());
    let url = Url::parse(address).ok().filter(|url| matches!(url.scheme(), "http" | "https"))?;
    let host = url.host_str()?.trim_start_matches("www.").trim_start_matches("m.");
    let path = url.path().trim_end_matches('/');
    let mut query: Vec<String> = url.query_pairs().filter(|(name, _)| !is_tracking(name)).map(pair).collect();
    query.sort_unstable();
    if path.is_empty() && query.is_empty() {
        return None;
    }
    Some(text::key(&format!("{host}{path}?{}", query.join("&"))))
}

fn pair((name, value): (std::borrow::Cow<'_, str>, std::borrow::Cow<'_, str>)) -> String {
    format!("{name}={value}")
}

fn is_tracking(name: &str) -> bool {
    name.starts_with("utm_") || TRACKING.contains(&name)
}

/// The address that a copy in an archive of the web was made of: `https://web.archive.org/web/<time>/<address>`.
fn archived(address: &str) -> &str {
    let inner = address.split_once("web.archive.org/web/").and_then(|(_, rest)| rest.split_once('/'));
    inner.map(|(_, inner)| inner).filter(|inner| inner.starts_with("http")).unwrap_or(address)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn same(a: &str, b: &str) -> bool {
        key(a).is_some() && key(a) == key(b)
    }

    #[test]
    fn ways_of_writing_an_address_are_one() {
        let plain = "https://courier.example/2023/strike";
        for other in [
            "http://www.courier.example/2023/strike/",
            "https://courier.example/2023/strike?utm_source=x&fbclid=1#comments",
            "https://web.archive.org/web/20230614000000/https://courier.example/2023/strike",
        ] {
            assert!(same(plain, other), "{other}");
        }
    }

    #[test]
    fn other_articles_and_front_pages_are_not() {
        assert!(!same("https://courier.example/?id=7", "https://courier.example/?id=8"));
        assert!(same("https://courier.example/?id=7&page=1", "https://courier.example/?page=1&id=7"));
        assert_eq!(key("https://courier.example/"), None);
        assert_eq!(key("mailto:desk@courier.example"), None);
        assert_eq!(key("no address"), None);
    }
}
