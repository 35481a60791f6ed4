// Figures that were looked at once and must not change unseen: a difference leaves a `-changed.svg` beside the golden file.
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'vitest';
import { root } from '../../shared.js';

const folder = join(root, 'test/client/figures/golden');

/** UPDATE=1 takes the figure as it is now. */
export function expectGolden(name: string, text: string): void {
  const [file, changed] = [`${name}.svg`, `${name}-changed.svg`].map((each) =>
    join(folder, each),
  ) as [string, string];
  if (process.env['UPDATE']) writeFileSync(file, text);
  const same = existsSync(file) && readFileSync(file, 'utf8') === text;
  if (same) return rmSync(changed, { force: true });
  writeFileSync(changed, text);
  expect.fail(
    `${name}.svg looks different: compare ${changed}, and take it with UPDATE=1 if it is right`,
  );
}
