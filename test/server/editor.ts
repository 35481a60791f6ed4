// A made-up editor: starts the bundled server, speaks LSP with it, and keeps what the server says.
import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { pathToFileURL } from 'node:url';
import type {
  CancellationToken,
  Diagnostic,
  ProtocolConnection,
} from 'vscode-languageserver/node.js';
import {
  StreamMessageReader,
  StreamMessageWriter,
  createProtocolConnection,
} from 'vscode-languageserver/node.js';
import {
  DataChangedNotification,
  LogNotification,
  ProgressNotification,
  ResultsChangedNotification,
  RunOrderNotification,
} from '../../server/protocol.js';
import type {
  LogLine,
  Requests,
  RunOrder,
  RunProgress,
  ServerOptions,
} from '../../server/protocol.js';
import type { Bundles } from '../bundles.js';

export class Editor {
  readonly log: LogLine[] = [];
  readonly progress: { at: number; progress: RunProgress }[] = [];
  readonly stderr: string[] = [];
  /** How often the server said that data came or went. */
  dataChanges = 0;
  /** How often it said that stored results may have changed. */
  resultChanges = 0;
  readonly orders: RunOrder[] = [];
  private readonly diagnostics = new Map<string, { at: number; list: Diagnostic[] }>();
  private readonly versions = new Map<string, number>();

  private constructor(
    readonly process: ChildProcess,
    readonly connection: ProtocolConnection,
  ) {}

  /** @param env of the server besides that of the tests */
  static async start(
    bundles: Bundles,
    options: Partial<ServerOptions> = {},
    env: Record<string, string> = {},
  ): Promise<Editor> {
    const process = spawn(globalThis.process.execPath, [bundles.server, '--stdio'], {
      env: { ...globalThis.process.env, NISPACE_DATA_DIR: '', HOME: '/nowhere', ...env },
    });
    const connection = createProtocolConnection(
      new StreamMessageReader(process.stdout),
      new StreamMessageWriter(process.stdin),
    );
    const editor = new Editor(process, connection);
    process.stderr.on('data', (data: Buffer) => editor.stderr.push(data.toString()));
    connection.onNotification(DataChangedNotification, () => void (editor.dataChanges += 1));
    connection.onNotification(ResultsChangedNotification, () => void (editor.resultChanges += 1));
    connection.onNotification(RunOrderNotification, (order: RunOrder) => editor.orders.push(order));
    connection.onNotification(LogNotification, (line: LogLine) => editor.log.push(line));
    connection.onNotification(ProgressNotification, (progress: RunProgress) =>
      editor.progress.push({ at: performance.now(), progress }),
    );
    connection.onNotification(
      'textDocument/publishDiagnostics',
      ({ uri, diagnostics }: { uri: string; diagnostics: Diagnostic[] }) =>
        editor.diagnostics.set(uri, { at: performance.now(), list: diagnostics }),
    );
    connection.listen();
    const { worker: workerPath, demoLibrary } = bundles;
    await connection.sendRequest('initialize', {
      processId: globalThis.process.pid,
      rootUri: null,
      capabilities: {},
      initializationOptions: {
        workerPath,
        demoLibrary,
        dataDirs: [],
        resultsDir: '',
        version: 'test',
        ...options,
      },
    });
    await connection.sendNotification('initialized', {});
    return editor;
  }

  async open(path: string, text: string): Promise<string> {
    const uri = pathToFileURL(path).href;
    this.versions.set(uri, 1);
    await this.notify('textDocument/didOpen', {
      textDocument: { uri, languageId: 'nsp', version: 1, text },
    });
    return uri;
  }

  /** Replaces the whole text. */
  async edit(uri: string, text: string): Promise<void> {
    const version = (this.versions.get(uri) ?? 0) + 1;
    this.versions.set(uri, version);
    await this.notify('textDocument/didChange', {
      textDocument: { uri, version },
      contentChanges: [{ text }],
    });
  }

  notify(method: string, params: object): Promise<void> {
    return this.connection.sendNotification(method, params);
  }

  request<M extends keyof Requests>(
    method: M,
    params: Requests[M]['params'],
    token?: CancellationToken,
  ): Promise<Requests[M]['result']> {
    return this.connection.sendRequest(method, params, token);
  }

  diagnosticsOf(uri: string): Diagnostic[] {
    return this.diagnostics.get(uri)?.list ?? [];
  }

  /** Time of the last diagnostics of a document. */
  diagnosedAt(uri: string): number {
    return this.diagnostics.get(uri)?.at ?? -Infinity;
  }

  /** Waits until something holds, or fails after five seconds. */
  async until(what: string, holds: () => boolean): Promise<void> {
    const end = performance.now() + 5000;
    while (!holds()) {
      if (performance.now() > end) throw new Error(`never: ${what}\n${this.stderr.join('')}`);
      await new Promise((resume) => setTimeout(resume, 5));
    }
  }

  async stop(): Promise<void> {
    if (this.process.exitCode === null) {
      await this.connection.sendRequest('shutdown');
      await this.notify('exit', {});
    }
    this.connection.dispose();
    this.process.kill();
  }
}
