//! A hit with its passages, from the stored article.

use crate::annotation::Annotation;
use crate::cleaner::Verdict;
use crate::entity::EntityKind;
use crate::index::{Archive, IndexError, StoredArticle, analyzer};
use crate::passage::{self, Paragraph, Passage, Wanted};
use crate::query::{Match, Matcher, Place, Plan, Standing};
use crate::reader::{Block, BlockKind};
use crate::search::corrected;
use crate::search::fold::Group;
use crate::search::rank::Formula;
use crate::search::top::Found;
use crate::search::{Hit, Reason, Request, Sameness, Twin};
use crate::text;

/// Near-duplicates that are told of one hit; the others are counted.
const TWINS: usize = 20;

/// Makes hits of found documents; remembers the words of the articles it has seen.
pub(super) struct Hits<'a> {
    archive: &'a Archive,
    request: &'a Request,
    plan: &'a Plan,
    matcher: Matcher<'a>,
    /// What scores are explained by, once it was asked for.
    formula: Option<Formula<'a>>,
}

impl<'a> Hits<'a> {
    /// For the answer to one request.
    pub(super) fn new(archive: &'a Archive, request: &'a Request, plan: &'a Plan) -> Self {
        Self { archive, request, plan, matcher: Matcher::new(&plan.units), formula: None }
    }

    /// The hit of this rank (from 1).
    pub(super) fn load(&mut self, rank: u64, found: &Found) -> Result<Hit, IndexError> {
        let mut article = self.archive.load(found.address)?;
        let passages = self.passages(&article);
        corrected::correct(&mut article, &self.request.names);
        let reasons = self.reasons(found)?;
        let annotation = self.annotation(&article);
        Ok(Hit { rank, score: found.score, annotation, reasons, ..Hit::of(article, passages) })
    }

    /// What the user put on it.
    fn annotation(&self, article: &StoredArticle) -> Annotation {
        let annotations = &self.request.annotations;
        if annotations.is_empty() {
            return Annotation::default();
        }
        annotations.of(&article.id().to_string()).cloned().unwrap_or_default()
    }

    /// Why it has its score, where the request wants to know.
    fn reasons(&mut self, found: &Found) -> Result<Vec<Reason>, IndexError> {
        if !self.request.reasons {
            return Ok(Vec::new());
        }
        let segment = self.archive.searcher().segment_reader(found.address.segment_ord);
        let formula = match self.formula.take() {
            Some(formula) => formula,
            None => Formula::new(self.archive, self.plan, self.request.order)?,
        };
        self.formula.insert(formula).reasons(segment, found.address.doc_id)
    }

    /// The same for a place of a list, with those who fold under it.
    pub(super) fn with_twins(&mut self, rank: u64, group: &Group) -> Result<Hit, IndexError> {
        let mut hit = self.load(rank, &group.head)?;
        hit.folded = group.others.len() as u64;
        for (found, sameness) in group.others.iter().take(TWINS) {
            let twin = self.archive.load(found.address)?;
            hit.twins.push(twin_of(&hit.article, twin, *sameness));
        }
        Ok(hit)
    }

    fn passages(&mut self, article: &StoredArticle) -> Vec<Passage> {
        let lang = article.meta.language.as_ref().map(|lang| lang.value);
        self.matcher.speak(lang);
        self.matcher.relate(false);
        let mut paragraphs = self.paragraphs(article);
        if paragraphs.is_empty() && self.plan.units.iter().any(|unit| unit.related) {
            // It was found by related words alone.
            self.matcher.relate(true);
            paragraphs = self.paragraphs(article);
        }
        let Request { passages: most, context, .. } = *self.request;
        let wanted = Wanted { need: &self.plan.need, most, context, lang };
        let passages = passage::passages(&paragraphs, &wanted);
        let shows_removed = self.plan.units.iter().any(|unit| unit.place == Place::Removed);
        if !passages.is_empty() || most == usize::MAX || most == 0 || shows_removed {
            return passages;
        }
        lead(article, lang).into_iter().collect()
    }

