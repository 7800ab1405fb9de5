import type { Desk, ServerDesk } from '../../usecases/desk/index.ts'

/** For those who administer and support. */
export interface DeskTools {
  readonly desk: Desk & ServerDesk
}
