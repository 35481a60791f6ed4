// The worker's entry (dist/worker.cjs). It serves two kinds of threads: block workers, which run inner loops over shared
// memory, and the run thread of the language server, which carries a whole analysis so that typing stays instant.
import { worker, workerEmit } from 'workerpool';
import { runBlock, type BlockJobs, type BlockName } from './blocks.js';
import { Control } from './control.js';
import type { BrainJob } from './brain-job.js';
import type { RunJob } from './run-job.js';

worker({
  block: (name: BlockName, block: BlockJobs[BlockName], control: SharedArrayBuffer): void =>
    runBlock(name, block as never, new Control(control)),
  run: async (job: RunJob): Promise<unknown> => {
    const { runInThread } = await import('./run-job.js');
    return runInThread(job, workerEmit);
  },
  brain: async (job: BrainJob): Promise<unknown> => {
    const { brainInThread } = await import('./brain-job.js');
    return brainInThread(job);
  },
});
