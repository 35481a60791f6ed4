// Puts a result together from what the stages found. Everything a reader needs in order to trust and repeat it is in here.
import type { LocalFound } from './additional/local-of-run.js';
import type { Regions } from './additional/regions.js';
import type { Enrichment } from './colocalize/enrichment.js';
import type { Inferred } from './inference/statistics.js';
import { cells } from './inference/statistics.js';
import type { MapTable } from './library/map-table.js';
import type { NullsOfPlan, PlannedNulls } from './nulls/planned.js';
import type { AnalysisPlan } from './plan.js';
import type { RunSettings } from './pipeline/settings.js';
import type { PreparedMaps } from './pipeline/state.js';
import {
  RESULT_VERSION,
  type AnalysisResult,
  type InputFile,
  type ResultColumn,
  type ResultDiagnostics,
  type WithinRegionResult,
} from './result.js';
import type { NullArray } from './run.js';
import type { Stages } from './stages.js';
import { methodsText } from './store/methods-text.js';
import { parametersOf } from './store/parameters.js';
import type { ResultFacts } from './store/told.js';

export interface Provenance {
  key: string;
  started: Date;
  stages: Stages;
  inputs: InputFile[];
  threads: number;
  seedDrawn: boolean;
  file: string | null;
  version: string;
}

const mapColumns = ({ labels, sets, weights }: MapTable): ResultColumn[] =>
  labels.map((x, i) => ({ set: sets[i] ?? null, x, weight: weights[i] ?? null }));

/** Sets stand where maps do (shared/ARCHITECTURE.md, the command line). */
const setColumns = (sets: Enrichment['sets']): ResultColumn[] =>
  sets.map(({ name, members }) => ({ set: null, x: name, weight: null, maps: members.length }));

/** Eigenvalues to look at: largest first, six digits. */
function spectra({ x, y }: Inferred['eigenvalues']): ResultDiagnostics['eigenvalues'] {
  const brief = (values: number[] | null): number[] | null =>
    values && [...values].sort((a, b) => b - a).map((value) => Number(value.toPrecision(6)));
  return { x: brief(x), y: brief(y) };
}

/** @param sets the columns of an enrichment; null for other analyses */
export function assembleResult(
  plan: AnalysisPlan & { seed: number },
  run: RunSettings,
  { data, design, facts: preparations }: PreparedMaps,
  model: PlannedNulls,
  nulls: NullsOfPlan,
  inferred: Inferred & {
    regions: Regions[];
    local: LocalFound[];
    withinRegion: WithinRegionResult | null;
    autocorrelation: ResultDiagnostics['autocorrelation'];
  },
  sets: Enrichment['sets'] | null,
  provenance: Provenance,
): { result: AnalysisResult; nulls: NullArray[]; regions: NullArray[] } {
  const { parcellation, x, y } = data;
  const { stages } = provenance;
  const facts: ResultFacts = {
    version: RESULT_VERSION,
    key: provenance.key,
    analysis: plan.name,
    kind: plan.kind,
    plan,
    file: provenance.file,
    started: provenance.started.toISOString(),
    seconds: stages.seconds,
    seed: plan.seed,
    seedDrawn: provenance.seedDrawn,
    threads: provenance.threads,
    software: [
      { name: 'NiSpace for VS Code', version: provenance.version },
      { name: 'Node.js', version: process.version },
    ],
    parcellation: {
      name: parcellation.name,
      label: parcellation.label,
      level: parcellation.level,
      parcels: parcellation.labels,
      hemispheres: run.hemispheres,
      parcelHemisphere: parcellation.hemisphere,
    },
    nullModel: {
      method: model.method,
      permuted: model.permuted,
      space: nulls.space,
      origin: nulls.origin,
      permutations: run.nPerm,
    },
    columns: sets ? setColumns(sets) : run.methods.length > 0 ? mapColumns(x) : [],
    ...(design && { design }),
    ...(preparations.length > 0 && { preparations }),
    y: { labels: y.labels, values: cells(y.values) },
    statistics: inferred.statistics,
    regions: inferred.regions.map(({ data: _, ...listed }) => listed),
    ...(inferred.local.length > 0 && { local: inferred.local.map(({ listed }) => listed) }),
    ...(inferred.withinRegion && { withinRegion: inferred.withinRegion }),
    diagnostics: {
      autocorrelation: inferred.autocorrelation,
      eigenvalues: spectra(inferred.eigenvalues),
    },
    meff: inferred.meff,
    warnings: stages.warnings,
    citations: data.citations,
    inputs: provenance.inputs,
    timings: stages.timings,
  };
  const regions = [...inferred.regions, ...inferred.local.flatMap(({ files }) => files)];
  const words = { parameters: parametersOf(facts), methodsText: methodsText(facts) };
  return { result: { ...facts, ...words }, nulls: inferred.nulls, regions };
}
