//! The pipeline: one thread reads, a pool works, the calling thread writes, all at the same time.
//!
//! Batches are worked on in any order and written in theirs, so the bytes that come out are the same for any
//! number of threads and any size of batch. What is held in memory is the batches in flight, never the input.

#[cfg(test)]
mod tests;

use std::io::{self, ErrorKind, Write};
use std::sync::Mutex;
use std::sync::mpsc::{Receiver, SyncSender, TryRecvError, sync_channel};
use std::thread;

use rayon::{ThreadPool, ThreadPoolBuildError, ThreadPoolBuilder};

use crate::input::{Batch, InputError, Inputs, Parsed, Reach};
use crate::record::Record;

/// Makes a pool of so many threads; 0 means one for each core.
pub fn pool(threads: usize) -> Result<ThreadPool, ThreadPoolBuildError> {
    ThreadPoolBuilder::new()
        .num_threads(threads)
        .thread_name(|number| format!("exonym-{number}"))
        .build()
}

/// Where results go. All of it is called on the calling thread, in the order of the records.
pub struct Sink<'s, T> {
    /// Takes what the work wrote.
    pub out: &'s mut dyn Write,
    /// Takes what the work returned for each record.
    pub stats: &'s mut dyn FnMut(T),
    /// Takes what was wrong.
    pub errors: &'s mut dyn FnMut(&InputError),
    /// Is told how far things are, after each batch.
    pub progress: &'s mut dyn FnMut(&Summary),
}

/// What was done.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Summary {
    /// Records worked on.
    pub records: u64,
    /// Bytes of their texts.
    pub text_bytes: u64,
    /// Records that could not be read.
    pub record_errors: u64,
    /// Inputs of which some part could not be read.
    pub input_errors: u64,
    /// Records left out because they are not UTF-8 and such records were to be skipped.
    pub skipped: u64,
    /// Whether nobody wanted to read more of the output. That is no error: `exonym … | head` is done.
    pub closed: bool,
}

/// Works on every record of `inputs`.
///
/// `work` gets a record, scratch space that `scratch` made (one for each thread at most), and a buffer for what
/// is to be written; what it returns goes to the sink's `stats`. The only error is that of writing: what is
/// wrong with inputs goes to the sink's `errors` and is counted.
pub fn run<S: Send, T: Send>(
    mut inputs: Inputs,
    pool: &ThreadPool,
    scratch: impl Fn() -> S + Sync,
    work: impl Fn(&Record, &mut S, &mut Vec<u8>) -> T + Sync,
    sink: &mut Sink<'_, T>,
) -> io::Result<Summary> {
    let scratches = Mutex::new(Vec::new());
    let spare = Mutex::new(Vec::new());
    let process = |batch: Batch| {
        let mut own = take(&scratches).unwrap_or_else(&scratch);
        let done = process(batch, &mut own, &work, take(&spare).unwrap_or_default());
        put(&scratches, own);
        done
    };
    let process = &process;
    // Two batches for each thread: one to work on, one that waits.
    let (queue, results) = sync_channel(pool.current_num_threads() * 2);
    let spare = &spare;
    pool.in_place_scope(|jobs| {
        thread::scope(|threads| {
            threads.spawn(move || {
                read(&mut inputs, spare, &queue, |batch, done| {
                    jobs.spawn(move |_| {
                        // Nobody listens any more once writing has failed.
                        let _ = done.send(process(batch));
                    });
                });
            });
            write(results, spare, sink)
        })
    })
}

/// What became of a batch.
struct Done<T> {
    out: Vec<u8>,
    outcomes: Vec<Outcome<T>>,
    batch_bytes: Vec<u8>,
}

enum Outcome<T> {
    Worked { stats: T, text_bytes: usize },
    Skipped,
    Failed(Box<InputError>),
}

/// Something in the order of the input: a batch that is being worked on, or an input that cannot be read further.
enum Step<T> {
    Batch(Receiver<Done<T>>),
    Failed(Box<InputError>),
}

/// Reads batches and starts the work on each, until the inputs end or nobody wants more.
fn read<T>(
    inputs: &mut Inputs,
    spare: &Mutex<Vec<Vec<u8>>>,
    queue: &SyncSender<Step<T>>,
    start: impl Fn(Batch, SyncSender<Done<T>>),
) {
    loop {
        let mut batch = Batch { bytes: take(spare).unwrap_or_default(), ..Batch::default() };
        let Some(read) = inputs.next_batch(&mut batch) else { return };
        let (done, result) = sync_channel(1);
        let step = match &read {
            Ok(()) => Step::Batch(result),
            Err(error) => Step::Failed(Box::new(error.clone())),
        };
        // A place in the queue comes first, so that no more work is begun than may be in flight.
        if queue.send(step).is_err() {
            return;
        }
        if read.is_ok() {
            start(batch, done);
        }
    }
}

