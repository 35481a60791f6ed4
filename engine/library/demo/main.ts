// Makes the demo data: `make-demo DIR` writes the demo library, `make-demo --examples DIR` the data beside the examples.
import { writeExampleData } from './example-files.js';
import { writeDemoLibrary } from './library-files.js';

const USAGE = 'Usage: make-demo DIR | make-demo --examples DIR\n';

async function main(args: readonly string[]): Promise<number> {
  const examples = args[0] === '--examples';
  const [folder, ...rest] = examples ? args.slice(1) : args;
  if (folder === undefined || folder.startsWith('-') || rest.length > 0) {
    process.stderr.write(USAGE);
    return 2;
  }
  await (examples ? writeExampleData(folder) : writeDemoLibrary(folder));
  return 0;
}

main(process.argv.slice(2)).then(
  (code) => {
    process.exitCode = code;
  },
  (error: unknown) => {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    process.exitCode = 1;
  },
);
