// Everything the results page and the extension say to each other, typed once.
import type { AnalysisResult, Cell } from '../../engine/result.js';
import type {
  BrainGeometry,
  MembersParams,
  NullsParams,
  PairParams,
  PairValues,
  RegionsParams,
  RegionValues,
} from '../../server/protocol.js';

/** A correlation of the result on the page. */
export type RegionalPair = Omit<RegionsParams, 'folder'>;

/** The two maps of a value of the result on the page. */
export type MapPair = Omit<PairParams, 'folder'>;
/** The nulls of a value of the result on the page. */
export type NullCell = Omit<NullsParams, 'folder'>;
/** The maps of a set of the result on the page. */
export type SetMembers = Omit<MembersParams, 'folder'>;

/** What the detail of a value asks for; answers carry the question. */
export type DetailQuestion =
  | { about: 'pair'; wanted: MapPair }
  | { about: 'nulls'; wanted: NullCell }
  | { about: 'members'; wanted: SetMembers };

export type DetailAnswer =
  | { about: 'pair'; wanted: MapPair; values: PairValues }
  /** Base64 of float64, little-endian, NaN missing. */
  | { about: 'nulls'; wanted: NullCell; values: string }
  /** Fisher z by map. */
  | { about: 'members'; wanted: SetMembers; values: Cell[] };

/** From the extension to the page. */
export type ToPage =
  | { type: 'result'; result: AnalysisResult }
  | { type: 'brain'; geometry: BrainGeometry }
  | { type: 'regions'; pair: RegionalPair; values: RegionValues }
  | ({ type: 'detail' } & DetailAnswer)
  | { type: 'detailFailed'; question: DetailQuestion; message: string }
  | { type: 'failed'; about: 'result' | 'brain' | 'regions'; message: string };

/** From the page to the extension. */
export type FromPage =
  /** The page listens now: the result may be sent. */
  | { type: 'ready' }
  /** The brain view opened and needs its geometry. */
  | { type: 'brain' }
  /** The parcels of a pair of maps are wanted. */
  | { type: 'regions'; pair: RegionalPair }
  | ({ type: 'detail' } & DetailQuestion)
  /** Put `text` on the clipboard and say that `what` was copied. */
  | { type: 'copy'; text: string; what: string }
  | { type: 'open'; what: 'source' | 'folder' | 'log' };

/** What survives a reload of the window, besides the page's own view state. */
export interface PageIdentity {
  /** Folder that holds result.json. */
  folder: string;
}
