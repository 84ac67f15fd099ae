//! One segment in the making.
//!
//! In: documents, with the words that their thread knows. Out: the segment's files, ready to be added to the index.

use tantivy::directory::{TerminatingWrite, WritePtr};
use tantivy::fastfield::FastFieldsWriter;
use tantivy::fieldnorm::FieldNormsSerializer;
use tantivy::index::{Segment, SegmentComponent, SegmentMeta};
use tantivy::schema::Field;
use tantivy::store::StoreWriter;
use tantivy::{DocId, TantivyError};

use crate::index::analyzer::{self, Analysis, PARAGRAPH_GAP};
use crate::index::draft::{Draft, PARAGRAPH_MARK, SENTENCE_MARK};
use crate::index::forms::Forms;
use crate::index::postings::{List, NONE, Postings};
use crate::index::schema::{Fields, PROSE_FIELDS};

/// A segment that is not written yet.
pub(super) struct Open {
    /// Tells it from others of the run.
    pub(super) number: u64,
    segment: Segment,
    docs: DocId,
    version: Field,
    /// The prose fields.
    prose: [Field; PROSE_FIELDS],
    /// Per prose field the lists of the marks of paragraphs and sentences.
    marks: [[List; 2]; PROSE_FIELDS],
    postings: Postings,
    /// The lists of the terms of one document that are no prose.
    lists: Vec<List>,
    columns: FastFieldsWriter,
    store: StoreWriter,
}

impl Open {
    /// Without any document.
    pub(super) fn new(segment: Segment, number: u64, fields: &Fields) -> Result<Self, TantivyError> {
        let (schema, index) = (segment.schema(), segment.index());
        let settings = index.settings();
        let columns = FastFieldsWriter::from_schema_and_tokenizer_manager(
            &schema,
            index.fast_field_tokenizer().clone(),
        )?;
        let store = StoreWriter::new(
            segment.open_write(SegmentComponent::Store)?,
            settings.docstore_compression,
            settings.docstore_blocksize,
            settings.docstore_compress_dedicated_thread,
        )?;
        Ok(Self {
            number,
            docs: 0,
            version: fields.version,
            prose: fields.prose(),
            marks: [[NONE; 2]; PROSE_FIELDS],
            postings: Postings::new(schema.num_fields()),
            lists: Vec::new(),
            columns,
            store,
            segment,
        })
    }

    /// Whether it takes so many bytes, or can hold no more terms.
    pub(super) fn is_full(&self, bytes: usize) -> bool {
        let taken = self.postings.bytes() + self.columns.mem_usage() + self.store.mem_usage();
        taken >= bytes || self.postings.is_full()
    }

    /// Adds a document under its version; `analysis` is what made it.
    pub(super) fn add(
        &mut self,
        version: u64,
        draft: &mut Draft,
        analysis: &mut Analysis,
    ) -> Result<(), TantivyError> {
        draft.values.add_u64(self.version, version);
        // As the engine writes the term of a number.
        let list = self.postings.list(self.version, &version.to_be_bytes());
        self.postings.add(list, self.docs, 0);
        self.postings.count(self.version, 1);
        self.columns.add_document(&draft.values)?;
        self.store.store(&draft.values, &self.segment.schema())?;
        let forms = analysis.numbered(draft.language);
        for field in 0..PROSE_FIELDS {
            self.add_prose(field, draft.prose(field), forms);
        }
        self.lists.clear();
        self.postings.lists(draft.terms(), &mut self.lists);
        let mut rest = self.lists.as_slice();
        for (value, positions) in draft.listed() {
            let (lists, behind) = rest.split_at(positions.len());
            rest = behind;
            self.postings.count(value.field, lists.len() * value.times as usize);
            for further in (0..value.times).map(|times| times * value.apart) {
                for (list, position) in lists.iter().zip(positions.clone()) {
                    self.postings.add(*list, self.docs, position + further);
                }
            }
        }
        self.docs += 1;
        Ok(())
    }

    fn add_prose(&mut self, field: usize, numbers: &[u32], forms: &mut Forms) {
        let mut next = 0;
        for &number in numbers {
            match number {
                PARAGRAPH_MARK => {
                    next += if next > 0 { PARAGRAPH_GAP } else { 0 };
                    self.mark(field, 0, next);
                }
                SENTENCE_MARK => self.mark(field, 1, next),
                _ => {
                    let list = self.list_of(field, number, forms);
                    self.postings.add(list, self.docs, next);
                    next += 1;
                }
            }
        }
        self.postings.count(self.prose[field], numbers.len());
    }

    /// The list of a word.
    #[inline]
    fn list_of(&mut self, field: usize, number: u32, forms: &mut Forms) -> List {
        let known = *forms.list(field, number);
        if known != NONE {
            return known;
        }
        let (prose, word) = (self.prose[field], forms.word(number));
        let list = match forms.stem(number) {
            Some((language, stem)) => self.postings.list_with_stem(prose, word, language, stem),
            None => self.postings.list(prose, word.as_bytes()),
        };
        *forms.list(field, number) = list;
        list
    }

    /// Adds one of the [`MARKS`].
    fn mark(&mut self, field: usize, mark: usize, position: u32) {
        let list = &mut self.marks[field][mark];
        if *list == NONE {
            *list = self.postings.list(self.prose[field], MARKS[mark].as_bytes());
        }
        self.postings.add(*list, self.docs, position);
    }

    /// Writes its files.
    pub(super) fn write(mut self) -> Result<SegmentMeta, TantivyError> {
        let open = |component| self.segment.open_write(component).map_err(TantivyError::from);
        // Lengths stand in columns, so no field has norms; the engine wants their file all the same.
        FieldNormsSerializer::from_write(open(SegmentComponent::FieldNorms)?)?.close()?;
        self.postings.write(&self.segment)?;
        let mut columns: WritePtr = open(SegmentComponent::FastFields)?;
        self.columns.serialize(&mut columns, None)?;
        columns.terminate()?;
        self.store.close()?;
        let meta = self.segment.with_max_doc(self.docs).meta().clone();
        meta.untrack_temp_docstore();
        Ok(meta)
    }
}

/// The terms of the marks of paragraphs and sentences.
const MARKS: [&str; 2] = [analyzer::PARAGRAPH, analyzer::SENTENCE];
