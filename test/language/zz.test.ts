import { test } from 'vitest';
import { EmptyFileSystem, inject, createDefaultCoreModule, createDefaultSharedCoreModule } from 'langium';
import { parseHelper } from 'langium/test';
import { NspGeneratedModule, NspGeneratedSharedModule } from '../../language/generated/module.js';
test('x', async () => {
  const shared = inject(createDefaultSharedCoreModule(EmptyFileSystem), NspGeneratedSharedModule);
  const s = inject(createDefaultCoreModule({ shared }), NspGeneratedModule);
  shared.ServiceRegistry.register(s);
  const p = parseHelper<any>(s);
  const d = await p(`maps a = reference "cell-x\\"y" { collection: 'Foo' maps: x }
  colocalization A { y: x: "a" z: 5HT1a permute: hedges(1, "b c", AN, 0.5) design: [maps, -1.5e-3,] }
  maps b = `);
  const doc = d.parseResult;
  console.log(JSON.stringify(doc.value, (k, v) => k.startsWith('$') && k !== '$type' && k !== '$refText' || k === '_ref' || k === 'error' || k==='_nodeDescription' ? undefined : v, 0));
  console.log(doc.parserErrors.map((e: any) => e.message), doc.lexerErrors);
  for (const t of ['colocalization A { y: x: a }', 'colocalization A { y: \n x: a z: b }','colocalization A { y: , x: a z: b }','colocalization A { y: \n x: "a" z: 5HT1a permute: hedges(1, "b c", AN, 0.5)}']) {
    const q = (await p(t)).parseResult;
    console.log('-----', t, '\n', q.parserErrors.map((e: any) => e.name + ': ' + e.message), q.lexerErrors.map((e: any)=>e.message), q.value.declarations.map((x: any) => [x.$type, x.name, x.block?.properties.map((y: any) => y.key + '=' + y.value?.$type)].flat().join(' ')));
  }
});
