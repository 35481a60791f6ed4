// The geometry of the brain of this result: asked for once, when the first part of the page wants it, and shared by all of them.
import type { BrainGeometry } from '../../../server/protocol.js';
import { decodeGeometry, type Geometry } from './geometry.js';
import type { FromPage } from '../messages.js';

export class GeometrySource {
  private asked = false;
  private known: Geometry | null = null;

  /** @param changed called when it has come, or cannot be had */
  constructor(
    private readonly send: (message: FromPage) => void,
    private readonly changed: () => void,
  ) {}

  /** Null while it is on its way; `none` with the reason when there is none. */
  get(): Geometry | null {
    if (!this.asked) {
      this.asked = true;
      this.send({ type: 'brain' });
    }
    return this.known;
  }

  receive(sent: BrainGeometry): void {
    this.known = decodeGeometry(sent);
    this.changed();
  }

  fail(reason: string): void {
    this.known = { kind: 'none', reason };
    this.changed();
  }

  /** The result was read anew: its parcels may be others. */
  forget(): void {
    this.asked = false;
    this.known = null;
  }
}
