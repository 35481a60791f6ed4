// Loads maps from wherever a plan says they come from; every source ends as one table aligned to the parcels of the parcellation.
import { NspError } from '../../error.js';
import type { Citation, MapsSource, Side } from '../../plan.js';
import type { LoadContext } from '../context.js';
import type { ImageReport } from './image-report.js';
import { requireUniqueImages } from './image-rows.js';
import { loadImages } from './images.js';
import type { LoadedParcellation } from './parcellation.js';
import { loadReference } from './reference.js';
import { loadResult } from './result.js';
import { loadSurface } from './surface.js';
import { loadExample, loadTable } from './table.js';
import type { MapTable } from '../map-table.js';
import { warnOfMissing } from './missing.js';

export interface LoadedMaps {
  /** Columns are the labels of the parcellation, in its order. */
  table: MapTable;
  /** One per image, or per hemisphere of a surface; empty for other sources. */
  images: ImageReport[];
  citations: Citation[];
}

/**
 * Loads the maps of one side of an analysis. Missing values are NaN; one warning tells how many there are.
 * @throws NspError tied to the property (and declaration) the maps belong to
 */
export async function loadMaps(
  source: MapsSource,
  parcellation: LoadedParcellation,
  side: Side | 'x_background' | 'covariates_within',
  context: LoadContext,
): Promise<LoadedMaps> {
  const subject =
    source.declaration === null
      ? { property: side }
      : { property: side, declaration: source.declaration };
  const { ctx } = context;
  const tied: LoadContext = {
    ...context,
    ctx: {
      signal: ctx.signal,
      report: (done, total, unit) => ctx.report(done, total, unit),
      log: (message) => ctx.log(message),
      warn: (code, message, about) => ctx.warn(code, message, about ?? subject),
    },
  };
  try {
    const role = source.declaration === null ? side : `${side} (${source.declaration})`;
    const loaded = await load(source, parcellation, role, tied);
    warnOfMissing(loaded.table, side, tied.ctx);
    return loaded;
  } catch (error) {
    throw error instanceof NspError ? error.at(subject) : error;
  }
}

async function load(
  source: MapsSource,
  parcellation: LoadedParcellation,
  role: string,
  context: LoadContext,
): Promise<LoadedMaps> {
  switch (source.kind) {
    case 'reference':
      return loadReference(source, parcellation, role, context);
    case 'example':
      return loadExample(source.name, parcellation, role, context);
    case 'table':
      return loadTable(source, parcellation, role, context);
    case 'images':
      requireUniqueImages(source.entries, role);
      return loadImages(source.entries, source.options, parcellation, role, context);
    case 'glob': {
      const entries = await imagesOf(source.pattern, context);
      requireUniqueImages(entries, role);
      return loadImages(entries, source.options, parcellation, role, context);
    }
    case 'surface':
      return loadSurface(source, parcellation, role, context);
    case 'result':
      return loadResult(source.analysis, parcellation, context);
  }
}

/** The files of a pattern in alphabetical order; labels are their names without folder and extension. */
async function imagesOf(
  pattern: string,
  { library }: LoadContext,
): Promise<{ label: string; path: string }[]> {
  const paths = await library.glob(pattern);
  if (paths.length === 0) {
    throw new NspError(
      'no-images',
      `No file matches ${pattern}. Check the path; it is relative to the .nsp file.`,
    );
  }
  return paths.map((path) => ({ label: labelOf(path), path }));
}

/** `…/pain.nii.gz` → `pain`. */
export function labelOf(path: string): string {
  return path
    .replace(/^.*[\\/]/, '')
    .replace(/(\.(surf|shape|func|label))?\.(nii|gii|img|hdr)(\.gz)?$/i, '');
}
