// Quick looks at files for the editor: table headers, column values, image headers. Each answer is kept until the file changes.
import { existsSync } from 'node:fs';
import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { glob } from 'tinyglobby';
import { readText } from '../../formats/bytes.js';
import { readTextTable, type TextTable } from '../../formats/csv.js';
import { openNpy } from '../../formats/npy.js';
import { readVolumeHeader } from '../../formats/nifti.js';
import { parseCollection } from './collections.js';
import type { CollectionContent, TableSummary, VolumeSummary } from '../entries.js';
import { scanTable } from './table-scan.js';

interface Kept {
  stamp: string;
  answer: Promise<unknown>;
}

export class FileInspector {
  private readonly kept = new Map<string, Kept>();

  async fileExists(path: string): Promise<boolean> {
    const stats = await stat(path).catch(() => null);
    return stats?.isFile() ?? false;
  }

  /** Files matching an absolute pattern, sorted by path. Folders that exist are taken literally, whatever signs their names hold. */
  async glob(pattern: string): Promise<string[]> {
    const [root = '', ...parts] = pattern.replaceAll('\\', '/').split('/');
    let folder = `${root}/`;
    while (parts.length > 1 && existsSync(join(folder, parts[0] ?? '')))
      folder = join(folder, parts.shift() ?? '');
    const rest = parts.join('/');
    if (await this.fileExists(join(folder, rest))) return [join(folder, rest)];
    const files = await glob(rest, { cwd: folder, absolute: true, expandDirectories: false });
    return files.sort();
  }

  /** Header, row labels and missing cells of a table; its cells may be text. */
  tableSummary(path: string): Promise<TableSummary> {
    return this.keep('table', path, () => scanTable(path));
  }

  /** Distinct values of one column in order of first appearance; undefined when there is no such column. */
  async columnValues(path: string, column: string): Promise<string[] | undefined> {
    const table = await this.textTable(path);
    const index = table.columns.indexOf(column);
    return index < 0 ? undefined : [...new Set(table.rows.map((row) => row[index] ?? ''))];
  }

  /** A table with its cells as text. */
  textTable(path: string): Promise<TextTable> {
    return this.keep('text', path, () => readTextTable(path));
  }

  /** Members of a collection file. */
  collection(path: string, name: string): Promise<CollectionContent> {
    return this.keep('collection', path, async () =>
      parseCollection(await readText(path), name, path),
    );
  }

  volumeSummary(path: string): Promise<VolumeSummary> {
    return this.keep('volume', path, async () => {
      const { dims, voxelSize, datatype } = await readVolumeHeader(path);
      return { dims: [...dims], voxelSize: [...voxelSize], datatype };
    });
  }

  /** Lengths of the axes of a .npy file. */
  arrayShape(path: string): Promise<number[]> {
    return this.keep('array', path, async () => {
      const file = await openNpy(path);
      await file.close();
      return file.header.shape;
    });
  }

  /** The kept answer if the file still has the size and time it had then, else a new one. Failures are not kept. */
  private async keep<T>(kind: string, path: string, ask: () => Promise<T>): Promise<T> {
    const stats = await stat(path).catch(() => null);
    const stamp = stats ? `${stats.size} ${stats.mtimeMs}` : '';
    const key = `${kind} ${path}`;
    const known = this.kept.get(key);
    if (known && stamp !== '' && known.stamp === stamp) return known.answer as Promise<T>;
    const answer = ask();
    this.kept.set(key, { stamp, answer });
    try {
      return await answer;
    } catch (error) {
      this.kept.delete(key);
      throw error;
    }
  }
}
