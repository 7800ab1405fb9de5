import type { Lanes } from '../../ports/lanes.ts'
import type { PageRenderer } from '../../ports/page-renderer.ts'
import type { Gate } from '../limits/gate.ts'
import type { PersonOf } from './person-here.ts'

export interface PageTools {
  readonly renderer: PageRenderer
  /** Origin of every link and redirect; https makes the cookies secure. */
  readonly publicUrl: string
  /** Further origins of the pages: those of faces with a host of their own. */
  readonly otherOrigins?: readonly string[]
  readonly lanes?: Lanes
  /** Counts the forms of a network; none are counted without it. */
  readonly gate?: Gate
  /** The view of pages about what went wrong; the one that people see when not said. */
  readonly problemView?: string
  /** Whom pages about what went wrong name as logged in; nobody without it. */
  readonly personOf?: PersonOf
}
