// Follows the settings of the editor while the server runs.
import type { LangiumSharedServices } from 'langium/lsp';
import type { Settings } from './settings.js';
import { parseSettings } from './settings.js';

/** Section of the editor's settings. */
const SECTION = 'nispace';

/** Calls back with the settings whenever the client sends them (workspace/didChangeConfiguration). */
export function followConfiguration(
  { workspace }: LangiumSharedServices,
  onSettings: (settings: Settings) => Promise<void>,
): void {
  workspace.ConfigurationProvider.onConfigurationSectionUpdate(({ section, configuration }) => {
    if (section === SECTION) void onSettings(parseSettings(configuration));
  });
}
