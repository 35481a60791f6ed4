// Short names of parcellations that the library offers besides those given by `alias:` in a parc.yaml (spec/workflows.md, 4.2).

/** Alias → names it may stand for; the first one that the library holds is meant. */
export const aliases: Readonly<Record<string, readonly string[]>> = {
  ...Object.fromEntries(
    [100, 200, 400, 1000].flatMap((n) => [
      [`Schaefer${n}`, [`Schaefer${n}Parcels7Networks`]],
      [`Yan${n}`, [`Yan${n}Parcels17Networks`, `Yan${n}Parcels17Network`]],
    ]),
  ),
  HCP: ['Glasser'],
  MMP: ['Glasser'],
  Desikan: ['DesikanKilliany'],
  DKT: ['DesikanKillianyTourville'],
  MelbourneS1: ['TianS1'],
  MelbourneS2: ['TianS2'],
  MelbourneS3: ['TianS3'],
  MelbourneS4: ['TianS4'],
  HOC: ['HarvardOxfordCortical'],
  HOS: ['HarvardOxfordSubcortical'],
  BNC: ['BrainnetomeCortical'],
  BNS: ['BrainnetomeSubcortical'],
};

/** Aliases of cortex + subcortex pairs. */
export const pairAliases: Readonly<Record<string, readonly [string, string]>> = {
  AAL: ['AALCortical', 'AALSubcortical'],
  BN: ['BrainnetomeCortical', 'BrainnetomeSubcortical'],
  Brainnetome: ['BrainnetomeCortical', 'BrainnetomeSubcortical'],
  HO: ['HarvardOxfordCortical', 'HarvardOxfordSubcortical'],
  HarvardOxford: ['HarvardOxfordCortical', 'HarvardOxfordSubcortical'],
};
