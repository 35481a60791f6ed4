// Stored parcellated tables of a dataset or example: which parcellations there are files for.
import { join } from 'node:path';
import type { FolderStack } from '../folders.js';

/**
 * Tables `<prefix><parcellation>.csv[.gz]` in a folder of the library, by canonical parcellation name; a name the library does not
 * know (a table without its parcellation) is kept as it is written.
 */
export function tablesIn(
  stack: FolderStack,
  folder: string,
  prefix: string,
  resolve: (parcellation: string) => string | undefined,
): Map<string, string> {
  const tables = new Map<string, string>();
  for (const file of stack.list(folder)) {
    const written = /^(.+?)\.csv(?:\.gz)?$/.exec(file)?.[1];
    if (!written?.startsWith(prefix)) continue;
    const parcellation = written.slice(prefix.length);
    const name = resolve(parcellation) ?? parcellation;
    const path = stack.find(join(folder, file));
    if (path !== undefined && !tables.has(name)) tables.set(name, path);
  }
  return tables;
}
