// Offers that are read from files: columns and rows of the table of the block, sets and maps of its dataset.
import type { Catalog } from '../catalog.js';
import { spelled } from '../syntax/strings.js';
import { WHOLE_TABLE } from '../values/library.js';
import type { Offer } from '../values/value-type.js';
import type { Cursor } from './cursor.js';

const COLUMN_KEYS = ['groups', 'covariates', 'site', 'subjects', 'index'];
const MANY = 500;

const offers = (words: readonly string[], detail: string): Offer[] =>
  words.slice(0, MANY).map((word) => ({ word, detail, insert: spelled(word) }));

/** Offers for the value at the cursor; none where nothing can be read. */
export async function contentOffers(
  { place, key, dataset }: Cursor,
  path: string | null,
  catalog: Catalog,
): Promise<Offer[]> {
  if (path !== null && (place === 'table' || place === 'design')) {
    if (!(await catalog.fileExists(path))) return [];
    const summary = await catalog.tableSummary(path).catch(() => undefined);
    if (!summary) return [];
    if (key === 'rows') return offers(summary.rows, 'row');
    return COLUMN_KEYS.includes(key) ? offers([summary.index, ...summary.columns], 'column') : [];
  }
  const entry = dataset === null ? undefined : catalog.dataset(dataset);
  if (!entry) return [];
  if (key === 'maps') return offers(await catalog.mapNames(entry.name), 'map');
  if (key !== 'sets') return [];
  const content = await catalog.collection(entry.name, entry.defaultCollection ?? WHOLE_TABLE);
  return offers(content?.sets ?? [], 'set');
}
