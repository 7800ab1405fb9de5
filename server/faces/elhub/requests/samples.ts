import { marketParty } from '../../../domain/party.ts'
import type { MarketEntries } from '../../../ports/market/market-register.ts'
import type { Brought, Sample } from '../../tools/preview-tools.ts'
import { type ProcessType, processTypes } from '../names.ts'
import { processes } from '../processes/index.ts'
import { toAnnotations } from './properties.ts'
import { resourceType } from './request-document.ts'

/** Every process that each balance supplier of the file may ask a customer for. */
export const samples = ({ market, clients }: Pick<Brought, 'market' | 'clients'>): readonly Sample[] =>
  (market?.parties ?? [])
    .filter(one => one.function === 'BalanceSupplier')
    .flatMap(supplier => {
      const owner = clients.find(one => one.owner.value === supplier.orgno)
      const name = owner?.ownerName ?? 'STRØMLEVERANDØR EKSEMPEL AS'
      return processTypes.map(type => sampleOf(type, { supplier, name, market: market! }))
    })

interface Supplying {
  readonly supplier: MarketEntries['parties'][number]
  readonly name: string
  readonly market: MarketEntries
}

function sampleOf(type: ProcessType, { supplier, name, market }: Supplying): Sample {
  const { purposeId, textVersion } = processes[type]
  const [point] = market.meteringPoints
  const meteringPointId = point?.id ?? '707057500000000013'
  return {
    type: `${type}.${supplier.gln}`,
    giver: 'person',
    asks: {
      clientId: 'example',
      requestedBy: { identifier: marketParty(supplier.gln), name },
      handledBy: undefined,
      purposeId,
      scopes: [{ permission: type, resourceType: 'MeteringPoint', resourceId: meteringPointId }],
      seconds: undefined,
      lasts: { years: 1 },
      annotations: toAnnotations({
        type: resourceType,
        language: 'nb',
        textVersion,
        supplierOrgno: supplier.orgno,
        requestedFromName: 'Kari Eksempel',
        requestedForMeteringPointId: meteringPointId,
        requestedForMeterNumber: point?.meterNumber,
        requestedForMeteringPointAddress: 'Eksempelveien 1, 0001 Oslo',
        balanceSupplierContractName:
          market.products.find(one => one.orgno === supplier.orgno)?.names[0] ?? 'Spot',
        balanceSupplierName: name,
        moveInDate: type.startsWith('MoveIn') ? '2026-01-01' : undefined,
      }),
    },
  }
}
