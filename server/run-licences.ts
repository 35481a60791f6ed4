// The licences that stand between a run and the data it would download.
import type { AnalysisPlan } from '../engine/plan.js';
import { unacceptedLicences } from '../engine/library/fetch/on-demand.js';
import { needsOf } from '../engine/library/needs.js';
import { licenceFacts } from './data-service.js';
import type { LibraryKeeper } from './library-keeper.js';
import type { LicenceFacts } from './protocol.js';

/** Licences of all that a plan would download and that were not accepted for the download folder. @throws NspError of a damaged library */
export async function licencesFor(
  plan: AnalysisPlan,
  keeper: Pick<LibraryKeeper, 'library' | 'fetchSettings'>,
): Promise<LicenceFacts[]> {
  const { library } = keeper;
  const notices = await unacceptedLicences(
    await needsOf(plan, library),
    library,
    keeper.fetchSettings().folder,
  );
  return notices.map(licenceFacts);
}
