//! The pipeline: one thread reads, a pool works, the calling thread writes, all at the same time; or one thread does it
//! all.
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

use crate::input::{Batch, InputError, Inputs, Parsed, Reach, RecordBuffers};
use crate::record::Record;

/// The threads that work.
pub enum Crew {
    /// The calling thread, which then reads and writes too.
    Caller,
    /// The threads of a pool. Another thread reads, and the calling thread writes.
    Pool(ThreadPool),
}

impl Crew {
    /// So many threads; 0 means one for each core.
    pub fn new(threads: usize) -> Result<Self, ThreadPoolBuildError> {
        if threads == 1 {
            return Ok(Self::Caller);
        }
        let pool = ThreadPoolBuilder::new()
            .num_threads(threads)
            .thread_name(|number| format!("exonym-{number}"))
            .build()?;
        Ok(if pool.current_num_threads() == 1 { Self::Caller } else { Self::Pool(pool) })
    }

    /// How many they are.
    pub fn threads(&self) -> usize {
        match self {
            Self::Caller => 1,
            Self::Pool(pool) => pool.current_num_threads(),
        }
    }

    /// Does `work` once on each of them.
    pub fn each<T: Send>(&self, work: impl Fn() -> T + Sync) -> Vec<T> {
        match self {
            Self::Caller => vec![work()],
            Self::Pool(pool) => pool.broadcast(|_| work()),
        }
    }
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
    crew: &Crew,
    scratch: impl Fn() -> S + Sync,
    work: impl Fn(&Record, &mut S, &mut Vec<u8>) -> T + Sync,
    sink: &mut Sink<'_, T>,
) -> io::Result<Summary> {
    let mut summary = Summary::default();
    let done = match crew {
        Crew::Caller => alone(inputs, &scratch, &work, sink, &mut summary),
        Crew::Pool(pool) => {
            let shelves = Shelves { portions: Mutex::default(), desks: Mutex::default() };
            let shelves = &shelves;
            let process = |portion| {
                let mut desk = take(&shelves.desks).unwrap_or_else(|| Desk::new(&scratch));
                let portion = process(portion, &mut desk, &work);
                put(&shelves.desks, desk);
                portion
            };
            let process = &process;
            // Two portions for each thread: one to work on, one that waits.
            let (queue, results) = sync_channel(pool.current_num_threads() * 2);
            pool.in_place_scope(|jobs| {
                thread::scope(|threads| {
                    threads.spawn(move || {
                        read(&mut inputs, &shelves.portions, &queue, |portion, done| {
                            jobs.spawn(move |_| {
                                // Nobody listens any more once writing has failed.
                                let _ = done.send(process(portion));
                            });
                        });
                    });
                    let written = write(&results, &shelves.portions, sink, &mut summary);
                    // The reader learns by this that nobody wants more.
                    drop(results);
                    written
                })
            })
        }
    };
    match done {
        Err(error) if error.kind() == ErrorKind::BrokenPipe => summary.closed = true,
        done => done?,
    }
    Ok(summary)
}

/// A batch, and what became of it. Its buffers serve again and again.
struct Portion<T> {
    batch: Batch,
    out: Vec<u8>,
    outcomes: Vec<Outcome<T>>,
}

impl<T> Default for Portion<T> {
    fn default() -> Self {
        Self { batch: Batch::default(), out: Vec::new(), outcomes: Vec::new() }
    }
}

enum Outcome<T> {
    Worked { stats: T, text_bytes: usize },
    Skipped,
    Failed(Box<InputError>),
}

/// What a thread keeps from record to record.
struct Desk<S> {
    record: RecordBuffers,
    scratch: S,
}

impl<S> Desk<S> {
    fn new(scratch: impl Fn() -> S) -> Self {
        Self { record: RecordBuffers::default(), scratch: scratch() }
    }
}

/// What nobody uses at the moment.
struct Shelves<S, T> {
    portions: Mutex<Vec<Portion<T>>>,
    desks: Mutex<Vec<Desk<S>>>,
}

