//! In which form answers are written, as `search` and `export` take it.

use anyhow::{Context, anyhow, bail};
use clap::Args;
use clap::builder::PossibleValuesParser;

use crate::output::columns::{self, Column};
use crate::output::template::Template;
use crate::output::{self, RENDERERS, Render, Rows, csv};

/// In which form.
#[derive(Args)]
pub(super) struct FormArgs {
    /// Write in this format; `cuttings formats` lists them. Example: --format csv
    #[arg(long, value_name = "FORMAT", value_parser = formats(), help_heading = "Form")]
    pub(super) format: Option<String>,
    /// Write a line a row, put together from columns in braces. Example: --template '{date} {outlet} {title}'
    #[arg(long, value_name = "LINE", conflicts_with = "format", help_heading = "Form")]
    pub(super) template: Option<String>,
    /// End each line of a template with a NUL byte, for `xargs -0`.
    #[arg(short = '0', long, requires = "template", help_heading = "Form")]
    null: bool,
    /// Write these columns of csv or tsv, in this order, parted by commas. Example: --columns date,title,url
    #[arg(long, value_name = "NAMES", value_delimiter = ',', help_heading = "Form")]
    columns: Vec<String>,
    /// Add empty columns `reviewed` and `note` to csv or tsv, for you to fill in.
    #[arg(long, help_heading = "Form")]
    review: bool,
    /// Write whole cleaned articles, one row each, instead of passages.
    #[arg(long, help_heading = "Form")]
    pub(super) articles: bool,
}

fn formats() -> PossibleValuesParser {
    PossibleValuesParser::new(RENDERERS.iter().map(|renderer| renderer.name()))
}

/// A renderer of the table, or one that was made for this run.
pub(super) enum Form {
    Known(&'static dyn Render),
    Made(Box<dyn Render>),
}

impl Form {
    pub(super) fn renderer(&self) -> &dyn Render {
        match self {
            Self::Known(renderer) => *renderer,
            Self::Made(renderer) => renderer.as_ref(),
        }
    }
}

/// Columns that `--review` adds.
const REVIEW: [&str; 2] = ["reviewed", "note"];

impl FormArgs {
    /// The renderer that is asked for; `None` where none is. `rows` says which columns are the usual ones.
    pub(super) fn form(&self, rows: Rows) -> anyhow::Result<Option<Form>> {
        if let Some(template) = &self.template {
            let template =
                Template::parse(template, self.null).map_err(|wrong| anyhow!("--template: {wrong}"))?;
            return Ok(Some(Form::Made(Box::new(template))));
        }
        if !self.columns.is_empty() || self.review {
            return self.table(rows).map(Some);
        }
        let Some(format) = &self.format else { return Ok(None) };
        let renderer = output::renderer(format).context("the format is one of the table")?;
        Ok(Some(Form::Known(renderer)))
    }

    fn table(&self, rows: Rows) -> anyhow::Result<Form> {
        let table = match self.format.as_deref() {
            Some("csv") => &csv::CSV,
            Some("tsv") => &csv::TSV,
            _ => bail!("--columns and --review are for tables; add --format csv or --format tsv"),
        };
        let mut columns = if self.columns.is_empty() { columns::usual(rows) } else { self.named()? };
        if self.review {
            columns.retain(|column| !REVIEW.contains(&column.name));
            columns.extend(REVIEW.iter().filter_map(|name| columns::find(name)));
        }
        Ok(Form::Made(Box::new(table.with(columns))))
    }

    fn named(&self) -> anyhow::Result<Vec<&'static Column>> {
        let named = |name: &String| {
            let wrong = || anyhow!("there is no column `{name}`, only {}", columns::names());
            columns::find(name.trim()).ok_or_else(wrong)
        };
        self.columns.iter().map(named).collect()
    }
}
