//! The pages of a pack and what is right for each.

use std::fs;
use std::io::Read;
use std::path::Path;

use anyhow::Context;
use flate2::read::MultiGzDecoder;
use serde::Deserialize;

/// What is right for one page; fields that are not scored here are passed over.
#[derive(Deserialize)]
pub(crate) struct Truth {
    pub(crate) id: String,
    pub(crate) title: Option<String>,
    pub(crate) author: Option<String>,
    pub(crate) publish_date: Option<String>,
    pub(crate) main_content: String,
}

/// A page with its truth.
pub(crate) struct Item {
    pub(crate) truth: Truth,
    pub(crate) html: Vec<u8>,
}

/// Every page that `truth.jsonl` names, in its order.
pub(crate) fn read(folder: &Path) -> anyhow::Result<Vec<Item>> {
    let path = folder.join("truth.jsonl");
    let lines = fs::read_to_string(&path).with_context(|| format!("reading {}", path.display()))?;
    let filled = lines.lines().filter(|line| !line.trim().is_empty());
    filled
        .map(|line| {
            let truth: Truth =
                serde_json::from_str(line).with_context(|| format!("in {}", path.display()))?;
            let html = page(folder, &truth.id)?;
            Ok(Item { truth, html })
        })
        .collect()
}

fn page(folder: &Path, id: &str) -> anyhow::Result<Vec<u8>> {
    let plain = folder.join("html").join(format!("{id}.html"));
    if plain.is_file() {
        return Ok(fs::read(plain)?);
    }
    let packed = folder.join("html").join(format!("{id}.html.gz"));
    let raw = fs::read(&packed).with_context(|| format!("reading {}", packed.display()))?;
    let mut html = Vec::new();
    MultiGzDecoder::new(raw.as_slice())
        .read_to_end(&mut html)
        .with_context(|| format!("unpacking {}", packed.display()))?;
    Ok(html)
}
