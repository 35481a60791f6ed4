import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { parametersMarkdown } from '../../language/docs.js';
import { root } from '../shared.js';

test('docs/parameters.md is what the parameter table says (UPDATE=1 writes it)', () => {
  const file = join(root, 'docs/parameters.md');
  if (process.env['UPDATE']) writeFileSync(file, parametersMarkdown());
  expect(existsSync(file) ? readFileSync(file, 'utf8') : '').toBe(parametersMarkdown());
});
