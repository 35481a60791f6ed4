import { describe, expect, it } from 'vitest';
import { NO_VALUE, colourScale, rangeOf } from '../../../client/webview/results/colours.js';
import { parseColour } from '../../../client/webview/results/theme.js';

describe('colour scales', () => {
  it('is symmetric about zero when both signs occur', () => {
    const scale = colourScale([-1, 0.5, null]);
    expect([scale.kind, scale.min, scale.max]).toEqual(['diverging', -1, 1]);
    const [red, green, blue] = scale.colour(0);
    expect(Math.max(red, green, blue) - Math.min(red, green, blue)).toBeLessThan(6);
    expect(scale.colour(-1)[2]).toBeGreaterThan(scale.colour(-1)[0]);
    expect(scale.colour(1)[0]).toBeGreaterThan(scale.colour(1)[2]);
  });

  it('runs from the smallest to the largest when one sign occurs', () => {
    const scale = colourScale([2, 4, 3]);
    expect([scale.kind, scale.min, scale.max]).toEqual(['sequential', 2, 4]);
    expect(scale.colour(2)).not.toEqual(scale.colour(4));
  });

  it('gives missing values their own grey, never the colour of zero', () => {
    const scale = colourScale([-1, 1, null]);
    expect(scale.colour(null)).toBe(NO_VALUE);
    expect(scale.colour(0)).not.toEqual(NO_VALUE);
  });

  it('gets by with one value, and with none', () => {
    expect(colourScale([3]).colour(3)).toHaveLength(3);
    expect(colourScale([null]).colour(null)).toBe(NO_VALUE);
    expect(rangeOf([null])).toBeNull();
  });

  it('reads the colours an editor theme uses', () => {
    expect(parseColour('#fff')).toEqual([1, 1, 1, 1]);
    expect(parseColour('#ff000080').map((part) => Math.round(part * 100))).toEqual([100, 0, 0, 50]);
    expect(parseColour('rgba(0, 255, 0, 0.5)')).toEqual([0, 1, 0, 0.5]);
  });
});
