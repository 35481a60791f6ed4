// Whom to cite: every map used, its dataset and collection, with licence and note, told from the library's descriptions.
import { readTextTable, type TextTable } from '../../formats/csv.js';
import type { Citation } from '../entries.js';
import type { DatasetItem } from '../shelves/datasets.js';
import { separated } from '../shelves/description.js';
import { nameParts } from './map-filter.js';

/**
 * Citations of a dataset, of the collection used and of the maps used, in this order. A map with several DOIs has one entry for
 * each; a map that the dataset has no information about has none.
 * @throws NspError when the map information cannot be read
 */
export async function citeMaps(
  dataset: DatasetItem,
  collection: string,
  maps: readonly string[],
): Promise<Citation[]> {
  const own = dataset.mapInfo === undefined ? [] : await citeEach(dataset, dataset.mapInfo, maps);
  return [
    ...dataset.entry.citations,
    ...(dataset.collectionCitations.get(collection) ?? []),
    ...own,
  ];
}

async function citeEach(
  dataset: DatasetItem,
  path: string,
  maps: readonly string[],
): Promise<Citation[]> {
  const about = await readTextTable(path);
  const rowOf = new Map(about.rows.map((row) => [row[0], row]));
  return [...new Set(maps)].flatMap((map) => {
    const row = rowOf.get(map);
    return row ? citeMap(map, row, about, dataset) : [];
  });
}

function citeMap(
  map: string,
  row: readonly string[],
  about: TextTable,
  { columns, entry }: DatasetItem,
): Citation[] {
  const cell = (column: string): string | null => row[about.columns.indexOf(column)] || null;
  const dois = separated(cell(columns.cite));
  const source = {
    license: cell('license') ?? entry.license,
    note: cell(columns.note),
    subject: map,
  };
  const ref = publicationOf(map, cell('publication'));
  // Which DOI is whose is not said; the publication is the first, the others are cited with it.
  return (dois.length > 0 ? dois : [null]).map((doi, i) => ({
    ref: i === 0 ? ref : `cited with ${ref}`,
    doi,
    ...source,
  }));
}

/** `savli2012` → `Savli 2012`, taken from the column `publication` or the `pub-` part of the name; else the name itself. */
function publicationOf(map: string, publication: string | null): string {
  const key = publication ?? nameParts(map).get('pub');
  const parts = /^([a-z].*?)[\s,_]*(\d{4}[a-z]?)?$/i.exec(key ?? '');
  if (!parts?.[1]) return map;
  const author = parts[1].charAt(0).toUpperCase() + parts[1].slice(1);
  return parts[2] ? `${author} ${parts[2]}` : author;
}
