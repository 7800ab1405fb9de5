import { absent, type Check, invalid } from './inquiry.ts'

export const meteringPointKnown: Check = async inquiry =>
  (await inquiry.meteringPoint()) === 'not-found'
    ? absent('metering_point_not_found', 'Metering point not found')
    : undefined

/** Somebody who shares it with its end user does not count. */
export const customerIsEndUser: Check = async inquiry => {
  const point = await inquiry.meteringPoint()
  if (point === 'not-found') return undefined
  if (point.endUserLinked && point.accessType !== 'SHARED') return undefined
  return invalid(
    'requested_from_not_metering_point_end_user',
    'Requested from is not registered as end user of the metering point',
  )
}

export const customerIsNotEndUserYet: Check = async inquiry => {
  const point = await inquiry.meteringPoint()
  if (point === 'not-found' || !point.endUserLinked || point.accessType !== 'OWNED') return undefined
  return invalid(
    'requested_from_is_metering_point_end_user',
    'Requested from is already registered as end user of the metering point',
  )
}

export const switchingAllowed: Check = async inquiry => {
  const point = await inquiry.meteringPoint()
  if (point === 'not-found' || !point.blockedForSwitching) return undefined
  return invalid(
    'metering_point_blocked_for_switching',
    'Metering point is blocked for switching balance supplier',
  )
}

export const askerKnown: Check = async inquiry =>
  (await inquiry.supplier()) === 'not-found'
    ? absent('requested_by_not_found', 'Requested by not found')
    : undefined

export const askerActive: Check = async inquiry => {
  const supplier = await inquiry.supplier()
  if (supplier === 'not-found' || supplier.isActive) return undefined
  return invalid('not_active_requested_by', 'Requested by is not an active party in Elhub')
}

/** Throws for a supplier without an organization number, whose products nobody can find. */
export const contractOffered: Check = async inquiry => {
  const { market, settings, trace } = inquiry.place
  if (!settings.validateContractNameFeature) return undefined
  const supplier = await inquiry.supplier()
  if (supplier === 'not-found') return undefined
  if (supplier.orgno === undefined) throw new Error('The supplier has no organization number')
  const products = await market.products.byOrg(supplier.orgno, trace)
  if (products === 'not-found' || products.length === 0) {
    return invalid(
      'contracts_not_found',
      'Contracts not found in strømpris.no for provided organization number',
    )
  }
  const wanted = inquiry.wish.balanceSupplierContractName.toLowerCase()
  if (products.some(name => name.trim().toLowerCase() === wanted)) return undefined
  return invalid(
    'invalid_balance_supplier_contract_name',
    'Balance supplier contract name has no matches in strømpris.no',
  )
}
