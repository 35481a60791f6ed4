import { describe, expect, it } from 'vitest';
import { parseCollection } from '../../../../engine/library/shelves/collections.js';
import { failure } from '../small-library.js';

const read = (text: string) => parseCollection(text, 'C', 'collection-C.collect');

describe('a collection file', () => {
  it('may be a JSON object of sets', () => {
    expect(read('\n{"S": ["a", "b"], "T": ["a"]}')).toEqual({
      name: 'C',
      sets: ['S', 'T'],
      members: [
        { set: 'S', map: 'a', weight: null },
        { set: 'S', map: 'b', weight: null },
        { set: 'T', map: 'a', weight: null },
      ],
    });
  });

  it.each(['set,map,weight', 'set,x,weight'])('may be a table with the header %s', (header) => {
    expect(read(`${header}\nS,a,0.5\n"S, T",b,\n`).members).toEqual([
      { set: 'S', map: 'a', weight: 0.5 },
      { set: 'S, T', map: 'b', weight: null },
    ]);
  });

  it('may be a table without header, whose columns count', () => {
    expect(read('S,a\nT,b').members.map(({ set, map }) => [set, map])).toEqual([
      ['S', 'a'],
      ['T', 'b'],
    ]);
    expect(read('S,a,3').members).toEqual([{ set: 'S', map: 'a', weight: 3 }]);
  });

  it('may be one map per line, with or without the header map', () => {
    for (const text of ['map\r\na\r\nb\r\n', 'a\nb']) {
      expect(read(text)).toEqual({
        name: 'C',
        sets: [],
        members: ['a', 'b'].map((map) => ({ set: null, map, weight: null })),
      });
    }
  });

  it('is refused when damaged, naming file and line', async () => {
    const broken = {
      '{"S": ["a"': 'valid JSON',
      '{"S": "a"}': 'set "S"',
      'set,map,weight\nS,a,much': 'line 2',
      'a,b,c,d': '4 columns',
      'set,map\nS,': 'line 2',
      map: 'no maps',
    };
    for (const [text, part] of Object.entries(broken)) {
      const { message } = await failure(() => read(text), 'damaged-collection');
      expect(message).toContain('collection-C.collect');
      expect(message).toContain(part);
    }
    expect((await failure(() => read('set,map\nS,a\nT'), 'ragged-table')).message).toContain(
      'line 3',
    );
  });
});
