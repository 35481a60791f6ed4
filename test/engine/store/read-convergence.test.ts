// The nulls of a run as written to disk, read back for one cell.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { executePlan, type Execution } from '../../../engine/execute.js';
import type { ColocalizationPlan } from '../../../engine/plan.js';
import { readConvergence } from '../../../engine/store/read-convergence.js';
import { readResult } from '../../../engine/store/read-result.js';
import { smallFolder, smallPlan } from '../small-run.js';
import { executeHere } from '../run-here.js';

const home = mkdtempSync(join(tmpdir(), 'nsp-convergence-'));
const files = join(home, 'data');
afterAll(() => rmSync(home, { recursive: true, force: true }));

const run = (change: Partial<ColocalizationPlan>): Promise<Execution> =>
  executePlan(
    { ...smallPlan(files), nPerm: 200, ...change },
    executeHere(files, join(home, 'out')),
  );
const cell = { method: 'spearman', statistic: 'rho_z' };

describe('readConvergence', () => {
  let done: Execution;
  beforeAll(async () => {
    smallFolder(files);
    done = await run({});
  });

  it('ends at the p of the result, for every cell', async () => {
    const { key, statistics } = await readResult(done.folder);
    const { p } = statistics.find(({ statistic }) => statistic === 'rho_z')!;
    for (const [row, column] of [
      [0, 0],
      [1, 2],
    ] as const) {
      const found = await readConvergence(done.folder, key, { ...cell, row, column });
      expect(found.permutations.at(-1)).toBe(200);
      expect(found.p.at(-1)).toBe(p![row * 3 + column]);
    }
  });

  it('reads the pooled row, and says that rows without nulls have none', async () => {
    const pooled = await run({ name: 'Pooled', pooled: 'mean' });
    const { key, statistics } = await readResult(pooled.folder);
    const { p } = statistics.find(({ statistic }) => statistic === 'rho_z')!;
    const found = await readConvergence(pooled.folder, key, { ...cell, row: 2, column: 1 });
    expect(found.p.at(-1)).toBe(p![2 * 3 + 1]);
    await expect(
      readConvergence(pooled.folder, key, { ...cell, row: 0, column: 1 }),
    ).rejects.toMatchObject({ code: 'no-nulls' });
  });

  it.each([
    ['another key', 'x'.repeat(64), { row: 0, column: 0 }, 'changed-result'],
    ['a column beyond the last', null, { row: 0, column: 3 }, 'no-nulls'],
    ['a row beyond the last', null, { row: 9, column: 0 }, 'no-nulls'],
    ['a statistic without nulls', null, { row: 0, column: 0, statistic: 'rho' }, 'no-nulls'],
  ])('refuses %s', async (_, other, place, code) => {
    const { key } = await readResult(done.folder);
    await expect(
      readConvergence(done.folder, other ?? key, { ...cell, ...place }),
    ).rejects.toMatchObject({ code });
  });

  it('says when the nulls were deleted', async () => {
    const { key, statistics } = await readResult(done.folder);
    rmSync(join(done.folder, statistics.find(({ nulls }) => nulls)!.nulls!.file));
    await expect(
      readConvergence(done.folder, key, { ...cell, row: 0, column: 0 }),
    ).rejects.toMatchObject({ code: 'no-nulls' });
  });
});
