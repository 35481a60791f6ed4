// The lines of the data view: asked from the server level by level, as they are opened.
import {
  EventEmitter,
  MarkdownString,
  ThemeIcon,
  TreeItem,
  TreeItemCollapsibleState,
  type Disposable,
  type TreeDataProvider,
} from 'vscode';
import { DataRequest, type DataAnswer, type DataNode } from '../../server/protocol.js';
import { contextOf, descriptionOf, iconOf, tooltipOf } from './data-words.js';
import type { Server } from './server.js';

export class DataTree implements TreeDataProvider<DataNode>, Disposable {
  private readonly changes = new EventEmitter<void>();
  readonly onDidChangeTreeData = this.changes.event;

  /**
   * @param onAnswer told of every list of groups, with the download folder
   * @param onFailure told why a list could not be had
   */
  constructor(
    private readonly server: Pick<Server, 'request'>,
    private readonly onAnswer: (answer: DataAnswer) => void,
    private readonly onFailure: (error: unknown) => void,
  ) {}

  /** Draws everything anew; what is open stays open. */
  refresh(): void {
    this.changes.fire();
  }

  /** Empty when the library could not be read: the view then shows its welcome, which says what to do. */
  async getChildren(node?: DataNode): Promise<DataNode[]> {
    try {
      const answer = await this.server.request(DataRequest, { id: node?.id ?? null });
      if (!node) this.onAnswer(answer);
      return answer.nodes;
    } catch (error) {
      this.onFailure(error);
      return [];
    }
  }

  getTreeItem(node: DataNode): TreeItem {
    const { Collapsed, None } = TreeItemCollapsibleState;
    const item = new TreeItem(node.label, node.hasChildren ? Collapsed : None);
    item.id = node.id;
    item.description = descriptionOf(node);
    item.tooltip = new MarkdownString(tooltipOf(node));
    item.iconPath = new ThemeIcon(iconOf(node));
    item.contextValue = contextOf(node);
    item.accessibilityInformation = { label: `${node.label}, ${descriptionOf(node)}` };
    return item;
  }

  dispose(): void {
    this.changes.dispose();
  }
}
