// `nsp data fetch`: downloads an item of the public data library, after saying its licence and what will be downloaded.
import { CancelledError } from '../../engine/error.js';
import { Fetcher } from '../../engine/library/fetch/fetcher.js';
import type { FetchReport } from '../../engine/library/fetch/fetcher.js';
import { withDownloads } from '../../engine/library/fetch/download-folder.js';
import { LicenceRecord, noticesFor } from '../../engine/library/fetch/licences.js';
import { sortStored, type StoredFiles } from '../../engine/library/fetch/stored-files.js';
import { wishedFiles, wishKind, type Wish } from '../../engine/library/fetch/wish.js';
import type { DataLibrary } from '../../engine/library/library.js';
import type { RemoteFile } from '../../engine/library/remote-files.js';
import { count, list } from '../../engine/store/wording.js';
import { bytesText } from './bytes-text.js';
import { wrap } from './columns.js';
import type { Arguments, Surroundings } from './command.js';
import { UsageError, exit } from './command.js';
import { downloadSettings, openLibrary } from './open-library.js';
import { progressLine, silent } from './progress-line.js';

const WIDTH = 80;
/** Sizes are asked for when there are no more files than this. */
const FEW = 20;

/** What the steps of one call share. */
interface Call {
  wish: Wish;
  library: DataLibrary;
  fetcher: Fetcher;
  around: Surroundings;
  quiet: boolean;
}

export async function fetchData(args: Arguments, around: Surroundings): Promise<number> {
  const wish = wishOf(args);
  const library = openLibrary(args, around);
  const fetcher = new Fetcher(downloadSettings(args, around));
  const call = { wish, library, fetcher, around, quiet: args.options['quiet'] === true };
  try {
    await bring(wishedFiles(await withMapNames(call)), call);
    return exit.done;
  } catch (error) {
    if (!(error instanceof CancelledError)) throw error;
    around.err(
      'nsp: interrupted; what was received is kept, and the same command goes on from there\n',
    );
    return exit.interrupted;
  } finally {
    await fetcher.close();
  }
}

/** @throws UsageError for what does not go together */
function wishOf({ options, positionals }: Arguments): Wish {
  const [name = '', parcellation = null] = positionals;
  const text = (option: string): string | null => {
    const value = options[option];
    return typeof value === 'string' ? value : null;
  };
  const [space, collection] = [text('space'), text('collection')];
  const maps = options['maps'] === true || null;
  const kind = wishKind(name);
  const ofDatasets = kind === undefined || kind === 'dataset';
  if (!ofDatasets && collection !== null) throw new UsageError('--collection is for datasets');
  if (!ofDatasets && maps) throw new UsageError('--maps is for datasets');
  if (kind === 'dataset' && space !== null && !maps)
    throw new UsageError('--space of a dataset goes with --maps: tables have no space');
  if ((kind === 'example' || kind === 'template') && space !== null)
    throw new UsageError('--space is for parcellations and, with --maps, for datasets');
  if ((kind === 'parcellation' || kind === 'template') && parcellation !== null)
    throw new UsageError(`${name} takes no parcellation`);
  return { name, parcellation, space, collection, maps };
}

/** Which maps belong to a collection is known once its file is here. */
async function withMapNames(call: Call): Promise<Wish> {
  const { wish, library } = call;
  if (!wish.maps || wish.collection === null) return wish;
  await bring(wishedFiles({ ...wish, maps: [], parcellation: null }), call);
  const content = await library.collection(wish.name, wish.collection);
  return content ? { ...wish, maps: [...new Set(content.members.map(({ map }) => map))] } : wish;
}

/** Says what is here and what will come, then downloads it. */
async function bring(files: readonly RemoteFile[], call: Call): Promise<void> {
  const { library, fetcher, around, quiet } = call;
  const { folder, demo } = fetcher.settings;
  const { stack, folders } = library;
  const stored = await sortStored(
    files,
    folders,
    folder,
    (path) => stack.find(path),
    around.signal,
  );
  warnOf(stored, around);
  const wanted = [...stored.missing, ...stored.damaged];
  if (wanted.length === 0) {
    if (!quiet) around.out(`${count(files.length, 'file')} of ${call.wish.name} here already.\n`);
    return;
  }
  const notices = noticesFor(wanted, library);
  if (!quiet && !fetcher.settings.offline) await announce(wanted, call);
  const report = await download(wanted, call);
  if (notices.length > 0)
    await new LicenceRecord(folder).accept(notices, fetcher.lockTools(around.signal));
  library.refresh(withDownloads(library.folders, folder, demo));
  if (!quiet) around.out(`${summary(report, stored, folder)}\n`);
}

