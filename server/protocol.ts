// Every request and notification between client and server that is not in LSP, typed once. Names start with `nispace/`.
import type { AnalysisKind } from '../engine/plan.js';
import type { AnalysisResult, Cell, Convergence, RegionalQuantity } from '../engine/result.js';

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
  /** Setting `nispace.history.keep`: former results kept of each analysis. */
  keep: number;
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
  /** `skipped`: an analysis whose result it uses could not be run. */
  status: 'done' | 'stored' | 'failed' | 'skipped' | 'cancelled' | 'refused';
  /** Folder of the result (result.json inside), for done and stored. */
  folder: string | null;
  /** One sentence for failed, skipped and refused. */
  message: string | null;
  seconds: number;
  /** Licences to be accepted before the run can download what it needs; empty unless that is why it failed. */
  licences: LicenceFacts[];
}

export interface RunProgress {
  runId: string;
  analysis: string;
  /** Further analyses of the request that run at the same time. */
  alongside: number;
  stage: string;
  done: number;
  total: number;
  unit: string;
  /** Of the whole request, 0 to 1. */
  fraction: number;
  secondsLeft: number | null;
}

/** What a request is going to run, before it begins. */
export interface RunOrder {
  runId: string;
  /** Names in the order in which they may start. */
  analyses: string[];
  /** In words: `PainReceptors; Anorexia → AnorexiaCells`. */
  text: string;
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

/** One stored run of an analysis, as lists show it. */
export interface StoredRun {
  folder: string;
  key: string;
  analysis: string;
  kind: AnalysisKind;
  /** ISO 8601. */
  started: string;
  seconds: number;
  seed: number;
  seedDrawn: boolean;
  permutations: number;
  /** Never removed to make room for newer ones. */
  pinned: boolean;
  /** The run in the folder of the analysis; the others are its history. */
  newest: boolean;
  /** Why running the analysis now could give other numbers, a few words each: `n_perm 1,000 → 10,000`. Empty: up to date. */
  stale: string[];
}

/** The stored runs of one analysis, newest first. */
export interface StoredRuns {
  analysis: string;
  /** False for an analysis that is no longer in the file. */
  inFile: boolean;
  runs: StoredRun[];
}

/** A .nsp file that has stored results. */
export interface ResultsOfFile {
  uri: string;
  /** Of analyses that have results. */
  analyses: number;
  runs: number;
}

/** What a results page is told about the result it shows. */
export interface RunState {
  /** Of the result that is in the folder now. */
  key: string;
  stale: string[];
  pinned: boolean;
  newest: boolean;
  /** The file the result came from, where it lies now; null when it is gone or no longer holds the analysis. */
  uri: string | null;
}

export type { Convergence };

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

/** A tested cell of a result. */
export interface ConvergenceParams {
  folder: string;
  /** Of the result on the screen; another result in the folder is refused. */
  key: string;
  method: string;
  statistic: string;
  /** Row and column of the statistic. */
  row: number;
  column: number;
}

/** The maps behind a value of a result. */
export interface PairParams extends RegionsParams {
  /** `x` is a set: one of its maps, into the stored x maps of the result; null: their mean. Null for results without sets. */
  member: number | null;
}

/** A row and column of the local colocalizations of a method. */
export interface LocalParams {
  folder: string;
  /** Of the result on the screen; another result in the folder is refused. */
  key: string;
  method: string;
  row: number;
  column: number;
}

/** Values of each parcel, null missing; `corrected` null where p was not corrected. */
export interface LocalValues {
  stat: Cell[];
  p: Cell[];
  corrected: Cell[] | null;
}

/** Values of each parcel, null missing. */
export interface PairValues {
  x: Cell[];
  y: Cell[];
  /** As the method took them before it compared them; null: as they are. */
  taken: { as: 'ranks' | 'residuals' | 'residuals of ranks'; x: Cell[]; y: Cell[] } | null;
}

/** Where the nulls of one cell of a statistic stand. */
export interface NullCell {
  /** Side file of the result, as the null summary of the statistic names it. */
  file: string;
  /** Into the rows of the null summary. */
  row: number;
  /** Into the columns of the statistic. */
  column: number;
}

/** The null distribution of a value of a result. */
export interface NullsParams extends NullCell {
  folder: string;
  key: string;
}

/** One entry of the reference list. */
export interface ReferenceFacts {
  text: string;
  /** Without `https://doi.org/`, or null. */
  doi: string | null;
  /** What it is cited for. */
  subjects: string[];
  licenses: string[];
  notes: string[];
}

export interface ReportFactsParams {
  folder: string;
  /** Of the result that the report is about; another result in the folder is refused. */
  key: string;
  cells: NullCell[];
}

/** What a report holds beside the result. */
export interface ReportFacts {
  references: ReferenceFacts[];
  bibtex: string;
  /** Full nulls of each cell asked for, null missing; null for a cell whose side file is not there. */
  nulls: (Cell[] | null)[];
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
export const ResultRequest = 'nispace/result'; // { folder, key? } → AnalysisResult; with a key the run of the analysis that has it, wherever it lies now
export const StoredResultsRequest = 'nispace/storedResults'; // { uri } → StoredResult[]
export const ResultFilesRequest = 'nispace/resultFiles'; // { uris } → ResultsOfFile[]
export const RunFolderRequest = 'nispace/runFolder'; // { folder, key } → { folder }: where the run lies now
export const RunsRequest = 'nispace/runs'; // { uri } → StoredRuns[]
export const RunStateRequest = 'nispace/runState'; // { folder } → RunState
export const PinRequest = 'nispace/pin'; // { folder, pinned } → null
export const DeleteResultRequest = 'nispace/deleteResult'; // { folder } → null
export const FilesChangedRequest = 'nispace/filesChanged'; // null → null: data or results of the workspace changed on disk
export const BrainRequest = 'nispace/brain'; // { folder } → BrainGeometry
export const RegionsRequest = 'nispace/regions'; // RegionsParams → RegionValues
export const ConvergenceRequest = 'nispace/convergence'; // ConvergenceParams → Convergence
export const ReportFactsRequest = 'nispace/reportFacts'; // ReportFactsParams → ReportFacts
export const PairRequest = 'nispace/pair'; // PairParams → PairValues
export const NullsRequest = 'nispace/nulls'; // NullsParams → base64 of float64, little-endian, NaN missing
export const LocalRequest = 'nispace/local'; // LocalParams → LocalValues
export const MembersRequest = 'nispace/members'; // MembersParams → Fisher z by map
export const ExportPythonRequest = 'nispace/exportPython'; // { uri, analysis } → { script }
export const DataRequest = 'nispace/data'; // DataParams → DataAnswer
export const FetchDataRequest = 'nispace/fetchData'; // FetchDataParams → FetchDataOutcome
export const RemoveDataRequest = 'nispace/removeData'; // { id } → { files, bytes }
export const AcceptLicencesRequest = 'nispace/acceptLicences'; // { items } → null
export const DataProgressNotification = 'nispace/dataProgress'; // DataProgress
export const DataChangedNotification = 'nispace/dataChanged'; // null: files came or went
export const ResultsChangedNotification = 'nispace/resultsChanged'; // null: results came, went, or may be out of date
export const RunOrderNotification = 'nispace/runOrder'; // RunOrder
export const ProgressNotification = 'nispace/progress'; // RunProgress
export const LogNotification = 'nispace/log'; // LogLine

/** Parameter and answer types by method name, for typed senders on both sides. */
export interface Requests {
  [RunRequest]: { params: RunParams; result: RunOutcome[] };
  [AnalysesRequest]: { params: { uri: string }; result: AnalysisInfo[] };
  [ResultRequest]: { params: { folder: string; key?: string }; result: AnalysisResult };
  [StoredResultsRequest]: { params: { uri: string }; result: StoredResult[] };
  [ResultFilesRequest]: { params: { uris: string[] }; result: ResultsOfFile[] };
  [RunFolderRequest]: { params: { folder: string; key: string }; result: { folder: string } };
  [RunsRequest]: { params: { uri: string }; result: StoredRuns[] };
  [RunStateRequest]: { params: { folder: string }; result: RunState };
  [PinRequest]: { params: { folder: string; pinned: boolean }; result: null };
  [FilesChangedRequest]: { params: null; result: null };
  [DeleteResultRequest]: { params: { folder: string }; result: null };
  [BrainRequest]: { params: { folder: string }; result: BrainGeometry };
  [RegionsRequest]: { params: RegionsParams; result: RegionValues };
  [ConvergenceRequest]: { params: ConvergenceParams; result: Convergence };
  [ReportFactsRequest]: { params: ReportFactsParams; result: ReportFacts };
  [PairRequest]: { params: PairParams; result: PairValues };
  [NullsRequest]: { params: NullsParams; result: string };
  [LocalRequest]: { params: LocalParams; result: LocalValues };
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
  [ResultsChangedNotification]: null;
  [RunOrderNotification]: RunOrder;
}

/** Commands of code lenses and code actions; the client registers them. Arguments: uri, analysis name. */
export const RunCommand = 'nispace.run';
/** Kind of the code action that expands an analysis to a pipeline. */
export const PipelineActionKind = 'refactor.rewrite.pipeline';
/** Command of the code action that downloads an item. Argument: names as `nsp data fetch` takes them. */
export const DownloadCommand = 'nispace.data.download';
