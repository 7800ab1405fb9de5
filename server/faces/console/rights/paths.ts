import type { RightId } from '../../../domain/rights/party-right.ts'

export const rightsPath = '/console/rights'

export const newRightPath = `${rightsPath}/new`

export const importPath = `${rightsPath}/import`

export const endPath = (id: RightId): string => `${rightsPath}/${id}/end`
