import type { Desk } from '../../usecases/desk/index.ts'

/** For those who administer and support. */
export interface DeskTools {
  readonly desk: Desk
}
