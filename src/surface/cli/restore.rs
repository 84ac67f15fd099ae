//! `cuttings restore` and `cuttings drop`: a rule from a block that a person points at.

use anyhow::{anyhow, bail};
use clap::{Args, builder::PossibleValuesParser};

use crate::cleaner::{self, Kind, Verdict};
use crate::index::{Archive, StoredArticle};
use crate::output::terminal;
use crate::overrule::{self, Action, FILE, Rule, Rules, Scope, Subject, Which};
use crate::reader::Field;
use crate::surface::cli::desk::{self, Desk};
use crate::surface::cli::{Exit, shelf, show};
use crate::text;

/// Words without a digit that a text has to have for a rule to leave its numbers open.
const TELLING_WORDS: usize = 3;

/// Other articles that are counted at most.
const MOST: usize = 200;

/// Digits of an id that a rule names an article by.
const ID_DIGITS: usize = 16;

/// Bring back blocks that the cleaner removed: write the rule that keeps them, here and in the outlet's other articles.
///
/// The number of a block is the one that `cuttings show --removed` prints in front of it. The rule goes to the end of
/// rules.toml in the archive folder; `cuttings index` applies it.
///
/// Example: cuttings restore 3fa9c2d1#14
#[derive(Args)]
pub(super) struct RestoreArgs {
    /// Keep this block of this article, by id (its beginning will do) or path. Example: courier/strike.html#14
    #[arg(value_name = "ID#BLOCK", required = true)]
    blocks: Vec<String>,
    /// Keep it in this article alone.
    #[arg(long)]
    here: bool,
}

/// Strip blocks that the cleaner kept: write the rule that drops them, here and in the outlet's other articles.
///
/// The number of a block is the one that `cuttings show` prints in front of it. The rule goes to the end of rules.toml
/// in the archive folder; `cuttings index` applies it.
///
/// Example: cuttings drop 3fa9c2d1#14 --kind newsletter
#[derive(Args)]
pub(super) struct DropArgs {
    /// Drop this block of this article, by id (its beginning will do) or path. Example: courier/strike.html#14
    #[arg(value_name = "ID#BLOCK", required = true)]
    blocks: Vec<String>,
    /// File it under this kind. Default: other. Example: --kind newsletter
    #[arg(long, value_name = "KIND", value_parser = PossibleValuesParser::new(Kind::ALL.map(Kind::name)))]
    kind: Option<String>,
    /// Drop it in this article alone.
    #[arg(long)]
    here: bool,
}

pub(super) fn restore(args: &RestoreArgs, desk: &mut Desk<'_>) -> anyhow::Result<Exit> {
    write(&args.blocks, &Action::Keep(None), args.here, desk)
}

pub(super) fn drop(args: &DropArgs, desk: &mut Desk<'_>) -> anyhow::Result<Exit> {
    let kind = Kind::ALL.into_iter().find(|kind| Some(kind.name()) == args.kind.as_deref());
    write(&args.blocks, &Action::Drop(kind), args.here, desk)
}

/// Writes a rule for each block; none at all where one of them cannot be had.
fn write(blocks: &[String], action: &Action, here: bool, desk: &mut Desk<'_>) -> anyhow::Result<Exit> {
    let rules = Rules::open(&desk.settings.archive)?;
    let archive = shelf::open(desk)?;
    let mut wanted = Vec::new();
    for typed in blocks {
        let (name, at) = place(typed)?;
        match show::find(&archive, name, desk)? {
            Ok(found) => wanted.push(Block::of(typed, found, at)?),
            Err(exit) => return Ok(exit),
        }
    }
    let mut written = false;
    for block in &wanted {
        written |= block.write(action, here, &rules, &archive, desk)?;
    }
    desk.out.flush()?;
    if written {
        desk::say("`cuttings rules test` shows what changes, `cuttings index` applies it");
    }
    Ok(Exit::found(written))
}

/// Article and number of a block, from 0.
fn place(typed: &str) -> anyhow::Result<(&str, usize)> {
    let number = |(name, number): (_, &str)| Some((name, number.parse::<usize>().ok()?.checked_sub(1)?));
    typed.rsplit_once('#').and_then(number).ok_or_else(|| {
        anyhow!("{typed}: write the article, `#` and the number of the block, as `cuttings show --removed` prints it")
    })
}

/// A block that a person points at.
struct Block {
    typed: String,
    article: StoredArticle,
    at: usize,
}

