/** One thing the doctor looked at. `hint` says what to do when it is not well. */
export interface Finding {
  readonly what: string
  readonly well: boolean
  readonly hint?: string
}

export const well = (what: string): Finding => ({ what, well: true })

export const ill = (what: string, hint: string): Finding => ({ what, well: false, hint })

/** What a check finds; one that throws is ill with its message. */
export const examine = async (what: string, check: () => Promise<Finding>): Promise<Finding> =>
  check().catch((error: unknown) => ill(what, error instanceof Error ? error.message : String(error)))
