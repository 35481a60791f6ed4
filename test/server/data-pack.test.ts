// The whole tree of the research data pack: every line can be opened, and its sizes are those on disk.
import { describe, expect, it } from 'vitest';
import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { capabilities } from '../../engine/capabilities.js';
import { DataLibrary } from '../../engine/library/library.js';
import { DataTree } from '../../server/data-tree.js';
import type { DataNode } from '../../server/protocol.js';
import { absent, dataDir } from '../shared.js';

const pack = dataDir();
const never = new AbortController().signal;

/** Bytes of all files below a folder, hidden ones left out. */
function bytesBelow(folder: string): number {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((path) => !/(^|[\\/])\./.test(path))
    .map((path) => statSync(join(folder, path)))
    .reduce((sum, stats) => sum + (stats.isFile() ? stats.size : 0), 0);
}

describe.skipIf(!pack)(`the tree of the data pack ${pack ? '' : absent('data pack')}`, () => {
  const library = DataLibrary.open(pack ? [pack] : [], capabilities);
  const tree = new DataTree(
    () => library,
    () => '/nowhere',
  );

  it('opens at every line, with ids that are told apart', async () => {
    const nodes: DataNode[] = [];
    const open = async (id: string | null): Promise<void> => {
      for (const node of await tree.children(id, never)) {
        nodes.push(node);
        if (node.hasChildren) await open(node.id);
      }
    };
    await open(null);
    expect(nodes.length).toBeGreaterThan(1000);
    expect(new Set(nodes.map(({ id }) => id)).size).toBe(nodes.length);
    // No line offers to remove what is not in the download folder.
    expect(nodes.filter(({ removable }) => removable.files > 0)).toEqual([]);
  }, 30_000);

  it('tells the size of every dataset as it is on disk', async () => {
    const datasets = (await tree.children('dataset', never)).filter(({ bytes }) => bytes > 0);
    expect(datasets.length).toBeGreaterThan(0);
    for (const { label, bytes } of datasets)
      expect(bytes, label).toBe(bytesBelow(join(pack ?? '', 'reference', label)));
  });
});
