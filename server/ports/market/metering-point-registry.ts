/** A metering point as somebody relates to it who may be an end user of it. */
export interface MeteringPoint {
  readonly endUserLinked: boolean
  readonly accessType: 'OWNED' | 'SHARED' | undefined
  readonly blockedForSwitching: boolean
  readonly meterNumber: string | undefined
}

export interface MeteringPointRegistry {
  /** `endUserId` is the market's id of the end user. Throws when the register cannot say. */
  get(wanted: {
    readonly meteringPointId: string
    readonly endUserId: string
    readonly traceId: string
  }): Promise<MeteringPoint | 'not-found'>
}
