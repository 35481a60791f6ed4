// What the words of the record are written from: a result with its plan read by what the steps decide.
import { settingsOf, type RunSettings } from '../pipeline/settings.js';
import type { AnalysisResult } from '../result.js';

/** A result before what is told of it in words. */
export type ResultFacts = Omit<AnalysisResult, 'methodsText' | 'parameters'>;

export type Told = Omit<ResultFacts, 'plan'> & { plan: RunSettings };

export const toldOf = (result: ResultFacts): Told => ({ ...result, plan: settingsOf(result.plan) });
