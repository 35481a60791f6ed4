// Answers the requests of protocol.ts, each typed by its name; expected failures arrive at the client as one sentence.
import type { CancellationToken, Connection } from 'vscode-languageserver';
import { LSPErrorCodes, ResponseError } from 'vscode-languageserver';
import { NspError } from '../engine/error.js';
import { folderOfRun } from '../engine/store/history.js';
import { readConvergence } from '../engine/store/read-convergence.js';
import { readMembers } from '../engine/store/read-members.js';
import { readNulls } from '../engine/store/read-nulls.js';
import { readPair } from '../engine/store/read-pair.js';
import { readLocal } from '../engine/store/read-local.js';
import { readRegions } from '../engine/store/read-regions.js';
import { settingsOf } from '../engine/pipeline/settings.js';
import { readResult } from '../engine/store/read-result.js';
import { reportFacts } from '../engine/store/report-facts.js';
import { analysesOf } from '../language/plan.js';
import { exportPython } from '../language/python/export.js';
import type { BrainThread } from './brain-thread.js';
import type { DataService } from './data-service.js';
import type { Documents } from './documents.js';
import { base64 } from './geometry-encoding.js';
import { LastResult } from './last-result.js';
import type { LibraryKeeper } from './library-keeper.js';
import type { Requests } from './protocol.js';
import type { RunService } from './runs.js';
import { storedResults } from './stored-results.js';
import type { StoredRunService } from './stored-runs.js';

/** What requests are answered from. */
export interface RequestParts {
  documents: Documents;
  runs: RunService;
  brain: BrainThread;
  keeper: LibraryKeeper;
  data: DataService;
  stored: StoredRunService;
  /** Told when files of the workspace have changed. */
  onFiles: () => void;
  /** Of this software, for what it writes. */
  version: string;
}

type Handlers = {
  [M in keyof Requests]: (
    params: Requests[M]['params'],
    signal: AbortSignal,
  ) => Promise<Requests[M]['result']>;
};

/** Registers a handler for every request. */
export function answerRequests(connection: Connection, parts: RequestParts): void {
  const handlers = handlersFor(parts);
  for (const method of Object.keys(handlers) as (keyof Requests)[]) {
    const handler = handlers[method] as (params: unknown, signal: AbortSignal) => Promise<unknown>;
    // The token comes last; clients that pass an undefined one send an empty argument before it.
    connection.onRequest(method, async (params: unknown, ...rest: unknown[]) => {
      try {
        return await handler(params, signalOf(rest.at(-1) as CancellationToken));
      } catch (error) {
        if (!(error instanceof NspError)) throw error;
        return new ResponseError(LSPErrorCodes.RequestFailed, error.message, { code: error.code });
      }
    });
  }
}

function handlersFor(parts: RequestParts): Handlers {
  const { documents, runs, brain, keeper, data, stored, version } = parts;
  const results = new LastResult();
  return {
    'nispace/run': (params, signal) => runs.run(params, signal),
    'nispace/analyses': async ({ uri }) => {
      const document = await documents.linked(uri);
      return analysesOf(document, keeper.library).map(({ name, kind, line, runnable }) => ({
        name,
        kind,
        line,
        runnable,
      }));
    },
    'nispace/result': async ({ folder, key }) =>
      readResult(key === undefined ? folder : await folderOfRun(folder, key)),
    'nispace/storedResults': async ({ uri }) => {
      const { uri: address } = await documents.linked(uri);
      return address.scheme === 'file'
        ? storedResults(address.fsPath, keeper.settings.resultsDir)
        : [];
    },
    'nispace/resultFiles': ({ uris }) => stored.files(uris),
    'nispace/runFolder': async ({ folder, key }) => ({ folder: await folderOfRun(folder, key) }),
    'nispace/runs': ({ uri }) => stored.runs(uri),
    'nispace/runState': ({ folder }) => stored.state(folder),
    'nispace/pin': async ({ folder, pinned }) => {
      await stored.pin(folder, pinned);
      return null;
    },
    'nispace/deleteResult': async ({ folder }) => {
      await stored.delete(folder);
      return null;
    },
    'nispace/filesChanged': () => {
      parts.onFiles();
      return Promise.resolve(null);
    },
    'nispace/brain': async ({ folder }) => {
      const { plan, parcellation } = await readResult(folder);
      const folders = [...keeper.library.folders];
      const { parcels } = parcellation;
      const source = settingsOf(plan).parcellation;
      return brain.geometry({ folders, parcellation: source, parcels });
    },
    'nispace/regions': ({ folder, key, method, y, x }) =>
      readRegions(folder, key, { method, y, x }),
    'nispace/convergence': ({ folder, key, ...cell }) => readConvergence(folder, key, cell),
    'nispace/reportFacts': ({ folder, key, cells }) => reportFacts(folder, key, cells),
    'nispace/pair': async ({ folder, key, x, ...pair }) =>
      readPair(folder, await results.read(folder, key), { ...pair, column: x }),
    'nispace/nulls': async ({ folder, key, ...cell }) => base64(await readNulls(folder, key, cell)),
    'nispace/local': async ({ folder, key, ...cell }) =>
      readLocal(folder, (await results.read(folder, key)).local, cell),
    'nispace/members': ({ folder, key, ...wanted }) => readMembers(folder, key, wanted),
    'nispace/exportPython': async ({ uri, analysis }) => {
      const document = await documents.linked(uri);
      const made = exportPython(document, analysis, { catalog: keeper.library, version });
      if (made.script !== undefined) return { script: made.script };
      const [first] = made.problems;
      throw new NspError(first?.code ?? 'no-plan', first?.message ?? `${analysis} has no plan.`);
    },
    'nispace/data': (params, signal) => data.list(params, signal),
    'nispace/fetchData': (params, signal) => data.fetch(params, signal),
    'nispace/removeData': ({ id }, signal) => data.remove(id, signal),
    'nispace/acceptLicences': async ({ items }, signal) => {
      await data.accept(items, signal);
      return null;
    },
  };
}

/** The token of a request as the engine knows cancellation. */
function signalOf(token: CancellationToken): AbortSignal {
  const abort = new AbortController();
  if (token.isCancellationRequested) abort.abort();
  token.onCancellationRequested(() => abort.abort());
  return abort.signal;
}
