// Everything the results page and the extension say to each other, typed once.
import type { AnalysisResult } from '../../engine/result.js';
import type {
  BrainGeometry,
  Convergence,
  ConvergenceParams,
  RegionsParams,
  RegionValues,
  RunState,
} from '../../server/protocol.js';

/** A correlation of the result on the page. */
export type RegionalPair = Omit<RegionsParams, 'folder'>;

/** A tested cell of the result on the page. */
export type TestedCell = Omit<ConvergenceParams, 'folder'>;

/** From the extension to the page. */
export type ToPage =
  | { type: 'result'; result: AnalysisResult }
  | { type: 'state'; state: RunState }
  | { type: 'brain'; geometry: BrainGeometry }
  | { type: 'regions'; pair: RegionalPair; values: RegionValues }
  | { type: 'convergence'; cell: TestedCell; values: Convergence }
  | { type: 'failed'; about: 'result' | 'brain' | 'regions' | 'convergence'; message: string };

/** From the page to the extension. */
export type FromPage =
  /** The page listens now: the result may be sent. */
  | { type: 'ready' }
  /** The brain view opened and needs its geometry. */
  | { type: 'brain' }
  /** The parcels of a pair of maps are wanted. */
  | { type: 'regions'; pair: RegionalPair }
  /** How the p of a cell settled is wanted. */
  | { type: 'convergence'; cell: TestedCell }
  /** Put `text` on the clipboard and say that `what` was copied. */
  | { type: 'copy'; text: string; what: string }
  | { type: 'open'; what: 'source' | 'folder' | 'log' }
  /** Run the analysis of this result as the file says now. */
  | { type: 'runAgain' };

/** What survives a reload of the window, besides the page's own view state. */
export interface PageIdentity {
  /** Folder that holds result.json. */
  folder: string;
}

/** A stored run, wherever later runs have moved it. */
export interface RunIdentity {
  folder: string;
  key: string;
}

/** From the extension to the page that compares two runs. */
export type ToComparison =
  { type: 'results'; a: AnalysisResult; b: AnalysisResult } | { type: 'failed'; message: string };

/** From that page to the extension. */
export type FromComparison =
  | { type: 'ready' }
  | { type: 'copy'; text: string; what: string }
  | { type: 'openRun'; which: 'a' | 'b' };
