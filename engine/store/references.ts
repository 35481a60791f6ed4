// The reference list of a result: papers of the methods that were run and of the data that were used, each once.
import type { Citation } from '../plan.js';
import { settingsOf, type RunSettings } from '../pipeline/settings.js';
import type { AnalysisResult } from '../result.js';
import { TOOLBOX, papersOf, shortReference } from './bibliography.js';
import type { Paper } from './bibliography.js';

/** One entry of the list. */
export interface Reference {
  /** `Schaefer et al., 2018, Cereb Cortex`. */
  text: string;
  doi: string | null;
  /** What it is cited for, in order of first mention. */
  subjects: string[];
  licenses: string[];
  notes: string[];
  /** The full record of a methods paper; null for data, of which only the short reference is known. */
  paper: Paper | null;
}

type Cited = Pick<AnalysisResult, 'plan' | 'nullModel' | 'citations'>;

/** What was done to Y before it was compared, and with what came of it, by the names of the bibliography. */
function preparationsOf({ preparations, permute, influence, local }: RunSettings): string[] {
  const done = preparations.flatMap((step) => {
    switch (step.step) {
      case 'clean_y':
        return step.combat ? ['combat'] : [];
      case 'transform_y':
      case 'transform_z':
        return [step.transform];
      case 'reduce_x':
        return [step.reduction];
      case 'correlate_within_region':
        return step.correction === null || step.nPerm === 0 ? [] : [step.correction];
    }
  });
  return [
    ...done,
    ...(permute?.groups ? [permute.groups.strategy] : []),
    ...(influence ? ['regional_influence'] : []),
    ...(local?.correction ? [local.correction] : []),
  ];
}

/** All references of a result, methods first; the same DOI (or, without one, the same text) is one entry. */
export function references(result: Cited): Reference[] {
  const entries = new Map<string, Reference>();
  const run = settingsOf(result.plan);
  const { methods, corrections, pApproximation } = run;
  const done = [
    ...preparationsOf(run),
    ...methods,
    result.nullModel.method,
    pApproximation,
    ...corrections,
  ];
  for (const name of [TOOLBOX, ...done])
    for (const paper of papersOf(name)) addPaper(entries, paper, name);
  for (const citation of result.citations) addCitation(entries, citation);
  return [...entries.values()];
}

function addPaper(entries: Map<string, Reference>, paper: Paper, subject: string): void {
  const entry = entryFor(entries, shortReference(paper), paper.doi);
  entry.paper ??= paper;
  include(entry.subjects, subject === TOOLBOX ? 'NiSpace, whose measures are computed' : subject);
}

function addCitation(entries: Map<string, Reference>, citation: Citation): void {
  const entry = entryFor(entries, citation.ref, bareDoi(citation.doi));
  include(entry.subjects, citation.subject);
  include(entry.licenses, citation.license);
  include(entry.notes, citation.note);
}

function entryFor(entries: Map<string, Reference>, text: string, doi: string | null): Reference {
  const identity = (doi ?? text).toLowerCase();
  const known = entries.get(identity);
  if (known) return known;
  const entry = { text, doi, subjects: [], licenses: [], notes: [], paper: null };
  entries.set(identity, entry);
  return entry;
}

function include(list: string[], item: string | null): void {
  if (item && !list.includes(item)) list.push(item);
}

/** A DOI without resolver or prefix. */
function bareDoi(doi: string | null): string | null {
  const bare = doi?.trim().replace(/^(https?:\/\/(dx\.)?doi\.org\/|doi:\s*)/i, '');
  return bare ? bare : null;
}
