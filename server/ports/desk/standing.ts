import type { Standing } from '../../domain/operators/findings.ts'

/** How the house stands. */
export interface StandingReader {
  read(): Promise<Standing>
}
