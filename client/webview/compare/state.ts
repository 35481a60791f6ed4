// What the reader has chosen on the page that compares; kept by VS Code over reloads, so it is read back with care.
export interface ViewState {
  /** Key of a pair of statistics; null: the first. */
  statistic: string | null;
  /** What the scatter shows. */
  axes: 'statistic' | 'p';
  filter: string;
  sort: { key: string; descending: boolean } | null;
  /** Key of the selected row (rowKey). */
  selected: string | null;
}

export const INITIAL_STATE: ViewState = {
  statistic: null,
  axes: 'statistic',
  filter: '',
  sort: null,
  selected: null,
};

const isText = (value: unknown): value is string => typeof value === 'string';

export function readState(stored: unknown): ViewState {
  if (typeof stored !== 'object' || stored === null) return { ...INITIAL_STATE };
  const { statistic, axes, filter, sort, selected } = stored as Record<string, unknown>;
  const order = sort as { key?: unknown; descending?: unknown } | null | undefined;
  const usable = order && isText(order.key) && typeof order.descending === 'boolean';
  return {
    statistic: isText(statistic) ? statistic : null,
    axes: axes === 'p' ? 'p' : 'statistic',
    filter: isText(filter) ? filter : '',
    sort: usable ? { key: String(order.key), descending: order.descending === true } : null,
    selected: isText(selected) ? selected : null,
  };
}

/** Tells rows apart, also after a reload. */
export const rowKey = ({ y, set, x }: { y: string; set: string | null; x: string }): string =>
  JSON.stringify([y, set, x]);
