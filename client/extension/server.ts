// The language server as the extension sees it: typed requests, progress and log; started on the first need.
import { join } from 'node:path';
import { workspace, type CancellationToken, type Disposable, type ExtensionContext } from 'vscode';
import {
  LanguageClient,
  RevealOutputChannelOn,
  TransportKind,
  type LanguageClientOptions,
  type ServerOptions,
} from 'vscode-languageclient/node';
import {
  LogNotification,
  ProgressNotification,
  type Notifications,
  type Requests,
  type RunProgress,
} from '../../server/protocol.js';
import type { Log } from './log.js';
import { serverOptions } from './settings.js';

interface Extension {
  version: string;
}

/** Owns the client; disposing it stops the server. */
export class Server implements Disposable {
  private readonly client: LanguageClient;
  private readonly listeners = new Map<keyof Notifications, Set<(news: never) => void>>();
  private started: Promise<void> | null = null;

  constructor(context: ExtensionContext, log: Log) {
    const { extensionPath } = context;
    const { version } = context.extension.packageJSON as Extension;
    this.client = new LanguageClient(
      'nispace',
      'NiSpace',
      launch(extensionPath),
      clientOptions(extensionPath, version, log),
    );
    this.on(LogNotification, ({ text }) => log.line(text));
  }

  /** Starts the server unless it runs; a start that failed is tried again by the next call. */
  start(): Promise<void> {
    this.started ??= this.client.start().catch((error: unknown) => {
      this.started = null;
      throw error;
    });
    return this.started;
  }

  async request<M extends keyof Requests>(
    method: M,
    params: Requests[M]['params'],
    token?: CancellationToken,
  ): Promise<Requests[M]['result']> {
    await this.start();
    // Without a token there must be no third argument: it would be sent as a second parameter.
    return token
      ? this.client.sendRequest<Requests[M]['result']>(method, params, token)
      : this.client.sendRequest<Requests[M]['result']>(method, params);
  }

  /** Hears a notification of the server until it is disposed. */
  on<M extends keyof Notifications>(
    method: M,
    listener: (news: Notifications[M]) => void,
  ): Disposable {
    const listeners = this.listeners.get(method) ?? this.listenTo(method);
    listeners.add(listener);
    return { dispose: () => void listeners.delete(listener) };
  }

  onProgress(listener: (progress: RunProgress) => void): Disposable {
    return this.on(ProgressNotification, listener);
  }

  /** The client knows one handler for each method; here there may be several. */
  private listenTo<M extends keyof Notifications>(method: M): Set<(news: never) => void> {
    const listeners = new Set<(news: never) => void>();
    this.listeners.set(method, listeners);
    this.client.onNotification(method, (news: Notifications[M]) => {
      for (const listener of listeners) (listener as (news: Notifications[M]) => void)(news);
    });
    return listeners;
  }

  async dispose(): Promise<void> {
    await this.client.dispose();
  }
}

function launch(root: string): ServerOptions {
  const module = join(root, 'dist', 'server.cjs');
  const transport = TransportKind.ipc;
  return {
    run: { module, transport },
    debug: { module, transport, options: { execArgv: ['--nolazy', '--inspect=6009'] } },
  };
}

function clientOptions(root: string, version: string, log: Log): LanguageClientOptions {
  return {
    documentSelector: ['file', 'untitled'].map((scheme) => ({ scheme, language: 'nsp' })),
    initializationOptions: serverOptions(
      root,
      version,
      (name) => workspace.getConfiguration('nispace').get(name),
      (name) => workspace.getConfiguration('http').get(name),
    ),
    synchronize: { configurationSection: ['nispace', 'http'] },
    outputChannel: log.channel,
    revealOutputChannelOn: RevealOutputChannelOn.Never,
  };
}
