// Counts and reports checks, one line each; a failed one leaves a picture of the window.
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { stripVTControlCharacters } from 'node:util';

/** Thrown when the checks that follow would make no sense. */
export class Stopped extends Error {}

export class Checks {
  passed = 0;
  failed = 0;
  #pictures = 0;

  /**
   * @param page the window that is photographed
   * @param folder where pictures go
   */
  constructor(page, folder) {
    this.page = page;
    this.folder = folder;
  }

  /**
   * Runs one check; a text that it returns is shown behind its name.
   * @returns whether it passed
   */
  async check(name, test) {
    const started = Date.now();
    try {
      const note = await test();
      this.passed++;
      this.#say('ok    ', name, started, note);
      return true;
    } catch (error) {
      this.failed++;
      this.#say('FAILED', name, started);
      console.log(`       ${explain(error)}`);
      await this.picture(this.failed === 1 ? 'failed' : `failed-${this.failed}`);
      return false;
    }
  }

  /** Like `check`, but nothing after it can be checked when it fails: throws `Stopped`. */
  async need(name, test) {
    if (!(await this.check(name, test))) throw new Stopped(`stopped after: ${name}`);
  }

  /** Keeps a numbered picture of the window. */
  async step(name) {
    this.#pictures++;
    await this.picture(`${String(this.#pictures).padStart(2, '0')}-${name}`);
  }

  async picture(name) {
    await this.page.screenshot({ path: join(this.folder, `${name}.png`) });
  }

  /** One line for a failure outside any check. */
  fail(error) {
    this.failed++;
    console.log(`FAILED ${explain(error)}`);
  }

  #say(verdict, name, started, note) {
    const seconds = ((Date.now() - started) / 1000).toFixed(1);
    console.log(`${verdict} ${name} (${seconds} s)${note ? `: ${note}` : ''}`);
  }
}

const LINES = 12;

/** The message of an error: plain, indented, and without the many tries of the browser. */
function explain(error) {
  const text = stripVTControlCharacters(error instanceof Error ? error.message : String(error));
  return text.trim().split('\n').slice(0, LINES).join('\n       ');
}

/**
 * Asks until the answer is neither false nor null; asking may throw meanwhile.
 * @throws the last error, or one that names what was waited for
 */
export async function until(what, ask, seconds = 60) {
  const end = Date.now() + seconds * 1000;
  let last;
  for (;;) {
    try {
      const answer = await ask();
      if (answer !== false && answer !== null && answer !== undefined) return answer;
      last = new Error(`not within ${seconds} s: ${what}`);
    } catch (error) {
      last = error;
    }
    if (Date.now() > end) throw last;
    await sleep(150);
  }
}

/** Nothing pops up: the progress of what has just ended may still fade, but no notification stays. */
export const nothingPopsUp = (bench, when) =>
  until(`no notification ${when}`, async () => (await bench.notifications.count()) === 0, 5);
