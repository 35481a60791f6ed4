// `npm test`: from a bare clone to the verdict: types, lint, walls between rooms, unit, golden and language-server tests.
import { build, install, root, run } from './prepare.mjs';
import { resolve } from 'node:path';

const npm = process.platform === 'win32' ? 'npm.cmd' : 'npm';
install();
build();
run(npm, 'run', '--silent', 'typecheck');
run(npm, 'run', '--silent', 'lint');
run(
  process.execPath,
  resolve(root, 'node_modules/vitest/vitest.mjs'),
  'run',
  ...process.argv.slice(2),
);
