// The lines of the results view: files that have results, their analyses, the runs of each.
import {
  EventEmitter,
  ThemeIcon,
  TreeItem,
  TreeItemCollapsibleState,
  Uri,
  workspace,
  type Disposable,
  type TreeDataProvider,
} from 'vscode';
import { ResultFilesRequest, RunsRequest } from '../../server/protocol.js';
import {
  contextOf,
  descriptionOf,
  iconOf,
  labelOf,
  tooltipOf,
  type ResultNode,
} from './results-words.js';
import type { Server } from './server.js';

/** More files than this are not looked at. */
const MOST_FILES = 500;

export class ResultsTree implements TreeDataProvider<ResultNode>, Disposable {
  private readonly changes = new EventEmitter<void>();
  readonly onDidChangeTreeData = this.changes.event;

  /** @param onFailure told why a list could not be had */
  constructor(
    private readonly server: Pick<Server, 'request'>,
    private readonly onFailure: (error: unknown) => void,
  ) {}

  /** Draws everything anew; what is open stays open. */
  refresh(): void {
    this.changes.fire();
  }

  /** Empty without results: the view then shows its welcome, which says how to get some. */
  async getChildren(node?: ResultNode): Promise<ResultNode[]> {
    try {
      if (!node) return await this.files();
      if (node.kind === 'file') return await this.analyses(node.file.uri);
    } catch (error) {
      this.onFailure(error);
      return [];
    }
    return node.kind === 'analysis'
      ? node.analysis.runs.map((run) => ({ kind: 'run', uri: node.uri, run }))
      : [];
  }

  /** The analyses of a file that have results. */
  async analyses(uri: string): Promise<ResultNode[]> {
    const analyses = await this.server.request(RunsRequest, { uri });
    return analyses.map((analysis) => ({ kind: 'analysis', uri, analysis }));
  }

  /** .nsp files of the workspace and the editors that have results. */
  async files(): Promise<ResultNode[]> {
    const found = await workspace.findFiles('**/*.nsp', '**/node_modules/**', MOST_FILES);
    const open = workspace.textDocuments
      .filter(({ languageId, uri }) => languageId === 'nsp' && uri.scheme === 'file')
      .map(({ uri }) => uri);
    const uris = [...new Set([...found, ...open].map((uri) => uri.toString()))].sort();
    const files = await this.server.request(ResultFilesRequest, { uris });
    return files.map((file) => ({
      kind: 'file',
      label: workspace.asRelativePath(Uri.parse(file.uri)),
      file,
      only: files.length === 1,
    }));
  }

  getTreeItem(node: ResultNode): TreeItem {
    const { Collapsed, Expanded, None } = TreeItemCollapsibleState;
    const open = node.kind === 'file' && node.only ? Expanded : Collapsed;
    const item = new TreeItem(labelOf(node), node.kind === 'run' ? None : open);
    item.id = idOf(node);
    item.description = descriptionOf(node);
    item.tooltip = tooltipOf(node);
    item.iconPath = new ThemeIcon(iconOf(node));
    item.contextValue = contextOf(node);
    item.accessibilityInformation = { label: `${labelOf(node)}, ${descriptionOf(node)}` };
    if (node.kind === 'run')
      item.command = { command: 'nispace.results.open', title: 'Open', arguments: [node] };
    return item;
  }

  dispose(): void {
    this.changes.dispose();
  }
}

function idOf(node: ResultNode): string {
  switch (node.kind) {
    case 'file':
      return node.file.uri;
    case 'analysis':
      return `${node.uri}#${node.analysis.analysis}`;
    case 'run':
      return `${node.run.folder}#${node.run.key}`;
  }
}
