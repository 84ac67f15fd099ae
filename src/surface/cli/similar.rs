//! `cuttings similar`: articles on the same matter.

use clap::Args;
use schemars::JsonSchema;
use serde::Serialize;

use crate::output::{Rows, json, terminal};
use crate::search::{self, Similar};
use crate::surface::cli::cited::{self, CitedJson};
use crate::surface::cli::desk::{self, Desk};
use crate::surface::cli::{Exit, shelf, show};

/// List the articles on the same matter as one, those that share most with it first.
///
/// What counts are rare words and the names that the articles are about. Reprints of it are left out, and of reprints of
/// each other the best stands for all.
///
/// Example: cuttings similar 3fa9c2d1
#[derive(Args)]
pub(super) struct SimilarArgs {
    /// The article with this id (its beginning will do) or at this path in the corpus. Example: courier/strike.html
    #[arg(value_name = "ID|PATH")]
    article: String,
    /// List reprints and versions of it too.
    #[arg(long)]
    reprints: bool,
    /// List at most so many. Default: 10. Example: --limit 50
    #[arg(long, hide_default_value = true, default_value_t = 10, value_name = "N")]
    limit: usize,
    /// Print one JSON document.
    #[arg(long)]
    json: bool,
}

#[derive(Serialize, JsonSchema)]
pub(super) struct SimilarJson {
    version: u32,
    similar: Vec<OneJson>,
}

#[derive(Serialize, JsonSchema)]
struct OneJson {
    #[serde(flatten)]
    cited: CitedJson,
    /// Of no meaning but in comparison.
    score: f64,
    /// Words and names that both have, what tells most first.
    shared: Vec<String>,
}

pub(super) fn run(args: &SimilarArgs, desk: &mut Desk<'_>) -> anyhow::Result<Exit> {
    let archive = shelf::open_fresh(desk, false)?;
    let found = match show::find(&archive, &args.article, desk)? {
        Ok(found) => found,
        Err(exit) => return Ok(exit),
    };
    let mut similar = Vec::new();
    for article in found.iter().take(1) {
        similar = search::similar(&archive, article, args.reprints, args.limit)?;
    }
    if args.json {
        let one = |one: &Similar| {
            let cited = CitedJson::of(&archive.load(one.place)?);
            Ok(OneJson { cited, score: (one.score * 1e3).round() / 1e3, shared: one.shared.clone() })
        };
        let similar = similar.iter().map(one).collect::<anyhow::Result<_>>()?;
        json::line(&SimilarJson { version: json::VERSION, similar }, desk.out)?;
    } else {
        let sheet = desk.sheet(Rows::Hits);
        for one in &similar {
            writeln!(desk.out, "{}", cited::line(&archive.load(one.place)?, &sheet))?;
            let shared = terminal::line(&one.shared.join(", "));
            writeln!(desk.out, "            {}", terminal::faint(&shared, &sheet))?;
        }
    }
    desk.out.flush()?;
    if similar.is_empty() {
        desk::say("nothing on the same matter");
    }
    Ok(Exit::found(!similar.is_empty()))
}
