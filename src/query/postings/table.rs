//! How often any of many words stands in each document of a segment, added up.

use tantivy::DocId;

/// One of how many documents has one of the words at the most for only these to be listed: a number for every document
/// would take more memory.
const FEW: usize = 8;

/// How often, by document.
pub struct Table(Kept);

enum Kept {
    /// For every document.
    All(Vec<u32>),
    /// For those alone that have one, in order.
    Some(Vec<(DocId, u32)>),
}

impl Table {
    /// Adds up what `each` hands out for the documents of a segment with so many.
    pub(super) fn of<E>(
        documents: DocId,
        each: impl FnOnce(&mut dyn FnMut(DocId, u32)) -> Result<(), E>,
    ) -> Result<Self, E> {
        let mut few = Vec::new();
        let mut all = Vec::new();
        each(&mut |doc, times| {
            if all.is_empty() {
                few.push((doc, times));
                if few.len() * FEW > documents as usize {
                    all = vec![0; documents as usize];
                    few.drain(..).for_each(|(doc, times)| all[doc as usize] += times);
                }
            } else {
                all[doc as usize] += times;
            }
        })?;
        if !all.is_empty() {
            return Ok(Self(Kept::All(all)));
        }
        few.sort_unstable_by_key(|(doc, _)| *doc);
        few.dedup_by(|(doc, times), (before, sum)| {
            let same = doc == before;
            *sum += if same { *times } else { 0 };
            same
        });
        few.shrink_to_fit();
        Ok(Self(Kept::Some(few)))
    }

    /// In one document.
    pub(super) fn times(&self, doc: DocId) -> u32 {
        match &self.0 {
            Kept::All(all) => all[doc as usize],
            Kept::Some(few) => few.binary_search_by_key(&doc, |(doc, _)| *doc).map_or(0, |at| few[at].1),
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn few_and_many_add_up_alike(
            documents in 1_u32..200,
            all in prop::collection::vec((any::<prop::sample::Index>(), 1_u32..5), 0..60),
        ) {
            let all: Vec<(DocId, u32)> =
                all.into_iter().map(|(at, times)| (at.index(documents as usize) as DocId, times)).collect();
            let hand_out = |each: &mut dyn FnMut(DocId, u32)| {
                all.iter().for_each(|(doc, times)| each(*doc, *times));
                Ok::<(), ()>(())
            };
            let table = Table::of(documents, hand_out).expect("nothing fails");
            for doc in 0..documents {
                let truth: u32 = all.iter().filter(|(other, _)| *other == doc).map(|(_, times)| times).sum();
                prop_assert_eq!(table.times(doc), truth);
            }
        }
    }
}
