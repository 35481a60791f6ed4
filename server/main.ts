// Composition root of the language server: wires connection, language services, data library and runs.
import { homedir } from 'node:os';
import { join } from 'node:path';
import { startLanguageServer } from 'langium/lsp';
import { NodeFileSystem } from 'langium/node';
import {
  CodeLensRefreshRequest,
  ProposedFeatures,
  createConnection,
} from 'vscode-languageserver/node';
import { RunThreads } from '../engine/parallel/run-threads.js';
import { checkWhenIdle, recheck } from '../language/lsp/idle-checks.js';
import { createNspServices } from '../language/module.js';
import { BrainThread } from './brain-thread.js';
import { followConfiguration } from './configuration.js';
import { DataService } from './data-service.js';
import { Documents } from './documents.js';
import { LibraryKeeper } from './library-keeper.js';
import { Log } from './log.js';
import type { RunOrder, RunProgress } from './protocol.js';
import {
  DataChangedNotification,
  DataProgressNotification,
  LogNotification,
  ProgressNotification,
  ResultsChangedNotification,
  RunOrderNotification,
} from './protocol.js';
import { answerRequests } from './requests.js';
import { RunDiagnostics } from './run-diagnostics.js';
import { RunService } from './runs.js';
import { parseOptions } from './settings.js';
import { storedTimes } from './stored-results.js';
import { StoredRunService } from './stored-runs.js';
import { ResultNews } from './result-news.js';

declare const __VERSION__: string;

const installation = {
  workerPath: join(__dirname, 'worker.cjs'),
  demoLibrary: join(__dirname, 'demo-library'),
  version: __VERSION__,
};

const connection = createConnection(ProposedFeatures.all);
const log = new Log((line) => void connection.sendNotification(LogNotification, line));
const keeper = new LibraryKeeper({ env: process.env, home: homedir() }, log);
const services = createNspServices({ connection, ...NodeFileSystem, catalog: keeper.library });
const { shared } = services;
const documents = new Documents(shared);
const diagnostics = new RunDiagnostics(connection, shared);
const data = new DataService({
  library: () => keeper.library,
  fetchSettings: () => keeper.fetchSettings(),
  log,
  sendProgress: (progress) => void connection.sendNotification(DataProgressNotification, progress),
  onChange: dataChanged,
});
services.nsp.library.StoredTimes.of = (file) => storedTimes(file, keeper.settings.resultsDir);
const news = new ResultNews(shared, () =>
  connection.sendNotification(ResultsChangedNotification, null),
);
keeper.onLibrary = (library) => {
  data.refresh();
  services.setCatalog(library);
};

/** Files came or went: the library is looked at again, and so are the documents that speak of it. */
async function dataChanged(): Promise<void> {
  keeper.refresh();
  await recheck(services.nsp);
  await connection.sendNotification(DataChangedNotification, null);
}

shared.lsp.LanguageServer.onInitialize(({ initializationOptions, capabilities }) => {
  const options = parseOptions(initializationOptions, installation);
  keeper.begin(options, options.demoLibrary);
  const threads = new RunThreads(options.workerPath);
  const brain = new BrainThread(options.workerPath);
  const sendProgress = (progress: RunProgress): void =>
    void connection.sendNotification(ProgressNotification, progress);
  const { version } = options;
  const canRefresh = capabilities.workspace?.codeLens?.refreshSupport === true;
  const sendOrder = (order: RunOrder): void =>
    void connection.sendNotification(RunOrderNotification, order);
  const onResult = (): void => {
    if (canRefresh) void connection.sendRequest(CodeLensRefreshRequest.type);
    news.tell();
  };
  const parts = {
    ...{ documents, diagnostics, threads, log, version, keeper },
    ...{ sendProgress, sendOrder, onResult, onFetched: dataChanged },
  };
  const stored = new StoredRunService(documents, keeper, onResult);
  services.nsp.library.StoredTimes.staleOf = (document) => stored.staleOf(document);
  const runs = new RunService(parts);
  answerRequests(connection, {
    ...{ documents, runs, brain, keeper, data, stored, version },
    onFiles: onResult,
  });
  shared.lsp.LanguageServer.onInitialized(() => threads.warm());
  connection.onShutdown(async () => {
    data.end();
    news.end();
    await Promise.all([threads.end(), brain.end()]);
  });
});
followConfiguration(shared, async (settings) => {
  if (!keeper.change(settings)) return;
  await recheck(services.nsp);
  await connection.sendNotification(DataChangedNotification, null);
});
checkWhenIdle(services.nsp);
startLanguageServer(shared);
