// The view *Results*: its tree, drawn anew when results come, go or may have gone out of date, and when files change on disk.
import { window, workspace, type Disposable, type FileSystemWatcher, type TreeView } from 'vscode';
import { FilesChangedRequest, ResultsChangedNotification } from '../../server/protocol.js';
import type { Log } from './log.js';
import { messageOf } from './outcomes.js';
import { ResultsTree } from './results-tree.js';
import type { ResultNode } from './results-words.js';
import type { Server } from './server.js';

export const RESULTS_VIEW = 'nispace.runs';

/** Results, and the kinds of files that analyses read. */
const WATCHED = '**/*.{json,csv,tsv,txt,nii,gz,gii,mgh,mgz,annot,npy,npz}';
/** Changes on disk come in swarms, ms. */
const PAUSE = 800;

export class ResultsView implements Disposable {
  readonly tree: ResultsTree;
  private readonly view: TreeView<ResultNode>;
  private readonly watcher: FileSystemWatcher;
  private readonly listening: Disposable;
  private timer: NodeJS.Timeout | null = null;

  constructor(
    private readonly server: Pick<Server, 'request' | 'on'>,
    private readonly log: Pick<Log, 'line'>,
  ) {
    this.tree = new ResultsTree(server, (error) => this.fail(error));
    this.view = window.createTreeView(RESULTS_VIEW, {
      treeDataProvider: this.tree,
      showCollapseAll: true,
      canSelectMany: true,
    });
    this.listening = server.on(ResultsChangedNotification, () => this.refresh());
    this.watcher = workspace.createFileSystemWatcher(WATCHED);
    const changed = (): void => this.changedOnDisk();
    this.watcher.onDidChange(changed);
    this.watcher.onDidCreate(changed);
    this.watcher.onDidDelete(changed);
  }

  /** Runs that are selected. */
  get selection(): readonly ResultNode[] {
    return this.view.selection;
  }

  refresh(): void {
    this.view.message = undefined;
    this.tree.refresh();
  }

  dispose(): void {
    if (this.timer) clearTimeout(this.timer);
    this.listening.dispose();
    this.watcher.dispose();
    this.view.dispose();
    this.tree.dispose();
  }

  /** The server looks again and tells everybody, this view included. */
  private changedOnDisk(): void {
    if (this.timer) clearTimeout(this.timer);
    this.timer = setTimeout(() => {
      this.server.request(FilesChangedRequest, null).catch((error: unknown) => this.fail(error));
    }, PAUSE);
  }

  private fail(error: unknown): void {
    const message = messageOf(error);
    this.view.message = message;
    this.log.line(`The results view could not be filled: ${message}`);
  }
}