/** Files that downloads leave alone although they may not be what the library publishes. */
function warnOf({ changed, damaged }: StoredFiles, around: Surroundings): void {
  for (const { path } of changed)
    around.err(
      `nsp: warning: ${path} is not what it was when its hash was recorded; it was left as it is\n`,
    );
  for (const { path } of damaged)
    around.err(`nsp: warning: ${path} is damaged and is downloaded again\n`);
}

/** Licence, citations, number and size of what comes. */
async function announce(wanted: readonly RemoteFile[], call: Call): Promise<void> {
  const { library, fetcher, around } = call;
  for (const { item, licence, citations } of noticesFor(wanted, library)) {
    const terms = licence ?? 'none for the whole; each map has its own, see map_info.csv';
    around.out(`${wrap(`${item}: licence ${terms}`, WIDTH).join('\n')}\n`);
    for (const { ref, doi } of citations) {
      const text = doi ? `${ref} (https://doi.org/${doi})` : ref;
      const [first = '', ...rest] = wrap(text, WIDTH, 4);
      around.out(`${[`  - ${first.trimStart()}`, ...rest].join('\n')}\n`);
    }
  }
  const size = await totalSize(wanted, fetcher, around.signal);
  around.out(
    `Downloading ${count(wanted.length, 'file')}${size} into ${fetcher.settings.folder}\n`,
  );
}

/** ` (3.4 MB)`; empty when the files are many, or a server does not tell. */
async function totalSize(
  wanted: readonly RemoteFile[],
  fetcher: Fetcher,
  signal: AbortSignal,
): Promise<string> {
  const required = wanted.filter((file) => file.required);
  if (required.length > FEW || fetcher.settings.offline) return '';
  const sizes = await Promise.all(required.map(({ path }) => fetcher.remoteSize(path, signal)));
  const known = sizes.filter((size) => size !== null);
  if (known.length < sizes.length) return '';
  return ` (${bytesText(known.reduce((sum, size) => sum + size, 0))})`;
}

async function download(wanted: readonly RemoteFile[], call: Call): Promise<FetchReport> {
  const { fetcher, around, quiet, wish } = call;
  const progress = quiet ? silent : progressLine(wish.name, around);
  try {
    return await fetcher.fetch(wanted, {
      signal: around.signal,
      replace: true,
      onWarning: (message) => {
        progress.clear();
        around.err(`nsp: warning: ${message}\n`);
      },
      onProgress: ({ filesDone, filesTotal, bytesDone, bytesTotal, bytesPerSecond }) =>
        progress.update({
          stage: `Downloading ${bytesText(bytesDone)}${bytesTotal === null ? '' : `/${bytesText(bytesTotal)}`}`,
          done: filesDone,
          total: filesTotal,
          unit: 'files',
          fraction: bytesTotal ? bytesDone / bytesTotal : filesDone / filesTotal,
          secondsLeft:
            bytesTotal === null || bytesPerSecond === 0
              ? null
              : (bytesTotal - bytesDone) / bytesPerSecond,
        }),
    });
  } finally {
    progress.clear();
  }
}

/** `12 files (3.4 MB) downloaded, 2 were here. 1 could not be checked.` */
function summary(
  { downloaded, here, unchecked, left, bytes }: FetchReport,
  { verified, unknown, changed }: StoredFiles,
  folder: string,
): string {
  const before = here.length + verified.length + unknown.length + changed.length;
  const parts = [
    `${count(downloaded.length, 'file')} (${bytesText(bytes)}) downloaded into ${folder}`,
    ...(before > 0 ? [`${count(before, 'file')} here already`] : []),
    ...(unchecked.length > 0
      ? [`${count(unchecked.length, 'file')} without a published hash`]
      : []),
    ...(left.length > 0 ? [`${count(left.length, 'optional file')} not to be had`] : []),
  ];
  return wrap(`${list(parts)}.`, WIDTH).join('\n');
}
