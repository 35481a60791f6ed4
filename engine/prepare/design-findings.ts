// What a run would say about a design, told from its table alone, so that the editor says the same before anything runs.
import { NspError } from '../error.js';
import type { TextTable } from '../formats/csv.js';
import type { DesignFinding, DesignQuery } from '../library/entries.js';
import { designOf, groupsOf, type DesignTable } from '../library/load/design.js';
import { relabelings } from '../nulls/relabelings.js';
import type { GroupsStrategy } from '../plan.js';
import { designProblems } from './clean/design-problems.js';
import { encode, type DesignColumn } from './clean/encode.js';
import { sitesOf } from './combat/sites.js';
import { codeGroups } from './comparisons/groups.js';

/** Rows × columns² beyond which covariates are looked at by the run only (many hundreds of pairs): the editor must not wait for it. */
const MOST_STEPS = 1e8;

/**
 * Groups that are small or not two, pairs that are incomplete, sites ComBat cannot use, covariates that say nothing or cannot be told
 * from the groups. Empty when the rows of the design do not fit those of Y: that is said elsewhere.
 */
export function designFindings(table: TextTable, query: DesignQuery): DesignFinding[] {
  const rows = query.labels ?? ownLabels(table, query);
  const findings: DesignFinding[] = [];
  const warn = (code: string, message: string): void => {
    findings.push({ severity: 'warning', code, message });
  };
  const design = attempt(() => designOf(table, query.design, rows, { warn }, query.protect ?? []));
  // Columns that are to be regressed and kept; columns that are not there are said elsewhere.
  if (design instanceof NspError && design.code === 'collinear-covariate')
    findings.push(error(design));
  if (!(design instanceof NspError)) {
    const kept = query.compared ? keptColumns(design, query) : [];
    findings.push(...groupFindings(design, rows, query));
    if (query.cleaned !== false)
      findings.push(...cleaningFindings(design, rows, [...kept, ...design.kept], query));
  }
  // How rows are joined is a rule of the editor of its own.
  return findings.filter(({ code }) => code !== 'rows-by-position' && code !== 'unused-rows');
}

/** Without the labels of Y the design is taken to have its rows. */
function ownLabels(table: TextTable, { design }: DesignQuery): string[] {
  const index = design.index === null ? 0 : table.columns.indexOf(design.index);
  return table.rows.map((row) => row[index] ?? '');
}

function keptColumns({ groups, subjects }: DesignTable, { paired }: DesignQuery): DesignColumn[] {
  return [groups, paired ? subjects : null].filter((column) => column !== null);
}

function groupFindings(
  design: DesignTable,
  labels: readonly string[],
  { compared, paired, design: source }: DesignQuery,
): DesignFinding[] {
  if (!compared) return [];
  const groups = attempt(() => groupsOf(design, source));
  if (groups instanceof NspError) return [error(groups)];
  const pairs = paired ? (design.subjects?.cells ?? null) : null;
  const coded = attempt(() => codeGroups({ labels, groups: groups.cells, subjects: pairs }));
  if (coded instanceof NspError) return [error(coded)];
  return coded.notes.map((note): DesignFinding => ({ severity: 'warning', ...note }));
}

/** How many different permutations of the groups there are; null where a design cannot be used, which is said elsewhere. */
export function designRelabelings(
  table: TextTable,
  query: DesignQuery,
  strategy: GroupsStrategy,
): number | null {
  const labels = query.labels ?? ownLabels(table, query);
  const found = attempt(() => {
    const design = designOf(table, query.design, labels, { warn: () => undefined });
    const pairs = query.paired ? (design.subjects?.cells ?? null) : null;
    const { cells } = groupsOf(design, query.design);
    const groups = codeGroups({ labels, groups: cells, subjects: pairs });
    return groups.levels.length === 2 ? relabelings(groups, strategy) : null;
  });
  return found instanceof NspError ? null : found;
}

function cleaningFindings(
  { covariates, site }: DesignTable,
  labels: readonly string[],
  kept: readonly DesignColumn[],
  { combat }: DesignQuery,
): DesignFinding[] {
  const used = [...kept, ...covariates, ...(site ? [site] : [])];
  if (labels.length * encode(used).columns.length ** 2 > MOST_STEPS) return [];
  const nuisance = site && !combat ? [...covariates, site] : covariates;
  const problems: DesignFinding[] =
    nuisance.length === 0
      ? []
      : designProblems({ nuisance, protected: kept }).map(({ code, message }): DesignFinding => ({
          severity: 'error',
          code,
          message,
        }));
  if (!combat || !site || problems.length > 0) return problems;
  const sites = attempt(() =>
    sitesOf({ labels: [...labels] }, { site, kept: [...covariates, ...kept] }),
  );
  return sites instanceof NspError ? [error(sites)] : [];
}

const error = ({ code, message }: NspError): DesignFinding => ({
  severity: 'error',
  code,
  message,
});

/** The value, or the error a person is meant to read. */
function attempt<T>(work: () => T): T | NspError {
  try {
    return work();
  } catch (caught) {
    if (caught instanceof NspError) return caught;
    throw caught;
  }
}
