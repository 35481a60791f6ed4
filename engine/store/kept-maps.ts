// The side files from which a result can be looked at years later without the data: the maps that were compared, and for an enrichment
// what each member of a set has by itself. Ranks and residuals are made from them again (read-pair.ts), not stored.
import { takenFrom } from '../colocalize/confounds.js';
import type { Enrichment } from '../colocalize/enrichment.js';
import type { MapTables } from '../colocalize/kernel-setup.js';
import type { ObservedStatistics } from '../colocalize/observed.js';
import { cells } from '../inference/statistics.js';
import type { MapTable } from '../library/map-table.js';
import type { AnalysisResult } from '../result.js';
import type { NullArray } from '../run.js';

export interface KeptMaps {
  listed: Pick<AnalysisResult, 'x' | 'z' | 'sets' | 'members'>;
  files: NullArray[];
}

const X_FILE = 'x.npy';
const Z_FILE = 'z.npy';
export const membersFile = (method: string): string => `members-${method}.npy`;

const fileOf = (file: string, { labels, parcels, values }: MapTable): NullArray => ({
  file,
  shape: [labels.length, parcels.length],
  data: values,
});

/** @param tables as they were compared: standardised and reduced where the plan asks; of an enrichment each x map once */
export function keptMaps(
  { x, z, regressZ, zyMatched }: Omit<MapTables, 'y'>,
  enrichment: Enrichment | null,
  observed: readonly ObservedStatistics[],
): KeptMaps {
  const from = z ? takenFrom({ regressZ, zyMatched }) : [];
  const members = observed.flatMap(({ chosen, rows, members: data }) =>
    data
      ? [
          {
            method: chosen.method.name,
            shape: [rows.length, x.labels.length] as [number, number],
            file: membersFile(chosen.method.name),
            data,
          },
        ]
      : [],
  );
  return {
    listed: {
      x: { labels: x.labels, file: X_FILE },
      ...(z
        && from.length > 0 && {
          z: { labels: z.labels, file: Z_FILE, from, matched: zyMatched === true },
        }),
      ...(enrichment && { sets: storedSets(enrichment) }),
      ...(members.length > 0 && { members: members.map(({ data: _, ...listed }) => listed) }),
    },
    files: [fileOf(X_FILE, x), ...(z && from.length > 0 ? [fileOf(Z_FILE, z)] : []), ...members],
  };
}

const storedSets = ({ sets }: Enrichment): AnalysisResult['sets'] =>
  sets.map(({ members, weights }) => ({ members: [...members], weights: cells(weights) }));
