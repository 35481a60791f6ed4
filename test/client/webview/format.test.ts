import { describe, expect, it } from 'vitest';
import {
  formatBytes,
  formatP,
  formatSeconds,
  formatStatistic,
  fullNumber,
} from '../../../client/webview/results/format.js';

describe('numbers on the page', () => {
  it('gives p values four decimals without a leading zero', () => {
    expect([0.763, 0.05, 1, 0.0001].map(formatP)).toEqual(['.7630', '.0500', '1.0000', '.0001']);
  });

  it('never rounds a p value to zero', () => {
    expect(formatP(0.00002)).toBe('2.0e−5');
  });

  it('never rounds a p value up to .05 that lies below it', () => {
    expect(formatP(0.049996)).toBe('.0499');
  });

  it('gives statistics three decimals and a true minus sign', () => {
    expect([0.5, -0.1632, 0, -0.00042].map(formatStatistic)).toEqual([
      '0.500',
      '−0.163',
      '0.000',
      '−4.2e−4',
    ]);
  });

  it('shows a missing number as a dash and copies it as nothing', () => {
    expect(formatStatistic(null)).toBe('–');
    expect(formatP(null)).toBe('–');
    expect(fullNumber(null)).toBe('');
  });

  it('keeps every digit of what is copied', () => {
    expect(Number(fullNumber(-0.163193579839496))).toBe(-0.163193579839496);
  });

  it('names times and sizes in units a person reads', () => {
    expect([0.05, 1.42, 75, 3720].map(formatSeconds)).toEqual([
      '50 ms',
      '1.4 s',
      '1 min 15 s',
      '1 h 2 min',
    ]);
    expect([12, 1234567].map(formatBytes)).toEqual(['12 bytes', '1.23 MB']);
  });
});
