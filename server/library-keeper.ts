// Keeps the data library open for the settings of now.
import { existsSync } from 'node:fs';
import { capabilities } from '../engine/capabilities.js';
import { cacheFolder } from '../engine/library/cache.js';
import { withDownloads } from '../engine/library/fetch/download-folder.js';
import type { FetchSettings } from '../engine/library/fetch/fetcher.js';
import { fetchSettings } from '../engine/library/fetch/settings.js';
import { dataFolders, notDataFolder, type FolderChoice } from '../engine/library/folders.js';
import { DataLibrary } from '../engine/library/library.js';
import type { Log } from './log.js';
import type { Settings } from './settings.js';
import { parseHttp, parseSettings, sameSettings } from './settings.js';

/** Where data folders come from besides the settings. */
export interface Habitat {
  env: Readonly<Record<string, string | undefined>>;
  home: string;
}

export class LibraryKeeper {
  /** The library of now; empty until the first settings arrive. */
  library = DataLibrary.open([], capabilities);
  settings: Settings = { ...parseSettings(null), http: parseHttp(null) };
  /** Told of every library that was opened. */
  onLibrary: (library: DataLibrary) => void = () => undefined;
  private demoLibrary: string | null = null;

  constructor(
    private readonly habitat: Habitat,
    private readonly log: Log,
  ) {}

  /** Opens the library for the first time. */
  begin(settings: Settings, demoLibrary: string): void {
    this.settings = settings;
    this.demoLibrary = demoLibrary;
    this.open();
  }

  /** Takes new settings; true when they changed anything, and the library was opened again. */
  change(changed: Partial<Settings>): boolean {
    const settings = { ...this.settings, ...changed };
    if (sameSettings(settings, this.settings)) return false;
    this.settings = settings;
    this.open();
    return true;
  }

  /** Sees files that came or went. */
  refresh(): void {
    const { folder, demo } = this.fetchSettings();
    const { folders } = this.library;
    const here = existsSync(folder) && notDataFolder(folder) === null;
    this.library.refresh(here ? withDownloads(folders, folder, demo) : folders);
    this.onLibrary(this.library);
  }

  /** How and where to download, by the settings of now. @throws NspError `bad-address` */
  fetchSettings(): FetchSettings {
    const { offline, http } = this.settings;
    const { env } = this.habitat;
    return fetchSettings({ folders: this.choice(), env, offline, editor: http });
  }

  /** Where distances and spins that are made here are kept: beside the data, in a folder of the user's own; null for nowhere. */
  cacheFolder(): string | null {
    return cacheFolder(dataFolders({ ...this.choice(), demo: null }));
  }

  private choice(): FolderChoice {
    return {
      explicit: [],
      env: this.habitat.env['NISPACE_DATA_DIR'],
      setting: this.settings.dataDirs,
      home: this.habitat.home,
      demo: this.demoLibrary,
    };
  }

  /** A folder that is no data folder is left out with a warning; the others keep working. */
  private open(): void {
    const named = dataFolders(this.choice());
    const usable = named.filter((folder) => {
      const reason = notDataFolder(folder);
      if (reason !== null) this.log.warning(reason);
      return reason === null;
    });
    this.log.info(`Data folders: ${usable.join(', ') || 'none'}`);
    this.library = DataLibrary.open(usable, capabilities);
    this.onLibrary(this.library);
  }
}
