// `npm run demo`: from a bare clone to the results of an example on the built-in demo data.
import { relative, resolve } from 'node:path';
import { build, install, root, run } from './prepare.mjs';

const [major] = process.versions.node.split('.').map(Number);
if (major < 20) {
  console.error(`Node 20 or newer is needed; this is ${process.version}.`);
  process.exit(1);
}
install();
build();
const file = resolve(root, 'examples/receptors.nsp');
console.log(`\nRunning ${relative(root, file)} on the built-in demo data (simulated) …\n`);
run(process.execPath, resolve(root, 'dist/cli.cjs'), 'run', file, '--force');
console.log(`
Look at it in VS Code:
  npm run package                                      makes dist/nispace.vsix
  code --install-extension dist/nispace.vsix           installs it
  code examples                                        open receptors.nsp and press ▶ Run above an analysis
`);
