//! Names in a query: whom they mean, and where they are found.

use tantivy::query::{AllQuery, BooleanQuery, EmptyQuery, EnableScoring, Occur, Query as Filter};
use tantivy::{BitSet, DocSet, SegmentReader, TERMINATED};

use crate::entity::names::{Part, Scope};
use crate::entity::{EntityKind, Names};
use crate::index::{Archive, Fields, IndexError, analyzer};
use crate::query::Query;
use crate::query::amount::Amount;
use crate::query::clause::{Clause, Field};
use crate::query::leaf::Leaf;
use crate::query::leaf::union;
use crate::query::names::{self, Resolved};
use crate::query::pattern::Pattern;
use crate::query::plan::{Asked, Need, Place, Planner, Unit, term};
use crate::query::postings;
use crate::query::slot::Slot;
use crate::query::weighed::{Heavy, Weighed};

/// Salience from which an article is about a name.
pub(super) const CENTRAL: f32 = 0.5;

/// Every name that a query asks for, each once, with whom it can mean.
///
/// # Errors
///
/// When the index cannot be read.
pub fn asked_names(archive: &Archive, query: &Query, names: &Names) -> Result<Vec<Resolved>, IndexError> {
    let mut asked = Vec::new();
    collect_names(query, &[], &mut asked);
    let mut resolved = Vec::new();
    for (at, (kind, name)) in asked.iter().enumerate() {
        if !asked[..at].contains(&(*kind, name.clone())) {
            resolved.push(names::resolve(archive, names, *kind, name)?);
        }
    }
    Ok(resolved)
}

fn collect_names(clause: &Clause, kinds: &[EntityKind], asked: &mut Vec<(EntityKind, String)>) {
    match clause {
        Clause::Word(text) | Clause::Phrase(text) => {
            asked.extend(kinds.iter().map(|kind| (*kind, text.clone())));
        }
        Clause::Field(field, value) => collect_names(value, kinds_of(*field), asked),
        Clause::Not(inner)
        | Clause::Within(_, inner)
        | Clause::AtLeast(_, inner)
        | Clause::Boost(inner, _) => collect_names(inner, kinds, asked),
        Clause::Near(left, _, right) => {
            collect_names(left, kinds, asked);
            collect_names(right, kinds, asked);
        }
        Clause::And(clauses) | Clause::Or(clauses) => {
            clauses.iter().for_each(|clause| collect_names(clause, kinds, asked));
        }
        _ => {}
    }
}

/// The kinds of names that a field holds; none for others.
pub(super) fn kinds_of(field: Field) -> &'static [EntityKind] {
    match field {
        Field::Person => &[EntityKind::Person],
        Field::Org => &[EntityKind::Organisation],
        Field::Place => &[EntityKind::Place],
        Field::About => &EntityKind::ALL,
        Field::Said => &[EntityKind::Person, EntityKind::Organisation],
        _ => &[],
    }
}

/// The share of a word's articles that name somebody so from which on it always does: where the others do not, they
/// were not recognised.
const NAMES_PEOPLE: f64 = 0.8;

