// What several parts of the page ask the extension for and share.
import type { Answers } from './detail/answers.js';
import type { GeometrySource } from './geometry-source.js';

export interface Sources {
  answers: Answers;
  geometry: GeometrySource;
}
