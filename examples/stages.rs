#![allow(clippy::all, clippy::pedantic, missing_docs, clippy::print_stdout, clippy::unwrap_used)]
use cuttings::*;
use std::ops::ControlFlow;
use std::time::Duration;
fn cpu() -> Duration {
    // thread CPU time from schedstat
    let s = std::fs::read_to_string("/proc/thread-self/schedstat").unwrap();
    Duration::from_nanos(s.split(' ').next().unwrap().parse().unwrap())
}
fn main() {
    let dir = std::env::args().nth(1).unwrap();
    let n: usize = std::env::args().nth(2).map_or(5000, |s| s.parse().unwrap());
    let mut files: Vec<_> = walkdir::WalkDir::new(&dir)
        .into_iter()
        .flatten()
        .filter(|e| e.file_type().is_file())
        .map(|e| e.into_path())
        .collect();
    files.truncate(n);
    let texts: Vec<(String, Vec<u8>)> = files
        .iter()
        .map(|p| (p.strip_prefix(&dir).unwrap().to_string_lossy().into_owned(), std::fs::read(p).unwrap()))
        .collect();
    let bytes: usize = texts.iter().map(|t| t.1.len()).sum();
    let mut last = cpu();
    let mut lap = |name: &str| {
        let now = cpu();
        let d = now - last;
        println!(
            "{name:20} {:8.2} us/article  {:6.1} ns/byte*100",
            d.as_secs_f64() * 1e6 / n as f64,
            d.as_secs_f64() * 1e11 / bytes as f64
        );
        last = cpu();
    };
    lap("-");
    let mut pages = Vec::new();
    for (path, bytes) in &texts {
        let format = source::sniff(path, bytes).unwrap();
        let mut s = reader::Source { path, input: Box::new(&bytes[..]), limit: u64::MAX };
        reader::read(format, &mut s, &mut |p| {
            pages.push(p.unwrap());
            ControlFlow::Continue(())
        });
    }
    lap("read");
    let outlets: Vec<_> = pages.iter().zip(&texts).map(|(p, t)| outlet::of(p, &t.0)).collect();
    lap("outlet");
    let keys: Vec<_> = pages.iter().zip(&outlets).map(|(p, o)| cleaner::keys(p, o.as_ref())).collect();
    lap("keys");
    let packed: Vec<_> =
        pages.iter().map(|p| lz4_flex::compress_prepend_size(&postcard::to_stdvec(p).unwrap())).collect();
    lap("pack");
    let back: Vec<reader::Page> = packed
        .iter()
        .map(|b| postcard::from_bytes(&lz4_flex::decompress_size_prepended(b).unwrap()).unwrap())
        .collect();
    lap("unpack");
    let langs: Vec<_> = back.iter().map(|p| article::language(p)).collect();
    lap("language");
    let verdicts: Vec<_> = back
        .iter()
        .enumerate()
        .map(|(i, p)| {
            cleaner::clean(&cleaner::Context {
                page: p,
                outlet: outlets[i].as_ref(),
                lang: langs[i].as_ref().map(|l| l.value),
                repeats: &[],
            })
        })
        .collect();
    lap("clean");
    let today = chrono::NaiveDate::from_ymd_opt(2026, 11, 27).unwrap();
    let articles: Vec<_> = back
        .iter()
        .enumerate()
        .map(|(i, p)| {
            article::assemble(
                p,
                &verdicts[i],
                &article::Circumstances {
                    path: &texts[i].0,
                    outlet: outlets[i].as_ref(),
                    lang: langs[i].clone(),
                    today,
                    title_suffix_step: 0,
                },
            )
        })
        .collect();
    lap("assemble");
    let ents: Vec<_> = articles.iter().map(entity::find).collect();
    lap("entities");
    let w: usize = back.iter().flat_map(|p| &p.blocks).map(|b| text::words(&b.text).count()).sum();
    lap("words");
    let s: usize = back.iter().flat_map(|p| &p.blocks).map(|b| text::sentences(&b.text).len()).sum();
    lap("sentences");
    println!("{} {} {} {} {}", keys.len(), ents.len(), w, s, bytes);
    std::process::exit(0);
}
