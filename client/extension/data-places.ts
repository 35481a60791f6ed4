// Places the data view leads to: itself, the setting of its folder, its page of the documentation.
import { Uri, commands } from 'vscode';
import type { Nispace } from './context.js';

/** Brings the view to the front; VS Code makes this command for every view. */
export async function showData(): Promise<void> {
  await commands.executeCommand('nispace.data.focus');
}

export async function changeFolder(): Promise<void> {
  await commands.executeCommand('workbench.action.openSettings', 'nispace.dataDir');
}

/** The page that came with the extension, so that it can be read without a network. */
export async function openDocs({ extension }: Nispace): Promise<void> {
  const page = Uri.joinPath(extension.extensionUri, 'docs', 'manage-data.md');
  await commands.executeCommand('markdown.showPreview', page);
}
