// A real VS Code for one test run: code-server on a free port, with an empty profile and the extension installed.
import { execFile, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, open, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';

/** What setup-vscode.sh installs. */
const HOST = resolve(import.meta.dirname, '../../.vscode-test/code-server-4.100.3');
const ENTRY = join(HOST, 'node_modules/code-server/out/node/entry.js');
const START_SECONDS = 60;

/** Everything that could move, ask or distract is off. */
const SETTINGS = {
  'workbench.colorTheme': 'Default Light Modern',
  'workbench.startupEditor': 'none',
  'telemetry.telemetryLevel': 'off',
  'workbench.tips.enabled': false,
  'window.autoDetectColorScheme': false,
  'extensions.autoCheckUpdates': false,
  'extensions.autoUpdate': false,
  'extensions.ignoreRecommendations': true,
  'chat.commandCenter.enabled': false,
  'editor.minimap.enabled': false,
  'files.autoSave': 'off',
  'git.enabled': false,
};

export const isInstalled = () => existsSync(join(HOST, 'complete'));

function freePort() {
  return new Promise((done, failed) => {
    const server = createServer().once('error', failed);
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address();
      server.close(() => done(port));
    });
  });
}

async function answers(url) {
  try {
    return (await fetch(`${url}/healthz`)).ok;
  } catch (error) {
    if (error instanceof TypeError) return false; // refused: it does not listen yet
    throw error;
  }
}

/**
 * Starts VS Code with one extension.
 * @param {string} vsix file of the extension
 * @param {string} log file that receives the output of the server
 * @param {Record<string, string>} environment of the server besides that of this process
 * @returns address and `stop()`, which ends the whole process group and removes the profile
 */
export async function startCodeServer(vsix, log, environment) {
  const home = await mkdtemp(join(tmpdir(), 'nsp-e2e-profile-'));
  await mkdir(join(home, 'data/User'), { recursive: true });
  await writeFile(join(home, 'data/User/settings.json'), JSON.stringify(SETTINGS));
  const profile = [
    ['--config', join(home, 'config.yaml')],
    ['--user-data-dir', join(home, 'data')],
    ['--extensions-dir', join(home, 'extensions')],
  ].flat();
  const installing = [ENTRY, ...profile, '--install-extension', vsix];
  await promisify(execFile)(process.execPath, installing, { timeout: START_SECONDS * 1000 });

  const url = `http://127.0.0.1:${await freePort()}`;
  const output = await open(log, 'w');
  const server = spawn(
    process.execPath,
    [
      ...[ENTRY, ...profile, '--auth', 'none', '--bind-addr', new URL(url).host],
      ...['--disable-telemetry', '--disable-update-check', '--disable-workspace-trust'],
      '--disable-getting-started-override',
    ],
    {
      detached: true,
      stdio: ['ignore', output.fd, output.fd],
      env: { ...process.env, ...environment },
    },
  );
  await output.close();
  const stop = async () => {
    if (server.exitCode === null) process.kill(-server.pid, 'SIGTERM');
    await rm(home, { recursive: true, force: true, maxRetries: 20, retryDelay: 200 });
  };
  for (let tries = START_SECONDS * 4; !(await answers(url)); tries--) {
    if (tries > 0 && server.exitCode === null) await sleep(250);
    else {
      await stop();
      throw new Error(`VS Code did not start; its output is in ${log}`);
    }
  }
  return { url, stop };
}