impl Planner<'_> {
    /// The articles that name somebody or something, of any of these kinds.
    pub(super) fn named(
        &mut self,
        kinds: &[EntityKind],
        text: &str,
        scope: Asked,
        wanted: bool,
    ) -> (Box<dyn Filter>, Need) {
        let all = self.names;
        let asked =
            kinds.iter().filter_map(|kind| all.iter().find(|name| name.kind == *kind && name.asked == text));
        let (mut filters, mut needs) = (Vec::new(), Vec::new());
        for name in asked.filter(|name| kinds.len() == 1 || !name.taken.is_empty()) {
            let (filter, need) = if name.plain && scope.heavy().is_none() {
                let said = scope.field.filter(|field| *field == Field::Said);
                let field = Some(said.unwrap_or(field_of(name.kind)));
                let words = analyzer::terms(text).into_iter().map(Slot::exact).collect();
                self.slots(words, text, Asked { field, ..scope }, wanted)
            } else {
                self.taken(name, scope, wanted)
            };
            filters.push(filter);
            needs.push(need);
            if scope.field == Some(Field::Person) && scope.mentions.is_none() {
                let (filter, need) = self.spelled(name, wanted);
                filters.extend(filter);
                needs.extend(need);
            }
        }
        match filters.len() {
            0 => (Box::new(EmptyQuery), Need::Nothing),
            1 => (filters.remove(0), needs.remove(0)),
            _ => (union(filters), Need::Any(needs)),
        }
    }

    /// The articles that have a name in their text, whether or not somebody was recognised there: whole names, and
    /// single words that are hardly ever anything else; a surname where nobody else who has it was recognised.
    fn spelled(&mut self, name: &Resolved, wanted: bool) -> (Option<Box<dyn Filter>>, Option<Need>) {
        let mut all = name.spelled();
        let asked = analyzer::terms(&name.asked);
        if name.plain && asked.len() == 1 && self.names_people(&asked[0]) {
            all.push(asked);
        }
        let whole = all.into_iter().map(|words| (words, &[][..]));
        let surname = name.surname.iter().filter(|surname| self.names_people(&surname.word));
        let surname = surname.map(|surname| (vec![surname.word.clone()], &surname.others[..]));
        let (mut filters, mut needs): (Vec<Box<dyn Filter>>, Vec<Need>) = (Vec::new(), Vec::new());
        for (words, others) in whole.chain(surname).collect::<Vec<_>>() {
            let slots: Vec<Slot> = words.iter().cloned().map(Slot::exact).collect();
            filters.push(self.in_text(&slots, others));
            if wanted {
                // Shown, but not scored: the name itself is.
                needs.push(Need::Unit(self.units.len()));
                let label = words.join(" ");
                self.units.push(Unit { related: true, ..Unit::new(Place::Text, slots, 0.0, &label) });
            }
        }
        ((!filters.is_empty()).then(|| union(filters)), (!needs.is_empty()).then_some(Need::Any(needs)))
    }

    /// The articles with words in headline or body that name none of these people.
    fn in_text(&self, slots: &[Slot], others: &[String]) -> Box<dyn Filter> {
        let of = |field| Leaf { field, slots: slots.to_vec() }.query();
        let text = union(vec![of(self.fields().title), of(self.fields().body)]);
        if others.is_empty() {
            return text;
        }
        let named = others.iter().map(|key| term(self.fields().person, &analyzer::name_term(key)));
        let parts = vec![(Occur::Must, text), (Occur::MustNot, union(named.collect()))];
        Box::new(BooleanQuery::new(parts))
    }

    /// Whether a word hardly ever stands in an article that does not name somebody so.
    fn names_people(&self, word: &str) -> bool {
        let fields = self.fields();
        let articles = |field| postings::articles(self.archive, field, word).unwrap_or(0);
        let (named, all) = (articles(fields.person), articles(fields.body));
        named > 1 && named as f64 >= NAMES_PEOPLE * all as f64
    }

    /// The articles that name one of those whom a name was taken for.
    fn taken(&mut self, name: &Resolved, scope: Asked, wanted: bool) -> (Box<dyn Filter>, Need) {
        let words: Vec<Slot> = name.called.iter().cloned().map(Slot::exact).collect();
        let (mut filters, mut needs): (Vec<Box<dyn Filter>>, Vec<Need>) = (Vec::new(), Vec::new());
        for kind in EntityKind::ALL {
            let parts: Vec<&Part> =
                name.taken.iter().flat_map(|taken| &taken.parts).filter(|part| part.kind == kind).collect();
            if parts.is_empty() {
                continue;
            }
            let mut keys: Vec<String> = parts.iter().map(|part| part.key.clone()).collect();
            keys.sort();
            keys.dedup();
            let said = scope.field == Some(Field::Said);
            let field = if said { self.fields().speaker } else { self.fields().names_of(kind) };
            let mut filter = union(parts.iter().map(|part| self.part(part, field)).collect());
            let terms = keys.iter().map(|key| analyzer::name_term(key)).collect();
            if let Some(heavy) = scope.heavy() {
                filter = Box::new(Weighed { among: filter, kind, keys: Some(keys), heavy });
            }
            filters.push(filter);
            if wanted {
                needs.push(Need::Unit(self.units.len()));
                let slots = vec![Slot::any(terms)];
                let place = if said { Place::Said } else { Place::Names(kind) };
                self.units
                    .push(Unit { words: words.clone(), ..Unit::new(place, slots, scope.boost, &name.asked) });
            }
        }
        if filters.is_empty() {
            return (Box::new(EmptyQuery), Need::Nothing);
        }
        (union(filters), Need::Any(needs))
    }

    /// The articles in which a found name counts.
    fn part(&mut self, part: &Part, field: tantivy::schema::Field) -> Box<dyn Filter> {
        let name = term(field, &analyzer::name_term(&part.key));
        if part.only.is_none() && part.but.is_empty() {
            return name;
        }
        let mut filters = vec![(Occur::Must, name)];
        filters.extend(part.only.iter().map(|scope| (Occur::Must, articles(self.fields(), scope))));
        filters.extend(part.but.iter().map(|scope| (Occur::MustNot, articles(self.fields(), scope))));
        Box::new(BooleanQuery::new(filters))
    }
}

/// The articles of a scope of the user's corrections.
fn articles(fields: &Fields, scope: &Scope) -> Box<dyn Filter> {
    let words = |text: &String| analyzer::terms(text).into_iter().map(Slot::exact).collect();
    let mut filters: Vec<Box<dyn Filter>> = Vec::new();
    filters.extend(scope.outlet.iter().map(|name| Leaf { field: fields.outlet, slots: words(name) }.query()));
    filters.extend(scope.path.iter().map(|path| Leaf { field: fields.path, slots: words(path) }.query()));
    let id =
        |id: &String| Leaf { field: fields.id, slots: vec![Slot::open(Pattern::Prefix(id.clone()))] }.query();
    filters.extend(scope.article.iter().map(id));
    Box::new(BooleanQuery::intersection(filters))
}

/// The documents of a segment that lie in a scope of the user's corrections.
///
/// # Errors
///
/// When the index cannot be read.
pub fn documents(archive: &Archive, segment: &SegmentReader, scope: &Scope) -> Result<BitSet, IndexError> {
    let filter = articles(archive.fields(), scope);
    let weight = filter.weight(EnableScoring::disabled_from_searcher(archive.searcher()))?;
    let mut docs = weight.scorer(segment, 1.0)?;
    let mut found = BitSet::with_max_value(segment.max_doc());
    while docs.doc() != TERMINATED {
        found.insert(docs.doc());
        docs.advance();
    }
    Ok(found)
}

/// The articles that mention anyone or anything so often.
pub(super) fn anyone(mentions: Amount) -> Box<dyn Filter> {
    let heavy = Heavy { salience: 0.0, mentions };
    let of = |kind| -> Box<dyn Filter> {
        Box::new(Weighed { among: Box::new(AllQuery), kind, keys: None, heavy })
    };
    union(EntityKind::ALL.map(of).into_iter().collect())
}

fn field_of(kind: EntityKind) -> Field {
    match kind {
        EntityKind::Person => Field::Person,
        EntityKind::Organisation => Field::Org,
        EntityKind::Place => Field::Place,
    }
}