    /// The blocks of the page that something was found in.
    fn paragraphs<'b>(&mut self, article: &'b StoredArticle) -> Vec<Paragraph<'b>> {
        let mut names = self.names(article);
        names.extend(self.quotations(article));
        names.sort_by_key(|(block, found)| (*block, found.span.start));
        let recognised = !names.is_empty();
        let mut names = names.into_iter().peekable();
        let (mut kept, mut words) = (0, 0);
        let (mut paragraphs, mut standing) = (Vec::new(), Vec::new());
        for (at, (block, verdict)) in article.page.blocks.iter().zip(&article.verdicts).enumerate() {
            let mut matches = self.matches(block, verdict);
            // The words of a name stand in for it only where nobody was recognised.
            matches.retain(|found| !(recognised && self.plan.units[found.unit].is_spelled()));
            if matches!(verdict, Verdict::Keep) {
                while let Some((_, found)) = names.next_if(|(block, _)| *block == kept) {
                    matches.push(found);
                }
                kept += 1;
            }
            let before = matches!(verdict, Verdict::Keep).then_some(words);
            if before.is_some() && !self.plan.stands.is_empty() {
                words += analyzer::placed_words(&block.text).len() as u32;
            }
            if !matches.is_empty() {
                matches.sort_by_key(|found| (found.span.start, found.span.end, found.unit));
                let paragraph = paragraph(block, at, matches);
                standing.extend(self.standing(&paragraph, before));
                paragraphs.push(paragraph);
            }
        }
        // Things may stand as they should across paragraphs only; then every place of theirs is shown.
        if standing.is_empty() { paragraphs } else { standing }
    }

    /// The paragraph with those of its matches alone that stand as the query asks; `None` where it asks for nothing of
    /// the kind, and where none does.
    fn standing<'b>(&self, paragraph: &Paragraph<'b>, before: Option<u32>) -> Option<Paragraph<'b>> {
        let stands = &self.plan.stands;
        let here = Standing { text: paragraph.text, matches: &paragraph.matches, before };
        let shown: Vec<Match> = stands.iter().flat_map(|stand| stand.shown(here)).collect();
        let asked = |found: &Match| {
            let mut leaves = stands.iter().flat_map(|stand| &stand.leaves);
            leaves.any(|leaf| leaf.unit == Some(found.unit))
        };
        let matches: Vec<Match> = paragraph
            .matches
            .iter()
            .filter(|found| !asked(found) || shown.contains(found))
            .cloned()
            .collect();
        (!shown.is_empty()).then(|| Paragraph { matches, ..paragraph.clone() })
    }

    /// Words found in a block, of units that are looked for in such a block.
    fn matches(&mut self, block: &Block, verdict: &Verdict) -> Vec<Match> {
        let place = match verdict {
            Verdict::Keep => Place::Text,
            Verdict::Drop { .. } => Place::Removed,
            Verdict::Field(_) => return Vec::new(),
        };
        let units = &self.plan.units;
        if !units.iter().any(|unit| unit.place == place) {
            return Vec::new();
        }
        let mut found = self.matcher.find(&block.text);
        found.retain(|found| units[found.unit].place == place);
        found
    }

    /// Mentions in the body of the names that are looked for, with the index of their kept block, in its order.
    fn names(&mut self, article: &StoredArticle) -> Vec<(u32, Match)> {
        let mut all = Vec::new();
        for entity in &article.entities {
            for unit in self.asked(Place::Names(entity.kind), entity.kind, &entity.name) {
                let mentions = entity.mentions.iter();
                all.extend(mentions.filter_map(|mention| {
                    Some((mention.block?, Match { unit, span: mention.span.clone() }))
                }));
            }
        }
        all
    }

    /// Quotations of those who are asked for, with the index of their kept block, in its order.
    fn quotations(&mut self, article: &StoredArticle) -> Vec<(u32, Match)> {
        let mut all = Vec::new();
        for quotation in &article.quotations {
            let Some(speaker) = &quotation.speaker else { continue };
            let units = self.asked(Place::Said, speaker.kind, &speaker.name);
            all.extend(
                units.into_iter().map(|unit| (quotation.block, Match { unit, span: quotation.span.clone() })),
            );
        }
        all
    }

    /// The units of a place that ask for a name.
    fn asked(&mut self, place: Place, kind: EntityKind, name: &str) -> Vec<usize> {
        let units = &self.plan.units;
        if !units.iter().any(|unit| unit.place == place) {
            return Vec::new();
        }
        let words = self.matcher.find(name).into_iter().map(|found| found.unit);
        let whole = (0..units.len()).filter(|unit| units[*unit].takes_name(kind, name));
        let mut asked: Vec<usize> = words.chain(whole).filter(|unit| units[*unit].place == place).collect();
        asked.sort_unstable();
        asked.dedup();
        asked
    }
}

fn twin_of(hit: &StoredArticle, twin: StoredArticle, sameness: Sameness) -> Twin {
    let differ = || text::changed_words(&text::difference(&twin.text(), &hit.text()));
    let changed = (sameness == Sameness::Version).then(differ);
    Twin { id: twin.id(), sameness, changed, meta: twin.meta, paths: twin.paths }
}

fn paragraph(block: &Block, at: usize, matches: Vec<Match>) -> Paragraph<'_> {
    let prose = matches!(block.kind, BlockKind::Paragraph | BlockKind::Quotation | BlockKind::ListItem);
    // A stored span that does not fit its text is damage, and not worth more than its highlight.
    let fits = |found: &Match| block.text.get(found.span.clone()).is_some_and(|text| !text.is_empty());
    let matches = matches.into_iter().filter(fits).collect();
    Paragraph { text: &block.text, number: at as u32 + 1, prose, matches }
}

/// The first sentence of the body.
fn lead(article: &StoredArticle, lang: Option<crate::lang::Lang>) -> Option<Passage> {
    let blocks = article.page.blocks.iter().zip(&article.verdicts).enumerate();
    let mut kept = blocks.filter(|(_, (block, verdict))| {
        matches!(verdict, Verdict::Keep) && block.kind == BlockKind::Paragraph
    });
    let (at, (block, _)) = kept.next()?;
    passage::lead(&block.text, at as u32 + 1, lang)
}
