// One panel per result folder: made on demand, restored after a reload from the stored result, never kept alive in hiding.
import { basename } from 'node:path';
import {
  Uri,
  ViewColumn,
  env,
  window,
  workspace,
  commands,
  type Disposable,
  type WebviewPanel,
  type WebviewPanelSerializer,
} from 'vscode';
import type { AnalysisResult } from '../../engine/result.js';
import {
  BrainRequest,
  ConvergenceRequest,
  RegionsRequest,
  ResultRequest,
  ResultsChangedNotification,
  RunCommand,
  RunStateRequest,
  type RunState,
} from '../../server/protocol.js';
import type {
  DetailQuestion,
  Export,
  FromPage,
  RegionalPair,
  TestedCell,
  ToPage,
} from '../webview/messages.js';
import { answerDetail } from './detail-answers.js';
import { saveFigure, saveReport, saveTable } from './exports.js';
import { resultsHtml } from './html.js';
import type { Log } from './log.js';
import { messageOf } from './outcomes.js';
import { folderOf } from './panel-state.js';
import type { Server } from './server.js';

export const VIEW_TYPE = 'nispace.results';

export class ResultPanels implements Disposable, WebviewPanelSerializer {
  private readonly panels = new Map<string, ResultPanel>();
  private readonly listening: Disposable;
  private last: ResultPanel | null = null;

  constructor(
    private readonly root: Uri,
    private readonly server: Server,
    private readonly log: Log,
  ) {
    this.listening = server.on(ResultsChangedNotification, () =>
      this.panels.forEach((panel) => void panel.follow()),
    );
  }

  /** Shows the result of a folder beside the editor; a panel that is open already reads it anew. */
  open(folder: string, title: string): void {
    const known = this.panels.get(folder);
    if (known) return known.refresh();
    const beside = [...this.panels.values()][0]?.column ?? ViewColumn.Beside;
    const panel = window.createWebviewPanel(
      VIEW_TYPE,
      title,
      { viewColumn: beside, preserveFocus: true },
      {},
    );
    this.adopt(panel, folder);
  }

  /** VS Code hands back a panel of before the reload; one whose state is lost is closed. */
  deserializeWebviewPanel(panel: WebviewPanel, state: unknown): Promise<void> {
    const folder = folderOf(state);
    if (folder === null || this.panels.has(folder)) panel.dispose();
    else this.adopt(panel, folder);
    return Promise.resolve();
  }

  /** The page in front, else the one that was there last; null when none is open. */
  get latest(): ResultPanel | null {
    const all = [...this.panels.values()];
    return all.find(({ isActive }) => isActive) ?? this.last ?? all.at(-1) ?? null;
  }

  private adopt(panel: WebviewPanel, folder: string): void {
    const page = new ResultPanel(panel, folder, this.root, this.server, this.log);
    this.panels.set(folder, page);
    panel.onDidChangeViewState(() => {
      if (panel.active) this.last = page;
    });
    panel.onDidDispose(() => {
      this.panels.delete(folder);
      if (this.last === page) this.last = null;
    });
  }

  /** Closes the page of a result that is no more. */
  close(folder: string): void {
    this.panels.get(folder)?.dispose();
  }

  dispose(): void {
    this.listening.dispose();
    [...this.panels.values()].forEach((panel) => panel.dispose());
  }
}

export class ResultPanel implements Disposable {
  private result: AnalysisResult | null = null;
  private state: RunState | null = null;
  /** Asked for while the page was not there to make it. */
  private waiting: Export | null = null;

  constructor(
    private readonly panel: WebviewPanel,
    private readonly folder: string,
    root: Uri,
    private readonly server: Server,
    private readonly log: Log,
  ) {
    const pages = Uri.joinPath(root, 'dist', 'webview');
    const { webview } = panel;
    webview.options = { enableScripts: true, localResourceRoots: [pages] };
    panel.iconPath = {
      light: Uri.joinPath(root, 'media', 'results-light.svg'),
      dark: Uri.joinPath(root, 'media', 'results-dark.svg'),
    };
    webview.onDidReceiveMessage((message: FromPage) => this.receive(message));
    webview.html = resultsHtml({
      script: webview.asWebviewUri(Uri.joinPath(pages, 'results.js')).toString(),
      style: webview.asWebviewUri(Uri.joinPath(pages, 'results.css')).toString(),
      source: webview.cspSource,
      folder,
      title: basename(folder),
    });
  }

  get column(): ViewColumn | undefined {
    return this.panel.viewColumn;
  }

  get isActive(): boolean {
    return this.panel.active;
  }

  /** Null until the page has asked for it. */
  get shown(): AnalysisResult | null {
    return this.result;
  }

