//! `cuttings who`: all that an archive says of one name.

use clap::Args;
use schemars::JsonSchema;
use serde::Serialize;

use crate::entity::{EntityKind, Names};
use crate::index::{Archive, StoredArticle};
use crate::output::{Citation, Rows, Sheet, json, terminal};
use crate::query::{self, Clause, Field, Taken};
use crate::search::{self, Count, Hit, Month, Profile, Request};
use crate::surface::cli::counts::{NamedJson, forms};
use crate::surface::cli::desk::{self, Desk};
use crate::surface::cli::{Exit, shelf, words};

/// Outlets, people and organisations that are listed in text, and in JSON.
const LISTED: usize = 8;
const LISTED_JSON: usize = 100;

/// Roles and forms that are listed.
const ROLES: usize = 12;

/// Columns of the names of the parts.
const LABEL: usize = 12;

/// Show all that the archive says of a person: forms of the name, roles over time, articles by month, outlets, who is
/// named beside them, and passages.
///
/// A part of a name will do where only one person has it.
///
/// Example: cuttings who Thorne
#[derive(Args)]
pub(super) struct WhoArgs {
    /// The name, or a part of it.
    #[arg(value_name = "NAME", required = true)]
    name: Vec<String>,
    /// An organisation, not a person.
    #[arg(long, conflicts_with = "place")]
    org: bool,
    /// A place, not a person.
    #[arg(long)]
    place: bool,
    /// Show at most so many passages. Default: 3. Example: --passages 10
    #[arg(long, hide_default_value = true, default_value_t = 3, value_name = "N")]
    passages: usize,
    /// Bring the index up to date first.
    #[arg(long)]
    refresh: bool,
    /// Print one JSON document.
    #[arg(long)]
    json: bool,
}

impl WhoArgs {
    fn kind(&self) -> EntityKind {
        match (self.org, self.place) {
            (true, _) => EntityKind::Organisation,
            (_, true) => EntityKind::Place,
            _ => EntityKind::Person,
        }
    }
}

pub(super) fn run(args: &WhoArgs, desk: &mut Desk<'_>) -> anyhow::Result<Exit> {
    let archive = shelf::open_fresh(desk, args.refresh)?;
    let (names, kind, asked) = (shelf::names(desk), args.kind(), words::joined(&args.name));
    let resolved = query::resolve(&archive, &names, kind, &asked)?;
    let Some(one) = meant(&resolved.taken) else {
        return Ok(several(kind, &asked, &resolved.taken));
    };
    let Some(profile) = search::profile(&archive, &names, kind, &one.key)? else {
        return Ok(several(kind, &asked, &[]));
    };
    let beside: u64 =
        resolved.taken.iter().filter(|taken| taken.key != one.key).map(|taken| taken.articles).sum();
    let sheet = Found::gather(&archive, desk, &names, args, profile)?;
    if args.json {
        json::line(&sheet.json(), desk.out)?;
    } else {
        sheet.write(desk)?;
    }
    desk.out.flush()?;
    if beside > 0 {
        let articles = terminal::count(beside, "more article");
        desk::say(&format!("{articles} say “{asked}” and no more; `cuttings names merge` joins them"));
    }
    Ok(Exit::Found)
}

/// The one who can be meant: the only full name, where the others are no more than a part of it.
fn meant(taken: &[Taken]) -> Option<&Taken> {
    let full: Vec<&Taken> = taken.iter().filter(|taken| taken.key.contains(' ')).collect();
    match (full.as_slice(), taken) {
        ([one], _) => Some(one),
        ([], [one]) => Some(one),
        _ => None,
    }
}

/// Says whom a name can mean.
fn several(kind: EntityKind, asked: &str, taken: &[Taken]) -> Exit {
    if taken.is_empty() {
        let list = match kind {
            EntityKind::Person => "people",
            EntityKind::Organisation => "orgs",
            EntityKind::Place => "places",
        };
        desk::say(&format!("no {} “{asked}” in the archive; `cuttings {list}` lists all", kind.word()));
        return Exit::NothingFound;
    }
    desk::say(&format!("“{asked}” can be several; say which:"));
    for taken in taken.iter().take(20) {
        desk::say(&format!("  {} ({})", taken.name, terminal::count(taken.articles, "article")));
    }
    Exit::NothingFound
}

/// A profile with the articles that it shows.
struct Found {
    profile: Profile,
    id: Option<String>,
    ends: Option<(StoredArticle, StoredArticle)>,
    hits: Vec<Hit>,
}

