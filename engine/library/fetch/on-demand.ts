// Downloads what a run needs, as the stage before it reads its data; a run that has everything does not see it.
import { NspError } from '../../error.js';
import type { AnalysisPlan } from '../../plan.js';
import type { Stages } from '../../stages.js';
import type { DataLibrary } from '../library.js';
import { needsOf, type Need } from '../needs.js';
import { withDownloads } from './download-folder.js';
import type { Fetcher } from './fetcher.js';
import type { FetchProgress } from './tally.js';
import { offlineError } from './words.js';
import { licenceLine, LicenceRecord, noticesFor, type LicenceNotice } from './licences.js';

/** Seconds downloads are taken to last, roughly, until they say how far they are. */
const EXPECTED = 10;

/** Errors of reading data and making nulls that a download would have prevented. */
const forWantOfData = new Set([
  'not-downloaded',
  'unknown-dataset',
  'unknown-collection',
  'no-table',
  'no-volume',
  'no-surface',
  'no-sphere',
  'no-mesh',
  'no-distances',
]);

/**
 * Brings what a plan needs into the download folder and lets the library see it. In offline mode nothing is brought: what is here may
 * do (images instead of a table, surfaces instead of a volume), and the error that names the missing files is returned for the case that it does not.
 * @throws NspError `licence-not-accepted` and those of downloads, at the place in the file that asks for the data; CancelledError
 */
export async function fetchNeeded(
  plan: AnalysisPlan,
  library: DataLibrary,
  fetcher: Fetcher,
  stages: Stages,
): Promise<NspError | null> {
  const first = await needsOf(plan, library);
  if (fetcher.settings.offline) return missingOffline(first, fetcher);
  if (first.length === 0) return null;
  stages.expect({ 'Fetching data': EXPECTED });
  await stages.run('Fetching data', async () => {
    const tried = new Set<string>();
    for (let needs = first; needs.length > 0;) {
      const total = needs.reduce((sum, { files }) => sum + files.length, 0);
      let before = 0;
      for (const need of needs) {
        const { length } = need.files;
        const report = (share: number): void =>
          stages.report(Math.round(10 * (before + share * length)) / 10, total, 'files');
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
  return null;
}

function missingOffline(needs: readonly Need[], { settings }: Fetcher): NspError | null {
  const [need] = needs.filter(({ files }) => files.some(({ required }) => required));
  if (!need) return null;
  const paths = need.files.filter(({ required }) => required).map(({ path }) => path);
  return offlineError(paths, settings).at(need.subject);
}

/** Does work that needs data; when it fails for want of what was not downloaded, the error says what is missing and where to put it. */
export async function withoutDownloads<T>(
  missing: NspError | null,
  work: () => Promise<T>,
): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (missing && error instanceof NspError && forWantOfData.has(error.code)) throw missing;
    throw error;
  }
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
  onShare: (share: number) => void,
): Promise<void> {
  const { folder, demo } = fetcher.settings;
  const { signal } = stages;
  try {
    const notices = await unacceptedLicences([need], library, folder);
    tell(notices, fetcher);
    const report = await fetcher.fetch(need.files, {
      signal,
      onProgress: (progress) => onShare(shareOf(progress)),
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
