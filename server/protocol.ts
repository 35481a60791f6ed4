// Every request and notification between client and server that is not in LSP, typed once. Names start with `nispace/`.
import type { AnalysisKind } from '../engine/plan.js';
import type { AnalysisResult, Cell, RegionalQuantity } from '../engine/result.js';

/** The editor's settings `http.*`, for downloads. */
export interface HttpSettings {
  /** Address of the proxy; empty: HTTPS_PROXY and HTTP_PROXY decide. */
  proxy: string;
  /** Hosts reached without it; empty: NO_PROXY decides. */
  noProxy: string[];
  /** Value of the header Proxy-Authorization, or null. */
  authorization: string | null;
  /** False accepts certificates that nobody vouches for. */
  strictSsl: boolean;
}

/** Handed over as `initializationOptions`. */
export interface ServerOptions {
  /** Absolute path of the worker bundle (dist/worker.cjs). */
  workerPath: string;
  /** Absolute path of the built-in demo library. */
  demoLibrary: string;
  /** Setting `nispace.dataDir`: one folder or several; empty for none. */
  dataDirs: string[];
  /** Setting `nispace.resultsDir`: where results go; empty: `nsp-results` beside the .nsp file. */
  resultsDir: string;
  /** Setting `nispace.offline`: nothing is downloaded. */
  offline: boolean;
  /** The editor's section `http`; sent as the editor has it, parsed by the server. */
  http: HttpSettings;
  /** Version of the extension, stored with results. */
  version: string;
}

export interface RunParams {
  uri: string;
  /** Analyses to run, or null for all in the file. */
  analyses: string[] | null;
  /** Chosen by the client; progress notifications carry it. Cancel by cancelling the request. */
  runId: string;
  /** Run even when a stored result with the same key exists. */
  force: boolean;
}

export interface RunOutcome {
  analysis: string;
  status: 'done' | 'stored' | 'failed' | 'cancelled' | 'refused';
  /** Folder of the result (result.json inside), for done and stored. */
  folder: string | null;
  /** One sentence for failed and refused. */
  message: string | null;
  seconds: number;
  /** Licences to be accepted before the run can download what it needs; empty unless that is why it failed. */
  licences: LicenceFacts[];
}

export interface RunProgress {
  runId: string;
  analysis: string;
  stage: string;
  done: number;
  total: number;
  unit: string;
  /** Of the whole request, 0 to 1. */
  fraction: number;
  secondsLeft: number | null;
}

export interface LogLine {
  level: 'info' | 'warning' | 'error';
  text: string;
}

export interface AnalysisInfo {
  name: string;
  kind: AnalysisKind;
  line: number;
  /** False when this version cannot run it yet. */
  runnable: boolean;
}

export interface StoredResult {
  analysis: string;
  folder: string;
  started: string;
}

/** Geometry for the brain view. Arrays are base64 of little-endian typed arrays. */
export type BrainGeometry =
  | {
      kind: 'surface';
      space: string;
      hemispheres: {
        hemisphere: 'L' | 'R';
        /** Float32, `[vertex][xyz]`, mm. */
        vertices: string;
        /** Uint32, `[triangle][3]`. */
        triangles: string;
        /** Int32 per vertex: 0-based index into the parcels of the result, -1 for none. */
        parcels: string;
      }[];
    }
  | {
      kind: 'volume';
      space: string;
      /** Voxels along x, y, z (x fastest). */
      dims: [number, number, number];
      /** 4 × 4 row-major, voxel to mm. */
      affine: number[];
      /** Int32 per voxel: 0-based parcel index, -1 for none. */
      parcels: string;
    }
  | { kind: 'none'; reason: string };

/** A pair of maps of a result, by index. */
export interface RegionsParams {
  folder: string;
  /** Of the result on the screen; another result in the folder is refused. */
  key: string;
  method: string;
  /** Into the labels of `y`. */
  y: number;
  /** Into the columns. */
  x: number;
}

/** What each parcel does to one correlation: a value for each parcel, by quantity. */
export type RegionValues = Record<RegionalQuantity, Cell[]>;

/** The maps behind a value of a result. */
export interface PairParams extends RegionsParams {
  /** `x` is a set: one of its maps, into the stored x maps of the result; null: their mean. Null for results without sets. */
  member: number | null;
}

/** Values of each parcel, null missing. */
export interface PairValues {
  x: Cell[];
  y: Cell[];
  /** As the method took them before it compared them; null: as they are. */
  taken: { as: 'ranks' | 'residuals' | 'residuals of ranks'; x: Cell[]; y: Cell[] } | null;
}

/** The null distribution of a value of a result. */
export interface NullsParams {
  folder: string;
  key: string;
  /** As the null summary of the statistic names it. */
  file: string;
  /** Into the rows of the null summary. */
  row: number;
  /** Into the columns of the statistic. */
  column: number;
}

/** What the maps of a set have by themselves. */
export interface MembersParams {
  folder: string;
  key: string;
  method: string;
  /** Into the rows of the statistic. */
  row: number;
  /** Into the stored x maps of the result. */
  maps: number[];
}

/** A citation as a person reads it. */
export interface SourceFacts {
  ref: string;
  /** Without `https://doi.org/`, or null. */
  doi: string | null;
}

/** A licence that is shown before the first download of an item into a folder. */
export interface LicenceFacts {
  /** Name of a dataset, parcellation or example. */
  item: string;
  /** Null: each map has its own. */
  licence: string | null;
  citations: SourceFacts[];
}

export type DataNodeKind =
  | 'group'
  | 'dataset'
  | 'parcellation'
  | 'example'
  | 'template'
  | 'collection'
  | 'map'
  | 'images'
  | 'space'
  | 'tables'
  | 'table'
  | 'description'
  /** Stands for the rest of a list that is too long to show. */
  | 'more';