impl Found {
    fn gather(
        archive: &Archive,
        desk: &Desk<'_>,
        names: &Names,
        args: &WhoArgs,
        profile: Profile,
    ) -> anyhow::Result<Self> {
        let ends = match profile.ends {
            Some((first, last)) => Some((archive.load(first)?, archive.load(last)?)),
            None => None,
        };
        let field = match profile.named.kind {
            EntityKind::Person => Field::Person,
            EntityKind::Organisation => Field::Org,
            EntityKind::Place => Field::Place,
        };
        let query = Clause::Field(field, Box::new(Clause::Phrase(profile.named.name.clone()))).to_string();
        let request =
            Request { limit: args.passages, names: names.clone(), ..Request::new(&query, desk.today()) };
        let hits = search::answer(archive, &request)?.hits;
        let id = names.id(profile.named.kind, &profile.named.key).map(str::to_owned);
        Ok(Self { profile, id, ends, hits })
    }

    fn write(&self, desk: &mut Desk<'_>) -> std::io::Result<()> {
        let sheet = desk.sheet(Rows::Hits);
        let named = &self.profile.named;
        let id = self.id.as_ref().map_or(String::new(), |id| format!("  {id}"));
        let by_hand = if named.curated { "  by hand" } else { "" };
        let beside = format!("  {}{id}{by_hand}", named.kind.word());
        writeln!(
            desk.out,
            "{}{}",
            terminal::bold(&terminal::line(&named.name), &sheet),
            terminal::faint(&beside, &sheet)
        )?;
        for (label, line) in self.lines() {
            writeln!(desk.out, "{}{line}", terminal::faint(&format!("{label:<LABEL$}"), &sheet))?;
        }
        for hit in &self.hits {
            passage(hit, &sheet, desk)?;
        }
        Ok(())
    }

    /// The parts of the profile, each with the name of the part on its first line.
    fn lines(&self) -> Vec<(&'static str, String)> {
        let named = &self.profile.named;
        let dates = named.dates.map_or(String::new(), |(first, last)| format!(", {first} to {last}"));
        let counts = format!(
            "{}, {}{dates}",
            terminal::count(named.articles, "article"),
            terminal::count(named.mentions, "mention")
        );
        let written: Vec<String> = forms(named)
            .into_iter()
            .take(ROLES)
            .map(|(form, articles)| format!("{} {articles}", terminal::line(form)))
            .collect();
        let mut lines = vec![("", counts), ("written", written.join(", "))];
        for (at, role) in self.profile.roles.iter().take(ROLES).enumerate() {
            let dates = role.dates.map_or(String::new(), |(first, last)| format!(", {first} to {last}"));
            let articles = terminal::count(role.articles, "article");
            lines.push((
                if at == 0 { "roles" } else { "" },
                format!("{} ({articles}{dates})", terminal::line(&role.role)),
            ));
        }
        if !self.profile.months.is_empty() {
            lines.push(("by month", chart(&self.profile.months)));
        }
        let parts = [
            ("outlets", &self.profile.outlets),
            ("with people", &self.profile.people),
            ("with orgs", &self.profile.organisations),
        ];
        lines.extend(
            parts
                .into_iter()
                .filter(|(_, counts)| !counts.is_empty())
                .map(|(label, counts)| (label, listed(counts))),
        );
        if let Some((first, last)) = &self.ends {
            lines.push(("first", cited(first)));
            lines.push(("last", cited(last)));
        }
        lines
    }

    fn json(&self) -> WhoJson<'_> {
        let profile = &self.profile;
        let count = |count: &'_ Count| CountJson { value: count.value.clone(), articles: count.articles };
        let list = |counts: &[Count]| counts.iter().take(LISTED_JSON).map(count).collect();
        let day = |dates: Option<(chrono::NaiveDate, chrono::NaiveDate)>, last: bool| {
            dates.map(|(from, to)| if last { to } else { from }.to_string())
        };
        let roles = profile.roles.iter().map(|role| RoleJson {
            role: role.role.clone(),
            articles: role.articles,
            first_day: day(role.dates, false),
            last_day: day(role.dates, true),
        });
        let months = profile.months.iter().map(|month| MonthJson {
            month: format!("{:04}-{:02}", month.year, month.month),
            articles: month.articles,
        });
        let passages = self.hits.iter().map(|hit| PassageJson {
            article: hit.id.to_string(),
            passage: hit.passages.first().map(|passage| passage.text.clone()),
            paragraph: hit.passages.first().map(|passage| passage.paragraph),
        });
        WhoJson {
            version: json::VERSION,
            kind: profile.named.kind,
            wikidata: self.id.as_deref(),
            name: NamedJson::of(&profile.named),
            roles: roles.collect(),
            months: months.collect(),
            outlets: list(&profile.outlets),
            people: list(&profile.people),
            organisations: list(&profile.organisations),
            first_article: self.ends.as_ref().map(|(first, _)| first.id().to_string()),
            last_article: self.ends.as_ref().map(|(_, last)| last.id().to_string()),
            passages: passages.collect(),
        }
    }
}

