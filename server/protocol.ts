// Every request and notification between client and server that is not in LSP, typed once. Names start with `nispace/`.
import type { AnalysisKind } from '../engine/plan.js';
import type { AnalysisResult } from '../engine/result.js';

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

export const RunRequest = 'nispace/run'; // RunParams → RunOutcome[]
export const AnalysesRequest = 'nispace/analyses'; // { uri } → AnalysisInfo[]
export const ResultRequest = 'nispace/result'; // { folder } → AnalysisResult
export const StoredResultsRequest = 'nispace/storedResults'; // { uri } → StoredResult[]
export const BrainRequest = 'nispace/brain'; // { folder } → BrainGeometry
export const ProgressNotification = 'nispace/progress'; // RunProgress
export const LogNotification = 'nispace/log'; // LogLine

/** Parameter and answer types by method name, for typed senders on both sides. */
export interface Requests {
  [RunRequest]: { params: RunParams; result: RunOutcome[] };
  [AnalysesRequest]: { params: { uri: string }; result: AnalysisInfo[] };
  [ResultRequest]: { params: { folder: string }; result: AnalysisResult };
  [StoredResultsRequest]: { params: { uri: string }; result: StoredResult[] };
  [BrainRequest]: { params: { folder: string }; result: BrainGeometry };
}

export interface Notifications {
  [ProgressNotification]: RunProgress;
  [LogNotification]: LogLine;
}

/** Commands of code lenses and code actions; the client registers them. Arguments: uri, analysis name. */
export const RunCommand = 'nispace.run';
