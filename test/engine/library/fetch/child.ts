// A program of its own that downloads one file, for tests with several processes: base address, folder, path.
import { Fetcher } from '../../../../engine/library/fetch/fetcher.js';
import { networkSettings } from '../../../../engine/library/fetch/network.js';

const [base = '', folder = '', path = ''] = process.argv.slice(2);
const settings = {
  source: { base, commit: '0123456789abcdef' },
  folder,
  demo: null,
  network: networkSettings({}),
  offline: false,
};
const lockTimes = { poll: 10, heartbeat: 50, stale: 5000 };
const fetcher = new Fetcher(settings, null, { lockTimes });
void fetcher
  .fetch([{ path, required: true, item: 'toy' }], { signal: new AbortController().signal })
  .then(async (report) => {
    process.stdout.write(JSON.stringify(report));
    await fetcher.close();
  });