#[derive(Serialize, JsonSchema)]
pub(super) struct WhoJson<'a> {
    version: u32,
    kind: EntityKind,
    wikidata: Option<&'a str>,
    #[serde(flatten)]
    name: NamedJson<'a>,
    roles: Vec<RoleJson>,
    /// Every month from the first to the last dated article.
    months: Vec<MonthJson>,
    outlets: Vec<CountJson>,
    people: Vec<CountJson>,
    organisations: Vec<CountJson>,
    first_article: Option<String>,
    last_article: Option<String>,
    passages: Vec<PassageJson>,
}

#[derive(Serialize, JsonSchema)]
struct RoleJson {
    role: String,
    articles: u64,
    first_day: Option<String>,
    last_day: Option<String>,
}

#[derive(Serialize, JsonSchema)]
struct MonthJson {
    month: String,
    articles: u64,
}

#[derive(Serialize, JsonSchema)]
struct CountJson {
    value: String,
    articles: u64,
}

#[derive(Serialize, JsonSchema)]
struct PassageJson {
    article: String,
    passage: Option<String>,
    paragraph: Option<u32>,
}

/// `Ada Thorne 4, Mara Quill 2 and 7 more`.
fn listed(counts: &[Count]) -> String {
    let shown: Vec<String> = counts
        .iter()
        .take(LISTED)
        .map(|count| format!("{} {}", terminal::line(&count.value), count.articles))
        .collect();
    let more = counts.len().saturating_sub(LISTED);
    let more =
        if more == 0 { String::new() } else { format!(" and {} more", terminal::thousands(more as u64)) };
    format!("{}{more}", shown.join(", "))
}

fn passage(hit: &Hit, sheet: &Sheet, desk: &mut Desk<'_>) -> std::io::Result<()> {
    let text = hit.passages.first().map_or("", |passage| passage.text.as_str());
    writeln!(desk.out, "\n{}", terminal::line(text))?;
    writeln!(desk.out, "{}", terminal::faint(&cited(&hit.article), sheet))
}

/// Date, outlet, headline and id of an article.
fn cited(article: &StoredArticle) -> String {
    let citation = Citation::of(article, None);
    let parts = [
        citation.date.as_deref().unwrap_or("undated"),
        citation.outlet.as_deref().unwrap_or(""),
        citation.name(),
    ];
    let parts: Vec<String> = parts.into_iter().filter(|part| !part.is_empty()).map(terminal::line).collect();
    format!("{}  {}", parts.join(", "), &citation.article[..12])
}

/// Bars of the chart, from none to the highest.
const BARS: [char; 9] = ['·', '▁', '▂', '▃', '▄', '▅', '▆', '▇', '█'];

/// Columns of the widest chart.
const WIDEST: usize = 60;

/// A bar for each month, or for as many months together as make the chart fit.
pub(super) fn chart(months: &[Month]) -> String {
    let step = months.len().div_ceil(WIDEST).max(1);
    let sums: Vec<u64> =
        months.chunks(step).map(|chunk| chunk.iter().map(|month| month.articles).sum()).collect();
    let most = sums.iter().copied().max().unwrap_or(0).max(1);
    let bar = |sum: &u64| BARS[(sum * 8).div_ceil(most) as usize];
    let bars: String = sums.iter().map(bar).collect();
    let month =
        |month: Option<&Month>| month.map_or(String::new(), |at| format!("{:04}-{:02}", at.year, at.month));
    let step = if step == 1 { String::new() } else { format!(", a bar for {step} months") };
    format!("{} {bars} {}  at most {most}{step}", month(months.first()), month(months.last()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_chart_has_a_bar_a_month_and_stays_narrow() {
        let months = |count: u32| -> Vec<Month> {
            (0..count)
                .map(|at| Month {
                    year: 2000 + (at / 12).cast_signed(),
                    month: at % 12 + 1,
                    articles: u64::from(at % 3),
                })
                .collect()
        };
        assert_eq!(chart(&months(5)), "2000-01 ·▄█·▄ 2000-05  at most 2");
        assert!(chart(&months(200)).contains("a bar for 4 months"));
        assert!(chart(&months(200)).chars().count() < 110);
    }
}
