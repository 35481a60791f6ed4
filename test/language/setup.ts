// Shortcuts for tests: services on a fake catalog, and documents loaded from text.
import { EmptyFileSystem } from 'langium';
import type { AnalysisPlan, WorkflowPlan } from '../../engine/plan.js';
import type { Catalog } from '../../language/catalog.js';
import type { LoadedDocument } from '../../language/load.js';
import { loadDocument } from '../../language/load.js';
import { createNspServices } from '../../language/module.js';
import { fakeCatalog } from './fake-catalog.js';

export const FILE = '/study/analysis.nsp';

/** Declarations most tests need. */
export const PREAMBLE = `
maps receptors = reference pet
maps pain = images { "Pain": "pain.nii.gz" }
`;

export interface Loaded extends LoadedDocument {
  /** Codes of all diagnostics but hints about unused declarations. */
  codes: string[];
}

export function servicesFor(catalog: Catalog = fakeCatalog()) {
  return createNspServices({ ...EmptyFileSystem, catalog });
}

export async function load(
  text: string,
  catalog: Catalog = fakeCatalog(),
  slow = false,
): Promise<Loaded> {
  const { nsp } = servicesFor(catalog);
  const loaded = await loadDocument(FILE, nsp, { text, slow });
  const codes = loaded.diagnostics
    .map(({ code }) => String(code))
    .filter((code) => code !== 'unused-declaration');
  return { ...loaded, codes };
}

/** The plan of one of the four analyses. */
export function workflow(plan: AnalysisPlan | undefined): WorkflowPlan {
  if (!plan || plan.kind === 'pipeline') throw new Error('This is not the plan of an analysis.');
  return plan;
}
