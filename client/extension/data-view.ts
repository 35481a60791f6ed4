// The view *Data*: its tree, the line above it that says where downloads go, and drawing it anew when files came or went.
import { window, type Disposable, type TreeView } from 'vscode';
import {
  DataChangedNotification,
  DataRequest,
  type DataAnswer,
  type DataNode,
} from '../../server/protocol.js';
import { DataTree } from './data-tree.js';
import type { Log } from './log.js';
import { messageOf } from './outcomes.js';
import type { Server } from './server.js';

export const VIEW = 'nispace.data';

export class DataView implements Disposable {
  /** Nodes and names that are being downloaded. */
  readonly busy = new Set<string>();
  private readonly tree: DataTree;
  private readonly view: TreeView<DataNode>;
  private readonly listening: Disposable;
  private folder = '';

  constructor(
    private readonly server: Pick<Server, 'request' | 'on'>,
    private readonly log: Pick<Log, 'line'>,
  ) {
    this.tree = new DataTree(
      server,
      (answer) => this.show(answer),
      (error) => this.fail(error),
    );
    this.view = window.createTreeView(VIEW, { treeDataProvider: this.tree, showCollapseAll: true });
    this.listening = server.on(DataChangedNotification, () => this.tree.refresh());
  }

  /** Where downloads go; empty until the view was drawn. */
  get downloads(): string {
    return this.folder;
  }

  /** Looks at the disk again; the server's notification then draws the tree. */
  async refresh(): Promise<void> {
    await this.server.request(DataRequest, { id: null, fresh: true });
  }

  dispose(): void {
    this.listening.dispose();
    this.view.dispose();
    this.tree.dispose();
  }

  private show({ downloads, offline }: DataAnswer): void {
    this.folder = downloads;
    this.view.message = offline
      ? `Offline: nothing is downloaded. Data folder: ${downloads}`
      : `Downloads go to ${downloads}`;
  }

  private fail(error: unknown): void {
    const message = messageOf(error);
    this.view.message = message;
    this.log.line(`The data view could not be filled: ${message}`);
  }
}