impl Block {
    fn of(typed: &str, found: Vec<StoredArticle>, at: usize) -> anyhow::Result<Self> {
        let [article] = <[StoredArticle; 1]>::try_from(found).map_err(|found| {
            anyhow!("{typed}: the file holds {} articles; name the one by its id", found.len())
        })?;
        let blocks = article.page.blocks.len();
        if at >= blocks {
            bail!("{typed}: the article has blocks 1 to {blocks}; `cuttings show --removed` prints them");
        }
        Ok(Self { typed: typed.to_owned(), article, at })
    }

    /// Writes the rule; says why where there is nothing to write.
    fn write(
        &self,
        action: &Action,
        here: bool,
        rules: &Rules,
        archive: &Archive,
        desk: &mut Desk<'_>,
    ) -> anyhow::Result<bool> {
        if let Some(why) = self.needless(action, rules) {
            desk::say(&format!("{}: {why}", self.typed));
            return Ok(false);
        }
        let rule = self.rule(action, here);
        let written = overrule::written(&rule, &self.comment());
        let line = overrule::append(&desk.settings.archive, &written)?;
        writeln!(desk.out, "{FILE}, line {line}:\n\n{}", desk.shown(&written))?;
        match self.others(&rule, archive)? {
            0 => {}
            MOST => writeln!(desk.out, "It fits {MOST} other articles or more.\n")?,
            others => {
                writeln!(desk.out, "It fits {} too.\n", terminal::count(others as u64, "other article"))?;
            }
        }
        Ok(true)
    }

    /// How many other articles the rule fits, up to [`MOST`].
    fn others(&self, rule: &Rule, archive: &Archive) -> anyhow::Result<usize> {
        let rules = Rules::of(rule.clone());
        let key = cleaner::keys(&self.article.page, self.article.outlet.as_ref()).blocks[self.at];
        let mut others = 0;
        for place in archive.carriers(key)?.into_iter().take(MOST + 1) {
            let other = archive.load(place)?;
            let fits = rules.fitting(&subject(&other)).iter().any(|fitting| !fitting.is_empty());
            others += usize::from(fits && other.id() != self.article.id());
        }
        Ok(others.min(MOST))
    }

    /// Why no rule is needed, or none would help.
    fn needless(&self, action: &Action, rules: &Rules) -> Option<&'static str> {
        let keeps = matches!(action, Action::Keep(_));
        match (&self.article.verdicts[self.at], keeps) {
            (Verdict::Field(Field::Title), _) => return Some("is the headline, which rules leave alone"),
            (Verdict::Field(_), true) => return Some("is the standfirst, which is shown with the headline"),
            (Verdict::Keep, true) => return Some("is in the article already"),
            (Verdict::Drop { .. }, false) => return Some("is removed already"),
            _ => {}
        }
        let fitting = rules.fitting(&subject(&self.article));
        let deciding = rules.deciding(fitting.get(self.at)?, &self.article.verdicts[self.at])?;
        let same = matches!(
            (&rules.list()[deciding].action, keeps),
            (Action::Keep(_), true) | (Action::Drop(_), false)
        );
        same.then_some("there is a rule for it that is not applied yet; run `cuttings index`")
    }

    /// The block by its words, in its outlet; in the article alone where that is asked for or no outlet is known.
    fn rule(&self, action: &Action, here: bool) -> Rule {
        let words = &self.article.page.blocks[self.at].text;
        let article = || {
            let mut id = self.article.id().to_string();
            id.truncate(ID_DIGITS);
            Some(id)
        };
        let outlet = self.article.outlet.as_ref().filter(|_| !here).map(|outlet| outlet.name.clone());
        let scope =
            Scope { article: if outlet.is_none() { article() } else { None }, outlet, ..Scope::default() };
        let which = if scope.outlet.is_some() && has_open_numbers(words) {
            Which { like: Some(words.clone()), ..Which::default() }
        } else {
            Which { text: Some(words.clone()), ..Which::default() }
        };
        Rule { action: action.clone(), which, scope }
    }

    fn comment(&self) -> String {
        let title = self.article.meta.title.as_ref();
        let title = title.map_or(String::new(), |title| format!("“{}”, ", title.value));
        let path = self.article.paths.first().map_or("", String::as_str);
        format!("{title}{path}, block {}", self.at + 1)
    }
}

fn subject(article: &StoredArticle) -> Subject<'_> {
    let path = article.paths.first().map_or("", String::as_str);
    Subject { page: &article.page, path, outlet: article.outlet.as_ref() }
}

/// Whether a text has numbers, and enough words beside them to be known without.
fn has_open_numbers(text: &str) -> bool {
    let has_digit = |word: &str| word.chars().any(char::is_numeric);
    let words: Vec<&str> = text::words(text).map(|span| &text[span]).collect();
    let open = words.iter().filter(|word| has_digit(word)).count();
    open > 0 && words.len() - open >= TELLING_WORDS
}
