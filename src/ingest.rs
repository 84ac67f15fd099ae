//! Brings an index up to date with its corpus: the only file that knows the order of the stages.

use chrono::NaiveDate;

use crate::article::{self, Article, Circumstances};
use crate::cleaner::{self, Context, Verdict};
use crate::outlet::{self, Outlet};
use crate::reader::{self, Page, ReadError, Source};
use crate::source;

/// A page with everything that was made of it.
#[derive(Debug, Clone, PartialEq)]
pub struct Cleaned {
    /// As read.
    pub page: Page,
    /// Who published it.
    pub outlet: Option<Outlet>,
    /// One per block.
    pub verdicts: Vec<Verdict>,
    /// The article.
    pub article: Article,
}

/// Cleans one page by itself. `repeats` and `suffix` are the steps of its [`cleaner::Keys`], empty and 0 where no
/// other page is known.
pub fn clean_page(page: Page, path: &str, repeats: &[u8], suffix: u8, today: NaiveDate) -> Cleaned {
    let outlet = outlet::of(&page, path);
    let lang = article::language(&page);
    let context =
        Context { page: &page, outlet: outlet.as_ref(), lang: lang.as_ref().map(|lang| lang.value), repeats };
    let verdicts = cleaner::clean(&context);
    let around = Circumstances { path, outlet: outlet.as_ref(), lang, today, title_suffix_step: suffix };
    let article = article::assemble(&page, &verdicts, &around);
    Cleaned { page, outlet, verdicts, article }
}

/// Reads and cleans every record of one file's content, without any index.
pub fn clean_bytes(path: &str, bytes: &[u8], today: NaiveDate) -> Vec<Result<Cleaned, ReadError>> {
    let mut all = Vec::new();
    let Some(format) = source::sniff(path, bytes) else { return vec![Err(ReadError::UnknownFormat)] };
    let mut source = Source { path, input: Box::new(bytes), limit: u64::MAX };
    reader::read(format, &mut source, &mut |page| {
        all.push(page.map(|page| clean_page(page, path, &[], 0, today)));
        std::ops::ControlFlow::Continue(())
    });
    all
}
