// The first stage of every run: parcellation, Y, X and Z maps on the same parcels, standardised as the plan asks.
import { NspError } from '../../error.js';
import type { AnalysisPlan, Citation, MapsSource, Side } from '../../plan.js';
import { comparesGroups } from '../../plan-kinds.js';
import { standardizeRows } from '../../prepare/standardize.js';
import type { LoadContext } from '../context.js';
import { loadBackground } from './background.js';
import { loadDesign, type DesignTable } from './design.js';
import { loadConfounds } from './confounds.js';
import { warnOfLicences } from './licences.js';
import { loadMaps } from './maps.js';
import { loadParcellation, type LoadedParcellation } from './parcellation.js';
import type { MapTable } from '../map-table.js';

export interface LoadedData {
  parcellation: LoadedParcellation;
  y: MapTable;
  x: MapTable;
  /** Maps to be regressed out of Y, X and every null map; null for none. */
  z: MapTable | null;
  /** Joined to the rows of Y; null where the plan has none. */
  design: DesignTable | null;
  /** Maps that random sets are drawn from; null where none are drawn. */
  background: MapTable | null;
  citations: Citation[];
}

/** @throws NspError tied to the property or declaration whose data cannot be used */
export async function loadData(plan: AnalysisPlan, context: LoadContext): Promise<LoadedData> {
  const parcellation = await loadParcellation(plan.parcellation, plan.hemispheres, context);
  const y = await load('y', plan.y);
  const x = await load('x', plan.x);
  const source = comparesGroups(plan) ? plan.design : plan.yCovariates;
  const property = comparesGroups(plan) ? 'design' : 'y_covariates';
  const design = source && (await loadDesign(source, y.table.labels, property, context));
  const z = await loadConfounds(plan.z, parcellation, context);
  if (z) context.ctx.log(`z: ${z.table.labels.join(', ')}`);
  const background = await loadBackground(plan, parcellation, context);
  const citations = unique([
    ...parcellation.citations,
    ...y.citations,
    ...x.citations,
    ...(z?.citations ?? []),
    ...(background?.citations ?? []),
  ]);
  warnOfLicences(citations, context.ctx);
  return {
    parcellation,
    y: y.table,
    x: x.table,
    z: z && prepared('z', z.table),
    design,
    background: background && standardizedOr(background.table),
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
    return { ...loaded, table: prepared(side, loaded.table) };
  }

  /** Constant maps of a background are only left out of the sets they are drawn into. */
  function standardizedOr(table: MapTable): MapTable {
    return plan.standardize.includes('x') ? standardizeRows(table).table : table;
  }

  function prepared(side: Side, table: MapTable): MapTable {
    const { table: standardized, constant } = standardizeRows(table);
    if (constant.length) {
      context.ctx.warn(
        'constant-map',
        `${constant.length === 1 ? 'A map of' : `${constant.length} maps of`} ${side} ${constant.length === 1 ? 'has' : 'have'} the same value in every parcel and cannot be compared: ${constant.slice(0, 3).join(', ')}${constant.length > 3 ? ', …' : ''}. Their results are missing.`,
        { property: side },
      );
    }
    return plan.standardize.includes(side) ? standardized : table;
  }
}

function unique(citations: Citation[]): Citation[] {
  const seen = new Set<string>();
  return citations.filter((citation) => {
    const key = JSON.stringify(citation);
    return !seen.has(key) && seen.add(key);
  });
}
