import type { Validity } from '../../server/domain/grants/validity.ts'
import type { PartyRight, VouchedRight } from '../../server/domain/rights/party-right.ts'

/** The right, as somebody at the desk vouches for it. */
export const vouched = (
  right: PartyRight,
  validity: Validity,
  said: Partial<VouchedRight> = {},
): VouchedRight => ({ ...right, kind: 'other', source: 'desk', document: undefined, validity, ...said })