/// Something in the order of the input: a batch that is being worked on, or an input that cannot be read further.
enum Step<T> {
    Portion(Receiver<Portion<T>>),
    Failed(Box<InputError>),
}

/// Reads, works and writes on the calling thread.
fn alone<S, T>(
    mut inputs: Inputs,
    scratch: impl Fn() -> S,
    work: impl Fn(&Record, &mut S, &mut Vec<u8>) -> T,
    sink: &mut Sink<'_, T>,
    summary: &mut Summary,
) -> io::Result<()> {
    let mut desk = Desk::new(scratch);
    let mut portion = Portion::default();
    loop {
        // The next read may have to wait: let whoever reads the output have what there is.
        sink.out.flush()?;
        match inputs.next_batch(&mut portion.batch) {
            None => return Ok(()),
            Some(Err(error)) => report(&error, sink, summary),
            Some(Ok(())) => {
                portion = process(portion, &mut desk, &work);
                write_portion(&mut portion, sink, summary)?;
            }
        }
        if !portion.is_small() {
            portion = Portion::default();
        }
        (sink.progress)(summary);
    }
}

/// Reads batches and starts the work on each, until the inputs end or nobody wants more.
fn read<T>(
    inputs: &mut Inputs,
    spare: &Mutex<Vec<Portion<T>>>,
    queue: &SyncSender<Step<T>>,
    start: impl Fn(Portion<T>, SyncSender<Portion<T>>),
) {
    loop {
        let mut portion = take(spare).unwrap_or_default();
        let Some(read) = inputs.next_batch(&mut portion.batch) else { return };
        let (done, result) = sync_channel(1);
        let step = match &read {
            Ok(()) => Step::Portion(result),
            Err(error) => Step::Failed(Box::new(error.clone())),
        };
        // A place in the queue comes first, so that no more work is begun than may be in flight.
        if queue.send(step).is_err() {
            return;
        }
        if read.is_ok() {
            start(portion, done);
        }
    }
}

/// Works on a batch.
fn process<S, T>(
    mut portion: Portion<T>,
    desk: &mut Desk<S>,
    work: impl Fn(&Record, &mut S, &mut Vec<u8>) -> T,
) -> Portion<T> {
    let Portion { batch: Batch { parser, bytes, raws }, out, outcomes } = &mut portion;
    let Desk { record: buffers, scratch } = &mut *desk;
    if let Some(parser) = parser {
        outcomes.extend(raws.drain(..).map(|raw| match parser.parse(raw, bytes, buffers) {
            Ok(Parsed::Record(record)) => {
                let text_bytes = record.fields.iter().map(|field| field.text.len()).sum();
                let stats = work(record, scratch, out);
                Outcome::Worked { stats, text_bytes }
            }
            Ok(Parsed::Skipped) => Outcome::Skipped,
            Err(error) => Outcome::Failed(Box::new(error)),
        }));
    }
    if !portion.is_small() {
        desk.record = RecordBuffers::default();
    }
    portion
}

/// Writes what comes, in order.
fn write<T>(
    results: &Receiver<Step<T>>,
    spare: &Mutex<Vec<Portion<T>>>,
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
            Ok(Step::Portion(result)) => match result.recv() {
                Err(_) => return Ok(()),
                Ok(mut portion) => {
                    write_portion(&mut portion, sink, summary)?;
                    if portion.is_small() {
                        put(spare, portion);
                    }
                }
            },
        }
        (sink.progress)(summary);
    }
}

fn write_portion<T>(
    portion: &mut Portion<T>,
    sink: &mut Sink<'_, T>,
    summary: &mut Summary,
) -> io::Result<()> {
    sink.out.write_all(&portion.out)?;
    portion.out.clear();
    for outcome in portion.outcomes.drain(..) {
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
    Ok(())
}

impl<T> Portion<T> {
    /// Whether its buffers are worth keeping: one long record makes them large.
    fn is_small(&self) -> bool {
        self.out.capacity().max(self.batch.bytes.capacity()) <= LARGEST_SPARE
    }
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