/// Works on a batch.
fn process<S, T>(
    batch: Batch,
    scratch: &mut S,
    work: impl Fn(&Record, &mut S, &mut Vec<u8>) -> T,
    mut out: Vec<u8>,
) -> Done<T> {
    let Batch { parser, bytes, raws } = batch;
    out.clear();
    let mut outcomes = Vec::with_capacity(raws.len());
    if let Some(parser) = parser {
        outcomes.extend(raws.into_iter().map(|raw| match parser.parse(raw, &bytes) {
            Ok(Parsed::Record(record)) => {
                let text_bytes = record.fields.iter().map(|field| field.text.len()).sum();
                let stats = work(&record, scratch, &mut out);
                Outcome::Worked { stats, text_bytes }
            }
            Ok(Parsed::Skipped) => Outcome::Skipped,
            Err(error) => Outcome::Failed(Box::new(error)),
        }));
    }
    Done { out, outcomes, batch_bytes: bytes }
}

/// Writes what comes, in order.
fn write<T>(
    results: Receiver<Step<T>>,
    spare: &Mutex<Vec<Vec<u8>>>,
    sink: &mut Sink<'_, T>,
) -> io::Result<Summary> {
    let mut summary = Summary::default();
    let written = write_all(&results, spare, sink, &mut summary);
    // The reader learns by this that nobody wants more.
    drop(results);
    match written {
        Err(error) if error.kind() == ErrorKind::BrokenPipe => {
            summary.closed = true;
            Ok(summary)
        }
        written => written.map(|()| summary),
    }
}

fn write_all<T>(
    results: &Receiver<Step<T>>,
    spare: &Mutex<Vec<Vec<u8>>>,
    sink: &mut Sink<'_, T>,
    summary: &mut Summary,
) -> io::Result<()> {
    loop {
        let mut next = results.try_recv();
        if matches!(next, Err(TryRecvError::Empty)) {
            // Nothing is ready: let whoever reads the output have what there is.
            sink.out.flush()?;
            next = results.recv().map_err(|_| TryRecvError::Disconnected);
        }
        match next {
            Err(_) => return sink.out.flush(),
            Ok(Step::Failed(error)) => report(&error, sink, summary),
            // If the work panicked there is no result, and the pool will pass the panic on.
            Ok(Step::Batch(result)) => match result.recv() {
                Err(_) => return Ok(()),
                Ok(done) => write_batch(done, spare, sink, summary)?,
            },
        }
        (sink.progress)(summary);
    }
}

fn write_batch<T>(
    done: Done<T>,
    spare: &Mutex<Vec<Vec<u8>>>,
    sink: &mut Sink<'_, T>,
    summary: &mut Summary,
) -> io::Result<()> {
    sink.out.write_all(&done.out)?;
    for outcome in done.outcomes {
        match outcome {
            Outcome::Worked { stats, text_bytes } => {
                summary.records += 1;
                summary.text_bytes += text_bytes as u64;
                (sink.stats)(stats);
            }
            Outcome::Skipped => summary.skipped += 1,
            Outcome::Failed(error) => report(&error, sink, summary),
        }
    }
    // A buffer that one long record made large is not kept.
    for buffer in [done.out, done.batch_bytes] {
        if buffer.capacity() <= LARGEST_SPARE {
            put(spare, buffer);
        }
    }
    Ok(())
}

const LARGEST_SPARE: usize = 4 << 20;

fn report<T>(error: &InputError, sink: &mut Sink<'_, T>, summary: &mut Summary) {
    match error.reach {
        Reach::Record => summary.record_errors += 1,
        Reach::Input => summary.input_errors += 1,
    }
    (sink.errors)(error);
}

fn take<V>(shelf: &Mutex<Vec<V>>) -> Option<V> {
    shelf.lock().expect("nothing panics while it holds a shelf").pop()
}

fn put<V>(shelf: &Mutex<Vec<V>>, value: V) {
    shelf.lock().expect("nothing panics while it holds a shelf").push(value);
}
