// What the page has asked about single values and what it was told: each question goes out once, answers are kept for a while.
import type { Cell } from '../../../../engine/result.js';
import type { LocalValues, PairValues } from '../../../../server/protocol.js';
import type {
  DetailAnswer,
  DetailQuestion,
  FromPage,
  LocalCell,
  MapPair,
  NullCell,
  SetMembers,
} from '../../messages.js';

export type Known<T> =
  { state: 'here'; values: T } | { state: 'waiting' } | { state: 'failed'; message: string };

/** Answers kept; the oldest go first. */
const KEPT = 60;

const nameOf = ({ about, wanted }: DetailQuestion): string => JSON.stringify([about, wanted]);

/** Float64 of base64, little-endian. */
export function decodeNumbers(base64: string): Float64Array {
  const text = atob(base64);
  const view = new DataView(new ArrayBuffer(text.length));
  for (let i = 0; i < text.length; i += 1) view.setUint8(i, text.charCodeAt(i));
  return Float64Array.from({ length: text.length / 8 }, (_, i) => view.getFloat64(8 * i, true));
}

export class Answers {
  private readonly known = new Map<string, Known<unknown>>();
  private awaited: (() => void)[] = [];

  /** @param changed called when an answer has come */
  constructor(
    private readonly send: (message: FromPage) => void,
    private readonly changed: () => void,
  ) {}

  pair(wanted: MapPair): Known<PairValues> {
    return this.ask({ about: 'pair', wanted }) as Known<PairValues>;
  }

  nulls(wanted: NullCell): Known<Float64Array> {
    return this.ask({ about: 'nulls', wanted }) as Known<Float64Array>;
  }

  /**
   * The same, once they have come.
   * @throws Error with the words of the failure, or when the result was read anew meanwhile
   */
  async nullsLater(wanted: NullCell): Promise<Float64Array> {
    let known = this.nulls(wanted);
    while (known.state === 'waiting') {
      await new Promise<void>((resolve) => this.awaited.push(resolve));
      const now = this.known.get(nameOf({ about: 'nulls', wanted }));
      if (!now) throw new Error('The result changed meanwhile. Export again.');
      known = now as Known<Float64Array>;
    }
    if (known.state === 'failed') throw new Error(known.message);
    return known.values;
  }

  members(wanted: SetMembers): Known<Cell[]> {
    return this.ask({ about: 'members', wanted }) as Known<Cell[]>;
  }

  local(wanted: LocalCell): Known<LocalValues> {
    return this.ask({ about: 'local', wanted }) as Known<LocalValues>;
  }

  receive({ values, ...question }: DetailAnswer): void {
    const numbers = question.about === 'nulls' ? decodeNumbers(values as string) : values;
    this.keep(nameOf(question), { state: 'here', values: numbers });
    this.tell();
  }

  fail(question: DetailQuestion, message: string): void {
    this.keep(nameOf(question), { state: 'failed', message });
    this.tell();
  }

  /** The result is another one, or was read anew. */
  forget(): void {
    this.known.clear();
    this.wake();
  }

  private tell(): void {
    this.wake();
    this.changed();
  }

  private wake(): void {
    const woken = this.awaited;
    this.awaited = [];
    for (const resolve of woken) resolve();
  }

  private ask(question: DetailQuestion): Known<unknown> {
    const name = nameOf(question);
    const known = this.known.get(name);
    if (known) return known;
    const waiting: Known<unknown> = { state: 'waiting' };
    this.keep(name, waiting);
    this.send({ type: 'detail', ...question });
    return waiting;
  }

  private keep(name: string, answer: Known<unknown>): void {
    this.known.delete(name);
    this.known.set(name, answer);
    for (const oldest of this.known.keys()) {
      if (this.known.size <= KEPT) break;
      this.known.delete(oldest);
    }
  }
}
