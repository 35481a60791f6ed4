// The panels that compare two runs. A run is known by its key, since later runs of its analysis move it into the history.
import {
  Uri,
  ViewColumn,
  env,
  window,
  type Disposable,
  type WebviewPanel,
  type WebviewPanelSerializer,
} from 'vscode';
import { ResultRequest, RunFolderRequest } from '../../server/protocol.js';
import type { FromComparison, RunIdentity, ToComparison } from '../webview/messages.js';
import { pageHtml } from './html.js';
import { messageOf } from './outcomes.js';
import { pairOf } from './panel-state.js';
import type { ResultPanels } from './results-panel.js';
import type { Server } from './server.js';

export const COMPARISON_TYPE = 'nispace.comparison';

export class Comparisons implements Disposable, WebviewPanelSerializer {
  private readonly panels = new Set<WebviewPanel>();

  constructor(
    private readonly root: Uri,
    private readonly server: Pick<Server, 'request'>,
    private readonly results: Pick<ResultPanels, 'open'>,
  ) {}

  /** Shows two runs side by side; `a` is the older one. */
  open(a: RunIdentity & { analysis: string }, b: RunIdentity & { analysis: string }): void {
    const title = a.analysis === b.analysis ? a.analysis : `${a.analysis} ↔ ${b.analysis}`;
    const panel = window.createWebviewPanel(COMPARISON_TYPE, `Compare ${title}`, ViewColumn.Active);
    this.adopt(panel, identity(a), identity(b));
  }

  /** VS Code hands back a panel of before the reload; one whose state is lost is closed. */
  deserializeWebviewPanel(panel: WebviewPanel, state: unknown): Promise<void> {
    const pair = pairOf(state);
    if (pair) this.adopt(panel, pair.a, pair.b);
    else panel.dispose();
    return Promise.resolve();
  }

  dispose(): void {
    for (const panel of [...this.panels]) panel.dispose();
  }

  private adopt(panel: WebviewPanel, a: RunIdentity, b: RunIdentity): void {
    const pages = Uri.joinPath(this.root, 'dist', 'webview');
    const { webview } = panel;
    webview.options = { enableScripts: true, localResourceRoots: [pages] };
    panel.iconPath = {
      light: Uri.joinPath(this.root, 'media', 'results-light.svg'),
      dark: Uri.joinPath(this.root, 'media', 'results-dark.svg'),
    };
    this.panels.add(panel);
    panel.onDidDispose(() => void this.panels.delete(panel));
    webview.onDidReceiveMessage((message: FromComparison) => {
      this.act(panel, { a, b }, message).catch(
        (error: unknown) => void window.showErrorMessage(`NiSpace: ${messageOf(error)}`),
      );
    });
    webview.html = pageHtml({
      script: webview.asWebviewUri(Uri.joinPath(pages, 'compare.js')).toString(),
      style: webview.asWebviewUri(Uri.joinPath(pages, 'compare.css')).toString(),
      source: webview.cspSource,
      title: panel.title,
      data: { pair: JSON.stringify({ a, b }) },
    });
  }

  private async act(
    panel: WebviewPanel,
    pair: Record<'a' | 'b', RunIdentity>,
    message: FromComparison,
  ): Promise<void> {
    switch (message.type) {
      case 'ready':
        return void (await panel.webview.postMessage(await this.read(pair)));
      case 'copy':
        await env.clipboard.writeText(message.text);
        return void window.setStatusBarMessage(`NiSpace: copied ${message.what}`, 4000);
      case 'openRun': {
        const { folder, key } = pair[message.which];
        const place = await this.server.request(RunFolderRequest, { folder, key });
        return this.results.open(place.folder, panel.title.replace(/^Compare /, ''));
      }
    }
  }

  private async read({ a, b }: Record<'a' | 'b', RunIdentity>): Promise<ToComparison> {
    try {
      const [first, second] = await Promise.all(
        [a, b].map((run) => this.server.request(ResultRequest, run)),
      );
      if (!first || !second) throw new Error('two results are needed');
      const gone = [first.key === a.key ? null : a, second.key === b.key ? null : b].find(Boolean);
      if (gone) throw new Error(`The run that was in ${gone.folder} has been deleted or replaced.`);
      return { type: 'results', a: first, b: second };
    } catch (error) {
      return { type: 'failed', message: `The runs could not be compared: ${messageOf(error)}` };
    }
  }
}

const identity = ({ folder, key }: RunIdentity): RunIdentity => ({ folder, key });
