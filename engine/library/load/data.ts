// The first stage of every run: parcellation, Y, X and Z maps on the same parcels, standardised as the steps ask, and what the steps
// between reading and comparing read for themselves (designs, maps to regress).
import { NspError } from '../../error.js';
import type { RunSettings } from '../../pipeline/settings.js';
import type { Citation, MapsSource, Side } from '../../plan.js';
import { standardizeRows } from '../../prepare/standardize.js';
import type { LoadContext } from '../context.js';
import { eachOnce, loadBackground } from './background.js';
import { loadConfounds } from './confounds.js';
import { dropMissing } from './drop-missing.js';
import { warnOfLicences } from './licences.js';
import { loadMaps } from './maps.js';
import { loadParcellation, type LoadedParcellation } from './parcellation.js';
import { loadStepInputs, type StepInputs } from './step-inputs.js';
import type { MapTable } from '../map-table.js';

export interface LoadedData {
  parcellation: LoadedParcellation;
  y: MapTable;
  x: MapTable;
  /** Maps to be regressed out of Y, X and every null map; null for none. */
  z: MapTable | null;
  /** By preparing step, in their order. */
  inputs: StepInputs[];
  /** Maps that random sets are drawn from; null where none are drawn. */
  background: MapTable | null;
  citations: Citation[];
}

/** @throws NspError tied to the property or declaration whose data cannot be used */
export async function loadData(run: RunSettings, context: LoadContext): Promise<LoadedData> {
  const parcellation = await loadParcellation(run.parcellation, run.hemispheres, context);
  const y = run.self ? null : await load('y', run.y);
  const x = await load('x', run.x);
  const z = await loadConfounds(run.z, parcellation, context, { matched: run.zyMatched });
  if (z) context.ctx.log(`z: ${z.table.labels.join(', ')}`);
  const background = await loadBackground(run, parcellation, context);
  const own = { y: y?.table ?? copyOf(x.table), z: z?.table ?? null };
  const steps = await loadStepInputs(run, own, parcellation, context);
  const citations = unique([
    ...parcellation.citations,
    ...(y?.citations ?? []),
    ...x.citations,
    ...(z?.citations ?? []),
    ...(background?.citations ?? []),
    ...steps.citations,
  ]);
  warnOfLicences(citations, context.ctx);
  const tables = { ...own, x: x.table, background: background?.table ?? null };
  const kept = run.dropNan ? dropMissing(tables, context.ctx) : tables;
  return {
    parcellation,
    y: prepared('y', kept.y),
    x: prepared('x', kept.x),
    z: kept.z && prepared('z', kept.z),
    inputs: steps.inputs,
    background: kept.background && standardizedOr(kept.background),
    citations,
  };

  async function load(side: Side, source: MapsSource) {
    const loaded = await loadMaps(source, parcellation, side, context);
    if (loaded.table.labels.length === 0) {
      throw new NspError('no-maps', `${side} holds no maps.`, { property: side });
    }
    context.ctx.log(
      `${side}: ${loaded.table.labels.length} maps × ${parcellation.labels.length} parcels`,
    );
    return loaded;
  }

  /** Constant maps of a background are only left out of the sets they are drawn into. */
  function standardizedOr(table: MapTable): MapTable {
    return run.standardize.includes('x') ? standardizeRows(table).table : table;
  }

  function prepared(side: Side, table: MapTable): MapTable {
    const { table: standardized, constant } = standardizeRows(table);
    if (constant.length && !(side === 'y' && run.self)) {
      context.ctx.warn(
        'constant-map',
        `${constant.length === 1 ? 'A map of' : `${constant.length} maps of`} ${side} ${constant.length === 1 ? 'has' : 'have'} the same value in every parcel and cannot be compared: ${constant.slice(0, 3).join(', ')}${constant.length > 3 ? ', …' : ''}. Their results are missing.`,
        { property: side },
      );
    }
    return run.standardize.includes(side) ? standardized : table;
  }
}

/** Y as a copy of X: a map that stands in several sets of X is one map of Y. */
const copyOf = (x: MapTable): MapTable => eachOnce(x);

function unique(citations: Citation[]): Citation[] {
  const seen = new Set<string>();
  return citations.filter((citation) => {
    const key = JSON.stringify(citation);
    return !seen.has(key) && seen.add(key);
  });
}
