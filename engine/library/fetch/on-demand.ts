// Downloads what a run needs, as the stage before it reads its data; a run that has everything does not see it.
import { NspError } from '../../error.js';
import type { AnalysisPlan } from '../../plan.js';
import type { Stages } from '../../stages.js';
import type { DataLibrary } from '../library.js';
import { needsOf, type Need } from '../needs.js';
import { withDownloads } from './download-folder.js';
import type { Fetcher } from './fetcher.js';
import type { FetchProgress } from './tally.js';
import { licenceLine, LicenceRecord, noticesFor, type LicenceNotice } from './licences.js';

/** Seconds downloads are taken to last, roughly, until they say how far they are. */
const EXPECTED = 10;

/**
 * Brings what a plan needs into the download folder and lets the library see it. Offline a missing file ends the run even where other
 * files could stand in for it (images for a table, a surface for a volume): the same file gives the same numbers everywhere.
 * @throws NspError `licence-not-accepted`, `offline` and those of downloads, at the place in the file that asks for the data; CancelledError
 */
export async function fetchNeeded(
  plan: AnalysisPlan,
  library: DataLibrary,
  fetcher: Fetcher,
  stages: Stages,
): Promise<void> {
  const first = await needsOf(plan, library);
  if (first.length === 0) return;
  stages.expect({ 'Fetching data': EXPECTED });
  await stages.run('Fetching data', async () => {
    const tried = new Set<string>();
    for (let needs = first; needs.length > 0;) {
      const total = needs.reduce((sum, { files }) => sum + files.length, 0);
      let before = 0;
      for (const [i, need] of needs.entries()) {
        const { length } = need.files;
        const part = needs.length > 1 ? ` (part ${i + 1} of ${needs.length})` : '';
        const report = (progress: FetchProgress): void => {
          const share = (before + shareOf(progress) * length) / total;
          const { bytesDone, bytesTotal, filesDone, filesTotal } = progress;
          if (bytesTotal === null) stages.report(filesDone, filesTotal, `files${part}`, share);
          else stages.report(megabytes(bytesDone), megabytes(bytesTotal), `MB${part}`, share);
        };
        await fetchNeed(need, library, fetcher, stages, report);
        before += length;
      }
      for (const { files } of needs) for (const { path } of files) tried.add(path);
      // What did not come although it was tried is left to the stages after this one, which say what they miss.
      needs = (await needsOf(plan, library)).filter(({ files }) =>
        files.some(({ path, required }) => required && !tried.has(path)),
      );
    }
  });
}

/** The licences of what a plan would download that were not accepted for the download folder. */
export async function unacceptedLicences(
  needs: readonly Need[],
  library: DataLibrary,
  folder: string,
): Promise<LicenceNotice[]> {
  const notices = noticesFor(
    needs.flatMap(({ files }) => files),
    library,
  );
  return new LicenceRecord(folder).unaccepted(notices);
}

async function fetchNeed(
  need: Need,
  library: DataLibrary,
  fetcher: Fetcher,
  stages: Stages,
  onProgress: (progress: FetchProgress) => void,
): Promise<void> {
  const { folder, demo, offline } = fetcher.settings;
  const { signal } = stages;
  try {
    const notices = offline ? [] : await unacceptedLicences([need], library, folder);
    tell(notices, fetcher);
    const report = await fetcher.fetch(need.files, {
      signal,
      onProgress,
      onWarning: (message) => stages.warn('download', message, need.subject),
    });
    if (notices.length > 0)
      await new LicenceRecord(folder).accept(notices, fetcher.lockTools(signal));
    for (const path of report.downloaded) stages.log(`Downloaded ${path} into ${folder}`);
    library.refresh(withDownloads(library.folders, folder, demo));
  } catch (error) {
    throw error instanceof NspError ? error.at(need.subject) : error;
  }
}

/** Millions of bytes, one decimal. */
const megabytes = (bytes: number): number => Math.round(bytes / 1e5) / 10;

/** How much of a download is done: by bytes once all sizes are known, before that by files. */
function shareOf({ bytesDone, bytesTotal, filesDone, filesTotal }: FetchProgress): number {
  return bytesTotal ? bytesDone / bytesTotal : filesDone / filesTotal;
}

/** Says each licence; where nobody listens, it must have been accepted before. */
function tell(notices: readonly LicenceNotice[], { onLicence, settings }: Fetcher): void {
  if (notices.length === 0) return;
  if (onLicence) return notices.forEach((notice) => onLicence(notice));
  const lines = notices.map(licenceLine).join(' ');
  const names = notices.map(({ item }) => item).join(', ');
  throw new NspError(
    'licence-not-accepted',
    `${names} ${notices.length > 1 ? 'are' : 'is'} not in the data folders and would be downloaded into ${settings.folder} for the first time. ${lines} Accept the licence to go on.`,
  );
}
