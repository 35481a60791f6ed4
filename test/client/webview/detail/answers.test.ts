import { describe, expect, it, vi } from 'vitest';
import type { FromPage } from '../../../../client/webview/messages.js';
import { Answers, decodeNumbers } from '../../../../client/webview/results/detail/answers.js';

const cell = { key: 'k', file: 'nulls.npy', row: 0, column: 1 };
const base64 = (numbers: number[]): string =>
  Buffer.from(Float64Array.from(numbers).buffer).toString('base64');

function made() {
  const sent: FromPage[] = [];
  const changed = vi.fn();
  return { sent, changed, answers: new Answers((message) => sent.push(message), changed) };
}

describe('answers about single values', () => {
  it('are asked for once and told when they come', () => {
    const { answers, sent, changed } = made();
    expect(answers.nulls(cell)).toEqual({ state: 'waiting' });
    expect(answers.nulls({ ...cell })).toEqual({ state: 'waiting' });
    expect(sent).toEqual([{ type: 'detail', about: 'nulls', wanted: cell }]);
    answers.receive({ about: 'nulls', wanted: cell, values: base64([1, NaN, -0.5]) });
    expect(changed).toHaveBeenCalledOnce();
    expect(answers.nulls(cell)).toEqual({
      state: 'here',
      values: Float64Array.from([1, NaN, -0.5]),
    });
    expect(sent).toHaveLength(1);
  });

  it('that fail are not asked for again until the result is read anew', () => {
    const { answers, sent } = made();
    answers.nulls(cell);
    answers.fail({ about: 'nulls', wanted: cell }, 'cut off');
    expect(answers.nulls(cell)).toEqual({ state: 'failed', message: 'cut off' });
    expect(sent).toHaveLength(1);
    answers.forget();
    expect(answers.nulls(cell)).toEqual({ state: 'waiting' });
    expect(sent).toHaveLength(2);
  });

  it('can be waited for, asked for once, and fail in words', async () => {
    const { answers, sent } = made();
    const first = answers.nullsLater(cell);
    const second = answers.nullsLater(cell);
    expect(sent).toHaveLength(1);
    answers.receive({ about: 'nulls', wanted: { ...cell, column: 2 }, values: base64([0]) });
    answers.receive({ about: 'nulls', wanted: cell, values: base64([1, 2]) });
    expect([await first, await second]).toEqual([
      Float64Array.from([1, 2]),
      Float64Array.from([1, 2]),
    ]);
    const failing = answers.nullsLater({ ...cell, column: 5 });
    answers.fail({ about: 'nulls', wanted: { ...cell, column: 5 } }, 'cut off');
    await expect(failing).rejects.toThrow('cut off');
    const lost = answers.nullsLater({ ...cell, column: 6 });
    answers.forget();
    await expect(lost).rejects.toThrow('changed meanwhile');
  });

  it('are given up when many others came after them', () => {
    const { answers, sent } = made();
    for (let column = 0; column < 70; column += 1) answers.nulls({ ...cell, column });
    answers.nulls({ ...cell, column: 69 });
    expect(sent).toHaveLength(70);
    answers.nulls({ ...cell, column: 0 });
    expect(sent).toHaveLength(71);
  });

  it('come as little-endian float64', () => {
    expect([...decodeNumbers('AAAAAAAA8D8AAAAAAAAAwA==')]).toEqual([1, -2]);
  });
});
