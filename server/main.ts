// Composition root of the language server: wires connection, language services, data library and runs.
import { homedir } from 'node:os';
import { join } from 'node:path';
import { startLanguageServer } from 'langium/lsp';
import { NodeFileSystem } from 'langium/node';
import { ProposedFeatures, createConnection } from 'vscode-languageserver/node';
import { createNspServices } from '../language/module.js';
import { BrainThread } from './brain-thread.js';
import { followConfiguration } from './configuration.js';
import { Documents } from './documents.js';
import { LibraryKeeper } from './library-keeper.js';
import { Log } from './log.js';
import { LogNotification, ProgressNotification } from './protocol.js';
import { answerRequests } from './requests.js';
import { RunDiagnostics } from './run-diagnostics.js';
import { RunThread } from './run-thread.js';
import { RunService } from './runs.js';
import { parseOptions } from './settings.js';

declare const __VERSION__: string;

const installation = {
  workerPath: join(__dirname, 'worker.cjs'),
  demoLibrary: join(__dirname, 'demo-library'),
  version: __VERSION__,
};

const connection = createConnection(ProposedFeatures.all);
const log = new Log((line) => void connection.sendNotification(LogNotification, line));
const keeper = new LibraryKeeper(
  { env: process.env['NISPACE_DATA_DIR'], home: homedir() },
  log,
  (library) => setCatalog(library),
);
const { shared, setCatalog } = createNspServices({
  connection,
  ...NodeFileSystem,
  catalog: keeper.library,
});
const documents = new Documents(shared);
const diagnostics = new RunDiagnostics(connection, shared);

shared.lsp.LanguageServer.onInitialize(({ initializationOptions }) => {
  const options = parseOptions(initializationOptions, installation);
  keeper.begin(options, options.demoLibrary);
  const thread = new RunThread(options.workerPath);
  const brain = new BrainThread(options.workerPath);
  const library = () => keeper.library;
  const resultsDir = () => keeper.settings.resultsDir;
  const runs = new RunService({
    documents,
    diagnostics,
    thread,
    log,
    version: options.version,
    library,
    resultsDir,
    sendProgress: (progress) => void connection.sendNotification(ProgressNotification, progress),
  });
  answerRequests(connection, { documents, runs, brain, library, resultsDir });
  shared.lsp.LanguageServer.onInitialized(() => thread.warm());
  connection.onShutdown(async () => {
    await Promise.all([thread.end(), brain.end()]);
  });
});
followConfiguration(shared, async (settings) => {
  if (keeper.change(settings)) await documents.recheck();
});
startLanguageServer(shared);
