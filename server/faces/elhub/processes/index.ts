import type { ProcessType } from '../names.ts'
import type { BusinessProcess } from './business-process.ts'
import { changeOfBalanceSupplier } from './change-of-balance-supplier.ts'
import { moveIn } from './move-in.ts'

/** Everything that market parties may ask customers for, by the name that they know it by. */
export const processes: Readonly<Record<ProcessType, BusinessProcess>> = {
  ChangeOfBalanceSupplierForPerson: changeOfBalanceSupplier,
  MoveInAndChangeOfBalanceSupplierForPerson: moveIn,
}