  /** Has a file made; the page makes all but the report, and comes to the front for it. */
  export(wanted: Export): void {
    if (wanted.what === 'report') return this.receive({ type: 'saveReport' });
    if (this.panel.visible && this.result) return this.post({ type: 'export', wanted });
    this.waiting = wanted;
    this.panel.reveal();
  }

  refresh(): void {
    this.panel.reveal(undefined, true);
    void this.sendResult();
  }

  dispose(): void {
    this.panel.dispose();
  }

  private post(message: ToPage): void {
    void this.panel.webview.postMessage(message);
  }

  private async sendResult(): Promise<void> {
    try {
      this.result = await this.server.request(ResultRequest, { folder: this.folder });
      this.panel.title = this.result.analysis;
      this.post({ type: 'result', result: this.result });
      void this.follow();
      if (this.waiting) this.post({ type: 'export', wanted: this.waiting });
      this.waiting = null;
    } catch (error) {
      const message = `The result in ${this.folder} could not be read: ${messageOf(error)} Run the analysis again to make it anew.`;
      this.post({ type: 'failed', about: 'result', message });
    }
  }

  /** Tells the page whether its result is up to date; a result that another has replaced is read anew. */
  async follow(): Promise<void> {
    if (!this.result) return;
    const { folder, server } = this;
    // A result that cannot be read any more stays on the page.
    const state = await server.request(RunStateRequest, { folder }).catch(() => null);
    if (!state) return;
    this.state = state;
    if (state.key !== this.result.key) return this.sendResult();
    this.post({ type: 'state', state });
  }

  private async sendBrain(): Promise<void> {
    try {
      this.post({
        type: 'brain',
        geometry: await this.server.request(BrainRequest, { folder: this.folder }),
      });
    } catch (error) {
      const message = `The brain could not be loaded: ${messageOf(error)} The values of the parcels are listed below.`;
      this.post({ type: 'failed', about: 'brain', message });
    }
  }

  private async sendRegions(pair: RegionalPair): Promise<void> {
    try {
      const values = await this.server.request(RegionsRequest, { ...pair, folder: this.folder });
      this.post({ type: 'regions', pair, values });
    } catch (error) {
      const message = `The parcels could not be loaded: ${messageOf(error)}`;
      this.post({ type: 'failed', about: 'regions', message });
    }
  }

  private async sendConvergence(cell: TestedCell): Promise<void> {
    try {
      const values = await this.server.request(ConvergenceRequest, {
        ...cell,
        folder: this.folder,
      });
      this.post({ type: 'convergence', cell, values });
    } catch (error) {
      const message = `The nulls could not be loaded: ${messageOf(error)}`;
      this.post({ type: 'failed', about: 'convergence', message });
    }
  }

  private async sendDetail(question: DetailQuestion): Promise<void> {
    try {
      this.post({ type: 'detail', ...(await answerDetail(question, this.folder, this.server)) });
    } catch (error) {
      this.post({ type: 'detailFailed', question, message: messageOf(error) });
    }
  }

  private receive(message: FromPage): void {
    this.act(message).catch(
      (error: unknown) => void window.showErrorMessage(`NiSpace: ${messageOf(error)}`),
    );
  }

  private async act(message: FromPage): Promise<void> {
    switch (message.type) {
      case 'ready':
        return this.sendResult();
      case 'brain':
        return this.sendBrain();
      case 'regions':
        return this.sendRegions(message.pair);
      case 'convergence':
        return this.sendConvergence(message.cell);
      case 'detail':
        return this.sendDetail(message);
      case 'copy':
        await env.clipboard.writeText(message.text);
        return void window.setStatusBarMessage(`NiSpace: copied ${message.what}`, 4000);
      case 'runAgain':
        if (this.state?.uri && this.result)
          await commands.executeCommand(RunCommand, this.state.uri, this.result.analysis);
        return;
      case 'saveFigure':
        return this.result ? saveFigure(message, this.result) : undefined;
      case 'saveTable':
        return this.result ? saveTable(message, this.result) : undefined;
      case 'saveReport':
        return this.result
          ? saveReport(
              this.server,
              [{ result: this.result, folder: this.folder }],
              this.result.analysis,
            )
          : undefined;
      case 'cannotSave':
        return void window.showWarningMessage(message.message);
      case 'open':
        return this.open(message.what);
    }
  }

  private async open(what: 'source' | 'folder' | 'log'): Promise<void> {
    if (what === 'log') return this.log.show();
    if (what === 'folder')
      return void (await commands.executeCommand('revealFileInOS', Uri.file(this.folder)));
    const file = this.result?.file;
    if (file)
      await window.showTextDocument(
        await workspace.openTextDocument(Uri.file(file)),
        ViewColumn.One,
      );
  }
}