/** One line of the data view: facts, which the client puts into words. */
export interface DataNode {
  /** Unique in the tree and the same tomorrow, e.g. `dataset/pet/tables/Schaefer200Parcels7Networks`. */
  id: string;
  kind: DataNodeKind;
  label: string;
  /** What it is, in a sentence or two; may be empty. */
  about: string;
  /** Whether the files needed are in the data folders; null where there are no files of its own. */
  presence: 'here' | 'partly' | 'remote' | null;
  /** On disk. */
  bytes: number;
  /** Files that the public library has and the data folders have not. */
  missing: number;
  /** What *Remove* would take away: files of the public library in the download folder. */
  removable: { files: number; bytes: number };
  /** For groups: items here, in part or whole, and in all. */
  counts: { here: number; total: number } | null;
  licence: string | null;
  citations: SourceFacts[];
  /** Made-up data, no findings. */
  simulated: boolean;
  /** A file of it on disk, to be shown in its folder; null when nothing is here. */
  path: string | null;
  hasChildren: boolean;
}

export interface DataParams {
  /** Whose children are wanted; null: the groups. */
  id: string | null;
  /** Look at the disk again. */
  fresh?: boolean;
}

export interface DataAnswer {
  nodes: DataNode[];
  /** Where downloads go. */
  downloads: string;
  offline: boolean;
}

export interface FetchDataParams {
  /** Id of a node, or names as `nsp data fetch` takes them: `Glasser`, `pet Glasser`. */
  what: { id: string } | { names: string };
  /** Items whose licence the person has been shown and accepts; null: download nothing yet, only say what would be. */
  accept: string[] | null;
  /** Chosen by the client; progress notifications carry it. Cancel by cancelling the request. */
  taskId: string;
}

export type FetchDataOutcome =
  /** Nothing was downloaded. These licences must be accepted first, if any; `bytes` is null when the source does not tell. */
  | {
      status: 'licences';
      licences: LicenceFacts[];
      files: number;
      bytes: number | null;
      /** Where the files would go. */
      folder: string;
    }
  /** `left`: optional files that the source does not have; `warnings` are sentences. */
  | { status: 'done'; files: number; bytes: number; left: number; warnings: string[] }
  | { status: 'cancelled' };

export interface DataProgress {
  taskId: string;
  filesDone: number;
  filesTotal: number;
  bytesDone: number;
  /** Null while unknown. */
  bytesTotal: number | null;
}

export const RunRequest = 'nispace/run'; // RunParams → RunOutcome[]
export const AnalysesRequest = 'nispace/analyses'; // { uri } → AnalysisInfo[]
export const ResultRequest = 'nispace/result'; // { folder } → AnalysisResult
export const StoredResultsRequest = 'nispace/storedResults'; // { uri } → StoredResult[]
export const BrainRequest = 'nispace/brain'; // { folder } → BrainGeometry
export const RegionsRequest = 'nispace/regions'; // RegionsParams → RegionValues
export const PairRequest = 'nispace/pair'; // PairParams → PairValues
export const NullsRequest = 'nispace/nulls'; // NullsParams → base64 of float64, little-endian, NaN missing
export const MembersRequest = 'nispace/members'; // MembersParams → Fisher z by map
export const ExportPythonRequest = 'nispace/exportPython'; // { uri, analysis } → { script }
export const DataRequest = 'nispace/data'; // DataParams → DataAnswer
export const FetchDataRequest = 'nispace/fetchData'; // FetchDataParams → FetchDataOutcome
export const RemoveDataRequest = 'nispace/removeData'; // { id } → { files, bytes }
export const AcceptLicencesRequest = 'nispace/acceptLicences'; // { items } → null
export const DataProgressNotification = 'nispace/dataProgress'; // DataProgress
export const DataChangedNotification = 'nispace/dataChanged'; // null: files came or went
export const ProgressNotification = 'nispace/progress'; // RunProgress
export const LogNotification = 'nispace/log'; // LogLine

/** Parameter and answer types by method name, for typed senders on both sides. */
export interface Requests {
  [RunRequest]: { params: RunParams; result: RunOutcome[] };
  [AnalysesRequest]: { params: { uri: string }; result: AnalysisInfo[] };
  [ResultRequest]: { params: { folder: string }; result: AnalysisResult };
  [StoredResultsRequest]: { params: { uri: string }; result: StoredResult[] };
  [BrainRequest]: { params: { folder: string }; result: BrainGeometry };
  [RegionsRequest]: { params: RegionsParams; result: RegionValues };
  [PairRequest]: { params: PairParams; result: PairValues };
  [NullsRequest]: { params: NullsParams; result: string };
  [MembersRequest]: { params: MembersParams; result: Cell[] };
  [ExportPythonRequest]: { params: { uri: string; analysis: string }; result: { script: string } };
  [DataRequest]: { params: DataParams; result: DataAnswer };
  [FetchDataRequest]: { params: FetchDataParams; result: FetchDataOutcome };
  [RemoveDataRequest]: { params: { id: string }; result: { files: number; bytes: number } };
  [AcceptLicencesRequest]: { params: { items: string[] }; result: null };
}

export interface Notifications {
  [ProgressNotification]: RunProgress;
  [LogNotification]: LogLine;
  [DataProgressNotification]: DataProgress;
  [DataChangedNotification]: null;
}

/** Commands of code lenses and code actions; the client registers them. Arguments: uri, analysis name. */
export const RunCommand = 'nispace.run';
/** Kind of the code action that expands an analysis to a pipeline. */
export const PipelineActionKind = 'refactor.rewrite.pipeline';
/** Command of the code action that downloads an item. Argument: names as `nsp data fetch` takes them. */
export const DownloadCommand = 'nispace.data.download';
