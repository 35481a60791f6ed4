// Regresses covariates out of the subjects' maps, parcel by parcel across subjects. Only the part of the covariates is subtracted:
// each parcel keeps its intercept and the effect of the protected columns (spec/statistics.md 3.1, spec/decisions.md 6).
import type { MapTable } from '../../library/map-table.js';
import { DesignFit } from '../../stats/design-fit.js';
import { few, type Note } from '../note.js';
import { stopIfCancelled, type Work } from '../work.js';
import {
  completeRows,
  requireRowCount,
  requireSoundDesign,
  type CleaningDesign,
} from './design-problems.js';
import { encode, type EncodedColumn } from './encode.js';

export interface Cleaned {
  table: MapTable;
  /** Names of the columns that were regressed, by how they were taken. */
  continuous: string[];
  categorical: string[];
  notes: Note[];
}

/**
 * y − Σ nuisance·β with β of the joint least squares on [1 | protected | nuisance], over the subjects that have the parcel and all
 * columns. Missing stays missing; a subject without a covariate becomes missing altogether, and so does a parcel in which the present
 * subjects cannot tell the covariates from the rest. Both are noted.
 * @throws NspError `rows-do-not-match`, `empty-covariate`, `constant-covariate`, `collinear-covariate`, `too-many-covariates`, CancelledError
 */
export function cleanBetween(y: MapTable, design: CleaningDesign, work: Work): Cleaned {
  requireRowCount(y, [...design.nuisance, ...design.protected]);
  requireSoundDesign(design);
  const { columns: nuisance, continuous, categorical } = encode(design.nuisance);
  const kept = encode(design.protected).columns;
  const fits = new Fits(kept, nuisance, y.labels.length);
  const parcels = y.parcels.length;
  const values = new Float64Array(y.values.length).fill(NaN);
  const unfit: string[] = [];
  y.parcels.forEach((parcel, i) => {
    stopIfCancelled(work);
    const rows = fits.complete.filter((row) => !Number.isNaN(y.values[row * parcels + i]));
    if (rows.length === 0) return;
    const fit = fits.over(rows);
    if (!fit) {
      unfit.push(parcel);
      return;
    }
    const target = Float64Array.from(rows, (row) => y.values[row * parcels + i] as number);
    const cleaned = fit(target);
    rows.forEach((row, k) => (values[row * parcels + i] = cleaned[k] as number));
    work.report(i + 1, parcels, 'parcels');
  });
  return {
    table: { ...y, values },
    continuous,
    categorical,
    notes: notesOf(y, fits.complete, unfit),
  };
}

type Subtract = (target: Float64Array) => Float64Array;

/** One fit for each set of rows: parcels mostly miss the same subjects. */
class Fits {
  /** Rows that have all columns. */
  readonly complete: number[];
  private readonly known = new Map<string, Subtract | null>();
  private readonly columns: readonly EncodedColumn[];

  constructor(
    private readonly kept: readonly EncodedColumn[],
    nuisance: readonly EncodedColumn[],
    rows: number,
  ) {
    this.columns = [...kept, ...nuisance];
    this.complete = completeRows(this.columns, rows);
  }

  /** Null where the part of the covariates is not determined. */
  over(rows: number[]): Subtract | null {
    const key = rows.join();
    const known = this.known.get(key);
    if (known !== undefined) return known;
    const made = this.make(rows);
    this.known.set(key, made);
    return made;
  }

  private make(rows: number[]): Subtract | null {
    const columns = this.columns.map(({ values }) =>
      Float64Array.from(rows, (row) => values[row] as number),
    );
    const fit = new DesignFit([new Float64Array(rows.length).fill(1), ...columns]);
    const first = this.kept.length + 1;
    const ambiguous = fit.dependent.some((k) => k >= first && fit.madeOf(k).some((j) => j < first));
    if (fit.rank >= rows.length || ambiguous) return null;
    return (target) => {
      const beta = fit.coefficients(target);
      const out = Float64Array.from(target);
      for (let k = this.kept.length; k < columns.length; k++) {
        const column = columns[k] as Float64Array;
        const slope = beta[k + 1] as number;
        for (let i = 0; i < out.length; i++)
          out[i] = (out[i] as number) - slope * (column[i] as number);
      }
      return out;
    };
  }
}

function notesOf(y: MapTable, complete: readonly number[], unfit: readonly string[]): Note[] {
  const notes: Note[] = [];
  const has = new Set(complete);
  const without = y.labels.filter((_, row) => !has.has(row));
  if (without.length) {
    notes.push({
      code: 'missing-covariate',
      message: `${without.length} rows of y miss a covariate and are left out: ${few(without)}.`,
    });
  }
  if (unfit.length) {
    notes.push({
      code: 'parcels-not-cleaned',
      message: `In ${unfit.length} parcels too few subjects have values for the covariates to be told apart; they are missing: ${few(unfit)}.`,
    });
  }
  return notes;
}
