// Which value the detail is of, and what has to be asked for to show it. Pure.
import type { MapPair, NullCell, SetMembers } from '../../messages.js';
import { isOfModel, nullRow, strongestMap, type Row } from '../model.js';

import type { View } from '../view.js';

export interface Subject {
  row: Row;
  /** Y map whose parcels are shown; of a pooled value one of many. */
  y: number;
  /** The value is of all y maps together. */
  pooled: boolean;
  /** Null where nothing was tested. */
  nulls: NullCell | null;
  /** The nulls are those of the pooled row, not of this y map. */
  nullsOfPool: boolean;
  /** Null for a whole model, which has no single reference map. */
  pair: MapPair | null;
  /** Null where the column is no set, or nothing is known of its maps. */
  members: SetMembers | null;
}

/** Null when the detail is closed or nothing is selected. */
export function subjectOf(view: View): Subject | null {
  const { state, rows, result, choice, yIndex } = view;
  const row = state.detail ? rows.find(({ column }) => column === state.selected) : undefined;
  if (!row) return null;
  const { statistic } = choice;
  const { key } = result;
  const { method, nulls } = statistic;
  const { column } = row;
  const pooled = statistic.pooledRow[yIndex] === true;
  const known = state.detailY !== null && state.detailY < result.y.labels.length;
  const y = !pooled
    ? yIndex
    : known && state.detailY !== null
      ? state.detailY
      : strongestMap(result, choice, column);
  const set = result.sets?.[column]?.members ?? null;
  const member = state.member !== null && set?.includes(state.member) ? state.member : null;
  const nullsAt = nulls ? nullRow(statistic, nulls, yIndex) : -1;
  return {
    row,
    y,
    pooled,
    nulls: nulls && nullsAt >= 0 ? { key, file: nulls.file, row: nullsAt, column } : null,
    nullsOfPool: !pooled && statistic.pooledRow.includes(true),
    pair: isOfModel(statistic) ? null : { key, method, y, x: column, member },
    members:
      set && result.members?.some((each) => each.method === method)
        ? { key, method, row: yIndex, maps: set }
        : null,
  };
}
