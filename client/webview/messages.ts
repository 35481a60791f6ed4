// Everything the results page and the extension say to each other, typed once.
import type { AnalysisResult, Cell } from '../../engine/result.js';
import type { ExportTable } from '../tables/table.js';
import type {
  BrainGeometry,
  Convergence,
  ConvergenceParams,
  LocalParams,
  LocalValues,
  MembersParams,
  NullsParams,
  PairParams,
  PairValues,
  RegionsParams,
  RegionValues,
  RunState,
} from '../../server/protocol.js';

/** A correlation of the result on the page. */
export type RegionalPair = Omit<RegionsParams, 'folder'>;

/** A tested cell of the result on the page. */
export type TestedCell = Omit<ConvergenceParams, 'folder'>;

export type FigureKind = 'chart' | 'heatmap' | 'histogram';
export type FigureFormat = 'svg' | 'png' | 'pdf';
export type TableFormat = 'csv' | 'tsv' | 'xlsx';

/** A file to be made of the result on the page, as the reader's choices have it. */
export type Export =
  | { what: 'figure'; kind: FigureKind; format: FigureFormat }
  | { what: 'table'; format: TableFormat }
  | { what: 'report' };

/** The two maps of a value of the result on the page. */
export type MapPair = Omit<PairParams, 'folder'>;
/** The nulls of a value of the result on the page. */
export type NullCell = Omit<NullsParams, 'folder'>;
/** The maps of a set of the result on the page. */
export type SetMembers = Omit<MembersParams, 'folder'>;
/** A row and column of the local values of the result on the page. */
export type LocalCell = Omit<LocalParams, 'folder'>;

/** What the detail of a value asks for; answers carry the question. */
export type DetailQuestion =
  | { about: 'pair'; wanted: MapPair }
  | { about: 'nulls'; wanted: NullCell }
  | { about: 'members'; wanted: SetMembers }
  | { about: 'local'; wanted: LocalCell };

export type DetailAnswer =
  | { about: 'pair'; wanted: MapPair; values: PairValues }
  /** Base64 of float64, little-endian, NaN missing. */
  | { about: 'nulls'; wanted: NullCell; values: string }
  /** Fisher z by map. */
  | { about: 'members'; wanted: SetMembers; values: Cell[] }
  | { about: 'local'; wanted: LocalCell; values: LocalValues };

/** From the extension to the page. */
export type ToPage =
  | { type: 'result'; result: AnalysisResult }
  | { type: 'state'; state: RunState }
  | { type: 'brain'; geometry: BrainGeometry }
  | { type: 'regions'; pair: RegionalPair; values: RegionValues }
  | { type: 'convergence'; cell: TestedCell; values: Convergence }
  /** Chosen outside the page: make it and send it as `save`. */
  | { type: 'export'; wanted: Export }
  | ({ type: 'detail' } & DetailAnswer)
  | { type: 'detailFailed'; question: DetailQuestion; message: string }
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
  | ({ type: 'detail' } & DetailQuestion)
  /** Put `text` on the clipboard and say that `what` was copied. */
  | { type: 'copy'; text: string; what: string }
  /** Ask for a place and write the figure there; `missing` are letters that its format does not have. */
  | {
      type: 'saveFigure';
      kind: FigureKind;
      format: FigureFormat;
      content: string | Uint8Array;
      missing: string[];
    }
  | { type: 'saveTable'; format: TableFormat; table: ExportTable }
  /** The extension makes the report itself: it needs the files of the result. */
  | { type: 'saveReport' }
  /** Why nothing can be saved, in a sentence. */
  | { type: 'cannotSave'; message: string }
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
