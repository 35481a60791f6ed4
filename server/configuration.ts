// Follows the settings of the editor while the server runs.
import type { LangiumSharedServices } from 'langium/lsp';
import type { Settings } from './settings.js';
import { parseHttp, parseSettings } from './settings.js';

/** What each section of the editor's settings says. */
const sections: Readonly<Record<string, (section: unknown) => Partial<Settings>>> = {
  nispace: parseSettings,
  http: (section) => ({ http: parseHttp(section) }),
};

/** Calls back with a part of the settings whenever the client sends it (workspace/didChangeConfiguration). */
export function followConfiguration(
  { workspace }: LangiumSharedServices,
  onSettings: (settings: Partial<Settings>) => Promise<void>,
): void {
  workspace.ConfigurationProvider.onConfigurationSectionUpdate(({ section, configuration }) => {
    const parse = Object.hasOwn(sections, section) ? sections[section] : undefined;
    if (parse) void onSettings(parse(configuration));
  });
}
