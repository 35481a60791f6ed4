// Licences of what is downloaded: told before the first download of an item into a folder, and remembered there.
import { join } from 'node:path';
import { catalogueDataset, catalogueParcellation } from '../catalogue/catalogue.js';
import type { Citation } from '../entries.js';
import type { DataLibrary } from '../library.js';
import type { RemoteFile } from '../remote-files.js';
import type { LockTools } from './lock.js';
import { entriesOf, JsonRecord, RECORDS } from './record.js';

/** What a person is to know before an item is downloaded. */
export interface LicenceNotice {
  /** Name of a dataset, parcellation or example. */
  item: string;
  kind: 'dataset' | 'parcellation' | 'example';
  /** E.g. `CC BY-NC-SA 4.0`; null when the library names none, and every map may have its own. */
  licence: string | null;
  citations: Citation[];
}

interface Acceptance {
  licence: string | null;
  /** ISO 8601. */
  time: string;
}

export class LicenceRecord {
  private readonly record: JsonRecord<Record<string, Acceptance>>;

  /** @param folder the download folder */
  constructor(folder: string) {
    this.record = new JsonRecord(
      join(folder, RECORDS, 'licences.json'),
      () => ({}),
      (value) => entriesOf(value, isAcceptance),
    );
  }

  /**
   * The notices whose licence has not been accepted in this folder, or has changed since. A description that came with a download may
   * word the licence in another way than the catalogue, by which it was accepted: that is no change.
   */
  async unaccepted(notices: readonly LicenceNotice[]): Promise<LicenceNotice[]> {
    const accepted = await this.record.read();
    return notices.filter(({ item, licence }) => {
      const known = accepted[item];
      if (known === undefined) return true;
      return known.licence !== licence && known.licence !== publishedLicence(item);
    });
  }

  async accept(notices: readonly LicenceNotice[], tools: LockTools): Promise<void> {
    const time = new Date().toISOString();
    const added = notices.map(({ item, licence }) => [item, { licence, time }] as const);
    await this.record.change((all) => ({ ...all, ...Object.fromEntries(added) }), tools);
  }
}

/** The notices for files to be downloaded, each item once: every dataset, and other items that name a licence. */
export function noticesFor(files: readonly RemoteFile[], library: DataLibrary): LicenceNotice[] {
  const items = [...new Set(files.map(({ item }) => item))];
  return items.flatMap((item): LicenceNotice[] => {
    const dataset = library.dataset(item);
    if (dataset)
      return [{ item, kind: 'dataset', licence: dataset.license, citations: dataset.citations }];
    const parcellation = library.parcellation(item);
    if (parcellation?.license) {
      const { license, citations } = parcellation;
      return [{ item, kind: 'parcellation', licence: license, citations }];
    }
    const licence = library.example(item)?.license;
    return licence ? [{ item, kind: 'example', licence, citations: [] }] : [];
  });
}

/** `pet: CC BY-NC-SA 4.0. Please cite Markello et al., 2022 (https://doi.org/…).` */
export function licenceLine({ item, licence, citations }: LicenceNotice): string {
  const terms = licence ?? 'each map has its own licence, named in its map_info.csv';
  const cited = citations.map(({ ref, doi }) => (doi ? `${ref} (https://doi.org/${doi})` : ref));
  return `${item}: ${terms}.${cited.length > 0 ? ` Please cite ${cited.join('; ')}.` : ''}`;
}

/** By the catalogue; undefined for what it does not know. */
function publishedLicence(item: string): string | null | undefined {
  const facts = catalogueDataset(item) ?? catalogueParcellation(item);
  return facts?.licence;
}

function isAcceptance(value: unknown): value is Acceptance {
  const acceptance = value as Partial<Acceptance> | null;
  const licence = acceptance?.licence;
  return (licence === null || typeof licence === 'string') && typeof acceptance?.time === 'string';
}
